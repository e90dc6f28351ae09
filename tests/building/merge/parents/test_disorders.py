"""Kinds of disorders, and disorders that only occur with others."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building.entry_helpers import DISEASE, kinds, of, related

from bot.building.merge.entries import Plan
from bot.building.merge.parents.verdicts import Reason
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


@pytest.mark.parametrize(
    ("definition", "shown"),
    [
        ("A harmful pressure in the eye, which damages a nerve.", ["eye diseases"]),
        ("Damage to a nerve that is caused by pressure in the eye.", []),
        ("Damage to a nerve.", []),
    ],
)
def test_a_disease_below_a_group_of_diseases_is_one_of_them_where_its_definition_begins_so(
    make_concept: MakeConcept, entries_of: MakeEntries, definition: str, shown: list[str]
) -> None:
    entries = entries_of(
        mesh=[
            make_concept("Eye Diseases", tree_numbers=("C1",), **DISEASE),
            make_concept("Glaucoma", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
        ]
    )
    assert kinds(entries["glaucoma"]) == shown


def test_a_disease_that_one_thesaurus_files_below_another_disease_is_only_filed_there(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entries = entries_of(
        mesh=[
            make_concept("Hypertension", tree_numbers=("C1",), **DISEASE),
            make_concept("Retinal Damage", tree_numbers=("C1.1",), **DISEASE),
        ]
    )
    assert kinds(entries["retinal damage"]) == []
    assert related(entries["retinal damage"], Relation.MAPPED_TO) == ["hypertension"]


def test_what_a_definition_says_that_a_disease_comes_with_is_no_parent(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    definition = "A state that follows treatment of lymphatic disorders."
    plan = make_plan(
        mesh=[
            make_concept("Lymphatic Disorders", tree_numbers=("C1",), **DISEASE),
            make_concept("Lysis Syndrome", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.MENTIONED: 1}


def test_a_symptom_is_no_kind_of_a_disease(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        mesh=[
            make_concept("Heart Diseases", tree_numbers=("C1",), **DISEASE),
            make_concept("Breathlessness", tree_numbers=("C1.1",), **of(SemanticType.SYMPTOM, SemanticType.DISEASE)),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.SYMPTOM: 1}


@pytest.mark.parametrize(
    ("child", "parent"), [("bacterial meningitis", "meningitis"), ("prolapse of the womb", "prolapse")]
)
def test_a_disease_that_is_named_after_another_is_a_kind_of_it(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(entries_of(mesh=concepts)[child]) == [parent]


@pytest.mark.parametrize(("child", "parent"), [("lack of feeling", "feeling"), ("fever and rash", "rash")])
def test_what_is_behind_a_preposition_or_is_one_of_two_things_says_nothing(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(entries_of(mesh=concepts)[child]) == []


@pytest.mark.parametrize(
    ("child", "group", "shown"),
    [
        ("retinal detachment", "Retinal Neoplasms", []),
        ("retinal neoplasm", "Retinal Diseases", ["retinal diseases"]),
        ("laryngocele", "Laryngeal Diseases", ["laryngeal diseases"]),
        ("raynaud attack", "Raynaud Disease", []),
    ],
)
def test_a_group_has_what_is_named_after_its_part_of_the_body_and_is_of_its_sort(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, group: str, shown: list[str]
) -> None:
    concepts = [
        make_concept(group, tree_numbers=("C1",), **DISEASE),
        make_concept(child, tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(entries_of(mesh=concepts)[child]) == shown


@pytest.mark.parametrize(
    ("definition", "shown"), [("An infection with a germ.", ["bacterial infections"]), ("A tumor of vessels.", [])]
)
def test_an_infection_below_a_class_of_germs_is_believed(
    make_concept: MakeConcept, entries_of: MakeEntries, definition: str, shown: list[str]
) -> None:
    concepts = [
        make_concept("Bacterial Infections", tree_numbers=("C1",), **DISEASE),
        make_concept("Sample Sarcoma", tree_numbers=("C1.1",), definitions=(definition,), **DISEASE),
    ]
    assert kinds(entries_of(mesh=concepts)["sample sarcoma"]) == shown


@pytest.mark.parametrize(
    ("child", "parent", "shown"),
    [
        ("bile duct neoplasm", "biliary tract neoplasm", True),
        ("femoral neuropathy", "mononeuropathy", True),
        ("twin transfusion", "neonatal anemia", False),
        ("small face", "nerve disease", False),
    ],
)
def test_that_two_sources_have_one_disease_above_another_is_not_enough(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str, *, shown: bool
) -> None:
    entries = entries_of(
        mesh=[
            make_concept(parent, tree_numbers=("C1",), **DISEASE),
            make_concept(child, tree_numbers=("C1.1",), **DISEASE),
        ],
        mondo=[make_concept(parent, "M1", **DISEASE), make_concept(child, parents=("M1",), **DISEASE)],
    )
    assert kinds(entries[child]) == [parent] * shown
    assert related(entries[child], Relation.MAPPED_TO) == [parent] * (not shown)


@pytest.mark.parametrize(("child", "shown"), [("Halitosis", ["oral symptoms"]), ("Sample Syndrome", [])])
def test_a_symptom_below_a_group_of_symptoms_is_one_of_them(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, shown: list[str]
) -> None:
    symptom = of(SemanticType.SYMPTOM)
    concepts = [
        make_concept("Oral Symptoms", tree_numbers=("C1",), **symptom),
        make_concept(child, tree_numbers=("C1.1",), **symptom),
    ]
    assert kinds(entries_of(mesh=concepts)[child.lower()]) == shown


def test_what_is_not_something_is_no_kind_of_it(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    concepts = [
        make_concept("allergic rhinitis", tree_numbers=("C1",), **DISEASE),
        make_concept("non-allergic rhinitis", tree_numbers=("C1.1",), **DISEASE),
    ]
    assert kinds(entries_of(mesh=concepts)["non-allergic rhinitis"]) == []
