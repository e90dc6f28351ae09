"""Kinds and parts of the body: which of the things that a source files below another are kinds, and which parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from building.entry_helpers import BODY_PART, kinds, of, related, two_headings, wholes

from bot.building.merge.entries import Plan
from bot.lexicon.model import Entry
from bot.sources.concept import Concept, Link
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


def test_an_organ_is_a_part_of_its_system(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(mesh=two_headings(make_concept, "Liver", "Digestive System"))
    assert (kinds(entries["liver"]), wholes(entries["liver"])) == ([], ["digestive system"])


def test_of_two_things_that_are_each_filed_below_the_other_one_is_a_part(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entries = entries_of(
        mesh=[
            make_concept("Liver", tree_numbers=("A1", "A2.1"), **BODY_PART),
            make_concept("Digestive System", tree_numbers=("A2", "A1.1"), **BODY_PART),
        ]
    )
    assert sorted(wholes(entries["liver"]) + wholes(entries["digestive system"])) in (["liver"], ["digestive system"])


def test_a_whole_stands_among_related_terms(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(mesh=two_headings(make_concept, "Liver", "Digestive System"))
    assert related(entries["liver"], Relation.PART_OF) == ["digestive system"]
    assert related(entries["liver"], Relation.PARENT) == []


@pytest.mark.parametrize(
    ("child", "parent"), [("Facial Artery", "Arteries"), ("Sweat Gland", "Glands"), ("Joints of Fingers", "Joints")]
)
def test_what_is_named_after_a_class_is_a_kind_of_it(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str
) -> None:
    entry = entries_of(mesh=two_headings(make_concept, child, parent))[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([parent.lower()], [])


@pytest.mark.parametrize(("child", "parent"), [("Abdominal Aorta", "Aorta"), ("Sigmoid Colon", "Colon")])
def test_what_is_named_after_the_only_one_is_a_part_of_it(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str
) -> None:
    entry = entries_of(mesh=two_headings(make_concept, child, parent))[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([], [parent.lower()])


def test_a_definition_says_of_what_class_a_thing_is(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    concepts = two_headings(make_concept, "Kneecap", "Bones", definitions=("A flat bone in front of the knee.",))
    assert kinds(entries_of(mesh=concepts)["kneecap"]) == ["bones"]


def test_a_thing_below_a_class_of_which_nothing_says_that_it_is_one_is_only_filed_there(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entry = entries_of(mesh=two_headings(make_concept, "Inner Lining", "Arteries"))["inner lining"]
    assert (kinds(entry), wholes(entry)) == ([], [])
    assert related(entry, Relation.MAPPED_TO) == ["arteries"]


def test_a_set_of_bones_is_no_bone(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    concepts = two_headings(make_concept, "Skull", "Bones", definitions=("The bones that form the head.",))
    assert kinds(entries_of(mesh=concepts)["skull"]) == []


@pytest.mark.parametrize(
    ("child", "parent", "kind"),
    [("Cervix Mucus", "Mucus", SemanticType.BODY_SUBSTANCE), ("Red Myoblast", "Myoblast", SemanticType.CELL)],
)
def test_a_substance_or_cell_that_is_named_after_another_is_a_kind_of_it(
    make_concept: MakeConcept, entries_of: MakeEntries, child: str, parent: str, kind: SemanticType
) -> None:
    concepts = [
        make_concept(parent, tree_numbers=("A1",), **of(kind)),
        make_concept(child, tree_numbers=("A1.1",), **of(kind)),
    ]
    entry = entries_of(mesh=concepts)[child.lower()]
    assert (kinds(entry), wholes(entry)) == ([parent.lower()], [])


def test_a_cell_below_an_organ_and_a_granule_below_a_cell_are_parts(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    entries = entries_of(
        mesh=[
            make_concept("Islets", tree_numbers=("A1",), **BODY_PART),
            make_concept("Beta Cells", tree_numbers=("A1.1",), **of(SemanticType.CELL)),
            make_concept("Beta Cell Granules", tree_numbers=("A1.1.1",), **of(SemanticType.CELL_PART)),
        ]
    )
    assert wholes(entries["beta cells"]) == ["islets"]
    assert wholes(entries["beta cell granules"]) == ["beta cells"]


def test_an_ontology_that_says_elsewhere_what_is_a_part_is_believed(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    hand = make_concept("hand", **BODY_PART, parents=("segment",), links=(Link(Relation.PART_OF, target="uberon:arm"),))
    others = [make_concept("segment", **BODY_PART), make_concept("arm", **BODY_PART)]
    entry = entries_of(uberon=[hand, *others])["hand"]
    assert (kinds(entry), wholes(entry)) == (["segment"], ["arm"])


def test_an_ontology_without_a_word_on_parts_may_have_mixed_them_in(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    hand = make_concept("hand", **BODY_PART, parents=("arm",))
    assert kinds(entries_of(uberon=[hand, make_concept("arm", **BODY_PART)])["hand"]) == []


def test_only_the_nearest_whole_is_named(make_concept: MakeConcept, entries_of: MakeEntries) -> None:
    entries = entries_of(
        mesh=[
            make_concept("Nervous System", tree_numbers=("A1",), **BODY_PART),
            make_concept("Brain", tree_numbers=("A1.1",), **BODY_PART),
            make_concept(
                "Pons",
                tree_numbers=("A1.1.1", "A1.2"),
                definitions=("The front of the hindbrain; of the brain.",),
                **BODY_PART,
            ),
        ]
    )
    assert wholes(entries["pons"]) == ["brain"]


def test_what_is_called_as_one_of_an_entrys_records_is_no_parent_of_it(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    disease: dict[str, Any] = {"semantic_types": (SemanticType.DISEASE,)}
    failure = make_concept("respiratory failure", equivalents=("mesh:D1",), **disease)
    insufficiency = make_concept("Respiratory Insufficiency", "D1", **disease)
    findings = [
        make_concept("Respiratory insufficiency", "H1", **disease),
        make_concept("Respiratory failure", "H2", parents=("H1",), **disease),
    ]
    entries = entries_of(glossary=[failure], mesh=[insufficiency], hpo=findings)
    assert kinds(entries["respiratory failure"]) == []


def test_what_is_a_whole_itself_is_no_part_of_a_heading_for_such_things(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    structures = make_concept("prenatal structure", "A1", tree_numbers=("A1",), **BODY_PART)
    zygote = make_concept(
        "Zygote", tree_numbers=("A1.1",), definitions=("A cell, the first prenatal structure.",), **BODY_PART
    )
    assert wholes(entries_of(mesh=[structures, zygote])["zygote"]) == []


def test_what_a_thesaurus_files_below_a_body_part_is_no_part_where_nobody_speaks_of_that(
    make_concept: MakeConcept, entries_of: MakeEntries
) -> None:
    eyebrow = make_concept("Eyebrows", tree_numbers=("A1.1",), definitions=("Rows of hair.",), **BODY_PART)
    entries = entries_of(mesh=[make_concept("Forehead", tree_numbers=("A1",), **BODY_PART), eyebrow])
    assert wholes(entries["eyebrows"]) == []
