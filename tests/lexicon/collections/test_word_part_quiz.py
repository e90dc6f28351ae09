"""Questions about word parts have one right option."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.lexicon.collections.word_part_quiz import Asked, part_question
from bot.lexicon.dictionary import Dictionary
from bot.sources.concept import Concept
from bot.terms.model import SemanticType
from bot.terms.word_agreement import say_the_same
from bot.terms.word_parts import parts_called

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]
WORDS = {
    "hepatitis": "Inflammation of the liver.",
    "nephritis": "Inflammation of the kidney.",
    "nephrectomy": "Removal of a kidney by surgery.",
    "gastroscopy": "A look into the stomach with an instrument.",
    "cardiomegaly": "An enlarged heart.",
    "neuralgia": "Pain of a nerve.",
}


@pytest.fixture
async def dictionary(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> Dictionary:
    kinds = (SemanticType.DISEASE,)
    concepts = [make_concept(word, definitions=(text,), semantic_types=kinds) for word, text in WORDS.items()]
    return await open_dictionary(glossary=concepts)


async def test_a_question_is_made_again_from_its_seed(dictionary: Dictionary) -> None:
    assert await part_question(dictionary, "k3q9", 4) == await part_question(dictionary, "k3q9", 4)


async def test_each_question_has_one_right_option(dictionary: Dictionary) -> None:
    asked = [await part_question(dictionary, "0abc", number) for number in range(20)]
    assert {each.asked for each in asked} == set(Asked)
    for each in asked:
        assert len(set(each.options)) == 4
        if each.part:
            assert each.options[each.right] in {each.part.name, each.part.meanings[0]}


async def test_wrong_options_mean_something_else(dictionary: Dictionary) -> None:
    for number in range(20):
        asked = await part_question(dictionary, "0abc", number)
        wrong = [option for at, option in enumerate(asked.options) if at != asked.right]
        if asked.part and asked.asked is Asked.MEANING:
            assert not any(say_the_same(meaning, asked.part.meaning) for meaning in wrong)
        if asked.part and asked.asked is Asked.PART:
            meant = [part.meaning for name in wrong for part in parts_called(name) if part.place is asked.part.place]
            assert meant


async def test_a_word_is_asked_for_by_the_meanings_of_its_parts(dictionary: Dictionary) -> None:
    found = [await part_question(dictionary, "0abc", number) for number in range(3)]
    (asked,) = [each for each in found if each.asked is Asked.WORD]
    assert asked.entry is not None
    assert asked.given == " + ".join(part.meaning for part in asked.entry.parts)
    assert asked.options[asked.right] == asked.entry.headword


async def test_without_words_of_parts_only_parts_are_asked_about(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    bare = await open_dictionary(glossary=[make_concept("knee", definitions=("A joint.",))])
    asked = {(await part_question(bare, "0abc", number)).asked for number in range(6)}
    assert Asked.WORD not in asked
