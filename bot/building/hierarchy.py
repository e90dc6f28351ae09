"""What each group is a kind of: parents from all its sources, as one graph without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.building.links import Links
from bot.building.records import Group
from bot.building.references import References
from bot.lexicon.model import Relation


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Groups by number: the parents and children of each, and the (child, parent) links that were cut as cycles."""

    parents: list[list[int]]
    children: list[Sequence[int]]
    cut: list[tuple[int, int]]


def hierarchy(groups: list[Group], index: References, links: Links) -> Hierarchy:
    """The parents of every group, plainest source's first, with every cycle cut at the link that closes it."""
    parents = [list(dict.fromkeys(_parents(at, group, index, links))) for at, group in enumerate(groups)]
    cut = [*_own_parents(groups), *_cut_cycles(parents)]
    return Hierarchy(parents, _children(parents), cut)


def _children(parents: list[list[int]]) -> list[Sequence[int]]:
    """The children of every group. Most have none, and share one empty sequence."""
    found: dict[int, list[int]] = defaultdict(list)
    for child, its_parents in enumerate(parents):
        for parent in its_parents:
            found[parent].append(child)
    return [found.get(at, ()) for at in range(len(parents))]


def _parents(at: int, group: Group, index: References, links: Links) -> Iterator[int]:
    for record in group:
        source = record.source.id
        by_code = [index.of_code(source, code) for code in record.concept.parents]
        numbers = [number.rpartition(".")[0] for number in record.concept.tree_numbers]
        by_tree_number = map(index.group_of_tree_number[source].get, numbers)
        of_record = links.of(record) if record.concept.links else ()
        by_link = [each.to for each in of_record if each.link.kind is Relation.PARENT]
        for parent in (*by_code, *by_tree_number, *by_link):
            if parent is not None and parent != at:
                yield parent


def _own_parents(groups: list[Group]) -> Iterator[tuple[int, int]]:
    """The links from a record to itself: a mistake of its source, unlike one between two records that share a page."""
    for at, group in enumerate(groups):
        for record in group:
            if record.concept.code in record.concept.parents:
                yield at, at


def _cut_cycles(parents: list[list[int]]) -> list[tuple[int, int]]:
    """Remove, in place, each link that leads back to where a walk towards the roots came from; return those links."""
    cut: list[tuple[int, int]] = []
    done: set[int] = set()
    for start in range(len(parents)):
        if start not in done:
            cut.extend(_walk(start, parents, done))
    for child, parent in cut:
        parents[child].remove(parent)
    return cut


def _walk(start: int, parents: list[list[int]], done: set[int]) -> Iterable[tuple[int, int]]:
    """Depth-first from one group to its roots, without recursion; yield the links that close a cycle."""
    path = {start}
    stack = [(start, iter(parents[start]))]
    while stack:
        child, remaining = stack[-1]
        parent = next((p for p in remaining if p not in done), None)
        if parent is None:
            stack.pop()
            path.discard(child)
            done.add(child)
        elif parent in path:
            yield child, parent
        else:
            path.add(parent)
            stack.append((parent, iter(parents[parent])))
