"""Journals that fit an entry, or words, in lexicons of made-up journals."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, closing
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.errors import DataError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.journals import MAX_JOURNALS, Fit, FoundJournal
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept
from bot.terms.model import Journal, SemanticType, Site

MakeConcept = Callable[..., Concept]
Opened = Callable[..., Awaitable[Dictionary]]

LUNGS = "Diseases of the respiratory system"
HEART = "Diseases of the circulatory (Cardiovascular) system"


def journal(title: str, *subjects: str, keywords: tuple[str, ...] = (), languages: tuple[str, ...] = ()) -> Journal:
    """A journal with made-up other fields."""
    return Journal(
        code=title,
        title=title,
        address="https://journals.example.org/",
        publisher="House of Made-up Journals",
        subjects=subjects,
        keywords=keywords,
        languages=languages or ("English",),
    )


JOURNALS = (
    journal("Annals of Asthma", LUNGS, keywords=("asthma",)),
    journal("Breathing", LUNGS, keywords=("asthmas", "bronchitis")),
    journal("Lungs", LUNGS),
    journal("Lungs and Hearts", LUNGS, HEART),
    journal("Pulmones", LUNGS, HEART, languages=("Spanish",)),
    journal("Hearts", HEART, keywords=("heart attack",)),
    journal("Nursing of Airways", "Nursing", keywords=("airway care",)),
)


@pytest.fixture
async def open_with(make_records: Callable[..., list[Record]], tmp_path: Path) -> AsyncIterator[Opened]:
    """Return a function that opens a dictionary of MeSH headings and journals; it is closed after the test."""
    async with AsyncExitStack() as stack:

        async def open_one(*concepts: Concept, journals: tuple[Journal, ...] = JOURNALS) -> Dictionary:
            records = make_records(mesh=list(concepts))
            sources = list({record.source.id: record.source for record in records}.values())
            pairs = (("doaj", each) for each in journals)
            write_lexicon(tmp_path / "lexicon.sqlite3", sources, records, journals=pairs)
            return Dictionary(await stack.enter_async_context(opened(tmp_path / "lexicon.sqlite3")), ANSWER_LIMITS)

        yield open_one


@pytest.fixture
async def dictionary(open_with: Opened, make_concept: MakeConcept) -> Dictionary:
    """A dictionary of airways, hearts and a mineral."""
    return await open_with(
        make_concept("airway disease", tree_numbers=("C08.1",), semantic_types=(SemanticType.DISEASE,)),
        make_concept("asthma", tree_numbers=("C08.1.2",), abbreviations=["Lungs"], sites=(Site(title="A", address="https://example.org/a"),)),
        make_concept("myocardial infarction", tree_numbers=("C14.1",), synonyms=["heart attack"]),
        make_concept("made-up wheeze", parents=("airway disease",)),
        make_concept("quartz"),
    )  # fmt: skip


async def titles(dictionary: Dictionary, topic: str, language: str = "en") -> list[str]:
    """The titles of the journals for the entry of this name."""
    return [found.journal.title for found in await _found(dictionary, topic, language)]


async def _found(dictionary: Dictionary, topic: str, language: str = "en") -> tuple[FoundJournal, ...]:
    entry = (await dictionary.look_up(topic)).entry
    assert entry is not None
    return await dictionary.journals(entry, language)


async def test_journals_on_the_topic_come_before_those_of_its_field(dictionary: Dictionary) -> None:
    found = await _found(dictionary, "asthma")
    assert [(each.journal.title, each.fit) for each in found] == [
        ("Annals of Asthma", Fit.TOPIC),
        ("Breathing", Fit.TOPIC),
        ("Lungs", Fit.FIELD),
        ("Lungs and Hearts", Fit.FIELD),
        ("Pulmones", Fit.FIELD),
    ]
    assert {each.source for each in found} == {"doaj"}


async def test_any_name_that_says_what_the_thing_is_finds_journals(dictionary: Dictionary) -> None:
    assert (await titles(dictionary, "myocardial infarction"))[0] == "Hearts"


async def test_an_abbreviation_finds_none(dictionary: Dictionary) -> None:
    assert (await _found(dictionary, "asthma"))[2].fit is Fit.FIELD


async def test_a_journal_in_the_language_of_the_reader_comes_before_others_that_fit_as_well(
    dictionary: Dictionary,
) -> None:
    assert (await titles(dictionary, "asthma", "es"))[2] == "Pulmones"


async def test_the_field_of_what_stands_above_holds_for_an_entry_without_one(dictionary: Dictionary) -> None:
    assert "Lungs" in await titles(dictionary, "made-up wheeze")


async def test_no_journal_is_shown_where_none_fits(dictionary: Dictionary) -> None:
    assert await titles(dictionary, "quartz") == []


async def test_words_find_journals_with_all_of_them(dictionary: Dictionary) -> None:
    found = await dictionary.journals("airways nursing")
    assert [(each.journal.title, each.fit) for each in found] == [("Nursing of Airways", Fit.TOPIC)]


@pytest.mark.parametrize("words", ['"', "*", "title : asthma) OR (", "NEAR(asthma", "asthma -", "\x00", "…"])
async def test_signs_of_the_index_are_words_like_others(dictionary: Dictionary, words: str) -> None:
    await dictionary.journals(words)


async def test_there_are_so_many_and_no_more(open_with: Opened, make_concept: MakeConcept) -> None:
    many = tuple(journal(f"Lungs {number}", LUNGS) for number in range(MAX_JOURNALS + 5))
    dictionary = await open_with(make_concept("asthma", tree_numbers=("C08.1",)), journals=many)
    assert len(await titles(dictionary, "asthma")) == MAX_JOURNALS


async def test_without_a_table_of_journals_there_is_none(open_with: Opened, make_concept: MakeConcept) -> None:
    dictionary = await open_with(make_concept("asthma", tree_numbers=("C08.1",)), journals=())
    assert await titles(dictionary, "asthma") == []
    assert await dictionary.journals("asthma") == ()


async def test_the_sites_of_an_entry_are_looked_up_by_its_key(dictionary: Dictionary) -> None:
    entry = (await dictionary.look_up("asthma")).entry
    assert entry is not None
    assert await dictionary.sites(entry.key) == (Site(title="A", address="https://example.org/a", source="mesh"),)
    assert await dictionary.sites("no such key") == ()


async def test_damaged_sites_are_said_to_be_damaged(dictionary: Dictionary) -> None:
    entry = (await dictionary.look_up("asthma")).entry
    assert entry is not None
    with closing(sqlite3.connect(dictionary.lexicon.path)) as lexicon:
        lexicon.execute("UPDATE entry_site SET sites = x'00'")
        lexicon.commit()
    async with opened(dictionary.lexicon.path) as again:
        with pytest.raises(DataError, match="damaged"):
            await Dictionary(again, ANSWER_LIMITS).sites(entry.key)
