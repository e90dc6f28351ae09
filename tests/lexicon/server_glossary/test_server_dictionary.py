"""What a server's dictionary answers: its own terms first, the lexicon's meanings beside them."""

from __future__ import annotations

import pytest
from lexicon.server_glossary.conftest import ServerOf, Texts, reference, term

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.emergencies import Emergency, emergency_of
from bot.lexicon.lookup.look_alikes import listed_entry
from bot.lexicon.model import Match
from bot.lexicon.server_glossary.reader import TermsUnavailableError
from bot.lexicon.server_glossary.term import TermKey
from bot.terms.model import Relation
from bot.terms.source import SERVER_SOURCE

TEXT = "The green sheet on the door."


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("door sheet", Match.EXACT),
        ("Door Sheet", Match.EXACT),
        ("door sheets", Match.VARIANT),
        ("door-sheet", Match.VARIANT),
        ("what is a door sheet?", Match.EXACT),
        ("GDS", Match.ABBREVIATION),
        ("gds", Match.ABBREVIATION),
        ("green paper", Match.SYNONYM),
        ("green papers", Match.SYNONYM),
    ],
)
async def test_an_own_term_is_found_by_every_form_of_its_names(server_of: ServerOf, typed: str, match: Match) -> None:
    answer = await server_of(term(1, "door sheet", TEXT, "GDS", "green paper")).look_up(typed)
    assert answer.entry is not None
    assert (answer.match, answer.entry.key) == (match, TermKey(1, 1).encode())
    (definition,) = answer.entry.definitions
    assert (definition.text, definition.source, definition.year) == (TEXT, SERVER_SOURCE, 2026)


async def test_a_name_of_the_lexicon_too_answers_with_the_own_term_and_offers_the_other(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "shock", TEXT)).look_up("shock")
    assert answer.entry is not None
    assert answer.entry.definitions[0].text == TEXT
    assert "shock" in {choice.key for choice in answer.other_senses}


async def test_of_an_ambiguous_name_all_meanings_of_the_lexicon_are_offered(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "morning slot", TEXT, "MS")).look_up("MS")
    assert answer.entry is not None
    assert answer.entry.headword == "morning slot"
    assert {choice.headword for choice in answer.other_senses} == {"multiple sclerosis", "mitral stenosis"}


async def test_several_own_terms_of_one_name_are_a_choice_with_them_first(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "day-sheet", TEXT), term(2, "day sheets", "Another.")).look_up("daysheet")
    assert answer.match is Match.AMBIGUOUS
    assert [choice.headword for choice in answer.choices] == ["day-sheet", "day sheets"]


async def test_capitals_decide_between_an_abbreviation_and_a_word(server_of: ServerOf) -> None:
    server = server_of(term(1, "in case of an emergency card", TEXT, "HEART"))
    capitals, small = await server.look_up("HEART"), await server.look_up("heart")
    assert capitals.entry is not None
    assert capitals.entry.key == TermKey(1, 1).encode()
    assert small.entry is not None
    assert small.entry.key == "heart"
    assert small.other_senses[0].key == TermKey(1, 1).encode()


async def test_a_misspelling_is_only_suggested_before_the_lexicons_names(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "interleukan form", TEXT), term(2, "ward plan", TEXT)).look_up("interleukn form")
    assert answer.match is Match.SUGGESTION
    assert answer.entry is None
    assert answer.suggestions[0].headword == "interleukan form"
    assert answer.likely is not None
    assert answer.likely.headword == "interleukan form"


async def test_a_name_that_the_lexicon_answers_is_not_disturbed_by_similar_own_names(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "interleukim", TEXT)).look_up("interleukin")
    assert answer.entry is not None
    assert answer.entry.key == "interleukin"
    assert not answer.other_senses


async def test_a_note_is_shown_first_by_every_name_of_its_entry(server_of: ServerOf) -> None:
    note = term(1, "heart attack ward plan", TEXT, "HAWP", adds_to=reference("myocardial-infarction"))
    server = server_of(note)
    for typed in ("myocardial infarction", "MI", "heart attack", "HAWP", "heart attack ward plan", f"key:{note.key}"):
        answer = await server.look_up(typed)
        assert answer.entry is not None, typed
        assert answer.entry.key == "myocardial-infarction"
        assert [each.source for each in answer.entry.definitions] == [SERVER_SOURCE, "glossary"]
    opened, listed = (
        await server.open("myocardial-infarction"),
        await server.entries(["myocardial-infarction", "heart"]),
    )
    assert opened.entry == listed["myocardial-infarction"]
    assert opened.entry is not None
    assert opened.entry.definitions[0].text == TEXT
    assert listed["heart"].definitions == ()


