"""Quiz questions: masked definitions, and options of which only one fits."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from limits import ANSWER_LIMITS

from bot.lexicon.collections.fields import Field
from bot.lexicon.collections.masking import MASK, masked
from bot.lexicon.collections.quiz import Game, Question, _forms_of, ancestors, is_fair, question
from bot.lexicon.collections.well_known import Explained, explained, well_known
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Definition, Entry, EntryReference, RelatedEntry
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.terms.model import Name, NameKind, Relation, SemanticType
from bot.terms.normal_forms import normal_forms

PADDING = "which doctors see in people of any age and treat in several ways with much success"


def term(headword: str, text: str, *names: str, **fields: Any) -> Explained:
    """Return an entry with a definition from one source for patients."""
    key = headword.lower().replace(" ", "-")
    definition = Definition(text, "en", "patients", "sample", "Sample", "House", 2025, key, None)
    entry = Entry(
        **{
            "key": key,
            "headword": headword,
            "semantic_types": (SemanticType.DISEASE,),
            "names": tuple(Name(name, NameKind.SYNONYM, "sample") for name in names),
            "definitions": (definition,),
            **fields,
        }
    )
    return Explained(entry, definition, headword)


ANEMIA = term("anemia", "A lack of red cells in the blood, which makes people pale and tired.", "low blood")
ASTHMA = term("asthma", "Airways that tighten at times, with wheezing and shortness of breath.", "bronchial asthma")
GOUT = term("gout", "Crystals in a joint, often of the big toe, that make it swell and hurt.")


@pytest.mark.parametrize(
    ("headword", "text", "names", "shown"),
    [
        ("anemia", "Anemia is a lack of blood", (), f"{MASK} is a lack of blood"),
        ("anemia", "In anemic people there is a lack", (), f"In {MASK} people there is a lack"),
        ("sepsis", "Blood poisoning is another name of this", ("blood poisoning",), f"{MASK} is another name of this"),
        ("interleukin", "ILs are made by cells; is it ill", ("IL",), f"{MASK} are made by cells; is it ill"),
        ("heart attack", "A heart that is attacked, so to say", (), f"A {MASK} that is {MASK}, so to say"),
        ("blood in the urine", "The colour comes from the blood", (), f"The colour comes from the {MASK}"),
        ("gout", "A gouty joint, not gouted about", (), f"A {MASK} joint, not {MASK} about"),
    ],
)
def test_names_and_forms_of_the_headwords_words_are_masked(
    headword: str, text: str, names: tuple[str, ...], shown: str
) -> None:
    assert masked(term(headword, f"{text}, {PADDING}.", *names)) == f"{shown}, {PADDING}."


@pytest.mark.parametrize("text", ["See anemia.", "Anemia anemia anemia anemia anemia or the like of it, anemia."])
def test_a_definition_that_says_too_little_without_its_name_is_no_question(text: str) -> None:
    assert masked(term("anemia", text)) is None


def test_different_things_are_fair_options() -> None:
    assert is_fair(ANEMIA, ASTHMA)
    assert is_fair(ASTHMA, GOUT)


@pytest.mark.parametrize(
    "other",
    [
        term("sickle cell disease", GOUT.definition.text, subclass_of=(EntryReference("anemia", "anemia"),)),
        term("blood disease", GOUT.definition.text, related=(RelatedEntry("anemia", "anemia", Relation.CHILD),)),
        term("paleness", GOUT.definition.text, related=(RelatedEntry("anemia", "anemia", Relation.SEE_ALSO),)),
        term("weak blood", GOUT.definition.text, "Low-Blood"),
        term("iron deficiency anemia", GOUT.definition.text),
        term("fatigue", "What people feel who have anaemia or sleep too little at night."),
        term("pallor", "A lack of red cells in the blood, which makes people pale and very tired."),
    ],
    ids=lambda other: other.title,
)
def test_what_the_definition_may_fit_as_well_is_no_option(other: Explained) -> None:
    assert not is_fair(ANEMIA, other)
    assert not is_fair(other, ANEMIA)


async def questions(home: Home, field: Field, rounds: int) -> list[Question]:
    """Return the questions of a game."""
    async with opened(home.lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        game = Game(field, rounds, "seed")
        asked = [await question(dictionary, game, number, "en") for number in range(rounds)]
        assert all(asked)
        return [each for each in asked if each]


async def test_every_question_has_one_answer_of_four_and_never_the_same_twice(home: Home) -> None:
    asked = await questions(home, Field.ANY, 12)
    assert len({each.answer.entry.key for each in asked}) == 12
    for each in asked:
        assert len({option.entry.key for option in each.options}) == 4
        assert each.options[each.right] is each.answer
        for option in each.options:
            assert option is each.answer or is_fair(each.answer, option)
            assert option.entry.semantic_types[0] is each.answer.entry.semantic_types[0]


@pytest.mark.parametrize("field", Field)
async def test_the_starter_glossary_has_questions_of_every_field(home: Home, field: Field) -> None:
    for each in await questions(home, field, 3):
        assert field.has(each.answer.entry.semantic_types[0].group)


async def test_no_option_is_an_ancestor_or_descendant_of_the_answer(home: Home) -> None:
    asked = await questions(home, Field.DISEASES, 6)
    async with opened(home.lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        for each in asked:
            above = await ancestors(dictionary, each.answer.entry)
            for option in each.options:
                assert option.entry.key not in above
                assert each.answer.entry.key not in await ancestors(dictionary, option.entry)


async def test_a_question_can_be_made_again_from_its_game(home: Home) -> None:
    assert await questions(home, Field.ANY, 3) == await questions(home, Field.ANY, 3)


async def test_the_well_known_entries_are_found_once_for_each_build(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(home.lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        first = await well_known(dictionary)
        monkeypatch.setattr(lexicon, "ranked", None)
        assert await well_known(dictionary) is first
        assert await question(dictionary, Game(Field.ANY, 5, "seed"), 0, "en")


async def test_the_normal_forms_of_an_entry_are_worked_out_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: Counter[str] = Counter()

    def counted(name: str) -> set[str]:
        worked_out[name] += 1
        return set(normal_forms(name))

    monkeypatch.setattr("bot.lexicon.collections.quiz.normal_forms", counted)
    _forms_of.cache_clear()
    async with opened(home.lexicon) as lexicon:
        asked = await question(Dictionary(lexicon, ANSWER_LIMITS), Game(Field.ANY, 5, "seed"), 0, "en")
    assert asked
    assert worked_out[asked.answer.entry.headword] == 1


async def test_the_right_option_stands_anywhere(home: Home) -> None:
    assert len({each.right for each in await questions(home, Field.ANY, 12)}) > 2


async def test_there_is_no_question_in_a_language_that_nothing_is_explained_in(home: Home) -> None:
    async with opened(home.lexicon) as lexicon:
        assert await question(Dictionary(lexicon, ANSWER_LIMITS), Game(Field.ANY, 5, "seed"), 0, "fr") is None


@pytest.mark.parametrize(
    "changes",
    [
        {"headword": "ABC"},
        {"semantic_types": (SemanticType.GENE,)},
        {"definitions": ()},
    ],
)
def test_abbreviations_genes_and_what_nobody_explains_are_not_shown_unasked(changes: dict[str, Any]) -> None:
    assert explained(term("anemia", ANEMIA.definition.text).entry, "en")
    fields = {"headword": "anemia", **changes}
    assert explained(term(fields.pop("headword"), ANEMIA.definition.text, **fields).entry, "en") is None
