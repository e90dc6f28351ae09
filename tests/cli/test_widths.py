"""What is printed fits the width that the terminal has."""

from __future__ import annotations

from collections.abc import Callable
from subprocess import CompletedProcess

import pytest
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]

ASKED = (
    ("define", "interleukin"),
    ("define", "--language", "es", "asma"),
    ("define", "MS"),
    ("define", "hydralizine"),
    ("define", "hypertention"),
    ("define", "qqqxyzzyqqq"),
    ("define", "itis"),
    ("search", "lack of oxygen in the blood"),
    ("sources",),
    ("check",),
    ("check", "--verbose"),
    ("install", "nosuch"),
    ("define", "--language", "english", "asthma"),
)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("words", ASKED, ids=" ".join)
def test_no_line_is_longer_than_the_terminal_is_wide_but_for_whole_addresses(
    medlex: Medlex, home: Home, width: int, words: tuple[str, ...]
) -> None:
    result = medlex(*words, home=home, COLUMNS=str(width))
    lines = result.output.splitlines()
    # A part of an address or of a command would be of no use.
    whole = ("https://", "medlex define key:", "Listen: https://", "Error: ")
    assert [line for line in lines if len(line) > width and not line.strip().startswith(whole)] == []


def test_what_another_program_reads_is_not_wrapped(medlex: Medlex, home: Home) -> None:
    lines = medlex("define", "interleukin", home=home).stdout.splitlines()
    assert max(map(len, lines)) > 200


def test_the_columns_of_a_narrow_list_are_the_first_ones(medlex: Medlex, home: Home) -> None:
    narrow = medlex("sources", home=home, COLUMNS="60").stdout.splitlines()[0].split()
    wide = medlex("sources", home=home, COLUMNS="120").stdout.splitlines()[0].split()
    assert 3 <= len(narrow) < len(wide)
    assert narrow == wide[: len(narrow)]
    assert wide == ["id", "edition", "installed", "concepts", "names", "definitions"]


def test_a_spanish_reader_gets_the_spanish_definition_first(medlex: Medlex, home: Home) -> None:
    lines = [line for line in medlex("define", "--language", "es", "asma", home=home).stdout.splitlines() if line]
    first = next(at for at, line in enumerate(lines) if line.startswith("  "))
    assert lines[first].startswith("  De Glosario básico de Medlex")
    assert any(line.startswith("Un tipo de: ") for line in lines)


def test_a_language_that_is_no_code_says_what_to_write(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "--language", "spanish", "asthma", home=home)
    assert result.exit_code == 2
    assert "Use two letters: en for English, es for Spanish." in result.stderr


@pytest.mark.parametrize("width", [60, 200])
def test_help_fits_too(medlex_process: Callable[..., CompletedProcess[str]], width: int) -> None:
    printed = medlex_process("install", "--help", COLUMNS=str(width)).stdout
    assert max(map(len, printed.splitlines())) <= width
    assert "\n    medlex install orphanet wordnet\n" in printed


def test_help_lists_every_command_whole_and_by_what_it_is_for(medlex: Medlex) -> None:
    printed = medlex("--help", COLUMNS="60").stdout
    assert "..." not in printed.partition("\n\n")[2]
    assert [line for line in printed.splitlines() if line.endswith(":")] == [
        "Options:", "Try it:", "Choose sources:", "Put it on Discord:", "Care for what people write:",
    ]  # fmt: skip
