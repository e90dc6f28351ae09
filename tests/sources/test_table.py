"""Reading an admin's own entries: CSV, TSV and TOML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.lexicon.model import NameKind, SemanticType
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.formats import table

KINDS = [NameKind.PREFERRED, NameKind.SYNONYM, NameKind.ABBREVIATION, NameKind.PLAIN]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of an admin's."""

    def written(content: str | bytes, name: str = "our words.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def refusal(write: Callable[..., Path]) -> Callable[[str | bytes], DataError]:
    """What a file is refused with; every refusal names the file and says what to do."""

    def refused(content: str | bytes) -> DataError:
        path = write(content)
        with pytest.raises(DataError) as caught:
            list(table.concepts(path))
        assert str(path) in caught.value.problem
        assert caught.value.problem.endswith(".")
        assert caught.value.remedy.endswith(".")
        return caught.value

    return refused


def concepts(path: Path) -> dict[str, Concept]:
    return {record.code: record for record in table.concepts(path) if isinstance(record, Concept)}


def only(path: Path) -> Concept:
    (concept,) = table.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def broken(path: Path) -> list[tuple[str, str]]:
    return [(record.where, record.problem) for record in table.concepts(path) if isinstance(record, BrokenRecord)]


def names_of(concept: Concept) -> list[list[str]]:
    return [[name.name for name in concept.names if name.kind is kind] for kind in KINDS]


def toml(*lines: str) -> str:
    return "\n".join(["[[entry]]", *lines, ""])


def test_every_row_becomes_one_concept(fixtures: Path) -> None:
    assert list(concepts(fixtures / "table.csv")) == ["huddle", "M-1", "handover"]
    assert broken(fixtures / "table.csv") == []


def test_a_row_may_say_all_that_an_entry_has(fixtures: Path) -> None:
    huddle = concepts(fixtures / "table.csv")["huddle"]
    assert names_of(huddle) == [["huddle"], ["ward huddle", "safety huddle"], [], ["stand-up", "quick talk"]]
    assert huddle.definitions == ("A short meeting on the ward, standing up.",)
    assert huddle.semantic_types == (SemanticType.PROCEDURE,)
    assert (huddle.hyphenation, huddle.respelling) == ("hud·dle", "HUD-uhl")
    assert huddle.url == "https://example.org/huddle"


def test_a_row_need_say_no_more_than_term_and_definition(fixtures: Path) -> None:
    meeting = concepts(fixtures / "table.csv")["M-1"]
    assert names_of(meeting) == [["meeting"], [], [], []]
    assert (meeting.parents, meeting.see_also, meeting.semantic_types) == ((), (), ())
    assert (meeting.url, meeting.hyphenation, meeting.respelling) == (None, None, None)


def test_parents_and_see_also_are_found_by_their_term_wherever_it_stands(fixtures: Path) -> None:
    entries = concepts(fixtures / "table.csv")
    assert entries["huddle"].parents == ("M-1",)
    assert entries["huddle"].see_also == ("handover",)
    assert entries["handover"].parents == ("M-1", "huddle")


def test_a_cell_may_hold_line_breaks_and_quotation_marks(fixtures: Path) -> None:
    handover = concepts(fixtures / "table.csv")["handover"]
    assert handover.definitions == (
        'Telling those who come on duty what they must know. Also said of the "sheet" for it.',
    )
    assert names_of(handover)[2] == ["SBAR"]


def test_tabs_divide_a_tsv_file_and_its_commas_and_semicolons_are_text(fixtures: Path) -> None:
    entries = concepts(fixtures / "table.tsv")
    assert entries["huddle"].definitions == ('A short meeting on the ward, standing up; "brief".',)
    assert entries["huddle"].parents == ("meeting",)


def test_semicolons_divide_what_a_spreadsheet_with_decimal_commas_writes(write: Callable[..., Path]) -> None:
    concept = only(write('term;definition;synonyms\nhuddle;Short, and standing.;"a; b"\n'))
    assert concept.definitions == ("Short, and standing.",)
    assert names_of(concept)[1] == ["a", "b"]


def test_toml_has_the_same_fields(fixtures: Path) -> None:
    entries = concepts(fixtures / "table.toml")
    assert list(entries) == ["huddle", "M-1"]
    assert names_of(entries["huddle"]) == [
        ["huddle"],
        ["ward huddle", "safety; huddle"],
        [],
        ["stand-up", "quick talk"],
    ]
    assert entries["huddle"].definitions == ("A short meeting on the ward, standing up.",)
    assert entries["huddle"].parents == ("M-1",)
    assert entries["huddle"].see_also == ("handover",)
    assert entries["huddle"].semantic_types == (SemanticType.PROCEDURE,)


def test_the_format_is_told_by_the_content_and_not_by_the_name(fixtures: Path, write: Callable[..., Path]) -> None:
    toml_as_csv = write((fixtures / "table.toml").read_bytes(), "words.csv")
    assert concepts(toml_as_csv) == concepts(fixtures / "table.toml")


def test_several_files_in_one_archive_are_one_source(fixtures: Path, tmp_path: Path) -> None:
    archive = tmp_path / "words.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("1.csv", "term,definition,parent\nbriefing,Short.,meeting\n")
        out.write(fixtures / "table.toml", "2.toml")
    assert concepts(archive)["briefing"].parents == ("M-1",)


@pytest.mark.parametrize("name", ["table.csv", "table.tsv", "table.toml"])
def test_windows_line_breaks_and_a_byte_order_mark_make_no_difference(
    name: str, fixtures: Path, write: Callable[..., Path]
) -> None:
    content = (fixtures / name).read_bytes().replace(b"\n", b"\r\n")
    assert concepts(write(b"\xef\xbb\xbf" + content)) == concepts(fixtures / name)


def test_the_last_line_need_not_end(write: Callable[..., Path]) -> None:
    assert only(write("term,definition\nhuddle,Short.")).definitions == ("Short.",)


@pytest.mark.parametrize("title", ["Plain names", "plain-names", " PLAIN_NAMES ", '"Plain  Names"'])
def test_columns_may_be_written_as_people_write_titles(write: Callable[..., Path], title: str) -> None:
    concept = only(write(f"Term,Definition,{title}\nhuddle,Short.,quick talk\n"))
    assert names_of(concept)[3] == ["quick talk"]


def test_a_name_that_stands_twice_is_taken_once(write: Callable[..., Path]) -> None:
    concept = only(write("term,definition,synonyms,plain_names\nhuddle,Short.,a|a||huddle|b,b|c\n"))
    assert names_of(concept) == [["huddle"], ["a", "b"], [], ["c"]]


def test_empty_rows_and_empty_cells_at_the_end_are_nothing(write: Callable[..., Path]) -> None:
    assert len(concepts(write("term,definition,,\nhuddle,Short.,,,,\n\n , ,\nmeeting,Long.\n"))) == 2


def test_a_table_does_not_tell_its_edition(fixtures: Path) -> None:
    assert table.edition(fixtures / "table.csv") is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("huddle", "it has no definition"),
        (",Short.", "it has no term"),
        (" ,Short.", "it has no term"),
        ("huddle, ,,,", "it has no definition"),
        (",,,x", "it has no term and no definition"),
        ("huddle,Short.,a,disease,https://a.org,6", "it has 6 cells in 5 columns"),
        ("huddle,Short.,a,illness", "its kind 'illness' is none of behavior, "),
        ("huddle,Short.,a,,javascript:alert(1)", "its url 'javascript:alert(1)' is not an address"),
        ("huddle,Short.,a,,https://", "its url 'https://' is not an address"),
        ("huddle,Sho\0rt.", "it holds a NUL character"),
        ("huddle,Short.,a;\0", "it holds a NUL character"),
        ('"huddle"s,Short.', "',' expected after '\"'"),
        (f"huddle,{'x' * 200_000}", "field larger than field limit"),
    ],
)
def test_a_broken_row_is_left_out_alone_and_says_where(write: Callable[..., Path], row: str, problem: str) -> None:
    path = write(f"term,definition,synonyms,kind,url\nmeeting,Long.\n{row}\nhandover,Telling.\n")
    ((where, found),) = broken(path)
    assert where == "line 3"
    assert problem in found
    assert list(concepts(path)) == ["meeting", "handover"]


