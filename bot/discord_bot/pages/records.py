"""The sources that name an entry without defining it, and the origin of its word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import link, listed, plain, plain_name, shortened
from bot.discord_bot.ui.paging import Block
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Entry, SourceRecord
from bot.terms.model import Relation
from bot.terms.normal_forms import fold

MAX_NAME = 120
# Of the names behind one relation, and of all sources in the line below definitions.
MAX_LIST = 400
MAX_RECORDS = 8
# A word's history is told in a few sentences.
MAX_ETYMOLOGY = 900


def no_definition() -> str:
    """A plain sentence for an entry that nobody defines."""
    return _("No installed source defines this term in a sentence.")


def further_blocks(entry: Entry) -> Iterator[Block]:
    """The blocks behind an entry's definitions: the origin of the word, and, if nobody defines the entry, each record."""
    if entry.etymology:
        origin = etymology(shortened(plain(entry.etymology.text), MAX_ETYMOLOGY))
        yield Block(f"{origin}\n{source_line(entry.etymology)}")
    if entry.records and not entry.definitions:
        yield Block("\n".join(filter(None, (no_definition(), kind_line(entry)))))
        yield from (_block(entry, record) for record in entry.records[:MAX_RECORDS])


def undefined_summary(entry: Entry, max_length: int) -> str:
    """A short view of an entry that nobody defines: that, and the first record if all has at most so many characters."""
    lines = [no_definition()]
    for record in entry.records[:1]:
        lines += filter(None, (record_facts(record), source_line(record)))
    whole = "\n".join(lines)
    return whole if len(whole) <= max_length else lines[0]


def kind_line(entry: Entry) -> str:
    """The kind of thing that an entry nobody defines is; empty if no source says."""
    return _("Kind: {name}").format(name=kind_name(entry.semantic_types[0])) if entry.semantic_types else ""


def also_in_line(entry: Entry) -> str:
    """The sources that name an entry without defining it, linked, beside those that define it; empty if there are none."""
    return also_in(_in_a_row(entry.records)) if entry.records and entry.definitions else ""


def also_in(records: str) -> str:
    """Sources that name an entry without defining it, as a plain sentence."""
    return _("Also in: {records}").format(records=records)


def etymology(text: str) -> str:
    """The origin of a word, as a plain sentence."""
    return _("Origin of the word: {text}").format(text=text)


def listed_as(name: str) -> str:
    """The name under which a source lists a thing that it does not define, as a plain sentence."""
    return _("Listed as {name}.").format(name=name)


def _block(entry: Entry, record: SourceRecord) -> Block:
    """One record: its name of the thing if that is not the headword, its facts, and its source."""
    is_headword = fold(record.name) == fold(entry.headword)
    name = "" if is_headword else listed_as(plain_name(record.name, MAX_NAME))
    return Block("\n".join(filter(None, (name, record_facts(record), source_line(record)))))


def record_facts(record: SourceRecord, list_names: Callable[[Iterable[str], int], str] = listed) -> str:
    """The related names that a record has, with a line for each relation, and the dose forms of a medicine.

    `list_names` puts names in a row of at most so many characters, in Markdown if nothing else is given. Relations that
    go without saying are left out. Empty if the record says nothing.
    """
    sentences = {
        Relation.ACTS_AS: _("Acts as: {names}"),
        Relation.MAPPED_TO: _("Filed under: {names}"),
        Relation.PART_OF: _("Part of: {names}"),
        Relation.BRAND_OF: _("A brand of: {names}"),
        Relation.CONTAINS: _("Contains: {names}"),
    }
    facts = [
        (sentences[relation], names) for relation, names in _related_names(record).items() if relation in sentences
    ]
    if record.dose_forms:
        facts.append((_("Sold as: {names}"), list(record.dose_forms)))
    return "\n".join(sentence.format(names=list_names(names, MAX_LIST)) for sentence, names in facts)


def _related_names(record: SourceRecord) -> dict[Relation, list[str]]:
    names: dict[Relation, list[str]] = {}
    for each in record.links:
        names.setdefault(each.kind, []).append(each.name)
    return names


def _in_a_row(records: tuple[SourceRecord, ...]) -> str:
    """Title and code of each record, as many as fit in a line or two, linked to the publisher's page."""
    shown = dict.fromkeys(titled(each, link(plain_name(each.title, MAX_NAME), each.url)) for each in records)
    return ", ".join(islice(shown, MAX_RECORDS))


def titled(record: SourceRecord, title: str) -> str:
    """A source's title and its code for the thing; a code without digits is only the thing's name, and left out."""
    has_number = any(map(str.isdigit, record.code))
    return f"{title} {plain_name(record.code, MAX_NAME)}" if has_number else title
