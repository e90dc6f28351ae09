"""Capitals of an abbreviation: the typed spelling comes first, and a word in small letters is a word."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Answer, Match
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

DISEASE = SemanticType.DISEASE

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


def answered(answer: Answer) -> str | None:
    return answer.entry.headword if answer.entry else None


def headwords(answer: Answer) -> list[str]:
    return [choice.headword for choice in answer.choices]


@pytest.mark.parametrize(
    ("typed", "first"), [("Ca", "calcium"), ("CA", "cancer"), ("hr", "hour"), ("HR", "heart rate")]
)
async def test_the_senses_of_the_typed_spelling_come_first(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, typed: str, first: str
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[
            make_concept("calcium", abbreviations=["Ca"], place=1),
            make_concept("cancer", code="2", abbreviations=["Ca"], place=2),
            make_concept("cancer", code="3", abbreviations=["CA"], place=1),
            make_concept("hour", abbreviations=["hr"], place=1),
            make_concept("heart rate", abbreviations=["HR"], place=1),
        ],
    )
    answer = await dictionary.look_up(typed)
    assert answer.match is Match.AMBIGUOUS
    assert headwords(answer)[0] == first
    assert len(headwords(answer)) == 2


async def test_what_a_list_writes_in_small_letters_is_a_choice_beside_the_word(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("anterior", abbreviations=["ant"], place=1)],
        glossary=[make_concept("ant", semantic_types=(SemanticType.ORGANISM,))],
    )
    assert headwords(await dictionary.look_up("ant")) == ["anterior", "ant"]


async def test_a_word_in_small_letters_is_not_the_abbreviation_with_its_letters(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("acetylcholinesterase", abbreviations=["AChE"], place=1)],
        glossary=[make_concept("pain", synonyms=["ache"])],
    )
    assert answered(await dictionary.look_up("ache")) == "pain"
    assert answered(await dictionary.look_up("AChE")) == "acetylcholinesterase"


async def test_all_senses_of_a_word_in_small_letters_stay_choices(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("obstructive lung disease", abbreviations=["COLD"], place=1)],
        glossary=[
            make_concept("common cold", synonyms=["cold"]),
            make_concept("low temperature", synonyms=["cold"], definitions=("Little heat.",)),
        ],
    )
    assert sorted(headwords(await dictionary.look_up("cold"))) == ["common cold", "low temperature"]


async def test_a_word_of_another_language_is_a_choice_beside_an_abbreviation_in_capitals(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("anti-smooth muscle antibody", abbreviations=["ASMA"], place=1)],
        nci_diccionario=[make_concept("asma", semantic_types=(DISEASE,))],
    )
    assert headwords(await dictionary.look_up("asma")) == ["anti-smooth muscle antibody", "asma"]
    assert answered(await dictionary.look_up("ASMA")) == "anti-smooth muscle antibody"
