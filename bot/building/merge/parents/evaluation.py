"""Evaluates the claims about parents: whether one thing is a kind of another, a part of it, or only filed below it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.building.merge.parents import anatomy, disorders
from bot.building.merge.parents.cancers import is_always_cancer, is_called_harmless, is_cancer
from bot.building.merge.parents.claims import Claim, Claims, is_curated, is_list, is_plural
from bot.building.merge.parents.evidence import Evidence
from bot.building.merge.parents.genus import is_grouping
from bot.building.merge.parents.verdicts import HEADING, LIKELY, SURE, Outcome, Reason, Verdict
from bot.building.merge.records import Group, Record
from bot.terms.model import Relation, SemanticGroup, SemanticType
from bot.terms.normal_forms import normal_forms

# Things of two different groups of these are never kinds of each other.
EXCLUSIVE_GROUPS = frozenset(
    {
        SemanticGroup.ANATOMY,
        SemanticGroup.DISORDERS,
        SemanticGroup.LIVING,
        SemanticGroup.PROCEDURES,
        SemanticGroup.PLACES,
        SemanticGroup.ORGANIZATIONS,
        SemanticGroup.OCCUPATIONS,
    }
)


class ClaimEvaluator:
    """Evaluates all claims about the parents of groups."""

    def __init__(self, groups: list[Group], headwords: Sequence[str], claims: Claims) -> None:
        self._groups = groups
        self._headwords = headwords
        self._evidence = Evidence(groups, claims)
        self.cancers = list(map(is_cancer, headwords))
        self._consistent_sources = _sources_of_kinds_only(groups)

    def has_consistent_hierarchy(self, at: int) -> bool:
        """Return True if a group is a single record of a vocabulary whose parents are all kinds, so that its hierarchy
        is consistent.
        """
        (first, *others) = self._groups[at]
        are_kinds = first.source.id in self._consistent_sources and not first.source.traits.curated_synonyms
        return are_kinds and not others and not first.concept.tree_numbers

    def contradiction(self, at: int, to: int, parent: Record | None) -> Reason | None:
        """Return the reason why the only record of group `at` has no parent in group `to`, although its source says so;
        `parent` is the source's record.
        """
        if reason := self._refusal(at, to, [parent]):
            return reason
        if self._is_cancer_above_harmless(at, to):
            return Reason.CANCER
        evidence = self._evidence
        is_known = len(self._groups[to]) == 1 or evidence.represents_page(to, parent) or evidence.is_called(at, to)
        return None if is_known else Reason.JOINED

    def verdict(self, at: int, to: int, claims: list[Claim]) -> Verdict:
        """Evaluate the claims that group `at` is below group `to`."""
        if reason := self._refusal(at, to, [claim.parent for claim in claims]):
            return Verdict(Outcome.REFUSED, reason)
        if self.cancers[to] and is_called_harmless(self._groups[at]):
            return Verdict(Outcome.REFUSED, Reason.CANCER)
        return SURE if is_curated(claims) else self._of_specialists(at, to, claims)

    def _of_specialists(self, at: int, to: int, claims: list[Claim]) -> Verdict:
        claims = [claim for claim in claims if not self._has_other_title(to, claim)]
        if not claims:
            return Verdict(Outcome.REFUSED, Reason.JOINED)
        if self._is_cancer_above_harmless(at, to):
            return Verdict(Outcome.REFUSED, Reason.CANCER)
        if self._exclude_each_other(at, to):
            return Verdict(Outcome.HEADING, Reason.FAMILY)
        if any(SemanticGroup.ANATOMY in claim.record.semantic_groups for claim in claims):
            return self._of_anatomy(at, to, claims)
        return self._of_others(at, to, claims)

    def _refusal(self, at: int, to: int, parents: list[Record | None]) -> Reason | None:
        if _in_singular(self._headwords[at]) == _in_singular(self._headwords[to]) or self._is_own_name(at, to):
            return Reason.SELF
        return Reason.LIST if all(map(is_list, parents)) else None

    def _is_own_name(self, at: int, to: int) -> bool:
        """Return True if the claimed parent has the same name as one of several records of the group."""
        group = self._groups[at]
        if len(group) == 1:
            return False
        forms = normal_forms(self._headwords[to])
        return any(not record.preferred_forms.isdisjoint(forms) for record in group)

    def _is_cancer_above_harmless(self, at: int, to: int) -> bool:
        return self.cancers[to] and not is_always_cancer(self._headwords[at], self._groups[at])

    def _exclude_each_other(self, at: int, to: int) -> bool:
        one, other = (self._semantic_groups(each) for each in (at, to))
        return bool(one and other) and not one & other and one <= EXCLUSIVE_GROUPS and other <= EXCLUSIVE_GROUPS

    def _semantic_groups(self, at: int) -> frozenset[SemanticGroup]:
        return next((record.semantic_groups for record in self._groups[at] if record.semantic_groups), frozenset())

    def _has_other_title(self, to: int, claim: Claim) -> bool:
        return self._evidence.has_other_title(to, self._headwords[to], claim.parent)

    def _of_anatomy(self, at: int, to: int, claims: list[Claim]) -> Verdict:
        are_kinds = any(
            claim.record.source.id in self._consistent_sources and not claim.by_tree_number for claim in claims
        )
        return SURE if are_kinds else anatomy.verdict(at, to, self._headwords[to], claims, self._evidence)

    def _of_others(self, at: int, to: int, claims: list[Claim]) -> Verdict:
        if len(claims) == len(self._groups[at]) == 1 and _means_kind(claims[0]):
            return LIKELY
        if self._evidence.is_called(at, to):
            return SURE
        meant = [claim for claim in claims if self._represent_pages(at, to, claim)]
        if not meant:
            return Verdict(Outcome.REFUSED, Reason.JOINED)
        if any(SemanticGroup.DISORDERS in claim.record.semantic_groups for claim in meant):
            return disorders.verdict(at, to, (self._headwords[at], self._headwords[to]), meant, self._evidence)
        if self._evidence.is_confirmed(at, to, meant):
            return SURE
        return LIKELY if any(not claim.by_tree_number or _means_kind(claim) for claim in meant) else HEADING

    def _represent_pages(self, at: int, to: int, claim: Claim) -> bool:
        """Return True if both records of a claim mean what their pages are about."""
        return self._evidence.represents_page(at, claim.record) and self._evidence.represents_page(to, claim.parent)


def _in_singular(headword: str) -> str:
    return headword.lower().removesuffix("s")


def _sources_of_kinds_only(groups: list[Group]) -> frozenset[str]:
    """Return the sources whose parents are all kinds: those that never mix kinds and parts, and those that state parts
    separately.
    """
    sources = {record.source.id: record.source for group in groups for record in group}
    linked = (record for group in groups for record in group if record.concept.links)
    telling = {
        record.source.id for record in linked if any(link.kind is Relation.PART_OF for link in record.concept.links)
    }
    return frozenset(id for id, source in sources.items() if id in telling or not source.traits.mixes_parts)


def _means_kind(claim: Claim) -> bool:
    """Return True if a source with tree numbers probably means a kind: for organisms, for chemicals below a plural
    class name, and for procedures below a class of them.
    """
    if claim.parent is None or not claim.by_tree_number:
        return False
    groups = claim.record.semantic_groups
    if SemanticGroup.CHEMICALS in groups:
        return is_plural(claim.parent)
    if SemanticGroup.PROCEDURES in groups:
        return is_grouping(claim.parent.concept.preferred_name)
    return SemanticType.ORGANISM in claim.record.concept.semantic_types
