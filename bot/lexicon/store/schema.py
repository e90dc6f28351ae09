"""The schema of a lexicon file: its tables, its marks, and the error if its content is wrong."""

from __future__ import annotations

import sqlite3
import zlib
from importlib.resources import files
from pathlib import Path

import msgspec

from bot.errors import DataError

# "Mdlx" marks the file as a lexicon (https://sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4D646C78
# Raise this when schema.sql or the meaning of the content changes: older files are then refused.
SCHEMA_VERSION = 14
REBUILD = "Run `medlex build` to make it anew; nothing that is installed is lost."


def schema() -> str:
    """Return the SQL that creates an empty lexicon."""
    return (files(__package__) / "schema.sql").read_text(encoding="utf-8")


def damaged(path: Path, problem: object) -> DataError:
    """Return the exception for a file that is a lexicon but has invalid content."""
    return DataError(f"The lexicon {path} is damaged ({problem}).", REBUILD)


class lexicon_errors:  # noqa: N801 (used as a statement)
    """Convert exceptions of SQLite and decoding on a damaged file to a DataError that says how to rebuild it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, (sqlite3.Error, msgspec.MsgspecError, TypeError, UnicodeDecodeError, zlib.error)):
            raise damaged(self.path, error) from error
