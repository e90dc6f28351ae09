"""The definitions and source records of an entry, with everything that is needed to cite them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from bot.building.merge.copies import Wording, wording
from bot.building.merge.records import Group, Record
from bot.languages import ENGLISH
from bot.lexicon.model import Definition, RecordLink, SourceRecord
from bot.sources.catalogue import catalogue
from bot.terms.normal_forms import fold
from bot.terms.source import LAY_AUDIENCES

# A masked name, with the article before it, which belongs to the name ("El síndrome de NEM2A", "NEM2A").
PLACE_OF_A_NAME = re.compile(r"(?:\W*\b(?:an?|the|el|la|los|las))?\W*~\w*\W*")
# NCI definitions introduce the other names of a thing with these words, in English and Spanish.
OTHER_NAMES = re.compile(r" (?:Also called|También se llama|También se conoce) ")
# Similarity in percent, of the words in alphabetical order, at which two texts of one publisher say the same;
# MIN_SIMILARITY_CONTAINED is enough where one text has all words of the other. Measured on 1,790 pairs of texts of NCI,
# Mondo and HPO.
MIN_SIMILARITY = 78
MIN_SIMILARITY_CONTAINED, MIN_CONTAINED = 60, 95
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"(?<=[.;])\s")
# NCI definitions of something that may become a treatment begin with these words, in English and Spanish.
RESEARCH = re.compile(
    r"\b(?:being (?:studied|tested)|under study|(?:está|están|es) (?:en estudio|estudiad[oa])|en estudio para)\b"
)
BETWEEN_CREDITS = " · "
# The share of a text's words that must occur in the other text before the two are compared in detail.
MIN_SHARED_WORDS = 0.5


@dataclass(frozen=True, slots=True)
class Quotations:
    """The texts that a page quotes, in order, and the positions of those records that have texts none of which is
    quoted.
    """

    definitions: tuple[Definition, ...]
    unquoted: frozenset[int]


class Names:
    """The names of all records of a group, folded."""

    def __init__(self, group: Group) -> None:
        self._group = group

    @cached_property
    def longest_first(self) -> list[str]:
        """Each name once, the longest first. Computed on demand: most groups never need it."""
        names = {fold(name.name) for record in self._group for name in record.concept.names}
        return sorted(names, key=lambda name: (-len(name), name))


@dataclass(frozen=True)
class Quotation:
    """One definition of a record, prepared for comparison with others."""

    record: Record
    text: str
    names: Names

    @cached_property
    def words(self) -> frozenset[str]:
        """A rough set of the words; texts that share few of them are not compared any further."""
        return frozenset(self.text.lower().split())

    @cached_property
    def wording(self) -> Wording:
        """The form in which it is compared with the texts of other publishers."""
        return wording(self.text, self.names.longest_first)

    @cached_property
    def nameless(self) -> str:
        """The text without the names of the thing; so it is compared with other texts of its own publisher."""
        return _without_names(self.text, self.names.longest_first)

    def may_copy(self, other: Quotation) -> bool:
        """Return True if both texts are in one language and share enough words for one to be a copy of the other."""
        if self.record.source.language != other.record.source.language:
            return False
        return len(self.words & other.words) >= MIN_SHARED_WORDS * min(len(self.words), len(other.words))


def quotations(group: Group) -> Quotations:
    """Return the texts of a group, each once.

    A text that its publisher repeats in nearly the same words, for another name or in another work, is left out, and so
    is a text that another publisher copied. Texts about research follow those about established knowledge.
    """
    texts = [(record, text) for record in group for text in record.concept.definitions]
    if len(texts) > 1:
        return _quoted_once(group)
    return Quotations(tuple([citation(record, text) for record, text in texts]), frozenset())


def _quoted_once(group: Group) -> Quotations:
    names = Names(group)
    chosen: list[Quotation] = []
    seen: list[Quotation] = []
    for record in group:
        for text in record.concept.definitions:
            new = Quotation(record, text, names)
            if not any(_repeats(new, each) for each in seen) and not any(_copies(new, each) for each in chosen):
                chosen = [each for each in chosen if not _is_within(each, new)]
                chosen.append(new)
            seen.append(new)
    texts = sorted(chosen, key=lambda each: _sort_key(each, group))
    quoted_records = {id(each.record) for each in chosen}
    unquoted = frozenset(
        at for at, each in enumerate(group) if each.concept.definitions and id(each) not in quoted_records
    )
    return Quotations(tuple([citation(each.record, each.text) for each in texts]), unquoted)


def _origin(record: Record) -> tuple[str, str]:
    return record.source.publisher, record.source.language


def _repeats(new: Quotation, other: Quotation) -> bool:
    """Return True if a text says nearly the same as an earlier one of its publisher, whether that one
    is quoted or not.
    """
    if _origin(new.record) != _origin(other.record):
        return False
    # The texts of one record are compared with the names in them: there, the names are the only difference that counts.
    one, its = (new.text, other.text) if new.record is other.record else (new.nameless, other.nameless)
    return _say_the_same(one, its)


def _copies(new: Quotation, chosen: Quotation) -> bool:
    """Return True if a text copies a quoted one, whoever published it, or only adds a few words before it."""
    if not new.may_copy(chosen):
        return False
    one, other = new.wording, chosen.wording
    return one.is_copy_of(other) or one.frames(other) or one.is_mostly(other)


def _is_within(chosen: Quotation, new: Quotation) -> bool:
    """Return True if a quoted text is entirely contained in a new one. A text for lay readers is never replaced by one
    for professionals.
    """
    is_for_others = chosen.record.source.audience in LAY_AUDIENCES and new.record.source.audience not in LAY_AUDIENCES
    return not is_for_others and chosen.may_copy(new) and chosen.wording.is_copy_of(new.wording)


def _sort_key(each: Quotation, group: Group) -> tuple[bool, bool, int]:
    """Sort key of texts: first language first, then established knowledge before research, then the order of the
    records.
    """
    at = next(at for at, record in enumerate(group) if record is each.record)
    return each.record.source.language != group[0].source.language, _is_of_research(each.text), at


def _is_of_research(text: str) -> bool:
    """Return True if the first sentence says that a thing is being studied, which is rarely its main use."""
    return RESEARCH.search(SENTENCE_END.split(text, maxsplit=1)[0]) is not None


def _say_the_same(one: str, other: str) -> bool:
    """Return True if two texts are the same but for a few words; never if a number differs."""
    if one == other:
        return True
    alike = fuzz.token_sort_ratio(one, other, score_cutoff=MIN_SIMILARITY_CONTAINED)
    if alike < MIN_SIMILARITY_CONTAINED or sorted(NUMBER.findall(one)) != sorted(NUMBER.findall(other)):
        return False
    return alike >= MIN_SIMILARITY or fuzz.token_set_ratio(one, other) >= MIN_CONTAINED


def records(
    group: Group, quotations: Quotations, links: Callable[[Record], tuple[RecordLink, ...]]
) -> tuple[SourceRecord, ...]:
    """Return the records that name the entry and are not quoted; `links` gives the links of a record.

    A record whose texts were all left out counts, unless its source is quoted by another text. Where a publisher has no
    page for each record, its home page is linked. Bare expansions of an abbreviation are left out if the same list also
    defines the thing.
    """
    quoted_sources = {definition.source for definition in quotations.definitions}
    defining = {record.source.id for record in group if record.concept.definitions}
    return tuple(
        [
            _source_record(record, links(record))
            for at, record in enumerate(group)
            if _names_without_text(at, record, defining, quotations, quoted_sources)
        ]
    )


def _names_without_text(
    at: int, record: Record, defining: set[str], quotations: Quotations, quoted_sources: set[str]
) -> bool:
    """Return True if a record names the thing and no text of its source is on the page. Expansions from a curated list
    are left out: the names already show them.
    """
    if record.concept.definitions:
        return at in quotations.unquoted and record.source.id not in quoted_sources
    is_listed = record.is_bare_expansion and record.source.traits.curated_abbreviations
    return not is_listed and not (record.is_bare_expansion and record.source.id in defining)


def _source_record(record: Record, links: tuple[RecordLink, ...]) -> SourceRecord:
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
    """Return the word's etymology from the first source that gives one."""
    for record in group:
        if record.concept.etymology:
            return citation(record, record.concept.etymology)
    return None


def citation(record: Record, text: str) -> Definition:
    """Return a text with everything that is needed to cite its record and source."""
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
        hyphenation=record.concept.hyphenation if source.language != ENGLISH else None,
    )


def _title(record: Record) -> str:
    """Return the title of a record's source; for a reviewed record the one without the note "not
    medically reviewed".
    """
    known = catalogue().get(record.source.id) if record.concept.review else None
    return known.title if known else record.source.title


def _credit(record: Record) -> str | None:
    """Join the credit that the license of the source requires with the one of the record."""
    return BETWEEN_CREDITS.join(filter(None, (record.concept.credit, record.source.credit))) or None


def _without_names(text: str, names: Iterable[str]) -> str:
    """Return a definition, folded, without the thing's own names and without the list of other names at its end."""
    masked = fold(OTHER_NAMES.split(text)[0])
    for name in names:
        masked = masked.replace(name, "~")
    return PLACE_OF_A_NAME.sub(" ", masked).strip()
