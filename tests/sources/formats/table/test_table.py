"""Reading an admin's own entries: CSV, TSV and TOML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.formats import table
from bot.sources.formats.table import documents
from bot.terms.model import NameKind, Relation, SemanticType

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
    """The error for a file; every error names the file and says what to do."""

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
        'Telling those who come on duty what they must know.\nAlso said of the "sheet" for it.',
    )
    assert names_of(handover)[2] == ["HDOF"]


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
    assert entries["huddle"].links == (Link(Relation.SEE_ALSO, name="handover"),)
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
        ("huddle,Short.,a,disease,https://a.org,6", "it has 6 cells in 5 columns"),
        ("huddle,Sho\0rt.", "it holds a NUL character"),
        ("huddle,Short.,a;\0", "it holds a NUL character"),
        (f"huddle,{'x' * 200_000}", "field larger than field limit"),
        (f"{'x' * 301},Short.", "is it the definition?"),
    ],
)
def test_a_broken_row_is_left_out_alone_and_says_where(write: Callable[..., Path], row: str, problem: str) -> None:
    path = write(f"term,definition,synonyms,kind,url\nmeeting,Long.\n{row}\nhandover,Telling.\n")
    ((where, found),) = broken(path)
    assert where == "line 3"
    assert problem in found
    assert list(concepts(path)) == ["meeting", "handover"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("huddle", "row with a term and nothing else"),
        ("huddle, ,,,", "row with a term and nothing else"),
        (",Short.", "row without a term"),
        (" ,Short.", "row without a term"),
        (",,x", "row without a term"),
    ],
)
def test_a_row_that_says_nothing_of_a_term_is_left_out_and_counted(
    write: Callable[..., Path], row: str, reason: str
) -> None:
    reading = Reading()
    path = write(f"term,definition,synonyms\nmeeting,Long.\n{row}\n")
    assert [record.code for record in table.concepts(path, reading) if isinstance(record, Concept)] == ["meeting"]
    assert reading.left_out == {reason: 1}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://", "example.org"])
def test_what_is_no_web_address_is_left_out_and_the_row_stays(write: Callable[..., Path], address: str) -> None:
    reading = Reading()
    (concept,) = table.concepts(write(f"term,definition,url\nhuddle,Short.,{address}\n"), reading)
    assert isinstance(concept, Concept)
    assert concept.url is None
    assert reading.left_out == {"cell of column url that is not an address with https://": 1}


def test_a_kind_that_is_none_of_ours_is_a_hint(write: Callable[..., Path]) -> None:
    reading = Reading()
    (concept,) = table.concepts(write("term,definition,kind\nhuddle,Short.,Ward life\n"), reading)
    assert isinstance(concept, Concept)
    assert (concept.semantic_types, concept.hint) == ((), "Ward life")
    assert sum(reading.cleaned.values()) == 1


def test_a_row_is_named_by_the_line_in_which_it_begins(write: Callable[..., Path]) -> None:
    path = write('term,definition\n"a","one\ntwo\nthree"\n\n"b","x\ny",c,d,"e\nf"\nb,\0\n')
    # What is over in the last column is text that was cut at its own commas.
    assert concepts(path)["b"].definitions == ("x y,c,d,e f",)
    assert [where for where, _ in broken(path)] == ["line 9"]


def test_text_that_is_cut_at_its_own_commas_is_joined_where_it_is_last(write: Callable[..., Path]) -> None:
    reading = Reading()
    (concept,) = table.concepts(write("term,definition\nhuddle,Short, standing, and on time.\n"), reading)
    assert isinstance(concept, Concept)
    assert concept.definitions == ("Short, standing, and on time.",)
    assert sum(reading.cleaned.values()) == 1


@pytest.mark.parametrize(
    ("row", "names"),
    [('"huddle"s,Short.', '"huddle"s'), ('he said "hi",Short.', 'he said "hi"'), ('"a "b" c",Short.', 'a "b" c')],
)
def test_quotation_marks_that_follow_no_rule_are_text(write: Callable[..., Path], row: str, names: str) -> None:
    assert only(write(f"term,definition\n{row}\n")).preferred_name == names


def test_in_a_tsv_file_a_quotation_mark_that_does_not_close_is_text(write: Callable[..., Path]) -> None:
    found = concepts(write('term\tdefinition\nhuddle\t"Short.\nmeeting\tLong.\n'))
    assert found["huddle"].definitions == ('"Short.',)
    assert found["meeting"].definitions == ("Long.",)


@pytest.mark.parametrize(
    ("lines", "problem"), [(['term = "a"', 'definition = "a\\u0000"'], "it holds a NUL character")]
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
    ("content", "columns"),
    [
        ("Foo,Bar,Baz\na,b,c\n", "Foo, Bar, Baz"),
        ("a,b\nc,d\n", "a, b"),
        ("term,colour,shape\na,b,c\n", "term, colour, shape"),
        (toml('colour = "a"', 'shape = "b"'), "colour, shape"),
        ('[{"colour": "a", "shape": "b", "size": 3}]', "colour, shape, size"),
        ("| Colour | Shape |\n|---|---|\n| a | b |\n", "Colour, Shape"),
    ],
)
def test_columns_that_cannot_be_told_are_named_with_how_to_say_it(
    refusal: Callable[[str], DataError], content: str, columns: str
) -> None:
    refused = refusal(content)
    assert "cannot be told" in refused.problem
    assert columns in refused.problem
    assert "--columns" in refused.remedy
    assert "--preview" in refused.remedy


@pytest.mark.parametrize("content", ["definition\n", "\n", "just words\nand more words\n", "# nothing\n" * 2000])
def test_text_without_columns_is_refused(refusal: Callable[[str], DataError], content: str) -> None:
    assert "has no columns" in refusal(content).problem


def test_a_line_of_ten_megabytes_is_refused_before_it_fills_the_memory(refusal: Callable[[bytes], DataError]) -> None:
    refused = refusal(b"term,definition\nhuddle," + b"x" * 10_000_000 + b"\n")
    assert "Line 2 of" in refused.problem
    assert "too long" in refused.problem


def test_a_cell_that_swallows_the_lines_after_it_is_named(refusal: Callable[[str], DataError]) -> None:
    rows = "term,Words enough for a definition.\n" * 10_000
    assert "that line 3 of" in refusal(f'term,definition\na,b\nc,"no end\n{rows}').problem
    assert "do not close" in refusal(f'term,definition\nc,"no end\n{rows}"\n').problem


def test_a_table_of_very_many_columns_is_refused_at_once(refusal: Callable[[str], DataError]) -> None:
    assert "50,002 columns" in refusal("term,definition" + ",definition" * 50_000 + "\n").problem


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
    monkeypatch.setattr(documents, "MAX_TOML", 1000)
    assert "too long" in refusal(toml('term = "a"', 'definition = "b"') * 100).problem


def test_a_table_of_nothing_but_a_header_has_no_entries(write: Callable[..., Path]) -> None:
    assert list(table.concepts(write("term,definition\n"))) == []


@pytest.mark.parametrize("missing", ["nowhere.csv", "empty.csv"])
def test_a_missing_or_empty_file_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty.csv").touch()
    with pytest.raises(DataError, match=missing):
        list(table.concepts(tmp_path / missing))
