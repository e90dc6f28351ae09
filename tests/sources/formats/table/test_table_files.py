"""Which kind of file an admin's own list is: encodings, workbooks, Anki decks, dictionaries, and what is no
list at all.
"""

from __future__ import annotations

import gzip
import json
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sources.workbooks import ods, xlsx

from bot.errors import DataError, UsageError
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.formats import table
from bot.sources.formats.table import dictionaries, workbook
from bot.sources.formats.table.findings import Findings
from bot.sources.formats.table.options import options_of
from bot.terms.model import NameKind

GLOSSARY = [["term", "definition"], ["huddle", "A short meeting."], ["ward", "Where patients stay."]]


def codes(path: Path, **said: str) -> list[str]:
    return [concept.code for concept in read(path, **said)]


def read(path: Path, **said: str) -> list[Concept]:
    found = list(table.concepts(path, Reading(**said)))  # type: ignore[arg-type]
    assert all(isinstance(record, Concept) for record in found), found
    return [record for record in found if isinstance(record, Concept)]


def said_of(path: Path, **said: str) -> list[str]:
    """The report of how a file was read."""
    findings = Findings()
    list(table.read(path, options_of(Reading(**said)), findings))  # type: ignore[arg-type]
    return [part for layout in findings.layouts for part in layout.table.read_as]


