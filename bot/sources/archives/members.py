"""Named members of zip and tar archives. Nothing is ever extracted to where an archive says."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.bounds import allowance, bounded
from bot.sources.archives.opening import ZIP, members, naming_damage


@contextmanager
def member(archive: Path, name: str) -> Iterator[BinaryIO]:
    """A stream of the one file of this very name in a zip archive, or in a tar archive, packed or not.

    The names of other members play no part, so that none can lead out of a folder. Raises DataError when the archive is
    missing or damaged or has no such file; reading raises it when the archive unpacks to more than one of its size should,
    and what `naming_damage` names when it is damaged further on.
    """
    with ExitStack() as stack:
        with naming_damage(archive), _naming_tar_damage(archive):
            opener = _zip_member if _is_zip(archive) else _tar_member
            stream = stack.enter_context(opener(archive, name))
        yield bounded(cast(BinaryIO, stream), allowance(archive))


def _is_zip(archive: Path) -> bool:
    with archive.open("rb") as stream:
        return stream.read(len(ZIP)) == ZIP


@contextmanager
def _zip_member(archive: Path, name: str) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(archive) as opened:
        infos = [info for info in opened.infolist() if info.filename == name and not info.is_dir()]
        if len(infos) != 1:
            raise _not_one(archive, name, len(infos))
        with opened.open(infos[0]) as stream:
            yield stream


@contextmanager
def _tar_member(archive: Path, name: str) -> Iterator[IO[bytes]]:
    """The first such member: a tar archive is packed as a whole and read from its beginning, what stands before counts.

    Links and devices are no files.
    """
    for _, unpacked in members(archive):
        with tarfile.open(fileobj=bounded(unpacked, allowance(archive)), mode="r|") as opened:
            for info in opened:
                stream = opened.extractfile(info) if info.name == name and info.isreg() else None
                if stream is not None:
                    yield stream
                    return
    raise _not_one(archive, name, 0)


def _not_one(archive: Path, name: str, found: int) -> DataError:
    problem = f"{found} files" if found else "no file"
    return DataError(
        f"The archive {archive} holds {problem} called {name}.", "Give the archive as its publisher has it."
    )


@contextmanager
def _naming_tar_damage(archive: Path) -> Iterator[None]:
    try:
        yield
    except tarfile.TarError as error:
        raise DataError(
            f"The archive {archive} cannot be read: {reason(error)}.",
            "It may be cut off or damaged: download it again, then repeat the command.",
        ) from error
