"""The words that tell an entry from others of its name."""

from __future__ import annotations

import pytest

from bot.discord_bot.pages.choices import answer_page
from bot.discord_bot.ui.kinds import choice_hint, hint
from bot.discord_bot.ui.translation import in_language
from bot.lexicon.model import Answer, Choice, Match


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("medicine, a kind of statin", "medicamento, un tipo de statin"),
        ("pharmacy, also called to take out", "pharmacy, también llamado to take out"),
        ("test, pharmacy, a kind of count", "prueba, pharmacy, un tipo de count"),
        ("pharmacy", "pharmacy"),
        ("medicine", "medicamento"),
        ("also called a kind of blue", "también llamado a kind of blue"),
        ("", ""),
    ],
)
def test_all_but_names_and_the_words_of_a_source_is_in_the_language_of_the_page(stored: str, shown: str) -> None:
    with in_language("es"):
        assert hint(stored) == shown


def test_what_a_thing_is_a_kind_of_is_called_its_type() -> None:
    with in_language("en"):
        assert hint("medicine, a kind of statin") == "medicine, a type of statin"


@pytest.mark.parametrize(
    ("page", "language", "shown"),
    [
        ("en", "es", "name in Spanish, body part"),
        ("es", "en", "nombre en inglés, parte del cuerpo"),
        ("en", "fr", "name in fr, body part"),
        ("en", None, "body part"),
    ],
)
def test_a_name_in_another_language_is_labelled_in_the_readers_words(
    page: str, language: str | None, shown: str
) -> None:
    with in_language(page):
        assert choice_hint(Choice("bone", "bone", "body part", language)) == shown


def test_a_choice_that_may_not_answer_warns_and_stays_a_choice_of_one() -> None:
    choices = (Choice("hinman-syndrome", "Hinman syndrome", "disease"),)
    unsure = answer_page(Answer("HS", Match.AMBIGUOUS, choices=choices, is_unsure=True)).title
    assert "may mean something else" in unsure
    assert "This can mean 1 thing." in unsure
    assert "something else" not in answer_page(Answer("HS", Match.AMBIGUOUS, choices=choices)).title
