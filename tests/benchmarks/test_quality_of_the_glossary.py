"""The evaluator on the real dictionary with the starter glossary, the one lexicon that everybody has."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from benchmarks.quality import __main__ as program
from benchmarks.quality.asking import keys_named
from benchmarks.quality.finding import try_pairs, try_prefixes, try_typos
from benchmarks.quality.judging import Verdict, judge
from benchmarks.quality.measures import Share
from benchmarks.quality.recorded import recorded
from benchmarks.quality.truth import HEADER, answerable, rows
from benchmarks.quality.typos import Typo, TypoKind
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home

Evaluate = Callable[..., tuple[object, str]]


@pytest.fixture
async def dictionary(glossary_home: Home) -> AsyncIterator[Dictionary]:
    """The dictionary of the starter glossary."""
    async with opened(glossary_home.lexicon) as lexicon:
        yield Dictionary(lexicon, ANSWER_LIMITS)


async def test_the_glossary_answers_no_query_of_the_truth_wrongly(dictionary: Dictionary) -> None:
    truth = answerable(list(rows()), frozenset({"glossary"}))
    judged = [await judge(dictionary, row) for row in truth]
    assert [one.row.query for one in judged if one.verdict is Verdict.WRONG_ANSWER] == []


async def test_pairs_are_found_where_the_list_says_and_told_apart_by_set(
    dictionary: Dictionary, tmp_path: Path
) -> None:
    pairs = tmp_path / "pairs.tsv"
    lines = ["typed\tmeant\tset", "astmha\tasthma\tours", "heart\tstroke\tours", "flue\tflu\ttheirs", "x\tnosuch\tours"]
    pairs.write_text("\n".join(lines), encoding="utf-8")
    trials = await try_pairs(dictionary, pairs)
    measures = trials.measure("pairs")
    assert measures["pairs: @1"] == Share(2, 3)
    assert measures["pairs, ours: @25"] == Share(1, 2)
    assert measures["pairs, theirs: @1"] == Share(1, 1)
    assert measures["pairs, not answered with another entry: right"] == Share(2, 3)
    assert [str(wrong) for wrong in trials.wrong_answers] == ["'heart' → exact: heart   [meant: stroke]"]
    assert trials.left_out.total() == 1


async def test_a_list_without_the_columns_is_refused(dictionary: Dictionary, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("wrong\tright\nastmha\tasthma\n", encoding="utf-8")
    with pytest.raises(ValueError, match="columns typed and meant"):
        await try_pairs(dictionary, pairs)


async def test_typos_are_tried_singly_and_in_names_of_several_words(dictionary: Dictionary) -> None:
    trials = await try_typos(dictionary, 40, seed=1)
    assert len(trials.tried) + trials.left_out.total() == 50
    assert {TypoKind.WORD_WRONG, TypoKind.TWO_EDITS} <= {one.kind for one in trials.tried}
    assert trials.wrong_answers == []
    again = await try_typos(dictionary, 40, seed=1)
    assert [one.typed for one in again.tried] == [one.typed for one in trials.tried]


async def test_a_typo_that_is_another_name_is_left_out(dictionary: Dictionary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.quality.finding.typo", lambda name, _: Typo(name, "stroke", TypoKind.TWO_EDITS))
    trials = await try_typos(dictionary, 3, seed=1)
    assert trials.left_out["another real name"] == 3


async def test_names_are_typed_out_letter_by_letter(dictionary: Dictionary) -> None:
    trials = await try_prefixes(dictionary, 5, seed=1)
    kinds = {one.kind for one in trials.tried}
    assert "known names, after 3 letters" in kinds
    assert "any headword, after 8 letters, one wrong" in kinds
    for one in trials.tried:
        if one.kind.endswith("letters"):
            assert one.meant.startswith(one.typed)
            assert one.typed != one.meant


async def test_all_entries_that_own_a_name_count_as_the_one_that_is_meant(dictionary: Dictionary) -> None:
    assert await keys_named(dictionary, "heart attack") == {"myocardial-infarction"}
    assert await keys_named(dictionary, "RA") == {
        "rheumatoid-arthritis",
        "right-atrium",
        "refractory-anemia",
        "room-air",
    }
    assert await keys_named(dictionary, "nosuchname") == frozenset()
    assert await keys_named(dictionary, "?") == frozenset()


RIGHT_AND_MISSED = (
    "astma\tsuggestion\t-\tsuggestion\tasthma\t1\t-\tletter left out\n"
    "asthma\texact\t-\tsynonym\tasthma\t-\t-\tno synonym\n"
    "asthma\texact\t-\texact\tasthma\t-\tnot-installed\tanother source\n"
)
WRONG = "asthma\texact\t-\texact\tstroke\t-\t-\tno stroke\n"


@pytest.fixture
def evaluate(
    glossary_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[object, str]]:
    """Runs the program on a small truth and figures of before; gives its exit status and what it printed."""

    def run(truth: str, *options: str, before: str = "{}") -> tuple[object, str]:
        files = {"truth": "\t".join(HEADER) + "\n" + truth, "recorded": before}
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        places = [word for name in files for word in (f"--{name}", str(tmp_path / name))]
        monkeypatch.setattr(sys, "argv", ["quality", "--home", str(glossary_home.folder), *places, *options])
        with pytest.raises(SystemExit) as end:
            program.main()
        return end.value.code, capsys.readouterr().out

    return run


def test_the_program_lists_what_is_missed_when_asked_and_is_content_without_wrong_answers(evaluate: Evaluate) -> None:
    status, printed = evaluate(RIGHT_AND_MISSED, "--missed")
    assert status == 0
    assert "2 of 3 queries" in printed
    assert "not right (1):\n  exact        'asthma' → exact: asthma   [no synonym]" in printed
    assert "wrong answers: none" in printed
    assert "not right" not in evaluate(RIGHT_AND_MISSED)[1]


def test_the_program_lists_wrong_answers_and_fails_for_them(evaluate: Evaluate) -> None:
    status, printed = evaluate(RIGHT_AND_MISSED + WRONG)
    assert status == 1
    assert "wrong answers (1):\n  exact        'asthma' → exact: asthma   [no stroke]" in printed


def test_the_program_lists_what_got_worse_and_fails_for_it_but_stores_it_when_told_to(
    evaluate: Evaluate, tmp_path: Path
) -> None:
    status, printed = evaluate(RIGHT_AND_MISSED, "--store", before='{"glossary": {"exact: right": 50.0}}')
    assert status == 1
    assert "worse than recorded for glossary (1):\n  exact: right: 50.0 % before, 0.0 % now" in printed
    stored = recorded("glossary", tmp_path / "recorded")
    assert stored["exact: right"] == 0.0
    assert stored["suggestion: @1"] == 100.0


def test_a_home_without_a_lexicon_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["quality", "--home", str(tmp_path)])
    with pytest.raises(SystemExit, match="medlex build"):
        program.main()


@pytest.mark.parametrize(
    ("description", "headword"),
    [("the thing in blood that carries oxygen", "hemoglobin"), ("fear of small spaces", "claustrophobia")],
)
async def test_descriptions_in_the_documentation_find_what_it_says(
    dictionary: Dictionary, description: str, headword: str
) -> None:
    found = await dictionary.search(description, 0, 1)
    assert [result.entry.headword for result in found.results] == [headword]
