"""`medlex check`: findings on a home, its sources, its lexicon and the last build."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest
from click.testing import Result

from bot import __version__
from bot.cli.checks.home import MIN_FREE
from bot.settings import Home
from bot.sources.catalogue import catalogue, missing_defaults
from bot.sources.installed import archive_path

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
    file = Path.cwd() / ".env"
    missing = f"ok    token: DISCORD_TOKEN is not set in the environment, and there is no file {file};"
    assert missing in medlex("check", home=home).stdout
    file.touch()
    assert f"not set in the environment, nor in {file};" in medlex("check", home=home).stdout


@pytest.mark.parametrize("token", ["your-token", "PUT_YOUR_TOKEN_HERE", "x.y.z", "<token>"])
def test_check_says_that_a_placeholder_is_no_token_and_how_to_get_one(medlex: Medlex, home: Home, token: str) -> None:
    result = medlex("check", home=home, DISCORD_TOKEN=token)
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "1 thing is wrong:\nwrong token: DISCORD_TOKEN is set, but no bot has such a token\n"
    )
    assert "Reset Token" in result.stdout
    assert token not in result.stdout


def test_a_new_token_belongs_where_the_old_one_is(medlex: Medlex, home: Home, tmp_path: Path) -> None:
    file = tmp_path / "discord_token"
    file.write_text("your-token")
    assert f"Put the new token into {file}" in medlex("check", home=home, DISCORD_TOKEN_FILE=str(file)).stdout


@pytest.mark.parametrize(
    ("token", "problem"),
    [("Bot abc", "begins with the word Bot"), ("'abc'", "stands in quotes"), ("ab c", "has a space or a line break")],
)
def test_check_says_what_was_copied_with_a_token(medlex: Medlex, home: Home, token: str, problem: str) -> None:
    result = medlex("check", home=home, DISCORD_TOKEN=token)
    assert f"wrong token: DISCORD_TOKEN {problem}" in result.stdout
    assert token not in result.stdout


def test_check_takes_what_looks_like_a_token(medlex: Medlex, home: Home) -> None:
    token = f"{'M' * 26}.{'G' * 6}.{'s' * 38}"
    result = medlex("check", "--offline", home=home, DISCORD_TOKEN=token)
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
    assert "DISCORD_TOKEN has a space" in result.stdout
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

    monkeypatch.setattr("bot.cli.checks.home.flush", refuse)
    result = medlex("check", home=home)
    assert result.exit_code == 1
    assert os.strerror(code) in result.stdout
    assert remedy in result.stdout
    assert not list(home.folder.glob("*probe*"))


def test_check_says_when_the_next_lexicon_and_backup_would_fill_the_disk(
    medlex: Medlex, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage, needed = shutil.disk_usage(home.folder), MIN_FREE + home.lexicon.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=needed))
    assert "\nok    disk: " in medlex("check", home=home).stdout
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=needed - 1))
    result = medlex("check", home=home)
    assert result.exit_code == 0
    assert "too little to build the lexicon anew" in result.stdout


def test_check_names_misspelt_settings(medlex: Medlex, home: Home) -> None:
    result = medlex("check", home=home, MEDLEX_REFESH="daily")
    assert result.exit_code == 0
    asked = "to do settings: MEDLEX_REFESH in the environment is no setting of Medlex: did you mean MEDLEX_REFRESH?"
    assert asked in result.stdout


def test_check_finds_a_machine_without_time_zones(medlex: Medlex, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoZones:
        @classmethod
        def no_cache(cls, name: str) -> None:
            raise ZoneInfoNotFoundError(name)

    monkeypatch.setattr("bot.cli.checks.machine.ZoneInfo", NoZones)
    result = medlex("check", home=home)
    assert result.exit_code == 1
    assert "wrong time zones: the system does not know Europe/Madrid" in result.stdout
    assert "pip install --upgrade tzdata" in result.stdout


@pytest.fixture
def taken() -> Iterator[str]:
    """An address that something else uses, which answers nothing of ours."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