async def test_a_note_stands_alone_when_its_entry_is_gone(server_of: ServerOf) -> None:
    note = term(1, "old plan", TEXT, adds_to=reference("a-removed-entry"))
    server = server_of(note)
    for answer in (await server.look_up("old plan"), await server.open(note.key), await server.open("a-removed-entry")):
        assert answer.entry is not None
        assert (answer.entry.headword, answer.entry.definitions[0].text) == ("old plan", TEXT)


async def test_links_lead_into_the_lexicon_and_the_same_glossary_only(server_of: ServerOf) -> None:
    elsewhere, gone = TermKey(2, 1).encode(), TermKey(1, 9).encode()
    links = tuple(reference(key) for key in ("heart", TermKey(1, 2).encode(), elsewhere, gone))
    one = term(1, "door sheet", TEXT, parents=(reference("shock"),), see_also=links)
    answer = await server_of(one, term(2, "paper", TEXT), term(1, "theirs", TEXT, guild_id=2)).open(one.key)
    assert answer.entry is not None
    assert [each.key for each in answer.entry.subclass_of] == ["shock"]
    related = [(each.headword, each.relation) for each in answer.entry.related]
    assert related == [("heart", Relation.SEE_ALSO), ("paper", Relation.SEE_ALSO), ("shock", Relation.PARENT)]


async def test_what_is_typed_is_completed_with_own_names_first(server_of: ServerOf) -> None:
    server = server_of(term(1, "interim plan", TEXT), term(2, "plan for interns", TEXT), term(3, "x ray list", TEXT))
    offered = [each.name for each in await server.complete("inter", 25)]
    assert offered[:2] == ["interim plan", "plan for interns"]
    assert "interleukin" in offered
    assert (await server.complete("xray", 5))[0].name == "x ray list"
    assert (await server.complete("itnerim", 5))[0].name == "interim plan"


async def test_search_finds_own_texts_first_and_counts_all(server_of: ServerOf, small: Dictionary) -> None:
    server = server_of(term(1, "door sheet", "It says who keeps the heart warm."))
    below, found = await small.search("part of the heart", 0, 5), await server.search("the heart", 0, 5)
    assert found.results[0].entry.headword == "door sheet"
    assert found.results[0].passage is not None
    assert found.results[0].passage.definition.source == SERVER_SOURCE
    second = await server.search("part of the heart", 1, 5)
    assert [each.entry.key for each in second.results] == [each.entry.key for each in below.results][
        : len(second.results)
    ]
    assert (await server.search("door sheet", 0, 5)).results[0].entry.headword == "door sheet"


async def test_a_message_has_own_terms_and_those_of_the_lexicon(server_of: ServerOf) -> None:
    server = server_of(term(1, "door sheet", TEXT), term(2, "in case", TEXT, "ICE"), term(3, "shock", TEXT))
    found = await server.terms_in("Put interleukin and shock on the Door sheets, and ice on it. ICE!", 200, ["en"])
    assert [each.name for each in found] == ["interleukin", "shock", "door sheet", "ICE"]
    shock = found[1]
    assert shock.entries[0].key == TermKey(1, 3).encode()
    assert "shock" in {each.key for each in shock.entries}


async def test_a_key_of_another_server_is_never_opened(server_of: ServerOf, small: Dictionary) -> None:
    foreign = TermKey(2, 1).encode()
    server = server_of(term(1, "door sheet", TEXT), term(1, "theirs", "Secret.", guild_id=2))
    for lookup in (server, small):
        for ask in (lookup.open(foreign), lookup.look_up(f"key:{foreign}"), lookup.open("~x"), lookup.open("~")):
            with pytest.raises(UsageError, match="another server's glossary"):
                await ask
        assert await lookup.entries([foreign, "heart", "~"]) == await small.entries(["heart"])
        assert await lookup.complete(f"key:{foreign}", 5) == []
        assert await lookup.sites(foreign) == ()


