"""Files on disk: replace and flush them, measure them, say in words why an operation failed, and find the
data that ship with Medlex.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

# After saying that a number has too many digits, Python gives advice for programmers.
ADVICE = "; use sys."
PACKAGE = Path(__file__).resolve().parent


def replace(new: Path, path: Path) -> None:
    """Move a finished file to `path`, flushed to disk first, so that a power cut leaves either the old file
    or the new one.
    """
    flush(new)
    new.replace(path)


def flush(file: Path) -> None:
    """Force all of a file's content to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def reason(error: BaseException) -> str:
    """Return what went wrong, in a few words that begin with a small letter and end without a full stop."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    text = text.partition(ADVICE)[0]
    begins_with_acronym = text[:2].isupper()
    return (text if begins_with_acronym else text[0].lower() + text[1:]).rstrip(".")


def size(path: Path) -> int:
    """Return the bytes of a file, or of all files directly in a folder; 0 if there is neither."""
    if path.is_dir():
        return sum(size(file) for file in path.iterdir() if file.is_file())
    return path.stat().st_size if path.is_file() else 0


def data_folder() -> Path:
    """Return the folder of data that ship with Medlex: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent / "data"


def shipped_tables(name: str) -> dict[str, Any]:
    """Return the tables of a TOML file in that folder, by their names."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))
