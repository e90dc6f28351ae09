"""Kinds and parts of the body: the facial artery is an artery, the abdominal aorta a part of the aorta."""

from __future__ import annotations

from collections.abc import Iterable

from bot.building.merge.parents.claims import Claim, is_plural
from bot.building.merge.parents.evidence import Evidence
from bot.building.merge.parents.genus import natural_words
from bot.building.merge.parents.verdicts import HEADING, LIKELY, SURE, WHOLE, Verdict
from bot.building.merge.parents.word_lists import words_for_parents
from bot.terms.model import SemanticGroup, SemanticType

# Things of the first kind are parts of things of the other kinds, never kinds of them.
WITHIN = {
    SemanticType.CELL_PART: {SemanticType.CELL, SemanticType.TISSUE, SemanticType.BODY_PART},
    SemanticType.CELL: {SemanticType.TISSUE, SemanticType.BODY_PART, SemanticType.BODY_SUBSTANCE},
}


def verdict(at: int, to: int, headword: str, claims: list[Claim], evidence: Evidence) -> Verdict:
    """Evaluate the claims that group `at` is below group `to`, which has this headword, if no source distinguishes
    kinds from parts.
    """
    if headword in words_for_parents().no_wholes:
        return HEADING
    ends_with_name = evidence.ends_with_name(at, to)
    if _are_parts_by_kind(claims) or _is_system(headword):
        return HEADING if ends_with_name and not _is_system(headword) else WHOLE
    is_class = _is_made_of_many(headword)
    if ends_with_name and " of " not in headword:
        return SURE if is_class or _are_cells(claims) else WHOLE
    if is_class and evidence.is_defined_as(at, to):
        return SURE
    if _are_cells(claims):
        return LIKELY if all(claim.by_tree_number for claim in claims) else SURE
    is_whole = not is_class and any(_is_in_one(claim) for claim in claims)
    return WHOLE if is_whole and evidence.words_occur(at, to) else HEADING


def _is_made_of_many(headword: str) -> bool:
    """Return True if the body has many of a part, so that its name is the name of a class: artery, cranial nerve; not
    aorta.
    """
    words = natural_words(headword)
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    lists = words_for_parents()
    ends = [" ".join(words[at:]) for at in range(len(words))]
    return not lists.no_classes.intersection(ends) and not lists.classes.isdisjoint(ends)


def _is_system(headword: str) -> bool:
    """Return True if a thing is a system of the body: everything below it is a part of it."""
    return headword.partition(" of ")[0].endswith(" system") and headword not in words_for_parents().no_systems


def _are_parts_by_kind(claims: Iterable[Claim]) -> bool:
    """Return True if all claims are about a part of a cell below a cell, or a cell below an organ."""
    return all(_is_within(claim) for claim in claims)


def _is_within(claim: Claim) -> bool:
    if claim.parent is None:
        return False
    own, above = claim.record.concept.semantic_types, claim.parent.concept.semantic_types
    return bool(own and above) and above[0] in WITHIN.get(own[0], ())


def _is_in_one(claim: Claim) -> bool:
    """Return True if a source files a part of the body below another one that exists once."""
    is_anatomy = claim.parent is not None and SemanticGroup.ANATOMY in claim.parent.semantic_groups
    return claim.by_tree_number and is_anatomy and not is_plural(claim.parent)


def _are_cells(claims: Iterable[Claim]) -> bool:
    return all(
        claim.parent is not None
        and SemanticType.CELL in claim.record.concept.semantic_types
        and SemanticType.CELL in claim.parent.concept.semantic_types
        for claim in claims
    )
