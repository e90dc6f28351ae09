"""The parts of a word are shown only where a text about the thing, and its kind, agree with what they mean."""

from __future__ import annotations

import pytest

from bot.terms.model import SemanticType
from bot.terms.word_agreement import AboutThing
from bot.terms.word_analysis import analyze
from bot.terms.word_parts import Pieces

DISEASE = SemanticType.DISEASE


def parts_of(word: str) -> Pieces:
    pieces = analyze(word)
    assert pieces
    return pieces


def agrees(word: str, text: str, *kinds: SemanticType) -> bool:
    return AboutThing.from_text(text, kinds).without_forms_of(word).agrees_with(parts_of(word))


def meanings(word: str, text: str) -> str:
    return " + ".join(AboutThing.from_text(text, ()).meanings_of(parts_of(word)))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("cholecystectomy", "An operation that takes out the gallbladder: its surgical removal."),
        ("osteoporosis", "Bones get thin and break easily."),
        ("Hepatitis", "The liver is inflamed."),
        pytest.param("rhinitis", "Inflammation of the nasal lining.", id="another word that says the same"),
        pytest.param("cardiomegaly", "Cardiac enlargement.", id="a word that begins like a root"),
    ],
)
def test_a_text_that_speaks_of_the_parts(word: str, text: str) -> None:
    assert agrees(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        pytest.param("glaucoma", "An eye disease in which pressure harms the optic nerve.", id="another meaning"),
        pytest.param("neuropathy", "A condition with a new state of the whole.", id="words that say nothing"),
        pytest.param("hepatitis", "", id="no text"),
        pytest.param("hepatitis", "Hepatitides", id="a form of the word itself"),
        pytest.param("oligozoospermia", "A condition of the semen.", id="a short root that nothing speaks of"),
    ],
)
def test_a_text_that_does_not_speak_of_them(word: str, text: str) -> None:
    assert not agrees(word, text)


@pytest.mark.parametrize(
    ("word", "text", "kind"),
    [
        pytest.param("scotoma", "A dark spot in the field of vision: darkness.", DISEASE, id="no tumor"),
        pytest.param("sexism", "Prejudice because of sex.", SemanticType.BEHAVIOR, id="no condition"),
        pytest.param("kilogram", "A thousand grams.", SemanticType.MEASUREMENT, id="no record"),
    ],
)
def test_an_ending_with_another_meaning_than_its_usual_one(word: str, text: str, kind: SemanticType) -> None:
    assert not agrees(word, text, kind)


def test_the_kind_of_a_thing_speaks_of_the_end_of_its_name() -> None:
    assert agrees("fetoscopy", "A look inside.", SemanticType.TEST)
    assert not agrees("fetoscopy", "A look inside.", SemanticType.ORGANISM)


def test_all_roots_in_the_name_of_a_chemical_must_be_spoken_of() -> None:
    assert agrees("lactoglobulin", "A globulin of milk.", SemanticType.PROTEIN)
    assert not agrees("neurotensin", "A peptide made in nerve cells.", SemanticType.PROTEIN)


@pytest.mark.parametrize(
    ("word", "text", "meaning"),
    [
        ("keratitis", "Inflammation of the cornea.", "cornea + inflammation"),
        ("keratosis", "A thick, horny growth of the skin.", "horny tissue + condition"),
        ("congenital", "Present at birth.", "together + birth + of, about"),
        ("congenital", "", "together + sex organs + of, about"),
    ],
)
def test_a_text_tells_which_meaning_a_part_has(word: str, text: str, meaning: str) -> None:
    assert meanings(word, text) == meaning
