"""The works that scope notes cite are credit, and no part of what the notes say."""

from __future__ import annotations

import pytest

from bot.sources.formats.mesh_citations import LONGEST_NOTE, without_citations


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
        "(From Dorland, 28th ed)",
        "A bone (",
        "",
        "A bone. " * LONGEST_NOTE + "(From Dorland, 28th ed)",
    ],
)
def test_other_brackets_and_endless_notes_stay(note: str) -> None:
    assert without_citations(note) == (note, None)
