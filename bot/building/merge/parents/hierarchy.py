"""The hierarchy: the parents and wholes of each group, from the claims of all sources, as one graph without cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from bot.building.merge.links import Links, References
from bot.building.merge.parents.cancers import is_always_cancer
from bot.building.merge.parents.claims import Claims, is_catch_all, is_curated
from bot.building.merge.parents.evaluation import ClaimEvaluator
from bot.building.merge.parents.genus import clear_word_cache
from bot.building.merge.parents.graph import above_others, children_of, cut_cycles, parents_first
from bot.building.merge.parents.verdicts import Outcome, Reason, RefusedClaims
from bot.building.merge.parents.word_lists import words_for_parents
from bot.building.merge.records import Group, weight

# At most so many parents are shown if none is sure.
MAX_UNSURE = 2
BEST_FIRST = (Outcome.SURE, Outcome.AGREED, Outcome.LIKELY)
NONE: AbstractSet[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The hierarchy by numbers of groups.

    `wholes` and `headings` have only the groups with any: what they are a part of, and the headings under
    which they are only filed. `cut` are the (child, parent) links that closed a cycle, `catch_alls` the
    groups that are too general to say what a thing is, `refused` the other claims that are not shown.
    """

    parents: list[list[int]]
    children: list[Sequence[int]]
    wholes: dict[int, list[int]]
    headings: dict[int, list[int]]
    cut: list[tuple[int, int]]
    catch_alls: frozenset[int]
    refused: RefusedClaims


def hierarchy(groups: list[Group], headwords: Sequence[str], index: References, links: Links) -> Hierarchy:
    """Return the parents of every group, the plainest first, with every cycle cut at the link that closes it."""
    made = _HierarchyBuilder(groups, headwords, Claims(groups, index, links)).build()
    clear_word_cache()
    return made


