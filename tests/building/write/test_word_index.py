"""The index of words: what it is made from, and what it remembers of each word."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from bot.building.merge.names.everyday_words import everyday_words
from bot.settings import Home


@pytest.fixture(scope="module")
def lexicon(home: Home) -> Iterator[sqlite3.Connection]:
    """The lexicon of the home of fixtures."""
    with closing(sqlite3.connect(home.lexicon)) as connection:
        yield connection


Ask = Callable[..., list[Any]]


@pytest.fixture
def ask(lexicon: sqlite3.Connection) -> Ask:
    """Asks the lexicon a question in SQL."""
    return lambda sql, *values: lexicon.execute(sql, values).fetchall()


def test_every_entry_is_indexed_under_its_own_number(ask: Ask) -> None:
    found = ask("SELECT key FROM entry WHERE id IN (SELECT rowid FROM entry_word WHERE entry_word MATCH 'interleukin')")
    assert ("interleukin",) in found


def test_words_of_one_stem_are_counted_together(ask: Ask) -> None:
    rows = ask("SELECT DISTINCT stem, entries FROM word WHERE word IN ('cell', 'cells', 'infection', 'infections')")
    assert len(rows) == 2
    for stem, entries in rows:
        ((counted,),) = ask("SELECT count(*) FROM entry_word WHERE entry_word MATCH ?", stem)
        assert counted == entries


def test_a_word_keeps_its_own_spelling_beside_its_stem(ask: Ask) -> None:
    stems = dict(ask("SELECT word, stem FROM word WHERE word IN ('bacteria', 'bacterium')"))
    assert stems.keys() == {"bacteria", "bacterium"}
    assert len(set(stems.values())) == 1


def test_everyday_words_of_the_lexicon_are_known_by_language(ask: Ask) -> None:
    frequency = dict(ask("SELECT word, frequency FROM everyday_word WHERE language = 'en'"))
    assert frequency["back"] > frequency["cancer"] > frequency["biopsy"]
    assert "cytokine" not in frequency


def test_how_often_a_word_is_said_is_a_share_of_all_words() -> None:
    english = everyday_words("en")
    assert english["the"] > 10_000
    assert sum(english.values()) < 1_000_000


def test_a_language_without_frequencies_has_no_everyday_words() -> None:
    assert everyday_words("la") == {}
