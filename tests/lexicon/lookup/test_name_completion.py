"""Completions: the likely name first, each entry once, never more than a menu holds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup import ranges
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.lookup.ranges import merged
from bot.lexicon.model import Completion, Match
from bot.lexicon.store import reader as store
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


async def names(dictionary: Dictionary, typed: str) -> list[str]:
    return [completion.name for completion in await dictionary.complete(typed, MAX_COMPLETIONS)]


@pytest.fixture
async def crowded(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    """A dictionary with forty entries that begin alike, one of them with forty such names, and one that is better
    known.
    """
    concepts = [make_concept(f"intertrigo type {number}") for number in range(38)]
    concepts.append(make_concept("interstitium", synonyms=[f"interspace {number}" for number in range(40)]))
    concepts.append(make_concept("interleukin", definitions=("A messenger.",)))
    concepts.append(make_concept("white blood cell with a rather long name", definitions=("A cell.",)))
    concepts.append(make_concept("obscure cell"))
    return await open_dictionary(glossary=concepts)


async def test_never_more_are_offered_than_discord_shows(crowded: Dictionary) -> None:
    assert MAX_COMPLETIONS == 25
    assert len(await crowded.complete("inter", MAX_COMPLETIONS)) == 25
    assert len(await crowded.complete("i", MAX_COMPLETIONS)) == 25
    assert len(await crowded.complete("inter", 3)) == 3


async def test_each_entry_is_offered_once_however_many_of_its_names_fit(crowded: Dictionary) -> None:
    offered = await crowded.complete("interspace", MAX_COMPLETIONS)
    assert [completion.headword for completion in offered] == ["interstitium"]
    keys = [completion.key for completion in await crowded.complete("inter", MAX_COMPLETIONS)]
    assert len(set(keys)) == len(keys)


async def test_widely_defined_entries_come_before_obscure_ones(crowded: Dictionary) -> None:
    assert (await names(crowded, "inter"))[0] == "interleukin"
    assert await names(crowded, "cell") == ["white blood cell with a rather long name", "obscure cell"]


async def test_the_name_that_is_typed_whole_comes_first_though_others_are_better_known(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("heart failure", definitions=("The heart is weak.",)), make_concept("heart")]
    dictionary = await open_dictionary(glossary=concepts)
    assert await names(dictionary, "heart") == ["heart", "heart failure"]
    assert await names(dictionary, "hear") == ["heart failure", "heart"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("interleukin", "interleukin"),
        ("INTERLEUKIN", "interleukin"),
        ("interleukins", "interleukin"),
        ("haemoglobin", "hemoglobin"),
        ("α-fetoprotein", "alpha-fetoprotein"),
        ("il6", "IL-6"),
        ("MIs", "MI"),
        ("breast neoplasm", "Neoplasms, Breast"),
        ("int", "interleukin"),
        ("  INT", "interleukin"),
        ("heart at", "heart attack"),
        ("myo", "myocardial infarction"),
        ("mye", "myeloid leukemia"),
    ],
)
async def test_exact_names_variants_and_beginnings_are_offered_first(small: Dictionary, typed: str, first: str) -> None:
    assert (await names(small, typed))[0] == first


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fetoprotein", "alpha-fetoprotein"),
        ("scler", "multiple sclerosis"),
        ("infarction myo", "myocardial infarction"),
        ("att hea", "heart attack"),
        ("mult scler", "multiple sclerosis"),
    ],
)
async def test_names_with_words_that_begin_so_are_offered(small: Dictionary, typed: str, offered: str) -> None:
    assert offered in await names(small, typed)


@pytest.mark.parametrize("typed", ["infarction myo", "att hea", "mult scler", "mitral scler", "heart a", "hart at"])
async def test_it_makes_no_difference_whether_names_are_marked_or_looked_at(
    small: Dictionary, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = await names(small, typed)
    monkeypatch.setattr(ranges, "MANY_FOR_ONE", 0)
    assert await names(small, typed) == marked


def test_ranges_that_overlap_or_touch_become_one() -> None:
    assert merged([range(5, 9), range(0), range(1, 3), range(3, 4), range(6, 7)]) == [range(1, 4), range(5, 9)]


async def test_what_was_read_for_a_letter_is_offered_for_the_next_one_too(
    crowded: Dictionary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MAX_MEMOIZED", 30)
    for typed in ("int", "inte", "inter", "i", "cell", "int"):
        offered = await crowded.complete(typed, MAX_COMPLETIONS)
        assert len({completion.key for completion in offered}) == len(offered)
        assert all(typed in completion.name for completion in offered)


async def test_a_word_in_the_middle_is_sought_from_three_letters_on(small: Dictionary) -> None:
    assert await names(small, "fe") == []
    assert await names(small, "fet") == ["alpha-fetoprotein"]


async def test_every_word_that_was_typed_must_be_there(small: Dictionary) -> None:
    assert "multiple sclerosis" not in await names(small, "mitral scler")


@pytest.mark.parametrize(("typed", "offered"), [("interlukin", "interleukin"), ("hydralizine", "hydralazine")])
async def test_near_misses_are_offered_when_nothing_else_is(small: Dictionary, typed: str, offered: str) -> None:
    assert offered in await names(small, typed)


async def test_near_misses_need_four_letters(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("pain")])
    assert await names(dictionary, "pan") == []
    assert await names(dictionary, "paln") == ["pain"]


async def test_no_near_miss_is_offered_beside_a_real_beginning(small: Dictionary) -> None:
    assert await names(small, "hydrala") == ["hydralazine", "hydroxyzine"], "the second as what the first is taken for"


async def test_all_that_own_an_ambiguous_name_are_offered_each_with_its_own_entry(small: Dictionary) -> None:
    offered = await small.complete("MS", MAX_COMPLETIONS)
    assert sorted((choice.name, choice.headword) for choice in offered[:2]) == [
        ("MS", "mitral stenosis"),
        ("MS", "multiple sclerosis"),
    ]
    assert len({choice.key for choice in offered}) == len(offered)


async def test_choosing_what_is_offered_answers_with_just_that_entry(small: Dictionary) -> None:
    for typed in ("MS", "cold", "inter", "he", "dna"):
        for completion in await small.complete(typed, MAX_COMPLETIONS):
            answer = await small.look_up(KEY_MARK + completion.key)
            assert answer.entry is not None
            assert (answer.match, answer.entry.headword) == (Match.EXACT, completion.headword)


async def test_the_value_of_an_earlier_choice_offers_that_entry_again(small: Dictionary) -> None:
    assert await small.complete("key:heart", MAX_COMPLETIONS) == [Completion("heart", "heart", "heart")]
    for typed in ("key:gone", "key:", "key:\ud800"):
        assert await small.complete(typed, MAX_COMPLETIONS) == []


@pytest.mark.parametrize("typed", ["", " ", "\u200f", "\x00", "\ud800", "!", "-", "*", '"', "🙂", "''"])
async def test_nothing_is_offered_for_no_word(small: Dictionary, typed: str) -> None:
    assert await small.complete(typed, MAX_COMPLETIONS) == []


@pytest.mark.parametrize(
    "operators",
    """AND | OR | NOT | NEAR | NEAR( | NEAR(heart attack, 2) | " | "" | "heart | heart" | heart* | * | ^heart
    | heart -attack | -heart | folded:heart | {folded}:heart | heart + attack | (heart | heart AND | heart OR NOT
    | heart_attack | _____
    | a_b | ᦀᦰᦱ | ꤰᳲᳳ | heart'; -- | heart\x00 | % | he%t | h_art | [h]eart""".split(" | "),
)
async def test_operators_of_the_word_index_are_plain_text(small: Dictionary, operators: str) -> None:
    assert all(isinstance(offered, Completion) for offered in await small.complete(operators, MAX_COMPLETIONS))


async def test_operators_do_not_widen_what_is_offered(small: Dictionary) -> None:
    assert await names(small, "heart OR hemoglobin") == []
    assert await names(small, "%") == []
    assert await names(small, "h%n") == []
    assert await names(small, "heart* attack") == ["heart attack"]


@pytest.mark.parametrize("typed", ["a" * 6_000, "heart " * 1_000, "a " * 3_000, '"' * 6_000, "heart".ljust(6_000)])
async def test_nothing_is_offered_for_what_is_too_long_to_be_looked_up(small: Dictionary, typed: str) -> None:
    assert await small.complete(typed, MAX_COMPLETIONS) == []


async def test_the_longest_text_that_can_be_looked_up_is_completed(small: Dictionary) -> None:
    assert await names(small, "heart".ljust(MAX_OPTION_LENGTH)) == await names(small, "heart")


async def test_the_senses_of_a_listed_abbreviation_come_first_and_in_order(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[
            make_concept("every day", abbreviations=["od"], place=1),
            make_concept("right eye", abbreviations=["OD"], place=2),
            make_concept("overdose", abbreviations=["OD"], place=1),
        ],
        glossary=[make_concept("odor", definitions=("A smell.",)), make_concept("odd thing", definitions=("Odd.",))],
    )
    for typed, first in (
        ("od", ["every day", "overdose", "right eye"]),
        ("OD", ["overdose", "right eye", "every day"]),
    ):
        offered = await dictionary.complete(typed, MAX_COMPLETIONS)
        assert [each.headword for each in offered][:3] == first
    assert (await dictionary.complete("odo", MAX_COMPLETIONS))[0].headword == "odor"