class _HierarchyBuilder:
    """Builds a hierarchy."""

    def __init__(self, groups: list[Group], headwords: Sequence[str], claims: Claims) -> None:
        self._groups = groups
        self._headwords = headwords
        self._claims = claims
        self._evaluator = ClaimEvaluator(groups, headwords, claims)
        self._catch_alls = frozenset(at for at, group in enumerate(groups) if is_catch_all(group))
        self._wholes: dict[int, list[int]] = {}
        self._headings: dict[int, list[int]] = defaultdict(list)
        self._curated: dict[int, set[int]] = defaultdict(set)
        self._refused = RefusedClaims()
        # The groups whose claims had to be evaluated.
        self._evaluated: list[int] = []

    def build(self) -> Hierarchy:
        parents = list(map(self._parents, range(len(self._groups))))
        cut = [*_own_parents(self._groups), *cut_cycles(parents)]
        self._remove_from_cancers(parents)
        self._remove_ancestors(parents)
        self._remove_farther_wholes(parents)
        return Hierarchy(
            parents, children_of(parents), self._wholes, self._headings, cut, self._catch_alls, self._refused
        )

    def _parents(self, at: int) -> list[int]:
        """Return the parents of one group, the plainest first; note the other relations that are claimed."""
        if self._evaluator.has_consistent_hierarchy(at):
            return self._parents_of_one(at)
        by_outcome = self._evaluate_claims(at)
        wholes = list(dict.fromkeys((*self._claims.wholes_of(at), *by_outcome[Outcome.WHOLE])))
        if wholes:
            self._wholes[at] = wholes
        if by_outcome.keys() <= {Outcome.WHOLE}:  # of many things nothing is claimed
            return []
        self._evaluated.append(at)
        if headings := by_outcome[Outcome.HEADING]:
            self._headings[at] = headings
        return self._chosen(at, *(by_outcome[outcome] for outcome in BEST_FIRST))

    def _parents_of_one(self, at: int) -> list[int]:
        """Return the parents that a group's only record names. Its source's hierarchy is consistent, so the claims need
        not be evaluated: this is the case for most groups.
        """
        wholes = list(dict.fromkeys(self._claims.wholes_of(at)))
        if wholes:
            self._wholes[at] = wholes
        accepted = []
        for to, parent in self._claims.named(at).items():
            if reason := self._evaluator.contradiction(at, to, parent):
                self._refused.note(reason, at, to)
            else:
                accepted.append(to)
        near = [to for to in accepted if to not in self._catch_alls] or accepted
        for to in accepted[:] if len(near) < len(accepted) else ():
            if to not in near:
                self._pass_over(at, to, Reason.CATCH_ALL)
        return near

    def _evaluate_claims(self, at: int) -> dict[Outcome, list[int]]:
        """Return the claimed parents of a group, by the outcome of their evaluation."""
        by_outcome: dict[Outcome, list[int]] = defaultdict(list)
        for to, claims in self._claims.of(at).items():
            verdict = self._evaluator.verdict(at, to, claims)
            by_outcome[verdict.outcome].append(to)
            if verdict.reason:
                self._refused.note(verdict.reason, at, to)
            if is_curated(claims):
                self._curated[at].add(to)
        return by_outcome

    def _chosen(self, at: int, sure: list[int], *others: list[int]) -> list[int]:
        """Return the sure parents.

        If all of those are too general, the plainest of the most reliable others are added.
        """
        chosen = self._specific(at, sure)
        if not chosen:
            best = next(filter(None, (self._specific(at, tier) for tier in others)), [])
            chosen = [to for to in sure if not self._is_too_general(at, to)] + best[:MAX_UNSURE]
        for to in chain(sure, *others):
            if to not in chosen:
                self._pass_over(at, to, Reason.CATCH_ALL if to in self._catch_alls else Reason.BEHIND)
        return chosen

    def _is_too_general(self, at: int, to: int) -> bool:
        """Return True if a parent only says that a thing is a syndrome or some disease, and no source for readers
        claims it.
        """
        is_curated_claim = to in self._curated.get(at, NONE)
        return (
            to in self._catch_alls
            and not is_curated_claim
            and self._headwords[to].lower() in words_for_parents().says_little
        )

    def _specific(self, at: int, tier: list[int]) -> list[int]:
        """Return those of some parents that are not too general: sources for readers first, then the best known; one
        for each headword.
        """
        near = [to for to in tier if to not in self._catch_alls]
        if len(near) < 2:
            return near
        curated = self._curated.get(at, NONE)
        near.sort(key=lambda to: (to not in curated, -weight(self._groups[to], 0)))
        return list({self._headwords[to]: to for to in reversed(near)}.values())[::-1]

    def _pass_over(self, at: int, to: int, reason: Reason) -> None:
        self._headings[at].append(to)
        self._refused.note(reason, at, to)

    def _remove_from_cancers(self, parents: list[list[int]]) -> None:
        """Remove, in place, the links from things that are not always cancers to descendants of a cancer."""
        cancerous: list[bool] = [False] * len(parents)
        for at in parents_first(parents):
            below = [to for to in parents[at] if cancerous[to]]
            if below and self._may_be_harmless(at, below):
                parents[at] = [to for to in parents[at] if to not in below]
                for to in below:
                    self._refused.note(Reason.CANCER, at, to)
                below = []
            cancerous[at] = bool(below) or self._evaluator.cancers[at]

    def _may_be_harmless(self, at: int, cancers: list[int]) -> bool:
        is_curated_claim = not self._curated.get(at, NONE).isdisjoint(cancers)
        return not is_curated_claim and not is_always_cancer(self._headwords[at], self._groups[at])

    def _remove_ancestors(self, parents: list[list[int]]) -> None:
        """Remove, in place, each parent that is an ancestor of another parent. A parent from a source for readers is
        removed only if the nearer one is from such a source as well.
        """
        above: dict[int, set[int]] = {}
        for at in self._evaluated:
            its_parents = parents[at]
            if len(its_parents) > 1:
                plain = self._curated.get(at, NONE)
                above[at] = above_others(its_parents, parents) - plain
                above[at] |= above_others([to for to in its_parents if to in plain], parents)
        for at, taken in above.items():
            parents[at] = [to for to in parents[at] if to not in taken]
            for to in taken:
                self._refused.note(Reason.ANCESTOR, at, to)

    def _remove_farther_wholes(self, parents: list[list[int]]) -> None:
        """Leave out wholes that close a cycle, that are parents as well, or that have a nearer whole below them."""
        cut_cycles([self._wholes.get(at, []) for at in range(len(parents))])
        above = parents.copy()
        for at, wholes in self._wholes.items():
            above[at] = [*parents[at], *wholes]
        nearest: dict[int, list[int]] = {}
        for at, all_of_them in self._wholes.items():
            wholes = [to for to in all_of_them if to not in parents[at]]
            farther = above_others(wholes, above) if len(wholes) > 1 else NONE
            if wholes:
                nearest[at] = [to for to in wholes if to not in farther] or wholes
        self._wholes = nearest


def _own_parents(groups: list[Group]) -> Iterator[tuple[int, int]]:
    """Yield the links from a record to itself, which are mistakes of its source, unlike links between two records of
    one group.
    """
    for at, group in enumerate(groups):
        for record in group:
            if record.concept.code in record.concept.parents:
                yield at, at
