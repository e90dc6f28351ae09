"""Lexicons of a few hand-made concepts: small, exact, and independent of the starter glossary."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import count
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from bot.building.merge.records import Record
from bot.building.write import pipeline as writing
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

DISEASE = SemanticType.DISEASE
MEDICINE = SemanticType.MEDICINE
PROTEIN = SemanticType.PROTEIN

MakeConcept = Callable[..., Concept]
WriteLexicon = Callable[..., Path]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


@pytest.fixture(scope="session")
def write_lexicon(make_records: Callable[..., list[Record]]) -> WriteLexicon:
    """Return a function that writes a lexicon file from lists of concepts, named by their source."""

    def write_file(path: Path, **concepts: list[Concept]) -> Path:
        records = make_records(**concepts)
        sources = {record.source.id: record.source for record in records}
        writing.write_lexicon(path, sorted(sources.values(), key=lambda source: source.plainness), records)
        return path

    return write_file


@pytest.fixture
async def open_dictionary(write_lexicon: WriteLexicon, tmp_path: Path) -> AsyncIterator[OpenDictionary]:
    """Return a function that opens a dictionary made from lists of concepts, named by their source; it is closed after
    the test.
    """
    numbers = count()
    async with AsyncExitStack() as stack:

        async def open_one(**concepts: list[Concept]) -> Dictionary:
            path = write_lexicon(tmp_path / f"lexicon {next(numbers)}.sqlite3", **concepts)
            return Dictionary(await stack.enter_async_context(opened(path)), ANSWER_LIMITS)

        yield open_one


@pytest.fixture(scope="session")
def small_lexicon(
    make_concept: MakeConcept, write_lexicon: WriteLexicon, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The file of a lexicon with every kind of name, and names that several entries share. It is shared, so tests must
    not change it.
    """
    path = tmp_path_factory.mktemp("small") / "lexicon.sqlite3"
    return write_lexicon(path, glossary=_concepts(make_concept))


@pytest.fixture
async def small(small_lexicon: Path) -> AsyncIterator[Dictionary]:
    """The dictionary of `small_lexicon`."""
    async with opened(small_lexicon) as lexicon:
        yield Dictionary(lexicon, ANSWER_LIMITS)


def _concepts(concept: MakeConcept) -> list[Concept]:
    return [
        concept("interleukin", abbreviations=["IL"], semantic_types=(PROTEIN,), definitions=("Carries messages.",)),
        concept("interleukin-6", abbreviations=["IL-6"], semantic_types=(PROTEIN,), parents=("interleukin",)),
        concept("interferon", semantic_types=(PROTEIN,)),
        concept("alpha-fetoprotein", abbreviations=["AFP"], semantic_types=(PROTEIN,)),
        concept("hemoglobin", semantic_types=(PROTEIN,)),
        concept("breast cancer", entry_terms=["Neoplasms, Breast", "mammary lumps"], semantic_types=(DISEASE,)),
        concept("heart", semantic_types=(SemanticType.BODY_PART,)),
        concept(
            "myocardial infarction",
            plains=["heart attack"],
            formers=["cardiac infarct"],
            synonyms=["coronary thrombosis"],
            abbreviations=["MI"],
            semantic_types=(DISEASE,),
            definitions=("Part of the heart dies.",),
        ),
        concept("multiple sclerosis", abbreviations=["MS"], semantic_types=(DISEASE,), definitions=("In the nerves.",)),
        concept("mitral stenosis", abbreviations=["MS"], semantic_types=(DISEASE,), definitions=("A tight valve.",)),
        concept("common cold", plains=["cold"], semantic_types=(DISEASE,)),
        concept("low temperature", synonyms=["cold"], semantic_types=(SemanticType.PHENOMENON,)),
        concept("type 2 diabetes", semantic_types=(DISEASE,)),
        concept("leukemia", semantic_types=(DISEASE,)),
        concept("myeloid leukemia", semantic_types=(DISEASE,)),
        concept("shock", semantic_types=(DISEASE,), definitions=("Too little blood reaches the organs.",)),
        concept("electric injury", synonyms=["shock"], semantic_types=(SemanticType.INJURY,)),
        concept("DNA", semantic_types=(SemanticType.CHEMICAL,)),
        concept("missed visit", abbreviations=["DNA"], semantic_types=(SemanticType.CONCEPT,)),
        concept("hydralazine", semantic_types=(MEDICINE,)),
        concept("hydroxyzine", semantic_types=(MEDICINE,)),
    ]
