"""Graph algorithms for a hierarchy of numbered groups: `parents` holds the numbers of the parents of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence


def parents_first(parents: list[list[int]]) -> Iterator[int]:
    """Yield every number after those of its parents."""
    done: set[int] = set()
    for start, its_parents in enumerate(parents):
        if start not in done and done.issuperset(its_parents):  # most, which is seen quickly
            done.add(start)
            yield start
            continue
        waiting = [start]
        while waiting:
            at = waiting[-1]
            above = [to for to in parents[at] if to not in done]
            if above:
                waiting += above
            else:
                waiting.pop()
                if at not in done:
                    done.add(at)
                    yield at


def above_others(its_parents: list[int], parents: list[list[int]]) -> set[int]:
    """Return those of some parents that are ancestors of others of them."""
    wanted, seen = set(its_parents), set[int]()
    waiting = [above for to in its_parents for above in parents[to]]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += parents[at]
    return wanted & seen


def children_of(parents: list[list[int]]) -> list[Sequence[int]]:
    """Return the children of every group. Most have none and share one empty sequence."""
    found: dict[int, list[int]] = defaultdict(list)
    for child, its_parents in enumerate(parents):
        for parent in its_parents:
            found[parent].append(child)
    return [found.get(at, ()) for at in range(len(parents))]


def cut_cycles(parents: list[list[int]]) -> list[tuple[int, int]]:
    """Remove, in place, the links that close a cycle on a walk towards the roots, and return them as
    (child, parent).
    """
    cut: list[tuple[int, int]] = []
    done: set[int] = set()
    for start, its_parents in enumerate(parents):
        if start in done:
            continue
        if done.issuperset(its_parents):  # most, which is seen quickly
            done.add(start)
        else:
            cut.extend(_walk(start, parents, done))
    for child, parent in cut:
        parents[child].remove(parent)
    return cut


def _walk(start: int, parents: list[list[int]], done: set[int]) -> Iterable[tuple[int, int]]:
    """Walk depth-first from one group to its roots, without recursion; yield the links that close a cycle."""
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
