"""Reading the NCI Thesaurus's flat file."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.nci import thesaurus as ncit
from bot.sources.formats.nci.semantic_types import LISTED
from bot.terms.model import NameKind, SemanticType

LAYOUTS = ["ncit.tsv", "ncit_eight.tsv", "ncit_five.tsv"]


def row(code: str = "C1", names: str = "Thing", **columns: str) -> str:
    """A line of nine columns."""
    cells = {
        "code": code,
        "identity": f"<http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#{code}>",
        "parents": "",
        "synonyms": names,
        "definition": "",
        "display_name": "",
        "status": "",
        "semantic_types": "",
        "subset": "",
    }
    return "\t".join((cells | columns).values()) + "\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes lines as a flat file."""

    def written(*lines: str | bytes) -> Path:
        path = tmp_path / "Thesaurus.txt"
        path.write_bytes(b"".join(line.encode() if isinstance(line, str) else line for line in lines))
        return path

    return written


@pytest.fixture(scope="session")
def thesaurus(fixtures: Path) -> Callable[[str], dict[str, Concept]]:
    """The concepts of a fixture file, by code."""

    def read(name: str) -> dict[str, Concept]:
        records = ncit.concepts(fixtures / name)
        return {record.code: record for record in records if isinstance(record, Concept)}

    return read


@pytest.fixture(scope="session")
def concepts(thesaurus: Callable[[str], dict[str, Concept]]) -> dict[str, Concept]:
    """Those of the layout of today."""
    return thesaurus("ncit.tsv")


def only(path: Path) -> Concept:
    (concept,) = ncit.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def names_of(concept: Concept, kind: NameKind) -> list[str]:
    return [name.name for name in concept.names if name.kind is kind]


def test_every_concept_that_is_in_use_is_read(concepts: dict[str, Concept], fixtures: Path) -> None:
    assert list(concepts) == ["C2991", "C3262", "C9305", "C2039", "C17965", "C25250"]
    assert not [record for record in ncit.concepts(fixtures / "ncit.tsv") if isinstance(record, BrokenRecord)]


@pytest.mark.parametrize("status", ["Obsolete_Concept", "Retired_Concept", "Header_Concept|Retired_Concept"])
def test_retired_and_obsolete_concepts_are_passed_over(write: Callable[..., Path], status: str) -> None:
    assert list(ncit.concepts(write(row(status=status)))) == []


@pytest.mark.parametrize("status", ["", "Header_Concept", "Provisional_Concept"])
def test_concepts_of_any_other_status_are_kept(write: Callable[..., Path], status: str) -> None:
    assert only(write(row(status=status))).code == "C1"


def test_the_first_synonym_is_the_preferred_name(concepts: dict[str, Concept]) -> None:
    assert concepts["C2991"].preferred_name == "Disease or Disorder"
    assert all(len(names_of(concept, NameKind.PREFERRED)) == 1 for concept in concepts.values())


def test_the_other_synonyms_stand_once_each(concepts: dict[str, Concept]) -> None:
    assert names_of(concepts["C3262"], NameKind.SYNONYM) == ["Tumor", "Tumour"]


def test_what_is_written_like_an_abbreviation_is_one(concepts: dict[str, Concept]) -> None:
    assert names_of(concepts["C9305"], NameKind.ABBREVIATION) == ["CA"]
    assert names_of(concepts["C17965"], NameKind.ABBREVIATION) == ["BRCA1"]


def test_a_display_name_is_a_synonym_where_it_differs(concepts: dict[str, Concept]) -> None:
    assert names_of(concepts["C9305"], NameKind.SYNONYM) == ["Cancer", "Cancers"]
    assert "Neoplasm" not in names_of(concepts["C3262"], NameKind.SYNONYM)


