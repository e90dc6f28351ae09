"""Autocomplete: likely names while someone types, each leading to exactly one entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.lexicon.lookup.look_alike_entries import LookAlikeEntries
from bot.lexicon.lookup.match_ladder import KEY_MARK, visible
from bot.lexicon.lookup.phrases import PART, entries_of_phrase
from bot.lexicon.lookup.ranges import likeliest, merged, names_with_words, numbers, one_for_each_entry
from bot.lexicon.lookup.suggestions import Suggester
from bot.lexicon.lookup.word_parts import part_completions
from bot.lexicon.model import Completion, Entry
from bot.lexicon.store.name_index import NameIndex
from bot.lexicon.store.reader import Lexicon
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.word_forms import word_form

MIN_LETTERS_FOR_WORDS = 3
MIN_LETTERS_FOR_NEAR_MISSES = 4
# Fewer letters are the beginning of too many words to choose among medicines.
MIN_LETTERS_FOR_LOOK_ALIKES = 4
# One or two small letters are rather the beginning of a word than an abbreviation that no curated list has.
MAX_LETTERS_OF_BEGINNING = 2
# If fewer names begin with the text, it may be mistyped.
MIN_NAMES = 3
# Entries of which something like the text is said.
MAX_SAID = 3
# The best-known tenth of all names.
WELL_KNOWN = 0.1


class Completer:
    """Completes text with the names of one lexicon. Text longer than `max_length` characters is not completed."""

    def __init__(self, lexicon: Lexicon, suggester: Suggester, look_alikes: LookAlikeEntries, max_length: int) -> None:
        self._lexicon = lexicon
        self._suggester = suggester
        self._look_alikes = look_alikes
        self._max_length = max_length

    async def complete(self, typed: str, limit: int) -> list[Completion]:
        """Return at most `limit` names: word parts if a hyphen says that one is meant, the typed name, names
        that begin with the text, names with words that begin with it, if there are few, entries of which people say
        something like it, and if there is no headword, near misses.

        From four letters on, a medicine is always offered with its look-alikes, even if `limit` is one or two. Raises
        DataError if the lexicon is damaged.
        """
        shown = visible(typed)
        if len(typed) > self._max_length or not (form := word_form(fold(shown))):
            return []
        if shown.startswith(KEY_MARK):
            return await self._chosen(shown.removeprefix(KEY_MARK))
        parts = await part_completions(shown, limit)
        distinct = (parts + await self._offered(shown, form, limit))[:limit]
        has_look_alikes = sum(map(str.isalnum, form)) >= MIN_LETTERS_FOR_LOOK_ALIKES
        return await self._look_alikes.beside(distinct, limit) if has_look_alikes else distinct

    async def _offered(self, shown: str, form: str, limit: int) -> list[Completion]:
        """Return names for a text and its word form, each entry once."""
        index = await self._suggester.index()
        beginning = index.names.beginning(form)
        called = index.names.called(form, beginning)
        senses = await self._lexicon.listed_senses(fold(shown)) if called and len(shown) > 1 else {}
        is_whole_word = bool(senses) or len(form) > MAX_LETTERS_OF_BEGINNING or not shown.islower()
        first = likeliest(index, numbers(called), limit) if is_whole_word else []
        names = _names_beginning(index, form, [*first, *likeliest(index, numbers(beginning), limit)], limit)
        variants = [] if len(names) == limit else await self._variants(shown)
        offered = [*variants, *await self._suggester.completions(names)]
        said = await self._said(shown) if len(names) < MIN_NAMES and " " in form else []
        is_long_enough = len(form) >= MIN_LETTERS_FOR_NEAR_MISSES
        if is_long_enough and (not offered or _may_be_mistyped(index, form, names, offered)):
            near = await self._suggester.names_for_beginning(form, limit)
            said += await self._suggester.completions(near)
        return _senses_first(shown, _one_for_each_entry([*offered, *said]), senses)

    async def _said(self, shown: str) -> list[Completion]:
        """Return the entries of which people say something like the text, the best first."""
        found = [each for each in await entries_of_phrase(self._lexicon, shown) if each.share > PART][:MAX_SAID]
        entries = await self._lexicon.entries([each.key for each in found])
        return [_completion(entries[each.key]) for each in found]

    async def _variants(self, shown: str) -> list[Completion]:
        """Return the names that are spelling variants of the text."""
        owners = await self._lexicon.owners_of_forms(normal_forms(shown))
        return [
            Completion(owner.choice.key, owner.name.name, owner.choice.headword, hint=owner.choice.hint)
            for owner in owners
        ]

    async def _chosen(self, key: str) -> list[Completion]:
        """Return the entry of an earlier choice: some clients ask again with its value."""
        entry = await self._lexicon.entry(key)
        return [Completion(entry.key, entry.headword, entry.headword)] if entry else []


def _completion(entry: Entry) -> Completion:
    kind = entry.semantic_types[0] if entry.semantic_types else None
    return Completion(entry.key, entry.headword, entry.headword, kind, entry.is_medicine)


def _may_be_mistyped(index: NameIndex, form: str, names: list[int], offered: Sequence[Completion]) -> bool:
    """Return True if so few names begin with the text that something else may be meant: only an old brand begins with
    "astm", but a well-known name begins with "heart attac".
    """
    if len(offered) >= MIN_NAMES or any(word_form(fold(each.headword)).startswith(form) for each in offered):
        return False
    return bool(names) and int(index.names.ranks[names].min()) > WELL_KNOWN * len(index.names)


def _names_beginning(index: NameIndex, form: str, beginning: list[int], limit: int) -> list[int]:
    """Return the names that begin with a word form, then names with words that begin with it, the likeliest first."""
    found = one_for_each_entry(index, beginning, limit)
    words = form.split()
    if len(found) == limit or len(words[-1]) < MIN_LETTERS_FOR_WORDS:
        return found
    holding = names_with_words(index, [merged([index.words.beginning(word)]) for word in words])
    return one_for_each_entry(index, found + likeliest(index, holding, limit), limit)


def _as_headword(completion: Completion) -> Completion:
    """Return the completion with the headword as its name if the two differ in capitals only."""
    if completion.name == completion.headword or fold(completion.name) != fold(completion.headword):
        return completion
    return replace(completion, name=completion.headword)


def _senses_first(shown: str, offered: list[Completion], senses: Mapping[str, Mapping[str, int]]) -> list[Completion]:
    """Return the completions sorted: an entry that is called so, the senses of an abbreviation in a curated list, those
    of the typed spelling first, in the list's order, then all others.
    """

    def position(each: Completion) -> tuple[int, bool, int]:
        if each.key not in senses:
            return (0 if fold(each.headword) == fold(shown) else 2), False, 0
        of_spellings = senses[each.key]
        return 1, shown not in of_spellings, of_spellings.get(shown, min(of_spellings.values()))

    return sorted(offered, key=position) if senses else offered


def _one_for_each_entry(completions: Iterable[Completion]) -> list[Completion]:
    first: dict[str, Completion] = {}
    for completion in completions:
        first.setdefault(completion.key, completion)
    return list(map(_as_headword, first.values()))
