"""Pages of entries that no publisher would write: always within Discord's limits, and never with anything left out."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Sequence
from typing import Any

import pytest
from discord_bot.body_checks import message_problems
from discord_bot.lexicon_edits import definition
from discord_bot.reading import ESCAPED, Shown, without_space
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.discord_bot.features.explain.page import terms_page
from bot.discord_bot.pages.choices import answer_page, gone_page
from bot.discord_bot.pages.entry import NO_CONTEXT, entry_page
from bot.discord_bot.pages.records import no_definition
from bot.discord_bot.pages.tabs.frame import tab_page
from bot.discord_bot.pages.tabs.registry import BEHIND_MORE, ROW, tab_named
from bot.discord_bot.pages.tabs.tab import TabRequest
from bot.discord_bot.ui.custom_ids.lists import ShowComparison, ShowInitial, ShowRandom, ShowResults
from bot.discord_bot.ui.markdown import plain, shortened
from bot.discord_bot.ui.page import Page, disclaimer
from bot.discord_bot.ui.page_context import PageContext, Term, TermList
from bot.discord_bot.ui.renderer import render
from bot.lexicon.description_search.search import SearchResults
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.journals import Fit, FoundJournal
from bot.lexicon.model import (
    Answer,
    Choice,
    Definition,
    Entry,
    EntryReference,
    Match,
    PronunciationCredits,
    RelatedEntry,
    Suggestion,
)
from bot.terms.model import Journal, Name, NameKind, Relation, Site
from bot.terms.source import InstalledSource

brief = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = [
    "cell",
    "α-fetoprotein",
    "a_b",
    "**x**",
    "\\",
    "@everyone",
    "<@1>",
    "e\u0301" * 3,
    "💉",
    "دواء",
    "1.",
    "- ",
    "\n",
    "|",
]
RUNS = [
    "\\",
    "*",
    "_x",
    "`",
    "x",
    "é",
    "e\u0301",
    "\u0301",
    "💉",
    "👩‍⚕️",
    "د",
    "漢",
    "[",
    "<",
    "\\*",
    "a\\",
    ":x:",
    "1. ",
]

long_words = st.builds(lambda run, times: run * times, st.sampled_from(RUNS), st.integers(1, 400))
prose = st.builds(" ".join, st.lists(st.sampled_from(WORDS), min_size=1, max_size=60))
sentences = st.builds(
    lambda words, end, times: (words + end) * times, prose, st.sampled_from([". ", "; ", "\n\n"]), st.integers(1, 60)
)
unbroken = st.builds(lambda run, times: (run * times)[:20_000], st.sampled_from(RUNS), st.integers(1, 20_000))
long_texts = st.one_of(prose, sentences.map(lambda text: text[:20_000]), unbroken, st.just(""), st.just(" \n "))
names = st.one_of(st.sampled_from(["interleukin", "α", "*", "\\", "x" * 500]), prose, long_words).filter(str.strip)
keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789-~.", min_size=1, max_size=80)
years = st.integers(1900, 2100)
urls = st.one_of(st.none(), st.just("https://example.org/a(b)_c"), long_words.map("https://example.org/{}".format))

definitions = st.builds(definition, long_texts, title=names, publisher=names, year=years, url=urls)


def distinct(values: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """Up to so many values with different keys."""
    return st.lists(values, max_size=most, unique_by=lambda value: value.key).map(tuple)


entries = st.builds(
    Entry,
    key=keys,
    headword=names,
    hyphenation=st.none() | names,
    respelling=st.none() | names,
    ipa=st.none(),
    audio=urls,
    said_by=st.none() | st.builds(PronunciationCredits, *[st.none() | st.just("sample") | names] * 3),
    semantic_types=st.just(()),
    names=st.just(()),
    subclass_of=distinct(st.builds(EntryReference, keys, names), 60),
    part_of=distinct(st.builds(EntryReference, keys, names), 9),
    related=distinct(st.builds(RelatedEntry, keys, names, st.sampled_from(Relation)), 25),
    definitions=st.lists(definitions, max_size=7).map(tuple),
)
choices = st.builds(Choice, keys, names, st.one_of(st.just(""), long_texts))
queries = st.text(min_size=1, max_size=100) | names.map(lambda name: name[:100])
answers = st.builds(
    Answer,
    query=queries,
    match=st.sampled_from([Match.EXACT, Match.VARIANT, Match.SYNONYM, Match.ABBREVIATION]),
    entry=entries,
    matched_name=st.builds(Name, names, st.sampled_from(NameKind), st.just("sample")),
    other_senses=distinct(choices, 25),
)

terms = st.lists(st.builds(Term, names, keys, names), min_size=1, max_size=25, unique_by=lambda term: term.key)
places = st.builds(
    PageContext,
    private=st.booleans(),
    trail=st.lists(keys, max_size=5).map(tuple),
    shown_by=st.none() | st.integers(1, 2**63),
    terms=st.none() | st.builds(TermList, terms.map(tuple), st.integers(0, 999)),
    origin=st.sampled_from(
        [None, ShowResults(99, "x" * 80), ShowInitial("a", 9), ShowComparison("x", "y"), ShowRandom("a")]
    ),
)


def worst_place() -> PageContext:
    """Everything at its longest at once."""
    terms = tuple(Term("n" * 200, f"{number:080}", "h" * 200) for number in range(25))
    return PageContext(
        private=True,
        trail=("k" * 80, "t"),
        shown_by=2**63,
        terms=TermList(terms, 999),
        origin=ShowResults(99, "x" * 80),
    )


def components(page: Page) -> list[dict[str, Any]]:
    """A page as it is sent."""
    sent: list[dict[str, Any]] = render(page).to_components()
    return sent


def message(page: Page) -> dict[str, Any]:
    """A page as the message that it is sent as."""
    return {"flags": 1 << 15, "components": components(page), "allowed_mentions": {"parse": []}}


ADDRESS = "https://www.example.org/" + "a" * 360


class NoDictionary(Dictionary):
    """A dictionary that has no other entry, and as many sites and journals for each as there can be."""

    def __init__(self) -> None:
        pass

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """No entry."""
        return {}

    async def search(self, description: str, offset: int, limit: int) -> SearchResults:
        """No result."""
        return SearchResults(description, 0, ())

    async def sources(self) -> list[InstalledSource]:
        """No source."""
        return []

    async def sites(self, key: str) -> tuple[Site, ...]:
        """Many sites, as long as they can be, with signs that need an escape."""
        return tuple(Site(title="*" * 500, address=f"{ADDRESS}{n}", category="_" * 99, source="x") for n in range(60))

    async def journals(self, topic: Entry | str, language: str = "en") -> tuple[FoundJournal, ...]:
        """Many journals, as long as they can be, with signs that need an escape."""
        return tuple(
            FoundJournal(Journal(code=str(n), title="*" * 300, address=ADDRESS, publisher="_" * 300), "x", Fit.TOPIC)
            for n in range(50)
        )


NO_DICTIONARY = NoDictionary()


def tab(name: str, answer: Answer, number: int = 0, place: PageContext = NO_CONTEXT) -> Page:
    """A page of a tab of the entry in an answer, as its button shows it."""
    found = tab_named(name)
    assert found is not None
    assert answer.entry is not None
    return asyncio.run(tab_page(found, TabRequest(answer.entry, NO_DICTIONARY, place, number, "x" * 30)))


def all_pages(answer: Answer, place: PageContext = NO_CONTEXT) -> list[Page]:
    """Every page of an entry: the first screen, the first and last page of the definitions, and the other tabs."""
    others = [tab(each.name, answer, 0, place) for each in (*ROW, *BEHIND_MORE)]
    return [entry_page(answer, place), *others, tab("texts", answer, 99, place)]


def pages_of(answer: Answer) -> list[Shown]:
    """All pages of the definitions of an entry, as the Next button opens them."""
    first = Shown(components(tab("texts", answer)))
    count = int(next((b["label"].split()[-1] for b in first.buttons if b["label"].startswith("Page ")), "1"))
    return [first, *(Shown(components(tab("texts", answer, number))) for number in range(1, count))]


def worst_entry() -> Answer:
    """Everything at its longest at once."""
    hard = "\\*" * 300
    entry = Entry(
        key="k" * 80,
        headword=hard,
        hyphenation=hard,
        respelling=hard,
        ipa=None,
        audio="https://example.org/" + "a" * 380,
        said_by=PronunciationCredits(hyphenation=f"1{hard}", respelling="sample", audio=f"2{hard}"),
        semantic_types=(),
        names=(Name("medroxyprogesterone", NameKind.SYNONYM, "sample"),),  # one of those with the most look-alikes
        subclass_of=tuple(EntryReference(f"{number:080}", hard) for number in range(60)),
        part_of=tuple(EntryReference(f"{number:080}", hard) for number in range(9)),
        related=tuple(RelatedEntry(f"{number:080}", hard, Relation.CHILD) for number in range(25)),
        definitions=tuple(
            definition(text, title=hard, publisher=hard, url="https://example.org/" + "u" * 380)
            for text in ("\\" * 20_000, "x" * 600, "*", "*", "*", "*", "*")
        ),
    )
    senses = tuple(Choice(f"{number:080}", hard, hard) for number in range(25))
    name = Name(hard, NameKind.ABBREVIATION, "sample")
    return Answer("*" * 100, Match.ABBREVIATION, entry, name, other_senses=senses)


def crowded_entry() -> Answer:
    """Every part that a page can have, and a great many short definitions."""
    answer = worst_entry()
    assert answer.entry is not None
    entry = replace(answer.entry, headword="x", definitions=(definition("Short."),) * 30)
    return dataclasses.replace(answer, entry=entry)


@brief
@given(answers)
@example(worst_entry())
@example(crowded_entry())
def test_every_page_of_any_entry_is_within_discords_limits(answer: Answer) -> None:
    for page in all_pages(answer):
        assert list(message_problems(message(page))) == []


@brief
@given(answers, places)
@example(worst_entry(), worst_place())
@example(crowded_entry(), worst_place())
def test_a_page_is_within_discords_limits_wherever_it_stands(answer: Answer, place: PageContext) -> None:
    for page in all_pages(answer, place):
        assert list(message_problems(message(page))) == []


@brief
@given(answers, places)
@example(crowded_entry(), worst_place())
def test_pages_are_divided_alike_wherever_they_stand(answer: Answer, place: PageContext) -> None:
    for number, page in enumerate(pages_of(answer)):
        assert Shown(components(tab("texts", answer, number, place))).definitions == page.definitions


def test_five_short_definitions_of_an_entry_with_a_parent_share_a_page() -> None:
    entry = replace(entry_with(*[definition("Short.")] * 5), subclass_of=(EntryReference("y", "y"),))
    (page,) = pages_of(Answer("x", Match.EXACT, entry))
    assert len(page.definitions) == 5


def test_definitions_that_have_no_room_for_gaps_are_parted_by_blank_lines() -> None:
    page, *_ = pages_of(Answer("x", Match.EXACT, entry_with(*[definition("Short.", url=None)] * 12)))
    assert len(page.definitions) > 1
    together = [text for text in page.texts if "Short." in text]
    assert together == ["\n\n".join(["-# From Sample Glossary, Sample House, 2025\nShort."] * len(page.definitions))]


@brief
@given(answers)
@example(worst_entry())
def test_all_of_every_definition_stands_on_the_pages_in_order(answer: Answer) -> None:
    assert answer.entry is not None
    told = [part for page in pages_of(answer) for part in page.definitions]
    assert without_space(told) == without_space(definition.text for definition in answer.entry.definitions)


@brief
@given(answers)
def test_every_part_of_a_definition_stands_above_the_year_of_its_source(answer: Answer) -> None:
    assert answer.entry is not None
    years = [definition.year for definition in answer.entry.definitions if definition.text.strip()]
    for page in pages_of(answer):
        assert len(page.cited) == len(page.definitions)
        for line, _ in page.cited:
            while years and not line.endswith(f", {years[0]}"):
                years.pop(0)
            assert years


@brief
@given(answers)
def test_an_entry_without_a_definition_says_so_once(answer: Answer) -> None:
    assert answer.entry is not None
    defined = any(definition.text.strip() for definition in answer.entry.definitions)
    assert [page.text.count(no_definition()) for page in pages_of(answer)] == (
        [0] * len(pages_of(answer)) if defined else [1]
    )


@brief
@given(answers, st.integers(0, 999))
def test_a_page_number_beyond_the_last_shows_the_last(answer: Answer, beyond: int) -> None:
    last = len(pages_of(answer)) - 1
    assert components(tab("texts", answer, last + beyond)) == components(tab("texts", answer, last))


@brief
@given(answers)
@example(worst_entry())
def test_every_parent_and_related_term_can_be_opened(answer: Answer) -> None:
    assert answer.entry is not None
    page = Shown(components(tab("related", answer)))
    opened = {option["value"] for menu in page.menus for option in menu["options"]}
    assert {parent.key for parent in answer.entry.subclass_of} <= opened
    assert {whole.key for whole in answer.entry.part_of} <= opened
    assert {related.key for related in answer.entry.related} <= opened


@brief
@given(answers)
def test_the_disclaimer_ends_every_page(answer: Answer) -> None:
    assert all(Shown(components(page)).texts[-1] == f"-# {disclaimer()}" for page in all_pages(answer))


@brief
@given(answers)
def test_nothing_is_cut_within_an_escape(answer: Answer) -> None:
    for page in all_pages(answer):
        for part in Shown(components(page)).texts:
            assert not re.search(r"\\$|\\\s", ESCAPED.sub("·", part), re.MULTILINE)


@brief
@given(queries, distinct(choices, 25), st.integers(1, 10))
def test_the_pages_without_an_entry_are_within_the_limits_too(
    query: str, senses: tuple[Choice, ...], count: int
) -> None:
    senses = senses or (Choice("k", "x", ""),)
    suggestions = tuple(Suggestion(sense.key, sense.headword, "n" * 300, 0.9) for sense in senses[:count])
    pages = [
        answer_page(Answer(query, Match.AMBIGUOUS, choices=senses)),
        answer_page(Answer(query, Match.SUGGESTION, suggestions=suggestions)),
        answer_page(Answer(query, Match.NONE)),
        gone_page(Answer(query, Match.NONE)),
    ]
    for page in pages:
        assert list(message_problems(message(page))) == []
        assert Shown(components(page)).texts[-1] == f"-# {disclaimer()}"


@brief
@given(distinct(st.builds(Term, names, keys, names), 40), entries, st.integers(0, 9), st.booleans())
def test_the_page_of_a_messages_terms_is_within_the_limits_and_counts_what_it_leaves_out(
    terms: tuple[Term, ...], entry: Entry, more: int, cut: bool
) -> None:
    page = terms_page(TermList(terms, more), {term.key: replace(entry, key=term.key) for term in terms}, cut=cut)
    assert list(message_problems(message(page))) == []
    shown = Shown(components(page))
    assert shown.texts[-1] == f"-# {disclaimer()}"
    if shown.menus:
        (menu,) = shown.menus
        left = int(menu["custom_id"].removeprefix("open:terms") or 0)
        assert len(menu["options"]) + left == len(terms) + more
        assert (f"{left} more" in shown.text) == (left > 0)


def test_a_definition_that_fits_on_a_page_of_its_own_is_never_divided() -> None:
    short, long = definition("Short. " * 40), definition("Long. " * 450)
    answer = Answer("x", Match.EXACT, entry_with(short, long, short))
    assert [len(page.definitions) for page in pages_of(answer)] == [1, 1, 1]
    assert without_space(pages_of(answer)[1].definitions) == without_space([long.text])


def test_a_long_definition_is_divided_between_sentences_and_says_that_it_goes_on() -> None:
    answer = Answer("x", Match.EXACT, entry_with(definition("One two three four. " * 400)))
    parts = [part for page in pages_of(answer) for part in page.definitions]
    assert len(parts) > 1
    assert all(part.endswith(". …") for part in parts[:-1])
    assert all(part.startswith("… One") for part in parts[1:])


def test_pages_with_several_definitions_are_not_much_longer_than_a_phone_shows_at_once() -> None:
    answer = Answer("x", Match.EXACT, entry_with(*[definition("Four words stand here. " * 30)] * 8))
    assert all(sum(map(len, page.definitions)) <= 2_000 for page in pages_of(answer))


def entry_with(*definitions: Definition) -> Entry:
    """An entry that has nothing but a headword and definitions."""
    return Entry(key="x", headword="x", definitions=definitions)


@given(st.text(max_size=200), st.integers(2, 100))
def test_a_shortened_text_is_never_longer_than_asked_and_says_that_it_is_cut(text: str, most: int) -> None:
    cut = shortened(plain(text), most)
    assert len(cut) <= most
    assert cut == plain(text) or cut.endswith("…")


def test_an_answer_without_an_entry_has_no_entry_page() -> None:
    with pytest.raises(ValueError, match="no entry"):
        entry_page(Answer("x", Match.NONE))