def test_a_broken_row_is_named_by_the_line_in_which_it_begins(write: Callable[..., Path]) -> None:
    path = write('term,definition\n"a","one\ntwo\nthree"\n\n,"no\nterm"\nb\n')
    assert [where for where, _ in broken(path)] == ["line 6", "line 8"]


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (['term = "a"'], "it has no definition"),
        (['definition = "a"'], "it has no term"),
        (["term = 1", 'definition = "a"'], "expected `str`, got `int` - at `$.term`"),
        (['term = "a"', 'definition = "a"', "synonyms = [1]"], "expected `str`, got `int`"),
        (['term = "a"', 'definition = "a"', "parent = {a = 1}"], "expected `array`"),
        (['term = "a"', 'definition = "a\\u0000"'], "it holds a NUL character"),
        (['term = "a"', 'definition = "a"', 'kind = "illness"'], "its kind 'illness' is none of"),
    ],
)
def test_a_broken_toml_entry_is_left_out_alone_and_says_which_it_is(
    write: Callable[..., Path], lines: list[str], problem: str
) -> None:
    good = toml('term = "meeting"', 'definition = "Long."')
    path = write(good + toml(*lines))
    ((where, found),) = broken(path)
    assert where == "entry 2"
    assert problem in found
    assert list(concepts(path)) == ["meeting"]


@pytest.mark.parametrize(
    "content",
    [
        "term,definition,meaning,synonym\nhuddle,Short.,,\n",
        "term,definition,,meaning,synonym\nhuddle,Short.,,,\n",
        toml('term = "huddle"', 'meaning = "Short."', 'synonym = "a"'),
    ],
)
def test_unknown_columns_are_refused_with_those_that_are_known(
    refusal: Callable[[str], DataError], content: str
) -> None:
    refused = refusal(content)
    assert "meaning, synonym" in refused.problem
    assert all(field in refused.remedy for field in table.FIELDS)


