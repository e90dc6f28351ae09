"""Kinds of disorders, as distinguished from disorders that merely occur together. Names and definitions decide, not the
tree.
"""

from __future__ import annotations

import re

from bot.building.merge.parents.claims import Claim
from bot.building.merge.parents.disorder_words import are_of_one_sort, is_infection, noun
from bot.building.merge.parents.evidence import Evidence
from bot.building.merge.parents.genus import is_grouping
from bot.building.merge.parents.verdicts import AGREED, HEADING, LIKELY, SURE, Outcome, Reason, Verdict
from bot.building.merge.parents.word_lists import words_for_parents
from bot.terms.model import SemanticType

# Shorter words do not identify a disease by its last word.
MIN_NOUN = 5
MENTIONED = Verdict(Outcome.HEADING, Reason.MENTIONED)
# A capital before small letters that a headword has kept is that of a proper name.
NAMED_AFTER = re.compile(r"\b[A-Z][a-z]")


def verdict(at: int, to: int, names: tuple[str, str], claims: list[Claim], evidence: Evidence) -> Verdict:
    """Evaluate the claims that a disorder, group `at`, is below group `to`; `names` are the headwords of both.

    Sources also file diseases by what they occur with, and copy each other's trees. A class of disorders is accepted if
    names or definitions confirm it; what a source files below a single disease often only occurs with it.
    """
    claims = [claim for claim in claims if not _is_symptom_with_disease(claim)]
    if not claims:
        return Verdict(Outcome.HEADING, Reason.SYMPTOM)
    is_confirmed = evidence.is_confirmed(at, to, claims)
    if _are_signs(names, claims):
        return LIKELY
    if _is_group(names[1], claims):
        found = _of_group(at, to, names, is_confirmed, evidence)
        return MENTIONED if found is HEADING and evidence.is_mentioned(at, to) else found
    if evidence.is_mentioned(at, to):
        return MENTIONED
    return AGREED if is_confirmed and _end_alike(*names) else HEADING


def _of_group(at: int, to: int, names: tuple[str, str], is_confirmed: bool, evidence: Evidence) -> Verdict:
    if is_confirmed and _are_groups_of_one_sort(*names):
        return SURE
    is_of_same_sort = evidence.is_of_same_sort(at, to)
    if evidence.is_infection_by_germs(to):
        is_infection = not evidence.is_growth(at) and (is_of_same_sort or is_confirmed)
        return (SURE if is_confirmed else LIKELY) if is_infection else HEADING
    if is_of_same_sort and evidence.has_words_of(at, to, confirmed=is_confirmed):
        return SURE if is_confirmed else LIKELY
    return HEADING


def _are_signs(names: tuple[str, str], claims: list[Claim]) -> bool:
    """Return True if a source has a symptom below a group of symptoms."""
    is_symptom = any(SemanticType.SYMPTOM in claim.record.concept.semantic_types for claim in claims)
    lists = words_for_parents()
    return is_symptom and noun(names[1]) in lists.signs and noun(names[0]) not in lists.common_nouns


def _is_group(headword: str, claims: list[Claim]) -> bool:
    """Return True if a headword is that of a class of disorders: "eye disease", but not "Graves' disease", which has a
    person's name. Infections are named after germs, whose capitals do not count.
    """
    parents = (claim.parent.concept.preferred_name for claim in claims if claim.parent)
    is_group = is_grouping(headword) or any(map(is_grouping, parents))
    return is_group and (is_infection(noun(headword)) or not NAMED_AFTER.search(headword))


def _are_groups_of_one_sort(one: str, other: str) -> bool:
    """Return True if both are classes of the same sort: bile duct neoplasm, biliary tract neoplasm."""
    if not (is_grouping(one) and is_grouping(other)):
        return False
    says_little = words_for_parents().says_little
    if noun(other) in says_little:
        return noun(one) in says_little
    return are_of_one_sort(noun(other), [noun(one)])


def _end_alike(one: str, other: str) -> bool:
    """Return True if one headword's noun ends with the other's: femoral neuropathy, mononeuropathy."""
    ends = sorted((noun(one), noun(other)), key=len)
    is_specific = ends[0] not in words_for_parents().common_nouns
    return len(ends[0]) >= MIN_NOUN and is_specific and ends[1].endswith(ends[0])


def _is_symptom_with_disease(claim: Claim) -> bool:
    """Return True if a source files a symptom below a disease, or a disease below a symptom."""
    if claim.parent is None or not claim.by_tree_number:
        return False
    symptom = SemanticType.SYMPTOM
    return (symptom in claim.record.concept.semantic_types) != (symptom in claim.parent.concept.semantic_types)
