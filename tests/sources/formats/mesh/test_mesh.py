"""Reading NLM's DescriptorRecordSet XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.mesh.branches import semantic_type
from bot.sources.parsing import parse_into
from bot.terms.model import NameKind, Relation, SemanticType

DOCTYPE = '<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_{}.dtd">'


def descriptor(ui: str, name: str, inner: str = "") -> str:
    return (
        f'<DescriptorRecord DescriptorClass = "1"><DescriptorUI>{ui}</DescriptorUI>'
        f"<DescriptorName><String>{name}</String></DescriptorName>{inner}</DescriptorRecord>"
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes descriptors as a MeSH file."""

    def written(*records: str, doctype: str = DOCTYPE.format("20260101")) -> Path:
        path = tmp_path / "desc.xml"
        body = "".join(records)
        path.write_text(
            f'<?xml version="1.0"?>\n{doctype}\n<DescriptorRecordSet LanguageCode = "eng">{body}</DescriptorRecordSet>\n',
            encoding="utf-8",
        )
        return path

    return written


@pytest.fixture(scope="session")
def descriptors(mesh_file: Path) -> dict[str, Concept]:
    """The descriptors of the fixture file, by identifier."""
    return {concept.code: concept for concept in mesh.concepts(mesh_file) if isinstance(concept, Concept)}


def names_of(concept: Concept, kind: NameKind) -> list[str]:
    return [name.name for name in concept.names if name.kind is kind]


def test_every_descriptor_becomes_one_concept(descriptors: dict[str, Concept], mesh_file: Path) -> None:
    assert len(descriptors) == mesh_file.read_text().count("</DescriptorRecord>") == 16
    assert not [record for record in mesh.concepts(mesh_file) if isinstance(record, BrokenRecord)]


def test_the_descriptor_name_stands_first_and_is_preferred(descriptors: dict[str, Concept]) -> None:
    for concept in descriptors.values():
        assert concept.names[0].kind is NameKind.PREFERRED
        assert len(names_of(concept, NameKind.PREFERRED)) == 1
    assert descriptors["D007378"].preferred_name == "Interleukins"


def test_terms_of_the_preferred_concept_are_synonyms(descriptors: dict[str, Concept]) -> None:
    assert names_of(descriptors["D009203"], NameKind.SYNONYM) == [
        "Infarction, Myocardial",
        "Myocardial Infarctions",
        "Heart Attack",
        "Heart Attacks",
    ]


def test_terms_of_other_concepts_are_entry_terms_and_never_synonyms(descriptors: dict[str, Concept]) -> None:
    breast = descriptors["D001943"]
    assert names_of(breast, NameKind.ENTRY_TERM) == ["Breast Carcinoma", "Carcinoma, Breast"]
    assert "Breast Carcinoma" not in names_of(breast, NameKind.SYNONYM)


NARROWER = (
    '<Concept PreferredConceptYN="N"><ConceptUI>M2</ConceptUI><ConceptName><String>Quick Thing</String></ConceptName>{note}'
    '<ConceptRelationList><ConceptRelation RelationName="{relation}"><Concept1UI>M1</Concept1UI><Concept2UI>M2</Concept2UI>'
    '</ConceptRelation></ConceptRelationList><TermList><Term LexicalTag="NON"><String>Quick Thing</String></Term>'
    '<Term LexicalTag="NON"><String>Thing, Quick</String></Term><Term LexicalTag="ABB"><String>QTG</String></Term></TermList></Concept>'
)


def with_second_concept(note: str, relation: str = "NRW") -> str:
    first = (
        '<Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI><ConceptName><String>Thing</String></ConceptName>'
        "<ScopeNote>A thing.</ScopeNote><TermList><Term><String>Thing</String></Term></TermList></Concept>"
    )
    tree = "<TreeNumberList><TreeNumber>C10.100</TreeNumber></TreeNumberList>"
    second = NARROWER.format(note=note, relation=relation)
    return descriptor("D1", "Thing", f"{tree}<ConceptList>{first}{second}</ConceptList>")


