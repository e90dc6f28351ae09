"""Cancers: a thing that is not always a cancer is never below one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building.entry_helpers import DISEASE, kinds

from bot.building.merge.entries import Plan
from bot.building.merge.parents.verdicts import Reason
from bot.lexicon.model import Entry
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


@pytest.mark.parametrize(
    ("child", "definition"),
    [
        ("fibroid", "A benign tumor of muscle."),
        ("growth of the womb", "A mass in the womb."),
        ("womb neoplasm", "Benign or malignant tumors of the womb."),
    ],
)
def test_what_is_not_always_a_cancer_is_no_kind_of_a_cancer(
    make_concept: MakeConcept, make_plan: MakePlan, child: str, definition: str
) -> None:
    plan = make_plan(
        mondo=[
            make_concept("womb cancer", **DISEASE),
            make_concept(child, parents=("womb cancer",), definitions=(definition,), **DISEASE),
        ]
    )
    assert plan.tree.parents[plan.headwords.index(child)] == []
    assert plan.tree.refused.counts == {Reason.CANCER: 1}


def test_what_is_not_always_a_cancer_has_none_among_its_ancestors(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    plan = make_plan(
        mondo=[
            make_concept("womb cancer", **DISEASE),
            make_concept("muscular kind", parents=("womb cancer",), definitions=("A cancer of muscle.",), **DISEASE),
            make_concept("fibroid", parents=("muscular kind",), definitions=("A lump in muscle.",), **DISEASE),
        ]
    )
    cancer, muscular, fibroid = map(plan.headwords.index, ("womb cancer", "muscular kind", "fibroid"))
    assert plan.tree.parents[muscular] == [cancer]
    assert plan.tree.parents[fibroid] == []


@pytest.mark.parametrize("child", ["womb sarcoma", "malignant tumor of the womb", "carcinoma of the womb"])
def test_a_cancer_is_a_kind_of_cancer(make_concept: MakeConcept, entries_of: MakeEntries, child: str) -> None:
    concepts = [make_concept("womb cancer", **DISEASE), make_concept(child, parents=("womb cancer",), **DISEASE)]
    assert kinds(entries_of(mondo=concepts)[child]) == ["womb cancer"]


def test_what_one_source_calls_benign_is_no_cancer_whoever_says_so(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    plan = make_plan(
        glossary=[make_concept("mesothelioma", parents=("cancer",)), make_concept("cancer")],
        nci_dictionary=[make_concept("mesothelioma", definitions=("A benign (not cancer) or malignant tumor.",))],
    )
    assert plan.tree.parents == [[], []]
    assert plan.tree.refused.counts == {Reason.CANCER: 1}
