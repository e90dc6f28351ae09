"""Sources that name an entry without defining it, and the origin of the word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.guild_context import is_hidden, visible_definitions, visible_etymology, visible_records
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import link, plain, plain_name, shortened
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.paging import Block
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Cited, Entry, SourceRecord
from bot.terms.model import Relation
from bot.terms.normal_forms import fold

MAX_NAME = 120
# Characters of the names of one relation.
MAX_LIST = 400
MAX_RECORDS = 8
# Characters of the origin of a word.
MAX_ETYMOLOGY = 900


def no_definition(entry: Entry | None = None) -> str:
    """The sentence for an entry that no source defines, or only sources that the server hides."""
    if entry is not None and is_hidden(entry):
        return _("Only sources that the admins of this server hide have a definition of this term.")
    return _("No installed source has a definition of this term.")


def further_blocks(entry: Entry) -> Iterator[Block]:
    """The blocks after the definitions: the origin of the word, each record if no source defines the entry, else the
    line with the sources that only name it.
    """
    if cited := visible_etymology(entry):
        origin = etymology(shortened(plain(cited.text), MAX_ETYMOLOGY))
        yield Block(f"{source_line(cited)}\n{origin}")
    records = visible_records(entry)
    if (records or is_hidden(entry)) and not visible_definitions(entry):
        yield Block("\n".join(filter(None, (no_definition(entry), kind_line(entry)))))
        yield from (_block(entry, record) for record in records[:MAX_RECORDS])
    elif records:
        yield Block(small_print(also_in_line(entry)))


def undefined_summary(entry: Entry, max_length: int) -> str:
    """The sentence that no source defines an entry, and its first record if both fit in `max_length` characters."""
    lines = [no_definition(entry)]
    for record in visible_records(entry)[:1]:
        lines += filter(None, (source_line(record), record_facts(record)))
    whole = "\n".join(lines)
    return whole if len(whole) <= max_length else lines[0]


def kind_line(entry: Entry) -> str:
    """The kind of thing that an entry is; empty if no source says."""
    return _("Kind: {name}").format(name=kind_name(entry.semantic_types[0])) if entry.semantic_types else ""


def also_in_line(entry: Entry) -> str:
    """The linked sources that name an entry which others define; empty if there are none or no source defines it."""
    records = visible_records(entry)
    return also_in(_in_a_row(records)) if records and visible_definitions(entry) else ""


def also_in(records: str) -> str:
    """The sentence with the sources that name an entry without defining it."""
    return _("Also in: {records}").format(records=records)


def etymology(text: str) -> str:
    """The sentence with the origin of a word."""
    return _("Origin of the word: {text}").format(text=text)


def listed_as(name: str) -> str:
    """The sentence with the name that a source has for a thing that it does not define."""
    return _("Listed as {name}.").format(name=name)


def _block(entry: Entry, record: SourceRecord) -> Block:
    """A record: the name that it has for the thing if that is not the headword, its facts, and its source."""
    is_headword = fold(record.name) == fold(entry.headword)
    name = "" if is_headword else listed_as(plain_name(record.name, MAX_NAME))
    return Block("\n".join(filter(None, (source_line(record), name, record_facts(record)))))


def record_facts(record: SourceRecord, text_format: TextFormat = MARKDOWN) -> str:
    """The names that a record relates to the thing, a line for each relation, and the dose forms of a medicine.

    Relations without a sentence here are left out. Empty if nothing is left.
    """
    sentences = {
        Relation.ACTS_AS: _("Acts as: {names}"),
        Relation.MAPPED_TO: _("Covered under: {names}"),
        Relation.PART_OF: _("Part of: {names}"),
        Relation.BRAND_OF: _("A brand of: {names}"),
        Relation.CONTAINS: _("Contains: {names}"),
    }
    facts = [
        (sentences[relation], names) for relation, names in _related_names(record).items() if relation in sentences
    ]
    if record.dose_forms:
        facts.append((_("Sold as: {names}"), list(record.dose_forms)))
    return "\n".join(sentence.format(names=text_format.names(names, MAX_LIST)) for sentence, names in facts)


def _related_names(record: SourceRecord) -> dict[Relation, list[str]]:
    names: dict[Relation, list[str]] = {}
    for each in record.links:
        names.setdefault(each.kind, []).append(each.name)
    return names


def _in_a_row(records: tuple[SourceRecord, ...]) -> str:
    """Title and code of up to MAX_RECORDS records, linked to the publisher's page."""
    shown = dict.fromkeys(titled(each, link(plain_name(each.title, MAX_NAME), each.url)) for each in records)
    return ", ".join(islice(shown, MAX_RECORDS))


def titled(record: Cited, title: str) -> str:
    """A source's title and its code for the thing. A code without digits is only a name, and is left out."""
    has_number = any(map(str.isdigit, record.code))
    return f"{title} {plain_name(record.code, MAX_NAME)}" if has_number else title
