"""`medlex check`: findings on a home, its sources, its lexicon and the last build."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bot.settings import Home
from bot.sources.catalogue import catalogue, missing_defaults

Medlex = Callable[..., Result]


def test_check_finds_nothing_wrong_with_a_whole_home(medlex: Medlex, home: Home) -> None:
    result = medlex("check", home=home)
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing is wrong.\n")
    assert "\nwrong" not in result.stdout
    for found in ("mesh: edition 2026-01-01, 16 concepts", "nci-dictionary: edition 2026-05-12, 13 concepts"):
        assert found in result.stdout


def test_check_tells_missing_defaults_from_what_else_there_is(medlex: Medlex, home: Home) -> None:
    lines = medlex("check", home=home).stdout.splitlines()
    (at,) = [at for at, line in enumerate(lines) if line.startswith("to do sources: ")]
    assert lines[at].endswith(", ".join(source.id for source in missing_defaults(("mesh", "nci-dictionary"))))
    assert lines[at + 1].strip() == "Run `medlex install`."
    others = [id for id, source in catalogue().items() if source.group and not source.default]
    more = f"ok    more sources: {len(others)} can be added; `medlex sources` lists them"
    assert more in lines
    assert not any(f" {id}" in line for id in others for line in [*lines[at : at + 2], more])


def test_check_says_what_was_left_out_a_line_for_each_reason(medlex: Medlex, tmp_path: Path, fixtures: Path) -> None:
    home = Home(tmp_path / "home")
    medlex("install", "icd-10-cm", "--from", fixtures / "icd10cm.xml", home=home)
    assert "left out " not in medlex("check", home=home).stdout
    lines = medlex("check", "--verbose", home=home).stdout.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("ok    icd-10-cm: edition "))
    assert lines[at].endswith(" concepts")
    assert lines[at + 1].startswith("      left out ")


def test_check_says_that_there_is_no_token_without_calling_it_wrong(medlex: Medlex, home: Home) -> None:
    assert "DISCORD_TOKEN is not set" in medlex("check", home=home).stdout


@pytest.mark.parametrize("token", ["your-token", "PUT_YOUR_TOKEN_HERE", "x.y.z", "<token>", "Bot abc"])
def test_check_says_that_a_placeholder_is_no_token_and_how_to_get_one(medlex: Medlex, home: Home, token: str) -> None:
    result = medlex("check", home=home, DISCORD_TOKEN=token)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "1 thing is wrong:\nwrong token: DISCORD_TOKEN is set, but no bot has such a token\n"
    )
    assert "Reset Token" in result.stdout
    assert token not in result.stdout


def test_check_takes_what_looks_like_a_token(medlex: Medlex, home: Home) -> None:
    token = f"{'M' * 26}.{'G' * 6}.{'s' * 38}"
    result = medlex("check", home=home, DISCORD_TOKEN=token)
    assert (result.exit_code, "ok    token: DISCORD_TOKEN is set\n" in result.stdout) == (0, True)
    assert token not in result.output


def test_what_is_wrong_stands_before_what_can_be_done_and_that_before_the_rest(medlex: Medlex, home: Home) -> None:
    lines = medlex("check", home=home, DISCORD_TOKEN="x").stdout.splitlines()  # noqa: S106 (none)
    marks = [line[:5].strip() for line in lines if line.startswith(("wrong", "to do", "ok"))]
    assert marks == sorted(marks, key=["wrong", "to do", "ok"].index)
    assert set(marks) == {"wrong", "to do", "ok"}


def test_counts_are_shown_when_they_are_asked_for(medlex: Medlex, home: Home) -> None:
    short = medlex("check", home=home).stdout
    assert "went in" not in short
    assert "medlex check --verbose" in short
    assert "went in" in medlex("check", "--verbose", home=home).stdout


def test_check_never_prints_the_token(medlex: Medlex, home: Home) -> None:
    result = medlex("check", home=home, DISCORD_TOKEN="not to be shown")  # noqa: S106 (none)
    assert "DISCORD_TOKEN is set" in result.stdout
    assert "not to be shown" not in result.output


def test_check_finds_a_disk_that_is_nearly_full(medlex: Medlex, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=4_000_000))
    result = medlex("check", home=home)
    assert result.exit_code == 1
    assert "is nearly full: 4 MB are free" in " ".join(result.stdout.split())
    assert "Free some space" in result.stdout


@pytest.mark.parametrize(
    ("code", "remedy"), [(errno.ENOSPC, "Free some space"), (errno.EROFS, "Change its permissions")]
)
def test_check_finds_a_disk_that_cannot_be_written(
    medlex: Medlex, home: Home, monkeypatch: pytest.MonkeyPatch, code: int, remedy: str
) -> None:
    def refuse(_file: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("bot.cli.checks.flush", refuse)
    result = medlex("check", home=home)
    assert result.exit_code == 1
    assert os.strerror(code) in result.stdout
    assert remedy in result.stdout
    assert not list(home.folder.glob("*probe*"))


def test_check_says_what_to_run_where_there_is_no_lexicon(medlex: Medlex, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    result = medlex("check", home=home)
    assert result.exit_code == 1
    assert str(home.lexicon) in result.stdout
    assert "medlex build" in result.stdout
    assert not home.folder.exists()


def test_check_names_a_damaged_archive_and_the_command_that_mends_it(medlex: Medlex, own_home: Home) -> None:
    (own_home.sources / "mesh.zip").write_bytes(b"PK\x03\x04")
    result = medlex("check", home=own_home)
    assert result.exit_code == 1
    assert f"wrong mesh: The installed source {own_home.sources / 'mesh.zip'} is damaged" in result.stdout
    assert "medlex install mesh --from FILE" in result.stdout


def test_check_reports_cut_cycles(medlex: Medlex, tmp_path: Path) -> None:
    terms = [
        f"[Term]\nid: MONDO:{n}\nname: zyx{n} disease\nis_a: MONDO:{parent} ! zyx{parent} disease\n"
        for n, parent in ((1, 2), (2, 1))
    ]
    file = tmp_path / "cycle.obo"
    file.write_text("\n".join(["format-version: 1.4\ndata-version: releases/2026-05\n", *terms]))
    home = Home(tmp_path / "home")
    assert medlex("install", "mondo", "--from", file, home=home).exit_code == 0
    checked = medlex("check", "--verbose", home=home)
    assert checked.exit_code == 0
    assert "1 parent links were cut as cycles" in checked.stdout
    assert "zyx1 disease" in checked.stdout


def test_check_says_what_the_build_did_with_all_that_went_in(medlex: Medlex, home: Home) -> None:
    printed = medlex("check", "--verbose", home=home).stdout
    lines = {line.removeprefix("ok    ").partition(":")[0]: line for line in printed.splitlines()}
    for subject, said in {
        "entries": ("concepts went in", "from several", "entries have no definition"),
        "names": ("went in", "repeats within an entry", "headwords that no source writes just so were added"),
        "definitions": ("went in", "2 were repeats of a publisher's own"),
        "ambiguous": ("names belong to several entries", " ms;"),
    }.items():
        assert all(part in lines[subject] for part in said), lines[subject]


def test_check_counts_keys_that_need_a_code(medlex: Medlex, tmp_path: Path) -> None:
    terms = [{"termId": n, "termName": "CAB", "definition": {"text": f"Meaning {n}."}} for n in range(2)]
    file = tmp_path / "terms.json"
    file.write_text(json.dumps({"meta": {"totalResults": 2}, "results": terms}))
    home = Home(tmp_path / "home")
    medlex("install", "nci-dictionary", "--from", file, home=home)
    assert "keys: 2 entries share their headword with others" in medlex("check", "--verbose", home=home).stdout


def test_check_wants_a_rebuild_of_what_counted_other_things(medlex: Medlex, own_home: Home) -> None:
    with closing(sqlite3.connect(own_home.lexicon)) as lexicon, lexicon:
        lexicon.execute("UPDATE build SET report = x'7B7D'")
    result = medlex("check", home=own_home)
    assert result.exit_code == 1
    assert "counted other things" in result.stdout
    medlex("build", home=own_home)
    assert medlex("check", home=own_home).exit_code == 0
