"""The terms of a server's glossary: added, edited, removed, read."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from storage.glossary.drafts import ALICE, BOB, CLINIC, HUDDLE, MORNING, RED_BAG, SCHOOL, later

from bot.errors import UsageError
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft, TermKey
from bot.storage.glossary import terms
from bot.storage.server_data import ServerData

UNICODE = TermDraft("Échelle de Glasgow 🧠", "نمره\u200cی کما\n\n«15» est normal.", ("GCS", "مقیاس گلاسکو"))
LINKED = TermDraft(
    "sepsis six",
    "Six things to do within an hour.",
    adds_to=EntryReference("sepsis", "sepsis"),
    parents=(EntryReference("therapeutics", "therapeutics"),),
    see_also=(EntryReference(TermKey(CLINIC, 9).encode(), "huddle"),),
)


async def headwords(data: ServerData, guild_id: int = CLINIC) -> list[str]:
    return [term.draft.headword for term in await data.glossaries.terms(guild_id)]


@pytest.mark.parametrize("draft", [HUDDLE, RED_BAG, UNICODE, LINKED], ids=lambda draft: draft.headword)
async def test_a_term_is_read_as_it_was_written(data: ServerData, draft: TermDraft) -> None:
    added = await data.glossaries.add(CLINIC, draft, ALICE, MORNING)
    assert added == GlossaryTerm(CLINIC, 1, draft, MORNING)
    assert await data.glossaries.find(CLINIC, 1) == added
    assert await data.glossaries.terms(CLINIC) == [added]


async def test_a_term_is_found_by_each_of_its_names_in_its_server_only(data: ServerData) -> None:
    huddle = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    for name in ("huddle", "  HUDDLE ", "morning  Round", "mr"):
        assert await data.glossaries.named(CLINIC, name) == huddle
    assert await data.glossaries.named(CLINIC, "hudd") is None
    assert await data.glossaries.named(SCHOOL, "huddle") is None


async def test_terms_are_offered_by_the_beginning_of_a_word_of_a_name(data: ServerData) -> None:
    for draft in (HUDDLE, RED_BAG, TermDraft("rounding", "x"), TermDraft("100%_sure", "x"), TermDraft("Élan", "x")):
        await data.glossaries.add(CLINIC, draft, ALICE, MORNING)

    async def offered(typed: str, limit: int = 25) -> list[str]:
        return [term.draft.headword for term in await data.glossaries.beginning(CLINIC, typed, limit)]

    assert await offered("RO") == ["rounding", "huddle"]
    assert await offered("bag") == ["red bag"]
    assert await offered("élan") == ["Élan"]
    assert await offered("0%_") == []
    assert await offered("100%_") == ["100%_sure"]
    assert len(await offered("")) == 5
    assert await offered("", 1) == ["100%_sure"]
    assert await data.glossaries.beginning(SCHOOL, "", 25) == []


async def test_the_place_of_a_text_from_a_to_z(data: ServerData) -> None:
    for headword in ("apnea", "bay", "cot"):
        await data.glossaries.add(CLINIC, TermDraft(headword, "x"), ALICE, MORNING)
    assert [await data.glossaries.count_before(CLINIC, text) for text in ("A", "b", "bay", "Bz", "z")] == [
        0,
        1,
        1,
        2,
        3,
    ]
    assert await data.glossaries.count_before(SCHOOL, "z") == 0


async def test_terms_come_from_a_to_z_whatever_their_case_and_accents(data: ServerData) -> None:
    for headword in ("zebra", "Émesis", "apnea", "emesis bowl", "ZEAL", "β blocker", "10 m walk"):
        await data.glossaries.add(CLINIC, TermDraft(headword, "A word of ours."), ALICE, MORNING)
    in_order = ["10 m walk", "apnea", "β blocker", "Émesis", "emesis bowl", "ZEAL", "zebra"]
    assert await headwords(data) == in_order
    pages = [await data.glossaries.page(CLINIC, offset, 3) for offset in (0, 3, 6, 9)]
    assert [[term.draft.headword for term in page] for page in pages] == [
        in_order[:3], in_order[3:6], in_order[6:], []
    ]  # fmt: skip
    assert await data.glossaries.count(CLINIC) == len(in_order)


async def test_an_edit_takes_the_place_of_the_term_under_its_number(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    draft = replace(HUDDLE, headword="board round", names=("huddle",))
    edited = await data.glossaries.edit(CLINIC, 1, draft, BOB, later(5))
    assert edited == GlossaryTerm(CLINIC, 1, draft, later(5))
    assert await data.glossaries.terms(CLINIC) == [edited]
    await data.glossaries.add(CLINIC, TermDraft("MR", "A name that is free again."), BOB, later(6))


async def test_a_number_is_not_used_again(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.remove(CLINIC, 1, ALICE, MORNING)
    again = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    assert again.number == 2
    assert await data.glossaries.find_many(CLINIC, [2, 1, 3, 2]) == {2: again}


@pytest.mark.parametrize("number", [0, 2, -1, 2**31, 36**13])
async def test_a_term_that_is_not_there_cannot_be_changed(data: ServerData, number: int) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    assert await data.glossaries.find(CLINIC, number) is None
    with pytest.raises(UsageError, match="has no term with the number"):
        await data.glossaries.edit(CLINIC, number, RED_BAG, ALICE, MORNING)
    with pytest.raises(UsageError, match="has no term with the number"):
        await data.glossaries.remove(CLINIC, number, ALICE, MORNING)


async def test_a_term_that_is_added_while_the_server_is_deleted_is_whole_or_gone(
    data: ServerData, elsewhere: ServerData
) -> None:
    drafts = [TermDraft(f"term {number}", "Written at once.") for number in range(8)]
    adding = [data.glossaries.add(CLINIC, draft, ALICE, MORNING) for draft in drafts]
    await asyncio.gather(*adding, *(elsewhere.forget_guild(CLINIC) for _ in range(3)))
    terms = await data.glossaries.terms(CLINIC)
    assert len(terms) == await data.glossaries.count(CLINIC)
    assert (await data.glossaries.version(CLINIC) > 0) is bool(terms)
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)


async def test_the_version_also_grows_over_the_deletion_of_a_server(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    version = await data.glossaries.version(CLINIC)
    await data.forget_guild(CLINIC)
    assert await data.glossaries.version(CLINIC) == 0
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, later(1))
    assert await data.glossaries.version(CLINIC) > version


async def test_the_version_grows_with_every_change_and_with_nothing_else(data: ServerData) -> None:
    assert await data.glossaries.version(CLINIC) == 0
    versions = [0]
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    versions.append(await data.glossaries.version(CLINIC))
    await data.glossaries.edit(CLINIC, 1, RED_BAG, ALICE, MORNING)
    versions.append(await data.glossaries.version(CLINIC))
    await data.glossaries.remove(CLINIC, 1, ALICE, MORNING)
    versions.append(await data.glossaries.version(CLINIC))
    assert versions == sorted(set(versions))
    for refused in (
        data.glossaries.remove(CLINIC, 1, ALICE, MORNING),
        data.glossaries.edit(CLINIC, 1, HUDDLE, ALICE, MORNING),
        data.glossaries.add(CLINIC, TermDraft("", ""), ALICE, MORNING),
    ):
        with pytest.raises(UsageError):
            await refused
    assert await data.glossaries.version(CLINIC) == versions[-1]


async def test_an_edit_that_changes_nothing_is_none(data: ServerData) -> None:
    term = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    version = await data.glossaries.version(CLINIC)
    spaced = replace(HUDDLE, headword="  huddle ", definition=f"{HUDDLE.definition}\r\n")
    assert await data.glossaries.edit(CLINIC, 1, spaced, BOB, later(5)) == term
    assert await data.glossaries.version(CLINIC) == version
    assert await data.glossaries.history_count(CLINIC) == 1


async def test_a_form_that_somebody_was_faster_than_overwrites_nothing(data: ServerData) -> None:
    seen = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.edit(CLINIC, 1, replace(HUDDLE, definition="At 9."), BOB, later(1), seen=seen.updated_at)
    with pytest.raises(UsageError, match="Somebody else changed “huddle”"):
        await data.glossaries.edit(
            CLINIC, 1, replace(HUDDLE, definition="At 7."), ALICE, later(2), seen=seen.updated_at
        )
    assert [term.draft.definition for term in await data.glossaries.terms(CLINIC)] == ["At 9."]


@pytest.mark.parametrize(
    ("headword", "names"),
    [("Huddle", ()), ("other", ("HUDDLE",)), ("ＭＲ", ()), ("other", ("mr",)), ("  morning\u00a0 round ", ())],
)
async def test_a_name_belongs_to_one_term(data: ServerData, headword: str, names: tuple[str, ...]) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    draft = TermDraft(headword, "Something else.", names)
    with pytest.raises(UsageError, match="is in this glossary already"):
        await data.glossaries.add(CLINIC, draft, ALICE, MORNING)
    other = await data.glossaries.add(CLINIC, RED_BAG, ALICE, MORNING)
    with pytest.raises(UsageError, match="is in this glossary already"):
        await data.glossaries.edit(CLINIC, other.number, draft, ALICE, MORNING)
    assert await headwords(data) == ["huddle", "red bag"]


async def test_a_taken_name_says_whose_it_is(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    with pytest.raises(UsageError) as error:
        await data.glossaries.add(CLINIC, TermDraft("mr", "Magnetic resonance."), ALICE, MORNING)
    assert error.value.problem == "“mr” is in this glossary already, as another name of “huddle”."
    with pytest.raises(UsageError) as error:
        await data.glossaries.add(CLINIC, TermDraft("HUDDLE", "A heap."), ALICE, MORNING)
    assert error.value.problem == "“huddle” is in this glossary already."


async def test_two_servers_with_the_same_terms_never_mix(data: ServerData) -> None:
    here = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    there = await data.glossaries.add(SCHOOL, HUDDLE, BOB, MORNING)
    assert (here.number, there.number) == (1, 1)
    assert here.key != there.key
    await data.glossaries.edit(SCHOOL, 1, replace(HUDDLE, definition="A heap of pupils."), BOB, later(1))
    assert await data.glossaries.terms(CLINIC) == [here]
    await data.glossaries.remove(SCHOOL, 1, BOB, later(2))
    assert await data.glossaries.terms(CLINIC) == [here]
    assert await data.glossaries.terms(SCHOOL) == []
    assert await data.glossaries.containing(SCHOOL, ["meeting"], 5) == []
    assert [change.kind for change in await data.glossaries.history(CLINIC, 0, 10)] == ["add"]


@pytest.mark.parametrize(
    "words", [["meeting"], ["Meetings"], ["WARD", "zebra"], ["short meeting"], ["méeting"], ["meet"]]
)
async def test_definitions_are_found_by_their_words(data: ServerData, words: list[str]) -> None:
    term = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, MORNING)
    assert await data.glossaries.containing(CLINIC, words, 5) == [term]


async def test_definitions_with_more_of_the_words_come_first(data: ServerData) -> None:
    for headword, definition in [("a", "one"), ("b", "one two"), ("c", "one two three"), ("d", "four")]:
        await data.glossaries.add(CLINIC, TermDraft(headword, definition), ALICE, MORNING)
    found = await data.glossaries.containing(CLINIC, ["three", "two", "one"], 5)
    assert [term.draft.headword for term in found] == ["c", "b", "a"]
    assert len(await data.glossaries.containing(CLINIC, ["three", "two", "one"], 2)) == 2


@pytest.mark.parametrize("words", [[], [""], ["%"], ["_"], ["\\"], ["'; DROP TABLE glossary_term; --"], ["🧠"]])
async def test_nothing_is_found_by_signs(data: ServerData, words: list[str]) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    assert await data.glossaries.containing(CLINIC, words, 5) == []


async def test_a_full_glossary_says_how_many_it_has(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MAX_TERMS", 2)
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, MORNING)
    with pytest.raises(UsageError) as error:
        await data.glossaries.add(CLINIC, LINKED, ALICE, MORNING)
    assert error.value.problem == "This server's glossary is full: it has 2 of 2 terms."
    await data.glossaries.edit(CLINIC, 2, LINKED, ALICE, MORNING)
    await data.glossaries.remove(CLINIC, 1, ALICE, MORNING)
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, MORNING)


async def test_admins_who_write_at_once_get_a_number_each(data: ServerData, elsewhere: ServerData) -> None:
    drafts = [TermDraft(f"term {number}", "Written at once.") for number in range(6)]
    more = [TermDraft(f"other {number}", "Written at once.") for number in range(6)]
    written = await asyncio.gather(
        *(data.glossaries.add(CLINIC, draft, ALICE, MORNING) for draft in drafts),
        *(elsewhere.glossaries.add(CLINIC, draft, BOB, MORNING) for draft in more),
    )
    assert sorted(term.number for term in written) == list(range(1, 13))
    assert await data.glossaries.count(CLINIC) == 12
    assert await data.glossaries.history_count(CLINIC) == 12


async def test_of_two_who_write_the_same_name_at_once_one_is_told(data: ServerData, elsewhere: ServerData) -> None:
    written = await asyncio.gather(
        *(here.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING) for here in (data, elsewhere) * 3), return_exceptions=True
    )
    assert sum(isinstance(term, GlossaryTerm) for term in written) == 1
    assert sum(isinstance(term, UsageError) for term in written) == 5
    assert await headwords(data) == ["huddle"]


async def test_the_last_free_places_are_given_once(
    data: ServerData, elsewhere: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "MAX_TERMS", 3)
    drafts = [TermDraft(f"term {number}", "Written at once.") for number in range(8)]
    turns = zip((data, elsewhere) * 4, drafts, strict=True)
    adding = (here.glossaries.add(CLINIC, draft, ALICE, MORNING) for here, draft in turns)
    written = await asyncio.gather(*adding, return_exceptions=True)
    assert sum(isinstance(term, GlossaryTerm) for term in written) == 3
    assert await data.glossaries.count(CLINIC) == 3
