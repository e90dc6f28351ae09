"""The starter glossary in another language, as its format reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import Concept, ConceptName
from bot.sources.formats.glossary_translation import concepts
from bot.terms.model import NameKind

ENTRY = """
[[entry]]
english = "Tall hat"
headword = "sombrero alto"
definition = "Prenda para\\n  la cabeza."
"""


def read(folder: Path, text: str) -> list[Concept]:
    """The concepts of a folder whose only file has this text."""
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return [each for each in concepts(folder) if isinstance(each, Concept)]


def test_an_entry_refers_to_the_one_of_the_starter_glossary(tmp_path: Path) -> None:
    assert read(tmp_path, ENTRY) == [
        Concept(
            code="sombrero-alto",
            names=(ConceptName("sombrero alto", NameKind.PREFERRED),),
            definitions=("Prenda para la cabeza.",),
            equivalents=("glossary:tall-hat",),
        )
    ]


def test_every_kind_of_name_and_the_syllables_are_kept(tmp_path: Path) -> None:
    further = (
        'synonyms = ["chistera"]\nabbreviations = ["SA"]\nplain_names = ["copa"]\nhyphenation = "som·bre·ro al·to"\n'
    )
    (concept,) = read(tmp_path, ENTRY + further)
    assert [(name.name, name.kind) for name in concept.names[1:]] == [
        ("chistera", NameKind.SYNONYM),
        ("SA", NameKind.ABBREVIATION),
        ("copa", NameKind.PLAIN),
    ]
    assert concept.hyphenation == "som·bre·ro al·to"


@pytest.mark.parametrize(
    "text",
    ["[[entry]\n", ENTRY.replace("english", "inglés"), ENTRY.replace('english = "Tall hat"', ""), ENTRY + "kind = 3\n"],
    ids=["not TOML", "unknown field", "no English headword", "a field of another format"],
)
def test_a_mistake_is_named_with_the_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read(tmp_path, text)
    assert str(tmp_path / "own.toml") in refused.value.problem
    assert "medlex build" in refused.value.remedy
