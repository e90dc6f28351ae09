"""Small letters that spell a word, and those that spell only an abbreviation."""

from __future__ import annotations

import pytest

from bot.building.write.prose_words import MIN_USES, WordUses


def prose_words(*definitions: str, language: str = "en") -> frozenset[str]:
    uses = WordUses()
    for text in definitions:
        uses.add(language, set(text.split()))
    return frozenset(uses.prose_words([language])[language])


@pytest.mark.parametrize("word", ["all", "was", "she", "pie", "sob", "or", "us", "pet"])
def test_what_people_say_is_a_word_though_no_definition_has_it(word: str) -> None:
    assert word in prose_words("Something else.")


@pytest.mark.parametrize("word", ["hiv", "dna", "rna", "tb", "bp", "tsh", "cns", "atp", "asa", "mi", "copd"])
def test_a_stray_use_in_small_letters_makes_no_word(word: str) -> None:
    assert word not in prose_words(f"It comes with {word} now.", f"Also ({word}).")


def test_many_uses_in_small_letters_make_a_word_unless_more_have_the_capitals() -> None:
    small, capitals = ["An aids clinic."] * MIN_USES, ["An AIDS clinic."] * (2 * MIN_USES)
    assert "aids" in prose_words(*small)
    assert "aids" not in prose_words(*small, *capitals)


def test_common_words_stay_words_however_often_the_capitals_stand() -> None:
    assert "pet" in prose_words(*["A PET scan."] * 100)


def test_a_word_of_one_language_is_none_of_another() -> None:
    definitions = ["Un asa de intestino."] * MIN_USES
    assert "asa" in prose_words(*definitions, language="es")
    assert "asa" not in prose_words("An ASA tablet.")


def test_a_language_without_frequencies_goes_by_its_definitions() -> None:
    assert "cor" in prose_words(*["In cor pulmonale."] * MIN_USES, language="la")
    assert prose_words("", language="la") == frozenset()
