"""The capitals that a name has inside a sentence: "Bell palsy" and "Han Chinese", but "breast neoplasms" for "Breast Neoplasms".

A publisher's title in Title Case says nothing of it, and some have lost the capitals of proper names ("graves ophthalmopathy"). What
publishers write inside their sentences decides, by how often they write a word so and so; together with the word that follows it where
that was seen ("west" and "West Nile").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from bot.building.usage import Usage, words
from bot.lexicon.model import SemanticGroup
from bot.sources.formats.mesh_casing import LEARNED, SURELY_LEARNED

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?![\w])")
POSSESSIVE = re.compile(r"\b([A-Z][a-z]+)(?:['’]s\b|(?<=s)['’](?!\w))")
CHAIN = re.compile(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})+\b")
# What one of these patterns matches has one of these.
SIGNS_OF_EPONYMS = ("'", "’", "-")
# A proper name is written with its capital so much oftener; a few writers forget it, and a few write all words large.
FAR_OFTENER = 3
# So often at least where a capital is to be put that a publisher of the name has not.
ENOUGH_TO_RAISE = 5
SHORTEST_TO_RAISE = 4
# One small letter where others write a capital is no evidence.
STRAY = 1
# Of two words together less than this says nothing; and they are only asked of a word that has a capital in a twentieth of its uses.
FEWEST_TOGETHER = 2
SELDOM = 20
# What these name has a word of the language for its name; of others (organizations, places, organisms) many a single word is proper.
COMMON = frozenset(
    {
        SemanticGroup.ACTIVITIES,
        SemanticGroup.ANATOMY,
        SemanticGroup.CHEMICALS,
        SemanticGroup.DISORDERS,
        SemanticGroup.PHYSIOLOGY,
        SemanticGroup.PROCEDURES,
    }
)
Groups = Collection[SemanticGroup]


class _Around(NamedTuple):
    """Where a word of a name stands: the semantic groups of what it names, the words before and behind it, "" where there is none."""

    groups: Groups
    before: str
    after: str


class Casing:
    """How words are written inside sentences, as their use tells."""

    def __init__(self, usage: Usage) -> None:
        self._small = usage.small
        self._capital = usage.capital
        self._both = usage.both
        # Most names hold none of these words, which is seen quickly.
        self._proper = frozenset(each.partition(" ")[0] for each in usage.capital if self._is_proper(each))

    def eponyms(self, names: Iterable[str]) -> frozenset[str]:
        """Those whom a thing is named after, in lower case: as its names with a possessive tell ("Bell's Palsy", not "Farmer's Lung"), and
        those that join words in capitals none of which is a word elsewhere ("Hajdu-Cheney Syndrome").
        """
        marked = "\n".join(names)
        if not any(sign in marked for sign in SIGNS_OF_EPONYMS):
            return frozenset()
        people = [name for name in POSSESSIVE.findall(marked) if self._may_be_person(name.lower())]
        for chain in CHAIN.findall(marked):
            parts = chain.split("-")
            if not any(self._small.get(part.lower(), 0) > STRAY or LEARNED.search(part) for part in parts):
                people += parts
        return frozenset(map(str.lower, people))

    def in_sentence(self, name: str, groups: Groups, people: Collection[str] = (), *, lowers: bool = True) -> str:
        """A name as it is written inside a sentence.

        `groups` are the semantic groups of what it names, `people` those whom it is named after. Without `lowers`, the name's own
        capitals stay: its publisher writes names as they stand in sentences.
        """
        if (name.islower() or not lowers) and self._proper.isdisjoint(words(name)) and not people:
            return name
        found = list(WORD.finditer(name))
        lowered = [each[0].lower() for each in found]
        parts, end = [], 0
        for at, (each, lower) in enumerate(zip(found, lowered, strict=True)):
            word = each[0]
            parts.append(name[end : each.start()])
            end = each.end()
            if word[1:].islower() and (lower == word or lowers):
                around = _Around(groups, lowered[at - 1] if at else "", lowered[at + 1] if at + 1 < len(found) else "")
                word = lower.capitalize() if lower in people or self._is_written_large(word, around) else lower
            parts.append(word)
        return "".join((*parts, name[end:]))

    def _is_written_large(self, word: str, around: _Around) -> bool:
        """Whether a word of a name has a capital."""
        lower = word.lower()
        if self._is_of_name(around.before, lower) or self._is_of_name(lower, around.after):
            return True
        small, capital = self._counts(lower, around.after)
        if word == lower:
            may_be_raised = len(word) >= SHORTEST_TO_RAISE and SemanticGroup.CHEMICALS not in around.groups
            return may_be_raised and capital >= ENOUGH_TO_RAISE and capital > FAR_OFTENER * small
        if small or capital:
            enough = ENOUGH_TO_RAISE if SemanticGroup.CHEMICALS in around.groups else 1
            is_stray = small <= STRAY < capital and not SURELY_LEARNED.search(word)
            return capital >= enough and (is_stray or capital > FAR_OFTENER * small)
        return not self._is_word(word, around)

    def _is_of_name(self, one: str, other: str) -> bool:
        """Whether two words together are one name ("West Nile", "United States"), of which one at least is no common word: "Social Security"
        is only a title.
        """
        pair = f"{one} {other}"
        both = self._both.get(pair, 0)
        if both < FEWEST_TOGETHER or both <= FAR_OFTENER * (self._capital[pair] - both + self._small.get(pair, 0)):
            return False
        return any(self._capital.get(word, 0) > FAR_OFTENER * self._small.get(word, 0) for word in (one, other))

    def _is_proper(self, use: str) -> bool:
        capital = self._capital[use]
        return capital >= ENOUGH_TO_RAISE and capital > FAR_OFTENER * self._small.get(use, 0)

    def _counts(self, word: str, after: str) -> tuple[int, int]:
        """How often a word is written with a small letter and with a capital: before the word behind it, where that tells.

        A common word has a capital in titles, too ("Physician Assistant"), so of such a word only what stands before a small one counts.
        """
        small, capital = self._small.get(word, 0), self._capital.get(word, 0)
        if after and capital * SELDOM >= small:
            pair = f"{word} {after}"
            in_titles = self._both.get(pair, 0) if small > FAR_OFTENER * capital else 0
            together = self._small.get(pair, 0), self._capital.get(pair, 0) - in_titles
            return together if sum(together) >= FEWEST_TOGETHER else (small, capital)
        return small, capital

    def _may_be_person(self, word: str) -> bool:
        is_common = word.endswith(("s", "men", "ren", "people")) or f"{word}s" in self._small
        return word not in self._small or (word in self._capital and not is_common)

    def _is_word(self, word: str, around: _Around) -> bool:
        """Whether a word that no sentence holds is none the less no proper name, by its ending, or as the only word of a name."""
        if SemanticGroup.LIVING in around.groups:
            return False
        if SemanticGroup.CHEMICALS in around.groups or SURELY_LEARNED.search(word):
            return True
        is_alone = not (around.before or around.after)
        return not COMMON.isdisjoint(around.groups) and (is_alone or bool(LEARNED.search(word)))

    def unknown(self, names: Iterable[str]) -> Iterator[str]:
        """The words with a capital in names of several words that no sentence holds and that look like no learned word, in lower case:
        where publishers disagree of such a word, its capital was lost ("Fournier gangrene").
        """
        for name in names:
            for word in WORD.findall(name) if " " in name else ():
                if word.istitle() and len(word) >= SHORTEST_TO_RAISE and not LEARNED.search(word):
                    lower = word.lower()
                    if self._small.get(lower, 0) <= STRAY:
                        yield lower
