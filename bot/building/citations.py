"""Each publisher's words and records of an entry, with all that is needed to cite them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.building.records import Group, Record
from bot.lexicon.model import Definition, RecordLink, SourceRecord
from bot.lexicon.names import fold
from bot.sources.catalogue import catalogue

# With the article before it, which goes with the name ("El síndrome de NEM2A", "NEM2A").
PLACE_OF_A_NAME = re.compile(r"(?:\W*\b(?:an?|the|el|la|los|las))?\W*~\w*\W*")
# What the NCI's definitions have before the other names of a thing, in English and Spanish.
OTHER_NAMES = re.compile(r" (?:Also called|También se llama|También se conoce) ")
# So alike, by their words in alphabetical order, are two texts of one publisher that say the same, of a hundred; and so much at least where
# one holds all words of the other. Of 1,790 pairs of the NCI's, Mondo's and HPO's texts those above say the same, those below do not.
NEARLY = 78
CONTAINED, WHOLLY = 60, 95
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.;])\s")
# How the NCI's definitions begin of what may become a treatment, in English and Spanish.
RESEARCH = re.compile(
    r"\b(?:being (?:studied|tested)|under study|(?:está|están|es) (?:en estudio|estudiad[oa])|en estudio para)\b"
)
BETWEEN_CREDITS = " · "


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a page quotes of a group's records: the texts in their order, and by number those records that have texts and of which none is
    quoted.
    """

    definitions: tuple[Definition, ...]
    unquoted: frozenset[int]


class Quotation(NamedTuple):
    """One record's text that is quoted, and its wording without the names of the thing, if that was needed."""

    record: Record
    text: str
    wording: str


def quoted(group: Group) -> Quoted:
    """Each text of a publisher once: one that it repeats in nearly the same words, for another name or in another work, is not quoted
    again. What is being studied stands behind what is known.
    """
    texts = [(record, text) for record in group for text in record.concept.definitions]
    if len(texts) > 1:
        return _quoted_once(group)
    return Quoted(tuple([cited(record, text) for record, text in texts]), frozenset())


def _quoted_once(group: Group) -> Quoted:
    repeating = _defining_several(group)
    names = _longest_first(group) if repeating else []
    kept: dict[tuple[str, str], list[Quotation]] = defaultdict(list)
    said: set[int] = set()
    for at, record in enumerate(group):
        origin = record.source.publisher, record.source.language
        for text in record.concept.definitions:
            wording = _without_names(text, names) if origin in repeating else text
            if not any(_is_nearly(wording, other.wording) for other in kept[origin]):
                kept[origin].append(Quotation(record, text, wording))
                said.add(at)
    texts = sorted(chain.from_iterable(kept.values()), key=lambda each: _place(each, group))
    unquoted = frozenset(at for at, record in enumerate(group) if record.concept.definitions) - said
    return Quoted(tuple([cited(each.record, each.text) for each in texts]), unquoted)


def _place(each: Quotation, group: Group) -> tuple[bool, bool, int]:
    """Order texts: English first, then what is known of a thing, then as their records stand."""
    at = next(at for at, record in enumerate(group) if record is each.record)
    return each.record.source.language != group[0].source.language, _is_of_research(each.text), at


def _is_of_research(text: str) -> bool:
    """Whether a definition begins with what a thing is being studied for, which is not what it is mostly used for."""
    return RESEARCH.search(SENTENCE_END.split(text, maxsplit=1)[0]) is not None


def _is_nearly(one: str, other: str) -> bool:
    """Whether two wordings are the same but for a few words; never when a number differs."""
    if one == other:
        return True
    alike = fuzz.token_sort_ratio(one, other, score_cutoff=CONTAINED)
    if alike < CONTAINED or sorted(NUMBER.findall(one)) != sorted(NUMBER.findall(other)):
        return False
    return alike >= NEARLY or fuzz.token_set_ratio(one, other) >= WHOLLY


def records(
    group: Group, quoted: Quoted, links: Callable[[Record], tuple[RecordLink, ...]]
) -> tuple[SourceRecord, ...]:
    """Each record that names the entry without defining it; `links` gives what it says of other things. So does a source of whose text no
    more is quoted than of another's of the same publisher.

    Where a publisher has no page for each record, its own page is where to read on. Further abbreviations that a list writes out are not
    among them where the list defines the thing.
    """
    quoted_sources = {definition.source for definition in quoted.definitions}
    defining = {record.source.id for record in group if record.concept.definitions}
    return tuple(
        [
            _named(record, links(record))
            for at, record in enumerate(group)
            if _names_without_text(at, record, defining, quoted, quoted_sources)
        ]
    )


def _names_without_text(at: int, record: Record, defining: set[str], quoted: Quoted, quoted_sources: set[str]) -> bool:
    """Whether a record of a group names the thing, and no text of its source is on the page."""
    if record.concept.definitions:
        return at in quoted.unquoted and record.source.id not in quoted_sources
    return not (record.only_writes_out and record.source.id in defining)


def _named(record: Record, links: tuple[RecordLink, ...]) -> SourceRecord:
    return SourceRecord(
        language=record.source.language,
        source=record.source.id,
        title=record.source.title,
        publisher=record.source.publisher,
        year=record.source.year,
        code=record.concept.code,
        url=record.concept.url or record.source.homepage,
        name=record.concept.preferred_name,
        credit=_credit(record),
        links=links,
        dose_forms=record.concept.dose_forms,
        share=record.concept.share,
    )


def etymology(group: Group) -> Definition | None:
    """Where the word comes from, as the first source says that does."""
    for record in group:
        if record.concept.etymology:
            return cited(record, record.concept.etymology)
    return None


def cited(record: Record, text: str) -> Definition:
    """A text of a record with its source, publisher and year."""
    source = record.source
    return Definition(
        text=text,
        language=source.language,
        audience=source.audience,
        source=source.id,
        title=_title(record),
        publisher=source.publisher,
        year=source.year,
        code=record.concept.code,
        url=record.concept.url,
        credit=_credit(record),
        review=record.concept.review,
    )


def _title(record: Record) -> str:
    """The title of a record's source. The note "not medically reviewed" is not true of a record that was reviewed."""
    known = catalogue().get(record.source.id) if record.concept.review else None
    return known.title if known else record.source.title


def _credit(record: Record) -> str | None:
    """What the license wants beside a text, and whoever the publisher has it from."""
    return BETWEEN_CREDITS.join(filter(None, (record.concept.credit, record.source.credit))) or None


def _defining_several(group: Group) -> frozenset[tuple[str, str]]:
    """The publishers that define several records of a group in one language, each with that language."""
    if len(group) == 1:
        return frozenset()
    defining = Counter((r.source.publisher, r.source.language) for r in group if r.concept.definitions)
    return frozenset(origin for origin, records in defining.items() if records > 1)


def _longest_first(group: Group) -> list[str]:
    """The folded names of a group, each once."""
    names = {fold(name.name) for record in group for name in record.concept.names}
    return sorted(names, key=lambda name: (-len(name), name))


def _without_names(text: str, names: Iterable[str]) -> str:
    """A definition's wording with the thing's own names and the list of others at its end taken out."""
    masked = fold(OTHER_NAMES.split(text)[0])
    for name in names:
        masked = masked.replace(name, "~")
    return PLACE_OF_A_NAME.sub(" ", masked).strip()
