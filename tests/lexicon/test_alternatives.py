"""The offers for a query that is no name: similar names, terms within it, entries whose descriptions fit."""

from __future__ import annotations

import pytest
from lexicon.conftest import MEDICINE, MakeConcept, OpenDictionary

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import FoundBy, Match
from bot.terms.model import SemanticType

SYMPTOM = SemanticType.SYMPTOM


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


@pytest.fixture
async def said(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    return await open_dictionary(
        glossary=[
            make_concept("croup", definitions=["A swelling of the airway."], phrases=("barking cough",)),
            make_concept("cough", definitions=["A sudden rush of air."], semantic_types=(SYMPTOM,)),
            make_concept("insomnia", synonyms=["can't sleep"], semantic_types=(SYMPTOM,)),
            make_concept("pleural effusion", phrases=("water on the lungs",)),
            make_concept("pulmonary edema", phrases=("water on the lungs",)),
        ]
    )


@pytest.mark.parametrize("typed", ["barking cough", "Barking coughs", "I had a really bad barking cough"])
async def test_a_phrase_is_offered_and_opens_nothing(said: Dictionary, typed: str) -> None:
    answer = await said.look_up(typed)
    assert (answer.match, answer.entry) == (Match.SUGGESTION, None)
    found = {suggestion.headword: suggestion.found_by for suggestion in answer.suggestions}
    assert found["croup"] is FoundBy.PHRASE
    assert "cough" in found


async def test_every_entry_that_a_phrase_may_mean_is_offered(said: Dictionary) -> None:
    answer = await said.look_up("water on my lung")
    assert {suggestion.headword for suggestion in answer.suggestions[:2]} == {"pleural effusion", "pulmonary edema"}


@pytest.mark.parametrize("typed", ["couldn't sleep at all", "I can not sleep", "my sleping was hard", "not sleeping"])
async def test_a_name_in_other_words_is_offered(said: Dictionary, typed: str) -> None:
    answer = await said.look_up(typed)
    assert answer.entry is None
    assert answer.suggestions[0].headword == "insomnia"


async def test_a_part_of_a_phrase_is_offered_with_what_it_is(said: Dictionary) -> None:
    answer = await said.look_up("barking cough since the weekend with my cousin")
    first = answer.suggestions[0]
    assert (first.headword, first.found_by) == ("croup", FoundBy.PHRASE)
    assert first.score < 1


@pytest.mark.parametrize("typed", ["no", "my bad", "not not not", "x " * 40, "a' OR 1=1 --", "zzzzzzzz qqqqqqqq"])
async def test_words_that_say_too_little_offer_no_phrase(said: Dictionary, typed: str) -> None:
    answer = await said.look_up(typed)
    assert all(suggestion.found_by is not FoundBy.PHRASE for suggestion in answer.suggestions)


async def test_a_phrase_that_is_typed_shows_its_entries_in_autocomplete(said: Dictionary) -> None:
    assert [each.headword for each in await said.complete("barking cough", 5)][:1] == ["croup"]
    assert {each.headword for each in await said.complete("water in my lungs", 5)} >= {"pleural effusion"}


async def test_what_is_said_of_an_emergency_brings_no_texts_that_only_have_a_word_of_it(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[
            make_concept("suicidal thoughts", phrases=("want to die",)),
            make_concept("gangrene", definitions=["Parts of the body that die."]),
        ]
    )
    assert [each.headword for each in (await dictionary.look_up("i want to die")).suggestions] == ["suicidal thoughts"]


async def test_names_that_look_like_known_terms_together_are_not_offered(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("Foley catheter", synonyms=("Foley",)), make_concept("catheter", synonyms=("cath",))],
        mesh=[make_concept("Ctenocephalides", synonyms=("Fleas, Cat", "Flea Cath"))],
    )
    headwords = [each.headword for each in (await dictionary.look_up("foley cath")).suggestions]
    assert headwords[:2] == ["Foley catheter", "catheter"]
    assert "Ctenocephalides" not in headwords
