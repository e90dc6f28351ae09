"""What to offer while someone types: at most 25 names, the likely one first, each leading to exactly one entry."""

from __future__ import annotations

import re

from bot.lexicon.lookup import KEY_MARK, LONGEST_QUERY, Dictionary, visible
from bot.lexicon.model import Completion, Suggestion
from bot.lexicon.names import fold, normal_forms

# Discord shows at most 25 choices (https://discord.com/developers/docs/interactions/application-commands).
MOST_OFFERED = 25
# One entry often owns many names that begin alike, and each is offered once.
NAMES_AN_ENTRY = 6
LEAST_FOR_WORDS = 3
LEAST_FOR_NEAR_MISSES = 4

# What the index of words takes for one word too: SQLite parts words at "_" and at some signs of New Tai Lue and Vedic.
WORD = re.compile(r"[^\W_\u19b0-\u19c9\u1cf2\u1cf3]+")


async def complete(dictionary: Dictionary, typed: str, most: int = MOST_OFFERED) -> list[Completion]:
    """Names for what has been typed so far: the very name, names that begin so, names with a word that begins so, and
    only when there are none of those, near misses. Nothing for text that is too long to be looked up.
    """
    shown = visible(typed)
    if len(typed) > LONGEST_QUERY or not (folded := fold(shown)):
        return []
    if shown.startswith(KEY_MARK):
        return await _chosen(dictionary, shown.removeprefix(KEY_MARK))
    lexicon, wanted = dictionary.lexicon, most * NAMES_AN_ENTRY
    found = [
        Completion(owner.choice.key, owner.name.name, owner.choice.headword)
        for owner in await lexicon.owners_of_name(folded) or await lexicon.owners_of_forms(normal_forms(shown))
    ]
    found += await lexicon.names_beginning(folded, wanted)
    words = WORD.findall(folded)
    if len(_one_for_each_entry(found)) < most and words and len(words[-1]) >= LEAST_FOR_WORDS:
        found += await lexicon.names_with_word_beginning(words, wanted)
    if not found and len(folded) >= LEAST_FOR_NEAR_MISSES:
        found = list(map(_as_completion, await dictionary.suggester.nearest_names(folded, most)))
    return _one_for_each_entry(found)[:most]


async def _chosen(dictionary: Dictionary, key: str) -> list[Completion]:
    """What a choice that was made already stands for: some clients ask again with its value."""
    entry = await dictionary.lexicon.entry(key)
    return [Completion(entry.key, entry.headword, entry.headword)] if entry else []


def _as_completion(suggestion: Suggestion) -> Completion:
    return Completion(suggestion.key, suggestion.name, suggestion.headword)


def _one_for_each_entry(completions: list[Completion]) -> list[Completion]:
    first: dict[str, Completion] = {}
    for completion in completions:
        first.setdefault(completion.key, completion)
    return list(first.values())