def refusal(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        list(table.concepts(path))
    assert str(path) in caught.value.problem
    assert caught.value.remedy.endswith(".")
    return caught.value


# Encodings

SPANISH = "término;definición\nfiebre;Más de 38 °C: «calentura», según la señora Muñoz.\n"
POLISH = "termin,definition\nżółtaczka,Zażółcenie skóry i białkówek oczu; częsty objaw.\n" * 3
CZECH = "termín,definition\nžlučník,Orgán pod játry; měchýř na žluč.\nštítná žláza,Žláza v krku řídí přeměnu látek.\n"
CROATIAN = "pojam,definition\nžučni mjehur,Organ ispod jetre u kojem se čuva žuč.\nšećer,Slatka tvar; šećerna bolest.\n"
FRENCH = "term;definition\nfièvre;Température élevée, dès l’été – qu’on mesure.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (SPANISH, "utf-8", "UTF-8"),
        (SPANISH, "utf-8-sig", "UTF-8"),
        (SPANISH, "utf-16", "UTF-16"),
        (SPANISH, "utf-16-le", "UTF-16"),
        (SPANISH, "utf-16-be", "UTF-16"),
        (SPANISH, "utf-32", "UTF-32"),
        (SPANISH, "cp1252", "Windows-1252"),
        (FRENCH, "cp1252", "Windows-1252"),
        (CZECH, "cp1250", "Windows-1250"),
        (CROATIAN, "cp1250", "Windows-1250"),
        (FRENCH, "mac-roman", "Mac OS Roman"),
        (POLISH, "cp1250", "Windows-1250"),
    ],
)
def test_the_encoding_is_found_out_and_said(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes(text.encode(encoding))
    expected = tmp_path / "utf-8.csv"
    expected.write_text(text, encoding="utf-8")
    assert [concept.definitions for concept in read(path)] == [concept.definitions for concept in read(expected)]
    assert name in said_of(path)


def test_what_the_admin_says_of_the_encoding_goes_before(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes("term,definition\nжар,Тепло тела.\n".encode("cp866"))
    assert read(path, encoding="cp866")[0].preferred_name == "жар"
    with pytest.raises(UsageError, match="no encoding"):
        read(path, encoding="klingon")
    with pytest.raises(UsageError, match="no encoding"):
        read(path, encoding="zip")


def test_a_wrong_encoding_and_a_damaged_line_are_named(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_bytes("term,definition\nä,ö\nß,".encode() + b"\xfc\n")
    assert "Line 3 of" in refusal(path).problem
    assert "--encoding" in refusal(path).remedy
    with pytest.raises(DataError, match=r"Line 2 of .* is not ascii text"):
        read(path, encoding="ascii")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_text_that_has_no_mark_is_not_taken_for_wide_text_because_somebody_says_so(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"term,definition\nhuddle,A short meeting\n!")
    with pytest.raises(DataError, match=r"Line 1 of .* is not UTF-(16|32) text"):
        read(path, encoding=encoding)


# Workbooks


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_workbook_is_a_table(tmp_path: Path, write: Callable[..., Path]) -> None:
    path = write(tmp_path / "ward.data", {"Words": GLOSSARY})
    assert codes(path) == ["huddle", "ward"]
    assert "its sheet 'Words'" in said_of(path)


def test_the_first_sheet_that_can_be_seen_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    other = [["term", "definition"], ["meeting", "Long."]]
    path = xlsx(tmp_path / "ward.xlsx", {"Lists": other, "Words": GLOSSARY, "More": other}, hidden="Lists")
    assert codes(path) == ["huddle", "ward"]
    assert "not 'Lists', 'More', which --sheet can name" in said_of(path)
    assert codes(path, sheet="more") == ["meeting"]
    with pytest.raises(UsageError) as caught:
        read(path, sheet="None")
    assert "Lists, Words, More" in caught.value.remedy


def test_a_cover_is_passed_over_for_the_first_sheet_with_titles(tmp_path: Path) -> None:
    cover = [["Words of our ward"], ["Third edition", "checked by the night shift"]]
    path = xlsx(
        tmp_path / "words.xlsx",
        {"Cover": cover, "Words": GLOSSARY, "More": [["term", "definition"], ["round", "A walk."]]},
    )
    assert codes(path) == ["huddle", "ward"]
    assert "not 'Cover', 'More', which --sheet can name" in said_of(path)


def test_a_workbook_without_its_list_of_sheets_is_read_in_their_order(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "whole.xlsx", {"One": GLOSSARY, "Two": [["term", "definition"], ["round", "A walk."]]})
    path = tmp_path / "words.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as out:
        for name in source.namelist():
            if name != workbook.RELATIONS:
                out.writestr(name, source.read(name))
    assert codes(path) == ["huddle", "ward"]
    assert codes(path, sheet="Two") == ["round"]


def test_a_sheet_that_is_no_list_is_refused_with_the_names_of_the_others(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "ward.xlsx", {"Read me": [["Words of our ward"], ["Ask at the desk."]], "Words": [["Soon."]]}
    )
    assert "its sheet 'Read me', not 'Words', which --sheet can name" in refusal(path).problem


def test_numbers_dates_formulas_and_errors_in_cells(tmp_path: Path) -> None:
    formula = '<c t="str"><f>A1</f><v>A short meeting.</v></c>'
    date, error = '<c s="1"><v>46023</v></c>', '<c t="e"><v>#N/A</v></c>'
    rows: list[list[str | float]] = [["Words of the ward"], [], ["term", "definition", "Notes"]]
    rows += [[911, formula, date], [2.5, "Half.", error]]
    one, two = read(xlsx(tmp_path / "ward.xlsx", {"Words": rows}))
    assert (one.preferred_name, one.definitions) == ("911", ("A short meeting.\nNotes: 2026-01-01",))
    assert (two.preferred_name, two.definitions) == ("2.5", ("Half.",))


def test_a_term_that_is_merged_over_two_rows_has_two_senses(tmp_path: Path) -> None:
    rows = [["term", "definition"], ["huddle", "A short meeting."], ["", "To stand close together."]]
    assert codes(xlsx(tmp_path / "ward.xlsx", {"Words": rows}, merged="A2:A3")) == ["huddle", "huddle-2"]


def test_broken_rows_of_a_workbook_are_named_by_their_number(tmp_path: Path) -> None:
    reading = Findings()
    path = xlsx(tmp_path / "ward.xlsx", {"Words": [*GLOSSARY, ["alone"]]})
    list(table.read(path, options_of(None), reading))
    assert reading.left_out["row with a term and nothing else"].first == ["row 4"]


def test_a_workbook_with_one_cell_far_out_is_refused(tmp_path: Path) -> None:
    far = "<c><v>1</v></c>"
    path = xlsx(tmp_path / "far.xlsx", {"Words": [*GLOSSARY, [far.replace("<c", '<c r="XFD1048576"')]]})
    content = path.read_bytes()
    assert content
    assert "too far" in refusal(path).problem


def test_a_workbook_that_is_too_large_or_damaged_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path / "ward.xlsx", {"Words": GLOSSARY})
    whole = path.read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError):
        read(tmp_path / "cut.xlsx")
    with zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as out:
        out.writestr("xl/workbook.xml", "<no")
    assert "CSV UTF-8" in refusal(tmp_path / "odd.xlsx").remedy
    monkeypatch.setattr(workbook, "MAX_FILE_BYTES", 100)
    assert "larger than" in refusal(path).problem


# Anki decks


def deck(path: Path, notes: list[tuple[int, str]], database: str = "collection.anki2") -> Path:
    """A deck as older versions of Anki write it, with notes of two types."""
    plain = path.with_suffix(".sqlite")
    models = {
        "1": {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}]},
        "2": {"name": "Map", "flds": [{"name": "Picture"}, {"name": "Region"}, {"name": "Colour"}]},
    }
    with closing(sqlite3.connect(plain)) as connection:
        connection.execute("CREATE TABLE col (models TEXT)")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, mid INTEGER, flds TEXT)")
        connection.execute("INSERT INTO col VALUES (?)", (json.dumps(models),))
        connection.executemany("INSERT INTO notes (mid, flds) VALUES (?, ?)", notes)
        connection.commit()
    with zipfile.ZipFile(path, "w") as out:
        out.write(plain, database)
        out.writestr("media", "{}")
    return path


