"""What to offer while someone types: at most 25 names, the likely one first, each leading to exactly one entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.lexicon.lookup.look_alikes import listed, partners, tall_man
from bot.lexicon.lookup.match_ladder import KEY_MARK, LONGEST_QUERY, Dictionary, visible
from bot.lexicon.lookup.ranges import likeliest, merged, names_with_words, numbers, one_for_each_entry
from bot.lexicon.model import Completion
from bot.lexicon.store.name_index import NameIndex
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.word_forms import word_form

# Discord shows at most 25 choices (https://discord.com/developers/docs/interactions/application-commands).
MOST_OFFERED = 25
LEAST_FOR_WORDS = 3
LEAST_FOR_NEAR_MISSES = 4
# So few letters begin too many words for anybody to choose among medicines.
LEAST_FOR_LOOK_ALIKES = 4
# One or two small letters are the beginning of a word rather than an abbreviation.
LONGEST_BEGUN = 2
FEW = 3
# The best-known tenth of all names.
WELL_KNOWN = 0.1


async def complete(dictionary: Dictionary, typed: str, most: int = MOST_OFFERED) -> list[Completion]:
    """Names for what has been typed so far: the very name, names that begin so, names with words that begin so, and when
    these are few and no headword, near misses behind them. Nothing for text that is too long to be looked up.

    From four letters on a medicine is never offered without those that it is taken for, even if `most` are one or two.
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
    distinct = _one_for_each_entry(map(_as_headword, offered))[:most]
    letters = sum(map(str.isalnum, form))
    return await _with_look_alikes(dictionary, distinct, most) if letters >= LEAST_FOR_LOOK_ALIKES else distinct


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


async def _with_look_alikes(dictionary: Dictionary, offered: list[Completion], most: int) -> list[Completion]:
    """The same completions, each listed medicine with those that it is taken for next behind it, where the dictionary has them.

    When there are too many then, what is no such medicine goes first, from the end; then medicines with their look-alikes.
    """
    keys = await dictionary.look_alikes()
    names = {key: name for name, key in keys.items()}
    runs: list[list[Completion]] = []
    placed: set[str] = set()
    for each in offered:
        if each.key not in placed:
            medicine = listed(names.get(each.key, each.headword)) or listed(each.name)
            others = [
                keys[name] for other in (partners(medicine) if medicine else ()) if (name := fold(other.name)) in keys
            ]
            run = [each, *[await _partner(dictionary, each, key, names[key], offered) for key in others]]
            run = [one for one in run if one.key not in placed]
            placed.update(one.key for one in run)
            runs.append(run)
    return _cut(runs, most)


async def _partner(
    dictionary: Dictionary, of: Completion, key: str, name: str, offered: Sequence[Completion]
) -> Completion:
    """How a look-alike is offered: as it is offered anyway, or by its listed name, with what it is taken for."""
    there = next((each for each in offered if each.key == key), None)
    if there is not None:
        return there
    entry = await dictionary.lexicon.entry(key)
    headword = entry.headword if entry else name
    return _as_headword(Completion(key, name, headword, is_medicine=True, look_alike_of=tall_man(_plain_name(of))))


def _plain_name(completion: Completion) -> str:
    """The listed name of the two that a completion has."""
    return completion.name if listed(completion.name) else completion.headword


def _cut(runs: list[list[Completion]], most: int) -> list[Completion]:
    """The runs that have room, none of them cut; the first in any case."""
    while len(runs) > 1 and sum(map(len, runs)) > most:
        single = [at for at, run in enumerate(runs) if len(run) == 1 and at]
        del runs[single[-1] if single else -1]
    return [each for run in runs for each in run]


def _one_for_each_entry(completions: Iterable[Completion]) -> list[Completion]:
    first: dict[str, Completion] = {}
    for completion in completions:
        first.setdefault(completion.key, completion)
    return list(first.values())
