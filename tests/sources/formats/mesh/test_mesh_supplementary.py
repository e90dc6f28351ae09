"""Reading NLM's SupplementalRecordSet XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh import supplementary as mesh_supplementary
from bot.terms.model import NameKind, Relation, SemanticType

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


def test_a_note_loses_what_is_for_indexers_and_that_is_counted(supplementary_file: Path) -> None:
    reading = Reading()
    first, *_ = mesh_supplementary.concepts(supplementary_file, reading)
    assert isinstance(first, Concept)
    assert first.definitions == ("a made-up drug against imagined itching",)
    assert reading.cleaned == {"remark for indexers": 2}


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Structure &amp; RN given in first source; a made-up pain killer", "a made-up pain killer"),
        (
            "an imagined factor, RN &amp; amino acid sequence in first source; about 32 kDa",
            "an imagined factor; about 32 kDa",
        ),
        (
            "calms mice; structure in Imagined Index, 5th ed; found in (dried; powdered) weeds",
            "calms mice; found in (dried; powdered) weeds",
        ),
        ("chloride was minor descriptor (75-80); lowers fever", "lowers fever"),
        ("lowers fever; InChIKey: ABCDEFGHIJKLMN-OPQRSTUVSA-N", "lowers fever"),
        ("lowers fever; Made Up J Med 2022 Mar 17;386(11):1013-1025", "lowers fever"),
        ("RN given refers to (S)-isomer, HCl; stops hiccups, it is hoped", "stops hiccups, it is hoped"),
        ("use MADE-UP COMPOUNDS to search STUFF 1975-92; an oral drug", "an oral drug"),
    ],
)
def test_remarks_are_cleaned_as_whole_parts(write: Write, note: str, kept: str) -> None:
    assert only(write(substance(f"<Note>{note}</Note>"))).definitions == (kept,)


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
    ["structure-specific cutter of made-up DNA", "RNase of an imagined mold", "binds MF59, a made-up adjuvant"],
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


def heading(code: str, name: str, qualifier: str = "") -> str:
    return (
        f"<HeadingMappedTo><DescriptorReferredTo><DescriptorUI>{code}</DescriptorUI><DescriptorName><String>{name}</String>"
        f"</DescriptorName></DescriptorReferredTo>{qualifier}</HeadingMappedTo>"
    )


def test_descriptors_that_a_record_is_filed_under_are_links(supplementary: dict[str, Concept]) -> None:
    concept = supplementary["C900001"]
    assert Link(Relation.MAPPED_TO, "Anti-Bacterial Agents", "mesh:D000900") in concept.links
    assert (concept.parents, concept.tree_numbers, concept.see_also, concept.equivalents) == ((), (), (), ())


def test_a_heading_with_several_qualifiers_is_one_heading_without_its_asterisk(write: Write) -> None:
    qualifier = "<QualifierReferredTo><QualifierUI>Q1</QualifierUI><QualifierName><String>analogs</String></QualifierName></QualifierReferredTo>"
    headings = heading("*D7", "Made-up Rings", qualifier) + heading("D7", "Made-up Rings") + heading("D8", "Old Rings")
    concept = only(write(substance(f"<HeadingMappedToList>{headings}</HeadingMappedToList>")))
    assert concept.links == (
        Link(Relation.MAPPED_TO, "Made-up Rings", "mesh:D7"),
        Link(Relation.MAPPED_TO, "Old Rings", "mesh:D8"),
    )


@pytest.mark.parametrize(
    ("action", "types"),
    [
        ("Anti-Inflammatory Agents, Non-Steroidal", (SemanticType.MEDICINE, SemanticType.CHEMICAL)),
        ("Hypoglycemic Agents", (SemanticType.MEDICINE, SemanticType.CHEMICAL)),
        ("Antioxidants", (SemanticType.CHEMICAL,)),
        ("Insecticides", (SemanticType.CHEMICAL,)),
        ("Enzyme Inhibitors", (SemanticType.CHEMICAL,)),
    ],
)
def test_a_therapeutic_action_makes_a_medicine(write: Write, action: str, types: tuple[SemanticType, ...]) -> None:
    inner = heading("D5", action).replace("HeadingMappedTo", "PharmacologicalAction")
    concept = only(write(substance(f"<PharmacologicalActionList>{inner}</PharmacologicalActionList>")))
    assert concept.links == (Link(Relation.ACTS_AS, action, "mesh:D5"),)
    assert concept.semantic_types == types


def test_a_record_without_text_still_says_what_it_does_and_where_it_is_filed(write: Write) -> None:
    action = heading("D5", "Analgesics").replace("HeadingMappedTo", "PharmacologicalAction")
    concept = only(
        write(
            substance(
                "<Note>RN given refers to parent cpd</Note>"
                f"<HeadingMappedToList>{heading('*D7', 'Made-up Rings')}</HeadingMappedToList>"
                f"<PharmacologicalActionList>{action}</PharmacologicalActionList>"
            )
        )
    )
    assert concept.definitions == ()
    assert [link.kind for link in concept.links] == [Relation.ACTS_AS, Relation.MAPPED_TO]
    assert concept.url == "https://meshb.nlm.nih.gov/record/ui?ui=C1"


def test_a_concept_with_a_scope_note_is_a_record_of_its_own(write: Write) -> None:
    inner = (
        '<ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI></Concept>'
        '<Concept PreferredConceptYN="N"><ConceptUI>M2</ConceptUI><ConceptName><String>stuff salt</String></ConceptName>'
        "<ScopeNote>The salt of stuff.</ScopeNote><TermList><Term><String>stuff salt</String></Term></TermList></Concept></ConceptList>"
    )
    stuff, salt = mesh_supplementary.concepts(write(substance(inner)))
    assert isinstance(stuff, Concept)
    assert isinstance(salt, Concept)
    assert (stuff.see_also, [name.name for name in stuff.names]) == (("M2",), ["stuff"])
    assert (salt.see_also, salt.definitions, salt.url) == (("C1",), ("The salt of stuff.",), stuff.url)


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
