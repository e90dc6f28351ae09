"""What somebody learns who has a backup, and who can read one."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from storage.places import Place

from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.records import SavedEntry
from bot.storage.schema import VERSION_TABLE, metadata
from bot.storage.server_data import opened

MADE_UP = "a token that nobody has"
MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


async def backed_up(place: Place) -> Path:
    """Make a backup of a saved entry in the folder for backups."""
    folder = BackupFolder(place.home.backups, 7)
    copy = folder.path(MORNING)
    async with opened(place.home, place.address) as data:
        await data.saved.save(SavedEntry(1, "interleukin", "interleukin", MORNING))
    await back_up(place.url, copy, folder)
    return copy


async def test_a_backup_holds_the_tables_of_server_data_and_nothing_of_the_host(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", MADE_UP)
    place.home.folder.mkdir(parents=True)
    (place.home.folder / ".env").write_text(f"DISCORD_TOKEN={MADE_UP}\n", encoding="utf-8")
    copy = await backed_up(place)
    content = copy.read_bytes()
    assert b"interleukin" in content
    for secret in (MADE_UP, str(place.home.folder), *_secrets(place.address)):
        assert secret.encode() not in content
    with closing(sqlite3.connect(copy)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables == {*metadata.tables, VERSION_TABLE}


async def test_only_the_owner_reads_backups(place: Place) -> None:
    copy = await backed_up(place)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700


def _secrets(address: SecretStr | None) -> list[str]:
    return [address.get_secret_value()] if address else []
