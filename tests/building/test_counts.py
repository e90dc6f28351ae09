"""Nothing is lost between a publisher's file and the lexicon: what goes in is what comes out, or is counted."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import msgspec
import pytest

from bot.building.entries import Plan, entries
from bot.building.report import Tally, report
from bot.lexicon.model import Entry
from bot.lexicon.names import fold
from bot.lexicon.store import opened
from bot.settings import Home
from bot.sources import glossary
from bot.sources.concept import Concept
from bot.sources.installed import archive_path, read_concepts

MakeConcept = Callable[..., Concept]


@pytest.fixture(scope="module")
def concepts(home: Home) -> list[Concept]:
    """Every concept of every installed source, and of the starter glossary."""
    installed = [read_concepts(archive_path(home.sources, id)) for id in ("mesh", "nci-dictionary")]
    own = [c for c in glossary.concepts(glossary.glossary_folder()) if isinstance(c, Concept)]
    return own + [concept for source in installed for concept in source]


@pytest.fixture(scope="module")
def every_entry(home: Home) -> list[Entry]:
    """Every entry of the lexicon."""
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        return [msgspec.json.decode(row[0], type=Entry) for row in lexicon.execute("SELECT document FROM entry")]


@pytest.fixture(scope="module")
def counts(home: Home) -> dict[str, Any]:
    """What the build says of itself."""

    async def read() -> dict[str, Any]:
        async with opened(home.lexicon) as lexicon:
            return await lexicon.build_report()

    return asyncio.run(read())


def test_every_concept_that_went_in_is_counted(concepts: list[Concept], counts: dict[str, Any]) -> None:
    assert counts["concepts"] == len(concepts)
    assert counts["sources"] == 3


def test_definitions_in_are_definitions_kept_and_repeats(
    concepts: list[Concept], every_entry: list[Entry], counts: dict[str, Any]
) -> None:
    kept = sum(len(entry.definitions) for entry in every_entry)
    assert counts["definitions"] == kept
    assert counts["repeated_definitions"] == sum(len(concept.definitions) for concept in concepts) - kept
    assert counts["repeated_definitions"] == 2, "IL-6 and AML stand twice in the NCI dictionary"


def test_every_definition_is_kept_word_for_word(concepts: list[Concept], every_entry: list[Entry]) -> None:
    kept = {definition.text for entry in every_entry for definition in entry.definitions}
    lost = {text for concept in concepts for text in concept.definitions} - kept
    assert {text.partition(".")[0] for text in lost} == {
        "A messenger protein that sets off fever and tells B cells to make more antibodies",
        "A fast cancer of the blood that begins in young myeloid cells of the bone marrow",
    }


def test_every_name_leads_somewhere(concepts: list[Concept], every_entry: list[Entry]) -> None:
    kept = {fold(name.name) for entry in every_entry for name in entry.names}
    assert {fold(name.name) for concept in concepts for name in concept.names} <= kept


def test_every_address_is_kept_with_its_definition(concepts: list[Concept], every_entry: list[Entry]) -> None:
    addresses = {concept.code: concept.url for concept in concepts}
    for entry in every_entry:
        for definition in entry.definitions:
            assert definition.url == addresses[definition.code]


def test_the_lexicon_holds_as_many_entries_and_names_as_the_build_says(
    home: Home, every_entry: list[Entry], counts: dict[str, Any]
) -> None:
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        (names,) = lexicon.execute("SELECT count(*) FROM name").fetchone()
    assert counts["entries"] == len(every_entry)
    assert counts["names"] == names == sum(len(entry.names) for entry in every_entry)


def test_entries_of_several_concepts_are_counted(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> None:
    plan = make_plan(
        glossary=[make_concept("cytokine"), make_concept("alone")],
        nci_dictionary=[make_concept("cytokine"), make_concept("IL-6", synonyms=["interleukin-6"])],
        mesh=[make_concept("Cytokines"), make_concept("Interleukin-6", abbreviations=["IL-6"])],
    )
    tally = Tally()
    list(tally.counting(entries(plan)))
    counted = report([], plan, tally)
    assert (counted.concepts, counted.entries, counted.joined) == (6, 3, 2)


def test_the_fixture_has_no_cycles_to_cut(counts: dict[str, Any]) -> None:
    assert (counts["cut_cycles"], counts["cut_parents"]) == (0, [])
