"""The neighbors of each group that its row in the lexicon stores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice

from bot.building.merge.links import Links, References
from bot.building.merge.parents.hierarchy import Hierarchy
from bot.building.merge.records import Group
from bot.lexicon.store.related import MAX_STORED, LinkedEntry, Neighbours
from bot.terms.model import Relation

# Most groups have no neighbors of this kind.
NO_NEIGHBORS = Neighbours()
NOTHING: dict[int, Relation] = {}
# Of the headings under which a thing is only filed, so many are shown.
MAX_HEADINGS = 5


# By number of a group: the numbers of the groups that it refers to, and their relation to it.
SeeAlso = dict[int, dict[int, Relation]]


class NeighbouringGroups:
    """Finds, for each group, its "see also" references and its best known children."""

    def __init__(
        self, groups: list[Group], index: References, links: Links, tree: Hierarchy, weights: list[int]
    ) -> None:
        self._see_also = _see_also(groups, index, links)
        self._tree = tree
        self._children = tree.children
        self._rank = _ranks(weights)

    def of(self, at: int, keys: Sequence[str], headwords: Sequence[str]) -> Neighbours:
        """Return the neighbors of group number `at`; `keys` and `headwords` are those of all groups."""
        see_also, children = self._all_see_also(at), self._children[at]
        if not see_also and not children:
            return NO_NEIGHBORS
        return Neighbours(
            [LinkedEntry(keys[to], headwords[to], relation) for to, relation in islice(see_also.items(), MAX_STORED)],
            [(keys[to], headwords[to], self._rank[to]) for to in self._best_known(children)],
        )

    def _all_see_also(self, at: int) -> dict[int, Relation]:
        """Return the references of a group's records, the wholes that it is a part of, and the best known headings
        under which it is only filed.
        """
        wholes, headings = self._tree.wholes.get(at, ()), self._tree.headings.get(at, ())
        own = self._see_also.get(at, NOTHING)
        if not wholes and not headings:
            return own
        headings = self._best_known(to for to in headings if to not in self._tree.catch_alls)[:MAX_HEADINGS]
        found = dict(own)
        for relation, others in ((Relation.PART_OF, wholes), (Relation.MAPPED_TO, headings)):
            for to in others:
                found.setdefault(to, relation)
        return found

    def _best_known(self, members: Iterable[int]) -> list[int]:
        return sorted(members, key=self._rank.__getitem__)[:MAX_STORED]


def _see_also(groups: list[Group], index: References, links: Links) -> SeeAlso:
    """Return, for each group that has any, its translations, its "see also" references, and the targets
    of its links.
    """
    found = _translations(groups, index)
    for at, group in enumerate(groups):
        for record in group:
            for code in record.concept.see_also:
                to = index.of_code(record.source.id, code)
                if to is not None:
                    found[at].setdefault(to, Relation.SEE_ALSO)
            for each in links.of(record) if record.concept.links else ():
                if each.to is not None and each.link.kind is not Relation.PARENT:
                    found[at].setdefault(each.to, each.link.kind)
    return found


def _translations(groups: list[Group], index: References) -> defaultdict[int, dict[int, Relation]]:
    """Return, for each group, those that a source declares to be its translation and that could not be
    joined with it.
    """
    languages = {record.source.id: record.source.language for group in groups for record in group}
    found: defaultdict[int, dict[int, Relation]] = defaultdict(dict)
    for at, group in enumerate(groups):
        for record in group:
            own = record.source.language
            for source, _, code in (reference.partition(":") for reference in record.concept.equivalents):
                to = index.of_code(source, code) if languages.get(source, own) != own else None
                if to is not None and to != at:
                    found[at].setdefault(to, Relation.SEE_ALSO)
                    found[to].setdefault(at, Relation.SEE_ALSO)
    return found


def _ranks(weights: list[int]) -> list[int]:
    """Return the rank of each group, the best known first."""
    ranks = [0] * len(weights)
    for place, at in enumerate(sorted(range(len(weights)), key=lambda at: -weights[at])):
        ranks[at] = place
    return ranks
