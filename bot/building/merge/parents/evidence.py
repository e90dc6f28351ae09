"""Evidence from names, definitions and other sources for and against a claim that one thing is a kind of another."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.parents.claims import Claim, Claims
from bot.building.merge.parents.disorder_words import (
    are_of_one_sort,
    has_words_of,
    is_class_of_germs,
    names_and_openings,
    names_and_sentences,
    noun,
    nouns,
)
from bot.building.merge.parents.genus import (
    genus_tails,
    in_natural_order,
    is_grouping,
    leading_forms,
    leading_records,
    mentioned,
    name_tails,
)
from bot.building.merge.records import Group, Record
from bot.terms.normal_forms import normal_forms, normal_words
from bot.terms.spelling import singular

# Another source confirms a parent if it has it at most so many levels up.
MAX_STEPS = 4
# Shorter names occur inside of other words.
MIN_MENTIONED = 6
GROWTH = "neoplasm"


class Evidence:
    """Finds the evidence for and against a claim that group `at` is below group `to`."""

    def __init__(self, groups: list[Group], claims: Claims) -> None:
        self._groups = groups
        self._claims = claims
        # The claims about one group are evaluated together, so the last one is memoized; many groups share a parent.
        self._names = lru_cache(1)(lambda at: name_tails(groups[at]))
        self._genera = lru_cache(1)(lambda at: genus_tails(groups[at]))
        self._mentioned = lru_cache(1)(lambda at: mentioned(groups[at]))
        self._words = lru_cache(1)(
            lambda at: frozenset(chain.from_iterable(map(_same_words, _definitions(groups[at]))))
        )
        self._opening = lru_cache(1)(lambda at: names_and_openings(groups[at]))
        self._sentence = lru_cache(1)(lambda at: names_and_sentences(groups[at]))
        self._nouns = lru_cache(1)(lambda at: nouns(groups[at]))
        self._forms = cache(lambda at: leading_forms(groups[at]))

    def ends_with_name(self, at: int, to: int) -> bool:
        """Return True if a name of `at` ends with a name of `to`: bacterial meningitis, meningitis."""
        return not self._forms(to).isdisjoint(self._names(at))

    def is_defined_as(self, at: int, to: int) -> bool:
        """Return True if a definition of `at` begins by calling it a `to`."""
        return not self._forms(to).isdisjoint(self._genera(at))

    def is_called(self, at: int, to: int) -> bool:
        """Return True if a name or a definition of `at` says that it is a `to`."""
        return self.ends_with_name(at, to) or self.is_defined_as(at, to)

    def is_mentioned(self, at: int, to: int) -> bool:
        """Return True if a definition of `at` mentions `to`, but not as the thing that it is."""
        text = self._mentioned(at)
        return any(form in text for form in self._forms(to) if len(form) >= MIN_MENTIONED)

    def words_occur(self, at: int, to: int) -> bool:
        """Return True if the definitions of `at` have all words of a preferred name of `to`, in any place."""
        claimed = self._words(at)
        return any(
            claimed.issuperset(_same_words(head.concept.preferred_name)) for head in leading_records(self._groups[to])
        )

    def has_words_of(self, at: int, to: int, *, confirmed: bool) -> bool:
        """Return True if names and definitions of `at` have the words of a class of disorders, `to`: the beginnings of
        definitions, or their first sentences if sources agree.
        """
        words = self._sentence(at) if confirmed else self._opening(at)
        return any(has_words_of(record, words) for record in self._groups[to])

    def is_of_same_sort(self, at: int, to: int) -> bool:
        """Return True if names and definitions call `at` the sort of thing of which `to` is a class."""
        return any(are_of_one_sort(each, self._nouns(at)) for each in self._group_nouns(to))

    def _group_nouns(self, to: int) -> set[str]:
        names = (record.concept.preferred_name for record in self._groups[to])
        return {noun(name) for name in names if is_grouping(name)}

    def is_growth(self, at: int) -> bool:
        """Return True if names or definitions call a thing a growth."""
        return are_of_one_sort(GROWTH, self._nouns(at))

    def is_infection_by_germs(self, to: int) -> bool:
        """Return True if `to` is the class of the infections with some class of germs."""
        return any(is_class_of_germs(record) for record in self._groups[to])

    def represents_page(self, at: int, record: Record | None) -> bool:
        """Return True if a record of a group means what its page is about: one at least has the other's preferred name
        as a name that means the same.
        """
        if record is None or len(self._groups[at]) == 1:
            return True
        if not record.preferred_forms.isdisjoint(self._forms(at)):
            return True
        own = record.synonym_forms
        return any(not own.isdisjoint(head.preferred_forms) for head in leading_records(self._groups[at]))

    def has_other_title(self, to: int, headword: str, record: Record | None) -> bool:
        """Return True if the headword of `to` is no name of a record for its thing.

        It is the name of a narrower thing from a source for readers ("human behavior" for behavior), or only an entry
        term of the record.
        """
        if record is None or len(self._groups[to]) == 1:
            return False
        titles = frozenset(normal_forms(headword))
        if not titles.isdisjoint(record.preferred_forms | record.synonym_forms):
            return False
        name = in_natural_order(record.concept.preferred_name).lower()
        is_for_readers = leading_records(self._groups[to])[0].source.traits.curated_synonyms
        is_narrower = is_for_readers and headword.lower().endswith(f" {singular(name)}")
        return is_narrower or not titles.isdisjoint(record.other_forms)

    def is_confirmed(self, at: int, to: int, claims: list[Claim]) -> bool:
        """Return True if another source confirms the claims: it has `to` above `at`, directly or not."""
        if len(self._groups[at]) == 1:
            return False
        claimed = {claim.record.source.id for claim in claims}
        others = {record.source.id for record in self._groups[at]} - claimed
        return len(claimed) > 1 or any(self._claims.reaches(source, at, to, MAX_STEPS) for source in others)


def _definitions(group: Group) -> Iterable[str]:
    return (text for record in group for text in record.concept.definitions)


def _same_words(text: str) -> list[str]:
    """Return the words of a text in normal spelling; adjectives of organs are replaced by the organ's name."""
    same = grouping_words().same_words
    return [same.get(word, word) for word in normal_words(text)]
