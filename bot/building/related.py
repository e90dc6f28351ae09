"""Which entries are worth walking on to from each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest

from bot.building.hierarchy import Hierarchy, References
from bot.building.records import Group
from bot.lexicon.model import Relation

# A Discord select menu holds 25 options (https://discord.com/developers/docs/components/reference#string-select).
MOST_RELATED = 25
MOST_FROM_ONE_PARENT = 40


class RelatedGroups:
    """Finds, for each group, the see-also links, parents, siblings and children, best-known neighbours first."""

    def __init__(self, groups: list[Group], index: References, tree: Hierarchy, weights: list[int]) -> None:
        self.groups = groups
        self.index = index
        self.tree = tree
        self.weights = weights
        self.best_children = [self._best_known(children)[:MOST_FROM_ONE_PARENT] for children in tree.children]

    def of(self, at: int) -> list[tuple[int, Relation]]:
        """The related groups of group number `at`, in the order in which a page lists them."""
        links = chain(
            ((to, Relation.SEE_ALSO) for to in self._see_also(at)),
            ((to, Relation.PARENT) for to in self.tree.parents[at]),
            self._siblings_and_children(at),
        )
        found: dict[int, Relation] = {}
        for to, relation in links:
            if to != at:
                found.setdefault(to, relation)
        return list(found.items())[:MOST_RELATED]

    def _see_also(self, at: int) -> Iterator[int]:
        for record in self.groups[at]:
            for code in record.concept.see_also:
                to = self.index.of_code(record.source.id, code)
                if to is not None:
                    yield to

    def _siblings_and_children(self, at: int) -> Iterator[tuple[int, Relation]]:
        """Siblings and children in turn, so that neither crowds the other out."""
        siblings = self._best_known(chain.from_iterable(self.best_children[p] for p in self.tree.parents[at]))
        for sibling, child in zip_longest(siblings, self.best_children[at]):
            if sibling is not None:
                yield sibling, Relation.SIBLING
            if child is not None:
                yield child, Relation.CHILD

    def _best_known(self, members: Iterable[int]) -> list[int]:
        return sorted(dict.fromkeys(members), key=lambda at: (-self.weights[at], at))
