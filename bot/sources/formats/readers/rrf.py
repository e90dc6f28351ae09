"""Tables of NLM's Rich Release Format: one row a line, columns ended by "|", no header, UTF-8.

https://www.nlm.nih.gov/research/umls/rxnorm/docs/techdoc.html#s12_0 describes them. A release is a zip archive, or
the folder into which it was extracted; its tables are in a folder "rrf". A full release of RxNorm has the tables of
the prescribable subset in "prescribe", too.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.members import member
from bot.sources.archives.opening import damage_errors, members

SUBSET = "prescribe"
# The most bytes of a row; the longest of RxNorm has some thousand.
MAX_LINE = 1 << 16
DEEPEST = ("*", "*/*", "*/*/*", "*/*/*/*")


def table(path: Path, name: str, remedy: str) -> Iterator[bytes]:
    """Yield each line of the table with this name, with its line break.

    Raises DataError, which ends with the remedy, when the release has no such table or several, or when the table
    ends in the middle of a line.
    """
    place = _only(path, name, remedy)
    with damage_errors(path), _opened(path, place) as stream:
        while line := stream.readline(MAX_LINE):
            yield line
            if not line.endswith(b"\n"):
                raise DataError(f"The table {place} in {path} ends in the middle of a line: it is cut off.", remedy)


def file_names(path: Path) -> list[str]:
    """Return the files of a release with the folders in which they are; empty if the path is neither an archive nor a
    folder.

    Raises DataError when the path is missing, empty or damaged.
    """
    if path.is_dir():
        found = (file for depth in DEEPEST for file in path.glob(depth) if file.is_file())
        return [file.relative_to(path).as_posix() for file in found]
    if zipfile.is_zipfile(path):
        with damage_errors(path), zipfile.ZipFile(path) as archive:
            return archive.namelist()
    for _ in members(path):
        break
    return []


def beginning(path: Path, place: str, size: int) -> bytes:
    """Return the first `size` bytes of a file of a release. Raises DataError when it cannot be read."""
    with damage_errors(path), _opened(path, place) as stream:
        return stream.read(size)


def _only(path: Path, name: str, remedy: str) -> str:
    """The path of the table with this name within a release, of the prescribable subset if the release has both."""
    places = [place for place in file_names(path) if PurePosixPath(place).name == name]
    places = [place for place in places if SUBSET in PurePosixPath(place).parts] or places
    if len(places) != 1:
        problem = "more than one table" if places else "no table"
        raise DataError(f"The file {path} holds {problem} called {name}.", remedy)
    return places[0]


@contextmanager
def _opened(path: Path, place: str) -> Iterator[BinaryIO]:
    with (path / place).open("rb") if path.is_dir() else member(path, place) as stream:
        yield stream
