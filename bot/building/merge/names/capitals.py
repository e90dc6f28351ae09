"""The capitals of a name inside a sentence: "Bell palsy" and "Han Chinese", but "breast neoplasms" for "Breast
Neoplasms".

A title in Title Case does not show them, and some titles have lost the capitals of proper names ("graves
ophthalmopathy"). The sentences of publishers decide: how often they write a word with and without a capital, alone and
together with the word after it ("west", "West Nile").
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from bot.building.merge.names.eponyms import CHAIN, MAX_STRAY_USES, MIN_RAISED_LENGTH, VIRUS, with_whole_chains
from bot.building.merge.names.everyday_words import everyday_words, is_common
from bot.building.merge.names.usage import Usage, words
from bot.building.merge.names.word_lists import name_words
from bot.languages import ENGLISH
from bot.terms.model import SemanticGroup
from bot.terms.proper_names import BINOMIAL, LEARNED, SURELY_LEARNED

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?![\w])")
# Endings of families and orders of organisms, which are always capitalized; "males" and "scales" are no orders.
TAXON = re.compile(r"(?:aceae|viridae|virinae|virales)\b")
TAXON_WORD = re.compile(rf"\b[a-z]+{TAXON.pattern}")
NO_SPECIES = re.compile(r"^(?:Human|Bacteriophage) |virus$")
ORDER = re.compile(r"[a-z]{5,}ales$")
# Peoples ("Chinese", "Mexican", "British"), if sentences capitalize the word and it is the last one of a name.
PEOPLE = re.compile(r"(?:ese|(?<!ar)(?<!ic)ian|[cgtk]an|ish|eli)s?$")
# Words of four letters or more, which Title Case capitalizes.
SMALL_IN_SENTENCES = re.compile(r"(?:^|[ -])(?!(?:from|with|into|over|upon)\b)[a-z]{4,}")
# A proper name is capitalized so many times more often than not: a few writers forget the capital, and a few capitalize
# everything.
MIN_CAPITAL_RATIO = 3
# The uses with a capital that are needed to add a capital that no publisher of the name writes.
MIN_CAPITAL_USES = 5
# Fewer uses of two words together are no evidence; pairs are only considered for a word that is capitalized in at least
# one of SELDOM uses.
MIN_TOGETHER = 2
SELDOM = 20
# Things of these groups are named by common nouns; in other groups (organizations, places, organisms) many single words
# are proper names.
COMMON_NOUN_GROUPS = frozenset(
    {
        SemanticGroup.ACTIVITIES,
        SemanticGroup.ANATOMY,
        SemanticGroup.CHEMICALS,
        SemanticGroup.DISORDERS,
        SemanticGroup.PHYSIOLOGY,
        SemanticGroup.PROCEDURES,
    }
)
# Names of things in these groups often end with a proper name.
PROPER_NAME_GROUPS = frozenset({SemanticGroup.LIVING, SemanticGroup.ORGANIZATIONS, SemanticGroup.PLACES})
SemanticGroups = Collection[SemanticGroup]


class _Context(NamedTuple):
    """The context of a word in a name.

    `groups` are the semantic groups of the thing, `before` and `after` the neighboring words, "" if there is none.
    `is_meant` says that the publisher's capital is deliberate: the name is written as in a sentence, or joins the word
    with another in capitals.
    """

    groups: SemanticGroups
    before: str
    after: str
    is_meant: bool = False


class Casing:
    """Decides how words are written inside sentences, by their usage."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._words = name_words()
        self._small = usage.small
        self._capital = usage.capital
        self._both = usage.both
        # Most names have none of these words: a quick test.
        self._proper = frozenset(each.partition(" ")[0] for each in usage.capital if self._is_proper(each))

    def in_sentence(
        self, name: str, groups: SemanticGroups, people: Collection[str] = (), *, lowers: bool = True
    ) -> str:
        """Return a name as it is written inside a sentence.

        `groups` are the semantic groups of the thing, `people` the persons after whom it is named, in lower case.
        Without `lowers`, the name's own capitals are kept, because its publisher writes names as in sentences.
        """
        if (name.islower() or not lowers) and self._proper.isdisjoint(words(name)) and not people:
            return name if not TAXON.search(name) else TAXON_WORD.sub(lambda taxon: taxon[0].capitalize(), name)
        found = list(WORD.finditer(name))
        lowered = [each[0].lower() for each in found]
        is_species = SemanticGroup.LIVING in groups and BINOMIAL.fullmatch(name) and not NO_SPECIES.search(name)
        if is_species or self._is_a_people(lowered):
            return name
        chained = {part.lower() for chain in CHAIN.findall(name) for part in chain.split("-")}
        tells_case = SMALL_IN_SENTENCES.search(name) is not None
        parts, end = [], 0
        for at, (each, lower) in enumerate(zip(found, lowered, strict=True)):
            word = each[0]
            parts.append(name[end : each.start()])
            end = each.end()
            if word[1:].islower() and (lower == word or lowers):
                context = self._context(at, found, lowered, groups, chained, tells_case)
                word = lower.capitalize() if lower in people or self._is_capitalized(word, context) else lower
            parts.append(word)
        written = "".join((*parts, name[end:]))
        return with_whole_chains(name, written) if SemanticGroup.DISORDERS in groups else written

    def _context(  # noqa: PLR0913, PLR0917 (all of them describe the name)
        self,
        at: int,
        found: list[re.Match[str]],
        lowered: list[str],
        groups: SemanticGroups,
        chained: Collection[str],
        tells_case: bool,
    ) -> _Context:
        """Return the context of word number `at` of a name; `chained` are its words with hyphens between capitals."""
        before = lowered[at - 1] if at else ""
        after = lowered[at + 1] if at + 1 < len(found) else ""
        # The first word of a sentence is capitalized, too; a second capital makes it a proper name ("Lane Hamilton
        # syndrome").
        only_begins = at == 0 and SemanticGroup.DISORDERS in groups and not _has_capital(found[1:2])
        is_meant = lowered[at] in chained or (tells_case and not only_begins) or after in self._words.eponym_nouns
        return _Context(groups, before, after, is_meant)

    def _is_capitalized(self, word: str, context: _Context) -> bool:
        """Return True if a word of a name has a capital."""
        lower = word.lower()
        if TAXON.search(lower) or (ORDER.search(lower) and self._is_order(lower)):
            return True
        if SemanticGroup.DISORDERS in context.groups and VIRUS.fullmatch(lower):
            return False
        if self._is_of_name(context.before, lower) or self._is_of_name(lower, context.after):
            return True
        small, capital = self._counts(lower, context.after)
        if word == lower:
            may_be_raised = len(word) >= MIN_RAISED_LENGTH and SemanticGroup.CHEMICALS not in context.groups
            return may_be_raised and capital >= MIN_CAPITAL_USES and capital > MIN_CAPITAL_RATIO * small
        if small or capital > MAX_STRAY_USES or (capital and (context.is_meant or not is_common(lower, self._usage))):
            enough = MIN_CAPITAL_USES if SemanticGroup.CHEMICALS in context.groups else 1
            is_stray = small <= MAX_STRAY_USES < capital and not SURELY_LEARNED.search(word)
            return capital >= enough and (is_stray or capital > MIN_CAPITAL_RATIO * small)
        return not self._is_word(word, context)

    def _is_a_people(self, lowered: list[str]) -> bool:
        """Return True if the words are the name of a people ("Han Chinese"), whose publisher's capitals are kept."""
        if len(lowered) != 2 or not PEOPLE.search(lowered[1]):
            return False
        capital = self._capital.get(lowered[1], 0)
        return capital >= MIN_CAPITAL_USES and capital > MIN_CAPITAL_RATIO * self._small.get(lowered[1], 0)

    def _is_order(self, word: str) -> bool:
        return self._small.get(word, 0) <= self._capital.get(word, 0) and word not in everyday_words(ENGLISH)

    def _is_of_name(self, one: str, other: str) -> bool:
        """Return True if two words together are one proper name ("West Nile", "United States"). One of them at least
        must be no common word: "Social Security" is only a title.
        """
        pair = f"{one} {other}"
        both = self._both.get(pair, 0)
        if one in self._words.compass and both >= max(MIN_TOGETHER, self._small.get(pair, 0)):
            return True
        if both < MIN_TOGETHER or both <= MIN_CAPITAL_RATIO * (self._capital[pair] - both + self._small.get(pair, 0)):
            return False
        return any(self._capital.get(word, 0) > MIN_CAPITAL_RATIO * self._small.get(word, 0) for word in (one, other))

    def _is_proper(self, use: str) -> bool:
        capital = self._capital[use]
        return capital >= MIN_CAPITAL_USES and capital > MIN_CAPITAL_RATIO * self._small.get(use, 0)

    def _counts(self, word: str, after: str) -> tuple[int, int]:
        """Return how often a word is written with a small letter and with a capital, before the word after it if that
        is known.

        A common word is capitalized in titles, too ("Physician Assistant"), so only its uses before a word in lower
        case count.
        """
        small, capital = self._small.get(word, 0), self._capital.get(word, 0)
        if after and capital * SELDOM >= small:
            pair = f"{word} {after}"
            in_titles = self._both.get(pair, 0) if small > MIN_CAPITAL_RATIO * capital else 0
            together = self._small.get(pair, 0), self._capital.get(pair, 0) - in_titles
            return together if sum(together) >= MIN_TOGETHER else (small, capital)
        return small, capital

    def _is_word(self, word: str, context: _Context) -> bool:
        """Return True if a word that occurs in no sentence is still no proper name.

        It is a word of everyday life, has the ending of a learned word, or is the only word or the last one, which says
        what the thing is.
        """
        if SemanticGroup.CHEMICALS in context.groups or SURELY_LEARNED.search(word):
            return SemanticGroup.LIVING not in context.groups
        if not (context.groups or context.before) and context.after in self._proper:
            return False
        if not context.is_meant and self._is_common_in(word.lower(), context):
            return True
        if SemanticGroup.LIVING in context.groups:
            return False
        is_alone = not (context.before or context.after)
        return not COMMON_NOUN_GROUPS.isdisjoint(context.groups) and (is_alone or bool(LEARNED.search(word)))

    def _is_common_in(self, word: str, context: _Context) -> bool:
        is_last = bool(context.before) and not context.after
        # Concepts include peoples and standards ("Sephardic Jew").
        if (is_last and SemanticGroup.CONCEPTS in context.groups) or PEOPLE.search(word):
            return False
        if is_common(word, self._usage):
            return True
        says_what = is_last and context.before not in self._words.before_proper_names and context.before in self._small
        return says_what and PROPER_NAME_GROUPS.isdisjoint(context.groups)

    def occurs(self, word: str) -> bool:
        """Return True if a word, in lower case, occurs in sentences."""
        return word in self._small or word in self._capital

    def is_institution(self, name: str, groups: SemanticGroups) -> bool:
        """Return True if a name is that of one organization ("American Heart Association") and not of a kind of them
        ("hospital").
        """
        first = next(iter(words(name)), "")
        return SemanticGroup.ORGANIZATIONS in groups and first in self._capital and self._is_proper(first)


def _has_capital(found: list[re.Match[str]]) -> bool:
    return any(each[0].istitle() for each in found)
