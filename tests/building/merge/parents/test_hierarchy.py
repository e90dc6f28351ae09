"""The parents of each entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.building.merge.entries import Plan
from bot.building.report import Tally, report
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
MakePlan = Callable[..., Plan]
MakeEntries = Callable[..., dict[str, Entry]]

# What a thesaurus files below a living thing is a kind of it.
LIVING = {"semantic_types": (SemanticType.ORGANISM,)}


def parents(entries: dict[str, Entry]) -> dict[str, list[str]]:
    return {headword: [parent.headword for parent in entry.subclass_of] for headword, entry in entries.items()}


def test_a_parent_is_found_by_its_code(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(glossary=[make_concept("interleukin", parents=("cytokine",)), make_concept("cytokine")])
    assert parents(entries) == {"interleukin": ["cytokine"], "cytokine": []}


def test_a_parent_is_found_by_its_tree_number(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        mesh=[
            make_concept("mammal", tree_numbers=("C26.417",), **LIVING),
            make_concept("dog", tree_numbers=("C26.417.217",), **LIVING),
            make_concept("deeper", tree_numbers=("C26.417.217.1.2",), **LIVING),
            make_concept("alike", tree_numbers=("C26.4171",), **LIVING),
        ]
    )
    assert parents(entries) == {"mammal": [], "dog": ["mammal"], "deeper": [], "alike": []}


def test_every_parent_is_kept_once_in_the_order_of_the_tree_numbers(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    child = make_concept("child", tree_numbers=("B2.1", "A1.1", "A3.1"), **LIVING)
    entries = make_entries(
        mesh=[
            child,
            make_concept("one", tree_numbers=("A1", "A3")),
            make_concept("two", tree_numbers=("B2",)),
        ]
    )
    assert parents(entries)["child"] == ["two", "one"]


def test_the_plainest_sources_parents_come_first(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        nci_dictionary=[make_concept("Child", parents=("b",)), make_concept("technical", "b")],
        glossary=[make_concept("child", parents=("a",)), make_concept("plain", "a")],
    )
    assert parents(entries)["child"] == ["plain", "technical"]


def test_codes_of_different_sources_are_not_mixed_up(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entries = make_entries(
        glossary=[make_concept("child", parents=("1",)), make_concept("right", "1")],
        nci_dictionary=[make_concept("wrong", "1")],
    )
    assert parents(entries)["child"] == ["right"]


def test_tree_numbers_of_different_sources_are_not_mixed_up(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        glossary=[make_concept("parent", tree_numbers=("A1",))], mesh=[make_concept("child", tree_numbers=("A1.1",))]
    )
    assert parents(entries)["child"] == []


def test_a_parent_that_is_not_there_is_left_out(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    assert parents(make_entries(glossary=[make_concept("child", parents=("nowhere",))])) == {"child": []}


def test_a_parent_leads_to_the_entry_that_it_was_joined_into(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        glossary=[make_concept("heart attack", equivalents=("mesh:D1",))],
        mesh=[
            make_concept("Myocardial Infarction", "D1", tree_numbers=("C1",)),
            make_concept("silent heart attack", tree_numbers=("C1.1",)),
        ],
    )
    (parent,) = entries["silent heart attack"].subclass_of
    assert (parent.key, parent.headword) == ("heart-attack", "heart attack")


def test_two_of_one_page_are_not_each_others_parents(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        mesh=[make_concept("Thing", "D1", tree_numbers=("A1",))],
        glossary=[make_concept("thing", equivalents=("mesh:D1",), parents=("thing",))],
    )
    assert plan.tree.parents == [[]]


# Cycles


def cycle(make_concept: MakeConcept, length: int) -> list[Concept]:
    return [make_concept(f"thing{n}", parents=(f"thing{(n + 1) % length}",)) for n in range(length)]


@pytest.mark.parametrize("length", [1, 2, 3, 50])
def test_a_cycle_is_cut_once_and_reported(make_concept: MakeConcept, make_plan: MakePlan, length: int) -> None:
    tally = Tally()
    plan = make_plan(glossary=cycle(make_concept, length))
    tally.note_plan(plan)
    assert is_acyclic(plan.tree.parents)
    assert len(plan.tree.cut) == 1
    assert sum(map(len, plan.tree.parents)) == length - 1
    done = report([], tally)
    assert done.cut_cycles == 1
    child, parent = done.cut_parents[0].split(" → ")
    assert {child, parent} <= set(plan.headwords)


def test_a_lexicon_without_cycles_reports_none(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(glossary=[make_concept("a", parents=("b",)), make_concept("b"), make_concept("c", parents=("b",))])
    assert plan.tree.cut == []


def test_two_ways_to_the_same_ancestor_are_not_a_cycle(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[
            make_concept("bottom", parents=("left", "right")),
            make_concept("left", parents=("top",)),
            make_concept("right", parents=("top",)),
            make_concept("top"),
        ]
    )
    assert plan.tree.cut == []
    assert plan.tree.parents[0] == [1, 2]


def test_a_cycle_that_two_sources_make_together_is_cut(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("a", parents=("b",)), make_concept("b")],
        mesh=[make_concept("A", tree_numbers=("X1",), **LIVING), make_concept("B", tree_numbers=("X1.1",), **LIVING)],
    )
    assert len(plan.tree.cut) == 1
    assert is_acyclic(plan.tree.parents)


def test_many_cycles_are_all_counted_and_the_first_are_named(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    pairs = [
        make_concept(f"pair{n}{side}", parents=(f"pair{n}{other}",)) for n in range(30) for side, other in ("xy", "yx")
    ]
    tally = Tally()
    tally.note_plan(make_plan(glossary=pairs))
    done = report([], tally)
    assert done.cut_cycles == 30
    assert len(done.cut_parents) == 20


def test_a_chain_of_five_thousand_does_not_overflow(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    length = 5_000
    chain = [make_concept(f"thing{n}", parents=(f"thing{n + 1}",)) for n in range(length)]
    plan = make_plan(glossary=chain)
    assert plan.tree.cut == []
    assert sum(map(len, plan.tree.parents)) == length - 1


def test_a_cycle_of_five_thousand_is_cut(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(glossary=cycle(make_concept, 5_000))
    assert len(plan.tree.cut) == 1
    assert is_acyclic(plan.tree.parents)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_whatever_the_links_the_hierarchy_has_no_cycle_and_loses_no_more_than_it_reports(
    make_concept: MakeConcept, make_plan: MakePlan, links: list[tuple[int, int]]
) -> None:
    concepts = [
        make_concept(f"thing{n}", parents=tuple(f"thing{parent}" for child, parent in links if child == n))
        for n in range(10)
    ]
    plan = make_plan(glossary=concepts)
    assert is_acyclic(plan.tree.parents)
    refused = plan.tree.refused.counts.total()
    assert sum(map(len, plan.tree.parents)) + len(plan.tree.cut) + refused == len(set(links))
    assert sorted((p, c) for c, its in enumerate(plan.tree.parents) for p in its) == sorted(
        (p, c) for p, its in enumerate(plan.tree.children) for c in its
    )


def is_acyclic(parents: list[list[int]]) -> bool:
    """Return True if repeatedly removing everything without parents removes everything."""
    left = {child: set(its) for child, its in enumerate(parents)}
    children: dict[int, list[int]] = {}
    for child, its in left.items():
        for parent in its:
            children.setdefault(parent, []).append(child)
    free = [child for child, its in left.items() if not its]
    removed = 0
    while free:
        removed += 1
        parent = free.pop()
        for child in children.get(parent, ()):
            left[child].discard(parent)
            if not left[child]:
                free.append(child)
    return removed == len(parents)
