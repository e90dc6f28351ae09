"""The backup of a night, and the note of one that failed, for `medlex check`."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import URL

from bot.errors import MedlexError
from bot.files import reason
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.stopping import NEVER, Stop


@dataclass(frozen=True, slots=True)
class Failure:
    """A backup that could not be made, and why: two sentences for the host."""

    at: datetime
    problem: str
    remedy: str


def is_due(folder: BackupFolder, since: datetime, now: datetime) -> bool:
    """Return True if there is no backup of a night since a moment.

    One whose time is still to come does not count: the clock was wrong then.
    """
    last = folder.last_night()
    return last is None or not since <= last <= now


async def make_nightly(url: URL, folder: BackupFolder, now: datetime, stop: Stop = NEVER) -> Path:
    """Make the backup of a night, and remove those that are too many or too old. Return its path.

    Raises MedlexError or OSError when it cannot be made, which is noted in the folder, BackupStoppedError when it is
    stopped.
    """
    copy = folder.path(now)
    try:
        await back_up(url, copy, folder, stop)
        folder.prune(now)
    except MedlexError as error:
        _note(folder, Failure(now, error.problem, error.remedy))
        raise
    except OSError as error:
        _note(folder, Failure(now, f"{folder.folder} cannot be used: {reason(error)}.", "Check the disk."))
        raise
    _note_path(folder).unlink(missing_ok=True)
    return copy


def last_failure(folder: BackupFolder) -> Failure | None:
    """Return why the last backup could not be made; None if it was made, or if that is not known."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(_note_path(folder).read_bytes(), type=Failure)
    return None


def _note(folder: BackupFolder, failure: Failure) -> None:
    """Keep a failure until the next backup. On a full disk this fails, too; then the last backup is an old one."""
    with suppress(OSError):
        _note_path(folder).write_bytes(msgspec.json.encode(failure))


def _note_path(folder: BackupFolder) -> Path:
    return folder.folder / "failed.json"
