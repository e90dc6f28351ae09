"""Reading NLM's SupplementalRecordSet XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.lexicon.model import NameKind, SemanticType
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition
from bot.sources.formats import mesh_supplementary

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def supplementary_file(fixtures: Path) -> Path:
    """Four made-up records in NLM's layout."""
    return fixtures / "mesh_supplementary.xml"


@pytest.fixture(scope="session")
def supplementary(supplementary_file: Path) -> dict[str, Concept]:
    """The records of the fixture file, by identifier."""
    read = mesh_supplementary.concepts(supplementary_file)
    return {concept.code: concept for concept in read if isinstance(concept, Concept)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes records as a file of NLM's, without a DOCTYPE."""

    def written(*records: str) -> Path:
        path = tmp_path / "supp.xml"
        path.write_text(f"<SupplementalRecordSet>{''.join(records)}</SupplementalRecordSet>", encoding="utf-8")
        return path

    return written


def substance(inner: str = "", kind: str = "1") -> str:
    return (
        f'<SupplementalRecord SCRClass="{kind}"><SupplementalRecordUI>C1</SupplementalRecordUI>'
        f"<SupplementalRecordName><String>stuff</String></SupplementalRecordName>{inner}</SupplementalRecord>"
    )


def only(path: Path) -> Concept:
    (concept,) = mesh_supplementary.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def test_every_record_becomes_one_concept(supplementary: dict[str, Concept]) -> None:
    assert list(supplementary) == ["C900001", "C900002", "C900003", "C900004"]


def test_names_are_told_apart_as_those_of_descriptors_are(supplementary: dict[str, Concept]) -> None:
    assert [(name.name, name.kind) for name in supplementary["C900001"].names] == [
        ("medlexidine", NameKind.PREFERRED),
        ("Itchaway", NameKind.SYNONYM),
        ("MDX-17", NameKind.ABBREVIATION),
        ("medlexidine sulfate", NameKind.ENTRY_TERM),
    ]


def test_a_note_that_says_what_the_thing_is_is_kept_whole(supplementary: dict[str, Concept]) -> None:
    assert supplementary["C900001"].definitions == (
        "a made-up drug against imagined itching; RN given refers to parent cpd",
    )


@pytest.mark.parametrize(
    "note",
    [
        "",
        "  ",
        ";",
        "structure",
        "structure given in first source",
        "RN &amp; amino acid sequence in first source; structure in Made-up Index",
        "Was minor descriptor (75-80); RN given refers to parent cpd",
        "MF in first source; on-line search OTHER STUFF (72)",
    ],
)
def test_a_note_that_only_helps_indexers_is_no_definition(write: Write, note: str) -> None:
    assert only(write(substance(f"<Note>{note}</Note>"))).definitions == ()


@pytest.mark.parametrize(
    "note",
    ["structure-specific cutter of made-up DNA", "RNase of an imagined mold", "a mix; structure given in first source"],
)
def test_a_note_that_only_begins_like_a_remark_is_a_definition(write: Write, note: str) -> None:
    assert only(write(substance(f"<Note>{note}</Note>"))).definitions == (note,)


def test_a_record_without_note_has_no_definition(supplementary: dict[str, Concept]) -> None:
    assert [code for code, concept in supplementary.items() if concept.definitions] == ["C900001"]


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("1", (SemanticType.CHEMICAL,)),
        ("2", (SemanticType.TREATMENT,)),
        ("3", (SemanticType.DISEASE,)),
        ("4", (SemanticType.ORGANISM,)),
        ("5", (SemanticType.PERSON,)),
        ("6", (SemanticType.BODY_PART,)),
        ("7", ()),
        ("", ()),
    ],
)
def test_the_class_says_what_a_record_is(write: Write, kind: str, types: tuple[SemanticType, ...]) -> None:
    assert only(write(substance(kind=kind))).semantic_types == types


def test_descriptors_that_a_record_is_mapped_to_are_left_out(supplementary: dict[str, Concept]) -> None:
    concept = supplementary["C900001"]
    assert (concept.parents, concept.tree_numbers, concept.see_also, concept.equivalents) == ((), (), (), ())


def test_the_address_is_the_page_of_that_very_record(supplementary: dict[str, Concept]) -> None:
    assert supplementary["C900003"].url == "https://meshb.nlm.nih.gov/record/ui?ui=C900003"


def test_the_edition_is_the_date_of_the_doctype(supplementary_file: Path, write: Write) -> None:
    assert mesh_supplementary.edition(supplementary_file) == Edition(label="2026-01-01", year=2026)
    assert mesh_supplementary.edition(write(substance())) is None


def test_descriptors_have_no_supplementary_edition(mesh_file: Path) -> None:
    assert mesh_supplementary.edition(mesh_file) is None


@pytest.mark.parametrize(
    "record",
    [
        "<SupplementalRecord/>",
        "<SupplementalRecord><SupplementalRecordUI>C2</SupplementalRecordUI></SupplementalRecord>",
        substance().replace("C1", " "),
        substance().replace("C1", "C2").replace("stuff", ""),
    ],
)
def test_a_record_without_identifier_or_name_is_broken_and_says_where(write: Write, record: str) -> None:
    good, broken = mesh_supplementary.concepts(write(substance(), record))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "C2" in broken.where or "line" in broken.where
