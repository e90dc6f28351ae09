"""Refusals: the reasons that keep two groups of records apart in spite of some evidence for joining them.

Two entries for one thing are a nuisance, one entry for two things is a danger. Names are compared within one language
only. The words of the checks are in `data/grouping.toml`.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum, StrEnum
from itertools import chain

from bot.building.merge.grouping.definition_checks import (
    is_adjective_of_noun,
    is_distinguished,
    is_member,
    is_part,
    is_species_of_genus,
)
from bot.building.merge.grouping.name_checks import (
    any_of,
    are_of_different_sides,
    are_qualified_unlike,
    gives_name_of,
    has_any_word,
    is_about_two,
    is_alike_medicine,
    is_animals,
    is_cancer_of_growth,
    is_excess_of_disease,
    is_finding_of_disease,
    is_form_of_medicine,
    is_inborn_form,
    is_made_of_natural,
    is_measured,
    is_narrowed,
    is_narrower,
    is_numbered_otherwise,
    is_one_of_numbered,
    is_part_of_that_name,
    is_salt_of_medicine,
    is_sign_of_syndrome,
)
from bot.building.merge.grouping.separations import are_separated
from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Group


class Refusal(StrEnum):
    """Why two groups stay apart, in the words of `medlex check`."""

    EDITOR = "records that an editor keeps apart"
    SIDES = "left and right, or one side and both"
    CANCER = "a benign or unspecified growth and cancer"
    FINDING = "a finding and the disease that shows it"
    SYNDROME = "a sign and a syndrome of its name"
    ANIMAL = "human and animal"
    ADJECTIVE = "an adjective and a noun"
    MEDICINE = "medicines that cannot stand in for each other"
    PART = "a whole and its part"
    CLASS = "a class and its member"
    UNLIKE = "names and definitions that have nothing in common"
    NARROWER = "a heading and a narrower name that is filed under it"


class Trust(IntEnum):
    """How strong the evidence for joining two groups is, from weak to strong: a synonym that may be wider or narrower,
    an exact synonym, each preferred name among the other's synonyms, the same preferred name, a publisher's
    declaration.
    """

    HINT = 0
    SYNONYM = 1
    MUTUAL = 2
    SAME_NAME = 3
    DECLARED = 4


def refusal(one: Group, other: Group, trust: Trust = Trust.SYNONYM) -> Refusal | None:
    """Return the first reason that keeps two groups apart, or None. Stronger evidence skips the weaker checks."""
    languages = {record.source.language for record in one} & {record.source.language for record in other}
    sides = [[record for record in side if record.source.language in languages] for side in (one, other)]
    if not all(sides):
        return None
    trust = max(trust, _trust(*sides))
    asked = ((why, check) for least, why, check in CHECKS if trust <= least)
    return next((why for why, check in asked if check(*sides) or check(*reversed(sides))), None)


def _trust(one: Group, other: Group) -> Trust:
    """Return how strong the evidence in the names of two groups is."""
    if _share_a_preferred_name(one, other):
        return Trust.SAME_NAME
    return Trust.MUTUAL if gives_name_of(one, other) and gives_name_of(other, one) else Trust.HINT


def _share_a_preferred_name(one: Group, other: Group) -> bool:
    forms = (frozenset().union(*(record.preferred_forms for record in side)) for side in (one, other))
    return bool(frozenset.intersection(*forms))


def narrower_names(group: Group) -> frozenset[str]:
    """Return the names of a group that mean less than the group: names of cancer among those of any growth, and of one
    side of the body among those of both. They lead to the group only if nothing else has that name.
    """
    known = grouping_words()
    names = [name.name for record in group for name in record.concept.names]
    text = "\n".join(names).lower()
    # Most groups have none of these words; searching each name with a pattern takes much longer.
    if not any(map(text.__contains__, chain(known.sides, known.cancer))):
        return frozenset()
    words = frozenset[str]() if has_any_word(group, known.sides) else known.sides
    if has_any_word(group, known.growth) and not has_any_word(group, known.cancer):
        words |= known.cancer
    return frozenset(filter(any_of(words).search, names)) if words else frozenset()


Check = Callable[[Group, Group], bool]

# The strongest evidence that each check still overrules.
CHECKS: tuple[tuple[Trust, Refusal, Check], ...] = (
    (Trust.DECLARED, Refusal.EDITOR, are_separated),
    (Trust.DECLARED, Refusal.SIDES, are_of_different_sides),
    (Trust.DECLARED, Refusal.CANCER, is_cancer_of_growth),
    (Trust.SAME_NAME, Refusal.ANIMAL, is_animals),
    (Trust.SAME_NAME, Refusal.ADJECTIVE, is_adjective_of_noun),
    (Trust.MUTUAL, Refusal.MEDICINE, is_form_of_medicine),
    (Trust.MUTUAL, Refusal.MEDICINE, is_numbered_otherwise),
    (Trust.MUTUAL, Refusal.MEDICINE, is_made_of_natural),
    (Trust.SYNONYM, Refusal.MEDICINE, is_alike_medicine),
    (Trust.MUTUAL, Refusal.FINDING, is_finding_of_disease),
    (Trust.MUTUAL, Refusal.FINDING, is_measured),
    (Trust.MUTUAL, Refusal.FINDING, is_excess_of_disease),
    (Trust.SYNONYM, Refusal.SYNDROME, is_sign_of_syndrome),
    (Trust.SYNONYM, Refusal.PART, is_part),
    (Trust.SYNONYM, Refusal.CLASS, is_member),
    (Trust.SYNONYM, Refusal.CLASS, is_one_of_numbered),
    (Trust.SYNONYM, Refusal.CLASS, is_narrowed),
    (Trust.SYNONYM, Refusal.CLASS, is_about_two),
    (Trust.MUTUAL, Refusal.CLASS, is_species_of_genus),
    (Trust.MUTUAL, Refusal.UNLIKE, is_distinguished),
    (Trust.SYNONYM, Refusal.CLASS, are_qualified_unlike),
    (Trust.SYNONYM, Refusal.NARROWER, is_part_of_that_name),
    (Trust.HINT, Refusal.MEDICINE, is_salt_of_medicine),
    (Trust.SYNONYM, Refusal.CLASS, is_inborn_form),
    (Trust.HINT, Refusal.NARROWER, is_narrower),
)
