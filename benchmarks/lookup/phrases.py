"""Look-ups of phrases that are no names, compared with bare searches for their words in the full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import closing

from benchmarks.limits import MAX_OPTION_LENGTH
from benchmarks.lookup.measuring import MILLISECONDS, Took, median, p99, show, timed
from benchmarks.quality.descriptions import TRUTH, descriptions
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Match
from bot.terms.words import plain_words

SEARCH = "SELECT rowid FROM entry_word WHERE entry_word MATCH ?"


async def no_names(dictionary: Dictionary) -> list[str]:
    """Return the descriptions of benchmarks/quality/descriptions.tsv that the dictionary answers with suggestions."""
    texts = [each.text for each in descriptions(TRUTH) if len(each.text) <= MAX_OPTION_LENGTH]
    return [text for text in texts if (await dictionary.look_up(text)).match is Match.SUGGESTION]


async def measure(dictionary: Dictionary) -> None:
    """Look up each phrase, search for its words, and print the processor time of both."""
    phrases = await no_names(dictionary)
    with closing(sqlite3.connect(f"{dictionary.lexicon.path.as_uri()}?mode=ro&immutable=1", uri=True)) as bare:

        async def words(phrase: str) -> object:
            return bare.execute(SEARCH, (" OR ".join(f'"{word}"' for word in plain_words(phrase)),)).fetchall()

        floor = await _times(words, phrases)
    ours = await _times(dictionary.look_up, phrases)
    show(
        "Phrases that are no names: milliseconds of processor time, and how many times the bare search",
        ["what", "queries", "median", "p99", "median ×", "p99 ×"],
        [_row("look up a phrase", ours, floor), _row("  bare search for any of its words", floor, floor)],
    )


async def _times(work: Callable[[str], Awaitable[object]], phrases: Iterable[str]) -> list[float]:
    took: list[Took] = [(await timed(lambda phrase=phrase: work(phrase)))[1] for phrase in phrases]  # type: ignore[misc]
    return [each.processor * MILLISECONDS for each in took]


def _row(what: str, took: Sequence[float], floor: Sequence[float]) -> list[object]:
    return [what, len(took), median(took), p99(took), median(took) / median(floor), p99(took) / p99(floor)]
