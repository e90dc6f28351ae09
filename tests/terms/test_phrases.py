"""Phrases that say nearly the same have a form in common."""

from __future__ import annotations

import pytest

from bot.terms.phrases import phrase_forms


@pytest.mark.parametrize(
    ("phrase", "other"),
    [
        ("couldn't sleep", "can’t sleep"),
        ("couldn't sleep at all", "trouble sleeping"),
        ("I had really bad pain in my legs", "leg pain"),
        ("my legs hurt all the time", "pain in the leg"),
        ("feet are swollen", "swollen foot"),
        ("I threw up", "vomiting"),
        ("gained 10 lbs", "weight gain"),
        ("renal damage", "kidney disease"),
        ("haemorrhage", "bleeding"),
        ("short of breath", "hard to breathe"),
        ("no puedo dormir", "dormir no puedo"),
    ],
)
def test_other_words_order_and_forms_of_a_phrase_are_forgiven(phrase: str, other: str) -> None:
    assert set(phrase_forms(phrase)) & set(phrase_forms(other))


@pytest.mark.parametrize(
    ("phrase", "other"),
    [("leg pain", "arm pain"), ("weight loss", "weight gain"), ("can't sleep", "can't see"), ("red eye", "red skin")],
)
def test_phrases_that_say_something_else_have_no_form_in_common(phrase: str, other: str) -> None:
    assert not set(phrase_forms(phrase)) & set(phrase_forms(other))


def test_the_form_with_modifiers_comes_first() -> None:
    assert phrase_forms("night sweats") == ("night sweat", "sweat")


@pytest.mark.parametrize("text", ["", "  ", "!?", "…", "日本語", "'", "\x00"])
def test_a_text_without_words_has_no_form(text: str) -> None:
    assert phrase_forms(text) == ()