def test_that_nci_wrote_a_definition_is_not_said_in_it_but_another_author_is(concepts: dict[str, Concept]) -> None:
    assert concepts["C2991"].definitions == ("Something that is wrong with a living body and shows in a known way.",)
    assert concepts["C2039"].definitions == ("An antibody that slows the growth of new vessels. (After a leaflet)",)
    assert concepts["C9305"].definitions == ()


@pytest.mark.parametrize("text", ["P(A|B) is a likelihood.", "Seen at the NCI (NCI) in May.", 'A "word" so called.'])
def test_a_definition_is_one_whatever_is_in_it(write: Callable[..., Path], text: str) -> None:
    assert only(write(row(definition=f" {text.replace(' ', '  ')} "))).definitions == (text,)


def test_parents_are_codes(concepts: dict[str, Concept]) -> None:
    assert concepts["C9305"].parents == ("C3262", "C2991")
    assert concepts["C2991"].parents == ()


def test_the_address_is_the_page_of_that_very_concept(concepts: dict[str, Concept]) -> None:
    page = "https://evsexplore.semantics.cancer.gov/evsexplore/concept/ncit/C2991"
    assert concepts["C2991"].url == page


@pytest.mark.parametrize(
    ("types", "kinds"),
    [
        ("Neoplastic Process", [SemanticType.DISEASE]),
        ("Pharmacologic Substance", [SemanticType.MEDICINE]),
        ("Gene or Genome", [SemanticType.GENE]),
        ("Amino Acid, Peptide, or Protein", [SemanticType.PROTEIN]),
        ("Body Part, Organ, or Organ Component", [SemanticType.BODY_PART]),
        ("Therapeutic or Preventive Procedure", [SemanticType.TREATMENT]),
        ("Laboratory Procedure", [SemanticType.TEST]),
        ("Sign or Symptom", [SemanticType.SYMPTOM]),
        ("Enzyme|Amino Acid, Peptide, or Protein", [SemanticType.PROTEIN]),
        ("Organic Chemical|Pharmacologic Substance", [SemanticType.MEDICINE, SemanticType.CHEMICAL]),
        ("Finding|Injury or Poisoning", [SemanticType.INJURY]),
        ("Finding", []),
        ("Something that NCI may add", []),
        ("", []),
    ],
)
def test_semantic_types_are_told_in_the_readers_words(
    write: Callable[..., Path], types: str, kinds: list[SemanticType]
) -> None:
    assert list(only(write(row(semantic_types=types))).semantic_types) == kinds


def test_no_semantic_type_is_under_two_words() -> None:
    listed = [type_ for types in LISTED.umls.values() for type_ in types]
    assert sorted(listed) == sorted(set(listed))
    assert all(type_ == type_.strip() for type_ in listed)


def test_eight_columns_are_read_too(thesaurus: Callable[[str], dict[str, Concept]]) -> None:
    older = thesaurus("ncit_eight.tsv")
    assert list(older) == ["C2991", "C3262"]
    assert [name.name for name in older["C2991"].names] == ["Disease or Disorder", "Disorder", "Disease"]
    assert older["C2991"].parents == ()
    assert older["C3262"].parents == ("C2991",)
    assert older["C3262"].semantic_types == (SemanticType.DISEASE,)


def test_five_columns_have_parents_by_name(thesaurus: Callable[[str], dict[str, Concept]]) -> None:
    oldest = thesaurus("ncit_five.tsv")
    assert oldest["C9305"].parents == ("C3262", "C2991")
    assert oldest["C3262"].parents == ("C2991",)
    assert oldest["C2991"].parents == ()
    assert oldest["C3262"].definitions == ("A lump that grows because its cells divide more than they should.",)


def test_a_concept_without_synonyms_has_the_name_that_identifies_it(
    thesaurus: Callable[[str], dict[str, Concept]], write: Callable[..., Path]
) -> None:
    assert thesaurus("ncit_five.tsv")["C3262"].preferred_name == "Neoplasm"
    assert only(write("C1\tGood_Old_Name\troot_node\t\t\n")).preferred_name == "Good Old Name"


