"""Turn groups into entries: everything that a page shows, collected from all sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from msgspec import Struct

from bot.building.merge.citations import etymology, quotations, records
from bot.building.merge.corrections import GivenName
from bot.building.merge.grouping.grouping import join_records
from bot.building.merge.grouping.refusals import Refusal
from bot.building.merge.hints import hint
from bot.building.merge.hyphenation import Hyphenation
from bot.building.merge.keys import keys
from bot.building.merge.kinds import semantic_types
from bot.building.merge.links import Links, record_links, references
from bot.building.merge.medicines import is_medicine
from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.entry_terms import EntryTerms
from bot.building.merge.names.headwords import Headwords
from bot.building.merge.names.usage import Usage, counts, usage_in
from bot.building.merge.parents.hierarchy import Hierarchy, hierarchy
from bot.building.merge.pronunciation import spoken
from bot.building.merge.records import Group, Record, precedence, weight
from bot.building.merge.related import NeighbouringGroups
from bot.lexicon.model import Entry, EntryReference, RecordLink
from bot.lexicon.store.related import Neighbours
from bot.sources.catalogue import catalogue, shipped_sources
from bot.sources.concept import ConceptName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold, normal_forms

ENGLISH = "en"
T = TypeVar("T")


class BuiltEntry(Struct, frozen=True):
    """An entry with what the lexicon file stores beside it.

    `folded` and `forms` are each name as typed and in its normal forms. `others` are, for each name, the ids of its
    further sources, separated by spaces. `places` gives, for each folded abbreviation, the position of this entry among
    the senses that a curated list orders, from 1. `parents` are the numbers of the parents whose other children are
    shown as related. `hint` distinguishes the entry from others of the same name, `weight` says how well known it is.
    `records` is the number of concepts that it is made of; `added_names` is 1 if no source writes its headword exactly
    so, else 0.
    """

    entry: Entry
    folded: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]
    places: dict[str, int]
    parents: Sequence[int]
    neighbours: Neighbours
    hint: str
    weight: int
    records: int
    added_names: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All decisions about groups that are made before any entry is written.

    `refused` holds each pair of records that was not joined in spite of some evidence: the reason and both preferred
    names.
    """

    groups: list[Group]
    headwords: list[str]
    keys: list[str]
    tree: Hierarchy
    weights: list[int]
    links: Links
    has_own_sources: bool
    neighbours: NeighbouringGroups
    hyphenation: Hyphenation
    refused: list[tuple[Refusal, str, str]]
    entry_terms: EntryTerms
    casing: Casing

    def links_of(self, record: Record) -> tuple[RecordLink, ...]:
        """Return the links of a record as a page shows them."""
        return record_links(self.links.of(record), self.keys, self.headwords)

    def lost_links(self) -> Iterator[tuple[int, str]]:
        """Yield the links by name in admins' own tables that lead nowhere: the number of the group, and the name."""
        publishers = catalogue()
        for at, group in enumerate(self.groups if self.has_own_sources else ()):
            own = [record for record in group if record.concept.links and record.source.id not in publishers]
            for each in chain.from_iterable(map(self.links.of, own)):
                if each.is_unresolved:
                    yield at, each.link.name


def plan(each: list[Record], usage: Callable[[], Usage] | None = None) -> Plan:
    """Group the records, and decide everything that depends on all of them together.

    `usage` returns how the definitions use words and names, if another process works that out.
    """
    joined = join_records(each)
    groups, refused = joined.all(), joined.refusals()
    del joined  # as large as all records together
    used = usage() if usage else _usage_in(each)
    entry_terms = EntryTerms(groups)
    decides = Headwords(used, entry_terms)
    headwords = list(map(decides.of, groups))
    index = references(groups)
    links = Links(groups, index)
    tree = hierarchy(groups, headwords, index, links)
    for members, title in zip(groups, headwords, strict=True):
        if len(members) > 1:
            folded = fold(title)
            members.sort(key=lambda record: (precedence(record.source), fold(record.concept.preferred_name) != folded))
    weights = [weight(group, len(tree.children[at])) for at, group in enumerate(groups)]
    own = {record.source.id for record in each} - catalogue().keys()
    neighbours = NeighbouringGroups(groups, index, links, tree, weights)
    return Plan(
        groups,
        headwords,
        keys(groups, headwords),
        tree,
        weights,
        links,
        bool(own),
        neighbours,
        Hyphenation(each),
        refused,
        entry_terms,
        decides.casing,
    )


def _usage_in(each: list[Record]) -> Usage:
    return usage_in((r.concept, counts(r.source)) for r in each if r.source.language == ENGLISH)


