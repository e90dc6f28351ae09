"""The folder of backups that Medlex makes by itself, and how many of them it keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import ServerDataError
from bot.storage.sqlite_file import ONLY_OWNER

# How long a process waits for another that makes or restores a backup.
SECONDS_TO_WAIT = 60.0
ONLY_OWNER_ENTERS = 0o700
PART = ".medlex-part"
# Endings of the files that SQLite has beside a file in use (https://sqlite.org/wal.html).
SIDE_FILES = ("-journal", "-wal", "-shm")
# The time is UTC. Those made by themselves are removed in time; others, such as `-replaced`, stay.
TIME = "%Y%m%dT%H%M%SZ"
NIGHTLY = re.compile(r"servers-(\d{8}T\d{6}Z)\.sqlite3")
BEFORE_MIGRATION = re.compile(r"servers-(\d{8}T\d{6}Z)-before-[0-9]{4}\.sqlite3")
# What members delete stays in copies, so those from before migrations are not kept longer than somebody may want to go
# back to the Medlex that made them: as long as what servers have that removed the bot.
KEPT_BEFORE_MIGRATION = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """The folder, and how many nightly backups are kept; 0 if none is made by itself, also before migrations."""

    folder: Path
    keep: int

    def path(self, now: datetime, why: str = "") -> Path:
        """Return the path of a new backup; `why` stands after its time, such as "-replaced"."""
        return self.folder / f"servers-{now.astimezone(UTC):{TIME}}{why}.sqlite3"

    def unused_path(self, now: datetime, why: str = "") -> Path:
        """As `path`; if there is one of that second, of the next free second: a killed program may be started again
        at once.
        """
        while (path := self.path(now, why)).exists():
            now += timedelta(seconds=1)
        return path

    def automatic(self) -> list[Path]:
        """Return the backups that were made by themselves, the newest first."""
        return sorted([*self.nightly(), *self.before_migrations()], key=lambda path: path.name, reverse=True)

    def nightly(self) -> list[Path]:
        """Return the nightly backups, the newest first."""
        return self._named(NIGHTLY)

    def before_migrations(self) -> list[Path]:
        """Return the copies that were made before migrations, the newest first."""
        return self._named(BEFORE_MIGRATION)

    def last_night(self) -> datetime | None:
        """Return when the newest nightly backup was made; None if there is none."""
        return max(filter(None, map(time_of, self.nightly())), default=None)

    def prune(self, now: datetime) -> None:
        """Remove all but the newest nightly backups, and copies from before migrations that are too old."""
        old = [
            path for path in self.before_migrations() if (made := time_of(path)) and now - made > KEPT_BEFORE_MIGRATION
        ]
        for path in (*self.nightly()[self.keep :], *old):
            path.unlink(missing_ok=True)

    def prune_before(self, copy: Path) -> None:
        """Remove older copies from before a migration to the same version: one that fails at each start leaves one copy."""
        ending = copy.name.partition("Z")[2]
        for path in self.before_migrations():
            if path.name.endswith(ending) and path.name < copy.name:
                path.unlink(missing_ok=True)

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Hold the folder's lock; first make the folder, and remove what a killed process has left behind.

        Raises ServerDataError when another process holds the lock for long or the folder cannot be written.
        """
        try:
            self.folder.mkdir(mode=ONLY_OWNER_ENTERS, parents=True, exist_ok=True)
            with FileLock(self.folder / "lock", timeout=SECONDS_TO_WAIT):
                self._remove_unfinished()
                yield
        except Timeout as error:
            raise ServerDataError(
                f"Another Medlex is making or restoring a backup in {self.folder}.", "Repeat the command in a minute."
            ) from error

    @contextmanager
    def unfinished(self, path: Path) -> Iterator[Path]:
        """Yield a new file beside `path` that is readable by its owner only, and remove it when the `with` block ends.

        Its name is noted, so that the next process removes it if this one is killed. Needs the lock.
        """
        part = path.absolute().with_name(f".{path.name}{PART}")
        noted = self._noted()
        self._note([*noted, part])
        try:
            remove(part)
            part.touch(mode=ONLY_OWNER)
            yield part
        finally:
            remove(part)
            self._note(noted)

    def _remove_unfinished(self) -> None:
        for part in self._noted():
            remove(part)
        self._note([])

    def _noted(self) -> list[Path]:
        """Return the unfinished files. The last line is not whole if the process was killed while it wrote it."""
        with suppress(FileNotFoundError):
            lines = self._list.read_text(encoding="utf-8", errors="surrogateescape").split("\0")
            return [Path(line) for line in lines if line.endswith(PART)]
        return []

    def _note(self, parts: list[Path]) -> None:
        if parts:
            text = "\0".join(map(str, parts))
            self._list.write_text(text, encoding="utf-8", errors="surrogateescape")
        else:
            self._list.unlink(missing_ok=True)

    @property
    def _list(self) -> Path:
        return self.folder / "unfinished"

    def _named(self, pattern: re.Pattern[str]) -> list[Path]:
        """Return the files whose names fit a pattern, which begins with a time, the newest first."""
        with suppress(OSError):
            found = [path for path in self.folder.iterdir() if pattern.fullmatch(path.name)]
            return sorted(found, key=lambda path: path.name, reverse=True)
        return []


def remove(file: Path) -> None:
    """Remove a file, if it is there, and the files beside it that SQLite would read with it."""
    for ending in ("", *SIDE_FILES):
        beside(file, ending).unlink(missing_ok=True)


def beside(file: Path, ending: str) -> Path:
    """Return the path of a file beside another, with an ending after its name."""
    return file.with_name(f"{file.name}{ending}")


def time_of(path: Path) -> datetime | None:
    """Return when a backup was made, by its name; None if there is no such day."""
    with suppress(ValueError):
        return datetime.strptime(path.name.split("-")[1].partition(".")[0], TIME).replace(tzinfo=UTC)
    return None
