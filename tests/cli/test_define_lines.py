"""`medlex define --lines`: many terms in one process, one answer a line."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.settings import Home


@pytest.fixture
def runner(home: Home, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("MEDLEX_HOME", str(home.folder))
    return CliRunner()


def defined(runner: CliRunner, typed: str | bytes, *options: str) -> Result:
    return runner.invoke(main, ["define", "--lines", *options], input=typed)


def test_each_line_is_answered_on_its_line(runner: CliRunner) -> None:
    result = defined(runner, "interleukin\n\nIL-6\nqqqxyzzyqqq\n")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "interleukin\texact\tinterleukin",
        "",
        "IL-6\tabbreviation\tinterleukin-6",
        "qqqxyzzyqqq\tnone",
    ]


def test_choices_stand_behind_each_other(runner: CliRunner) -> None:
    (line,) = defined(runner, "hydralizine\n").stdout.splitlines()
    term, match, first, *_ = line.split("\t")
    assert (term, match, first) == ("hydralizine", "suggestion", "hydralazine")


def test_json_has_the_fields_of_a_single_answer(runner: CliRunner, home: Home) -> None:
    (line,) = defined(runner, "interleukin\n", "--json").stdout.splitlines()
    alone = runner.invoke(main, ["define", "interleukin", "--json"]).stdout
    assert json.loads(line) == json.loads(alone)


def test_a_line_that_cannot_be_looked_up_says_why_and_the_next_is_answered(runner: CliRunner) -> None:
    result = defined(runner, f"{'x' * 200}\n!!!\ninterleukin\n", "--json")
    first, second, third = map(json.loads, result.stdout.splitlines())
    assert first.keys() == second.keys() == {"query", "error"}
    assert "200 characters" in first["error"]
    assert third["match"] == "exact"


def test_bytes_that_are_no_text_and_a_last_line_without_an_end_are_read(runner: CliRunner) -> None:
    lines = defined(runner, b"\xff\xfe interleukin\r\ninterleukin").stdout.splitlines()
    assert [line.split("\t")[2] for line in lines] == ["interleukin", "interleukin"]


def test_nothing_on_standard_input_is_no_mistake(runner: CliRunner) -> None:
    result = defined(runner, "")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("arguments", [["define"], ["define", "--lines", "asthma"]])
def test_a_term_and_lines_exclude_each_other(runner: CliRunner, arguments: list[str]) -> None:
    result = runner.invoke(main, arguments)
    assert result.exit_code == 2
    assert "either a term, such as" in result.stderr
