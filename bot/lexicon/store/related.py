"""Which entries a page leads on to, put together from what the rows of the entry and of its parents say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from bot.lexicon.model import Entry, RelatedEntry
from bot.terms.model import Relation

# A Discord select menu holds 25 options (https://discord.com/developers/docs/components/reference#string-select).
MAX_RELATED = 25
# Of each kind one more than are listed: an entry is not listed on its own page.
MAX_STORED = MAX_RELATED + 1

Child = tuple[str, str, int]


class LinkedEntry(Struct, frozen=True, array_like=True, omit_defaults=True):
    """An entry that another one says is worth seeing: its key, its headword, and what it is to that one."""

    key: str
    headword: str
    relation: Relation = Relation.SEE_ALSO


class Neighbours(Struct, frozen=True, array_like=True):
    """What a row of the table `entry` says of the entries around it: those that are worth seeing, too; and of
    each of the best known children the key, the headword and the rank, which is lower the better known one is.

    Siblings are the children of parents. With every sibling they would be a third of the file.
    """

    see_also: Sequence[LinkedEntry] = ()
    children: Sequence[Child] = ()


def related_entries(entry: Entry, own: Neighbours, parents: Sequence[Neighbours]) -> tuple[RelatedEntry, ...]:
    """What an entry leads on to, in the order in which its page lists it: see-also links, parents, the
    headings under which it is filed, then siblings and children in turn, so that neither crowds the other
    out. One that is several of these stands at the first of its places; of a sibling that is a child, too, it
    is said that it is a child.

    `own` are the neighbours of the entry, `parents` those of each of its parents.
    """
    siblings, children = _siblings(parents), own.children
    told = [RelatedEntry(other.key, other.headword, other.relation) for other in own.see_also]
    links = [other for other in told if other.relation is not Relation.MAPPED_TO]
    links += [RelatedEntry(parent.key, parent.headword, Relation.PARENT) for parent in entry.subclass_of]
    links += [other for other in told if other.relation is Relation.MAPPED_TO]
    keys_of_children, child, sibling = {key for key, _, _ in children}, Relation.CHILD, Relation.SIBLING
    links += [
        RelatedEntry(key, headword, child if key in keys_of_children else sibling)
        for key, headword, _ in (_in_turn(siblings, children) if children else siblings)
    ]
    found: dict[str, RelatedEntry] = {}
    for link in links:
        found.setdefault(link.key, link)
    found.pop(entry.key, None)
    return tuple(found.values())[:MAX_RELATED]


def _siblings(parents: Sequence[Neighbours]) -> Sequence[Child]:
    """The best known of all the children of some parents."""
    if len(parents) == 1:
        return parents[0].children
    by_rank = {child[2]: child for parent in parents for child in parent.children}
    return [by_rank[rank] for rank in sorted(by_rank)[:MAX_STORED]]


def _in_turn(some: Sequence[Child], others: Sequence[Child]) -> Iterable[Child]:
    """One of each in turn; where there are no more of one, the rest of the other."""
    return chain(chain.from_iterable(zip(some, others, strict=False)), some[len(others) :], others[len(some) :])
