"""Which entries are worth walking on to from each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from bot.building.hierarchy import Hierarchy, References
from bot.building.records import Group
from bot.lexicon.model import Relation

# A Discord select menu holds 25 options (https://discord.com/developers/docs/components/reference#string-select).
MOST_RELATED = 25
# One more than are listed: a group is not listed on its own page.
MOST_FROM_ONE_PARENT = MOST_RELATED + 1

Link = tuple[int, Relation]


class RelatedGroups:
    """Finds, for each group, the see-also links, parents, siblings and children, best-known neighbours first."""

    def __init__(self, groups: list[Group], index: References, tree: Hierarchy, weights: list[int]) -> None:
        self.tree = tree
        self.rank = _ranks(weights)
        self.see_also = _see_also(groups, index)
        self.best_children: list[Sequence[int]] = [
            children and self._best_known(children)[:MOST_FROM_ONE_PARENT] for children in tree.children
        ]

    def of(self, at: int) -> list[Link]:
        """The related groups of group number `at`, in the order in which a page lists them: see-also links, parents, then siblings
        and children in turn, so that neither crowds the other out. One that is several of these stands at the first of its places;
        of a sibling that is a child, too, it is said that it is a child.
        """
        see_also, parents = self.see_also.get(at, ()), self.tree.parents[at]
        siblings, children = self._siblings(parents)[:MOST_FROM_ONE_PARENT], self.best_children[at]
        relations = dict.fromkeys(siblings, Relation.SIBLING) | dict.fromkeys(children, Relation.CHILD)
        relations |= dict.fromkeys(parents, Relation.PARENT) | dict.fromkeys(see_also, Relation.SEE_ALSO)
        ordered = dict.fromkeys(chain(see_also, parents, _in_turn(siblings, children)))
        ordered.pop(at, None)
        return [(to, relations[to]) for to in islice(ordered, MOST_RELATED)]

    def _siblings(self, parents: list[int]) -> Sequence[int]:
        if len(parents) == 1:
            return self.best_children[parents[0]]
        return self._best_known(set(chain.from_iterable(self.best_children[parent] for parent in parents)))

    def _best_known(self, members: Iterable[int]) -> list[int]:
        return sorted(members, key=self.rank.__getitem__)


def _in_turn(some: Sequence[int], others: Sequence[int]) -> Iterable[int]:
    """One of each in turn; where there are no more of one, the rest of the other."""
    return chain(chain.from_iterable(zip(some, others, strict=False)), some[len(others) :], others[len(some) :])


def _see_also(groups: list[Group], index: References) -> dict[int, list[int]]:
    """For each group that has some its translations, then what its records name as worth seeing, too."""
    found = _translations(groups, index)
    for at, group in enumerate(groups):
        for record in group:
            for code in record.concept.see_also:
                to = index.of_code(record.source.id, code)
                if to is not None:
                    found[at].append(to)
    return found


def _translations(groups: list[Group], index: References) -> defaultdict[int, list[int]]:
    """For each group those that one says to be the other's translation, and that could not be joined with it."""
    languages = {record.source.id: record.source.language for group in groups for record in group}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, group in enumerate(groups):
        for record in group:
            own = record.source.language
            for source, _, code in (reference.partition(":") for reference in record.concept.equivalents):
                to = index.of_code(source, code) if languages.get(source, own) != own else None
                if to is not None and to != at:
                    found[at].append(to)
                    found[to].append(at)
    return found


def _ranks(weights: list[int]) -> list[int]:
    """The place of each group when the best known stand first."""
    ranks = [0] * len(weights)
    for place, at in enumerate(sorted(range(len(weights)), key=lambda at: -weights[at])):
        ranks[at] = place
    return ranks
