"""References of ontologies to other records: equivalents, cross-references, parts and places."""

from __future__ import annotations

from pathlib import Path

import pytest
from sources.obo_samples import an_ontology, read, term, written

from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept, Link, Reading
from bot.sources.vocabularies import reference
from bot.terms.model import Relation


def only(folder: Path, ontology: str, id: str, *clauses: str, source: str | None = None) -> Concept:
    reading = Reading(source=an_ontology(source)) if source else None
    (concept,) = read(written(folder, ontology, term(id, *clauses)), reading).values()
    return concept


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("MESH:D001249", "mesh:D001249"),
        ("MESH:C566063", "mesh-supplementary:C566063"),
        ("MESH:A.02.835.232", None),  # a tree number, not a record
        ("NCIT:C3199", "ncit:C3199"),
        ("NCI:C3199", "ncit:C3199"),
        ("ncithesaurus:Ulna", None),  # a name, not a code
        ("DOID:0060703", "doid:DOID:0060703"),
        ("MONDO:0008549", "mondo:MONDO:0008549"),
        ("HP:0001250", "hpo:HP:0001250"),
        ("UBERON:0000948", "uberon:UBERON:0000948"),
        ("CL:0000540", "cl:CL:0000540"),
        ("GO:0005623", "go:GO:0005623"),
        ("Orphanet:558", "orphanet:558"),
        ("ORPHA:558", "orphanet:558"),
        ("ORDO:558", "orphanet:558"),
        ("OMIM:154700", "omim:154700"),
        ("MIM:PS604233", "omim:PS604233"),
        ("OMIMPS:604233", "omim:PS604233"),
        ("UMLS:C0024796", "umls:C0024796"),
        ("UMLS_CUI:C0024796", "umls:C0024796"),
        ("SCTID:19346006", "snomedct:19346006"),
        ("SNOMEDCT_US:19346006", "snomedct:19346006"),
        ("SNOMEDCT_US_2025_09_01:19346006", "snomedct:19346006"),
        ("ICD10CM:J45.9", "icd-10-cm:J45.9"),
        ("ICD10CM:A00-A09", None),  # a chapter
        ("RHEA:31179", None),
        ("http://example.org/1", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_identifiers_of_other_vocabularies_become_references_to_sources(identifier: str, expected: str | None) -> None:
    assert reference(identifier) == expected


def test_what_mondo_calls_equivalent_is_equivalent(tmp_path: Path) -> None:
    concept = only(
        tmp_path,
        "mondo",
        "MONDO:1",
        'xref: MESH:D009203 {source="DOID:5844", source="MONDO:equivalentTo", source="UMLS:C0027051"}',
        'xref: MESH:C566063 {source="MONDO:equivalentTo"}',
        'xref: NCIT:C84904 {source="MONDO:equivalentTo"}',
        'xref: NCIT:C84904 {source="MONDO:equivalentTo"}',
        'xref: GARD:21533 {source="MONDO:equivalentTo"}',
    )
    assert concept.equivalents == ("mesh:D009203", "mesh-supplementary:C566063", "ncit:C84904")
    assert concept.cross_references == ()


@pytest.mark.parametrize(
    "qualifier",
    [
        'source="MONDO:relatedTo"',
        'source="MONDO:mondoIsBroaderThanSource"',
        'source="MONDO:mondoIsNarrowerThanSource", source="DOID:1"',
        'source="MONDO:equivalentObsolete"',
        'source="MONDO:obsoleteEquivalent"',
        'source="Orphanet:353356/ntbt", source="Orphanet:353356"',
        'source="Orphanet:353356/btnt"',
    ],
)
def test_what_mondo_says_is_something_else_is_no_reference_at_all(tmp_path: Path, qualifier: str) -> None:
    concept = only(tmp_path, "mondo", "MONDO:1", f"xref: MESH:D000001 {{{qualifier}}}")
    assert (concept.equivalents, concept.cross_references) == ((), ())


def test_a_reference_without_a_word_on_how_it_compares_is_a_loose_one(tmp_path: Path) -> None:
    clauses = (
        "xref: UMLS:C0038454",
        "xref: FMA:7088",
        'xref: NCIT:C12727 {source="made:up"}',
        "xref: MESH:D006321 ! heart",
    )
    concept = only(tmp_path, "uberon", "UBERON:1", *clauses)
    assert concept.cross_references == ("umls:C0038454", "ncit:C12727", "mesh:D006321")
    assert concept.equivalents == ()


def test_exact_matches_are_equivalents_and_other_matches_are_not_even_references(tmp_path: Path) -> None:
    concept = only(
        tmp_path,
        "doid",
        "DOID:1",
        "xref: MESH:D000001",
        "xref: MESH:D000002",
        "xref: NCI:C3",
        'property_value: skos:exactMatch "MESH:D000001" xsd:string',
        'property_value: skos:broadMatch "MESH:D000002" xsd:string',
        "property_value: exactMatch ORDO:558",
        "property_value: skos:exactMatch http://example.org/1",
        'property_value: terms:date "2026-01-01" xsd:dateTime',
    )
    assert concept.equivalents == ("mesh:D000001", "orphanet:558")
    assert concept.cross_references == ("ncit:C3",)


def test_what_a_thing_is_part_of_leads_to_the_source_that_has_it(tmp_path: Path) -> None:
    clauses = (
        "relationship: part_of CL:2 ! bigger cell",
        'relationship: BFO:0000050 UBERON:7 {source="x"} ! part of organ',
    )
    expected = Link(Relation.PART_OF, "bigger cell", "cl:CL:2"), Link(Relation.PART_OF, "organ", "uberon:UBERON:7")
    assert only(tmp_path, "cl", "CL:1", *clauses, source="cl").links == expected
    assert only(tmp_path, "cl", "CL:1", *clauses).links == expected


def test_terms_of_the_ontologys_own_are_in_the_source_that_is_read(tmp_path: Path) -> None:
    clause = "relationship: part_of DOID:2"
    assert only(tmp_path, "doid", "DOID:1", clause, source="doid-es").links == (
        Link(Relation.PART_OF, "", "doid-es:DOID:2"),
    )


def test_a_whole_in_no_source_is_linked_by_its_name_or_not_at_all(tmp_path: Path) -> None:
    clauses = ("relationship: part_of FBbt:1 ! fly", "relationship: part_of FBbt:2", "relationship: part_of")
    assert only(tmp_path, "cl", "CL:1", *clauses).links == (Link(Relation.PART_OF, "fly"),)


def test_the_place_of_a_disease_is_worth_seeing_and_other_relationships_are_left_alone(tmp_path: Path) -> None:
    clauses = (
        "relationship: disease_has_location UBERON:2 ! lung",
        "relationship: disease_has_location UBERON:2 ! lung",
        "relationship: has_modifier HP:3 ! mild",
        "relationship: develops_from CL:4",
    )
    links = only(tmp_path, "mondo", "MONDO:1", *clauses).links
    assert links == (Link(Relation.SEE_ALSO, "lung", "uberon:UBERON:2"),)


def test_every_reference_to_an_ontology_of_the_catalogue_is_written_with_its_prefix() -> None:
    ontologies = {"doid": "DOID:1", "mondo": "MONDO:1", "hpo": "HP:1", "uberon": "UBERON:1", "cl": "CL:1", "go": "GO:1"}
    for id, code in ontologies.items():
        assert catalogue()[id].format == "obo"
        assert reference(code) == f"{id}:{code}"
