"""The names of an entry: from all records of its group, each spelling once, with their kinds and sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from bot.building.merge.corrections import GivenName
from bot.building.merge.names.entry_terms import EntryTerms
from bot.building.merge.records import Group, Record
from bot.sources.catalogue import shipped_sources
from bot.sources.concept import ConceptName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold, normal_forms


def entry_names(group: Group, title: str, entry_terms: EntryTerms) -> Iterator[tuple[Name, str, tuple[str, ...], str]]:
    """Yield every name, its folded form, its normal forms and its further sources; one spelling once, the plainest
    source first.
    """
    found: dict[str, tuple[Name, tuple[str, ...]]] = {}
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    loose = entry_terms.of(group)
    elsewhere = entry_terms.elsewhere(group, loose)
    for record in group:
        for name, forms in zip(record.concept.names, record.forms, strict=True):
            folded = fold(name.name)
            if name.name in elsewhere:
                continue
            if folded not in found:
                kind = NameKind.ENTRY_TERM if name.name in loose else _kind(name.name, name.kind, title)
                found[folded] = Name(name.name, kind, _source_of(name, record), _stands_for(name, record, group)), forms
            elif found[folded][0].source != record.source.id:
                others[folded][record.source.id] = None
    for folded, (entry_name, its_forms) in found.items():
        yield entry_name, folded, its_forms, " ".join(others[folded]) if folded in others else ""
    folded = fold(title)
    if folded not in found:
        yield Name(title, NameKind.PREFERRED, group[0].source.id), folded, normal_forms(title), ""


def abbreviation_places(group: Group) -> dict[str, dict[str, int]]:
    """Return, for each folded abbreviation that an editor put in order, the position of a group among the senses of
    each spelling of it, from 1: {"ca": {"CA": 1, "Ca": 2}}.
    """
    places: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for record in (record for record in group if record.concept.place or record.source.traits.curated_abbreviations):
        place = record.concept.place or 1  # what an editor did not put in order is equally common
        for name in (name for name in record.concept.names if name.kind is NameKind.ABBREVIATION):
            of_spellings = places[fold(name.name)]
            of_spellings[name.name] = min(place, of_spellings.get(name.name, place))
    return places


def _source_of(name: ConceptName, record: Record) -> str:
    """Return the id of the source that gives a record a name. Names from corrections belong to the project itself."""
    return shipped_sources()[0].id if isinstance(name, GivenName) else record.source.id


def _stands_for(name: ConceptName, record: Record, group: Group) -> str | None:
    """Return the words that an editor's abbreviation stands for, if nobody lists them as a name of the thing: they may
    mean something narrower.
    """
    if name.kind is not NameKind.ABBREVIATION or not record.source.traits.curated_abbreviations:
        return None
    words = (other.name for other in record.concept.names if other.kind is NameKind.ENTRY_TERM)
    return next((each for each in words if not _is_called(each, group)), None)


def _is_called(words: str, group: Group) -> bool:
    """Return True if a record of a group has these words as its preferred name or a synonym."""
    forms = frozenset(normal_forms(words))
    return any(not forms.isdisjoint(record.preferred_forms | record.synonym_forms) for record in group)


def _kind(name: str, kind: NameKind, title: str) -> NameKind:
    """Return the kind of a name. A preferred name that abbreviates the headword counts as an abbreviation."""
    if kind is NameKind.PREFERRED and looks_like_abbreviation(name) and not looks_like_abbreviation(title):
        return NameKind.ABBREVIATION
    return kind
