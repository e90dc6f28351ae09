"""Server data in `medlex check`, and when the program starts."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result
from waiting import SECONDS_UNTIL_HUNG

from bot.errors import DataError
from bot.settings import CHECKOUT, Home
from bot.storage.address import sqlite_url
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.nightly import make_nightly
from bot.storage.records import SavedEntry
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import opened

Medlex = Callable[..., Result]

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def save_something(home: Home) -> None:
    """Make server data in a home."""

    async def saving() -> None:
        async with opened(home) as data:
            await data.saved.save(SavedEntry(1, "interleukin", "interleukin", MORNING))

    asyncio.run(saving())


def finding(result: Result) -> str:
    """The line of `medlex check` about server data."""
    (line,) = (line for line in result.stdout.splitlines() if "server data:" in line)
    return line


def test_check_tells_that_server_data_will_be_made_and_makes_none(medlex: Medlex, own_home: Home) -> None:
    assert "will be made when something is first kept" in finding(medlex("check", home=own_home))
    assert not own_home.server_data.exists()


def test_check_tells_the_schema_version_and_the_size(medlex: Medlex, own_home: Home) -> None:
    save_something(own_home)
    result = medlex("check", home=own_home)
    assert result.exit_code == 0
    assert re.search(rf"can be written: schema version {SCHEMA_VERSION}, 0\.\d MB$", finding(result))


def test_check_tells_that_a_later_medlex_will_migrate(
    medlex: Medlex, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_something(own_home)
    monkeypatch.setattr("bot.storage.status.SCHEMA_VERSION", "9999")
    result = medlex("check", home=own_home)
    assert result.exit_code == 0
    assert f"schema version {SCHEMA_VERSION}, which `medlex run` brings to 9999" in finding(result)


def test_check_finds_what_is_wrong_with_server_data(medlex: Medlex, own_home: Home) -> None:
    own_home.server_data.write_bytes(b"something else")
    result = medlex("check", home=own_home)
    assert result.exit_code == 1
    assert finding(result).startswith("wrong")
    assert "medlex restore" in result.stdout


def test_check_finds_a_database_that_is_away_without_telling_its_password(medlex: Medlex, own_home: Home) -> None:
    pytest.importorskip("asyncpg")
    result = medlex("check", home=own_home, MEDLEX_DATABASE="postgresql://me:very-secret@127.0.0.1:1/words")
    assert result.exit_code == 1
    assert "127.0.0.1:1/words" in finding(result)
    assert "very-secret" not in result.stdout + result.stderr


def test_a_look_up_loads_no_database(home: Home) -> None:
    hiding = (
        "import sys; sys.modules['sqlalchemy'] = None; from bot.cli.main import main; main(['define', 'interleukin'])"
    )
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", hiding],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_bot_refuses_server_data_of_a_newer_medlex(
    medlex: Medlex, own_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("simcord")
    save_something(own_home)
    monkeypatch.setattr("bot.storage.migrate.SCHEMA_VERSION", "0000")
    for words in (("run",), ("preview", "--no-browser")):
        result = medlex(*words, home=own_home, DISCORD_TOKEN="any")  # noqa: S106 (no secret)
        assert result.exit_code == 1
        assert f"schema version {SCHEMA_VERSION}" in result.stderr
        assert len(result.stderr.splitlines()) == 2


def backups_finding(result: Result) -> list[str]:
    """The lines of `medlex check` about backups."""
    return [line for line in result.stdout.splitlines() if " backups:" in line]


def test_check_tells_of_the_newest_backup_and_of_old_ones(medlex: Medlex, own_home: Home) -> None:
    assert backups_finding(medlex("check", home=own_home)) == []
    folder = BackupFolder(own_home.backups, 7)
    save_something(own_home)
    asyncio.run(make_nightly(sqlite_url(own_home.server_data), folder, datetime.now(UTC)))
    (line,) = backups_finding(medlex("check", home=own_home))
    assert line.startswith("ok")
    assert f"1 file in {own_home.backups}" in line
    folder.automatic()[0].rename(folder.path(MORNING))
    (line,) = backups_finding(medlex("check", home=own_home))
    assert line.startswith("to do")
    assert "2026-05-12" in line


def test_check_finds_that_the_last_backup_failed(medlex: Medlex, own_home: Home) -> None:
    own_home.server_data.write_bytes(b"damaged")
    with pytest.raises(DataError):
        asyncio.run(make_nightly(sqlite_url(own_home.server_data), BackupFolder(own_home.backups, 7), MORNING))
    result = medlex("check", home=own_home)
    assert result.exit_code == 1
    (line,) = backups_finding(result)
    assert line.startswith("wrong")
    assert "2026-05-12 failed" in line


def test_check_tells_that_there_are_no_backups_where_the_host_wants_none(medlex: Medlex, own_home: Home) -> None:
    (line,) = backups_finding(medlex("check", home=own_home, MEDLEX_BACKUPS="0"))
    assert line == "ok    backups: none are made by themselves (MEDLEX_BACKUPS=0)"


@pytest.mark.parametrize("number", ["-1", "many", "1.5", "100000"])
def test_a_number_of_backups_that_cannot_be_is_refused_by_name(medlex: Medlex, own_home: Home, number: str) -> None:
    result = medlex("check", home=own_home, MEDLEX_BACKUPS=number)
    assert result.exit_code == 1
    assert "MEDLEX_BACKUPS is wrong" in result.stderr