def test_a_concept_with_nothing_but_a_display_name_has_that(write: Callable[..., Path]) -> None:
    concept = only(write(row(names="", display_name="Shown")))
    assert (concept.preferred_name, len(concept.names)) == ("Shown", 1)


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("C2\ttoo\tfew\n", "line 2"),
        (row("C2").replace("\n", "\tone more\n"), "line 2"),
        (row("X2"), "line 2"),
        (row(""), "line 2"),
        (row("C2", ""), "C2"),
        (row("C2", " | |"), "C2"),
        (row("C2").encode().replace(b"Thing", b"M\xe9ni\xe8re"), "line 2"),
        ("C2\x00\n", "line 2"),
    ],
)
def test_a_line_that_breaks_the_format_is_broken_and_says_where(
    write: Callable[..., Path], line: str | bytes, where: str
) -> None:
    first, broken, last = ncit.concepts(write(row("C1"), line, row("C3")))
    assert isinstance(first, Concept)
    assert isinstance(broken, BrokenRecord)
    assert broken.where == where
    assert isinstance(last, Concept)


def test_empty_lines_are_passed_over(write: Callable[..., Path]) -> None:
    assert len(list(ncit.concepts(write(row("C1"), "\n", row("C2"), "\n")))) == 2


@pytest.mark.parametrize("name", LAYOUTS)
def test_windows_line_breaks_and_a_byte_order_mark_make_no_difference(
    name: str, fixtures: Path, write: Callable[..., Path]
) -> None:
    original = fixtures / name
    other = write(b"\xef\xbb\xbf" + original.read_bytes().replace(b"\n", b"\r\n"))
    assert list(ncit.concepts(other)) == list(ncit.concepts(original))


def zipped(path: Path, content: bytes, date: tuple[int, int, int]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("Thesaurus.txt", (*date, 0, 0, 0)), content)
    return path


def test_the_edition_is_the_day_of_the_archives_file(fixtures: Path, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "Thesaurus.FLAT.zip", (fixtures / "ncit.tsv").read_bytes(), (2026, 4, 27))
    assert ncit.edition(archive) == Edition("2026-04-27", 2026)
    assert list(ncit.concepts(archive)) != []


def test_of_an_archive_only_the_thesaurus_is_read(fixtures: Path, tmp_path: Path) -> None:
    archive = tmp_path / "Thesaurus.FLAT.zip"
    with zipfile.ZipFile(archive, "w") as contents:
        contents.writestr(zipfile.ZipInfo("ReadMe.txt", (2026, 5, 30, 0, 0, 0)), "About the thesaurus.")
        contents.writestr(
            zipfile.ZipInfo("26.04d/Thesaurus.txt", (2026, 4, 27, 0, 0, 0)), (fixtures / "ncit.tsv").read_bytes()
        )
    assert list(ncit.concepts(archive)) == list(ncit.concepts(fixtures / "ncit.tsv"))
    assert ncit.edition(archive) == Edition("2026-04-27", 2026)


