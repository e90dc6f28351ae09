"""Kinds of disorders, and what only comes with them: an eye disease may be told by where a thesaurus files it, no single disease."""

from __future__ import annotations

from bot.building.parents.claims import Claim
from bot.building.parents.evidence import Evidence
from bot.building.parents.genus import is_grouping
from bot.building.parents.refused import Reason
from bot.building.parents.verdicts import AGREED, FILED, LIKELY, SURE, Standing, Verdict
from bot.lexicon.model import SemanticType


def verdict(at: int, to: int, headword: str, claims: list[Claim], evidence: Evidence) -> Verdict:
    """What becomes of the claims that a disorder, group `at`, is below group `to`, which has this headword.

    Sources agree on groups of disorders; what they have below a single disease often only comes with it.
    """
    claims = [claim for claim in claims if not _is_symptom_with_disease(claim)]
    if not claims:
        return Verdict(Standing.FILED, Reason.SYMPTOM)
    is_agreed = evidence.is_agreed(at, to, claims)
    is_group = is_grouping(headword)
    if is_group and (is_agreed or not all(claim.is_filed for claim in claims)):
        return SURE if is_agreed else LIKELY
    if evidence.is_mentioned(at, to):
        return Verdict(Standing.FILED, Reason.MENTIONED)
    single = AGREED if is_agreed else FILED
    return LIKELY if is_group else single


def _is_symptom_with_disease(claim: Claim) -> bool:
    """Whether a source files a symptom under a disease, or a disease under a symptom."""
    if claim.parent is None or not claim.is_filed:
        return False
    symptom = SemanticType.SYMPTOM
    return (symptom in claim.record.concept.semantic_types) != (symptom in claim.parent.concept.semantic_types)
