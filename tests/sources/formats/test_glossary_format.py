"""Reading the starter glossary's TOML files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import Concept, ConceptName, Link
from bot.sources.formats import glossary
from bot.terms.model import NameKind, Relation, Review, SemanticType

ENTRY = """
[[entry]]
headword = "Test  Thing"
definition = "A thing\\n  for tests."
kind = "device"
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], list[Concept]]:
    """Reads text as a glossary file."""

    def concepts(text: str) -> list[Concept]:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return [concept for concept in glossary.concepts(path) if isinstance(concept, Concept)]

    return concepts


def test_headword_definition_and_kind_are_enough(read: Callable[[str], list[Concept]]) -> None:
    assert read(ENTRY) == [
        Concept(
            code="test-thing",
            names=(ConceptName("Test  Thing", NameKind.PREFERRED),),
            definitions=("A thing for tests.",),
            semantic_types=(SemanticType.DEVICE,),
        )
    ]


def test_every_kind_of_name_is_kept(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'synonyms = ["tester"]\nabbreviations = ["TT"]\nplain_names = ["gadget"]\n')
    assert [(name.name, name.kind) for name in concept.names[1:]] == [
        ("tester", NameKind.SYNONYM),
        ("TT", NameKind.ABBREVIATION),
        ("gadget", NameKind.PLAIN),
    ]


def test_parents_see_also_and_mesh_identifier_become_codes(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'parent = "Big Device"\nsee_also = ["other thing"]\nmesh = "D000001"\n')
    assert concept.parents == ("big-device",)
    assert concept.see_also == ("other-thing",)
    assert concept.equivalents == ("mesh:D000001",)


def test_how_a_name_is_said_is_kept(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'hyphenation = "test thing"\nrespelling = "TEST THING"\n')
    assert (concept.hyphenation, concept.respelling, concept.audio) == ("test thing", "TEST THING", None)


def test_brands_and_former_names_are_marked_as_such(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'brands = ["Gizmax"]\nformer_names = ["contraption"]\n')
    assert concept.names[1:] == (ConceptName("Gizmax", NameKind.BRAND), ConceptName("contraption", NameKind.FORMER))


def test_the_whole_that_a_thing_is_part_of_is_a_link_and_no_parent(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'parent = "Heart chamber"\npart_of = ["Whole heart"]\n')
    assert concept.parents == ("heart-chamber",)
    assert concept.links == (Link(Relation.PART_OF, "Whole heart", "glossary:whole-heart"),)


def test_a_thing_may_be_of_several_kinds(read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + 'parent = "Joint disease"\nfurther_parents = ["Immune disease"]\n')
    assert concept.parents == ("joint-disease", "immune-disease")


@pytest.mark.parametrize("day", ["2027-01-05", '"2027-01-05"'], ids=["date", "text"])
def test_who_reviewed_an_entry_and_when_is_kept(day: str, read: Callable[[str], list[Concept]]) -> None:
    (concept,) = read(ENTRY + f'reviewed = {{ by = " Dr. Ada Example, MD ", on = {day} }}\n')
    assert concept.review == Review("Dr. Ada Example, MD", "2027-01-05")


def test_an_entry_that_nobody_reviewed_says_nothing_of_a_review(read: Callable[[str], list[Concept]]) -> None:
    assert read(ENTRY)[0].review is None


@pytest.mark.parametrize(
    "review",
    [
        '{ by = "Dr. Ada Example" }',
        "{ on = 2027-01-05 }",
        '{ by = "  ", on = 2027-01-05 }',
        '{ by = "Dr. Ada Example", on = "2027-02-30" }',
        '{ by = "Dr. Ada Example", on = "January 2027" }',
        '{ by = "Dr. Ada Example", on = 2027-01-05, role = "MD" }',
        '"Dr. Ada Example"',
    ],
    ids=["no day", "nobody", "an empty name", "no such day", "not ISO 8601", "a further field", "no table"],
)
def test_a_review_needs_a_name_and_a_day(review: str, read: Callable[[str], list[Concept]]) -> None:
    with pytest.raises(DataError, match=r"own\.toml cannot be used"):
        read(ENTRY + f"reviewed = {review}\n")


def test_every_file_of_a_folder_is_read_and_others_are_not(tmp_path: Path) -> None:
    for name in ("b.toml", "a.toml", "notes.txt"):
        (tmp_path / name).write_text(ENTRY.replace("Test  Thing", name))
    codes = [concept.code for concept in glossary.concepts(tmp_path) if isinstance(concept, Concept)]
    assert codes == ["a.toml", "b.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "[[entry]\n",
        ENTRY.replace('kind = "device"', 'kind = "gizmo"'),
        ENTRY.replace('kind = "device"', ""),
        ENTRY + "sinonyms = []\n",
        ENTRY + 'synonyms = "one"\n',
        "entry = 3\n",
    ],
    ids=["not TOML", "unknown kind", "no kind", "unknown field", "wrong type", "no list"],
)
def test_a_mistake_in_a_glossary_file_is_named_with_the_file(
    text: str, read: Callable[[str], list[Concept]], tmp_path: Path
) -> None:
    with pytest.raises(DataError) as refused:
        read(text)
    assert str(tmp_path / "own.toml") in refused.value.problem
    assert "medlex build" in refused.value.remedy


def test_a_glossary_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(ENTRY.replace("thing", "café").encode("latin-1"))
    with pytest.raises(DataError, match=r"own\.toml cannot be used"):
        list(glossary.concepts(path))


def test_a_glossary_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.toml cannot be read"):
        list(glossary.concepts(tmp_path / "own.toml"))