@pytest.mark.parametrize(
    "content",
    ["term,definition,term\na,b,c\n", "term,headword,definition\na,b,c\n", toml('term = "a"', 'headword = "b"')],
)
def test_a_column_that_stands_twice_is_refused(refusal: Callable[[str], DataError], content: str) -> None:
    assert "has a column twice" in refusal(content).problem


@pytest.mark.parametrize(
    "content",
    [
        "term,meaning\n",
        "definition\n",
        "huddle,A short meeting.\n",
        "\n",
        '{"term": "huddle"}\n',
        "<!DOCTYPE html><html></html>",
        '"term",definition"\n',
        "term,definition\rhuddle,Short.\r",
        "# nothing but comments\n" * 2000,
    ],
)
def test_a_file_without_the_columns_is_refused_with_those_that_are_known(
    refusal: Callable[[str], DataError], content: str
) -> None:
    refused = refusal(content)
    assert "does not name the columns term and definition" in refused.problem
    assert "synonyms" in refused.remedy


@pytest.mark.parametrize(
    "content",
    [
        "term,definition\nhuddle,Für die Station.\n".encode("cp1252"),
        "term,definition\nhuddle,Short.\n".encode("utf-16"),
        "term,definition\nhuddle,Short.\n".encode("utf-16-le"),
        "term,definition\nhuddle,Short.\n".encode("utf-32"),
        toml('term = "huddle"', 'definition = "Für"').encode("latin-1"),
        b"\x00" * 100,
        bytes.fromhex("89504e470d0a1a0a"),
    ],
    ids=["cp1252", "utf-16", "utf-16-le", "utf-32", "toml", "zeros", "png"],
)
def test_another_encoding_is_refused_with_how_to_save_the_file(
    refusal: Callable[[bytes], DataError], content: bytes
) -> None:
    refused = refusal(content)
    assert "is not UTF-8 text" in refused.problem
    assert "Save it as UTF-8" in refused.remedy


def test_the_line_that_is_not_utf_8_is_named(refusal: Callable[[bytes], DataError]) -> None:
    assert "Line 3 of" in refusal(b"term,definition\na,b\nc,\xfc\n").problem


def test_a_line_of_ten_megabytes_is_refused_before_it_fills_the_memory(refusal: Callable[[bytes], DataError]) -> None:
    refused = refusal(b"term,definition\nhuddle," + b"x" * 10_000_000 + b"\n")
    assert "Line 2 of" in refused.problem
    assert "too long" in refused.problem


def test_a_cell_that_swallows_the_lines_after_it_is_named(refusal: Callable[[str], DataError]) -> None:
    rows = "term,Words enough for a definition.\n" * 10_000
    assert "that line 3 of" in refusal(f'term,definition\na,b\nc,"no end\n{rows}').problem
    assert "do not close" in refusal(f'term,definition\nc,"no end\n{rows}"\n').problem


def test_a_header_of_very_many_columns_is_refused_at_once(refusal: Callable[[str], DataError]) -> None:
    assert "has a column twice" in refusal("term,definition" + ",definition" * 50_000 + "\n").problem
    assert len(refusal("term,definition" + ",x" * 50_000 + "\n").problem) < 1_000


@pytest.mark.parametrize("end", ["It goes on\nand on\n", "It", ""])
def test_a_file_that_ends_inside_quotation_marks_is_cut_off(refusal: Callable[[str], DataError], end: str) -> None:
    refused = refusal(f'term,definition\na,b\nc,"{end}')
    assert "The quotation marks that line 3 of" in refused.problem
    assert "cut off" in refused.remedy


@pytest.mark.parametrize(
    "content",
    [
        "[[entry]]\nterm = \n",
        '[[entry]]\nterm = "cut',
        "[]",
        "[[entry]]\nterm = 'a\x01b'\n",
        "[[entry]]\nterm = " + "[" * 100_000,
        "[[entry]]\nterm = " + "1" * 10_000,
        "[[entry]]\nterm = 2026-13-45\n",
    ],
)
def test_toml_that_is_cut_or_no_toml_is_refused(refusal: Callable[[str], DataError], content: str) -> None:
    assert "is not TOML" in refusal(content).problem


@pytest.mark.parametrize("content", ["[entry]\nterm = 'a'\n", "[[word]]\nterm = 'a'\n", "[x]\n[[y]]\n"])
def test_toml_without_entries_is_refused(refusal: Callable[[str], DataError], content: str) -> None:
    assert "has no [[entry]] tables" in refusal(content).problem


def test_toml_that_is_too_long_is_refused(refusal: Callable[[str], DataError], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "LONGEST_TOML", 1000)
    assert "too long" in refusal(toml('term = "a"', 'definition = "b"') * 100).problem


def test_a_table_of_nothing_but_a_header_has_no_entries(write: Callable[..., Path]) -> None:
    assert list(table.concepts(write("term,definition\n"))) == []


@pytest.mark.parametrize("missing", ["nowhere.csv", "empty.csv"])
def test_a_missing_or_empty_file_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(DataError, match=missing):
        list(table.concepts(tmp_path / missing))
