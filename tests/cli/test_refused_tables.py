"""Tables of an admin's own that are refused: badly described, not readable, or without a file."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.own_table import DESCRIBED, definition, refusal
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]


@pytest.mark.parametrize("missing", ["--title", "--publisher", "--licence", "--edition"])
def test_what_was_not_said_is_named_with_a_command_to_fill_in(
    medlex: Medlex, new: Home, table: Path, missing: str
) -> None:
    at = DESCRIBED.index(missing)
    said = DESCRIBED[:at] + DESCRIBED[at + 2 :]
    problem, remedy = refusal(medlex("install", "our-clinic", "--from", table, *said, home=new))
    assert problem.endswith(f"to install a table of your own {missing} is missing.")
    command = shlex.split(remedy.removeprefix("Fill in and run: "))
    assert command[:5] == ["medlex", "install", "our-clinic", "--from", str(table)]
    assert missing in command
    assert not new.folder.exists()
    assert medlex(*command[1:], home=new).exit_code == 0


def test_all_that_was_not_said_is_named_at_once(medlex: Medlex, new: Home, table: Path) -> None:
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, home=new))
    assert problem.endswith("--title, --publisher, --licence and --edition are missing.")


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("Ward wörds (2026).csv", "ward-words-2026"),
        ("mesh.csv", "our-mesh"),
        ("слова.csv", "our-list"),
        (f"{'long ' * 20}.csv", "long-" * 7 + "long"),
    ],
)
def test_a_table_without_an_id_gets_a_command_to_copy_with_one(
    medlex: Medlex, new: Home, tmp_path: Path, file: str, id: str
) -> None:
    path = tmp_path / file
    path.write_text("term,definition\nhuddle,A short meeting.\n")
    problem, remedy = refusal(medlex("install", "--from", path, home=new))
    assert problem == "The id of the source is missing, before --from."
    command = shlex.split(remedy.partition("read: ")[2])
    assert command == ["medlex", "install", id, "--from", str(path), "--preview"]
    assert medlex(*command[1:], home=new).exit_code == 0
    assert refusal(medlex("install", "--from", path, "--preview", home=new)) == (problem, remedy)
    assert not new.folder.exists()


def test_a_described_table_without_an_id_gets_a_command_with_all_that_was_said(
    medlex: Medlex, new: Home, table: Path
) -> None:
    _, remedy = refusal(medlex("install", "--from", table, *DESCRIBED, home=new))
    command = shlex.split(remedy.partition("such as in: ")[2])
    assert command[:3] == ["medlex", "install", "table"]
    assert medlex(*command[1:], home=new).exit_code == 0
    assert definition(medlex, new, "huddle")["publisher"] == "Our clinic"


def test_a_misspelt_source_of_the_catalogue_is_not_taken_for_a_table(medlex: Medlex, new: Home, table: Path) -> None:
    problem, remedy = refusal(medlex("install", "nci-dictonary", "--from", table, home=new))
    assert "no source called 'nci-dictonary' in the catalogue" in problem
    assert "nci-dictionary" in remedy


@pytest.mark.parametrize(
    "id", ["Our-Clinic", "our clinic", "our_clinic", "-clinic", "clinic-", "../clinic", "ü", "x" * 41]
)
def test_an_id_that_cannot_be_one_is_refused(medlex: Medlex, new: Home, table: Path, id: str) -> None:
    problem, remedy = refusal(medlex("install", "--from", table, *DESCRIBED, "--", id, home=new))
    assert repr(id) in problem
    assert "our-clinic" in remedy
    assert not new.folder.exists()


def test_the_catalogue_describes_its_own_sources(medlex: Medlex, new: Home, mesh_file: Path) -> None:
    problem, _ = refusal(medlex("install", "mesh", "--from", mesh_file, "--title", "Ours", home=new))
    assert "--title" in problem
    assert not new.folder.exists()


def test_one_description_is_not_given_to_two_tables(medlex: Medlex, new: Home, table: Path) -> None:
    _, remedy = refusal(medlex("install", "one", "two", "--from", table, "--from", table, *DESCRIBED, home=new))
    assert "one by one" in remedy


def test_a_description_without_a_file_is_refused(medlex: Medlex, new: Home) -> None:
    for ids in ((), ("mesh",), ("our-clinic",)):
        refusal(medlex("install", *ids, *DESCRIBED, home=new))
    assert not new.folder.exists()


def test_a_table_is_not_fetched(medlex: Medlex, installed: Home) -> None:
    _, remedy = refusal(medlex("install", "our-clinic", home=installed))
    assert "medlex install our-clinic --from FILE" in remedy


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("--title", "x" * 121), "121 characters"),
        (("--language", "english"), "'english'"),
        (("--title", "  "), "--title"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    medlex: Medlex, new: Home, table: Path, said: tuple[str, str], shown: str
) -> None:
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, *DESCRIBED, *said, home=new))
    assert shown in problem


def test_a_table_with_broken_rows_is_to_be_corrected_where_the_log_says(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition,url\nhuddle,A short meeting.,\nhandover,Short,and,cut,up\n")
    result = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new)
    assert result.exit_code == 1
    assert "left out line 3: it has 5 cells in 3 columns" in result.stderr
    assert "Correct the records that the log names" in result.stderr
