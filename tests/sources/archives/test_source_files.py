"""Files as they come from their publishers: compressed in every way, damaged in every way, or not what they
should be.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.sources.parsing import parse_into
from bot.terms.source import InstalledSource

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
HTML = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Not found<br></body></html>"


def zipped(content: bytes) -> bytes:
    with BytesIO() as buffer:
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside/data", content)
        return buffer.getvalue()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gz": gzip.compress,
    "xz": lzma.compress,
    "bz2": bz2.compress,
    "zip": zipped,
}
EITHER = pytest.mark.parametrize("id", ["mesh", "nci-dictionary"])


@pytest.fixture
def original(fixtures: Path) -> Callable[[str], Path]:
    """The fixture file of a source."""
    names = {"mesh": "mesh.xml", "nci-dictionary": "nci.json"}
    return lambda source_id: fixtures / names[source_id]


@pytest.fixture
def parse(tmp_path: Path) -> Callable[..., InstalledSource]:
    """Reads a file as a source, as an installation does."""

    def parsed(id: str, path: Path, edition: Edition | None = None) -> InstalledSource:
        archive = tmp_path / "archive.part"
        archive.unlink(missing_ok=True)
        return parse_into(archive, source(id), path, edition)

    return parsed


@pytest.fixture
def refusal(parse: Callable[..., InstalledSource]) -> Callable[[str, Path], DataError]:
    """The error for a file that is read as a source; every error names the file and says what to do."""

    def refused(id: str, path: Path) -> DataError:
        with pytest.raises(DataError) as caught:
            parse(id, path)
        assert str(path) in caught.value.problem
        assert caught.value.problem.endswith(".")
        assert caught.value.remedy.endswith(".")
        return caught.value

    return refused


def read(id: str, path: Path) -> list[Concept | BrokenRecord]:
    return list(FORMATS[source(id).format].concepts(path, Reading(source(id))))


@EITHER
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_reads_the_same_however_it_is_packed(
    id: str, packing: str, original: Callable[[str], Path], tmp_path: Path
) -> None:
    packed = tmp_path / "download"
    packed.write_bytes(PACKINGS[packing](original(id).read_bytes()))
    assert read(id, packed) == read(id, original(id))


@EITHER
@pytest.mark.parametrize("name", ["desc2026.xml", "desc2026.gz", "no extension", "ünïcödé ☃ 100%.json"])
def test_packing_is_told_by_the_content_and_not_by_the_name(
    id: str, name: str, original: Callable[[str], Path], tmp_path: Path
) -> None:
    packed = tmp_path / name
    packed.write_bytes(gzip.compress(original(id).read_bytes()))
    assert read(id, packed) == read(id, original(id))


@pytest.mark.parametrize("packing", PACKINGS)
def test_the_mesh_edition_is_found_however_the_file_is_packed(
    packing: str, mesh_file: Path, tmp_path: Path, parse: Callable[..., InstalledSource]
) -> None:
    packed = tmp_path / "download"
    packed.write_bytes(PACKINGS[packing](mesh_file.read_bytes()))
    assert parse("mesh", packed).edition == "2026-01-01"


@EITHER
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_file_that_is_cut_off_is_refused(
    id: str, packing: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    whole = PACKINGS[packing](original(id).read_bytes())
    cut = tmp_path / "download"
    # The fixture ends with a line break, without which it would still be whole.
    for length in (20, len(whole) // 3, len(whole) // 2, len(whole) - 2):
        cut.write_bytes(whole[:length])
        refusal(id, cut)


@EITHER
@pytest.mark.parametrize("length", [1, 2, 3, 9, 10, 11, 18, -9, -8, -4, -1])
def test_gzip_cut_inside_its_header_or_its_checksum_is_refused(
    id: str, length: int, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    cut = tmp_path / "desc.gz"
    cut.write_bytes(gzip.compress(original(id).read_bytes())[:length])
    refusal(id, cut)


@EITHER
@pytest.mark.parametrize("packing", ["gz", "xz", "bz2", "zip"])
def test_a_flipped_byte_in_a_compressed_file_is_noticed(
    id: str, packing: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    damaged = tmp_path / "download"
    content = bytearray(PACKINGS[packing](original(id).read_bytes()))
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    refusal(id, damaged)


@EITHER
def test_a_file_cut_between_two_records_is_refused(
    id: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    text = original(id).read_text(encoding="utf-8")
    end = "</DescriptorRecord>\n" if id == "mesh" else "},\n"
    cut = tmp_path / "download"
    cut.write_text(text[: text.rindex(end) + len(end)], encoding="utf-8")
    refusal(id, cut)


@EITHER
def test_an_empty_file_is_refused(id: str, tmp_path: Path, refusal: Callable[[str, Path], DataError]) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    refused = refusal(id, empty)
    assert "is empty" in refused.problem
    assert "Download it again" in refused.remedy


@EITHER
@pytest.mark.parametrize("packing", ["gz", "xz", "bz2", "zip"])
def test_a_compressed_empty_file_is_refused(
    id: str, packing: str, tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    empty = tmp_path / "empty"
    empty.write_bytes(PACKINGS[packing](b""))
    refusal(id, empty)


@EITHER
@pytest.mark.parametrize(
    "content",
    [PNG, HTML, b"\x00" * 100, b"\n", b"<a/>", b"[]", b"{}", b"null", b"term,definition\n", "не то".encode("utf-16")],
    ids=["png", "html", "zeros", "blank", "xml", "array", "object", "null", "csv", "utf-16"],
)
def test_a_file_of_another_kind_is_refused(
    id: str, content: bytes, tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    other = tmp_path / "other"
    other.write_bytes(content)
    refused = refusal(id, other)
    assert "--edition" not in refused.remedy


@pytest.mark.parametrize(("id", "other"), [("mesh", "nci-dictionary"), ("nci-dictionary", "mesh")])
def test_a_file_in_another_sources_format_is_named_for_it(
    id: str, other: str, original: Callable[[str], Path], refusal: Callable[[str, Path], DataError]
) -> None:
    refused = refusal(id, original(other))
    assert f"is not {source(id).title}: it is {source(other).title}." in refused.problem
    assert f"`medlex install {other} --from FILE`" in refused.remedy


def test_xml_of_another_kind_is_named_for_what_it_holds(
    tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    other = tmp_path / "qual2026.xml"
    other.write_text("<QualifierRecordSet><QualifierRecord/></QualifierRecordSet>")
    assert "<QualifierRecordSet>, not <DescriptorRecordSet>" in refusal("mesh", other).problem


@EITHER
def test_a_missing_file_is_refused(id: str, tmp_path: Path, refusal: Callable[[str, Path], DataError]) -> None:
    refused = refusal(id, tmp_path / "nowhere" / "desc2026.xml")
    assert "no such file" in refused.problem
    assert "--from" in refused.remedy


@EITHER
def test_a_path_through_a_file_is_refused(id: str, mesh_file: Path, refusal: Callable[[str, Path], DataError]) -> None:
    assert "not a directory" in refusal(id, mesh_file / "desc2026.xml").problem


@EITHER
def test_an_empty_folder_is_refused(id: str, tmp_path: Path, refusal: Callable[[str, Path], DataError]) -> None:
    folder = tmp_path / "folder"
    (folder / "only folders inside").mkdir(parents=True)
    assert "holds no file" in refusal(id, folder).problem


@EITHER
def test_an_archive_of_nothing_but_folders_is_refused(
    id: str, tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    archive = tmp_path / "folders.zip"
    with zipfile.ZipFile(archive, "w") as folders:
        folders.mkdir("empty")
    assert "holds no file" in refusal(id, archive).problem


@EITHER
def test_an_archive_with_a_password_is_refused(
    id: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    archive = tmp_path / "locked.zip"
    archive.write_bytes(zipped(original(id).read_bytes()))
    change_members(archive, flags=1)
    assert "encrypted" in refusal(id, archive).problem


@EITHER
def test_an_archive_in_an_unknown_compression_is_refused(
    id: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    archive = tmp_path / "strange.zip"
    archive.write_bytes(zipped(original(id).read_bytes()))
    change_members(archive, compression=99)
    assert "compression" in refusal(id, archive).problem


@EITHER
@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(
    id: str, original: Callable[[str], Path], tmp_path: Path, refusal: Callable[[str, Path], DataError]
) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(original(id).read_bytes())
    secret.chmod(0)
    assert "permission" in refusal(id, secret).remedy


@EITHER
def test_a_file_that_may_not_be_opened_is_refused_for_that_and_not_as_damaged(
    id: str, mesh_file: Path, refusal: Callable[[str, Path], DataError], monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "open")
    refused = refusal(id, mesh_file)
    assert "permission denied" in refused.problem
    assert "permissions" in refused.remedy


@EITHER
def test_a_folder_that_may_not_be_listed_is_refused(
    id: str, tmp_path: Path, refusal: Callable[[str, Path], DataError], monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "iterdir")
    assert "permission denied" in refusal(id, tmp_path).problem


def test_a_disk_that_fails_while_reading_is_told_from_a_wrong_format(
    mesh_file: Path, refusal: Callable[[str, Path], DataError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("gzip.GzipFile.read1", failing)
    monkeypatch.setattr("gzip.GzipFile.read", failing)
    packed = Path.cwd() / "desc.gz"
    packed.write_bytes(gzip.compress(mesh_file.read_bytes()))
    assert "input/output error" in refusal("mesh", packed).problem


def forbid(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Refuse one method of paths, as the operating system does to whoever lacks the permission."""

    def refused(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, method, refused)


def change_members(archive: Path, *, flags: int | None = None, compression: int | None = None) -> None:
    """Overwrite what the headers of an archive's members say (APPNOTE.TXT 4.3.7 and 4.3.12)."""
    content = bytearray(archive.read_bytes())
    for signature, at_flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.index(signature)
        if flags is not None:
            content[start + at_flags] = flags
        if compression is not None:
            content[start + at_flags + 2] = compression
    archive.write_bytes(content)
