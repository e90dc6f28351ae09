"""The checks that distinguish two groups of records by what their definitions say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.building.merge.records import Group
from bot.terms.normal_forms import fold

ADJECTIVE = re.compile(
    r"having to do with|describ|relat(?:ed|ing) to|pertaining to|of or (?:having|relating)"
    r"|refers? to (?!an?\b|any\b|the\b)",
    re.IGNORECASE,
)
ARTICLES = r"(?:(?:a|an|the|any|some|certain|several|rare|common|various)\s+)*"
MEMBER = re.compile(rf"\b(?:type|kind|form|subtype|subset|variant|example|member|species)s? of {ARTICLES}$")
PART = re.compile(
    rf"\b(?:(?:part|portion|segment|region|layer|lining|wall|branch|subdivision|component|surface)s? of"
    rf"|contain(?:s|ing)?) {ARTICLES}$"
)
UNLIKE = re.compile(
    r"\b(?:different from|distinct from|differentiated from|distinguished from|unrelated to|confused with"
    r"|not refer to) (?:the )?$"
)
GENUS = re.compile(r"(?:a|an|the)? ?(?:\w+ )?genus\b", re.IGNORECASE)


def is_adjective_of_noun(adjective: Group, noun: Group) -> bool:
    """Return True if all definitions of one begin like those of adjectives ("Having to do with the kidney") and none of
    the other's does.
    """
    texts = [[text for record in side for text in record.concept.definitions] for side in (adjective, noun)]
    return all(texts) and all(map(ADJECTIVE.match, texts[0])) and not any(map(ADJECTIVE.match, texts[1]))


def is_member(member: Group, group: Group) -> bool:
    """Return True if a definition of one calls it a kind of the other ("A type of lupus")."""
    return _precedes_name(member, group, MEMBER)


def is_part(part: Group, whole: Group) -> bool:
    """Return True if a definition of one says that it is a part of the other, or contains it."""
    return _precedes_name(part, whole, PART)


def _precedes_name(defined: Group, named: Group, before: re.Pattern[str]) -> bool:
    names = {fold(record.concept.preferred_name) for record in named}
    texts = [fold(text) for record in defined for text in record.concept.definitions]
    return any(before.search(text[:at]) for name in names for text in texts for at in _places(name, text))


def _places(name: str, text: str) -> Iterator[int]:
    """Yield the positions at which a name occurs in a text as whole words."""
    at = text.find(name)
    while at >= 0:
        if not text[at + len(name) : at + len(name) + 1].isalpha():
            yield at
        at = text.find(name, at + 1)


def is_species_of_genus(species: Group, genus: Group) -> bool:
    """Return True if definitions of one begin with the word genus, and none of the other's does."""
    texts = [[text for record in side for text in record.concept.definitions] for side in (genus, species)]
    return all(texts) and any(map(GENUS.match, texts[0])) and not any(map(GENUS.match, texts[1]))


def is_distinguished(one: Group, other: Group) -> bool:
    """Return True if a definition of one says that it differs from the other."""
    return _precedes_name(one, other, UNLIKE)
