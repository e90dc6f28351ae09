"""What sort of thing an entry is: what the authority on it says, where sources differ.

The catalogue says which source is an authority on which kinds (`Traits.decides_kinds`): an ontology of diseases calls a tumor a disease, one
of findings calls it a symptom as all else. What an authority leaves open ("disease, symptom"), others settle. Where a thesaurus files a
thing elsewhere than its name says, the name is right (`data/kind_words.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.building.merge.choices import choice_of
from bot.building.merge.kind_words import kind_in_words
from bot.building.merge.names.usage import uninverted
from bot.building.merge.records import Group, Record
from bot.terms.model import SemanticGroup, SemanticType

Kinds = tuple[SemanticType, ...]

# Words for all that is not told more closely, of which a definition may say more ("a drug used to …").
GENERAL = frozenset({SemanticType.CHEMICAL, SemanticType.PROCEDURE})


def semantic_types(group: Group) -> Kinds:
    """The kinds of a thing, the likeliest first; none where no source says any. What an editor says comes first."""
    choice = choice_of(group)
    if choice and choice.kinds:
        return choice.kinds
    told = [record for record in group if record.concept.semantic_types]
    return _as_named(_as_told(told, group), told) if told else ()


def _as_told(told: list[Record], group: Group) -> Kinds:
    if _is_plain(told, group):
        return told[0].concept.semantic_types
    told.sort(key=lambda record: not _decides(record))
    kinds = _settled(told[0].concept.semantic_types, (record.concept.semantic_types for record in told[1:]))
    return kinds if told[0].source.traits.decides_all_kinds else _as_told_closely(kinds, told, group)


def _as_named(kinds: Kinds, told: list[Record]) -> Kinds:
    """The kinds with what the last words of a name say, unless an authority that is no thesaurus says otherwise."""
    for record in told:
        said = kind_in_words(uninverted(record.concept.preferred_name))
        if said and not said.instead_of.isdisjoint(kinds):
            if any(_decides(other) and not other.concept.tree_numbers for other in told):
                return kinds
            return said.kind, *(kind for kind in kinds if kind not in {said.kind, *said.instead_of})
    return kinds


def _is_plain(told: list[Record], group: Group) -> bool:
    """Whether all say the same single kind, and nothing says more, as of most things."""
    first = told[0].concept.semantic_types
    is_agreed = len(first) == 1 and (len(told) == 1 or all(record.concept.semantic_types == first for record in told))
    return is_agreed and not any(record.concept.likely_types for record in group)


def _decides(record: Record) -> bool:
    traits = record.source.traits
    return traits.decides_all_kinds or any(kind in traits.decides_kinds for kind in record.concept.semantic_types)


def _settled(kinds: Kinds, others: Iterable[Kinds]) -> Kinds:
    """Those of several kinds that others say too, source by source, until one is left."""
    for other in others:
        if len(kinds) > 1:
            kinds = tuple(kind for kind in kinds if kind in other) or kinds
    return kinds


def _as_told_closely(kinds: Kinds, told: list[Record], group: Group) -> Kinds:
    """The kinds with what some source says more closely: that a substance is given as a medicine, that a procedure is a test."""
    likely = [kind for record in group for kind in record.concept.likely_types]
    if all(kind.group is SemanticGroup.CHEMICALS for kind in kinds):
        is_medicine = SemanticType.MEDICINE in likely or any(
            SemanticType.MEDICINE in record.concept.semantic_types for record in told
        )
        if is_medicine and SemanticType.HORMONE not in kinds:
            return (
                SemanticType.MEDICINE,
                *(kind for kind in kinds if kind not in {SemanticType.MEDICINE, SemanticType.CHEMICAL}),
            )
    if len(kinds) == 1 and kinds[0] in GENERAL:
        closer = [kind for kind in likely if kind.group is kinds[0].group and kind not in GENERAL]
        return (*closer[:1],) or kinds
    return kinds
