"""Figures that the benchmark of look-ups computes itself (quantiles, bounds), and its choice of queries."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from itertools import pairwise
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from benchmarks.lookup.autocomplete import Headword, beginnings, bound
from benchmarks.lookup.contest import Entrant
from benchmarks.lookup.event_loop import delays, longest_steps
from benchmarks.lookup.measuring import median, p99
from benchmarks.lookup.peers.contestant import each_once
from benchmarks.lookup.peers.full_text import FullText, any_trigram
from benchmarks.lookup.peers.ours import Ours
from benchmarks.lookup.peers.scan import string_alignment, weighted_ratio
from benchmarks.lookup.queries import Mistyped, Origin, evenly_spaced, pairs, queries, typos
from bot.clock import Clock
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home

NAMES = [
    f"{first} {second}" for first in ("cardiac", "renal", "hepatic", "gastric") for second in ("arrest", "failure")
]


def test_the_median_and_the_p99_are_values_that_occurred() -> None:
    assert median([3.0, 1.0, 2.0]) == 2.0
    assert median([1.0, 2.0, 3.0, 4.0]) == 2.0
    assert p99([float(value) for value in range(1, 1001)]) == 990.0
    assert p99([1.0, 5.0]) == 5.0


def test_the_same_typos_are_made_in_every_run_and_a_fourth_as_many_of_several_words() -> None:
    made = list(typos(NAMES, 8, seed=3))
    assert made == list(typos(reversed(NAMES), 8, seed=3))
    assert made != list(typos(NAMES, 8, seed=4))
    assert [one.origin for one in made] == [Origin.TYPO] * 8 + [Origin.MULTI_WORD_TYPO] * 2


def test_a_file_of_pairs_is_read_whatever_other_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text('set\ttyped\tmeant\nmine\thart "attack\theart attack\n', encoding="utf-8")
    assert list(pairs(path)) == [Mistyped('hart "attack', "heart attack", Origin.PAIR)]


async def test_only_what_is_misspelt_and_meant_for_a_name_is_asked(home: Home) -> None:
    async with opened(home.lexicon) as lexicon:
        asked = await queries(
            Dictionary(lexicon, ANSWER_LIMITS),
            [
                Mistyped("Interlukein", "interleukin", Origin.TYPO),
                Mistyped("interleukins", "interleukin", Origin.TYPO),
                Mistyped("no such thing", "no such thyng", Origin.PAIR),
            ],
        )
    assert [query.typed for query in asked] == ["interlukein"]
    assert asked[0].meant


def test_a_subset_is_taken_at_equal_distances() -> None:
    assert evenly_spaced(range(10), 5) == [0, 2, 4, 6, 8]
    assert evenly_spaced("abc", 20) == ["a", "b", "c"]
    assert {later - earlier for earlier, later in pairwise(evenly_spaced(range(1000), 300))} == {3, 4}


def test_no_method_is_expected_to_offer_more_than_25_of_the_names_that_begin_alike() -> None:
    population = ["car"] * 100 + ["ren"] * 10
    assert bound(["car"], population) == 0.25
    assert bound(["ren"], population) == 1.0
    assert bound(["car", "ren"], population) == pytest.approx(0.625)
    assert bound([], population) is None


def test_beginnings_are_alike_when_autocomplete_takes_them_for_alike() -> None:
    assert beginnings([Headword("1", "X-ray film"), Headword("2", "x ray")], 4) == ["xra", "xra"]


def test_each_entry_is_counted_once_where_its_best_name_stands() -> None:
    assert each_once(["b", "a", "b", "c"]) == ["b", "a", "c"]
    assert len(each_once(map(str, range(100)))) == 25


def test_the_full_text_query_asks_for_any_trigram_as_it_is_written() -> None:
    assert any_trigram('a"bc') == '"a""b" OR """bc"'
    assert any_trigram("il") == '"il"'


@pytest.mark.parametrize("make", [Ours, FullText, string_alignment, weighted_ratio])
def test_a_contestant_finds_the_misspelt_entry_in_a_process_of_its_own(home: Home, make: object) -> None:
    entrant = Entrant(home.lexicon, make)  # type: ignore[arg-type]
    (answered,) = entrant.ask(["interleukinn"])
    held = entrant.close()
    assert answered.keys[0] == "interleukin"
    assert len(set(answered.keys)) == len(answered.keys)
    assert answered.took.wall > 0
    assert isinstance(held, int)


def test_what_goes_wrong_with_a_contestant_is_raised_where_it_is_asked(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        Entrant(tmp_path / "nothing.sqlite3", FullText)


async def test_a_blocked_loop_is_seen_to_be_late() -> None:
    now = 0.0

    async def block(_: str) -> None:
        nonlocal now
        now += 0.05
        await asyncio.sleep(0)

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        await asyncio.sleep(0)

    late = await delays(block, ["a"], asking=1, seconds=0.2, clock=Clock(monotonic=lambda: now, sleep=sleep))
    assert late.answered > 0
    assert max(late.seconds) == pytest.approx(0.05)


async def test_the_longest_step_is_what_is_computed_without_a_turn_for_others() -> None:
    async def compute(text: str) -> None:
        for _ in range(len(text)):
            until = time.thread_time() + 0.02
            while time.thread_time() < until:
                pass
        await asyncio.sleep(0)

    one, three = await longest_steps(compute, ["a", "aaa"])
    assert 0.02 <= one < 0.06 <= three
