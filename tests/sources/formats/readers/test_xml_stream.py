"""Files that are truncated, damaged or of another kind, in every XML format."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sources.xml_samples import Sample, filled

from bot.errors import DataError


@pytest.fixture
def original(sample: Sample, fixtures: Path) -> bytes:
    """The format's fixture."""
    return (fixtures / sample.fixture).read_bytes()


def test_a_file_reads_the_same_however_it_is_packed(sample: Sample, original: bytes, tmp_path: Path) -> None:
    plain, packed, archive = tmp_path / "plain", tmp_path / "packed", tmp_path / "archive"
    plain.write_bytes(original)
    packed.write_bytes(gzip.compress(original))
    with zipfile.ZipFile(archive, "w") as contents:
        contents.writestr("inside.xml", original)
    read = list(sample.concepts(plain))
    assert read
    assert list(sample.concepts(packed)) == list(sample.concepts(archive)) == read
    assert sample.edition(packed) == sample.edition(archive) == sample.edition(plain)


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.6, 0.999])
def test_a_file_that_is_cut_off_is_refused(original: bytes, refusal: Callable[[bytes], DataError], kept: float) -> None:
    refusal(original[: min(int(len(original) * kept), len(original) - 2)])


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_packed_file_that_is_cut_off_is_refused_as_damaged(
    original: bytes, refusal: Callable[[bytes], DataError], kept: float
) -> None:
    packed = gzip.compress(original)
    assert "cut off or damaged" in refusal(packed[: int(len(packed) * kept)]).remedy


def test_a_file_cut_between_two_records_is_refused(
    sample: Sample, original: bytes, refusal: Callable[[bytes], DataError]
) -> None:
    assert "not whole" in refusal(original[: original.rindex(sample.end.encode()) + len(sample.end)]).problem


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00" * 100,
        b"{}",
        b"term,definition\n",
        b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Not found<br></body></html>",
        b"<!DOCTYPE root [" + b" " * 100_000 + b"]><root/>",
    ],
    ids=["empty", "blank", "zeros", "json", "csv", "html", "no element near the beginning"],
)
def test_a_file_of_another_kind_is_refused(refusal: Callable[[bytes], DataError], content: bytes) -> None:
    assert "--edition" not in refusal(content).remedy


def test_xml_of_another_kind_is_named_for_what_it_holds(sample: Sample, refusal: Callable[[bytes], DataError]) -> None:
    problem = refusal(b"<QualifierRecordSet><QualifierRecord/></QualifierRecordSet>").problem
    assert "it holds <QualifierRecordSet>, not " in problem
    assert f"<{sample.root}>" in problem


def test_a_file_of_another_kind_has_no_edition(sample: Sample, tmp_path: Path) -> None:
    for content in (b"\x00\x01", b"<a/>", b"<a", b"{}"):
        path = tmp_path / "other"
        path.write_bytes(content)
        assert sample.edition(path) is None


def test_a_missing_file_is_refused(sample: Sample, tmp_path: Path) -> None:
    for read in (sample.edition, lambda path: list(sample.concepts(path))):
        with pytest.raises(DataError) as refused:
            read(tmp_path / "nowhere")
        assert "nowhere" in refused.value.problem


def test_a_root_without_records_gives_none(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "empty.xml"
    path.write_text(f"<{sample.root}/>")
    assert list(sample.concepts(path)) == []


def test_comments_and_instructions_inside_text_do_not_hide_the_rest(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "comments.xml"
    path.write_text(filled(sample, text=" and<!-- not this --> more<?nor this?> words"))
    assert "and more words" in str(list(sample.concepts(path))[1])
