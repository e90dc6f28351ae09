"""Rank the names of a thing by how well known they are: how many publishers have a name, how often sentences and longer
names use it, and how common its words are.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain
from typing import NamedTuple

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.names.everyday_words import everyday_words
from bot.building.merge.names.usage import MEAN_THE_SAME, Usage, uninverted, words
from bot.building.merge.names.word_lists import name_words
from bot.building.merge.records import INFECTIOUS, Group, Record
from bot.languages import ENGLISH
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import SemanticGroup
from bot.terms.normal_forms import is_inverted, normal_words

# Laboratory codes of substances ("RU 486", "SU11248", "T-3").
CODE = re.compile(r"[A-Za-z]{1,6}[- ]?\d[\w-]*")
# "N-acetyl-L-cysteine", "5-FU", "17beta-estradiol".
LOCANT = re.compile(r"\b[NOSLD]-[a-z]|\d-[A-Za-z]|\d(?:alpha|beta)")
TAXON = re.compile(r"[A-Z](?:[a-z]+|\.)(?: [a-z-]+)?")
# A name with a number ("glycogen storage disease type II") follows the pattern of its siblings.
NUMBERED = re.compile(r"\b(?:[IVX]+|\d+)[A-Za-z]?$")
# The vote of a publisher: for a name that it prefers, and for one that it lists.
PREFERRED, LISTED = 2, 1
# The penalty for each word if a single source has a record for each name: people use the short ones.
WORD_PENALTY = 0.25
LENGTH_PENALTY = 0.15
# The lead in score that a name needs over the one that publishers prefer, and how many more words it may have.
MIN_LEAD, MAX_FURTHER_WORDS = 0.29, 1
# Words of at most so many letters say nothing about how well known a name is.
MAX_SHORT_WORD = 3
# Everybody knows words with so many uses in a million; less frequent ones count less, on a logarithmic scale of tenths.
# A person's name is known to some.
FAMILIAR_USES, TENTHS, PERSON_FAMILIARITY = 12.8, 10, 0.5
# A synonym needs no uses if its words are so familiar.
MIN_FAMILIARITY = 0.8
# A synonym that no publisher prefers must be used more often than this.
MIN_USES = 2
# Names in these groups follow rules, and their other names often mean a larger group.
NAMED_BY_RULE = frozenset({SemanticGroup.CHEMICALS, SemanticGroup.GENES, SemanticGroup.LIVING, SemanticGroup.PLACES})


class Named(NamedTuple):
    """A record, one of its names as it is written in a sentence, the normal forms of that name, and the record's own
    spelling if it is a synonym.
    """

    record: Record
    name: str
    forms: frozenset[str]
    synonym: str = ""


class Ranking:
    """The order among the names of a group, by their scores."""

    def __init__(self, group: Group, named: list[Named], usage: Usage) -> None:
        self.kinds = frozenset(chain.from_iterable(map(_groups, group)))
        self._forms = [(record.source.publisher, record.preferred_forms, record.synonym_forms) for record in group]
        self._usage = usage
        self._is_of_one_source = len({each.record.source.id for each in named}) == 1
        self._written = _written(named)
        self._uses = {each.name: self._as_preferred(each) for each in named}

    def sort_key(self, named: Named) -> tuple[bool, bool, float, int, int, str]:
        """Sort key of a name: the smallest is the headword."""
        abbreviates = looks_like_abbreviation(named.name)
        score = -self.score(named)
        return (
            abbreviates,
            self.is_dispreferred(named),
            score,
            named.record.source.plainness,
            len(named.name),
            named.name,
        )

    def score(self, named: Named) -> float:
        """Return the score of a name: votes of publishers, and the logarithm of how often sentences and people use it,
        minus penalties.
        """
        frequency = everyday_words(ENGLISH).get(named.name.lower(), 0.0)
        uses = math.log2(max(self._used(named.name), 1)) / 2 + math.log2(1 + frequency) / 4
        against = _unnaturalness(named.name) + self._is_misspelt(named.name)
        words_against = WORD_PENALTY * len(named.name.split()) if self._is_of_one_source else 0.0
        return self._votes(named.forms) + uses - against - words_against

    def better_known(self, best: Named, others: list[Named]) -> list[Named]:
        """Return the names that are better known than `best` and mean neither more nor less, best known first."""
        if self._is_of_one_source or not NAMED_BY_RULE.isdisjoint(self.kinds) or NUMBERED.search(best.name):
            return []
        least, seldom = self._prominence(best) + MIN_LEAD, max(self._all_uses(best), MIN_USES)
        may_be = (each for each in others if each.forms.isdisjoint(best.forms) and _means_as_much(each.name, best.name))
        better = (each for each in may_be if self._prominence(each) > least)
        known = (
            each for each in better if self._all_uses(each) > seldom or self._familiarity(each.name) >= MIN_FAMILIARITY
        )
        spelt_out = (each for each in known if not (looks_like_abbreviation(each.name) or _unnaturalness(each.name)))
        return sorted(
            (each for each in spelt_out if not self.is_dispreferred(each)),
            key=lambda each: (-self._prominence(each), each.name),
        )

    def _prominence(self, named: Named) -> float:
        """Return how well known a name is: its score, its uses in longer names, and the familiarity of its words, minus
        its length.
        """
        in_others = math.log2(max(self._sum(named, self._usage.in_others), 1)) / 4
        further = (
            math.log2(max(self._sum(named, self._usage.of), 1)) / 2 - math.log2(max(self._used(named.name), 1)) / 2
        )
        return (
            self.score(named)
            + further
            + in_others
            + self._familiarity(named.name)
            - LENGTH_PENALTY * len(named.name.split())
        )

    def _all_uses(self, named: Named) -> int:
        """Count the uses of a name in definitions and longer names."""
        return self._sum(named, self._usage.of) + self._sum(named, self._usage.in_others)

    def _votes(self, forms: frozenset[str]) -> int:
        votes: dict[str, int] = {}
        for publisher, preferred, listed in self._forms:
            vote = PREFERRED if preferred & forms else LISTED if listed & forms else 0
            votes[publisher] = max(vote, votes.get(publisher, 0))
        return sum(votes.values())

    def _sum(self, named: Named, uses: Callable[[str], int]) -> int:
        """Count the uses of a name, in the singular and as publishers write it."""
        return sum(map(uses, frozenset().union(*(self._written[form] for form in named.forms))))

    def _as_preferred(self, named: Named) -> int:
        """Count the uses of a name, in the singular and as its publisher writes it."""
        forms = {
            named.name.lower(),
            *(() if named.synonym else (uninverted(named.record.concept.preferred_name).lower(),)),
        }
        return sum(map(self._usage.of, forms))

    def _used(self, name: str) -> int:
        """Count the uses of a name that are not part of another name of the same thing."""
        within = f" {name.lower()} "
        longer = (used for other, used in self._uses.items() if other != name and within in f" {other.lower()} ")
        return max(self._uses[name] - sum(longer), 0)

    def _familiarity(self, name: str) -> float:
        """Return how familiar the words of a name are, from 0 to 1; 0 if fewer than two words are long enough."""
        known = [self._word_familiarity(word) for word in words(name) if len(word) > MAX_SHORT_WORD]
        return sum(known) / len(known) if len(known) > 1 else 0.0

    def _word_familiarity(self, word: str) -> float:
        if self._usage.capital.get(word, 0) > self._usage.small.get(word, 0):
            return PERSON_FAMILIARITY
        frequency = min(everyday_words(ENGLISH).get(word, 0.0), FAMILIAR_USES)
        return math.log2(1 + TENTHS * frequency) / math.log2(1 + TENTHS * FAMILIAR_USES)

    def _is_misspelt(self, name: str) -> bool:
        """Return True if a name has a word that occurs nowhere else, and so may be misspelled."""
        return any(self._usage.of_word(word) < 2 for word in words(name) if len(word) > MAX_SHORT_WORD)

    def is_dispreferred(self, named: Named) -> bool:
        """Return True if a name is a medicine's brand or code, or the Latin name of an organism; any other name is
        preferred.

        Clonidine is the medicine, Catapres one of its brands
        (https://www.nlm.nih.gov/research/umls/rxnorm/overview.html).
        """
        may_be_medicine = SemanticGroup.CHEMICALS in self.kinds or not (self.kinds or " " in named.name)
        if may_be_medicine and (_looks_like_brand(named.name) or CODE.fullmatch(named.name)):
            return True
        return SemanticGroup.LIVING in self.kinds and TAXON.fullmatch(named.name) is not None


def confirmed_synonyms(group: Group) -> Iterator[tuple[Record, str, frozenset[str]]]:
    """Yield the synonyms of several words that a second publisher has, too: the record, the name as written, its normal
    forms.
    """
    publishers: defaultdict[str, set[str]] = defaultdict(set)
    for record in group:
        for form in record.preferred_forms | record.synonym_forms:
            publishers[form].add(record.source.publisher)
    if len(set().union(*publishers.values())) < 2:
        return
    for record in group:
        for name, forms in zip(record.concept.names, record.forms, strict=True):
            is_listed = name.kind in MEAN_THE_SAME and " " in name.name and not is_inverted(name.name)
            if is_listed and any(len(publishers[form]) > 1 for form in forms):
                yield record, name.name, frozenset(forms)


def is_unnatural(name: str) -> bool:
    """Return True if nobody writes a name like this outside of lists and rules."""
    return is_inverted(name) or name.endswith(INFECTIOUS) or " - " in name


def _groups(record: Record) -> Iterable[SemanticGroup]:
    return record.semantic_groups or [kind.group for kind in record.concept.likely_types]


def _written(named: list[Named]) -> dict[str, set[str]]:
    """Return the spellings of each normal form, in lower case and natural word order."""
    written: defaultdict[str, set[str]] = defaultdict(set)
    for each in named:
        writings = {each.name.lower()}
        if not each.synonym:
            writings.add(uninverted(each.record.concept.preferred_name).lower())
        for form in each.forms:
            written[form] |= writings
    return written


def _means_as_much(one: str, other: str) -> bool:
    """Return True if a name says neither more nor less than another.

    Neither has all words of the other, the first is hardly longer, and both or neither say that a thing is cancer,
    inborn, chronic, or on one side.
    """
    first, second = (frozenset(normal_words(name)) for name in (one, other))
    is_short = len(first) <= len(second) + MAX_FURTHER_WORDS
    return (
        is_short
        and not (first <= second or second <= first)
        and all(bool(first & telling) == bool(second & telling) for telling in _distinguishing_words())
    )


@cache
def _distinguishing_words() -> tuple[frozenset[str], ...]:
    known = grouping_words()
    return (
        name_words().several_things,
        known.sides,
        known.cancer,
        known.growth,
        known.benign,
        known.qualifiers,
        known.inborn,
        known.narrowing,
    )


def _unnaturalness(name: str) -> int:
    """Return a penalty for abbreviations in a name, chemical locants, inverted word order, and names made by a rule."""
    parts = [part.strip("(),") for part in name.replace("-", " ").split()]
    abbreviates = len(parts) > 1 and any(map(looks_like_abbreviation, parts))
    return abbreviates + bool(LOCANT.search(name)) + is_inverted(name) + 2 * name.endswith(INFECTIOUS)


def _looks_like_brand(name: str) -> bool:
    return name[:1].isupper() and name[1:2].islower()
