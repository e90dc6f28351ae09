"""Groups become entries: everything that a page shows, put together from all sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from msgspec import Struct

from bot.building.citations import definitions, etymology, records
from bot.building.grouping import group as group_records
from bot.building.headwords import common_words_in, headword
from bot.building.hierarchy import Hierarchy, hierarchy
from bot.building.hyphenation import Hyphenation
from bot.building.keys import keys
from bot.building.links import Links, record_links
from bot.building.records import Group, Record, precedence
from bot.building.references import references
from bot.building.related import NeighbouringGroups
from bot.building.spoken import spoken
from bot.lexicon.model import (
    A_KIND_OF,
    ALSO_CALLED,
    Cited,
    Entry,
    EntryReference,
    Name,
    NameKind,
    RecordLink,
    SemanticType,
)
from bot.lexicon.names import fold, looks_like_abbreviation, normal_forms
from bot.lexicon.related import Neighbours
from bot.sources.catalogue import catalogue

# Hints are cut to this many characters; Discord shows 100 in a menu's description.
LONGEST_HINT = 95
# More names than this do not fit.
MOST_TOLD = 16
T = TypeVar("T")


class BuiltEntry(Struct, frozen=True):
    """An entry with what the lexicon file stores beside it: each of its names as typed and in its normal forms, its parents by
    their places among all entries, its neighbours, the hint that tells it from others, and how known it is.

    `places` says of abbreviations, by their folded form, which of the senses that a curated list gives for them this entry is, from 1.
    `records` are the concepts that it is made of; `added_names` is 1 when no source writes its headword just so, else 0.
    """

    entry: Entry
    folded: tuple[str, ...]
    forms: tuple[tuple[str, ...], ...]
    places: dict[str, int]
    parents: Sequence[int]
    neighbours: Neighbours
    hint: str
    weight: int
    records: int
    added_names: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided about all groups before any entry is written: headwords, keys, hierarchy, weights."""

    groups: list[Group]
    headwords: list[str]
    keys: list[str]
    tree: Hierarchy
    weights: list[int]
    links: Links
    has_own_sources: bool
    neighbours: NeighbouringGroups
    hyphenation: Hyphenation

    def links_of(self, record: Record) -> tuple[RecordLink, ...]:
        """What a record says of other things, as a page shows it."""
        return record_links(self.links.of(record), self.keys, self.headwords)

    def lost_links(self) -> Iterator[tuple[int, str]]:
        """The links of admins' own tables that lead nowhere though they have a name: the number of the group, and the name."""
        publishers = catalogue()
        for at, group in enumerate(self.groups if self.has_own_sources else ()):
            own = [record for record in group if record.concept.links and record.source.id not in publishers]
            for each in chain.from_iterable(map(self.links.of, own)):
                if each.is_lost:
                    yield at, each.link.name


def plan(each: list[Record], common_words: Callable[[], frozenset[str]] | None = None) -> Plan:
    """Group the records and decide what holds for all of them together.

    `common_words` gives those of their definitions, when somebody else works them out.
    """
    groups = group_records(each)
    common = common_words() if common_words else common_words_in(record.concept for record in each)
    headwords = [headword(group, common) for group in groups]
    index = references(groups)
    links = Links(groups, index)
    tree = hierarchy(groups, index, links)
    for members, title in zip(groups, headwords, strict=True):
        if len(members) > 1:
            folded = fold(title)
            members.sort(key=lambda record: (precedence(record.source), fold(record.concept.preferred_name) != folded))
    weights = [weight(group, len(tree.children[at])) for at, group in enumerate(groups)]
    own = {record.source.id for record in each} - catalogue().keys()
    neighbours = NeighbouringGroups(groups, index, links, tree, weights)
    return Plan(
        groups, headwords, keys(groups, headwords), tree, weights, links, bool(own), neighbours, Hyphenation(each)
    )


def weight(group: Group, children: int) -> int:
    """How plainly and widely a thing is defined: the sum over its sources, plain ones counting more, and a little for
    having kinds of its own. Between 0 and about 60.
    """
    defined = {record.source.id: 12 - record.source.plainness for record in group if record.concept.definitions}
    return 2 * sum(defined.values()) + min(children, 5)


def entries(plan: Plan) -> Iterator[BuiltEntry]:
    """Every group as an entry, in the order of the groups.

    A group is let go of when its entry is made: the plan has an empty one in its place. All records together are most of the
    memory that a build takes.
    """
    references_to = {
        to: EntryReference(plan.keys[to], plan.headwords[to]) for to in set(chain.from_iterable(plan.tree.parents))
    }
    for at, group in enumerate(plan.groups):
        title = plan.headwords[at]
        names, folded, forms = zip(*_names(group, title), strict=True)
        parents = plan.tree.parents[at]
        entry = _entry(plan, at, group, names, tuple([references_to[to] for to in parents]))
        neighbours = plan.neighbours.of(at, plan.keys, plan.headwords)
        added = names[-1].name == title and not _is_written(group, title)
        yield BuiltEntry(
            entry,
            folded,
            forms,
            _places(group),
            parents,
            neighbours,
            _hint(entry, _said_hint(group)),
            plan.weights[at],
            len(group),
            int(added),
        )
        plan.groups[at] = []


