"""False parents of publishers are not shown, and each one is counted."""

from __future__ import annotations

from collections.abc import Callable

from bot.building.merge.entries import Plan
from bot.building.merge.parents.false_parents import false_parents
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
MakePlan = Callable[..., Plan]
CELL = {"semantic_types": (SemanticType.CELL,)}


def test_a_parent_that_is_known_to_be_false_is_not_shown(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    definition = "The fertilized ovum."
    ovum = make_concept("Ovum", "D010063", tree_numbers=("A1",), **CELL)
    zygote = make_concept("Zygote", "D015053", tree_numbers=("A1.1",), definitions=(definition,), **CELL)
    other = make_concept("Other", "D1", tree_numbers=("A1.2",), definitions=(definition,), **CELL)
    assert make_plan(mesh=[ovum, zygote, other]).tree.parents == [[], [], [0]]


def test_each_was_looked_up_in_two_records() -> None:
    for each in false_parents():
        assert len(set(each.checked)) == 2, each.reason
        assert each.reason.endswith(".")


def test_each_is_of_records_of_public_sources() -> None:
    for each in false_parents():
        for reference in (*each.records, each.parent):
            assert reference.partition(":")[0] in catalogue(), reference


def test_none_is_told_twice() -> None:
    pairs = [(record, each.parent) for each in false_parents() for record in each.records]
    assert len(pairs) == len(set(pairs))
