"""Each publisher's words and records of an entry, with all that is needed to cite them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from bot.building.merge.copies import Wording, wording
from bot.building.merge.records import Group, Record
from bot.lexicon.model import Definition, RecordLink, SourceRecord
from bot.sources.catalogue import catalogue
from bot.terms.normal_forms import fold
from bot.terms.source import LAY_AUDIENCES

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
# So many of a copy's words stand in the other text, before endings and marks are looked at.
MIN_SHARED_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a page quotes of a group's records: the texts in their order, and by number those records that have texts and of which none is
    quoted.
    """

    definitions: tuple[Definition, ...]
    unquoted: frozenset[int]


class Names:
    """What the records of a group are called."""

    def __init__(self, group: Group) -> None:
        self._group = group

    @cached_property
    def longest_first(self) -> list[str]:
        """The folded names of a group, each once. Most groups never need them."""
        names = {fold(name.name) for record in self._group for name in record.concept.names}
        return sorted(names, key=lambda name: (-len(name), name))


@dataclass(frozen=True)
class Quotation:
    """One record's text that may be quoted, as it is compared with others."""

    record: Record
    text: str
    names: Names

    @cached_property
    def words(self) -> frozenset[str]:
        """Roughly its words: texts that have few in common are not compared any further."""
        return frozenset(self.text.lower().split())

    @cached_property
    def wording(self) -> Wording:
        """How it is compared with other publishers' texts."""
        return wording(self.text, self.names.longest_first)

    @cached_property
    def nameless(self) -> str:
        """Its wording without the names of the thing, by which it is compared with its publisher's texts."""
        return _without_names(self.text, self.names.longest_first)

    def may_copy(self, other: Quotation) -> bool:
        """Whether it has the language of another, and most of that one's words or the other way round."""
        if self.record.source.language != other.record.source.language:
            return False
        return len(self.words & other.words) >= MIN_SHARED_WORDS * min(len(self.words), len(other.words))


def quoted(group: Group) -> Quoted:
    """Each text of a publisher once: one that it repeats in nearly the same words, for another name or in another work, is not quoted
    again, nor is what another publisher has taken over word by word. What is being studied stands behind what is known.
    """
    texts = [(record, text) for record in group for text in record.concept.definitions]
    if len(texts) > 1:
        return _quoted_once(group)
    return Quoted(tuple([cited(record, text) for record, text in texts]), frozenset())


def _quoted_once(group: Group) -> Quoted:
    names = Names(group)
    kept: list[Quotation] = []
    seen: list[Quotation] = []
    for record in group:
        for text in record.concept.definitions:
            new = Quotation(record, text, names)
            if not any(_is_repeated(new, each) for each in seen) and not any(_is_copied(new, each) for each in kept):
                kept = [each for each in kept if not _is_within(each, new)]
                kept.append(new)
            seen.append(new)
    texts = sorted(kept, key=lambda each: _place(each, group))
    said = {id(each.record) for each in kept}
    unquoted = frozenset(at for at, each in enumerate(group) if each.concept.definitions and id(each) not in said)
    return Quoted(tuple([cited(each.record, each.text) for each in texts]), unquoted)


def _origin(record: Record) -> tuple[str, str]:
    return record.source.publisher, record.source.language


def _is_repeated(new: Quotation, other: Quotation) -> bool:
    """Whether a text says nearly what another of its publisher does, whether that is quoted or not."""
    if _origin(new.record) != _origin(other.record):
        return False
    # The texts of one record are told apart by what they say of the thing under any name.
    one, its = (new.text, other.text) if new.record is other.record else (new.nameless, other.nameless)
    return _is_nearly(one, its)


def _is_copied(new: Quotation, kept: Quotation) -> bool:
    """Whether a text is another word by word, whoever publishes it, or frames that with a few words."""
    if not new.may_copy(kept):
        return False
    one, other = new.wording, kept.wording
    return one.is_copy_of(other) or one.frames(other) or one.is_mostly(other)


def _is_within(kept: Quotation, new: Quotation) -> bool:
    """Whether a text that came before is wholly a part of a new one. What is written for everybody stays beside what is not."""
    is_for_others = kept.record.source.audience in LAY_AUDIENCES and new.record.source.audience not in LAY_AUDIENCES
    return not is_for_others and kept.may_copy(new) and kept.wording.is_copy_of(new.wording)


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
    """Whether a record of a group names the thing, and no text of its source is on the page. That a curated list writes an abbreviation
    out is to be seen from the names.
    """
    if record.concept.definitions:
        return at in quoted.unquoted and record.source.id not in quoted_sources
    is_listed = record.only_writes_out and record.source.traits.curated_abbreviations
    return not is_listed and not (record.only_writes_out and record.source.id in defining)


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


def _without_names(text: str, names: Iterable[str]) -> str:
    """A definition's wording with the thing's own names and the list of others at its end taken out."""
    masked = fold(OTHER_NAMES.split(text)[0])
    for name in names:
        masked = masked.replace(name, "~")
    return PLACE_OF_A_NAME.sub(" ", masked).strip()
