"""Decide if one name is the singular of another, and if people use it."""

from __future__ import annotations

from collections.abc import Collection

from bot.building.merge.names.everyday_words import everyday_words
from bot.building.merge.names.usage import Usage, words
from bot.terms.model import SemanticGroup
from bot.terms.spelling import singular

FIELD = "ics"
# Words in -ics for these things have a singular: tics, anesthetics, orthotics.
COUNTABLE = frozenset({SemanticGroup.CHEMICALS, SemanticGroup.DEVICES, SemanticGroup.DISORDERS, SemanticGroup.LIVING})
# If a plural is used so many times as often ("feces"), its singular is a mistake.
MAX_PLURAL_RATIO = 100
# NLM's headings for a whole field ("physiological phenomena") do not mean a single one.
NO_PLURAL = frozenset({"phenomena"})
# From so many uses of the plural on, a singular in use would have been seen.
MIN_PLURAL_USES = 10
# Words that only look like plurals: "Epispadias", "homeostasis".
NO_PLAIN_PLURAL = ("as", "is", "os", "ss", "us")


def is_singular_of(one: str, plural: str) -> bool:
    """Return True if a name is another with one or more words in the singular ("hand dermatosis", "Hand
    Dermatoses").
    """
    pairs = list(zip(one.split(), plural.split(), strict=False))
    if len(one.split()) != len(plural.split()):
        return False
    return one.lower() != plural.lower() and all(map(_is_alike_or_singular, *zip(*pairs, strict=True)))


def _is_alike_or_singular(one: str, other: str) -> bool:
    one, other = one.lower(), other.lower()
    if one == other:
        return True
    before, hyphen, last = other.rpartition("-")
    return one == f"{before}{hyphen}{singular(last)}" and singular(last) != last


def is_singular_in_use(one: str, plural: str, usage: Usage, groups: Collection[SemanticGroup]) -> bool:
    """Return True if people use the singular of a name, as far as sentences show.

    NLM also lists "Aede", "Physic" and "Epispadia", which nobody writes. The name of a field is never made an adjective
    ("forensic genetics", "genetic").
    """
    differing = [(new, old) for new, old in zip(words(one), words(plural), strict=False) if new != old]
    return bool(differing) and all(_is_used(new, old, usage, groups) for new, old in differing)


def _is_used(one: str, plural: str, usage: Usage, groups: Collection[SemanticGroup]) -> bool:
    if plural in NO_PLURAL or (plural.endswith(FIELD) and COUNTABLE.isdisjoint(groups)):
        return False
    often, plurals = (usage.small.get(word, 0) + usage.capital.get(word, 0) for word in (one, plural))
    if often * MAX_PLURAL_RATIO > plurals or one in everyday_words("en"):
        return True
    is_plain = plural == f"{one}s" and not plural.endswith(NO_PLAIN_PLURAL)
    is_name = plural in usage.capital
    return is_plain and plurals < MIN_PLURAL_USES and not is_name and SemanticGroup.LIVING not in groups
