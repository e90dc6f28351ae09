"""The entries to which a page refers, from the rows of the entry and of its parents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from bot.lexicon.model import Entry, RelatedEntry
from bot.terms.model import Relation

# As many as a page lists in one menu.
MAX_RELATED = 25
# One more of each kind than is listed, because an entry is not listed on its own page.
MAX_STORED = MAX_RELATED + 1

Child = tuple[str, str, int]


class LinkedEntry(Struct, frozen=True, array_like=True, omit_defaults=True):
    """An entry that another one refers to: its key, its headword, and its relation to that one."""

    key: str
    headword: str
    relation: Relation = Relation.SEE_ALSO


class Neighbours(Struct, frozen=True, array_like=True):
    """The neighbors of an entry in its row of the table `entry`: the entries that it refers to, and for each of its
    best known children the key, the headword and the rank, 0 for the best known.

    Siblings are the children of parents; storing them with each entry would take a third of the file.
    """

    see_also: Sequence[LinkedEntry] = ()
    children: Sequence[Child] = ()


def related_entries(entry: Entry, own: Neighbours, parents: Sequence[Neighbours]) -> tuple[RelatedEntry, ...]:
    """Return the related entries in the order of the page: see-also links, parents, headings, then siblings and
    children alternately, so that neither takes all places.

    An entry with several relations is listed once, at its first place; a sibling that is also a child is listed as a
    child. `own` are the neighbors of the entry, `parents` those of each of its parents.
    """
    siblings, children = _siblings(parents), own.children
    references = [RelatedEntry(other.key, other.headword, other.relation) for other in own.see_also]
    links = [other for other in references if other.relation is not Relation.MAPPED_TO]
    links += [RelatedEntry(parent.key, parent.headword, Relation.PARENT) for parent in entry.subclass_of]
    links += [other for other in references if other.relation is Relation.MAPPED_TO]
    keys_of_children, child, sibling = {key for key, _, _ in children}, Relation.CHILD, Relation.SIBLING
    links += [
        RelatedEntry(key, headword, child if key in keys_of_children else sibling)
        for key, headword, _ in (_alternately(siblings, children) if children else siblings)
    ]
    found: dict[str, RelatedEntry] = {}
    for link in links:
        found.setdefault(link.key, link)
    found.pop(entry.key, None)
    return tuple(found.values())[:MAX_RELATED]


def _siblings(parents: Sequence[Neighbours]) -> Sequence[Child]:
    """Return the best known of all children of some parents."""
    if len(parents) == 1:
        return parents[0].children
    by_rank = {child[2]: child for parent in parents for child in parent.children}
    return [by_rank[rank] for rank in sorted(by_rank)[:MAX_STORED]]


def _alternately(some: Sequence[Child], others: Sequence[Child]) -> Iterable[Child]:
    """Yield one of each alternately, then the rest of the longer one."""
    return chain(chain.from_iterable(zip(some, others, strict=False)), some[len(others) :], others[len(some) :])
