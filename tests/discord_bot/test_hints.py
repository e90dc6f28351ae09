"""The words that tell an entry from others of its name."""

from __future__ import annotations

import pytest

from bot.pages.kinds import hint
from bot.pages.translation import speaking


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
    with speaking("es"):
        assert hint(stored) == shown
