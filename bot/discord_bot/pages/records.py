"""The sources that name an entry without defining it, and where its word comes from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.discord_bot.ui import wording
from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import link, listed, plain, plain_name, shortened
from bot.discord_bot.ui.paging import Block, source_line
from bot.lexicon.model import Entry, SourceRecord
from bot.terms.model import Relation
from bot.terms.normal_forms import fold

LONGEST_NAME = 120
# Of the names behind one relation, and of all sources in the line below definitions.
LONGEST_LIST = 400
MOST_RECORDS = 8
# A word's history is told in a few sentences.
LONGEST_ETYMOLOGY = 900


def further_blocks(entry: Entry) -> Iterator[Block]:
    """What stands behind an entry's definitions: where the word comes from; and where there are no definitions, who names it and
    what they say of it.
    """
    if entry.etymology:
        origin = wording.etymology(shortened(plain(entry.etymology.text), LONGEST_ETYMOLOGY))
        yield Block(f"{origin}\n{source_line(entry.etymology)}")
    if entry.records and not entry.definitions:
        yield Block("\n".join(filter(None, (wording.no_definition(), kind_line(entry)))))
        yield from (_block(entry, record) for record in entry.records[:MOST_RECORDS])


def named(entry: Entry, most: int) -> str:
    """What a short view shows of an entry that nobody defines: that, and in at most `most` characters the first source that names it,
    with what it says.
    """
    said = [wording.no_definition()]
    for record in entry.records[:1]:
        said += filter(None, (record_facts(record), source_line(record)))
    whole = "\n".join(said)
    return whole if len(whole) <= most else said[0]


def kind_line(entry: Entry) -> str:
    """What sort of thing an entry is that nobody defines; empty where no source says."""
    return wording.kind(kind_name(entry.semantic_types[0])) if entry.semantic_types else ""


def also_in(entry: Entry) -> str:
    """Who names an entry without defining it, beside those who define it; empty where nobody does."""
    return wording.also_in(_in_a_row(entry.records)) if entry.records and entry.definitions else ""


def _block(entry: Entry, record: SourceRecord) -> Block:
    """One record: its own name of the thing where that is another, what it says, and who says it."""
    is_same = fold(record.name) == fold(entry.headword)
    said = "" if is_same else wording.listed_as(plain_name(record.name, LONGEST_NAME))
    return Block("\n".join(filter(None, (said, record_facts(record), source_line(record)))))


def record_facts(record: SourceRecord) -> str:
    """What a record says of other things, a line for each relation, and in which forms a medicine is sold; empty where it says
    nothing.
    """
    names: dict[Relation, list[str]] = {}
    for each in record.links:
        names.setdefault(each.kind, []).append(each.name)
    forms = wording.dose_forms(listed(record.dose_forms, LONGEST_LIST)) if record.dose_forms else ""
    links = wording.record_links({kind: listed(each, LONGEST_LIST) for kind, each in names.items()})
    return "\n".join(filter(None, (links, forms)))


def _in_a_row(records: tuple[SourceRecord, ...]) -> str:
    """Title and code of each record, as many as fit in a line or two, linked to the publisher's page."""
    shown = dict.fromkeys(titled(each, link(plain_name(each.title, LONGEST_NAME), each.url)) for each in records)
    return ", ".join(islice(shown, MOST_RECORDS))


def titled(record: SourceRecord, title: str) -> str:
    """A source's title and its code for the thing; without a code that is only the thing's name in small letters."""
    is_number = any(map(str.isdigit, record.code))
    return f"{title} {plain_name(record.code, LONGEST_NAME)}" if is_number else title
