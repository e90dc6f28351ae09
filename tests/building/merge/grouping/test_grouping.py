"""Grouping by the rules of docs/grouping.md, one by one, on hand-made concepts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.building.merge.grouping.grouping import group
from bot.building.merge.grouping.groups import FAMILY
from bot.building.merge.records import HeldRecord, Record
from bot.sources.catalogue import source
from bot.sources.concept import Concept, ConceptName
from bot.sources.edition import Edition
from bot.sources.installed import forms_of
from bot.sources.parsing import Counts, describe
from bot.terms.model import NameKind, SemanticType

MakeConcept = Callable[..., Concept]
Grouped = Callable[..., list[list[str]]]


# Same preferred name


def test_the_same_preferred_name_makes_one_entry(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(glossary=[make_concept("cytokine")], nci_dictionary=[make_concept("cytokine")]) == [
        ["glossary:cytokine", "nci-dictionary:cytokine"]
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("interleukin", "Interleukins"),
        ("leukemia", "Leukaemia"),
        ("acute myeloid leukemia", "Leukemia, Myeloid, Acute"),
        ("anti-inflammatory agent", "Antiinflammatory Agents"),
        ("alpha-fetoprotein", "α-Fetoprotein"),
        ("Crohn's disease", "Crohn Disease"),
        ("type 2 diabetes", "Diabetes, Type 2"),
    ],
)
def test_preferred_names_are_compared_by_their_normal_form(
    make_concept: MakeConcept, grouped: Grouped, one: str, other: str
) -> None:
    assert len(grouped(glossary=[make_concept(one)], mesh=[make_concept(other)])) == 1


def test_different_preferred_names_stay_apart(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert len(grouped(glossary=[make_concept("hydralazine")], mesh=[make_concept("Hydroxyzine")])) == 2


def test_three_sources_can_share_one_entry(make_concept: MakeConcept, grouped: Grouped) -> None:
    same = make_concept("cytokine")
    assert len(grouped(glossary=[same], nci_dictionary=[same], mesh=[make_concept("Cytokines")])) == 1


# Abbreviations


def test_an_abbreviation_that_two_share_joins_nothing(make_concept: MakeConcept, grouped: Grouped) -> None:
    one = make_concept("multiple sclerosis", abbreviations=["MS"])
    other = make_concept("mitral stenosis", abbreviations=["MS"])
    assert len(grouped(glossary=[one], nci_dictionary=[other])) == 2


def test_an_abbreviation_as_preferred_name_does_not_join_who_else_uses_it(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    sclerosis = make_concept("multiple sclerosis", abbreviations=["MS"])
    assert len(grouped(glossary=[sclerosis], nci_dictionary=[make_concept("MS", synonyms=["morphine sulfate"])])) == 2
    assert len(grouped(glossary=[sclerosis], nci_dictionary=[make_concept("MS")])) == 2


def test_an_abbreviation_that_a_source_calls_a_synonym_still_joins_nothing(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    sclerosis = make_concept("multiple sclerosis", synonyms=["MS"])
    assert len(grouped(glossary=[sclerosis], nci_dictionary=[make_concept("MS", synonyms=["morphine sulfate"])])) == 2


def test_an_abbreviation_spelt_out_differently_is_two_things(make_concept: MakeConcept, grouped: Grouped) -> None:
    one = make_concept("CAB", synonyms=["coronary artery bypass"])
    other = make_concept("CAB", synonyms=["community advisory board"])
    assert len(grouped(glossary=[one], nci_dictionary=[other])) == 2


def test_an_abbreviation_spelt_out_alike_is_one_thing(make_concept: MakeConcept, grouped: Grouped) -> None:
    one = make_concept("CAB", synonyms=["coronary artery bypass"])
    other = make_concept("CAB", synonyms=["Coronary-Artery Bypass", "aortocoronary bypass"])
    assert len(grouped(glossary=[one], nci_dictionary=[other])) == 1


# Semantic kinds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (SemanticType.GENE, SemanticType.DISEASE),
        (SemanticType.ORGANISM, SemanticType.DISEASE),
        (SemanticType.BODY_PART, SemanticType.INJURY),
        (SemanticType.MEDICINE, SemanticType.DEVICE),
        (SemanticType.PLACE, SemanticType.PERSON),
        (SemanticType.PROTEIN, SemanticType.GENE),
    ],
)
def test_kinds_that_exclude_each_other_stay_apart(
    make_concept: MakeConcept, grouped: Grouped, one: SemanticType, other: SemanticType
) -> None:
    concepts = grouped(
        glossary=[make_concept("huntingtin", semantic_types=(one,))],
        mesh=[make_concept("Huntingtin", semantic_types=(other,))],
    )
    assert len(concepts) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((SemanticType.DISEASE,), (SemanticType.SYMPTOM,)),
        ((SemanticType.MEDICINE,), (SemanticType.PROTEIN,)),
        ((SemanticType.PROCEDURE,), (SemanticType.CONCEPT,)),
        ((SemanticType.DISEASE,), (SemanticType.BEHAVIOR,)),
        ((SemanticType.DISEASE,), ()),
        ((SemanticType.ORGANISM, SemanticType.DISEASE), (SemanticType.DISEASE,)),
    ],
)
def test_kinds_that_go_together_or_are_not_told_keep_nothing_apart(
    make_concept: MakeConcept, grouped: Grouped, one: tuple[SemanticType, ...], other: tuple[SemanticType, ...]
) -> None:
    concepts = grouped(
        glossary=[make_concept("pain", semantic_types=one)], mesh=[make_concept("Pain", semantic_types=other)]
    )
    assert len(concepts) == 1


def test_a_synonym_does_not_join_across_kinds(make_concept: MakeConcept, grouped: Grouped) -> None:
    gene = make_concept("gene of doom", synonyms=["doom"], semantic_types=(SemanticType.GENE,))
    disease = make_concept("doom", semantic_types=(SemanticType.DISEASE,))
    assert len(grouped(glossary=[gene], mesh=[disease])) == 2


GENE_TEXT = "A gene on chromosome four whose repeated letters cause Huntington disease."
PROTEIN_TEXT = "A large molecule in nerve cells that carries cargo along microtubules."


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (PROTEIN_TEXT, ["nci-dictionary:huntingtin", "mesh:huntingtin"]),
        (GENE_TEXT, ["glossary:huntingtin", "nci-dictionary:huntingtin"]),
        ("Something quite different.", ["nci-dictionary:huntingtin"]),
    ],
)
def test_of_two_that_exclude_each_other_a_third_without_a_kind_joins_the_one_that_it_is_defined_like(
    make_concept: MakeConcept, grouped: Grouped, text: str, joined: list[str]
) -> None:
    concepts = grouped(
        glossary=[make_concept("huntingtin", semantic_types=(SemanticType.GENE,), definitions=(GENE_TEXT,))],
        nci_dictionary=[make_concept("huntingtin", definitions=(text,))],
        mesh=[make_concept("Huntingtin", semantic_types=(SemanticType.PROTEIN,), definitions=(PROTEIN_TEXT,))],
    )
    assert joined in concepts
    assert len(concepts) == (3 if len(joined) == 1 else 2)


def test_a_place_is_joined_with_places_only(make_concept: MakeConcept, grouped: Grouped) -> None:
    plant = make_concept("tonga", definitions=("A shrub of the Pacific islands that calms.",))
    islands = make_concept("Tonga", semantic_types=(SemanticType.PLACE,))
    assert len(grouped(nci_dictionary=[plant], mesh=[islands])) == 2


# Records of one source


def test_two_records_of_one_source_that_name_each_other_are_one_thing(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    short = make_concept("IL-6", synonyms=["interleukin-6"])
    long = make_concept("interleukin-6", abbreviations=["IL-6"])
    assert len(grouped(nci_dictionary=[short, long])) == 1


def test_records_of_one_source_that_name_each_other_but_exclude_each_other_by_kind_stay_apart(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    disease = make_concept("MS", "D1", synonyms=["cold"], semantic_types=(SemanticType.DISEASE,))
    gene = make_concept("cold", "D2", synonyms=["MS"], semantic_types=(SemanticType.GENE,))
    assert len(grouped(mesh=[disease, gene])) == 2


def test_a_record_that_names_another_of_its_source_but_is_not_named_back_stays_apart(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    observation = make_concept("observation")
    waiting = make_concept("watchful waiting", synonyms=["observation"])
    assert len(grouped(nci_dictionary=[observation, waiting])) == 2


def test_two_records_of_one_source_that_name_each_other_only_in_the_plural_stay_apart(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    acid = make_concept("Glutamic Acid", "D1", synonyms=["Glutamate"])
    acids = make_concept("Glutamates", "D2", synonyms=["Glutamic Acids"])
    assert len(grouped(mesh=[acid, acids])) == 2


def test_two_terms_of_the_same_name_in_one_source_stay_apart(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert len(grouped(nci_dictionary=[make_concept("CAB", "1"), make_concept("CAB", "2")])) == 2


def test_another_source_joins_neither_of_two_terms_of_the_same_name(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    two = [make_concept("bypass", "1"), make_concept("bypass", "2")]
    assert len(grouped(glossary=[make_concept("bypass")], nci_dictionary=two)) == 3


def test_twins_join_what_either_of_them_joins(make_concept: MakeConcept, grouped: Grouped) -> None:
    twins = [make_concept("IL-6", synonyms=["interleukin-6"]), make_concept("interleukin-6", abbreviations=["IL-6"])]
    assert len(grouped(nci_dictionary=twins, mesh=[make_concept("Interleukin-6")])) == 1


def test_twins_that_another_source_has_two_records_for_are_two_things(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    twins = [
        make_concept("heart disease", "1", synonyms=["cardiovascular disease"]),
        make_concept("cardiovascular disease", "2", synonyms=["heart disease"]),
    ]
    told_apart = [make_concept("Heart Diseases", "D1"), make_concept("Cardiovascular Diseases", "D2")]
    assert grouped(nci_dictionary=twins, mesh=told_apart) == [
        ["nci-dictionary:1", "mesh:D1"],
        ["nci-dictionary:2", "mesh:D2"],
    ]


def test_a_translation_of_twins_does_not_keep_them_apart(make_concept: MakeConcept, grouped: Grouped) -> None:
    twins = [
        make_concept("sperm", "1", synonyms=["spermatozoon"]),
        make_concept("spermatozoon", "2", synonyms=["sperm"]),
    ]
    translated = [
        make_concept("esperma", "1", equivalents=("nci-dictionary:1",)),
        make_concept("espermatozoide", "2", equivalents=("nci-dictionary:2",)),
    ]
    assert len(grouped(nci_dictionary=twins, nci_diccionario=translated)) == 1


def test_an_abbreviation_joins_the_twin_that_it_is_short_for(make_concept: MakeConcept, grouped: Grouped) -> None:
    names = ["lupus", "SLE", "systemic lupus erythematosus"]
    twins = [
        make_concept(name, str(at), synonyms=[other for other in names if other != name])
        for at, name in enumerate(names)
    ]
    told_apart = [make_concept("lupus", "M1"), make_concept("systemic lupus erythematosus", "M2")]
    assert ["nci-dictionary:1", "nci-dictionary:2", "mondo:M2"] in grouped(nci_dictionary=twins, mondo=told_apart)


def test_a_brand_joins_the_twin_that_it_has_most_names_in_common_with(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    natural = make_concept("zorbokine", "1", synonyms=["Zorbix"])
    medicine = make_concept("zorbin", "2", synonyms=["Zorbix", "zorbograstim"])
    brand = make_concept("Zorbix", "3", synonyms=["zorbokine", "zorbin", "zorbograstim"])
    told_apart = [make_concept("Zorbokine", "D1"), make_concept("Zorbin", "D2")]
    groups = grouped(nci_dictionary=[natural, medicine, brand], mesh=told_apart)
    assert ["nci-dictionary:2", "nci-dictionary:3", "mesh:D2"] in groups


def test_a_source_never_has_two_records_that_are_not_twins_on_one_page(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    narrow = make_concept("Heart Attack", "D2")
    broad = make_concept("Myocardial Infarction", "D1")
    glossary = make_concept("myocardial infarction", plains=["heart attack"])
    assert len(grouped(glossary=[glossary], mesh=[narrow, broad])) == 2


# Languages


def test_a_word_of_another_language_that_looks_the_same_is_another(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert len(grouped(mesh=[make_concept("Rape")], nci_diccionario=[make_concept("rapé")])) == 2
    assert len(grouped(glossary=[make_concept("pie", plains=["foot"])], nci_diccionario=[make_concept("foot")])) == 2


def test_a_translation_that_points_to_its_original_shares_its_page(make_concept: MakeConcept, grouped: Grouped) -> None:
    snuff = make_concept("snuff tobacco", "C1")
    translated = make_concept("rapé", "C1", equivalents=("nci-dictionary:C1",))
    groups = grouped(nci_dictionary=[snuff], nci_diccionario=[translated], mesh=[make_concept("Rape")])
    assert groups == [["mesh:rape"], ["nci-dictionary:C1", "nci-diccionario:C1"]]


# Equivalents


def test_a_record_that_points_to_another_joins_it_whatever_they_are_called(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    pointing = make_concept("heart attack", equivalents=("mesh:D009203",), semantic_types=(SemanticType.DISEASE,))
    pointed = make_concept("Myocardial Infarction", "D009203", semantic_types=(SemanticType.ORGANISM,))
    assert grouped(glossary=[pointing], mesh=[pointed]) == [["glossary:heart attack", "mesh:D009203"]]


def test_pointing_to_what_is_not_installed_does_nothing(make_concept: MakeConcept, grouped: Grouped) -> None:
    pointing = make_concept("breast cancer", equivalents=("mesh:D001943", "ncit:C4872"))
    assert len(grouped(glossary=[pointing], mesh=[make_concept("Neoplasms", "D009369")])) == 2


def test_two_records_of_one_source_that_point_to_the_same_stay_apart(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    one, two = (make_concept(name, equivalents=("mesh:D1",)) for name in ("first thing", "second thing"))
    assert len(grouped(glossary=[one, two], mesh=[make_concept("Thing", "D1")])) == 2


def test_pointing_goes_before_names(make_concept: MakeConcept, grouped: Grouped) -> None:
    pointing = make_concept("cold", equivalents=("mesh:D2",))
    mesh = [make_concept("Cold", "D1"), make_concept("Common Cold", "D2")]
    assert grouped(glossary=[pointing], mesh=mesh) == [["glossary:cold", "mesh:D2"], ["mesh:D1"]]


# For every lexicon


NAMES = st.sampled_from(
    ["cold", "Colds", "MS", "mitral stenosis", "Stenosis, Mitral", "IL-6", "interleukin 6", "β cell"]
)
KINDS = st.sampled_from([kind for kind in NameKind if kind is not NameKind.PREFERRED])
TYPES = st.lists(st.sampled_from([SemanticType.GENE, SemanticType.DISEASE, SemanticType.PROTEIN]), max_size=1).map(
    tuple
)
CONCEPTS = st.builds(
    lambda preferred, others, types: Concept(
        code="", names=(ConceptName(preferred, NameKind.PREFERRED), *others), semantic_types=types
    ),
    NAMES,
    st.lists(st.builds(ConceptName, NAMES, KINDS), max_size=3),
    TYPES,
)
SOURCES = [describe(source(id), Edition("2026", 2026), Counts()) for id in ("glossary", "nci-dictionary", "mesh")]


@given(st.tuples(*[st.lists(CONCEPTS, max_size=4)] * 3))
def test_every_record_is_on_exactly_one_page(concepts: tuple[list[Concept], ...]) -> None:
    records: list[Record] = [
        HeldRecord(origin, concept, forms_of(concept))
        for origin, its in zip(SOURCES, concepts, strict=True)
        for concept in its
    ]
    groups = group(records)
    assert sorted(map(id, records)) == sorted(id(member) for members in groups for member in members)
    assert all(groups)


def families(member: Record) -> frozenset[int]:
    """Return the families of kinds that a record's source gives it."""
    return frozenset(FAMILY[kind] for kind in member.concept.semantic_types if kind in FAMILY)


@given(st.tuples(*[st.lists(CONCEPTS, max_size=4)] * 3))
def test_no_page_mixes_kinds_that_exclude_each_other(concepts: tuple[list[Concept], ...]) -> None:
    records: list[Record] = [
        HeldRecord(origin, concept, forms_of(concept))
        for origin, its in zip(SOURCES, concepts, strict=True)
        for concept in its
    ]
    for members in group(records):
        of_sources = {member.source.id: families(member) for member in members if families(member)}
        assert len(members) == 1 or len({frozenset(kinds) for kinds in of_sources.values()}) <= 1


@given(st.tuples(*[st.lists(CONCEPTS, max_size=4)] * 3))
def test_grouping_the_same_records_again_gives_the_same_pages(concepts: tuple[list[Concept], ...]) -> None:
    records: list[Record] = [
        HeldRecord(origin, concept, forms_of(concept))
        for origin, its in zip(SOURCES, concepts, strict=True)
        for concept in its
    ]
    assert group(records) == group(list(records))