def test_notes_of_a_deck_are_entries(tmp_path: Path) -> None:
    notes = [(1, "huddle\x1fA <b>short</b> {{c1::meeting::what?}}.[sound:a.mp3]"), (2, "a\x1fb\x1fc")]
    (concept,) = read(deck(tmp_path / "ward.apkg", notes))
    assert (concept.preferred_name, concept.definitions) == ("huddle", ("A short meeting.",))


def test_a_deck_that_cannot_be_read_says_how_to_export_it(tmp_path: Path) -> None:
    assert "Support older Anki" in refusal(deck(tmp_path / "new.apkg", [], "collection.anki21b")).remedy
    with zipfile.ZipFile(tmp_path / "odd.apkg", "w") as out:
        out.writestr("collection.anki2", b"SQLite format 3\0 and nothing more")
    assert "Anki deck" in refusal(tmp_path / "odd.apkg").problem


# What is no list


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.rtf", b"{\\rtf1 term", "Rich Text"),
        ("a.html", b"<!DOCTYPE html><html></html>", "a web page"),
        ("a.xml", b'<?xml version="1.0"?><words/>', "XML"),
        ("a.db", b"SQLite format 3\0", "a SQLite database"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        ("a.mp3", b"ID3\x04", "a sound"),
        ("a.obo", b"format-version: 1.2\nontology: symp\n", "an ontology"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(tmp_path: Path, name: str, content: bytes, title: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert title in refusal(path).problem


@pytest.mark.parametrize(
    "content",
    [
        "- term: huddle\n  definition: A short meeting.\n- term: round\n  definition: A walk.\n",
        "---\nterms:\n  - name: huddle\n    description: >\n      Short, quick.\n  - name: round\n    description: Walk, talk.\n",
    ],
)
def test_fields_in_yaml_are_no_entries(tmp_path: Path, content: str) -> None:
    path = tmp_path / "words.yaml"
    path.write_text(content)
    refused = refusal(path)
    assert "YAML" in refused.problem
    assert "JSON" in refused.remedy


@pytest.mark.parametrize(
    ("member", "title"),
    [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint"),
        ("META-INF/container.xml", "an e-book"),
    ],
)
def test_documents_in_zip_archives_are_called_what_they_are(tmp_path: Path, member: str, title: str) -> None:
    path = tmp_path / "file"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(member, "<x/>")
    assert title in refusal(path).problem
    assert "spreadsheet" in refusal(path).remedy


def test_a_picture_in_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "words.zip"
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a.csv", "term,definition\na,b\n")
        out.writestr("b.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    assert "b.png" in refusal(path).problem


def test_workbooks_and_dictionaries_in_archives_are_to_be_unpacked(tmp_path: Path) -> None:
    for name, path in (("a.xlsx", xlsx(tmp_path / "a.xlsx", {"Words": GLOSSARY})), ("a.ifo", stardict(tmp_path))):
        archive = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(archive, "w") as out:
            out.write(path, name)
        assert "Unpack it" in refusal_of(archive).remedy


def refusal_of(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        list(table.concepts(path))
    return caught.value


def test_a_readme_in_a_folder_is_passed_over_and_said(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Words of our ward, one file for each letter.\n")
    (tmp_path / "h.csv").write_text("term,definition\nhuddle,A short meeting.\nalone\n")
    findings = Findings()
    assert len(list(table.read(tmp_path, options_of(None), findings))) == 1
    assert [Path(name).name for name in findings.passed_over] == ["README.md"]
    assert findings.left_out["row with a term and nothing else"].first == ["line 3 of h.csv"]


@pytest.mark.parametrize("content", [b"\0" * 100, bytes(range(256)) * 4])
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes(content)
    refusal(path)


# Dictionaries


@pytest.fixture
def extra() -> None:
    """Skips a test where the extra `dictionaries` is missing."""
    pytest.importorskip("pyglossary")


def entries(path: Path) -> dict[str, Concept]:
    return {concept.preferred_name: concept for concept in read(path)}


STARDICT = [("huddle", "A <b>short</b> meeting<br>on the ward."), ("ward", "Where <i>patients</i> stay &amp; sleep.")]


def stardict(folder: Path, *, packed: bool = False, words: list[tuple[str, str]] = STARDICT) -> Path:
    """A StarDict dictionary (https://github.com/huzheng001/stardict-3/blob/master/dict/doc/StarDictFileFormat)."""
    text, index = b"", b""
    for word, definition in words:
        index += word.encode() + b"\0" + len(text).to_bytes(4, "big") + len(definition.encode()).to_bytes(4, "big")
        text += definition.encode()
    synonyms = b"stand-up\0" + (0).to_bytes(4, "big")
    (folder / "ward.idx").write_bytes(index)
    (folder / "ward.syn").write_bytes(synonyms)
    (folder / ("ward.dict.dz" if packed else "ward.dict")).write_bytes(gzip.compress(text) if packed else text)
    info = f"StarDict's dict ifo file\nversion=2.4.2\nbookname=Ward\nwordcount={len(words)}\nsynwordcount=1\nidxfilesize={len(index)}\nsametypesequence=h\n"
    (folder / "ward.ifo").write_text(info)
    return folder / "ward.ifo"


@pytest.mark.usefixtures("extra")
@pytest.mark.parametrize("packed", [False, True])
def test_a_stardict_dictionary_is_read_by_its_ifo_file_or_folder(tmp_path: Path, packed: bool) -> None:
    path = stardict(tmp_path, packed=packed)
    found = entries(path)
    assert found["huddle"].definitions == ("A short meeting\non the ward.",)
    assert found["ward"].definitions == ("Where patients stay & sleep.",)
    # A word that leads to an entry need not mean the same.
    assert [(name.name, name.kind) for name in found["huddle"].names[1:]] == [("stand-up", NameKind.ENTRY_TERM)]
    assert codes(tmp_path) == codes(path) == ["huddle", "ward"]


@pytest.mark.usefixtures("extra")
def test_a_dsl_dictionary_is_read_in_its_own_encoding(tmp_path: Path) -> None:
    text = '#NAME "Ward"\n#INDEX_LANGUAGE "English"\n#CONTENTS_LANGUAGE "English"\n\nhuddle\n\t[m1]A [b]short[/b] meeting.[/m]\n\nward\n\t[m1]Where.[/m]\n'
    for name, content in (
        ("ward.dsl", text.encode("utf-16")),
        ("ward.txt", text.encode()),
        ("ward.dsl.dz", gzip.compress(text.encode("utf-16"))),
    ):
        (tmp_path / name).write_bytes(content)
        assert entries(tmp_path / name)["huddle"].definitions == ("A short meeting.",), name


@pytest.mark.usefixtures("extra")
def test_an_xdxf_dictionary_is_told_by_its_root(tmp_path: Path) -> None:
    path = tmp_path / "ward.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<xdxf lang_from="ENG" lang_to="ENG" format="visual"><full_name>W</full_name>'
        "<ar><k>huddle</k>\nA short meeting.</ar><ar><k>ward</k>\nWhere.</ar></xdxf>"
    )
    assert "A short meeting." in entries(path)["huddle"].definitions[0]


@pytest.mark.usefixtures("extra")
def test_a_dictd_dictionary_is_read_by_its_index(tmp_path: Path) -> None:
    text = b"huddle\n  A short meeting.\nward\n  Where patients stay.\n"
    (tmp_path / "ward.dict").write_bytes(text)
    # Offset and length in base 64: 0 and 26; 26 and 28.
    (tmp_path / "ward.index").write_text("huddle\tA\ta\nward\ta\tc\n")
    assert "A short meeting." in entries(tmp_path / "ward.index")["huddle"].definitions[0]


@pytest.mark.usefixtures("extra")
def test_a_dictionary_that_lacks_a_file_or_is_cut_is_refused_or_named(tmp_path: Path) -> None:
    path = stardict(tmp_path)
    (tmp_path / "ward.dict").write_bytes(b"A <b>short</b>")
    assert any(isinstance(record, BrokenRecord) for record in table.concepts(path))
    (tmp_path / "ward.dict").unlink()
    assert "ends with .dict" in refusal(path).problem


@pytest.mark.usefixtures("extra")
def test_a_dictionary_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = stardict(tmp_path, packed=True)
    (tmp_path / "ward.dict.dz").write_bytes(gzip.compress(b"\0" * (80 << 20)))
    with pytest.raises(DataError, match="unpacks to over"):
        read(path)


def test_without_the_extra_its_name_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyglossary.glossary_v2", None)
    error = refusal_of(stardict(tmp_path))
    assert "extra `dictionaries`" in error.problem
    assert "medlex[dictionaries]" in error.remedy


def test_two_dictionaries_in_one_folder_are_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "other.ifo").write_text("StarDict's dict ifo file\n")
    stardict(tmp_path)
    with pytest.raises(DataError, match="2 dictionaries"):
        list(table.concepts(tmp_path))


def test_every_layout_is_told_by_the_name_of_its_file() -> None:
    for layout in dictionaries.LAYOUTS:
        for ending in layout.endings:
            assert dictionaries.layout_of(Path(f"x{ending}"), "") == layout
