"""The parts of a word are shown only where a text about the thing speaks of one of them."""

from __future__ import annotations

import pytest

from bot.terms.word_analysis import analyze, parts_say_what_it_means


def says(word: str, text: str) -> bool:
    pieces = analyze(word)
    assert pieces
    return parts_say_what_it_means(pieces, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("cholecystectomy", "An operation that takes out the gallbladder: its surgical removal."),
        ("osteoporosis", "Bones get thin and break easily."),
        ("Hepatitis", "The liver is inflamed."),
    ],
)
def test_a_text_that_speaks_of_a_part(word: str, text: str) -> None:
    assert says(word, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        pytest.param("glaucoma", "An eye disease in which pressure harms the optic nerve.", id="another meaning"),
        pytest.param("neuropathy", "A condition with a new state of the whole.", id="words that say nothing"),
        pytest.param("hepatitis", "", id="no text"),
    ],
)
def test_a_text_that_speaks_of_none(word: str, text: str) -> None:
    assert not says(word, text)