def test_an_archive_without_dates_and_the_file_alone_tell_no_edition(fixtures: Path, tmp_path: Path) -> None:
    assert ncit.edition(zipped(tmp_path / "undated.zip", b"C1", (1980, 1, 1))) is None
    assert ncit.edition(fixtures / "ncit.tsv") is None
    assert ncit.edition(fixtures) is None
    assert ncit.edition(tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_that_ends_inside_a_line_is_cut_off(name: str, fixtures: Path, write: Callable[..., Path]) -> None:
    whole = (fixtures / name).read_bytes()
    second_line = whole.index(b"\n") + 1
    for kept in range(second_line + 1, len(whole), 7):
        if whole[kept - 1 : kept] != b"\n":
            with pytest.raises(DataError, match="cut off"):
                list(ncit.concepts(write(whole[:kept])))


@pytest.mark.parametrize("kept", [0.01, 0.5, 0.999])
def test_a_compressed_file_that_is_cut_anywhere_is_refused(fixtures: Path, tmp_path: Path, kept: float) -> None:
    whole = gzip.compress((fixtures / "ncit.tsv").read_bytes())
    cut = tmp_path / "Thesaurus.txt.gz"
    cut.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(DataError) as refused:
        list(ncit.concepts(cut))
    assert str(cut) in refused.value.problem


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html></html>",
        b"term,definition\n",
        b"\x00" * 100,
        b"\n",
        b"code\tIRI\tparents\tsynonyms\tdefinition\tdisplay\tstatus\ttype\tsubset\n",
        b"C1\tsix\tcolumns\tare\tno\tlayout\n",
        b"C1\t" * 2_000_000,
        "C1\tName\t\tName\t\n".encode("utf-16"),
    ],
    ids=["html", "csv", "zeros", "blank", "header", "six", "endless", "utf-16"],
)
def test_a_file_of_another_kind_is_refused(write: Callable[..., Path], content: bytes) -> None:
    path = write(content)
    with pytest.raises(DataError) as refused:
        list(ncit.concepts(path))
    assert f"{path} is not the NCI Thesaurus" in refused.value.problem
    assert "Thesaurus.FLAT.zip" in refused.value.remedy


@pytest.mark.parametrize("missing", ["nowhere.txt", "empty.txt"])
def test_a_missing_or_empty_file_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(DataError, match=missing):
        list(ncit.concepts(tmp_path / missing))


@pytest.mark.parametrize(
    ("synonyms", "names"),
    [
        ("Warm Head|PYREXIA|Pyrexia|pyrexia", [("Warm Head", NameKind.PREFERRED), ("Pyrexia", NameKind.SYNONYM)]),
        ("WARM HEAD|Warm Head", [("Warm Head", NameKind.PREFERRED)]),
        ("Warm head|Warm Head|warm head", [("Warm head", NameKind.PREFERRED)]),
        ("Warm Head|PYREX|pyrex", [("Warm Head", NameKind.PREFERRED), ("pyrex", NameKind.SYNONYM)]),
        ("Warm Head|wh|WH", [("Warm Head", NameKind.PREFERRED), ("WH", NameKind.ABBREVIATION)]),
        ("Warm Head|Wrm12|WRM12", [("Warm Head", NameKind.PREFERRED), ("WRM12", NameKind.ABBREVIATION)]),
        ("Warm Head|HOT HEAD|HOT HEAD", [("Warm Head", NameKind.PREFERRED), ("HOT HEAD", NameKind.SYNONYM)]),
    ],
)
def test_spellings_that_differ_in_capitals_are_one_name_in_natural_case(
    write: Callable[..., Path], synonyms: str, names: list[tuple[str, NameKind]]
) -> None:
    assert [(name.name, name.kind) for name in only(write(row(names=synonyms))).names] == names


def test_what_is_cleaned_is_counted(write: Callable[..., Path]) -> None:
    reading = Reading()
    lines = [
        row("C1", "Warm Head|WARM HEAD|X1|x1", definition="Heat of the head.(NCI)"),
        row("C2", "Cold Foot", definition="Cold of the foot. (FDA)"),
    ]
    warm, cold = ncit.concepts(write(*lines), reading)
    assert isinstance(warm, Concept)
    assert isinstance(cold, Concept)
    assert (warm.definitions, cold.definitions) == (("Heat of the head.",), ("Cold of the foot.",))
    assert (warm.credit, cold.credit) == (None, "after FDA")
    assert reading.cleaned == {"(NCI) or another author's mark": 2, "several spellings of one synonym": 2}


def test_an_abbreviation_of_the_last_words_is_no_author(write: Callable[..., Path]) -> None:
    text = "An abbreviation of a made-up unit (ABC)"
    concept = only(write(row("C1", "Unit", definition=text)))
    assert (concept.definitions, concept.credit) == ((text,), None)
