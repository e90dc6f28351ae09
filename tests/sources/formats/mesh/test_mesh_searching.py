"""Remarks for searchers in MeSH's scope notes are not part of a definition."""

from __future__ import annotations

import pytest

from bot.sources.formats.mesh.searching import without_notes_to_searchers


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("A tame cat. For big cats, LIONS is available.", "A tame cat."),
        ("LIONS AND TIGERS is also available. A tame cat.", "A tame cat."),
        ("A cat. It does not include lions for which ANIMALS, WILD is available.", "A cat. It does not include lions."),
        (
            "A cat of 5.5 lb. or less but CAT, SMALL is available for cats of 1.5 lb. or less.",
            "A cat of 5.5 lb. or less.",
        ),
        ("Cats in general or for which there is no specific heading.", "Cats in general."),
        ("A cat. Note that OMB category CAT is available for some. It purrs.", "A cat. It purrs."),
        (
            "A cat. Cat and ethnicity stay. Race and ethnicity terms may include terms outdated and offensive in MeSH to assist users.",
            "A cat. Cat and ethnicity stay.",
        ),
        ("A cat. Do not confuse with LIONS.", "A cat."),
        ("Use for articles on cats in general.", ""),
    ],
)
def test_what_is_for_searchers_goes(note: str, text: str) -> None:
    assert without_notes_to_searchers(note) == text


@pytest.mark.parametrize(
    "note",
    [
        "A vaccine is available for prophylaxis.",
        "Use of plants to treat diseases.",
        "Used to treat cats. It is available in shops.",
        "Headings of a text that searchers read.",
        "Do not confuse with the small cat of the house.",
    ],
)
def test_other_sentences_stay(note: str) -> None:
    assert without_notes_to_searchers(note) == note
