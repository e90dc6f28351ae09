"""The semantic type of an entry if sources differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.kinds import semantic_types
from bot.building.merge.records import Record
from bot.sources.concept import Concept
from bot.terms.model import SemanticType as T

MakeConcept = Callable[..., Concept]
MakeRecords = Callable[..., list[Record]]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ({"hpo": [T.SYMPTOM], "mondo": [T.DISEASE]}, (T.DISEASE,)),
        ({"mesh": [T.SYMPTOM], "hpo": [T.SYMPTOM], "mondo": [T.DISEASE]}, (T.SYMPTOM,)),
        ({"mesh": [T.DISEASE, T.SYMPTOM], "hpo": [T.SYMPTOM]}, (T.SYMPTOM,)),
        ({"mesh": [T.DISEASE, T.SYMPTOM], "mondo": [T.DISEASE]}, (T.DISEASE,)),
        ({"glossary": [T.SYMPTOM], "mesh": [T.DISEASE], "mondo": [T.DISEASE]}, (T.SYMPTOM,)),
        ({"our_words": [T.CONCEPT], "glossary": [T.DISEASE]}, (T.CONCEPT,)),
        ({"mesh": [T.BODY_PART], "cl": [T.CELL]}, (T.CELL,)),
        ({"mesh": [T.TISSUE], "uberon": [T.BODY_PART]}, (T.TISSUE,)),
        ({"mesh": [T.CHEMICAL], "rxnorm": [T.MEDICINE]}, (T.MEDICINE,)),
        ({"mesh": [T.PHENOMENON], "go": [T.BODY_PROCESS]}, (T.BODY_PROCESS,)),
        ({"mondo": []}, ()),
    ],
)
def test_the_authority_on_a_kind_decides(
    make_concept: MakeConcept, make_records: MakeRecords, said: dict[str, list[T]], kinds: tuple[T, ...]
) -> None:
    each = {source: [make_concept("thing", semantic_types=tuple(told))] for source, told in said.items()}
    assert semantic_types(make_records(**each)) == kinds


@pytest.mark.parametrize(
    ("told", "likely", "kinds"),
    [
        ((T.CHEMICAL,), T.MEDICINE, (T.MEDICINE,)),
        ((T.PROTEIN,), T.MEDICINE, (T.MEDICINE, T.PROTEIN)),
        ((T.HORMONE,), T.MEDICINE, (T.HORMONE,)),
        ((T.CHEMICAL,), T.NUTRIENT, (T.NUTRIENT,)),
        ((T.CHEMICAL,), T.DISEASE, (T.CHEMICAL,)),
        ((T.PROCEDURE,), T.TEST, (T.TEST,)),
        ((T.ORGANISM,), T.MEDICINE, (T.ORGANISM,)),
    ],
)
def test_what_a_patients_source_calls_a_drug_is_a_medicine(
    make_concept: MakeConcept, make_records: MakeRecords, told: tuple[T, ...], likely: T, kinds: tuple[T, ...]
) -> None:
    group = make_records(
        nci_dictionary=[make_concept("thing", likely_types=(likely,))],
        mesh=[make_concept("thing", semantic_types=told)],
    )
    assert semantic_types(group) == kinds


@pytest.mark.parametrize(
    ("name", "said", "kinds"),
    [
        ("peritoneal fluid", {"uberon": T.BODY_PART}, (T.BODY_SUBSTANCE,)),
        ("Model, Animal", {"mesh": T.PROCEDURE}, (T.ORGANISM,)),
        ("Models, Statistical", {"mesh": T.PROCEDURE}, (T.CONCEPT,)),
        ("Pain Threshold", {"mesh": T.BODY_PROCESS}, (T.MEASUREMENT,)),
        ("Blood-Group System", {"mesh": T.CHEMICAL}, (T.CONCEPT,)),
        ("Immune System", {"mesh": T.BODY_PART}, (T.BODY_PART,)),
        ("firing threshold", {"go": T.BODY_PROCESS}, (T.BODY_PROCESS,)),
        ("loss of fluid", {"hpo": T.SYMPTOM}, (T.SYMPTOM,)),
    ],
)
def test_the_last_words_of_a_name_tell_what_a_tree_does_not(
    make_concept: MakeConcept, make_records: MakeRecords, name: str, said: dict[str, T], kinds: tuple[T, ...]
) -> None:
    each = {
        source: [make_concept(name, semantic_types=(kind,), tree_numbers=("X1",) if source == "mesh" else ())]
        for source, kind in said.items()
    }
    assert semantic_types(make_records(**each)) == kinds
