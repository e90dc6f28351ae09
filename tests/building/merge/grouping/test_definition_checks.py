"""Each check that keeps two things apart by what their definitions say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.grouping import definition_checks
from bot.building.merge.records import Group, Record
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]
Side = Callable[..., Group]


@pytest.fixture
def side(make_concept: MakeConcept, make_records: MakeRecords) -> Side:
    """Makes a group of one record with a name and definitions."""

    def make(name: str, *definitions: str) -> Group:
        return make_records(mesh=[make_concept(name, definitions=definitions)])

    return make


@pytest.mark.parametrize(
    ("check", "one", "other", "holds"),
    [
        ("is_member", ("discoid lupus", "A type of lupus of the skin."), ("lupus", ""), True),
        ("is_member", ("discoid lupus", "Lupus of the skin."), ("lupus", ""), False),
        ("is_member", ("discoid lupus", "A type of lupuses."), ("lupus", ""), False),
        ("is_member", ("x", "Not lupine: lupins are a type of lupin, not a type of lupus."), ("lupus", ""), True),
        ("is_part", ("antrum", "A part of the stomach."), ("stomach", ""), True),
        ("is_part", ("antrum", "Near the stomach."), ("stomach", ""), False),
        ("is_distinguished", ("croup", "It is different from epiglottitis."), ("epiglottitis", ""), True),
        ("is_distinguished", ("croup", "It is like epiglottitis."), ("epiglottitis", ""), False),
        ("is_species_of_genus", ("E. coli", "A bacterium of the gut."), ("Escherichia", "A genus of bacteria."), True),
        ("is_species_of_genus", ("E. coli", "A genus of bacteria."), ("Escherichia", "A genus of bacteria."), False),
        ("is_species_of_genus", ("E. coli", "A bacterium."), ("Escherichia", "Bacteria."), False),
        ("is_species_of_genus", ("E. coli", ""), ("Escherichia", "A genus of bacteria."), False),
        ("is_adjective_of_noun", ("renal", "Having to do with the kidney."), ("kidney", "An organ."), True),
        ("is_adjective_of_noun", ("renal", "An organ."), ("kidney", "An organ."), False),
        ("is_adjective_of_noun", ("renal", "Having to do with it."), ("kidney", "Relating to it."), False),
        ("is_adjective_of_noun", ("renal", ""), ("kidney", "An organ."), False),
    ],
)
def test_a_check_of_definitions_holds(
    side: Side, check: str, one: tuple[str, str], other: tuple[str, str], *, holds: bool
) -> None:
    made = [side(name, *filter(None, [definition])) for name, definition in (one, other)]
    assert getattr(definition_checks, check)(*made) is holds
