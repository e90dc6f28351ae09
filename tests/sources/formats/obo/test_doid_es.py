"""The Spanish edition of the Human Disease Ontology, parts of which are not translated yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources.obo_samples import read, term, written

from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept, Reading
from bot.sources.formats.obo.terms import is_in_language

SPANISH = "Una enfermedad del pulmón que se_caracteriza_por la falta de aire."
ENGLISH = "A disease of the lung that is characterized_by shortness of breath."


def one(folder: Path, definition: str, reading: Reading) -> Concept:
    path = written(folder, "doid", term("DOID:1", f'def: "{definition}" [] {{comment="x"}}', name="asma"))
    return read(path, reading)["DOID:1"]


@pytest.fixture
def reading() -> Reading:
    """A reading of the Spanish edition."""
    return Reading(source=catalogue()["doid-es"])


def test_each_record_is_the_same_as_the_original_with_its_code(tmp_path: Path, reading: Reading) -> None:
    assert one(tmp_path, SPANISH, reading).equivalents == ("doid:DOID:1",)


def test_a_translated_definition_is_read(tmp_path: Path, reading: Reading) -> None:
    assert one(tmp_path, SPANISH, reading).definitions == (SPANISH.replace("_", " "),)
    assert reading.left_out == {}


def test_an_english_definition_in_it_is_left_out_and_counted(tmp_path: Path, reading: Reading) -> None:
    assert one(tmp_path, ENGLISH, reading).definitions == ()
    assert reading.left_out == {"definition that is not translated": 1}


def test_the_english_edition_is_not_asked_for_its_language(tmp_path: Path) -> None:
    original = Reading(source=catalogue()["doid"])
    for definition in (SPANISH, ENGLISH):
        concept = one(tmp_path, definition, original)
        assert concept.definitions
        assert concept.equivalents == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", SPANISH, True),
        ("es", ENGLISH, False),
        ("en", ENGLISH, True),
        ("es", "Síndrome", True),
        ("fr", ENGLISH, True),
        ("es", "", True),
    ],
)
def test_a_text_is_in_a_language_unless_its_small_words_are_english(language: str, text: str, expected: bool) -> None:
    assert is_in_language(language, text) is expected


def test_the_translation_belongs_to_a_source_of_another_language() -> None:
    for source in catalogue().values():
        if source.translation_of:
            assert catalogue()[source.translation_of].language != source.language
