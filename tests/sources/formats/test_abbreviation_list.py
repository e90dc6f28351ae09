"""The list of abbreviations that ships with Medlex, as its format reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import Concept, ConceptName, Link
from bot.sources.formats.abbreviation_list import concepts, edition
from bot.terms.model import NameKind, Relation, SemanticType

LIST = """
[[abbreviation]]
written = "TGT"
also = ["t.g.t."]
senses = [
  { name = "two good teas", field = "dosing times", kind = "concept", definition = "A made-up direction to drink tea." },
  { name = "tall green tent", entry = "tent", field = "devices", warned = false },
]
warning = "TGT is misread as TOT. Write \\"two good teas\\"."

[[abbreviation]]
written = "2T"
senses = [{ name = "two good teas", field = "dosing times" }]
warning = "2T is misread as 21. Write \\"two good teas\\"."
"""


@pytest.fixture
def listed(tmp_path: Path) -> list[Concept]:
    """The senses of a small list."""
    (tmp_path / "list.toml").write_text(LIST, encoding="utf-8")
    return [each for each in concepts(tmp_path) if isinstance(each, Concept)]


def test_each_sense_is_a_concept_with_its_place(listed: list[Concept]) -> None:
    assert [(each.code, each.place) for each in listed] == [
        ("TGT/two good teas", 1),
        ("TGT/tall green tent", 2),
        ("2T/two good teas", 1),
    ]


def test_a_sense_has_the_name_of_its_entry_and_every_spelling(listed: list[Concept]) -> None:
    assert listed[1].names == (
        ConceptName("tent", NameKind.PREFERRED),
        ConceptName("tall green tent", NameKind.ENTRY_TERM),
        ConceptName("TGT", NameKind.ABBREVIATION),
        ConceptName("t.g.t.", NameKind.ABBREVIATION),
    )
    assert listed[1].links == (Link(Relation.SAME_AS, "tent"),)


def test_a_sense_with_a_sentence_says_what_it_is_and_where_it_is_used(listed: list[Concept]) -> None:
    assert (listed[0].hint, listed[0].semantic_types) == ("dosing times", (SemanticType.CONCEPT,))
    assert (listed[1].hint, listed[1].definitions) == (None, ())


def test_all_that_is_said_of_a_thing_stands_at_one_of_its_abbreviations(listed: list[Concept]) -> None:
    (text,) = listed[0].definitions
    assert text.split("\n") == [
        "A made-up direction to drink tea.",
        'TGT is misread as TOT. Write "two good teas".',
        '2T is misread as 21. Write "two good teas".',
    ]
    assert listed[2].definitions == ()


def test_a_warning_stands_alone_where_the_glossary_explains_the_thing(tmp_path: Path) -> None:
    file = tmp_path / "list.toml"
    file.write_text('[[abbreviation]]\nwritten = "T"\nsenses = [{name = "tea", field = "f"}]\nwarning = "Write tea."\n')
    (concept,) = concepts(file)
    assert isinstance(concept, Concept)
    assert concept.definitions == ("Write tea.",)


def test_the_list_does_not_say_its_edition(tmp_path: Path) -> None:
    assert edition(tmp_path) is None


SENSE = '{ name = "tea", field = "f" }'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (f'[[abbreviation]]\nwritten = "T"\nsenses = [{SENSE}]\nmeaning = "tea"', "meaning"),
        ('[[abbreviation]]\nwritten = "T"\nsenses = [{ name = "tea" }]', "field"),
        ('[[abbreviation]]\nwritten = "T"\nsenses = []', "'T' has no sense"),
        ('[[abbreviation]]\nwritten = "T"', "senses"),
        (f'[[abbreviation]]\nwritten = " "\nsenses = [{SENSE}]', "an abbreviation is empty"),
        (f'[[abbreviation]]\nwritten = "T"\nalso = [""]\nsenses = [{SENSE}]', "an abbreviation is empty"),
        ('[[abbreviation]]\nwritten = "T"\nsenses = [{ name = "", field = "f" }]', "empty name or field"),
        ('[[abbreviation]]\nwritten = "T"\nsenses = [{ name = "tea", field = "f", kind = "drink" }]', "drink"),
        (f"[[abbreviation]]\nwritten = 5\nsenses = [{SENSE}]", "int"),
        ("abbreviation = 5", "int"),
        ("[[abbreviation", "[[abbreviation"),
        ("\udcff", ""),
    ],
)
def test_a_file_that_breaks_the_format_is_refused_with_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "broken.toml"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(DataError) as refused:
        list(concepts(file))
    assert "broken.toml" in refused.value.problem
    if problem not in {"[[abbreviation", ""}:
        assert problem in refused.value.problem
    assert "docs/abbreviations.md" in refused.value.remedy


def test_an_empty_file_has_no_abbreviation(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").write_text("")
    assert list(concepts(tmp_path)) == []
