"""Medicines whose headwords differ by at most two letters: none answers for the other, and a word that is no name has
no answer.

`MEDLEX_LEXICON` is the path of a further lexicon for this test, such as one of all public sources.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Entry
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold, normal_forms

MAX_DISTANCE = 2
MIN_LENGTH = 5
MAX_PAIRS = 600
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(params=["starter", "MEDLEX_LEXICON"])
def lexicon(request: pytest.FixtureRequest, glossary_home: Home) -> Path:
    """The path of a lexicon."""
    if request.param == "starter":
        return glossary_home.lexicon
    if request.param not in os.environ:
        pytest.skip("MEDLEX_LEXICON names no lexicon")
    return Path(os.environ[request.param])


def alike(path: Path) -> list[tuple[str, str]]:
    """Return pairs of similar headwords of medicines, the most similar first."""
    with closing(sqlite3.connect(f"file:{path.resolve()}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT headword FROM entry WHERE is_medicine ORDER BY weight DESC, id LIMIT 5000")
        headwords = sorted({fold(row[0]) for row in rows if len(row[0]) >= MIN_LENGTH})
    return sorted(_pairs(headwords), key=lambda pair: DamerauLevenshtein.distance(*pair))[:MAX_PAIRS]


def _pairs(headwords: list[str]) -> Iterator[tuple[str, str]]:
    for at, one in enumerate(headwords):
        behind = headwords[at + 1 :]
        found = process.extract(one, behind, scorer=DamerauLevenshtein.distance, score_cutoff=MAX_DISTANCE, limit=None)
        yield from ((one, other) for other, _, _ in found)


def has_name(entry: Entry, query: str) -> bool:
    forms = set(normal_forms(query))
    return any(forms & set(normal_forms(name.name)) for name in entry.names) or bool(
        forms & set(normal_forms(entry.headword))
    )


async def test_no_name_of_one_answers_as_the_other(lexicon: Path) -> None:
    pairs = alike(lexicon)
    async with opened(lexicon) as file:
        dictionary = Dictionary(file, ANSWER_LIMITS)
        for one, other in pairs:
            first, second = [(await dictionary.look_up(name)).entry for name in (one, other)]
            if first is not None and second is not None and first.key != second.key:
                for name in first.names:
                    if name.kind is not NameKind.ENTRY_TERM and not has_name(second, name.name):
                        answer = await dictionary.look_up(name.name[:100])
                        assert answer.entry is None or answer.entry.key != second.key, (name.name, second.headword)


async def test_what_stands_between_two_of_them_answers_only_if_it_is_a_name(lexicon: Path) -> None:
    pairs = alike(lexicon)
    rng = random.Random(12)  # noqa: S311 (the same strings in every run)
    async with opened(lexicon) as file:
        dictionary = Dictionary(file, ANSWER_LIMITS)
        for one, other in pairs:
            cut = rng.randrange(1, min(len(one), len(other)))
            at = rng.randrange(1, len(one))
            for typed in (
                one[:cut] + other[cut:],
                one[:at] + rng.choice(LETTERS) + one[at + 1 :],
                one[:at] + one[at + 1 :],
            ):
                answer = await dictionary.look_up(typed)
                assert answer.entry is None or has_name(answer.entry, typed), (typed, answer.entry.headword)
