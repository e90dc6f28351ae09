"""Autocomplete inside the process, letter by letter: time, how often the right entry is offered, and the upper bound
of that for any method.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.limits import MAX_COMPLETIONS
from benchmarks.lookup.measuring import Took, show, summary, timed
from benchmarks.quality.sampling import draw, randomness
from benchmarks.quality.typos import one_edit
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.reader import Lexicon
from bot.terms.normal_forms import fold
from bot.terms.word_forms import run_together, word_form

LENGTHS = range(1, 13)
MISTYPED_LENGTH = 8
KNOWN_WEIGHT = 20


@dataclass(frozen=True, slots=True)
class Headword:
    """The entry that someone who begins to type its headword is looking for."""

    key: str
    headword: str


@dataclass(frozen=True, slots=True)
class Offered:
    """True if the right entry was among the completions, and the time taken."""

    is_right: bool
    took: Took


async def measure(dictionary: Dictionary, number: int, seed: int) -> None:
    """Type so many headwords, and so many of well-known entries, and print the figures."""
    for whose, min_weight in (("any headwords", 0), ("headwords of known entries", KNOWN_WEIGHT)):
        population = await _headwords(dictionary.lexicon, min_weight)
        by_key = {entry.key: entry for entry in population}
        drawn = [by_key[key] for key in draw(by_key, number, seed)]
        offered = await _typed_out(dictionary, drawn)
        rows = [_row(length, offered[length], drawn, population) for length in LENGTHS]
        rows.append(await _mistyped_row(dictionary, drawn, population, seed))
        show(
            f"Autocomplete, {len(drawn):,} of {len(population):,} {whose}: milliseconds a prefix, right entry among 25",
            ["letters", "prefixes", "median", "p99", "processor", "right", "at most"],
            rows,
            "At most: what any method could reach that shows at most 25 entries for a prefix.",
        )


async def _headwords(lexicon: Lexicon, min_weight: int) -> list[Headword]:
    rows = await lexicon.rows("SELECT key, headword FROM entry WHERE weight >= ? ORDER BY id", min_weight)
    return [Headword(row["key"], row["headword"]) for row in rows]


async def _typed_out(dictionary: Dictionary, drawn: Iterable[Headword]) -> dict[int, list[Offered]]:
    """Completions of each beginning of each headword, typed letter by letter, by the length of the beginning."""
    offered: dict[int, list[Offered]] = {length: [] for length in LENGTHS}
    for entry in drawn:
        for length in range(1, min(len(entry.headword), len(LENGTHS) + 1)):
            offered[length].append(await _offered(dictionary, entry, entry.headword[:length]))
    return offered


def _row(
    length: int, offered: Sequence[Offered], drawn: Iterable[Headword], population: Iterable[Headword]
) -> list[object]:
    long = (entry for entry in drawn if len(entry.headword) > length)
    return [length, *_summary(offered), bound(beginnings(long, length), beginnings(population, length))]


async def _mistyped_row(
    dictionary: Dictionary, drawn: Iterable[Headword], population: Iterable[Headword], seed: int
) -> list[object]:
    """Measure beginnings with one letter wrong, missing, added or swapped. The upper bound is that of the right
    beginnings.
    """
    long = [entry for entry in drawn if len(entry.headword) > MISTYPED_LENGTH]
    offered = []
    for entry in long:
        _, typed = one_edit(entry.headword[:MISTYPED_LENGTH], randomness(entry.headword, seed))
        offered.append(await _offered(dictionary, entry, typed))
    upper_bound = bound(beginnings(long, MISTYPED_LENGTH), beginnings(population, MISTYPED_LENGTH))
    return [f"{MISTYPED_LENGTH}, one typo", *_summary(offered), upper_bound]


async def _offered(dictionary: Dictionary, meant: Headword, typed: str) -> Offered:
    found, took = await timed(lambda: dictionary.complete(typed, MAX_COMPLETIONS))
    return Offered(meant.key in {completion.key for completion in found}, took)


def _summary(offered: Sequence[Offered]) -> tuple[object, ...]:
    if not offered:
        return 0, None, None, None, None
    right = sum(one.is_right for one in offered) / len(offered)
    return len(offered), *summary([one.took for one in offered]), right


def beginnings(entries: Iterable[Headword], length: int) -> list[str]:
    """The beginnings of these headwords, folded as autocomplete compares them."""
    return [run_together(word_form(fold(entry.headword[:length]))) for entry in entries]


def bound(drawn: Sequence[str], population: Iterable[str]) -> float | None:
    """The share of the drawn headwords that any method can be expected to offer, given the beginnings of these and of
    the whole population. All that begin alike are equally likely to be meant, and 25 are shown.
    """
    sharing = Counter(population)
    return sum(min(1.0, MAX_COMPLETIONS / sharing[begin]) for begin in drawn) / len(drawn) if drawn else None