def test_a_narrower_concept_with_a_scope_note_is_a_child_with_its_own_names(write: Callable[..., Path]) -> None:
    thing, quick = mesh.concepts(write(with_second_concept("<ScopeNote>A thing that is over soon.</ScopeNote>")))
    assert isinstance(thing, Concept)
    assert isinstance(quick, Concept)
    assert (quick.code, quick.parents, quick.see_also) == ("M2", ("D1",), ())
    assert quick.definitions == ("A thing that is over soon.",)
    assert [(name.name, name.kind) for name in quick.names] == [
        ("Quick Thing", NameKind.PREFERRED),
        ("Thing, Quick", NameKind.SYNONYM),
        ("QTG", NameKind.ABBREVIATION),
    ]
    assert quick.url == thing.url
    assert quick.semantic_types == (SemanticType.DISEASE,)
    assert [name.name for name in thing.names] == ["Thing"]
    assert thing.see_also == ("M2",)


@pytest.mark.parametrize("relation", ["BRD", "REL"])
def test_a_broader_or_related_concept_stands_beside_its_descriptor(write: Callable[..., Path], relation: str) -> None:
    thing, other = mesh.concepts(write(with_second_concept("<ScopeNote>Another thing.</ScopeNote>", relation)))
    assert isinstance(thing, Concept)
    assert isinstance(other, Concept)
    assert (other.parents, other.see_also, thing.see_also) == ((), ("D1",), ("M2",))
    assert (other.semantic_types, other.likely_types) == ((), (SemanticType.DISEASE,))


@pytest.mark.parametrize("note", ["", "<ScopeNote/>", "<ScopeNote>  </ScopeNote>"])
def test_a_concept_without_a_scope_note_gives_its_terms_to_the_descriptor(
    write: Callable[..., Path], note: str
) -> None:
    thing = only(write(with_second_concept(note)))
    assert names_of(thing, NameKind.ENTRY_TERM) == ["Quick Thing", "Thing, Quick", "QTG"]
    assert thing.see_also == ()


def acting(ui: str, name: str, tree: str, *actions: tuple[str, str]) -> str:
    listed = "".join(
        f"<PharmacologicalAction><DescriptorReferredTo><DescriptorUI>{code}</DescriptorUI><DescriptorName><String>{action}</String>"
        "</DescriptorName></DescriptorReferredTo></PharmacologicalAction>"
        for code, action in actions
    )
    inner = f"<PharmacologicalActionList>{listed}</PharmacologicalActionList>"
    return descriptor(ui, name, f"{inner}<TreeNumberList><TreeNumber>{tree}</TreeNumber></TreeNumberList>")


HEALER, POISON = ("D900", "Anti-Itch Agents"), ("D901", "Weed Killers")
ACTIONS = (
    descriptor("D900", "Anti-Itch Agents", "<TreeNumberList><TreeNumber>D27.505.954.444</TreeNumber></TreeNumberList>"),
    descriptor("D901", "Weed Killers", "<TreeNumberList><TreeNumber>D27.720.031</TreeNumber></TreeNumberList>"),
)


def test_a_chemical_with_a_therapeutic_action_is_a_medicine_wherever_the_action_stands(
    write: Callable[..., Path],
) -> None:
    for order in (1, -1):
        records = [acting("D1", "Itchaway", "D03.100", HEALER, POISON), *ACTIONS][::order]
        found = {concept.code: concept for concept in mesh.concepts(write(*records)) if isinstance(concept, Concept)}
        assert found["D1"].semantic_types == (SemanticType.MEDICINE, SemanticType.CHEMICAL)
        assert found["D1"].links == (
            Link(Relation.ACTS_AS, "Anti-Itch Agents", "mesh:D900"),
            Link(Relation.ACTS_AS, "Weed Killers", "mesh:D901"),
        )


def test_a_chemical_with_other_actions_is_none(write: Callable[..., Path]) -> None:
    chemical, *_ = mesh.concepts(write(acting("D1", "Weedaway", "D03.100", POISON), *ACTIONS))
    assert isinstance(chemical, Concept)
    assert chemical.semantic_types == (SemanticType.CHEMICAL,)
    assert [link.name for link in chemical.links] == ["Weed Killers"]


def test_a_hormone_that_is_given_as_a_medicine_stays_a_hormone_first(write: Callable[..., Path]) -> None:
    hormone, *_ = mesh.concepts(write(acting("D1", "Calmone", "D06.472.699", HEALER), *ACTIONS))
    assert isinstance(hormone, Concept)
    assert hormone.semantic_types == (SemanticType.HORMONE, SemanticType.MEDICINE)


