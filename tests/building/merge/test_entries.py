"""The names, kinds and weights of entries, collected from all sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building.entry_helpers import only

from bot.building.merge.entries import Plan
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def test_every_name_is_kept_once_with_its_kind_and_the_plainest_source_that_has_it(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("heart attack", equivalents=("mesh:D1",))],
            mesh=[
                make_concept(
                    "Myocardial Infarction", "D1", synonyms=["Heart Attack"], entry_terms=["Silent Infarction"]
                )
            ],
        )
    )
    assert entry.names == (
        Name("heart attack", NameKind.PREFERRED, "glossary"),
        Name("Myocardial Infarction", NameKind.PREFERRED, "mesh"),
        Name("Silent Infarction", NameKind.ENTRY_TERM, "mesh"),
    )


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Lung Neoplasms", "Lung Cancer"), ("Lung Neoplasms", "Cancers, Lung"), ("Heart Ventricles", "Left Ventricle")],
)
def test_a_name_that_means_less_than_its_entry_is_only_filed_there(
    make_concept: MakeConcept, make_entries: MakeEntries, heading: str, name: str
) -> None:
    entry = only(make_entries(mesh=[make_concept(heading, "D1", synonyms=[name])]))
    assert next(each.kind for each in entry.names if each.name == name) is NameKind.ENTRY_TERM


def test_the_headword_is_among_the_names_even_where_no_source_writes_it_so(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    made = make_entries(
        mesh=[
            make_concept("Leukemia, Myeloid", semantic_types=(SemanticType.DISEASE,)),
            make_concept("Other", definitions=("Of myeloid leukemia.",)),
        ]
    )
    names = [name.name for name in made["myeloid leukemia"].names]
    assert names == ["Leukemia, Myeloid", "myeloid leukemia"]


def test_a_preferred_name_that_abbreviates_the_headword_is_told_as_an_abbreviation(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    long = make_concept("interleukin-6", equivalents=("nci-dictionary:1",))
    entry = only(make_entries(glossary=[long], nci_dictionary=[make_concept("IL-6", "1")]))
    assert [(name.name, name.kind) for name in entry.names] == [
        ("interleukin-6", NameKind.PREFERRED),
        ("IL-6", NameKind.ABBREVIATION),
    ]


def test_a_headword_that_is_an_abbreviation_stays_a_preferred_name(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    (name,) = only(make_entries(nci_dictionary=[make_concept("ODAC")])).names
    assert name.kind is NameKind.PREFERRED


def test_the_kind_is_the_first_sources_that_tells_one(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = only(
        make_entries(
            nci_dictionary=[make_concept("pain")],
            mesh=[make_concept("Pain", semantic_types=(SemanticType.SYMPTOM, SemanticType.DISEASE))],
        )
    )
    assert entry.semantic_types == (SemanticType.SYMPTOM, SemanticType.DISEASE)


def test_weights_are_higher_for_what_is_more_plainly_and_widely_defined(
    make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    defined = {"definitions": ("It is known.",)}
    plan = make_plan(
        glossary=[make_concept("plain", **defined), make_concept("both", **defined)],
        mesh=[make_concept("both", **defined), make_concept("special", **defined), make_concept("undefined")],
    )
    weights = dict(zip(plan.headwords, plan.weights, strict=True))
    assert weights["both"] > weights["plain"] > weights["special"] > weights["undefined"] == 0
