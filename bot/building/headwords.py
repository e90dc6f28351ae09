"""What an entry is called: the plainest source's preferred name, singular, in natural word order, in lower case unless it
is a proper name or an abbreviation.

A publisher's capitals say nothing ("Breast Neoplasms"), so the case of a word is learnt from the publishers' own
sentences: a word that stands in lower case in some definition is a common word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from bot.building.everyday_words import everyday_words
from bot.building.records import Group, Record
from bot.lexicon.model import NameKind, SemanticGroup
from bot.lexicon.names import is_inverted, looks_like_abbreviation
from bot.sources.concept import Concept

LOWER_CASE_WORD = re.compile(r"(?<![\w-])[a-z]{2,}(?![\w-])")
WORD = re.compile(r"[^\W\d_]+")
PART = re.compile(r"[^\s,-]+")
FIELD = "ics"
# What words in -ics that have a singular name: tics, anesthetics, orthotics.
COUNTED = frozenset({SemanticGroup.CHEMICALS, SemanticGroup.DEVICES, SemanticGroup.DISORDERS, SemanticGroup.LIVING})
NO_PLURAL = ("as", "is", "os", "ss", "us")
# "Solute Carrier Family 12, Member 3" is turned round nowhere.
NUMBERED = "member "


def common_words_in(concepts: Iterable[Concept]) -> frozenset[str]:
    """Every word that stands in lower case somewhere in the definitions of these concepts."""
    between_spaces: set[str] = set()
    for concept in concepts:
        between_spaces.update(" ".join(concept.definitions).split())
    return frozenset(LOWER_CASE_WORD.findall(" ".join(between_spaces)))


def headword(group: Group, common: frozenset[str]) -> str:
    """The headword of a group whose records stand plainest first.

    A row of a list of abbreviations names nothing that another source defines: "MI: heart attack" leaves myocardial infarction its name.
    """
    group = [record for record in group if not record.only_writes_out] or group
    plainest = [record for record in group if record.source.id == group[0].source.id]
    traits = plainest[0].source.traits
    if not traits.prose_titles:
        return natural_name(plainest[0], common)
    title = min(plainest, key=lambda record: _oddity(record, group)).concept.preferred_name
    return title if traits.titles_as_written else _generic_name(title, group, common) or title


def _generic_name(title: str, group: Group, common: frozenset[str]) -> str | None:
    """What another source calls a medicine whose plainest source has it under a brand name only; None for any other thing.

    Clonidine is the medicine, Catapres one of its brands (https://www.nlm.nih.gov/research/umls/rxnorm/overview.html).
    """
    if not _looks_like_brand(title) or not any(SemanticGroup.CHEMICALS in record.semantic_groups for record in group):
        return None
    others = (record for record in group if record.source.language == group[0].source.language)
    names = (natural_name(record, common) for record in others if not record.source.traits.prose_titles)
    return next((name for name in names if not _looks_like_brand(name)), None)


def _looks_like_brand(name: str) -> bool:
    return name[:1].isupper() and name[1:2].islower()


def _oddity(record: Record, group: Group) -> tuple[bool, int, bool, int, str]:
    """Order the preferred names of one source's twins: spelt out, shared with other sources, not a brand, short."""
    name = record.concept.preferred_name
    shared = sum(bool(record.preferred_forms & (r.preferred_forms | r.synonym_forms)) for r in group)
    return looks_like_abbreviation(name), -shared, name[:1].isupper(), len(name), name


def natural_name(record: Record, common: frozenset[str]) -> str:
    """A title-case, plural or inverted preferred name as it would stand in a sentence."""
    natural = record.concept.preferred_name
    if record.source.traits.inverts_names:
        natural = _uninverted(natural)
    groups = record.semantic_groups
    if SemanticGroup.PLACES in groups or record.source.traits.titles_as_written:
        return natural
    ways = _ways_to_write(record, natural, common, groups)
    best = min(ways, key=lambda name: _preference(name, natural)) if len(ways) > 1 else (ways or [natural])[0]
    return lower_case(best, common, keep_unknown=SemanticGroup.CHEMICALS not in groups)


def _preference(name: str, natural: str) -> tuple[int, bool, bool]:
    """Order ways to write a name: short, as it is, and with its hyphens ("X-Ray" rather than "X Ray" for "X-Rays")."""
    return len(name), name != natural, not natural.startswith(name)


def _ways_to_write(record: Record, natural: str, common: frozenset[str], groups: frozenset[SemanticGroup]) -> list[str]:
    """The names of a record that are its preferred name in natural order, in the singular or plural, if people write it so."""
    if len(record.concept.names) == 1:
        return [] if is_inverted(natural) else [natural]
    each = record.natural_forms
    alike = [
        name.name
        for name, form in zip(record.concept.names, each, strict=True)
        if form == each[0] and name.kind is not NameKind.ENTRY_TERM and not is_inverted(name.name)
    ]
    return [name for name in alike if name == natural or _is_written(name, natural, common, groups)]


def _is_written(name: str, natural: str, common: frozenset[str], groups: frozenset[SemanticGroup]) -> bool:
    """Whether people would write a shorter form of a preferred name.

    MeSH lists "Aede", "Physic" and "COVID19 Testing", too, which nobody does. Each part of the shorter form must be one of the preferred
    name's, a word that stands in some definition or in everyday speech, or the singular of one that is no genus. The name of a field
    is never an adjective ("forensic genetics", "genetic").
    """
    if natural.endswith(FIELD) and not name.endswith(FIELD) and not groups & COUNTED:
        return False
    own = PART.findall(natural)
    known = {*own, *map("".join, pairwise(natural.split()))}
    return all(
        part in known
        or part.lower() in common
        or (part.lower() in everyday_words("en") if SemanticGroup.LIVING in groups else _is_singular(part, own))
        for part in PART.findall(name)
    )


def _is_singular(part: str, own: Iterable[str]) -> bool:
    plurals = (f"{part}s", f"{part}es", f"{part[:-1]}ies")
    return any(plural in plurals for plural in own if not plural.endswith(NO_PLURAL))


def _uninverted(name: str) -> str:
    parts = name.split(", ")
    is_turned = is_inverted(name) and not any(part.lower().startswith(NUMBERED) for part in parts)
    return " ".join(reversed(parts)) if is_turned else name


def lower_case(name: str, common: frozenset[str], *, keep_unknown: bool) -> str:
    """Lower the capitals that only title case gave: those of common words, and of unknown ones unless `keep_unknown`."""
    if name.islower():
        return name

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        is_title_case = word[0].isupper() and word[1:].islower()
        return word.lower() if is_title_case and (word.lower() in common or not keep_unknown) else word

    return WORD.sub(lowered, name)
