"""The dictionary of one server: its own glossary laid over the lexicon.

The server's terms come first. Their texts are cited as the server's: they stand beside those of publishers, never in
place of one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.description_search.search import MAX_DESCRIPTION_LENGTH, SearchResult, SearchResults
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.journals import FoundJournal
from bot.lexicon.lookup.match_ladder import KEY_MARK, AnswerLimits, refuse_glossary_key, visible
from bot.lexicon.lookup.questions import terms_asked_for, terms_asked_together
from bot.lexicon.lookup.suggestions import off_the_loop
from bot.lexicon.model import GLOSSARY_MARK, Answer, Choice, Completion, Entry, EntryReference, Match
from bot.lexicon.server_glossary import matching
from bot.lexicon.server_glossary.answers import is_earlier, own_answer, similar_names, suggested
from bot.lexicon.server_glossary.descriptions import description_of, fitting, passage_of
from bot.lexicon.server_glossary.entries import GlossaryLabels, choice_of, definition_of, source_of
from bot.lexicon.server_glossary.index import IndexedName
from bot.lexicon.server_glossary.mentions import mentions, together
from bot.lexicon.server_glossary.reader import EntryReader, ServerGlossary, TermTexts
from bot.lexicon.server_glossary.term import TermKey
from bot.lexicon.text_scan.terms_in_text import MAX_SHORT, FoundTerm
from bot.terms.model import Site
from bot.terms.normal_forms import fold
from bot.terms.source import InstalledSource
from bot.terms.word_forms import word_form

# Of the completions that fit on a list, this share may be the server's own before those of the lexicon.
OWN_SHARE = 0.6
# If fewer names begin with the text, it may be mistyped; fewer letters are the beginning of too much.
MIN_NAMES = 3
MIN_LETTERS_FOR_NEAR_MISSES = 4
MAX_NEAR = 5
# Terms that are read for a description, and those that are shown before the lexicon's.
MAX_DESCRIBED, MAX_OWN_RESULTS = 100, 10

Result = TypeVar("Result")


class ServerDictionary:
    """The `Lookup` of a server: `glossary` over `below`, the lexicon's. `texts` reads the terms from storage."""

    def __init__(
        self, below: Lookup, glossary: ServerGlossary, texts: TermTexts, labels: GlossaryLabels, limits: AnswerLimits
    ) -> None:
        self.below = below
        self.glossary = glossary
        self.index = glossary.index
        self.reader = EntryReader(glossary, below, texts, labels)
        self.labels = labels
        self.limits = limits

    @property
    def answerer(self) -> str:
        """The lexicon's, with the server and the version of its glossary."""
        return f"{self.below.answerer} {self.glossary.guild_id} {self.glossary.version}"

    async def look_up_name(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query with what is called so; see `Lookup`."""
        answer = await self.look_up(query, language)
        return answer if answer.match is not Match.SUGGESTION else Answer(query=answer.query, match=Match.NONE)

    async def look_up(self, query: str, language: str = ENGLISH) -> Answer:
        """Answer a query; see `Lookup`. A name of the server's own answers before the lexicon's of the same name, which
        is then another sense, and whose warnings stay; a misspelled one is only suggested.
        """
        return await self.reader.warned(await self._look_up(query, language))

    async def _look_up(self, query: str, language: str) -> Answer:
        if query.startswith(f"{KEY_MARK}{GLOSSARY_MARK}"):
            return await self._open(visible(query.removeprefix(KEY_MARK)))
        below = await self.below.look_up_name(query, language)
        if query.startswith(KEY_MARK):
            return await self._opened(visible(query.removeprefix(KEY_MARK)), below)
        terms = list(terms_asked_for(visible(query)))
        owned = ((term, names) for term in terms if (names := matching.owners(self.index, term)))
        term, names = next(owned, ("", []))
        if not names:
            together = await self._together(terms[-1], language) if below.entry is None else None
            return together or await self._without_own_name(query, below, language)
        entries = await self.reader.entries_of(name.term for name in names)
        named = [(name, entries[name.term]) for name in names if name.term in entries]
        if not named or is_earlier(below, term, terms):
            return await self.reader.noted(below)
        answer = own_answer(term, named, below, self.labels, self.limits.entries)
        return await self.reader.noted(answer) if answer.entry is below.entry else answer

    async def open(self, key: str) -> Answer:
        """Return the entry with this key; see `Lookup`. Raises UsageError for one of another server, and for a term
        that is gone; TermsUnavailableError while terms cannot be read.
        """
        return await self.reader.warned(await self._open(key))

    async def _open(self, key: str) -> Answer:
        if not key.startswith(GLOSSARY_MARK):
            return await self._opened(key, await self.below.open(key))
        number = self.reader.number_in(key)
        if number is None:
            refuse_glossary_key(key)
        entry = await self.reader.entry(number) if number else None
        if entry is None:
            raise UsageError(
                N_("This entry is no longer in this server's glossary."), N_("Look up the term again with /define.")
            )
        return Answer.by_headword(entry)

    async def entries(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Return the entries with these keys; see `Lookup`. Those of other servers are left out."""
        return await self.reader.entries(keys)

    async def complete(self, typed: str, limit: int) -> list[Completion]:
        """Return names for what has been typed so far; see `Lookup`. The server's own come first."""
        shown = visible(typed)
        if shown.startswith(f"{KEY_MARK}{GLOSSARY_MARK}"):
            return await self._chosen(shown.removeprefix(KEY_MARK))
        if shown.startswith(KEY_MARK) or len(typed) > self.limits.query_length:
            return await self.below.complete(typed, limit)
        own = [self._completion(each) for each in matching.completions(self.index, shown, limit)]
        first = own[: max(1, int(OWN_SHARE * limit))]
        found = await self.below.complete(typed, limit - len(first)) if len(first) < limit else []
        if not own and _may_be_mistyped(shown, found):
            near = await off_the_loop(matching.near_beginnings, self.index, shown, MAX_NEAR)
            first = list(map(self._completion, near))
        return _each_entry_once([*_as_called(shown, first, found), *found, *own])[:limit]

    async def search(self, description: str, offset: int, limit: int) -> SearchResults:
        """Return the entries that fit a description; see `Lookup`. The server's own that fit come first."""
        own = await self._fitting(description)
        shown = own[offset : offset + limit]
        found = await self.below.search(description, max(0, offset - len(own)), limit - len(shown))
        keys = {each.entry.key for each in shown}
        results = (*shown, *(each for each in found.results if each.entry.key not in keys))
        return SearchResults(found.query, len(own) + found.total, results)

    async def terms_in(self, message: str, max_length: int, languages: Collection[str]) -> list[FoundTerm]:
        """Return the terms in a message; see `Lookup`."""
        found = await self.below.terms_in(message, max_length, languages)
        own = await _in_thread_if_long(message, lambda: mentions(self.index, message))
        if not own:
            return found
        entries = await self.reader.entries_of(name.term for each in own for name in each.names)
        return together(own, {term: choice_of(entry, self.labels) for term, entry in entries.items()}, found)

    async def sources(self) -> list[InstalledSource]:
        """Return the sources: the glossary, then those of the lexicon."""
        changed = self.glossary.changed_at
        return [source_of(self.index, self.labels, changed.isoformat(), changed.year), *await self.below.sources()]

    async def sites(self, key: str) -> tuple[Site, ...]:
        """Return the pages elsewhere that editors chose for an entry; see `Lookup`. Terms of a server have none."""
        return () if key.startswith(GLOSSARY_MARK) else await self.below.sites(key)

    async def journals(self, topic: Entry | str, language: str = ENGLISH) -> tuple[FoundJournal, ...]:
        """Return the journals that fit an entry or words; see `Lookup`."""
        return await self.below.journals(topic, language)

    async def _opened(self, key: str, below: Answer) -> Answer:
        """Return the answer for a key of the lexicon; if the lexicon no longer has it, a note on it stands alone."""
        is_gone = below.entry is None or below.entry.key != key
        if is_gone and (entry := (await self.entries([key])).get(key)):
            return Answer.by_headword(entry)
        return await self.reader.noted(below)

    async def _together(self, query: str, language: str) -> Answer | None:
        """Return a choice among several terms in one ("asthma vs door sheet"), if each is a name, and one the server's;
        else None.
        """
        terms = terms_asked_together(query)
        if not any(matching.owners(self.index, term) for term in terms):
            return None
        choices: dict[str, Choice] = {}
        for term in terms:
            answer = await self.look_up_name(term, language)
            found = (choice_of(answer.entry, self.labels),) if answer.entry else answer.choices
            if not found:
                return None
            choices |= {each.key: each for each in found}
        listed = tuple(choices.values())[: self.limits.entries]
        return Answer(query=query, match=Match.AMBIGUOUS, choices=listed, holds_several_terms=True)

    async def _without_own_name(self, query: str, below: Answer, language: str) -> Answer:
        """Return the lexicon's answer to a query that is no name of the server, with suggestions of similar ones."""
        if below.match in (Match.NONE, Match.WORD_PART):
            below = await self.below.look_up(query, language)
        if below.match not in (Match.NONE, Match.SUGGESTION):
            return await self.reader.noted(below)
        near = similar_names(below, await off_the_loop(matching.near_names, self.index, below.query, MAX_NEAR))
        entries = await self.reader.entries_of(each.name.term for each in near)
        # A medicine that is only suggested is not described, by whichever text.
        return suggested(below, near, {at: await self.reader.with_namesakes(each) for at, each in entries.items()})

    def _completion(self, found: IndexedName) -> Completion:
        key = self.index.notes.entry_of(found.term) or TermKey(self.glossary.guild_id, found.term).encode()
        return Completion(key, found.name, found.headword, hint=self.labels.title)

    async def _chosen(self, key: str) -> list[Completion]:
        """Return the entry of an earlier choice: some clients ask again with its value."""
        entry = (await self.entries([key])).get(key)
        return [Completion(key, entry.headword, entry.headword)] if entry else []

    async def _fitting(self, description: str) -> list[SearchResult]:
        """Return the server's own entries that fit a description, the best first."""
        asked = description_of(description) if len(description) <= MAX_DESCRIPTION_LENGTH else None
        if asked is None:
            return []
        named = matching.with_all_words(self.index, asked.words, MAX_OWN_RESULTS)
        terms = dict(await self.reader.terms(name.term for name in named))
        terms |= {term.number: term for term in await self.reader.terms_with(asked.words, MAX_DESCRIBED)}
        found = fitting(list(terms.values()), asked)[:MAX_OWN_RESULTS]
        entries = await self.reader.entries_of(term.number for term, _ in found)
        results: dict[str, SearchResult] = {}
        for term, covered in found:
            if entry := entries.get(term.number):
                passage = passage_of(definition_of(term, self.labels), asked)
                reference = EntryReference(entry.key, entry.headword)
                results.setdefault(entry.key, SearchResult(reference, passage, round(covered, 3)))
        return list(results.values())


def _may_be_mistyped(shown: str, found: Sequence[Completion]) -> bool:
    """Return True if so few names of the lexicon begin with a text that a name of the server may be meant."""
    form = word_form(fold(shown))
    if len(form) < MIN_LETTERS_FOR_NEAR_MISSES or len(found) >= MIN_NAMES:
        return False
    return not any(word_form(fold(each.name)).startswith(form) for each in found)


def _as_called(shown: str, own: Sequence[Completion], found: Sequence[Completion]) -> Iterator[Completion]:
    """Yield completions of the server's names; an entry of the lexicon that has a note by its own name, if that
    begins with the text and the name of the note does not.
    """
    form, by_key = word_form(fold(shown)), {each.key: each for each in found}
    for each in own:
        is_note_within = each.key in by_key and not word_form(fold(each.name)).startswith(form)
        yield by_key[each.key] if is_note_within else each


def _each_entry_once(completions: Iterable[Completion]) -> list[Completion]:
    first: dict[str, Completion] = {}
    for each in completions:
        first.setdefault(each.key, each)
    return list(first.values())


async def _in_thread_if_long(message: str, work: Callable[[], Result]) -> Result:
    return work() if len(message) <= MAX_SHORT else await asyncio.to_thread(work)