def entries(plan: Plan) -> Iterator[BuiltEntry]:
    """Yield each group as an entry, in the order of the groups.

    The plan's reference to a group is dropped when its entry is made, because all records together are most of the
    memory that a build needs.
    """
    tree = plan.tree
    above = set(chain(chain.from_iterable(tree.parents), chain.from_iterable(tree.wholes.values())))
    references_to = {to: EntryReference(plan.keys[to], plan.headwords[to]) for to in above}
    for at, group in enumerate(plan.groups):
        title = plan.headwords[at]
        names, folded, forms, others = zip(*_names(group, title, plan.entry_terms), strict=True)
        parents = tree.parents[at]
        wholes = tree.wholes.get(at, ())
        entry = _entry(
            plan, at, group, names, *(tuple([references_to[to] for to in some]) for some in (parents, wholes))
        )
        neighbours = plan.neighbours.of(at, plan.keys, plan.headwords)
        added = names[-1].name == title and not _is_written(group, title)
        yield BuiltEntry(
            entry,
            folded,
            forms,
            others,
            _abbreviation_places(group),
            [to for to in parents if to not in tree.catch_alls],
            neighbours,
            hint(entry, group, plan.casing),
            plan.weights[at],
            len(group),
            int(added),
        )
        plan.groups[at] = []


def _is_written(group: Group, headword: str) -> bool:
    """Return True if some source writes a name exactly as the headword is."""
    return any(name.name == headword for record in group for name in record.concept.names)


def _entry(  # noqa: PLR0913, PLR0917 (each is a thing of its own)
    plan: Plan,
    at: int,
    group: Group,
    names: tuple[Name, ...],
    subclass_of: tuple[EntryReference, ...],
    part_of: tuple[EntryReference, ...],
) -> Entry:
    title = plan.headwords[at]
    texts = quotations(group)
    pronounced = spoken(group, title)
    (hyphenation, _), (respelling, _) = pronounced.hyphenation, pronounced.respelling
    in_english = group[0].source.language == "en"
    approximate = plan.hyphenation.of(title, respelling) if in_english and not hyphenation else None
    return Entry(
        key=plan.keys[at],
        headword=title,
        hyphenation=hyphenation or approximate,
        hyphenation_is_approximate=approximate is not None,
        respelling=respelling,
        ipa=pronounced.ipa[0],
        audio=pronounced.audio[0],
        said_by=pronounced.said_by,
        semantic_types=semantic_types(group),
        is_medicine=is_medicine(group),
        names=names,
        subclass_of=subclass_of,
        part_of=part_of,
        definitions=texts.definitions,
        records=records(group, texts, plan.links_of),
        etymology=etymology(group),
        media=_unique([record.concept.media for record in group if record.concept.media]),
        sites=_unique([record.concept.sites for record in group if record.concept.sites]),
    )


def _unique(several: list[tuple[T, ...]]) -> tuple[T, ...]:
    """Concatenate the tuples, each item once."""
    return tuple(dict.fromkeys(chain.from_iterable(several))) if several else ()


def _names(group: Group, title: str, entry_terms: EntryTerms) -> Iterator[tuple[Name, str, tuple[str, ...], str]]:
    """Yield every name, its folded form, its normal forms and its further sources; one spelling once, the plainest
    source first.
    """
    found: dict[str, tuple[Name, tuple[str, ...]]] = {}
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    filed = entry_terms.of(group)
    elsewhere = entry_terms.elsewhere(group, filed)
    for record in group:
        for name, forms in zip(record.concept.names, record.forms, strict=True):
            folded = fold(name.name)
            if name.name in elsewhere:
                continue
            if folded not in found:
                kind = NameKind.ENTRY_TERM if name.name in filed else _kind(name.name, name.kind, title)
                found[folded] = Name(name.name, kind, _source_of(name, record), _stands_for(name, record, group)), forms
            elif found[folded][0].source != record.source.id:
                others[folded][record.source.id] = None
    for folded, (kept, its_forms) in found.items():
        yield kept, folded, its_forms, " ".join(others[folded]) if folded in others else ""
    folded = fold(title)
    if folded not in found:
        yield Name(title, NameKind.PREFERRED, group[0].source.id), folded, normal_forms(title), ""


def _abbreviation_places(group: Group) -> dict[str, int]:
    """Return the position of a group among the senses of each folded abbreviation that an editor put in
    order, from 1.
    """
    places: dict[str, int] = {}
    for record in (record for record in group if record.concept.place or record.source.traits.curated_abbreviations):
        place = record.concept.place or 1  # what an editor did not put in order is equally common
        for name in (name for name in record.concept.names if name.kind is NameKind.ABBREVIATION):
            folded = fold(name.name)
            places[folded] = min(place, places.get(folded, place))
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
