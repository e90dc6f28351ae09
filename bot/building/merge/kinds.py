"""The semantic types of an entry where sources differ: those of the authority.

The catalogue says which source is an authority on which kinds (`Traits.decides_kinds`): an ontology of diseases calls a
tumor a disease, while one of findings calls everything a symptom. If an authority gives several ("disease, symptom"),
other sources decide between them. If a thesaurus files a thing under another kind than its name says, the name decides
(`data/kind_words.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.building.merge.choices import choice_of
from bot.building.merge.kind_words import kind_in_words
from bot.building.merge.names.usage import uninverted
from bot.building.merge.records import Group, Record
from bot.terms.model import SemanticGroup, SemanticType

Kinds = tuple[SemanticType, ...]

# General kinds; a definition may be more specific ("a drug used to …").
GENERAL_KINDS = frozenset({SemanticType.CHEMICAL, SemanticType.PROCEDURE})


def semantic_types(group: Group) -> Kinds:
    """Return the kinds of a thing, the likeliest first; none if no source gives any. An editor's choice comes first."""
    choice = choice_of(group)
    if choice and choice.kinds:
        return choice.kinds
    typed = [record for record in group if record.concept.semantic_types]
    return _by_name(_by_authority(typed, group), typed) if typed else ()


def _by_authority(typed: list[Record], group: Group) -> Kinds:
    if _is_plain(typed, group):
        return typed[0].concept.semantic_types
    typed.sort(key=lambda record: not _decides(record))
    kinds = _narrowed(typed[0].concept.semantic_types, (record.concept.semantic_types for record in typed[1:]))
    return kinds if typed[0].source.traits.decides_all_kinds else _specified(kinds, typed, group)


def _by_name(kinds: Kinds, typed: list[Record]) -> Kinds:
    """Add the kind that the last words of a name say, unless an authority that is no thesaurus disagrees."""
    for record in typed:
        listed = kind_in_words(uninverted(record.concept.preferred_name))
        if listed and not listed.instead_of.isdisjoint(kinds):
            if any(_decides(other) and not other.concept.tree_numbers for other in typed):
                return kinds
            return listed.kind, *(kind for kind in kinds if kind not in {listed.kind, *listed.instead_of})
    return kinds


def _is_plain(typed: list[Record], group: Group) -> bool:
    """Return True if all records give the same single kind and nothing is more specific: the usual case."""
    first = typed[0].concept.semantic_types
    is_agreed = len(first) == 1 and (len(typed) == 1 or all(record.concept.semantic_types == first for record in typed))
    return is_agreed and not any(record.concept.likely_types for record in group)


def _decides(record: Record) -> bool:
    traits = record.source.traits
    return traits.decides_all_kinds or any(kind in traits.decides_kinds for kind in record.concept.semantic_types)


def _narrowed(kinds: Kinds, others: Iterable[Kinds]) -> Kinds:
    """Keep the kinds that other sources give as well, source by source, until one is left."""
    for other in others:
        if len(kinds) > 1:
            kinds = tuple(kind for kind in kinds if kind in other) or kinds
    return kinds


def _specified(kinds: Kinds, typed: list[Record], group: Group) -> Kinds:
    """Make general kinds more specific, as some source does: a chemical is given as a medicine, a
    procedure is a test.
    """
    likely = [kind for record in group for kind in record.concept.likely_types]
    if all(kind.group is SemanticGroup.CHEMICALS for kind in kinds):
        is_medicine = SemanticType.MEDICINE in likely or any(
            SemanticType.MEDICINE in record.concept.semantic_types for record in typed
        )
        if is_medicine and SemanticType.HORMONE not in kinds:
            return (
                SemanticType.MEDICINE,
                *(kind for kind in kinds if kind not in {SemanticType.MEDICINE, SemanticType.CHEMICAL}),
            )
    if len(kinds) == 1 and kinds[0] in GENERAL_KINDS:
        closer = [kind for kind in likely if kind.group is kinds[0].group and kind not in GENERAL_KINDS]
        return (*closer[:1],) or kinds
    return kinds
