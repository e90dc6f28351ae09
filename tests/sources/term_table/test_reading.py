"""Tables of terms that people upload: in every dialect of spreadsheets, and made to do harm."""

from __future__ import annotations

import contextlib
import csv
import time
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from sources.workbooks import Cells, ods, xlsx

from bot.errors import UsageError
from bot.sources.term_table.reading import read_terms
from bot.sources.term_table.rows import MAX_FILE_BYTES, MAX_ROWS, TermRow
from bot.sources.term_table.writing import csv_of

MAX_SECONDS = 5.0
MAX_MEMORY = 128 << 20


def terms(content: bytes | str) -> list[tuple[str, str]]:
    """Return the terms and definitions of a file."""
    table = read_terms(content.encode() if isinstance(content, str) else content)
    return [(row.term, row.definition) for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        "term,definition\nbed nine,the bay by the door",
        "term,definition\r\nbed nine,the bay by the door\r\n",
        "term,definition\rbed nine,the bay by the door\r",
        "term;definition\nbed nine;the bay by the door\n\n;;\n",
        "term\tdefinition\nbed nine\tthe bay by the door",
        "term|definition\nbed nine|the bay by the door",
        "sep=;\r\nterm;definition\r\nbed nine;the bay by the door",
        "Term , DEFINITION:\nbed nine , the bay by the door",
        "Término;Definición\nbed nine;the bay by the door",
        "palabra,significado\nbed nine,the bay by the door",
        "Definition,Term\nthe bay by the door,bed nine",
        "Word,Meaning on our ward\nbed nine,the bay by the door",
        "Abbreviation,Meaning\nbed nine,the bay by the door",
        '"term","definition"\n"bed nine","the bay by the door"',
        "Our glossary,\n,\nterm,definition\nbed nine,the bay by the door",
        "bed nine,the bay by the door",
        "\ufeffbed nine;the bay by the door",
        "bed\u200b nine\x00,the bay by the door\u202e",
    ],
)
def test_one_term_in_every_dialect(content: str) -> None:
    assert terms(content) == [("bed nine", "the bay by the door")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_encoding_of_spreadsheets(encoding: str) -> None:
    text = "término;definición\r\nÁrea roja;Aquí atendemos las urgencias más graves: corazón, respiración y señales\r\n"
    assert terms(text.encode(encoding)) == [
        ("Área roja", "Aquí atendemos las urgencias más graves: corazón, respiración y señales")
    ]


def test_quoted_line_breaks_quotation_marks_and_delimiters_stay_in_the_text() -> None:
    content = 'term,definition\nbed nine,"the bay, ""by"" the door;\r\nsee the plan"\nnext,one'
    assert terms(content) == [("bed nine", 'the bay, "by" the door;\nsee the plan'), ("next", "one")]


def test_rows_carry_the_line_in_which_they_begin() -> None:
    table = read_terms(b'term,definition\n\nfirst,"two\nlines"\nsecond,x\n')
    assert [row.line for row in table.rows] == [3, 5]


def test_columns_beyond_term_and_definition() -> None:
    table = read_terms(
        b"Term,Definition,Other names,Abbreviation,Is a kind of,See also,Adds to,Owner\n"
        b"red area,x,big room; resus,RA,ward,triage | crash call,emergency department,me\n"
    )
    (row,) = table.rows
    assert row == TermRow(
        2, "red area", "x", ("big room", "resus", "RA"), ("ward",), ("triage", "crash call"), "emergency department"
    )
    assert table.unused == ("Owner",)


def test_columns_by_their_order() -> None:
    (row,) = read_terms(b"red area,the room,big room,ward,triage,emergency department").rows
    assert row == TermRow(1, "red area", "the room", ("big room",), ("ward",), ("triage",), "emergency department")


def test_an_abbreviation_with_its_long_form_and_a_definition() -> None:
    (row,) = read_terms(b"Acronym,Full form,Definition\nRA,red area,the room").rows
    assert (row.term, row.names, row.definition) == ("RA", ("red area",), "the room")


def test_a_workbook(tmp_path: Path) -> None:
    sheets: dict[str, Cells] = {
        "Cover": [["Our ward"]],
        "Terms": [["Term", "Definition"], ["bed nine", "line one\nline two"], ["12", 5.0]],
    }
    content = xlsx(tmp_path / "a.xlsx", sheets).read_bytes()
    assert terms(content) == [("bed nine", "line one\nline two"), ("12", "5")]


def test_the_value_of_a_formula_is_read_and_none_is_computed(tmp_path: Path) -> None:
    saved = '<c t="str"><f>HYPERLINK("http://127.0.0.1:9/", "x")</f><v>the bay</v></c>'
    content = xlsx(
        tmp_path / "a.xlsx", {"T": [["Term", "Definition"], ["bed nine", saved], ["ten", "<c><f>1+1</f></c>"]]}
    )
    assert terms(content.read_bytes()) == [("bed nine", "the bay"), ("ten", "")]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n", "empty"),
        (b"just a text", "no columns"),
        (b"term,definition\n", "no terms"),
        (b"%PDF-1.7 ...", "not a table"),
        (b"<html><table>", "not a table"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "not a table"),
        (b"\x89PNG\r\n\x1a\n", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Excel"),
        (b'term,definition\nbed nine,"the bay', "line 2 don't close"),
        (b'term,definition\nbed nine,"the" bay,"', "line 2"),
        (b"term,definition\nbed nine," + b"x" * 200_000, "line 2"),
        (b"PK\x03\x04 no archive", "workbook"),
        (b"," * (MAX_FILE_BYTES + 1), "larger than 2 MB"),
        (b"term,definition\n" + b"," * 100_000 + b"x\n", "50 columns"),
        (b"term,definition\n" + b"a,b\n" * (MAX_ROWS + 1), "5000 rows"),
    ],
    ids=range(16),
)
def test_what_is_no_table_of_terms_is_refused_in_words(content: bytes, problem: str) -> None:
    with pytest.raises(UsageError, match=problem) as refused:
        read_terms(content)
    assert refused.value.remedy.endswith(".")


