"""The starter glossary is worded by the Medlex authors: no definition repeats a run of words of NCI's or of MeSH's.

The comparison needs the publishers' real files, so it runs only where MEDLEX_CORPUS names a folder that holds them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from bot.sources.concept import BrokenRecord, Concept
from bot.sources.formats.glossary import GlossaryEntry, entries, glossary_folder
from bot.sources.formats.mesh import descriptors as mesh
from bot.sources.formats.nci import glossary as nci_glossary

CORPUS = Path(os.environ["MEDLEX_CORPUS"]).resolve() if os.environ.get("MEDLEX_CORPUS") else None
needs_corpus = pytest.mark.skipif(
    CORPUS is None, reason="MEDLEX_CORPUS names no folder with mesh/desc*.xml.gz and nci-dictionary/*-en.json*"
)

# As many consecutive words as this are a copy; fewer come about by chance ("red blood cells, white blood cells and").
COPIED_WORDS = 10
APOSTROPHES = re.compile(r"['’]")
WORD = re.compile(r"[^\W_]+")


def runs(text: str) -> Iterator[str]:
    """Every run of COPIED_WORDS words of a text, in lower case and without punctuation."""
    words = WORD.findall(APOSTROPHES.sub("", text.lower()))
    for start in range(len(words) - COPIED_WORDS + 1):
        yield " ".join(words[start : start + COPIED_WORDS])


def ours() -> list[GlossaryEntry]:
    return [entry for file in sorted(glossary_folder().glob("*.toml")) for entry in entries(file)]


def newest(pattern: str) -> Path:
    """The last file in the corpus that a pattern matches."""
    assert CORPUS is not None
    files = sorted(CORPUS.glob(pattern))
    assert files, f"there is no {pattern} in {CORPUS}"
    return files[-1]


def published() -> Iterator[Concept | BrokenRecord]:
    """Every record of the two publishers whose wording ours could be taken from."""
    return chain(
        nci_glossary.concepts(newest("nci-dictionary/*-en.json*")),
        mesh.concepts(newest("mesh/desc*.xml.gz")),
    )


def test_runs_are_compared_without_capitals_and_punctuation() -> None:
    written = 'A "cancer-free" body\'s cells, (red & white), ARE made in the Marrow.'
    assert list(runs(written)) == [
        "a cancer free bodys cells red white are made in",
        "cancer free bodys cells red white are made in the",
        "free bodys cells red white are made in the marrow",
    ]
    assert list(runs("Nine words are too few to be a copy.")) == []


@needs_corpus
def test_no_definition_repeats_ten_words_of_nci_or_mesh() -> None:
    used: dict[str, list[str]] = {}
    for entry in ours():
        for run in runs(entry.definition):
            used.setdefault(run, []).append(entry.headword)
    copied = {
        (headword, concept.preferred_name, run)
        for concept in published()
        if isinstance(concept, Concept)
        for definition in concept.definitions
        for run in runs(definition)
        for headword in used.get(run, [])
    }
    assert sorted(copied) == []
