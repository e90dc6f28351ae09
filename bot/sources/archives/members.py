"""Read one named member of a zip or tar archive. Nothing is extracted to a path that an archive names."""

from __future__ import annotations

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.sources.archives.opening import ZIP, damage_errors, members


@contextmanager
def member(archive: Path, name: str) -> Iterator[BinaryIO]:
    """Open the one member with exactly this name in a zip archive or a tar archive, compressed or not.

    Other members' names are not used, so none can point outside a folder. Raises DataError when the archive
    is missing or damaged or has no such member. Reading raises DataError when the archive exceeds its
    decompression limit, and the exceptions that `damage_errors` handles when it is damaged further on.
    """
    with ExitStack() as stack:
        with damage_errors(archive), _tar_errors(archive):
            opener = _zip_member if _is_zip(archive) else _tar_member
            stream = stack.enter_context(opener(archive, name))
        yield bounded(cast(BinaryIO, stream), decompression_limit(archive))


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
    """Open the first member of this name that is a regular file, no link or device.

    A tar archive is compressed as a whole, so what stands before the member counts towards the limit.
    """
    for _, unpacked in members(archive):
        with tarfile.open(fileobj=bounded(unpacked, decompression_limit(archive)), mode="r|") as opened:
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
def _tar_errors(archive: Path) -> Iterator[None]:
    try:
        yield
    except tarfile.TarError as error:
        raise DataError(
            f"The archive {archive} cannot be read: {reason(error)}.",
            "It may be cut off or damaged: download it again, then repeat the command.",
        ) from error
