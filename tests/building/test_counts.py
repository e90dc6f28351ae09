"""Nothing is lost between a publisher's file and the lexicon: what goes in comes out or is counted."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.building.merge.entries import Plan, entries
from bot.building.merge.keys import stem
from bot.building.merge.records import Record
from bot.building.report import Tally, report
from bot.building.write.lexicon_file import MAX_SHARED_NAMES
from bot.building.write.pipeline import write_lexicon
from bot.lexicon.model import Entry
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.sources.concept import Concept
from bot.sources.formats import abbreviation_list, glossary, glossary_translation
from bot.sources.installed import archive_path, read_concepts
from bot.terms.normal_forms import fold, normal_forms

MakeConcept = Callable[..., Concept]
MakePlan = Callable[..., Plan]


@pytest.fixture(scope="module")
def by_source(home: Home) -> dict[str, list[Concept]]:
    """Every concept of every installed source, and of those that ship with Medlex."""
    own = [c for c in glossary.concepts(glossary.glossary_folder()) if isinstance(c, Concept)]
    installed = {id: list(read_concepts(archive_path(home.sources, id))) for id in ("mesh", "nci-dictionary")}
    listed = [c for c in abbreviation_list.concepts(abbreviation_list.abbreviations_folder()) if isinstance(c, Concept)]
    folder = glossary.glossary_folder().with_name("glossary_es")
    spanish = [c for c in glossary_translation.concepts(folder) if isinstance(c, Concept)]
    return {"glossary": own, "medlex-abbreviations": listed, "glossary-es": spanish, **installed}


@pytest.fixture(scope="module")
def concepts(by_source: dict[str, list[Concept]]) -> list[Concept]:
    """All these concepts."""
    return [concept for its_concepts in by_source.values() for concept in its_concepts]


@pytest.fixture(scope="module")
def every_entry(home: Home) -> list[Entry]:
    """Every entry of the lexicon."""
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        return [msgspec.json.decode(row[0], type=Entry) for row in lexicon.execute("SELECT document FROM entry")]


@pytest.fixture(scope="module")
def counts(home: Home) -> dict[str, Any]:
    """The report of the build."""

    async def read() -> dict[str, Any]:
        async with opened(home.lexicon) as lexicon:
            return await lexicon.build_report()

    return asyncio.run(read())


def test_every_concept_that_went_in_is_counted(concepts: list[Concept], counts: dict[str, Any]) -> None:
    assert counts["concepts"] == len(concepts)
    assert counts["sources"] == 5


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


def leading_to(name: str) -> tuple[str, ...]:
    """Return the strings by which a name is found."""
    return fold(name), *normal_forms(name)


def test_every_name_leads_somewhere(concepts: list[Concept], every_entry: list[Entry]) -> None:
    kept = {form for entry in every_entry for name in entry.names for form in leading_to(name.name)}
    assert [n.name for c in concepts for n in c.names if kept.isdisjoint(leading_to(n.name))] == []


def test_names_in_are_names_kept_and_repeats_within_an_entry(
    by_source: dict[str, list[Concept]], concepts: list[Concept], make_plan: MakePlan, counts: dict[str, Any]
) -> None:
    plan = make_plan(**{id.replace("-", "_"): its_concepts for id, its_concepts in by_source.items()})
    repeats = 0
    for group in plan.groups:
        elsewhere = plan.entry_terms.elsewhere(group, plan.entry_terms.of(group))
        names = [name.name for record in group for name in record.concept.names]
        repeats += len(names) - len({fold(name) for name in names if name not in elsewhere})
    assert counts["repeated_names"] == repeats > 0
    names_in = sum(len(concept.names) for concept in concepts)
    assert names_in == counts["names"] - counts["added_names"] + counts["repeated_names"]


def test_names_that_no_source_writes_are_headwords_and_counted(
    concepts: list[Concept], every_entry: list[Entry], counts: dict[str, Any]
) -> None:
    written = {name.name for concept in concepts for name in concept.names}
    added = [(entry, name) for entry in every_entry for name in entry.names if name.name not in written]
    assert all(name.name == entry.headword for entry, name in added)
    assert counts["added_names"] == len(added)


def test_a_headword_in_natural_order_is_an_added_name(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    concepts = [make_concept("Cancer, Breast", synonyms=["Tumor of the Breast"]), make_concept("Hearts")]
    plan = make_plan(mesh=concepts)
    tally = Tally()
    assert {name.name for built in tally.counting(entries(plan)) for name in built.entry.names} == {
        "breast cancer",
        "Cancer, Breast",
        "Tumor of the Breast",
        "Hearts",
    }
    assert report([], tally).added_names == 1


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


def test_entries_of_several_concepts_are_counted(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    plan = make_plan(
        glossary=[make_concept("cytokine"), make_concept("alone")],
        nci_dictionary=[make_concept("cytokine"), make_concept("IL-6", synonyms=["interleukin-6"])],
        mesh=[make_concept("Cytokines"), make_concept("Interleukin-6", abbreviations=["IL-6"])],
    )
    tally = Tally()
    list(tally.counting(entries(plan)))
    counted = report([], tally)
    assert (counted.concepts, counted.entries, counted.joined) == (6, 3, 2)


def test_the_fixture_has_no_cycles_to_cut(counts: dict[str, Any]) -> None:
    assert (counts["cut_cycles"], counts["cut_parents"]) == (0, [])


def test_entries_without_a_definition_are_counted(every_entry: list[Entry], counts: dict[str, Any]) -> None:
    assert counts["undefined_entries"] == sum(not entry.definitions for entry in every_entry)


def test_keys_that_hold_a_code_are_counted(every_entry: list[Entry], counts: dict[str, Any]) -> None:
    headwords = Counter(stem(entry.headword) for entry in every_entry)
    assert counts["coded_keys"] == sum(headwords[stem(entry.headword)] > 1 for entry in every_entry)


def test_a_code_that_did_not_fit_into_a_key_is_counted_too(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    long = "x" * 78
    shared = [make_concept("CAB", "C1"), make_concept("CAB", "C2"), make_concept(long, "C3"), make_concept(long, "C4")]
    tally = Tally()
    plan = make_plan(nci_dictionary=[*shared, make_concept("alone"), make_concept("y" * 90)])
    tally.note_plan(plan)
    assert sum("~" in key for key in plan.keys) == 2
    assert report([], tally).coded_keys == 4


def test_names_of_several_entries_are_counted(every_entry: list[Entry], counts: dict[str, Any]) -> None:
    owners = Counter(fold(name.name) for entry in every_entry for name in entry.names)
    shared = {name for name, count in owners.items() if count > 1}
    assert counts["shared_names"] == len(shared) > 0
    assert set(counts["best_known_shared_names"]) <= shared
    assert len(counts["best_known_shared_names"]) == min(len(shared), MAX_SHARED_NAMES)


def test_the_best_known_of_them_are_those_whose_other_owners_are_known(
    tmp_path: Path, make_concept: MakeConcept, make_records: Callable[..., list[Record]]
) -> None:
    records = make_records(
        glossary=[
            make_concept("heart attack", abbreviations=["HA"], definitions=("One.",)),
            make_concept("headache", abbreviations=["HA"], definitions=("Two.",)),
            make_concept("home visit", abbreviations=["HV"], definitions=("Three.",)),
            make_concept("hollow vein", abbreviations=["HV"]),
        ]
    )
    counted = write_lexicon(tmp_path / "lexicon.sqlite3", [], records)
    assert (counted.shared_names, counted.best_known_shared_names) == (2, ("ha", "hv"))


def test_what_is_kept_apart_is_counted_by_its_reason(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    tally = Tally()
    tally.note_plan(
        make_plan(
            glossary=[make_concept("lung cancer", equivalents=("mesh:D1",))],
            mesh=[make_concept("Lung Neoplasms", "D1")],
        )
    )
    (refused,) = report([], tally).refused
    assert (refused.count, refused.examples) == (1, ("lung cancer | Lung Neoplasms",))
    assert "cancer" in refused.reason
