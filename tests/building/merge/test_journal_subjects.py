"""Which subjects of journals fit an entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.journal_subjects import fitting, journal_subjects, subject_numbers
from bot.building.merge.records import Record
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

Named = Callable[..., list[str]]


@pytest.fixture
def named(make_concept: Callable[..., Concept], make_records: Callable[..., list[Record]]) -> Named:
    """Return a function from tree numbers and kinds to the names of the subjects that fit."""
    names = {number: name for name, number in subject_numbers().items()}

    def subjects(numbers: tuple[str, ...], *kinds: SemanticType) -> list[str]:
        records = make_records(mesh=[make_concept("asthma", tree_numbers=numbers)])
        return [names[number] for number in journal_subjects(records, kinds)]

    return subjects


def test_the_branches_that_a_heading_is_in_say_its_fields(named: Named) -> None:
    assert sorted(named(("C08.127.108", "C20.543.480.680.095"))) == [
        "Diseases of the respiratory system",
        "Immunologic diseases. Allergy",
    ]


def test_the_longest_listed_branch_counts(named: Named) -> None:
    assert named(("C17.800.174",)) == ["Dermatology"]
    assert named(("C17.300.200",)) == ["Diseases of the musculoskeletal system"]
    assert named(("C171",)) == []


def test_the_kind_says_it_where_no_heading_does(named: Named) -> None:
    assert named((), SemanticType.MENTAL_DISORDER, SemanticType.GENE) == ["Psychiatry"]
    assert named((), SemanticType.DISEASE) == []


def test_branches_of_a_branch_stand_in_the_table_only_where_they_say_something_else() -> None:
    for branch, subjects in fitting().mesh.items():
        assert subjects
        above = branch.rpartition(".")[0]
        assert fitting().mesh.get(above) != subjects, branch
