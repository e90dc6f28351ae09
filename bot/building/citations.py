"""Each publisher's words and records of an entry, with all that is needed to cite them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from bot.building.records import Group, Record
from bot.lexicon.model import Definition, RecordLink, SourceRecord
from bot.lexicon.names import fold

# With the article before it, which goes with the name ("El síndrome de NEM2A", "NEM2A").
PLACE_OF_A_NAME = re.compile(r"(?:\W*\b(?:an?|the|el|la|los|las))?\W*~\w*\W*")
# What the NCI's definitions have before the other names of a thing, in English and Spanish.
OTHER_NAMES = re.compile(r" (?:Also called|También se llama|También se conoce) ")
BETWEEN_CREDITS = " · "


def definitions(group: Group) -> Iterator[Definition]:
    """Each definition once: a publisher that repeats a text for each of a thing's names is quoted once."""
    seen: set[tuple[str, str]] = set()
    repeating = _defining_several(group)
    names = _longest_first(group) if repeating else []
    for record in group:
        for text in record.concept.definitions:
            identity = record.source.id, _without_names(text, names) if record.source.id in repeating else text
            if identity not in seen:
                seen.add(identity)
                yield cited(record, text)


def records(group: Group, links: Callable[[Record], tuple[RecordLink, ...]]) -> tuple[SourceRecord, ...]:
    """Each record that names the entry without defining it; `links` gives what it says of other things.

    Where a publisher has no page for each record, its own page is where to read on. Further abbreviations that a list writes out are not
    among them where the list defines the thing.
    """
    defining = {record.source.id for record in group if record.concept.definitions}
    naming = [record for record in group if not record.concept.definitions]
    return tuple(
        [
            _named(record, links(record))
            for record in naming
            if not (record.only_writes_out and record.source.id in defining)
        ]
    )


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
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        code=record.concept.code,
        url=record.concept.url,
        credit=_credit(record),
    )


def _credit(record: Record) -> str | None:
    """What the license wants beside a text, and whoever the publisher has it from."""
    return BETWEEN_CREDITS.join(filter(None, (record.concept.credit, record.source.credit))) or None


def _defining_several(group: Group) -> frozenset[str]:
    """The sources that define several records of a group."""
    if len(group) == 1:
        return frozenset()
    defining = Counter(record.source.id for record in group if record.concept.definitions)
    return frozenset(source for source, records in defining.items() if records > 1)


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
