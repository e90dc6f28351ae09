"""Reading DOAJ's table of journals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from journal_tables import LUNGS, SOME, journal, table

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Reading
from bot.sources.edition import Edition
from bot.sources.formats import doaj
from bot.terms.model import Journal

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes a table to a file."""

    def write_file(text: str | bytes) -> Path:
        path = tmp_path / "journals.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write_file


def read(path: Path, reading: Reading | None = None) -> list[Journal]:
    """The journals of a table without broken rows."""
    found = list(doaj.journals(path, reading))
    return [each for each in found if isinstance(each, Journal)]


def problems(path: Path) -> list[BrokenRecord]:
    """The broken rows of a table."""
    return [each for each in doaj.journals(path) if isinstance(each, BrokenRecord)]


def test_a_row_is_a_journal_with_its_subjects_keywords_and_languages(write: Write) -> None:
    path = write(table(journal(1, "Annals of  Asthma", keywords="asthma,  allergy", languages="English, Spanish")))
    assert read(path) == [
        Journal(
            code="2000-001X",
            title="Annals of Asthma",
            address="https://journals.example.org/1",
            publisher="House of Made-up Journals",
            languages=("English", "Spanish"),
            subjects=("Diseases of the respiratory system",),
            keywords=("asthma", "allergy"),
        )
    ]


def test_journals_on_other_subjects_are_left_out_and_counted(write: Write) -> None:
    reading = Reading(source("doaj"))
    assert "Journal of Bridges" not in [each.title for each in read(write(table(*SOME)), reading)]
    assert reading.left_out == {"journal on something other than medicine": 1}


def test_a_journal_of_several_subjects_is_kept_for_one_of_them(write: Write) -> None:
    mixed = journal(1, "Bridges for Lungs", subjects=f"Technology | {LUNGS}")
    (found,) = read(write(table(mixed)), Reading(source("doaj")))
    assert found.subjects == ("Technology", "Diseases of the respiratory system")


def test_the_edition_is_the_last_day_on_which_a_journal_was_changed(write: Write) -> None:
    rows = journal(1, "A"), journal(2, "B", **{"Last updated Date": "2026-07-01T00:00:00Z"})
    assert doaj.edition(write(table(*rows))) == Edition(label="2026-07-01", year=2026)


def test_days_that_there_are_not_say_nothing(write: Write) -> None:
    rows = journal(1, "A"), journal(2, "B", **{"Last updated Date": "2026-99-01T00:00:00Z"})
    assert doaj.edition(write(table(*rows))) == Edition(label="2026-05-04", year=2026)


def test_a_mark_of_the_byte_order_is_no_part_of_the_first_column(write: Write) -> None:
    path = write(b"\xef\xbb\xbf" + table(*SOME).encode())
    assert doaj.identity(path) == {"table": frozenset({"journals of DOAJ"})}
    assert len(read(path)) == len(SOME)


def test_a_cell_may_have_line_breaks_and_quotation_marks(write: Write) -> None:
    (found,) = read(write(table(journal(1, 'Journal of "Wards"\r\nand Beds, Quarterly'))))
    assert found.title == 'Journal of "Wards" and Beds, Quarterly'


def test_a_journal_without_pages_of_its_own_leads_to_those_in_doaj(write: Write) -> None:
    (found,) = read(write(table(journal(1, "A", **{"Journal URL": "javascript:alert(1)"}))))
    assert found.address == f"https://doaj.org/toc/{1:032x}"


@pytest.mark.parametrize(
    "column", ["Journal title", "Publisher", "Journal EISSN (online version)"], ids=["title", "publisher", "ISSN"]
)
def test_a_row_without_what_names_a_journal_is_broken(write: Write, column: str) -> None:
    (broken,) = problems(write(table(journal(1, "A", **{column: " "}))))
    assert (broken.where, broken.problem) == ("line 2", "it has no ISSN, title, publisher or web address")


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org",
        "https://nih.gov@example.org/",
        "https://localhost/",
        "https://a.b/ c",
        "https://a.b/\u202ec",
    ],
)
def test_a_journal_without_an_address_that_a_page_may_link_to_is_broken(write: Write, address: str) -> None:
    row = journal(1, "A", **{"Journal URL": address, "URL in DOAJ": ""})
    assert len(problems(write(table(row)))) == 1


def test_an_endless_title_and_further_columns_are_broken(write: Write) -> None:
    assert problems(write(table(journal(1, "A" * 301))))[0].problem == "it has a title of 301 characters"
    assert problems(write(table(journal(1, "A")).rstrip() + ",more\r\n"))[0].problem.startswith("it has more columns")


def test_text_that_is_not_utf_8_is_broken(write: Write) -> None:
    assert problems(write(table(journal(1, "Neumología")).encode("latin-1")))[0].problem == "it is not UTF-8"


@pytest.mark.parametrize(
    "text", ["Journal title,Publisher\r\nA,B\r\n", "a\rb\r", "\x00\x01"], ids=["other", "cr", "no"]
)
def test_another_file_is_refused(write: Write, text: str) -> None:
    path = write(text)
    assert doaj.identity(path) == {}
    assert doaj.edition(path) is None
    with pytest.raises(DataError):
        list(doaj.journals(path))


@pytest.mark.parametrize("end", [-3, -40], ids=["in the last row", "within quotation marks"])
def test_a_table_that_is_cut_off_is_refused(write: Write, end: int) -> None:
    text = table(*SOME, journal(9, "Z", **{"Most Recent Article Added": '"' + "day " * 9 + "\r\n" + "." * 30}))
    with pytest.raises(DataError):
        list(doaj.journals(write(text[:end])))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(write: Write) -> None:
    with pytest.raises(DataError, match="cut off"):
        list(doaj.journals(write(table(journal(1, "A")) + "x" * 200_000)))
