"""The pairs that judge the grouping, and what is made of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks.grouping import __main__ as program
from benchmarks.grouping.found import Grouping, grouping
from benchmarks.grouping.report import is_enough, judge, print_tables, print_wrong
from benchmarks.grouping.truth import HEADER, REFUSALS, TRUTH, Pair, Set, Verdict, pairs, set_of
from bot.settings import Home

HEART = "glossary:heart\theart\tmesh:D006321\tHeart\tsame\tone organ\tdev"
LUNG = "glossary:heart\theart\tmesh:D008168\tLung\tdifferent\ttwo organs\theld"


class Graph:
    """Things and those that they are linked with, in either direction."""

    def __init__(self, edges: Iterable[tuple[str, str]]) -> None:
        self._neighbours: dict[str, set[str]] = defaultdict(set)
        for one, other in edges:
            self._neighbours[one].add(other)
            self._neighbours[other].add(one)

    def reached(self, start: str) -> set[str]:
        """Everything that can be reached from here."""
        found, waiting = {start}, [start]
        while waiting:
            new = self._neighbours[waiting.pop()] - found
            found |= new
            waiting += new
        return found


def truth_file(folder: Path, *lines: str) -> Path:
    path = folder / "truth.tsv"
    path.write_text("\n".join(["\t".join(HEADER), *lines]) + "\n", encoding="utf-8")
    return path


def test_the_truth_has_fifteen_hundred_pairs_and_fifty_for_everything_that_is_never_joined() -> None:
    truth = list(pairs(TRUTH))
    assert len(truth) >= 1500
    assert sum(pair.verdict is Verdict.SAME for pair in truth) >= 500
    refused = Counter(pair.why for pair in truth if pair.verdict is Verdict.DIFFERENT)
    assert min(refused[refusal] for refusal in REFUSALS) >= 50


def test_no_pair_is_judged_twice_or_with_itself() -> None:
    judged = Counter(frozenset((pair.one.reference, pair.other.reference)) for pair in pairs(TRUTH))
    assert [pair for pair, times in judged.items() if times > 1 or len(pair) == 1] == []


def test_a_record_has_one_name_in_all_pairs() -> None:
    names = {(named.reference, named.name) for pair in pairs(TRUTH) for named in (pair.one, pair.other)}
    assert len(names) == len({reference for reference, _ in names})


def test_a_third_of_what_speaks_for_each_refusal_is_held_back_at_the_least() -> None:
    new = [pair for pair in pairs(TRUTH) if set_of(pair.one.reference, pair.other.reference) is pair.set]
    held = Counter(pair.why for pair in new if pair.set is Set.HELD)
    of = Counter(pair.why for pair in new)
    assert all(3 * held[refusal] >= of[refusal] for refusal in REFUSALS)


def test_no_pair_is_different_that_other_pairs_make_the_same() -> None:
    truth = list(pairs(TRUTH))
    same = Graph((pair.one.reference, pair.other.reference) for pair in truth if pair.verdict is Verdict.SAME)
    different = [pair for pair in truth if pair.verdict is Verdict.DIFFERENT]
    assert [str(pair) for pair in different if pair.other.reference in same.reached(pair.one.reference)] == []


def test_what_is_held_back_is_decided_by_the_records_alone() -> None:
    held = [pair for pair in pairs(TRUTH) if pair.set is Set.HELD]
    assert all(set_of(pair.one.reference, pair.other.reference) is Set.HELD for pair in held)
    assert set_of("mesh:D1", "hpo:HP:1") is set_of("hpo:HP:1", "mesh:D1")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (HEART.removesuffix("\tdev"), "7 cells"),
        (HEART.replace("one organ", ""), "7 cells"),
        (HEART.replace("same", "similar"), "similar"),
        (HEART.replace("dev", "test"), "test"),
    ],
)
def test_a_line_out_of_the_layout_is_refused_with_its_number(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=rf"line 3: .*{complaint}"):
        list(pairs(truth_file(tmp_path, LUNG, line)))


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "truth.tsv"
    path.write_text(HEART, encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: not the header"):
        list(pairs(path))


def judged_pairs(folder: Path, found: Grouping) -> list[Pair]:
    return [each.pair for each in judge(pairs(truth_file(folder, HEART, LUNG)), found) if not each.is_right]


def test_a_pair_is_right_when_its_records_are_grouped_as_it_says(tmp_path: Path) -> None:
    apart = Grouping({"glossary:heart": 1, "mesh:D006321": 2, "mesh:D008168": 3}, {})
    together = Grouping({"glossary:heart": 1, "mesh:D006321": 1, "mesh:D008168": 1}, {})
    assert [pair.verdict for pair in judged_pairs(tmp_path, apart)] == [Verdict.SAME]
    assert [pair.verdict for pair in judged_pairs(tmp_path, together)] == [Verdict.DIFFERENT]


def test_a_pair_whose_source_is_not_installed_is_not_judged(tmp_path: Path) -> None:
    truth = pairs(truth_file(tmp_path, HEART))
    assert judge(truth, Grouping({"glossary:heart": 1}, {})) == []


def test_no_pair_at_all_is_not_enough() -> None:
    assert not is_enough([])


def test_only_the_wrong_pairs_of_the_listed_sets_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    together = Grouping({"glossary:heart": 1, "mesh:D006321": 2, "mesh:D008168": 1}, {})
    judged = judge(pairs(truth_file(tmp_path, HEART, LUNG)), together)
    print_wrong(judged, frozenset({Set.DEV}))
    shown = capsys.readouterr().out
    assert "one organ" in shown
    assert "two organs" not in shown


def test_figures_are_given_by_set_by_refusal_and_by_pair_of_sources(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = LUNG.replace("two organs", REFUSALS[0])
    found = Grouping({"glossary:heart": 1, "mesh:D006321": 1, "mesh:D008168": 2}, {})
    print_tables(judge(pairs(truth_file(tmp_path, HEART, line)), found))
    words = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "held 1 of 1 100.0 %" in words
    assert f"{REFUSALS[0]} 1 of 1 100.0 %" in words
    assert "glossary + mesh 1 of 1 100.0 %" in words


def test_a_home_is_grouped_whatever_its_lexicon_says(home: Home) -> None:
    found = grouping(home)
    assert {"glossary", "mesh", "nci-dictionary"} <= found.sources
    assert found.name_of["glossary:heart"] == "heart"


def test_the_program_ends_with_status_1_when_too_few_are_joined(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = truth_file(tmp_path, "glossary:heart\theart\tglossary:lung\tlung\tsame\tmistaken\tdev")
    monkeypatch.setattr("sys.argv", ["grouping", "--home", str(home.folder), "--pairs", str(path)])
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 1
    assert "should be joined (1)" in capsys.readouterr().out
