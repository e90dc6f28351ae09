"""Files in which some records do not follow the format: a few are left out and counted, many mean another format."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.installed import read_concepts
from bot.sources.parsing import parse_into
from bot.terms.source import InstalledSource

EITHER = pytest.mark.parametrize("id", ["mesh", "nci-dictionary"])


def write_mesh(path: Path, good: int, broken: int) -> None:
    records = [
        f"<DescriptorRecord><DescriptorUI>D{n}</DescriptorUI><DescriptorName><String>Thing {n}</String></DescriptorName>"
        "</DescriptorRecord>"
        for n in range(good)
    ] + ["<DescriptorRecord><DescriptorUI>D9</DescriptorUI></DescriptorRecord>"] * broken
    doctype = '<!DOCTYPE DescriptorRecordSet SYSTEM "nlmdescriptorrecordset_20260101.dtd">'
    path.write_text(f"{doctype}<DescriptorRecordSet>{''.join(records)}</DescriptorRecordSet>")


def write_nci(path: Path, good: int, broken: int) -> None:
    terms = [{"termId": n, "termName": f"thing {n}", "definition": {"text": "A thing."}} for n in range(good)]
    terms += [{"termId": 10_000 + n, "termName": "no text", "definition": {"text": ""}} for n in range(broken)]
    path.write_text(json.dumps({"meta": {"totalResults": len(terms)}, "results": terms}))


WRITERS = {"mesh": write_mesh, "nci-dictionary": write_nci}


@pytest.fixture
def parse(tmp_path: Path) -> Callable[[str, int, int], InstalledSource]:
    """Reads a file with so many good and so many broken records."""

    def parsed(id: str, good: int, broken: int) -> InstalledSource:
        path = tmp_path / "source file"
        WRITERS[id](path, good, broken)
        return parse_into(tmp_path / "archive.part", source(id), path, None)

    return parsed


@EITHER
def test_up_to_one_in_a_hundred_is_left_out_counted_and_logged(
    id: str, parse: Callable[[str, int, int], InstalledSource], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        installed = parse(id, 198, 2)
    assert (installed.concepts, installed.broken) == (198, 2)
    assert len(list(read_concepts(tmp_path / "archive.part"))) == 198
    assert caplog.text.count("left out") == 2


def test_of_many_broken_records_the_log_names_the_first_and_counts_the_others(
    parse: Callable[[str, int, int], InstalledSource], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        installed = parse("nci-dictionary", 2_500, 25)
    assert installed.broken == 25
    *named, last = [record.getMessage() for record in caplog.records]
    assert len(named) == 20
    assert last == "left out 5 more broken records of nci-dictionary"


def test_records_of_a_refused_file_are_counted_in_the_log_too(
    parse: Callable[[str, int, int], InstalledSource], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DataError):
        parse("nci-dictionary", 5, 25)
    assert caplog.records[-1].getMessage() == "left out 5 more broken records of nci-dictionary"


@EITHER
def test_more_than_one_in_a_hundred_is_refused(
    id: str, parse: Callable[[str, int, int], InstalledSource], tmp_path: Path
) -> None:
    with pytest.raises(DataError) as refused:
        parse(id, 197, 3)
    assert f"3 of the 200 records in {tmp_path / 'source file'} are broken" in refused.value.problem
    assert "Download the file again" in refused.value.remedy


@EITHER
@pytest.mark.parametrize("broken", [0, 1, 5])
def test_a_file_in_which_no_record_is_left_is_refused(
    id: str, broken: int, parse: Callable[[str, int, int], InstalledSource], tmp_path: Path
) -> None:
    with pytest.raises(DataError) as refused:
        parse(id, 0, broken)
    assert f"{tmp_path / 'source file'} holds no usable record" in refused.value.problem
    assert "--from" in refused.value.remedy


@EITHER
def test_a_file_without_broken_records_counts_none(id: str, parse: Callable[[str, int, int], InstalledSource]) -> None:
    assert parse(id, 3, 0).broken == 0


def test_a_second_record_with_the_same_identifier_is_left_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "desc.xml"
    write_mesh(path, 200, 0)
    text = path.read_text()
    again = text[text.index("<DescriptorRecord>") : text.index("</DescriptorRecord>") + len("</DescriptorRecord>")]
    path.write_text(text.replace("</DescriptorRecordSet>", again + "</DescriptorRecordSet>"))
    installed = parse_into(tmp_path / "archive.part", source("mesh"), path, None)
    assert (installed.concepts, installed.broken) == (200, 1)
    assert "D0" in caplog.text


def test_two_editions_of_mesh_in_one_folder_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    write_mesh(folder / "desc2025.xml", 20, 0)
    write_mesh(folder / "desc2026.xml", 20, 0)
    with pytest.raises(DataError, match=r"20 of the 40 records in .* are broken"):
        parse_into(tmp_path / "archive.part", source("mesh"), folder, None)
