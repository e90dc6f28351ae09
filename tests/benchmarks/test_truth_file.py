"""The truth that ships, and how a truth file is read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.quality.truth import ANSWERS, HEADER, REFUSED, Rung, answerable, rows
from bot.lexicon.model import Match
from bot.sources.concept import Concept
from bot.sources.formats.glossary import concepts, glossary_folder
from bot.terms.normal_forms import fold

COLD = "cold\tambiguous\tword\tambiguous|answer\tcommon cold | cold; cold temperature\t-\tmesh,hpo\tillness or weather"


def truth_file(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["\t".join(HEADER), *lines]) + "\n", encoding="utf-8")
    return path


def test_the_truth_has_over_seven_hundred_queries_on_all_rungs_and_many_that_the_glossary_answers() -> None:
    truth = list(rows())
    assert len(truth) >= 700
    assert len(answerable(truth, frozenset({"glossary"}))) >= 150
    assert set(Counter(row.rung for row in truth)) == set(Rung)
    assert min(Counter(row.rung for row in truth).values()) >= 20


def test_no_query_is_asked_twice_on_a_rung() -> None:
    asked = Counter((row.rung, row.query) for row in rows())
    assert [query for query, times in asked.items() if times > 1] == []


def test_what_the_glossary_is_asked_for_is_in_the_glossary() -> None:
    """A slip of the pen in an expected headword would make the right entry a wrong answer."""
    entries = [concept for concept in concepts(glossary_folder()) if isinstance(concept, Concept)]
    headwords = {fold(entry.names[0].name) for entry in entries}
    for row in answerable(list(rows()), frozenset({"glossary"})):
        for meant in row.expected:
            assert meant.accepted & headwords, row.query


def test_a_row_is_read_with_its_alternatives_and_all_that_it_needs(tmp_path: Path) -> None:
    (row,) = rows(truth_file(tmp_path / "truth.tsv", COLD))
    assert (row.query, row.rung, row.kind, row.why) == ("cold", Rung.AMBIGUOUS, "word", "illness or weather")
    assert row.matches == {Match.AMBIGUOUS, *ANSWERS}
    assert row.may_answer
    assert row.sources == {"mesh", "hpo"}
    illness, weather = row.expected
    assert illness.is_entry("common-cold", "Common cold")
    assert illness.is_entry("x", "cold")
    assert not illness.is_entry("cold-temperature", "cold temperature")
    assert weather.is_entry("cold-temperature", "cold temperature")


def test_a_key_is_expected_where_two_entries_share_a_headword(tmp_path: Path) -> None:
    (row,) = rows(truth_file(tmp_path / "truth.tsv", "mole\texact\t-\texact\tkey:mole~skin\t-\t-\tskin"))
    assert row.expected[0].is_entry("mole~skin", "mole")
    assert not row.expected[0].is_entry("mole~animal", "mole")


def test_spaces_around_a_query_are_part_of_it(tmp_path: Path) -> None:
    (row,) = rows(truth_file(tmp_path / "truth.tsv", '  "a  \tnone\t-\tnone|refused\t-\t-\t-\ta quote'))
    assert row.query == '  "a  '
    assert row.matches == {Match.NONE, REFUSED}
    assert row.expected == ()
    assert not row.may_answer


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("cold\texact", "8 cells"),
        ("cold\texact\t\texact\tcold\t-\t-\twhy", "8 cells"),
        ("cold\tlukewarm\t-\texact\tcold\t-\t-\twhy", "lukewarm"),
        ("cold\texact\t-\tprecise\tcold\t-\t-\twhy", "precise"),
        ("cold\texact\t-\texact\t-\t-\t-\twhy", "no entry is expected"),
        ("cold\texact\t-\toffered\tcold\t5\t-\twhy", "prefixes"),
        ("cold\tprefix\t-\texact\tcold\t-\t-\twhy", "prefixes"),
        ("cold\tsuggestion\t-\tsuggestion\tcold\t-\t-\twhy", "within"),
        ("cold\texact\t-\texact\tcold\t5\t-\twhy", "within"),
        ("cold\tsuggestion\t-\tsuggestion\tcold\tfive\t-\twhy", "five"),
    ],
)
def test_a_row_out_of_the_layout_is_refused_with_its_line(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=rf"line 3: .*{complaint}"):
        list(rows(truth_file(tmp_path / "truth.tsv", COLD, line)))


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "truth.tsv"
    path.write_text("typed\tmeant\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: not the header"):
        list(rows(path))


def test_only_rows_whose_sources_are_installed_can_be_answered(tmp_path: Path) -> None:
    plain = "heart\texact\t-\texact\theart\t-\t-\twhy"
    truth = list(rows(truth_file(tmp_path / "truth.tsv", COLD, plain)))
    assert [row.query for row in answerable(truth, frozenset({"glossary", "mesh"}))] == ["heart"]
    assert [row.query for row in answerable(truth, frozenset({"glossary", "mesh", "hpo"}))] == ["cold", "heart"]
