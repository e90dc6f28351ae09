"""The parents that are shown, and those that are refused: chemicals, lists, joined entries, general headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building.entry_helpers import BODY_PART, DISEASE, kinds, of, related, two_headings
from click.testing import Result

from bot.building.merge.entries import Plan
from bot.building.merge.parents.verdicts import Reason
from bot.building.report import Tally, report
from bot.lexicon.model import Entry
from bot.settings import Home
from bot.sources.concept import Concept
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


# Chemicals, and lists


@pytest.mark.parametrize(("parent", "shown"), [("xanthines", ["xanthines"]), ("caffeic acid", [])])
def test_a_chemical_is_a_kind_of_a_class_and_not_of_the_chemical_that_it_is_derived_from(
    make_concept: MakeConcept, entries_of: MakeEntries, parent: str, shown: list[str]
) -> None:
    chemical = of(SemanticType.CHEMICAL)
    concepts = [
        make_concept(parent, tree_numbers=("D1",), **chemical),
        make_concept("caffeine", tree_numbers=("D1.1",), **chemical),
    ]
    assert kinds(entries_of(mesh=concepts)["caffeine"]) == shown


def test_a_list_of_terms_is_no_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        ncit=[
            make_concept("microgram", parents=("C1",)),
            make_concept("Sample Units of Dose Terminology", "C1"),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.LIST: 1}


def test_two_senses_of_a_word_are_not_each_others_parents(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("medicine", "a", parents=("b",)), make_concept("Medicine", "b", hint="field")]
    )
    assert [[]] * len(plan.tree.parents) == plan.tree.parents


# Joined entries


def test_a_parent_through_a_record_of_another_name_is_refused(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("contagious disease", equivalents=("mondo:M1",))],
        mondo=[
            make_concept("infectious disease", "M1", **DISEASE),
            make_concept("cystitis", parents=("M1",), **DISEASE),
        ],
    )
    assert plan.tree.parents[plan.headwords.index("cystitis")] == []
    assert plan.tree.refused.counts == {Reason.JOINED: 1}


def test_a_page_for_a_narrower_thing_is_no_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    behavior = of(SemanticType.BEHAVIOR)
    plan = make_plan(
        glossary=[make_concept("human behavior", synonyms=["behavior"])],
        mesh=[
            make_concept("Behavior", tree_numbers=("F1",), **behavior),
            make_concept("Drinking Behavior", tree_numbers=("F1.1",), **behavior),
        ],
        go=[make_concept("drinking behavior", **behavior)],
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.JOINED: 1}


def test_things_of_different_sorts_are_not_each_others_parents(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        mesh=[
            make_concept("Fetus", tree_numbers=("A1",), **of(SemanticType.ORGANISM)),
            make_concept("Umbilical Cord", tree_numbers=("A1.1",), **BODY_PART),
        ]
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.FAMILY: 1}


def test_a_specialists_parent_stands_behind_that_of_a_source_for_readers(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entries = entries_of(
        glossary=[make_concept("gout", parents=("arthritis",)), make_concept("arthritis")],
        mondo=[
            make_concept("gout", parents=("purine disorder",), **DISEASE),
            make_concept("purine disorder", **DISEASE),
        ],
    )
    assert kinds(entries["gout"]) == ["arthritis"]
    assert related(entries["gout"], Relation.MAPPED_TO) == ["purine disorder"]


def test_what_is_above_another_parent_is_left_out(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(
        glossary=[
            make_concept("amoxicillin", parents=("antibiotic", "penicillin")),
            make_concept("penicillin", parents=("antibiotic",)),
            make_concept("antibiotic"),
        ]
    )
    assert kinds(entries["amoxicillin"]) == ["penicillin"]


def test_a_plain_parent_is_not_left_out_for_a_specialists_nearer_one(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entries = entries_of(
        glossary=[make_concept("acne", parents=("skin disease",)), make_concept("skin disease")],
        mondo=[
            make_concept("acne", parents=("M1",), definitions=("A sebaceous gland disease that reddens.",), **DISEASE),
            make_concept("sebaceous gland disease", "M1", parents=("M2",), **DISEASE),
            make_concept("skin disease", "M2", **DISEASE),
        ],
    )
    assert kinds(entries["acne"]) == ["skin disease", "sebaceous gland disease"]


# Catch-alls


@pytest.fixture
def syndromes(make_concept: MakeConcept) -> list[Concept]:
    return [
        make_concept("syndrome"),
        make_concept("Sample syndrome", parents=("syndrome",)),
        make_concept("Other syndrome", parents=("syndrome",)),
    ]


def test_a_catch_all_is_a_parent_where_there_is_no_other(syndromes: list[Concept], entries_of: MakeEntries) -> None:
    assert kinds(entries_of(glossary=syndromes)["sample syndrome"]) == ["syndrome"]


def test_what_is_below_the_same_catch_all_is_not_related(syndromes: list[Concept], entries_of: MakeEntries) -> None:
    entries = entries_of(glossary=syndromes)
    assert related(entries["sample syndrome"], Relation.SIBLING) == []
    assert sorted(related(entries["syndrome"], Relation.CHILD)) == ["other syndrome", "sample syndrome"]


def test_a_history_is_no_kind_of_things(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(hpo=[make_concept("Morning sickness", parents=("H1",)), make_concept("Pregnancy history", "H1")])
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.LIST: 1}


def test_that_a_syndrome_is_one_is_not_worth_saying(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(
        glossary=[make_concept("syndrome")],
        mesh=[make_concept("Sample Syndrome", **DISEASE)],
        mondo=[
            make_concept("sample syndrome", parents=("M1",), **DISEASE),
            make_concept("syndromic disease", "M1", synonyms=["syndrome"], **DISEASE),
        ],
    )
    assert kinds(entries["sample syndrome"]) == []


def test_a_catch_all_gives_way_to_a_nearer_parent(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[
            make_concept("itching", parents=("symptom", "skin problem")),
            make_concept("skin problem"),
            make_concept("symptom"),
        ]
    )
    assert plan.tree.parents[0] == [1]
    assert plan.tree.refused.counts == {Reason.CATCH_ALL: 1}


def test_groups_of_phenotypes_are_no_parents_of_joined_entries(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    symptom = of(SemanticType.SYMPTOM)
    entries = entries_of(
        glossary=[make_concept("croup")],
        hpo=[
            make_concept("Croup", parents=("H1",), **symptom),
            make_concept("Abnormal larynx morphology", "H1", **symptom),
        ],
    )
    assert kinds(entries["croup"]) == []


def test_of_two_parents_of_one_name_one_is_shown(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(
        glossary=[
            make_concept("air leak", parents=("a", "b")),
            make_concept("emphysema", "a", hint="lung"),
            make_concept("emphysema", "b", hint="skin"),
        ]
    )
    assert kinds(entries["air leak"]) == ["emphysema"]


# The report


def test_what_was_refused_is_counted_by_its_reason(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    tally = Tally()
    tally.note_plan(make_plan(mesh=two_headings(make_concept, "Liver", "Digestive System")))
    (refused,) = report([], tally).refused_parents
    assert (refused.reason, refused.count) == (Reason.PART, 1)
    assert [example.lower() for example in refused.examples] == ["liver → digestive system"]


def test_check_tells_the_reasons(medlex: Callable[..., Result], home: Home) -> None:
    said = " ".join(medlex("check", "--verbose", home=home).output.split())
    assert " of sources are not shown as such " in said
    assert any(f" because {reason}: " in said for reason in Reason)