def _is_written(group: Group, headword: str) -> bool:
    """Whether some source writes a name just as the headword is."""
    return any(name.name == headword for record in group for name in record.concept.names)


def _entry(
    plan: Plan, at: int, group: Group, names: tuple[Name, ...], subclass_of: tuple[EntryReference, ...]
) -> Entry:
    title = plan.headwords[at]
    said = spoken(group, title)
    (hyphenation, _), (respelling, _) = said.hyphenation, said.respelling
    in_english = group[0].source.language == "en"
    approximate = plan.hyphenation.of(title, respelling) if in_english and not hyphenation else None
    return Entry(
        key=plan.keys[at],
        headword=title,
        hyphenation=hyphenation or approximate,
        hyphenation_is_approximate=approximate is not None,
        respelling=respelling,
        ipa=said.ipa[0],
        audio=said.audio[0],
        said_by=said.said_by,
        semantic_types=_semantic_types(group),
        names=names,
        subclass_of=subclass_of,
        definitions=tuple(definitions(group)),
        records=records(group, plan.links_of),
        etymology=etymology(group),
        media=_each_once([record.concept.media for record in group if record.concept.media]),
        sites=_each_once([record.concept.sites for record in group if record.concept.sites]),
    )


def _each_once(several: list[tuple[T, ...]]) -> tuple[T, ...]:
    """All of them in their order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(several))) if several else ()


def _semantic_types(group: Group) -> tuple[SemanticType, ...]:
    """What the first source that says so takes the thing for."""
    return next((record.concept.semantic_types for record in group if record.concept.semantic_types), ())


def _names(group: Group, title: str) -> Iterator[tuple[Name, str, tuple[str, ...]]]:
    """Every name, as typed and with its normal forms, once for each way of writing it, plainest source first."""
    seen: set[str] = set()
    for record in group:
        for name, forms in zip(record.concept.names, record.forms, strict=True):
            folded = fold(name.name)
            if folded not in seen:
                seen.add(folded)
                yield Name(name.name, _kind(name.name, name.kind, title), record.source.id), folded, forms
    folded = fold(title)
    if folded not in seen:
        yield Name(title, NameKind.PREFERRED, group[0].source.id), folded, normal_forms(title)


def _places(group: Group) -> dict[str, int]:
    """Which of its senses a group is, for each abbreviation whose senses an editor put in order; by its folded form, from 1."""
    places: dict[str, int] = {}
    for record in (record for record in group if record.concept.place):
        for name in (name for name in record.concept.names if name.kind is NameKind.ABBREVIATION):
            folded = fold(name.name)
            places[folded] = min(record.concept.place, places.get(folded, record.concept.place))
    return places


def _kind(name: str, kind: NameKind, title: str) -> NameKind:
    """A preferred name that is an abbreviation of the headword counts as the abbreviation that it is."""
    if kind is NameKind.PREFERRED and looks_like_abbreviation(name) and not looks_like_abbreviation(title):
        return NameKind.ABBREVIATION
    return kind


def _said_hint(group: Group) -> str:
    """The words that a source itself has to tell this sense of a name from others; empty where none has any."""
    for record in group:
        if record.concept.hint:
            return record.concept.hint
    return ""


def _hint(entry: Entry, said: str) -> str:
    """A few words that tell an entry from another of the same name: what it is, what its source says to tell it apart, and a kind of
    what it is; its other names where no source says of what. Only where nothing of that is known, the beginning of a definition, with
    who says it and when.
    """
    kind = entry.semantic_types[0].value if entry.semantic_types else ""
    hint = ", ".join(part for part in (kind, said, _nearest(entry)) if part) or _cited_beginning(entry)
    return hint if len(hint) <= LONGEST_HINT else _cut_between_words(hint[:LONGEST_HINT]) + "…"


def _cited_beginning(entry: Entry) -> str:
    """Which source has an entry, in which year, and what it says."""
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    if not cited:
        return ""
    text = " ".join(entry.definitions[0].text.split()) if entry.definitions else ""
    return ": ".join(filter(None, (f"{cited[0].title}, {cited[0].year}", text)))


def _nearest(entry: Entry) -> str:
    """What an entry is a kind of; otherwise its further names that are written out: an abbreviation is often what several share."""
    if entry.subclass_of:
        return A_KIND_OF + ", ".join(parent.headword for parent in entry.subclass_of)
    headword = fold(entry.headword)
    written_out = (name.name for name in entry.names if name.kind is not NameKind.ABBREVIATION)
    others = ", ".join(islice((name for name in written_out if fold(name) != headword), MOST_TOLD))
    return others and f"{ALSO_CALLED}{others}"


def _cut_between_words(text: str) -> str:
    """The text without its last word; without its last character where that would leave little of it."""
    words = text.rpartition(" ")[0]
    return words.rstrip(",") if 2 * len(words) > len(text) else text[:-1]
