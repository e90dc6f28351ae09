"""Records that an editor keeps apart stay apart, whatever the evidence for joining them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.grouping import separations as module
from bot.building.merge.grouping.grouping import join_records
from bot.building.merge.grouping.refusals import Refusal
from bot.building.merge.grouping.separations import SeparatePair, separate_pairs
from bot.building.merge.records import Record
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]


@pytest.fixture
def lens(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor keeps the lens of the eye apart from lenses of glass."""
    pair = SeparatePair(("nci-dictionary:1", "mesh:D1"), ("lens", "Lenses"), "A part of the eye, and a piece of glass.")
    monkeypatch.setattr(
        module, "_others", lambda: {pair.records[0]: {pair.records[1]}, pair.records[1]: {pair.records[0]}}
    )


@pytest.mark.usefixtures("lens")
def test_records_that_an_editor_keeps_apart_stay_apart_though_they_share_their_name(
    make_concept: MakeConcept, make_records: MakeRecords
) -> None:
    groups = join_records(make_records(nci_dictionary=[make_concept("lens", "1")], mesh=[make_concept("Lenses", "D1")]))
    assert len(groups.all()) == 2
    assert set(groups.refused.values()) == {Refusal.EDITOR}


@pytest.mark.usefixtures("lens")
def test_a_third_record_does_not_bring_them_together(make_concept: MakeConcept, make_records: MakeRecords) -> None:
    third = make_concept("lens", "U1", equivalents=("mesh:D1", "nci-dictionary:1"))
    groups = join_records(
        make_records(nci_dictionary=[make_concept("lens", "1")], mesh=[make_concept("Lenses", "D1")], uberon=[third])
    )
    assert sorted(len(each) for each in groups.all()) == [1, 2]


@pytest.mark.usefixtures("lens")
def test_other_records_of_the_same_name_are_joined(make_concept: MakeConcept, make_records: MakeRecords) -> None:
    records = make_records(nci_dictionary=[make_concept("lens", "2")], mesh=[make_concept("Lenses", "D1")])
    assert len(join_records(records).all()) == 1


def test_each_pair_that_ships_is_of_two_known_sources_and_says_how_they_differ() -> None:
    for pair in separate_pairs():
        sources = {record.partition(":")[0] for record in pair.records}
        assert sources <= catalogue().keys()
        assert len(set(pair.records)) == 2
        assert all(pair.names)
        assert pair.reason.endswith(".")


def test_no_pair_is_listed_twice() -> None:
    pairs = [frozenset(pair.records) for pair in separate_pairs()]
    assert len(pairs) == len(set(pairs))
