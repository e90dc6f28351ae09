"""How a page says that it was reached by an abbreviation."""

from __future__ import annotations

import pytest

from bot.discord_bot.pages.how_found import how_found
from bot.discord_bot.ui.text_format import MARKDOWN, TERMINAL
from bot.lexicon.model import Answer, Entry, Match
from bot.terms.model import Name, NameKind


@pytest.mark.parametrize(
    ("stands_for", "said"),
    [
        ("acute otitis media", "*AOM* stands for *acute otitis media*: see *otitis media*"),
        (None, "*AOM* is an abbreviation for *otitis media*"),
    ],
)
def test_an_abbreviation_of_something_narrower_says_what_it_stands_for(stands_for: str | None, said: str) -> None:
    listed = Name("AOM", NameKind.ABBREVIATION, "medlex-abbreviations", stands_for)
    entry = Entry(key="otitis-media", headword="otitis media", names=(listed,))
    found = Name("AOM", NameKind.ABBREVIATION, "medlex-abbreviations")
    answer = Answer("AOM", Match.ABBREVIATION, entry, found)
    assert how_found(answer, MARKDOWN) == said
    assert how_found(answer, TERMINAL) == said.replace("*", "")


def test_signs_of_markdown_in_a_name_are_printed_in_a_terminal() -> None:
    name = Name("HLA-B*57:01 [x]", NameKind.SYNONYM, "glossary")
    answer = Answer("hla", Match.SYNONYM, Entry(key="b", headword="HLA-B_57", names=(name,)), name)
    assert how_found(answer, TERMINAL) == "HLA-B*57:01 [x] is a synonym for HLA-B_57"