@pytest.mark.parametrize("typed", ["door sheet vs interleukin", "interleukin, GDS", "GDS / heart attack / MS"])
async def test_several_terms_in_one_are_a_choice_of_both_dictionaries(server_of: ServerOf, typed: str) -> None:
    answer = await server_of(term(1, "door sheet", TEXT, "GDS")).look_up(typed)
    assert answer.match is Match.AMBIGUOUS
    assert answer.holds_several_terms
    assert "door sheet" in {choice.headword for choice in answer.choices}
    assert len(answer.choices) > 1


@pytest.mark.parametrize("number", [0, 2, 2**32 + 1, 36**13 - 1])
async def test_a_term_that_was_removed_or_never_was_says_so(server_of: ServerOf, number: int) -> None:
    server, key = server_of(term(1, "door sheet", TEXT)), TermKey(1, number).encode()
    with pytest.raises(UsageError, match="no longer in this server's glossary"):
        await server.open(key)
    assert await server.entries([key]) == {}
    assert await server.complete(f"key:{key}", 5) == []


async def test_without_texts_the_lexicon_answers_alone(server_of: ServerOf) -> None:
    texts = Texts(fails=True)
    own, note = term(1, "shock", TEXT), term(2, "plan", TEXT, adds_to=reference("heart"))
    server = server_of(own, note, texts=texts)
    answer = await server.look_up("shock")
    assert answer.entry is not None
    assert answer.entry.key == "shock"
    assert (await server.open("heart")).entry is not None
    assert (await server.search("blood organs", 0, 5)).results[0].entry.key == "shock"
    assert [each.entries[0].key for each in await server.terms_in("shock", 100, ["en"])] == ["shock"]
    with pytest.raises(TermsUnavailableError):
        await server.open(own.key)


async def test_the_glossary_is_a_source_and_its_version_marks_its_answers(server_of: ServerOf) -> None:
    server = server_of(term(1, "door sheet", TEXT, "GDS"))
    source, *others = await server.sources()
    assert (source.id, source.definitions, source.names, source.year) == (SERVER_SOURCE, 1, 2, 2026)
    assert others
    assert server.answerer == "lexicon 1 1"


@pytest.mark.parametrize("name", ["heart attack", "coronary thrombosis", "Heart attacks", "MI"])
async def test_a_term_with_a_name_of_an_emergency_is_one_however_it_is_opened(server_of: ServerOf, name: str) -> None:
    server = server_of(term(1, "code gray", TEXT, name))
    for answer in (
        await server.look_up(name),
        await server.look_up("code gray"),
        await server.open(TermKey(1, 1).encode()),
    ):
        assert answer.entry is not None
        assert answer.entry.headword == "code gray"
        assert emergency_of(answer.entry) is Emergency.CALL


async def test_a_term_with_the_name_of_a_medicine_keeps_the_warning_of_its_look_alikes(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "our plan", TEXT, "hydralazines")).look_up("hydralazines")
    assert answer.entry is not None
    medicine = listed_entry(answer.entry)
    assert medicine is not None
    assert (medicine.name, answer.entry.headword, answer.entry.is_medicine) == ("hydrALAZINE", "our plan", True)


async def test_a_term_with_the_name_of_a_medicine_is_suggested_as_one_and_never_the_likely_one(
    server_of: ServerOf,
) -> None:
    answer = await server_of(term(1, "hydralazine", TEXT)).look_up("hydralazin")
    assert answer.entry is None
    assert [each.is_medicine for each in answer.suggestions if each.headword == "hydralazine"] == [True, True]
    assert answer.likely is None


async def test_a_note_with_the_name_of_an_emergency_brings_its_line_to_the_entry(server_of: ServerOf) -> None:
    answer = await server_of(term(1, "heart attack", TEXT, adds_to=reference("heart"))).look_up("heart attack")
    assert answer.entry is not None
    assert (answer.entry.key, emergency_of(answer.entry)) == ("heart", Emergency.CALL)


@pytest.mark.parametrize("name", ["MS", "heart attak", "key:myocardial-infarction", "what is", "!"])
async def test_a_name_that_leads_to_no_single_entry_has_no_namesakes(server_of: ServerOf, name: str) -> None:
    answer = await server_of(term(1, "our plan", TEXT, name)).look_up("our plan")
    assert answer.entry is not None
    assert answer.entry.namesakes == ()