def test_5000_rows_are_taken() -> None:
    assert len(read_terms(b"term,definition\n" + b"a,b\n" * MAX_ROWS).rows) == MAX_ROWS


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def changed(content: bytes, **parts: bytes) -> bytes:
    """Return a workbook with other parts: `sheet1`, `sharedStrings`, `workbook`."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    names = {
        "sheet1": "xl/worksheets/sheet1.xml",
        "sharedStrings": "xl/sharedStrings.xml",
        "workbook": "xl/workbook.xml",
    }
    return packed(old | {names[name]: part for name, part in parts.items()})


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'


@pytest.fixture
def workbook(tmp_path: Path) -> bytes:
    return xlsx(tmp_path / "a.xlsx", {"T": [["Term", "Definition"], ["bed nine", "the bay"]]}).read_bytes()


def hostile(workbook: bytes) -> dict[str, bytes]:
    """Return files that would fill the memory, take long, or read what they should not."""
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="%s"><c r=%s><v>1</v></c></row>'
    wide = b'<row r="1">' + b"<c><v>1</v></c>" * 60_000 + b'</row><row r="16000"><c><v>1</v></c></row>'
    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SHEET % b"<row><c><v>&a;</v></c></row>"
    uses = b"".join(b'<row><c t="s"><v>0</v></c><c t="s"><v>+00</v></c></row>' for _ in range(5_000))
    return {
        "zip bomb": changed(workbook, sheet1=SHEET % (b" " * (40 << 20))),
        "zip bomb in shared strings": changed(workbook, sharedStrings=STRINGS % (b" " * (40 << 20))),
        "far row": changed(workbook, sheet1=SHEET % (far % (b"1048576", b'"XFD1048576"'))),
        "far row in single quotes": changed(workbook, sheet1=SHEET % (far % (b"1048576", b"'XFD1048576'"))),
        "far row without places": changed(workbook, sheet1=SHEET % wide),
        "one long text in many cells": changed(
            workbook, sheet1=SHEET % uses, sharedStrings=STRINGS % (b"<si><t>" + b"x" * 1_000_000 + b"</t></si>")
        ),
        "external entity": changed(workbook, sheet1=entity),
        "utf-16 xml": changed(workbook, sheet1=b"\xff\xfe" + entity.decode().encode("utf-16-le")),
        "cut": workbook[: len(workbook) // 2],
        "another zip": packed({"a.txt": b"term,definition"}),
        "macro only": packed({"xl/vbaProject.bin": b"x", "xl/workbook.xml": b"<workbook/>"}),
        "unclosed xml": changed(workbook, sheet1=b"<worksheet><sheetData><row><c"),
        "no workbook": changed(workbook, workbook=b""),
    }


@pytest.mark.parametrize("name", hostile(packed({})))
def test_a_hostile_workbook_is_refused_soon_and_in_little_memory(workbook: bytes, name: str) -> None:
    content = hostile(workbook)[name]
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(UsageError):
            read_terms(content)
        assert time.process_time() - began < MAX_SECONDS
        assert tracemalloc.get_traced_memory()[1] < MAX_MEMORY
    finally:
        tracemalloc.stop()


# More than a glossary needs, and yet no harm if it were read.
FAR = {
    "in single quotes": b"<row><c r = 'ZZ3000'><v>1</v></c></row>",
    "behind a sign in an attribute": b'<row x=">"><c x=">" r="ZZ3000"><v>1</v></c></row>',
    "by reference to a character": b'<row><c r="&#90;Z3000"><v>1</v></c></row>',
    "with a prefix": b'<a-b:row xmlns:a-b="x"><a-b:c r="ZZ3000"><a-b:v>1</a-b:v></a-b:c></a-b:row>',
    "by many merged cells": b"</sheetData><mergeCells>"
    + b'<mergeCell ref="A1:A2"/>' * 6_000
    + b"</mergeCells><sheetData>",
    "by long shared texts": b'<row><c t="s"><v x=">">&#48;</v></c></row>' * 100,
}


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/WORKSHEETS/SHEET1.XML"])
@pytest.mark.parametrize("way", FAR)
def test_a_sheet_that_is_far_too_large_is_refused_however_it_is_written_and_named(
    workbook: bytes, way: str, part: str
) -> None:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet, relations = parts.pop("xl/worksheets/sheet1.xml"), "xl/_rels/workbook.xml.rels"
    strings = STRINGS % (b"<a-b:si xmlns:a-b='x'><t>" + b"x" * 200_000 + b"</t></a-b:si>")
    parts["xl/sharedStrings.xml"] = strings
    parts[relations] = parts[relations].replace(b"worksheets/sheet1.xml", part.removeprefix("xl/").encode())
    assert len(read_terms(packed(parts | {part: sheet})).rows) == 1
    with pytest.raises(UsageError) as refusal:
        read_terms(packed(parts | {part: sheet.replace(b"</sheetData>", FAR[way] + b"</sheetData>")}))
    assert "very far" in refusal.value.problem or "unpacks" in refusal.value.problem


def test_a_changed_byte_anywhere_in_a_workbook_is_no_fault_of_ours(workbook: bytes) -> None:
    for at in range(0, len(workbook), 7):
        damaged = bytearray(workbook)
        damaged[at] ^= 0x55
        try:
            read_terms(bytes(damaged))
        except UsageError:
            continue


def test_an_opendocument_sheet_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_terms(ods(tmp_path / "a.ods", {"T": [["Term", "Definition"]]}).read_bytes())


@pytest.mark.parametrize(
    "content",
    [
        b"term,definition\n" + b"a" * 900_000 + b"\n",
        ("term;definition\n" + '"' * 1_900_000).encode(),
        ("x" * 8 + ",").encode() * 200_000,
        b"\n".join(b"%08d," * 30 % tuple(range(at, at + 30)) for at in range(5_000)),
        ("é" * 900_000).encode("cp1252") + b"\x81\x8d",
        b"term,definition,names\n" + b"(" * 100_000 + b",b," + b"a, " * 30_000,
    ],
    ids=range(6),
)
def test_a_file_made_to_take_long_does_not(content: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(UsageError):
        read_terms(content)
    assert time.process_time() - began < MAX_SECONDS


ROWS = (
    TermRow(2, "bed nine", "the bay", ("bay 9", "B9"), ("ward",), ("triage", "crash call"), "bed"),
    TermRow(3, "=1+1", "@cmd\n-x", ("one name, with a comma",), ("x|y",), ()),
    TermRow(5, "'=quoted", "'plain", ("'", "-itis")),
    TermRow(6, "+", 'a "quoted" text; with, signs', ("1,2-dichloroethane",)),
    TermRow(7, "Ärztin, 日本", "…\n\nsecond paragraph"),
)


def test_what_is_written_is_read_back_unchanged_and_runs_nothing_in_a_spreadsheet() -> None:
    content = csv_of(ROWS)
    assert content.startswith(b"\xef\xbb\xbfterm,definition,")
    read = read_terms(content).rows
    assert [(row.term, row.definition, row.names, row.parents, row.see_also, row.adds_to) for row in read] == [
        (row.term, row.definition, row.names, row.parents, row.see_also, row.adds_to) for row in ROWS
    ]
    cells = [cell for line in csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)) for cell in line]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


def test_5000_long_rows_are_read_in_half_a_second() -> None:
    rows = [TermRow(at, f"term {at}", "word " * 60, (f"name {at}",), ("ward",)) for at in range(MAX_ROWS)]
    content = csv_of(rows)
    began = time.process_time()
    assert len(read_terms(content).rows) == MAX_ROWS
    assert time.process_time() - began < 2
