"""Turn groups into entries: everything that a page shows, collected from all sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.building.merge.citations import etymology, quotations, records
from bot.building.merge.entry_names import abbreviation_places, entry_names
from bot.building.merge.grouping.grouping import join_records
from bot.building.merge.grouping.refusals import Refusal
from bot.building.merge.hints import hint
from bot.building.merge.hyphenation import Hyphenation
from bot.building.merge.journal_subjects import journal_subjects
from bot.building.merge.keys import keys
from bot.building.merge.kinds import semantic_types
from bot.building.merge.links import Links, record_links, references
from bot.building.merge.medicines import is_medicine
from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.entry_terms import EntryTerms
from bot.building.merge.names.headwords import Headwords
from bot.building.merge.names.usage import Usage, counts, usage_in
from bot.building.merge.parents.hierarchy import Hierarchy, hierarchy
from bot.building.merge.pronunciation import other_pronunciations, pronunciation
from bot.building.merge.records import Group, Record, precedence, weight
from bot.building.merge.related import NeighbouringGroups
from bot.building.merge.sites import sites
from bot.building.merge.word_parts import NO_PARTS, parts_of
from bot.languages import ENGLISH
from bot.lexicon.model import Entry, EntryReference, RecordLink
from bot.lexicon.store.related import Neighbours
from bot.sources.catalogue import catalogue
from bot.terms.model import Medium, Name, Site
from bot.terms.normal_forms import fold

T = TypeVar("T")


class BuiltEntry(Struct, frozen=True):
    """An entry with what the lexicon file stores beside it.

    `folded` and `forms` are each name as typed and in its normal forms. `others` are, for each name, the ids of its
    further sources, separated by spaces. `places` gives, for each folded abbreviation and each spelling of it, the
    position of this entry among the senses that a curated list orders, from 1. `parents` are the numbers of the parents
    whose other children are shown as related. `hint` distinguishes the entry from others of the same name, `weight`
    says how well known it is. `records` is the number of concepts that it is made of; `added_names` is 1 if no source
    writes its headword exactly so, else 0. `sites` are pages elsewhere that editors chose for it, `journal_subjects`
    the numbers of the subjects of journals that fit it (`bot.building.merge.journal_subjects`).
    """

    entry: Entry
    folded: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]
    places: dict[str, dict[str, int]]
    parents: Sequence[int]
    neighbours: Neighbours
    hint: str
    weight: int
    records: int
    added_names: int
    sites: tuple[Site, ...] = ()
    journal_subjects: tuple[int, ...] = ()


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
    chooser = Headwords(used, entry_terms)
    headwords = list(map(chooser.of, groups))
    index = references(groups)
    links = Links(groups, index)
    tree = hierarchy(groups, headwords, index, links)
    _sort_records(groups, headwords)
    weights = [weight(group, len(tree.children[at])) for at, group in enumerate(groups)]
    return Plan(
        groups=groups,
        headwords=headwords,
        keys=keys(groups, headwords),
        tree=tree,
        weights=weights,
        links=links,
        has_own_sources=bool({record.source.id for record in each} - catalogue().keys()),
        neighbours=NeighbouringGroups(groups, index, links, tree, weights),
        hyphenation=Hyphenation(each),
        refused=refused,
        entry_terms=entry_terms,
        casing=chooser.casing,
    )


def _sort_records(groups: list[Group], headwords: list[str]) -> None:
    """Sort the records of each group, in place: plainest source first, and of one source those with the headword."""
    for members, title in zip(groups, headwords, strict=True):
        if len(members) > 1:
            folded = fold(title)
            members.sort(key=lambda record: (precedence(record.source), fold(record.concept.preferred_name) != folded))


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
        yield _built(plan, at, group, references_to)
        plan.groups[at] = []


def _built(plan: Plan, at: int, group: Group, references_to: Mapping[int, EntryReference]) -> BuiltEntry:
    title, tree = plan.headwords[at], plan.tree
    names, folded, forms, others = zip(*entry_names(group, title, plan.entry_terms), strict=True)
    parents, wholes = tree.parents[at], tree.wholes.get(at, ())
    entry = _entry(plan, at, group, names, *(tuple([references_to[to] for to in some]) for some in (parents, wholes)))
    return BuiltEntry(
        entry=entry,
        folded=folded,
        forms=forms,
        others=others,
        places=abbreviation_places(group),
        parents=[to for to in parents if to not in tree.catch_alls],
        neighbours=plan.neighbours.of(at, plan.keys, plan.headwords),
        hint=hint(entry, group, plan.casing),
        weight=plan.weights[at],
        records=len(group),
        added_names=int(names[-1].name == title and not _is_written(group, title)),
        sites=sites(group),
        journal_subjects=journal_subjects(group, entry.semantic_types),
    )


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
    pronounced, kinds, is_given = pronunciation(group, title), semantic_types(group), is_medicine(group)
    (hyphenation, _), (respelling, _) = pronounced.hyphenation, pronounced.respelling
    in_english = group[0].source.language == "en"
    parts = parts_of(title, group, kinds) if in_english and not is_given else NO_PARTS
    approximate = plan.hyphenation.of(title, respelling) if in_english and not hyphenation else None
    return Entry(
        key=plan.keys[at],
        headword=title,
        hyphenation=hyphenation or approximate,
        hyphenation_is_approximate=approximate is not None,
        respelling=respelling,
        ipa=pronounced.ipa[0],
        audio=pronounced.audio[0],
        said_by=pronounced.credits,
        other_pronunciations=other_pronunciations(group, title),
        semantic_types=kinds,
        is_medicine=is_given,
        parts=parts.headword,
        parts_of_names=parts.others,
        names=names,
        phrases=_unique([record.concept.phrases for record in group if record.concept.phrases]),
        subclass_of=subclass_of,
        part_of=part_of,
        definitions=texts.definitions,
        records=records(group, texts, plan.links_of),
        etymology=etymology(group),
        media=_media(group),
    )


def _media(group: Group) -> tuple[Medium, ...]:
    """Return the pictures and films of a group, each once, with the first source that has it."""
    found: dict[Medium, Medium] = {}
    for record in group:
        for medium in record.concept.media:
            found.setdefault(medium, replace(medium, source=record.source.id))
    return tuple(found.values())


def _unique(several: list[tuple[T, ...]]) -> tuple[T, ...]:
    """Concatenate the tuples, each item once."""
    return tuple(dict.fromkeys(chain.from_iterable(several))) if several else ()
