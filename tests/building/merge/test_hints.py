"""The hint that distinguishes an entry from others of its name."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.building.merge.entries import Plan, entries
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


@pytest.fixture
def hint(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> Callable[..., str]:
    """Return the hint that distinguishes an entry from others of its name."""

    def made(**fields: object) -> str:
        (built,) = entries(make_plan(glossary=[make_concept("thing", **fields)]))
        return built.hint

    return made


def test_a_hint_tells_the_kind_and_what_it_is_a_kind_of(
    make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    made = [
        make_concept("beeper", code="1"),
        make_concept("pager", parents=("1",), semantic_types=(SemanticType.DEVICE,)),
    ]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["pager"] == "device, a kind of beeper"


def test_a_hint_does_not_tell_the_kind_twice(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> None:
    kind = {"semantic_types": (SemanticType.DEVICE,)}
    made = [make_concept("device", code="1"), make_concept("pager", parents=("1",), synonyms=["gadget"], **kind)]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["pager"] == "device, also called gadget"


def test_a_hint_holds_nothing_of_a_definition_where_more_is_known(hint: Callable[..., str]) -> None:
    assert hint(semantic_types=(SemanticType.DEVICE,), definitions=("It beeps.",)) == "device"


def test_a_sense_of_a_listed_abbreviation_says_more_than_its_kind(
    make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    listed = make_concept("right eye", definitions=("The eye on the right.",), semantic_types=(SemanticType.BODY_PART,))
    (built,) = entries(make_plan(medlex_abbreviations=[listed]))
    assert built.hint == "body part, Medlex Abbreviations, 2026: The eye on the right."


def test_a_hint_says_who_defines_it_how_and_when_where_nothing_else_is_known(hint: Callable[..., str]) -> None:
    said = "Medlex Starter Glossary, 2026"
    assert hint(definitions=("It beeps.",)) == f"{said}: It beeps."
    assert hint() == said


def test_a_hint_has_the_words_with_which_a_source_tells_senses_apart(hint: Callable[..., str]) -> None:
    assert hint(hint="pharmacy", synonyms=["gadget"]) == "pharmacy, also called gadget"


def test_a_hint_without_parents_tells_other_names_and_no_abbreviations(hint: Callable[..., str]) -> None:
    names = {"synonyms": ["gadget", "gizmo"], "abbreviations": ["TH"]}
    assert hint(**names) == "also called gadget, gizmo"
    assert hint(**names, semantic_types=(SemanticType.DEVICE,)) == "device, also called gadget, gizmo"


def test_a_hint_tells_no_misspelling_and_no_field_of_an_abbreviation(
    hint: Callable[..., str], make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    assert hint(semantic_types=(SemanticType.DEVICE,), synonyms=["thinng", "small thing"]) == "device"
    home = make_concept("nursing home", hint="departments", definitions=("A home.",))
    built = next(iter(entries(make_plan(medlex_abbreviations=[home]))))
    assert "departments" not in built.hint
    assert built.hint.endswith("A home.")


def test_a_hint_says_of_what_class_one_thing_is(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> None:
    kinds = (SemanticType.CHEMICAL,)
    made = [
        make_concept("xanthines", "a", semantic_types=kinds),
        make_concept("theine", "b", parents=("a",), semantic_types=kinds),
        make_concept("sign", "c"),
        make_concept("zorb", "d", parents=("c",), synonyms=["gizmo"]),
    ]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["theine"] == "chemical, a kind of xanthine"
    assert hints["zorb"] == "also called gizmo"


def test_a_hint_leaves_out_plurals_and_names_that_are_turned_round(hint: Callable[..., str]) -> None:
    names = ["Things", "Operating Rooms", "Room, Operating", "Rooms, Operating", "Operating Room", "theater"]
    assert hint(synonyms=names) == "also called Operating Room, theater"
    # The kind of a thing shows if its name is that of a title or of a person.
    assert hint(synonyms=names, semantic_types=(SemanticType.DEVICE,)) == "device, also called operating room, theater"


def test_a_hint_leaves_out_what_people_say_of_themselves(hint: Callable[..., str]) -> None:
    said = ["broke my arm", "can't move", "took too much medicine", "paralyzed", "being poisoned"]
    assert hint(synonyms=[*said, "gadget"]) == "also called gadget"
    assert hint(synonyms=said, semantic_types=(SemanticType.DEVICE,)) == "device"


def test_a_hint_names_no_words_twice_and_no_name_that_a_rule_has_made(hint: Callable[..., str]) -> None:
    assert hint(synonyms=["Cancer of Lung", "Cancer of the Lung"]) == "also called Cancer of Lung"
    assert hint(synonyms=["Sparganosis", "Spirometra disease or disorder"]) == "also called Sparganosis"


def test_a_long_hint_ends_between_words_and_says_that_it_was_cut(hint: Callable[..., str]) -> None:
    cut = hint(synonyms=[f"word{number}" for number in range(40)])
    assert re.search(r"word\d+…$", cut)
    assert 80 < len(cut) <= 95


@pytest.mark.parametrize("text", ["x" * 300, "病" * 300])
def test_a_long_hint_without_spaces_is_cut_all_the_same(hint: Callable[..., str], text: str) -> None:
    cut = hint(synonyms=[text])
    assert 80 < len(cut) <= 95
