"""The works that scope notes cite are credit, and no part of what the notes say."""

from __future__ import annotations

import pytest

from bot.sources.formats.mesh.citations import MAX_NOTE, without_citations


@pytest.mark.parametrize(
    ("note", "text", "works"),
    [
        ("A made-up bone. (From Dorland, 28th ed)", "A made-up bone.", "Dorland, 28th ed"),
        ("A made-up bone (Dorland, 27th ed)", "A made-up bone.", "Dorland, 27th ed"),
        ("A bone. (Dorland, 27th ed; Stedman, 25th ed).", "A bone.", "Dorland, 27th ed; Stedman, 25th ed"),
        ("A bone. (J Bones 1991 Sep-Oct;11(5):677-84)", "A bone.", "J Bones 1991 Sep-Oct;11(5):677-84"),
        (
            "A bone. (Random House Unabridged Dictionary, 2d ed) EC 1.1.",
            "A bone. EC 1.1.",
            "Random House Unabridged Dictionary, 2d ed",
        ),
        ("A bone. (from J Bones 12: 3, 2003)", "A bone.", "J Bones 12: 3, 2003"),
        ("A bone. (Doe, 2008). It grows.", "A bone. It grows.", "Doe, 2008"),
        ("A bone (summary by Doe et al., 2018). It grows.", "A bone. It grows.", "Doe et al., 2018"),
        ("A bone. (Adapted from WHO)", "A bone.", "WHO"),
        ("A bone (https://www.example.org/1/a-b_c), as seen.", "A bone, as seen.", "example.org"),
        ("A bone. (www.example.gov/x, accessed 1/2/2003)", "A bone.", "example.gov"),
        ("A bone. (accessed http://example.gov/x.html)", "A bone.", "example.gov"),
        ("A bone. https://example.org/1.", "A bone.", "example.org"),
        ("Long (King, Dictionary of Bones, 6th ed). It grows.", "Long. It grows.", "King, Dictionary of Bones, 6th ed"),
    ],
)
def test_a_work_is_taken_out_and_named(note: str, text: str, works: str) -> None:
    assert without_citations(note) == (text, works)


@pytest.mark.parametrize(
    "note",
    [
        "A made-up gene (genes, p53) in cells.",
        "On the short arm (Xp22 and Yp11).",
        "A bone. (It grows in 1985.)",
        "A bone (from Panama to the Amazon) of men.",
        "A sound (Doe et al., 2018) of bones.",
        "(From Dorland, 28th ed)",
        "A bone (",
        "",
        "A bone. " * MAX_NOTE + "(From Dorland, 28th ed)",
    ],
)
def test_other_brackets_and_endless_notes_stay(note: str) -> None:
    assert without_citations(note) == (note, None)
