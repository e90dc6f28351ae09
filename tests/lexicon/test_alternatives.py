"""The offers for a query that is no name: similar names, terms within it, entries whose descriptions fit."""

from __future__ import annotations

import pytest
from lexicon.conftest import MEDICINE, MakeConcept, OpenDictionary

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import FoundBy, Match


@pytest.fixture
async def dictionary(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    return await open_dictionary(
        glossary=[
            make_concept("hypertension", definitions=["Blood pressure that stays too high."]),
            make_concept("thrombocytopenia", definitions=["Too few platelets in the blood, so that bleeding lasts."]),
            make_concept("claustrophobia", definitions=["A strong fear of being in a small, closed space."]),
            make_concept("platelet", definitions=["A small piece of a cell in the blood that helps it clot."]),
            make_concept("gout", definitions=["Sudden pain and swelling of a joint, often of the big toe."]),
            make_concept("sepsis", definitions=["A dangerous reaction of the whole body to an infection."]),
            make_concept("hydralazine", semantic_types=(MEDICINE,)),
            make_concept("hydroxyzine", semantic_types=(MEDICINE,)),
        ]
    )


@pytest.mark.parametrize(
    ("typed", "headword"),
    [
        ("symptoms of gout", "gout"),
        ("what are the early signs of gout?", "gout"),
        ("gout treatment", "gout"),
        ("i think i have gout", "gout"),
        ("my husband was diagnosed with gout", "gout"),
        ("how do you treat sepsis", "sepsis"),
        ("how long does gout last", "gout"),
        ("is sepsis contagious", "sepsis"),
        ("síntomas de gout", "gout"),
    ],
)
async def test_a_name_with_a_question_around_it_is_answered(dictionary: Dictionary, typed: str, headword: str) -> None:
    answer = await dictionary.look_up(typed)
    assert answer.entry is not None
    assert answer.entry.headword == headword


async def test_a_phrase_gets_the_entry_whose_description_fits_and_no_answer(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("fear of closed small spaces")
    assert (answer.match, answer.entry) == (Match.SUGGESTION, None)
    assert (answer.suggestions[0].headword, answer.suggestions[0].found_by) == ("claustrophobia", FoundBy.DESCRIPTION)


async def test_a_term_within_the_query_is_offered_beside_what_it_describes(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("too few platelets")
    found = {suggestion.headword: suggestion.found_by for suggestion in answer.suggestions}
    assert found["thrombocytopenia"] is FoundBy.DESCRIPTION
    assert found["platelet"] is FoundBy.PART


async def test_each_entry_is_offered_once(dictionary: Dictionary) -> None:
    keys = [suggestion.key for suggestion in (await dictionary.look_up("platelet blood clots")).suggestions]
    assert len(keys) == len(set(keys))


async def test_one_slip_with_nothing_else_near_is_the_likely_name(dictionary: Dictionary) -> None:
    answer = await dictionary.look_up("hypertention")
    assert answer.entry is None
    assert answer.likely is not None
    assert answer.likely.headword == "hypertension"


@pytest.mark.parametrize("typed", ["hydralazin", "hydroxyzin", "hydralazyne"])
async def test_no_medicine_is_ever_the_likely_name(dictionary: Dictionary, typed: str) -> None:
    answer = await dictionary.look_up(typed)
    assert answer.suggestions
    assert answer.likely is None


@pytest.mark.parametrize("typed", ["xyzzyq", "asdf jkl", "qqqq wwww"])
async def test_what_nobody_can_mean_finds_nothing(dictionary: Dictionary, typed: str) -> None:
    answer = await dictionary.look_up(typed)
    assert (answer.match, answer.suggestions, answer.likely) == (Match.NONE, (), None)


async def test_words_that_no_entry_has_make_a_description_fit_less(dictionary: Dictionary) -> None:
    assert (await dictionary.look_up("zorkmid wibble toe")).match is Match.NONE
