"""Word parts are looked up with their hyphen, and without it where no entry has that name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Match
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


@pytest.fixture
async def dictionary(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    """Entries that have parts, the second of them better known, and one that is called like a part."""
    inflamed = "An inflammation."
    mesh = [make_concept("Pericarditis", definitions=(inflamed,)), make_concept("Arthritis", definitions=(inflamed,))]
    glossary = [
        make_concept("arthritis", definitions=("Inflammation of a joint.",)),
        make_concept("cyst", definitions=("A sac in the body.",)),
        make_concept("cholecystectomy", definitions=("Removal of the gallbladder.",)),
        make_concept("acute", definitions=("Sudden, and not lasting long.",)),
    ]
    return await open_dictionary(glossary=glossary, mesh=mesh)


async def parts(dictionary: Dictionary, query: str) -> list[str]:
    answer = await dictionary.look_up(query)
    assert (answer.match is Match.WORD_PART) == bool(answer.parts)
    return [found.part.name for found in answer.parts]


@pytest.mark.parametrize(
    "query",
    [
        "-itis",
        "itis",
        "-ITIS",
        "–itis",
        "-itis?",
        "what does -itis mean",
        "what does itis mean?",
        "the suffix -itis",
        "“-itis”",
    ],
)
async def test_a_part_is_found_as_people_type_it(dictionary: Dictionary, query: str) -> None:
    assert await parts(dictionary, query) == ["-itis"]


@pytest.mark.parametrize(
    ("query", "name"), [("hyper-", "hyper-"), ("cardio", "cardi-"), ("what does chole mean", "chol-")]
)
async def test_every_form_leads_to_its_part(dictionary: Dictionary, query: str, name: str) -> None:
    assert await parts(dictionary, query) == [name]


async def test_an_entry_goes_before_a_part_without_a_hyphen(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("cyst")
    assert answer.entry is not None
    assert answer.entry.headword == "cyst"
    assert await parts(dictionary, "cyst-") == ["cyst-"]
    assert await parts(dictionary, "what does cyst- mean") == ["cyst-"]


async def test_letters_that_may_be_a_known_word_with_a_slip_are_a_choice(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("acut")
    assert answer.match is Match.SUGGESTION
    assert answer.suggestions[0].key == "acute"
    assert [found.part.name for found in answer.parts] == ["acu-"]
    assert await parts(dictionary, "acut-") == ["acu-"]
    assert (await dictionary.look_up("what does acut mean")).match is Match.SUGGESTION
    assert await parts(dictionary, "acu") == ["acu-"]


async def test_parts_that_are_written_alike_are_both_found(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("ped-")
    assert sorted(found.part.meanings[0] for found in answer.parts) == ["child", "foot"]


async def test_entries_that_have_the_part_come_the_best_known_first(dictionary: Dictionary) -> None:
    (found,) = (await dictionary.look_up("-itis")).parts
    assert [entry.key for entry in found.entries] == ["arthritis", "pericarditis"]


async def test_examples_are_entries_of_a_part_that_no_analysis_has(dictionary: Dictionary) -> None:
    (found,) = (await dictionary.look_up("cholecyst-")).parts
    assert [entry.key for entry in found.entries] == ["cholecystectomy"]


async def test_no_part_is_guessed(dictionary: Dictionary) -> None:
    assert await parts(dictionary, "-qwrtzp") == []
    assert await parts(dictionary, "arthritis") == []
    assert await parts(dictionary, "pain -itis") == []


async def test_typing_a_hyphen_offers_parts(dictionary: Dictionary) -> None:
    offered = await dictionary.complete("-ecto", 25)
    assert [(each.name, each.word_part) for each in offered if each.name == "-ectomy"] == [
        ("-ectomy", "surgical removal")
    ]
    assert (await dictionary.complete("hyper-", 25))[0].name == "hyper-"
    assert [each.word_part for each in await dictionary.complete("ped-", 25) if each.name == "ped-"] == ["child / foot"]
    assert all(each.word_part is None for each in await dictionary.complete("arthr", 25))


@pytest.mark.parametrize("typed", ["hyper vs hypo", "what's the difference between hyper and hypo?"])
async def test_two_parts_in_one_query_are_both_found(dictionary: Dictionary, typed: str) -> None:
    assert await parts(dictionary, typed) == ["hyper-", "hyp-"]
    assert (await dictionary.look_up("hyper vs xyzzyx")).match is not Match.WORD_PART