@pytest.mark.parametrize("branch", ["D27.505.954.122.425", "D27.505.954.427.700.372"])
def test_disinfectants_and_hallucinogens_make_no_medicine(write: Callable[..., Path], branch: str) -> None:
    action = descriptor(
        "D900", "Anti-Itch Agents", f"<TreeNumberList><TreeNumber>{branch}</TreeNumber></TreeNumberList>"
    )
    chemical, _ = mesh.concepts(write(acting("D1", "Cleanall", "D03.100", HEALER), action))
    assert isinstance(chemical, Concept)
    assert chemical.semantic_types == (SemanticType.CHEMICAL,)


def test_links_lead_to_the_source_that_the_file_is_read_for(write: Callable[..., Path]) -> None:
    reading = Reading(source=msgspec.structs.replace(source("mesh"), id="mesh-old"))
    chemical, *_ = mesh.concepts(write(acting("D1", "Itchaway", "D03.100", HEALER), *ACTIONS), reading)
    assert isinstance(chemical, Concept)
    assert [link.target for link in chemical.links] == ["mesh-old:D900"]


def test_lexical_tags_mark_abbreviations_however_they_are_written(descriptors: dict[str, Concept]) -> None:
    assert names_of(descriptors["D009103"], NameKind.ABBREVIATION) == ["MS (Multiple Sclerosis)"]
    assert names_of(descriptors["D015850"], NameKind.ABBREVIATION) == ["IL6", "IL-6"]


@pytest.mark.parametrize("tag", ["ABB", "ABX", "ACR", "ACX"])
def test_each_tag_for_abbreviations_and_acronyms_counts(write: Callable[..., Path], tag: str) -> None:
    concept = only(write(descriptor("D1", "Thing", concepts(f'<Term LexicalTag="{tag}"><String>thg</String></Term>'))))
    assert names_of(concept, NameKind.ABBREVIATION) == ["thg"]


@pytest.mark.parametrize("tag", ["NON", "EPO", "NAM", "TRD", "LAB", "OBS"])
def test_other_tags_leave_a_name_a_synonym(write: Callable[..., Path], tag: str) -> None:
    concept = only(write(descriptor("D1", "Thing", concepts(f'<Term LexicalTag="{tag}"><String>thg</String></Term>'))))
    assert names_of(concept, NameKind.SYNONYM) == ["thg"]


def test_a_term_without_a_lexical_tag_is_an_abbreviation_when_written_like_one(write: Callable[..., Path]) -> None:
    terms = "<Term><String>TNF</String></Term><Term><String>Thing</String></Term><Term><String>stuff</String></Term>"
    concept = only(write(descriptor("D1", "Thing", concepts(terms))))
    assert names_of(concept, NameKind.ABBREVIATION) == ["TNF"]
    assert names_of(concept, NameKind.SYNONYM) == ["stuff"]


def test_a_name_that_stands_twice_is_taken_once(write: Callable[..., Path]) -> None:
    twice = "<Term><String>stuff</String></Term><Term><String>stuff</String></Term><Term><String> </String></Term>"
    concept = only(write(descriptor("D1", "Thing", concepts(twice))))
    assert [name.name for name in concept.names] == ["Thing", "stuff"]


