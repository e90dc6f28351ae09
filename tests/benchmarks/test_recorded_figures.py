"""The figures that are kept, and what counts as worse than they."""

from __future__ import annotations

from pathlib import Path

from benchmarks.quality.measures import Share
from benchmarks.quality.recorded import TOLERANCE, Worse, recorded, source_set, store, worse


def percent(value: float) -> Share:
    return Share(round(10 * value), 1000)


def test_a_figure_that_fell_by_more_than_the_tolerance_is_worse() -> None:
    now = {"exact: right": percent(90 - TOLERANCE - 0.1)}
    assert worse({"exact: right": 90.0}, now) == [Worse("exact: right", 90.0, 89.4)]


def test_a_figure_that_rose_or_fell_within_the_tolerance_is_not_worse() -> None:
    before = {"exact: right": 90.0, "prefix: @1": 50.0}
    assert worse(before, {"exact: right": percent(90 - TOLERANCE), "prefix: @1": percent(70)}) == []


def test_only_what_was_measured_both_times_is_compared() -> None:
    assert worse({"exact: right": 90.0}, {"prefix: @1": percent(1)}) == []


def test_what_is_worse_says_how_much() -> None:
    assert str(Worse("prefix: @1", 50.0, 40.0)) == "prefix: @1: 50.0 % before, 40.0 % now"


def test_what_is_stored_is_read_again_for_the_same_set_of_sources_only(tmp_path: Path) -> None:
    path = tmp_path / "recorded.json"
    store("glossary", {"exact: right": Share(2, 3)}, path)
    store("glossary + mesh", {"exact: right": Share(1, 1)}, path)
    assert recorded("glossary", path) == {"exact: right": 66.7}
    assert recorded("glossary + mesh", path) == {"exact: right": 100.0}
    assert recorded("glossary + hpo", path) == {}


def test_storing_keeps_what_was_not_measured_this_time(tmp_path: Path) -> None:
    path = tmp_path / "recorded.json"
    store("glossary", {"exact: right": Share(1, 2), "prefix: @1": Share(1, 2)}, path)
    store("glossary", {"exact: right": Share(1, 1)}, path)
    assert recorded("glossary", path) == {"exact: right": 100.0, "prefix: @1": 50.0}


def test_nothing_is_recorded_before_anything_was_stored(tmp_path: Path) -> None:
    assert recorded("glossary", tmp_path / "recorded.json") == {}


def test_a_set_of_sources_has_one_name_in_whatever_order_they_come() -> None:
    assert source_set(["mesh", "glossary"]) == source_set(["glossary", "mesh"]) == "glossary + mesh"
