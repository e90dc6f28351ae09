"""Abbreviations of the starter glossary: what has several senses in care is asked, and what has been misread
is warned of.
"""

from __future__ import annotations

from collections import defaultdict

import pytest
from limits import ANSWER_LIMITS
from starter_glossary import BY_HEADWORD, ENTRIES, notes

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Match
from bot.lexicon.store.opening import opened
from bot.settings import Home

NOTES = notes("abbreviations.toml")
SHARED: dict[str, list[str]] = NOTES["shared"]
ALONE: dict[str, str] = NOTES["alone"]
ERROR_PRONE: dict[str, str] = NOTES["error_prone"]
NOT_CONFUSED: dict[str, list[str]] = NOTES["not_confused"]


def owners() -> dict[str, set[str]]:
    """The entries of each abbreviation. Capitals tell none apart: people type them as they like."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for abbreviation in entry.abbreviations:
            found[abbreviation.upper()].add(entry.headword)
    return found


def test_an_abbreviation_of_several_senses_stands_at_each_of_them() -> None:
    found = owners()
    assert {short: sorted(found[short]) for short in SHARED} == {
        short: sorted(senses) for short, senses in SHARED.items()
    }


def test_every_abbreviation_of_one_entry_has_been_looked_up() -> None:
    """One that is new here fails until somebody writes down in abbreviations.toml what else it stands for."""
    assert {short for short, its_owners in owners().items() if len(its_owners) == 1} == ALONE.keys()
    assert SHARED.keys() & ALONE.keys() == set()


def test_an_error_prone_abbreviation_is_warned_of_at_each_medicine_and_unit_that_has_it() -> None:
    found = owners()
    assert [short for short in ERROR_PRONE if not found[short]] == []
    unwarned = [
        (short, headword)
        for short, warning in ERROR_PRONE.items()
        for headword in found[short] - set(NOT_CONFUSED.get(short, ()))
        if warning not in BY_HEADWORD[headword].definition
    ]
    assert unwarned == []


@pytest.mark.parametrize("abbreviation", ["AED", "BS", "CA", "CSF", "ER", "MS", "MTX", "PPD", "RT", "SCD", "UA"])
async def test_it_is_asked_which_is_meant(abbreviation: str, glossary_home: Home) -> None:
    async with opened(glossary_home.lexicon) as lexicon:
        answer = await Dictionary(lexicon, ANSWER_LIMITS).look_up(abbreviation)
    assert answer.match is Match.AMBIGUOUS
    assert {choice.headword for choice in answer.choices} >= set(SHARED[abbreviation])
