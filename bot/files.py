"""Files on disk: replaced whole, written for good, measured; and why something could not be done with one."""

from __future__ import annotations

import os
from pathlib import Path

# How Python goes on after saying that a number has too many digits: advice for whoever writes programs.
ADVICE = "; use sys."


def replace(new: Path, path: Path) -> None:
    """Put a finished file in its place: flushed to disk first, so that a power cut leaves the old one or the new one."""
    flush(new)
    new.replace(path)


def flush(file: Path) -> None:
    """Have all of a file written to the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def reason(error: BaseException) -> str:
    """What went wrong, in a few words without a trailing full stop."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    text = text.partition(ADVICE)[0]
    begins_with_acronym = text[:2].isupper()
    return (text if begins_with_acronym else text[0].lower() + text[1:]).rstrip(".")


def size(path: Path) -> int:
    """How many bytes a file, or all files in a folder, have; 0 where there is nothing to read."""
    if path.is_dir():
        return sum(size(file) for file in path.iterdir() if file.is_file())
    return path.stat().st_size if path.is_file() else 0
