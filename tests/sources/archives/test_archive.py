"""Members of archives: the named one, and nothing that an archive would rather give."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from bot.errors import DataError
from bot.sources.archives import bounds
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.sources.archives.members import member

NAME = "bioDAG/Raw Data/meshTerm.json"
CONTENT = b'{"D007378": "Interleukins"}\n' * 1_000
ESCAPES = ("../outside", "/medlex-outside", "a/../../outside", "C:\\outside", "..\\outside")
BOMB = 2 << 20  # zeros, which every packing makes hundreds of times smaller


def zipped(path: Path, *files: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return path


def tarred(path: Path, *files: tuple[str, bytes], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


@pytest.fixture
def little_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files may unpack to no more than 1 MiB."""
    monkeypatch.setattr(bounds, "MIN_LIMIT", 1 << 20)


Pack = Callable[..., Path]
EITHER = pytest.mark.parametrize("pack", [zipped, tarred])


def read(archive: Path, name: str = NAME) -> bytes:
    with member(archive, name) as stream:
        return stream.read()


@EITHER
def test_the_named_member_is_read(tmp_path: Path, pack: Pack) -> None:
    archive = pack(tmp_path / "archive", ("first", b"1"), (NAME, CONTENT), ("last", b"2"))

    assert read(archive) == CONTENT
    assert read(archive, "last") == b"2"


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz", "w:bz2"])
def test_a_tar_archive_may_be_packed_in_any_way_or_none(tmp_path: Path, mode: str) -> None:
    assert read(tarred(tmp_path / "archive", (NAME, CONTENT), mode=mode)) == CONTENT


@EITHER
def test_a_member_can_be_read_in_pieces_and_left_early(tmp_path: Path, pack: Pack) -> None:
    archive = pack(tmp_path / "archive", (NAME, CONTENT))

    with member(archive, NAME) as stream:
        assert stream.readline() == CONTENT.splitlines(keepends=True)[0]
        assert stream.read(5) == CONTENT[28:33]


@EITHER
def test_a_missing_member_is_refused(tmp_path: Path, pack: Pack) -> None:
    archive = pack(tmp_path / "archive", ("something/else", CONTENT))

    with pytest.raises(DataError, match=f"{archive} holds no file called {NAME}"):
        read(archive)


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive = zipped(tmp_path / "archive", (NAME, CONTENT), (NAME, b"another"))

    with pytest.raises(DataError, match="holds 2 files called"):
        read(archive)


@EITHER
@pytest.mark.parametrize("name", ESCAPES)
def test_a_name_that_leads_out_of_the_folder_writes_nothing(tmp_path: Path, pack: Pack, name: str) -> None:
    folder = tmp_path / "inside"
    folder.mkdir()
    archive = pack(folder / "archive", (name, b"harm"), (NAME, CONTENT))

    assert read(archive) == CONTENT
    assert read(archive, name) == b"harm"
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "archive"]
    assert not Path("/medlex-outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_are_no_files(tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(tmp_path / "archive", "w") as archive:
        info = tarfile.TarInfo(NAME)
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)

    with pytest.raises(DataError, match="holds no file called"):
        read(tmp_path / "archive")


def test_a_folder_of_the_name_is_no_file(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "archive", (f"{NAME}/", b""))

    with pytest.raises(DataError, match="holds no file called"):
        read(archive, f"{NAME}/")


@EITHER
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, pack: Pack, little_allowed: None) -> None:
    archive = pack(tmp_path / "archive", (NAME, bytes(BOMB)))

    with member(archive, NAME) as stream:
        assert stream.read(1_000) == bytes(1_000)
        with pytest.raises(DataError, match="unpacks to over 1,048,576 bytes"):
            stream.read()


def test_a_bomb_before_the_member_of_a_tar_archive_is_refused(tmp_path: Path, little_allowed: None) -> None:
    archive = tarred(tmp_path / "archive", ("zeros", bytes(BOMB)), (NAME, CONTENT))

    with pytest.raises(DataError, match="unpacks to over"):
        read(archive)


def test_a_zip_archive_that_understates_a_member_gives_no_more_than_it_states(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "archive", (NAME, bytes(1_000_000)))
    lie = archive.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    archive.write_bytes(lie)

    with pytest.raises(zipfile.BadZipFile, match="CRC"):
        read(archive)


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 and then nothing", b"\x1f\x8b\x08", b"BZh9"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "archive").write_bytes(content)

    with pytest.raises(DataError, match=str(tmp_path / "archive")):
        read(tmp_path / "archive")


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read: no such file"):
        read(tmp_path / "archive")


def test_a_cut_archive_is_refused(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "archive", (NAME, CONTENT))
    archive.write_bytes(archive.read_bytes()[:-30])

    with pytest.raises(DataError, match="cannot be read"):
        read(archive)


def test_what_goes_wrong_with_the_readers_own_files_is_not_the_archives(tmp_path: Path) -> None:
    archive = zipped(tmp_path / "archive", (NAME, CONTENT))

    with pytest.raises(FileNotFoundError), member(archive, NAME):
        (tmp_path / "missing").read_bytes()


# Packed streams of any kind


@pytest.mark.parametrize(
    ("pack", "open_"), [(gzip.compress, gzip.open), (lzma.compress, lzma.open), (bz2.compress, bz2.open)]
)
def test_a_packed_stream_gives_only_what_is_allowed(
    tmp_path: Path, pack: Callable[[bytes], bytes], open_: Callable[[Path], BinaryIO], little_allowed: None
) -> None:
    path = tmp_path / "packed"
    path.write_bytes(pack(bytes(BOMB)))

    with open_(path) as stream, pytest.raises(DataError) as caught:
        bounded(stream, decompression_limit(path)).read()

    assert caught.value.problem.startswith(f"The file {path} unpacks to over 1,048,576 bytes")


def test_bytes_that_are_allowed_come_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(CONTENT))

    with gzip.open(path) as stream:
        assert bounded(stream, decompression_limit(path)).read() == CONTENT


def test_members_of_one_archive_share_what_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MIN_LIMIT", 1_000)
    monkeypatch.setattr(bounds, "MAX_RATIO", 0)
    path = tmp_path / "packed"
    path.write_bytes(b"")
    allowed = decompression_limit(path)

    assert bounded(io.BytesIO(b"x" * 600), allowed).read() == b"x" * 600
    with pytest.raises(DataError, match="unpacks to over 1,000 bytes"):
        bounded(io.BytesIO(b"x" * 600), allowed).read()


@pytest.mark.parametrize(
    ("size", "most"), [(0, 64 << 20), (1 << 20, 100 << 20), (17 << 20, 1_700 << 20), (1 << 30, 4 << 30)]
)
def test_a_file_may_unpack_to_a_hundred_times_its_size(tmp_path: Path, size: int, most: int) -> None:
    path = tmp_path / "packed"
    with path.open("wb") as sparse:
        sparse.truncate(size)

    assert decompression_limit(path).max_bytes == most


def test_damage_within_a_packed_stream_stays_damage(tmp_path: Path) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(CONTENT)[:-40] + bytes(40))

    with gzip.open(path) as stream, pytest.raises((zlib.error, EOFError, OSError)):
        bounded(stream, decompression_limit(path)).read()
