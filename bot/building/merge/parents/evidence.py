"""What names, definitions and other sources say of a claim that one thing is a kind of another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.parents.claims import Claim, Claims
from bot.building.merge.parents.genus import (
    forms_of_heads,
    genus_tails,
    heads,
    is_grouping,
    mentioned,
    name_tails,
    natural,
)
from bot.building.merge.parents.told import (
    are_of_one_sort,
    is_class_of_germs,
    is_told,
    names_and_openings,
    names_and_sentences,
    noun,
    nouns,
)
from bot.building.merge.records import Group, Record
from bot.terms.normal_forms import normal_forms, normal_words
from bot.terms.spelling import singular

# A source bears out another one's parent that it has so many steps up.
MAX_STEPS = 4
# Shorter names stand inside of words.
MIN_MENTIONED = 6
GROWTH = "neoplasm"


class Evidence:
    """Finds what speaks for and against a claim that group `at` is below group `to`."""

    def __init__(self, groups: list[Group], claims: Claims) -> None:
        self._groups = groups
        self._claims = claims
        # All that is claimed of one thing is judged together, and many things stand below one.
        self._names = lru_cache(1)(lambda at: name_tails(groups[at]))
        self._genera = lru_cache(1)(lambda at: genus_tails(groups[at]))
        self._mentioned = lru_cache(1)(lambda at: mentioned(groups[at]))
        self._words = lru_cache(1)(
            lambda at: frozenset(chain.from_iterable(map(_same_words, _definitions(groups[at]))))
        )
        self._opening = lru_cache(1)(lambda at: names_and_openings(groups[at]))
        self._sentence = lru_cache(1)(lambda at: names_and_sentences(groups[at]))
        self._nouns = lru_cache(1)(lambda at: nouns(groups[at]))
        self._forms = cache(lambda at: forms_of_heads(groups[at]))

    def is_named_so(self, at: int, to: int) -> bool:
        """Whether a name of one thing ends with one of the other: bacterial meningitis, meningitis."""
        return not self._forms(to).isdisjoint(self._names(at))

    def is_defined_so(self, at: int, to: int) -> bool:
        """Whether a definition of one thing begins by calling it the other."""
        return not self._forms(to).isdisjoint(self._genera(at))

    def is_called_so(self, at: int, to: int) -> bool:
        """Whether a name or a definition of one thing says that it is the other."""
        return self.is_named_so(at, to) or self.is_defined_so(at, to)

    def is_mentioned(self, at: int, to: int) -> bool:
        """Whether a definition of one thing speaks of the other, but not to say that it is one."""
        text = self._mentioned(at)
        return any(form in text for form in self._forms(to) if len(form) >= MIN_MENTIONED)

    def is_spoken_of(self, at: int, to: int) -> bool:
        """Whether a definition of one thing has all words of a name of the other somewhere."""
        said = self._words(at)
        return any(said.issuperset(_same_words(head.concept.preferred_name)) for head in heads(self._groups[to]))

    def is_told(self, at: int, to: int, *, agreed: bool) -> bool:
        """Whether names and definitions of one thing tell what the other, a group of disorders, is a group of: what they begin with, or,
        where sources agree, their first sentences.
        """
        told = self._sentence(at) if agreed else self._opening(at)
        return any(is_told(record, told) for record in self._groups[to])

    def is_of_sort(self, at: int, to: int) -> bool:
        """Whether names and definitions of one thing call it what the other, a group of disorders, is a group of."""
        return any(are_of_one_sort(each, self._nouns(at)) for each in self._group_nouns(to))

    def _group_nouns(self, to: int) -> set[str]:
        names = (record.concept.preferred_name for record in self._groups[to])
        return {noun(name) for name in names if is_grouping(name)}

    def is_growth(self, at: int) -> bool:
        """Whether names or definitions of a thing call it a growth."""
        return are_of_one_sort(GROWTH, self._nouns(at))

    def is_infection_by_germs(self, to: int) -> bool:
        """Whether a group of disorders is that of the infections with a class of germs."""
        return any(is_class_of_germs(record) for record in self._groups[to])

    def is_meant(self, at: int, record: Record | None) -> bool:
        """Whether a record of a group and what its page is about call each other by their own names, one at least."""
        if record is None or len(self._groups[at]) == 1:
            return True
        if not record.preferred_forms.isdisjoint(self._forms(at)):
            return True
        own = record.synonym_forms
        return any(not own.isdisjoint(head.preferred_forms) for head in heads(self._groups[at]))

    def is_titled_otherwise(self, to: int, headword: str, record: Record | None) -> bool:
        """Whether a page has a title that is none of a record's names for what it means: that of a narrower thing, as its readers' source
        has it ("human behavior" for behavior), or one that the record only leads to.
        """
        if record is None or len(self._groups[to]) == 1:
            return False
        titles = frozenset(normal_forms(headword))
        if not titles.isdisjoint(record.preferred_forms | record.synonym_forms):
            return False
        name = natural(record.concept.preferred_name).lower()
        is_for_readers = heads(self._groups[to])[0].source.traits.curated_synonyms
        is_narrower = is_for_readers and headword.lower().endswith(f" {singular(name)}")
        return is_narrower or not titles.isdisjoint(record.other_forms)

    def is_agreed(self, at: int, to: int, claims: list[Claim]) -> bool:
        """Whether another source bears out what one says: that the one is below the other, if not directly."""
        if len(self._groups[at]) == 1:
            return False
        said = {claim.record.source.id for claim in claims}
        others = {record.source.id for record in self._groups[at]} - said
        return len(said) > 1 or any(self._claims.reaches(source, at, to, MAX_STEPS) for source in others)


def _definitions(group: Group) -> Iterable[str]:
    return (text for record in group for text in record.concept.definitions)


def _same_words(text: str) -> list[str]:
    """The words of a text in their normal spelling, an adjective of an organ as the organ's name."""
    same = grouping_words().same_words
    return [same.get(word, word) for word in normal_words(text)]
