"""Kinds of things in the starter glossary: an entry is of the kind of its parents, and no part is a kind of
its whole.
"""

from __future__ import annotations

import re

from starter_glossary import BY_HEADWORD, ENTRIES, breaking

from bot.sources.formats.glossary import GlossaryEntry, parents_of
from bot.terms.model import SemanticGroup, SemanticType

# What a parent may be beside being of the same kind: a vitamin is a chemical compound, a laparoscopy is an endoscopy.
PROCEDURES = {SemanticType.TEST, SemanticType.TREATMENT, SemanticType.PROCEDURE}
FURTHER_PARENTS: dict[SemanticType, set[SemanticType]] = {
    SemanticType.PROTEIN: {SemanticType.CHEMICAL},
    SemanticType.HORMONE: {SemanticType.CHEMICAL},
    SemanticType.NUTRIENT: {SemanticType.CHEMICAL},
    SemanticType.MENTAL_DISORDER: {SemanticType.DISEASE},
    SemanticType.CONCEPT: {SemanticType.PHENOMENON},
    SemanticType.TEST: PROCEDURES,
    SemanticType.TREATMENT: PROCEDURES,
    SemanticType.PROCEDURE: PROCEDURES,
}
# Every entry of anatomy that others may be kinds of. All else there is one certain part, of which nothing is a kind.
CLASSES_OF_PARTS = frozenset(
    """artery|blood cell|blood vessel|body fluid|body part|bone|cell|cell structure|chromosome|connective tissue|gland|heart atrium|
    heart valve|heart ventricle|joint|ligament|lymphocyte|muscle|nerve|organ|phagocyte|prenatal structure|tissue|vein|
    white blood cell""".replace("\n    ", "").split("|")
)
SAID_TO_BE_BENIGN = (
    r"^[^.]*(?:benign|noncancerous|not (?:a )?cancer)|^[^.]*\. Most people have several, and most stay harmless"
)
# They are true of so many unlike things that a reader learns nothing from them.
CATCH_ALL_PARENTS = {"syndrome", "inflammation", "acute disease", "chronic disease"}


def may_be_kind_of(entry: GlossaryEntry, parent: GlossaryEntry) -> bool:
    return entry.kind is parent.kind or parent.kind in FURTHER_PARENTS.get(entry.kind, set())


def test_a_thing_is_of_the_kind_of_each_of_its_parents() -> None:
    """No symptom is a kind of a disease, and no disease a kind of a body process."""
    assert [
        (entry.headword, entry.kind, parent, BY_HEADWORD[parent].kind)
        for entry in ENTRIES
        for parent in parents_of(entry)
        if not may_be_kind_of(entry, BY_HEADWORD[parent])
    ] == []


def test_no_part_of_the_body_is_a_kind_of_a_whole() -> None:
    anatomy = [entry for entry in ENTRIES if entry.kind.group is SemanticGroup.ANATOMY]
    wholes = [(e.headword, up) for e in anatomy for up in parents_of(e) if up not in CLASSES_OF_PARTS]
    assert wholes == []


def test_the_whole_that_a_thing_is_part_of_is_no_class_and_not_the_thing_itself() -> None:
    def is_whole(entry: GlossaryEntry) -> bool:
        return not {entry.headword, *CLASSES_OF_PARTS, *parents_of(entry)} & set(entry.part_of)

    assert breaking(is_whole) == []
    assert any(entry.part_of for entry in ENTRIES)


def test_parents_say_more_than_that_something_is_a_disease_of_some_sort() -> None:
    assert breaking(lambda entry: not CATCH_ALL_PARENTS & set(parents_of(entry))) == []


def test_no_parent_is_given_twice_nor_one_that_stands_above_another() -> None:
    def above(headword: str) -> set[str]:
        ups = set(parents_of(BY_HEADWORD[headword]))
        return ups.union(*map(above, ups))

    def each_says_something(entry: GlossaryEntry) -> bool:
        ups = parents_of(entry)
        return len(set(ups)) == len(ups) and not set().union(*map(above, ups)) & set(ups)

    assert breaking(each_says_something) == []


def test_nothing_benign_is_a_kind_of_cancer() -> None:
    def is_cancer(headword: str) -> bool:
        return headword in {"cancer", "malignant tumor"} or any(map(is_cancer, parents_of(BY_HEADWORD[headword])))

    benign = [entry.headword for entry in ENTRIES if re.search(SAID_TO_BE_BENIGN, entry.definition)]
    assert {"uterine fibroid", "leiomyoma", "mole", "benign tumor"} <= {*benign}
    assert [headword for headword in benign if is_cancer(headword)] == []
