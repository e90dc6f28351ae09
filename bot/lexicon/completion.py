"""What to offer while someone types: at most 25 names, the likely one first, each leading to exactly one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.lexicon.lookup import KEY_MARK, LONGEST_QUERY, Dictionary, visible
from bot.lexicon.model import Completion
from bot.lexicon.name_index import NameIndex
from bot.lexicon.names import fold, normal_forms
from bot.lexicon.ranges import likeliest, merged, names_with_words, numbers, one_for_each_entry
from bot.lexicon.word_form import word_form

# Discord shows at most 25 choices (https://discord.com/developers/docs/interactions/application-commands).
MOST_OFFERED = 25
LEAST_FOR_WORDS = 3
LEAST_FOR_NEAR_MISSES = 4
# One or two small letters are the beginning of a word rather than an abbreviation.
LONGEST_BEGUN = 2
FEW = 3
# The best-known tenth of all names.
WELL_KNOWN = 0.1


async def complete(dictionary: Dictionary, typed: str, most: int = MOST_OFFERED) -> list[Completion]:
    """Names for what has been typed so far: the very name, names that begin so, names with words that begin so, and when
    these are few and no headword, near misses behind them. Nothing for text that is too long to be looked up.
    """
    shown = visible(typed)
    if len(typed) > LONGEST_QUERY or not (form := word_form(fold(shown))):
        return []
    if shown.startswith(KEY_MARK):
        return await _chosen(dictionary, shown.removeprefix(KEY_MARK))
    suggester = dictionary.suggester
    index = await suggester.index()
    names = _beginning(index, form, most, whole_first=len(form) > LONGEST_BEGUN or not shown.islower())
    variants = [] if len(names) == most else await _variants(dictionary, shown)
    offered = [*variants, *await suggester.completions(names)]
    if len(form) >= LEAST_FOR_NEAR_MISSES and (not offered or _may_be_mistyped(index, form, names, offered)):
        offered += await suggester.completions(await suggester.names_for_beginning(form, most))
    return _one_for_each_entry(map(_as_headword, offered))[:most]


def _may_be_mistyped(index: NameIndex, form: str, names: list[int], offered: Sequence[Completion]) -> bool:
    """Whether so little begins as what was typed that something else may be meant: "astm" begins an old brand only, while
    "heart attac" begins a well-known name.
    """
    if len(offered) >= FEW or any(word_form(fold(each.headword)).startswith(form) for each in offered):
        return False
    return bool(names) and int(index.names.ranks[names].min()) > WELL_KNOWN * len(index.names)


def _beginning(index: NameIndex, form: str, most: int, *, whole_first: bool) -> list[int]:
    """The names that are so when these are to come first, then those that begin so, then those with words that do, each the
    likeliest first.
    """
    names = index.names
    beginning = names.beginning(form)
    found = likeliest(index, numbers(names.called(form, beginning)), most) if whole_first else []
    found = one_for_each_entry(index, found + likeliest(index, numbers(beginning), most), most)
    words = form.split()
    if len(found) < most and len(words[-1]) >= LEAST_FOR_WORDS:
        holding = names_with_words(index, [merged([index.words.beginning(word)]) for word in words])
        found += likeliest(index, holding, most)
    return one_for_each_entry(index, found, most)


async def _variants(dictionary: Dictionary, shown: str) -> list[Completion]:
    """The names that are the same as what was typed but for how they are written."""
    owners = await dictionary.lexicon.owners_of_forms(normal_forms(shown))
    return [
        Completion(owner.choice.key, owner.name.name, owner.choice.headword, hint=owner.choice.hint) for owner in owners
    ]


async def _chosen(dictionary: Dictionary, key: str) -> list[Completion]:
    """What a choice that was made already stands for: some clients ask again with its value."""
    entry = await dictionary.lexicon.entry(key)
    return [Completion(entry.key, entry.headword, entry.headword)] if entry else []


def _as_headword(completion: Completion) -> Completion:
    """A name that differs from the headword in capitals only is written as the headword is."""
    if completion.name == completion.headword or fold(completion.name) != fold(completion.headword):
        return completion
    return replace(completion, name=completion.headword)


def _one_for_each_entry(completions: Iterable[Completion]) -> list[Completion]:
    first: dict[str, Completion] = {}
    for completion in completions:
        first.setdefault(completion.key, completion)
    return list(first.values())