def test_an_address_that_something_else_uses_is_told(medlex: Medlex, home: Home, taken: str) -> None:
    without = medlex("check", "--offline", home=home, MEDLEX_MONITORING=taken, MEDLEX_HTTP=taken)
    assert without.exit_code == 0, "the bot goes on without metrics, and does not listen for interactions"
    assert f"to do monitoring: {taken} cannot be used: another program uses it" in without.stdout
    served = medlex(
        "check", "--offline", home=home, MEDLEX_MONITORING="off", MEDLEX_HTTP=taken, DISCORD_APPLICATION_ID="9" * 18
    )
    assert served.exit_code == 1
    assert f"wrong http: {taken} cannot be used: another program uses it" in served.stdout
    assert "monitoring" not in served.stdout


def test_an_address_that_is_none_of_this_machines_is_told(medlex: Medlex, home: Home) -> None:
    result = medlex("check", "--offline", home=home, MEDLEX_HTTP="192.0.2.1:80", DISCORD_APPLICATION_ID="9" * 18)
    assert "wrong http: 192.0.2.1:80 cannot be used: " in result.stdout


def test_check_says_which_sources_may_have_a_newer_edition(medlex: Medlex, own_home: Home) -> None:
    now = datetime.now(UTC)
    describe(own_home, "mesh", version=__version__, fetched=now - timedelta(days=91))
    describe(own_home, "nci-dictionary", version="0.0.1", fetched=now)
    lines = medlex("check", home=own_home).stdout.splitlines()
    (old,) = [at for at, line in enumerate(lines) if line == "to do updates: fetched over 90 days ago: mesh"]
    assert lines[old + 1].strip().startswith("Run `medlex install mesh`")
    assert lines[old + 1].endswith("MEDLEX_REFRESH=monthly does it by itself.")
    refreshed = medlex("check", home=own_home, MEDLEX_REFRESH="weekly").stdout
    assert "MEDLEX_REFRESH is weekly: a bot that runs does it" in refreshed
    (other,) = [at for at, line in enumerate(lines) if "fetched by another version of Medlex" in line]
    assert lines[other + 1].strip() == "Run `medlex install nci-dictionary`."
    describe(own_home, "mesh", version=__version__, fetched=now)
    describe(own_home, "nci-dictionary", version=__version__, fetched=now)
    assert f"ok    updates: the oldest source was fetched on {now:%Y-%m-%d}" in medlex("check", home=own_home).stdout


def describe(home: Home, id: str, *, version: str, fetched: datetime) -> None:
    """Let an installed source be one that was fetched at a time, and read by a version of Medlex."""
    archive = archive_path(home.sources, id)
    with zipfile.ZipFile(archive) as contents:
        members = {name: contents.read(name) for name in contents.namelist()}
    described = json.loads(members["source.json"]) | {"installed": fetched.isoformat()}
    origin = {"version": version, "validators": {"address": "https://example.org/file"}}
    members |= {"source.json": json.dumps(described).encode(), "origin.json": json.dumps(origin).encode()}
    with zipfile.ZipFile(archive, "w") as contents:
        for name, content in members.items():
            contents.writestr(name, content)


def test_findings_as_json_have_the_fields_that_are_documented(medlex: Medlex, home: Home) -> None:
    result = medlex("check", "--json", "--offline", home=home, DISCORD_TOKEN="x")  # noqa: S106 (none)
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert document.keys() == {"version", "state", "findings"}
    assert (document["version"], document["state"]) == (__version__, "wrong")
    fields = {"subject", "state", "what", "remedy", "address", "details", "is_count"}
    assert all(found.keys() == fields for found in document["findings"])
    states = {found["subject"]: found["state"] for found in document["findings"]}
    assert (states["token"], states["folder"], states["sources"]) == ("wrong", "ok", "to do")
    assert json.loads(medlex("check", "--json", home=home).stdout)["state"] == "to do"


def test_check_says_what_to_run_where_there_is_no_lexicon(medlex: Medlex, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    result = medlex("check", home=home)
    assert result.exit_code == 0, "the first start makes it"
    assert (
        "to do lexicon: there is none yet; `medlex run` and `medlex preview` make it when they start" in result.stdout
    )
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
