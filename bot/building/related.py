"""Which entries are worth walking on to from each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest

from bot.building.hierarchy import Hierarchy, References
from bot.building.records import Group
from bot.lexicon.model import Relation

# A Discord select menu holds 25 options (https://discord.com/developers/docs/components/reference#string-select).
MOST_RELATED = 25
MOST_FROM_ONE_PARENT = 40

Link = tuple[int, Relation]


class RelatedGroups:
    """Finds, for each group, the see-also links, parents, siblings and children, best-known neighbours first."""

    def __init__(self, groups: list[Group], index: References, tree: Hierarchy, weights: list[int]) -> None:
        self.groups = groups
        self.index = index
        self.tree = tree
        self.rank = _ranks(weights)
        self.translations = _translations(groups, index)
        self.best_children: list[Sequence[int]] = [
            children and self._best_known(children)[:MOST_FROM_ONE_PARENT] for children in tree.children
        ]

    def of(self, at: int) -> list[Link]:
        """The related groups of group number `at`, in the order in which a page lists them."""
        found: dict[int, Relation] = {}
        for to, relation in chain(self._see_also(at), self._family(at)):
            if to != at and to not in found:
                found[to] = relation
                if len(found) == MOST_RELATED:
                    break
        return list(found.items())

    def _see_also(self, at: int) -> Iterator[Link]:
        yield from ((to, Relation.SEE_ALSO) for to in self.translations.get(at, ()))
        for record in self.groups[at]:
            for code in record.concept.see_also:
                to = self.index.of_code(record.source.id, code)
                if to is not None:
                    yield to, Relation.SEE_ALSO

    def _family(self, at: int) -> Iterator[Link]:
        """Parents, then siblings and children in turn, so that neither crowds the other out."""
        parents = self.tree.parents[at]
        yield from ((parent, Relation.PARENT) for parent in parents)
        for sibling, child in zip_longest(self._siblings(parents), self.best_children[at]):
            if sibling is not None:
                yield sibling, Relation.SIBLING
            if child is not None:
                yield child, Relation.CHILD

    def _siblings(self, parents: list[int]) -> Sequence[int]:
        if len(parents) == 1:
            return self.best_children[parents[0]]
        return self._best_known(set(chain.from_iterable(self.best_children[parent] for parent in parents)))

    def _best_known(self, members: Iterable[int]) -> list[int]:
        return sorted(members, key=self.rank.__getitem__)


def _translations(groups: list[Group], index: References) -> dict[int, list[int]]:
    """For each group those that one says to be the other's translation, and that could not be joined with it."""
    languages = {record.source.id: record.source.language for group in groups for record in group}
    found: dict[int, list[int]] = defaultdict(list)
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
