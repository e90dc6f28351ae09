"""Types and names that the NCI's definitions mention. The sentences are ours, in the editors' phrases."""

from __future__ import annotations

import pytest

from bot.sources.formats.nci.prose import other_names, semantic_type, types
from bot.terms.model import SemanticType


@pytest.mark.parametrize(
    ("definition", "kind"),
    [
        ("A gene on a chromosome that does something.", SemanticType.GENE),
        ("A laboratory technique used to look at something.", SemanticType.PROCEDURE),
        ("One of a group of related proteins made by cells.", SemanticType.PROTEIN),
        ("A rare, inherited disorder marked by spots.", SemanticType.DISEASE),
        ("A type of drug used for something.", SemanticType.MEDICINE),
        ("In medicine, a device used to see inside.", SemanticType.DEVICE),
        ("A type of white blood cell.", SemanticType.CELL),
        ("A benign (not cancer) tumor that grows slowly.", SemanticType.DISEASE),
        ("Surgery to remove something.", SemanticType.PROCEDURE),
        ("A chemical reaction in which something happens.", None),
        ("Abnormal cells are found somewhere.", None),
        ("In surgery, keeping a tissue cold.", None),
        ("Able to be removed.", None),
        ("A substance required for cell growth.", SemanticType.CHEMICAL),
        ("", None),
    ],
)
def test_a_definition_begins_with_what_the_thing_is(definition: str, kind: SemanticType | None) -> None:
    assert semantic_type(definition) is kind


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        ("It carries signals. An exampline is a type of signal protein. Also called EX.", ["signal protein"]),
        ("Something. It is a type of blocker and a type of antibiotic.", ["blocker", "antibiotic"]),
        ("Something. It is a type of blocker and antibiotic.", ["blocker", "antibiotic"]),
        ("Something. It is a type of sodium and potassium channel blocker.", ["sodium and potassium channel blocker"]),
        ("Something. Examplines are a type of signal protein.", ["signal protein"]),
        ("Another thing is a type of signal protein.", []),
        ("The most common type of this is another.", []),
    ],
)
def test_only_what_is_said_of_the_term_itself_is_what_it_is_a_type_of(definition: str, expected: list[str]) -> None:
    assert list(types("exampline", definition)) == expected


def test_spanish_lists_of_other_names_are_read_as_english_ones_are() -> None:
    assert other_names("ejemplo", "Algo. También se llama muestra, modelo y EJ.", ()) == ["muestra", "modelo", "EJ"]