def test_the_scope_note_is_that_of_the_preferred_concept_on_one_line(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D015846"].definitions == ("Cytokines that come from monocytes and macrophages.",)


def test_a_scope_note_of_another_concept_is_not_the_descriptors(write: Callable[..., Path]) -> None:
    thing, _ = mesh.concepts(write(with_second_concept("<ScopeNote>Another thing.</ScopeNote>")))
    assert isinstance(thing, Concept)
    assert thing.definitions == ("A thing.",)


def test_xml_escapes_in_a_scope_note_are_read(descriptors: dict[str, Concept]) -> None:
    assert "make them & by the receptors that they bind (affinity > 1 nM" in descriptors["D016207"].definitions[0]


def test_a_descriptor_without_scope_note_has_no_definition(write: Callable[..., Path]) -> None:
    assert only(write(descriptor("D1", "Thing"))).definitions == ()


def test_tree_numbers_are_kept_as_they_stand(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D007378"].tree_numbers == (
        "D12.644.276.374.465",
        "D12.776.467.374.465",
        "D23.529.374.465",
    )


def test_see_related_descriptors_are_kept_by_identifier(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D008222"].see_also == ("D015846",)
    assert descriptors["D015846"].see_also == ()


def test_the_address_is_the_page_of_that_very_descriptor(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D007378"].url == "https://meshb.nlm.nih.gov/record/ui?ui=D007378"


def test_mesh_says_nothing_about_how_a_name_is_said(descriptors: dict[str, Concept]) -> None:
    for concept in descriptors.values():
        assert (concept.respelling, concept.audio, concept.hyphenation) == (None, None, None)


@pytest.mark.parametrize(
    ("tree_number", "kind"),
    [
        ("A11.284.100", SemanticType.CELL_PART),
        ("A11.100", SemanticType.CELL),
        ("A01.100", SemanticType.BODY_PART),
        ("B04.820", SemanticType.ORGANISM),
        ("C04.588.180", SemanticType.DISEASE),
        ("C23.888.119", SemanticType.SYMPTOM),
        ("C26.417", SemanticType.INJURY),
        ("D03.383", SemanticType.CHEMICAL),
        ("D06.472.699", SemanticType.HORMONE),
        ("D12.776.467", SemanticType.PROTEIN),
        ("E01.370", SemanticType.TEST),
        ("E02.319", SemanticType.TREATMENT),
        ("F03.600", SemanticType.MENTAL_DISORDER),
        ("M01.526", SemanticType.PERSON),
        ("Z01.542", SemanticType.PLACE),
        ("N06.230", None),
        ("K01.100", None),
        ("", None),
    ],
)
def test_the_branch_of_a_tree_number_says_what_a_descriptor_is(tree_number: str, kind: SemanticType | None) -> None:
    assert semantic_type(tree_number) is kind


def test_kinds_are_told_once_each(descriptors: dict[str, Concept]) -> None:
    assert descriptors["D001943"].semantic_types == (SemanticType.DISEASE,)


def test_the_edition_is_the_date_of_the_doctype(mesh_file: Path) -> None:
    assert mesh.edition(mesh_file) == Edition(label="2026-01-01", year=2026)


def test_an_edition_is_asked_for_where_the_doctype_is_missing(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(descriptor("D1", "Thing"), doctype="")
    assert mesh.edition(path) is None
    with pytest.raises(DataError) as refused:
        parse_into(tmp_path / "mesh.part", source("mesh"), path, None)
    assert str(path) in refused.value.problem
    assert "--edition" in refused.value.remedy


def test_a_given_edition_is_shown_instead_of_the_doctypes(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(descriptor("D1", "Thing"), doctype=DOCTYPE.format("20240101"))
    installed = parse_into(tmp_path / "mesh.part", source("mesh"), path, Edition("2019 reprint", 2019))
    assert (installed.edition, installed.year) == ("2019 reprint", 2019)


def test_a_file_without_doctype_installs_with_a_given_edition(write: Callable[..., Path], tmp_path: Path) -> None:
    path = write(descriptor("D1", "Thing"), doctype="")
    assert parse_into(tmp_path / "mesh.part", source("mesh"), path, Edition("2025", 2025)).year == 2025


@pytest.mark.parametrize(
    "record",
    [
        "<DescriptorRecord><DescriptorName><String>No identifier</String></DescriptorName></DescriptorRecord>",
        "<DescriptorRecord><DescriptorUI>D000009</DescriptorUI></DescriptorRecord>",
        descriptor("D000009", "  "),
        "<DescriptorRecord/>",
    ],
)
def test_a_record_without_identifier_or_name_is_broken_and_says_where(write: Callable[..., Path], record: str) -> None:
    good, broken = mesh.concepts(write(descriptor("D1", "Thing"), record))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "D000009" in broken.where or "line" in broken.where


def test_elements_that_nlm_may_add_are_passed_over(write: Callable[..., Path]) -> None:
    concept = only(write("<Preface>new</Preface>", descriptor("D1", "Thing", "<Novelty><Deep>1</Deep></Novelty>")))
    assert concept.preferred_name == "Thing"


def concepts(terms: str) -> str:
    return (
        '<ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI>'
        f"<TermList>{terms}</TermList></Concept></ConceptList>"
    )


def only(path: Path) -> Concept:
    (concept,) = mesh.concepts(path)
    assert isinstance(concept, Concept)
    return concept
