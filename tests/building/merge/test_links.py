"""The targets of the links of records, and links without a target."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.entries import Plan
from bot.building.report import Tally
from bot.lexicon.model import Entry, RecordLink
from bot.sources.concept import Concept, Link
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]
Grouped = Callable[..., list[list[str]]]


def related(entry: Entry) -> list[tuple[str, Relation]]:
    return [(to.headword, to.relation) for to in entry.related]


def test_a_link_to_a_record_of_another_source_says_what_it_is(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    made = make_entries(
        mesh=[make_concept("antirheumatic agent", "D018501")],
        mesh_supplementary=[
            make_concept("zolac", "C1", links=(Link(Relation.ACTS_AS, "Antirheumatic Agents", "mesh:D018501"),))
        ],
    )
    assert related(made["zolac"]) == [("antirheumatic agent", Relation.ACTS_AS)]
    (record,) = made["zolac"].records
    assert record.links == (RecordLink(Relation.ACTS_AS, "antirheumatic agent", "antirheumatic-agent"),)


def test_a_link_to_a_source_that_is_not_installed_keeps_its_name(
    make_concept: MakeConcept, make_plan: MakePlan, make_entries: MakeEntries
) -> None:
    concepts = [make_concept("zolac", "C1", links=(Link(Relation.MAPPED_TO, "Pyrazoles", "mesh:D011720"),))]
    (record,) = make_entries(mesh_supplementary=concepts)["zolac"].records
    assert record.links == (RecordLink(Relation.MAPPED_TO, "Pyrazoles", None),)
    assert list(make_plan(mesh_supplementary=concepts).lost_links()) == []


def test_a_parent_may_be_named_that_another_source_has(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    made = make_entries(
        glossary=[make_concept("sepsis")],
        wordnet=[make_concept("ward alarm", links=(Link(Relation.PARENT, "Sepsis"),))],
    )
    assert [parent.headword for parent in made["ward alarm"].subclass_of] == ["sepsis"]


@pytest.mark.parametrize("named", ["mitral stenoses", "Mitral valve stenosis"])
def test_see_also_may_name_any_name_of_an_entry(
    make_concept: MakeConcept, make_entries: MakeEntries, named: str
) -> None:
    made = make_entries(
        glossary=[make_concept("mitral stenosis", synonyms=["mitral valve stenosis"])],
        wordnet=[make_concept("murmur", links=(Link(Relation.SEE_ALSO, named),))],
    )
    assert related(made["murmur"]) == [("mitral stenosis", Relation.SEE_ALSO)]


@pytest.mark.parametrize("named", ["meetingg", "mole"])
def test_a_name_that_nothing_or_several_things_have_is_counted_and_named(
    make_concept: MakeConcept, make_plan: MakePlan, make_entries: MakeEntries, named: str
) -> None:
    concepts = {
        "glossary": [make_concept("mole", "mole-skin"), make_concept("mole", "mole-animal")],
        "our_words": [make_concept("huddle", links=(Link(Relation.PARENT, named),))],
    }
    assert make_entries(**concepts)["huddle"].subclass_of == ()
    tally = Tally()
    tally.note_plan(make_plan(**concepts))
    assert (tally.unlinked, tally.unlinked_names) == (1, (f"huddle → {named}",))


def test_a_publishers_own_name_for_a_group_of_things_is_no_lost_link(
    make_concept: MakeConcept, make_plan: MakePlan
) -> None:
    links = (Link(Relation.MAPPED_TO, "Heart and Circulation"), Link(Relation.SEE_ALSO, "a gene without a page"))
    assert list(make_plan(medlineplus=[make_concept("heart", links=links)]).lost_links()) == []


def expansion(make_concept: MakeConcept, short: str, long: str, code: str = "") -> Concept:
    return make_concept(long, code or short.lower(), abbreviations=[short], links=(Link(Relation.SAME_AS, long),))


def test_an_abbreviation_written_out_joins_the_entry_of_that_name(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        glossary=[make_concept("chronic obstructive pulmonary disease", "copd")],
        wordnet=[expansion(make_concept, "COPD", "chronic obstructive pulmonary disease", "x")],
    ) == [["glossary:copd", "wordnet:x"]]


def test_it_joins_by_a_synonym_where_nothing_is_called_so(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        glossary=[make_concept("heart attack", "ha", synonyms=["myocardial infarction"])],
        wordnet=[expansion(make_concept, "MI", "myocardial infarction", "x")],
    ) == [["glossary:ha", "wordnet:x"]]


def test_it_joins_nothing_where_several_have_the_name(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        glossary=[make_concept("mole", "mole-skin"), make_concept("mole", "mole-animal")],
        wordnet=[expansion(make_concept, "ML", "mole", "x")],
    ) == [["glossary:mole-animal"], ["glossary:mole-skin"], ["wordnet:x"]]


def test_two_abbreviations_of_one_expansion_in_one_table_are_one(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        wordnet=[
            expansion(make_concept, "NOK", "next of kin", "a"),
            expansion(make_concept, "NoK", "next of kin", "b"),
        ],
    ) == [["wordnet:a", "wordnet:b"]]


def test_two_expansions_of_one_abbreviation_stay_apart(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        wordnet=[
            expansion(make_concept, "MS", "morning shift", "a"),
            expansion(make_concept, "MS", "mitral stenosis", "b"),
        ],
    ) == [["wordnet:a"], ["wordnet:b"]]


def test_several_abbreviations_of_one_expansion_all_join_its_entry(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        glossary=[make_concept("hypertension", "htn")],
        medlex_abbreviations=[
            expansion(make_concept, "HTN", "hypertension", "a"),
            expansion(make_concept, "HBP", "hypertension", "b"),
        ],
    ) == [["glossary:htn", "medlex-abbreviations:a", "medlex-abbreviations:b"]]


def test_a_curated_abbreviation_means_the_plainest_of_several(make_concept: MakeConcept, grouped: Grouped) -> None:
    assert grouped(
        glossary=[make_concept("capsule", "c", semantic_types=(SemanticType.MEDICINE,))],
        uberon=[make_concept("capsule", "u", semantic_types=(SemanticType.BODY_PART,))],
        medlex_abbreviations=[expansion(make_concept, "cap", "capsule", "x")],
    ) == [["glossary:c", "medlex-abbreviations:x"], ["uberon:u"]]


def test_a_curated_abbreviation_is_not_what_has_its_name_as_a_synonym(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    assert grouped(
        mesh=[make_concept("erythrocyte indices", "indices", synonyms=["mean corpuscular volume"])],
        medlex_abbreviations=[expansion(make_concept, "MCV", "mean corpuscular volume", "mcv")],
    ) == [["medlex-abbreviations:mcv"], ["mesh:indices"]]


def test_a_written_out_abbreviation_comes_between_no_two_publishers(
    make_concept: MakeConcept, grouped: Grouped
) -> None:
    text = "A visit of doctors and nurses to each patient on a ward."
    others = {
        "glossary": [make_concept("ward round", "g", definitions=(text,))],
        "mesh": [make_concept("ward round", "m", definitions=(text,))],
        "ncit": [make_concept("ward round", "n", semantic_types=(SemanticType.PLACE,))],
    }
    assert ["glossary:g", "mesh:m"] in grouped(**others)
    listed = [expansion(make_concept, "WR", "ward round", "x")]
    assert ["glossary:g", "medlex-abbreviations:x", "mesh:m"] in grouped(**others, medlex_abbreviations=listed)
