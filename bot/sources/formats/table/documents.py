"""Entries with named fields: TOML with [[entry]] tables (https://toml.io/en/v1.0.0), JSON (RFC 8259) and JSON lines
(https://jsonlines.org), in the shapes that people use for glossaries.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TypeGuard

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.sources.concept import BrokenRecord
from bot.sources.formats.readers.typed_records import toml
from bot.sources.formats.table.columns import understood
from bot.sources.formats.table.encodings import label
from bot.sources.formats.table.rows import Cell, RawTable, Row
from bot.sources.formats.table.texts import Text
from bot.sources.formats.table.titles import guess, languages

MAX_TOML = 1 << 24
MAX_JSON = 1 << 26
# The most lists and objects of a JSON text that are within each other. Letters, terms, senses and their examples are
# five.
MAX_DEPTH = 50
# The most objects in a list that become rows of their own. No term has so many senses; more are one cell.
MAX_SENSES = 100
# The number of entries from which the names of all fields are collected.
HEAD = 1000
NO_OBJECT = "it is not an object with a term and a definition"
KEY, VALUE = "term", "definition"


def toml_table(text: Text) -> RawTable:
    """Return the [[entry]] tables of a TOML file, which is read whole because no part of it is TOML by itself."""
    tables = _toml(text).get("entry")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise DataError(
            f"The TOML file {text.name} has no [[entry]] tables.", "Begin every entry with a line [[entry]]."
        )
    return _table(text, "TOML", tables)


def _toml(text: Text) -> dict[str, object]:
    try:
        return toml(text.whole(MAX_TOML, "TOML file"))
    except ValueError as error:
        raise DataError(
            f"The file {text.name} is not TOML: {reason(error)}.", "Correct it, then repeat the command."
        ) from error


def json_table(text: Text) -> RawTable:
    """Return the entries of a JSON file: a list of objects or of pairs, an object with a key for each term, either of
    them within another object ({"terms": [...]}) or under letters; or else an object on each line.
    """
    try:
        document = _decoded(text.whole(MAX_JSON, "JSON file"))
    except (ValueError, RecursionError) as error:
        lines = _json_lines(text)
        if lines is None:
            raise DataError(
                f"The file {text.name} is not JSON: {reason(error)}.", "Correct it, then repeat the command."
            ) from error
        return _table(text, "JSON lines", lines)
    notes: list[str] = []
    table = _table(text, "JSON", _entries(document, notes))
    table.read_as += notes
    return table


def _decoded(text: str) -> object:
    """The value of a JSON text, with numbers as they are written and both values of a key that occurs twice in an
    object. Raises ValueError.
    """
    _refuse_deep(msgspec.json.decode(text.encode()))  # it has the better messages, and counts how deep it is, too
    return json.loads(text, object_pairs_hook=_with_every_value, parse_int=str, parse_float=str)


def _refuse_deep(value: object) -> None:
    """Raise ValueError when more than MAX_DEPTH lists and objects are within each other."""
    level: list[object] = [value]
    for _ in range(MAX_DEPTH + 1):
        inside: list[Iterable[object]] = [part.values() for part in level if isinstance(part, dict)]
        inside += [part for part in level if isinstance(part, list)]
        level = list(chain.from_iterable(inside))
        if not level:
            return
    raise ValueError("it is nested too deeply")


def _with_every_value(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                values = (value if isinstance(value, list) else [value] for each, value in pairs if each == key)
                found[key] = list(chain.from_iterable(values))
    return found


def _json_lines(text: Text) -> list[object] | None:
    try:
        entries = [_decoded(line) for line in text.lines() if line.strip()]
    except (ValueError, RecursionError):
        return None
    return entries if len(entries) > 1 and all(isinstance(entry, (dict, list)) for entry in entries) else None


def _entries(document: object, notes: list[str]) -> list[object]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    if columns := _by_columns(document):
        return columns
    lists = {key: value for key, value in document.items() if isinstance(value, list) and any(map(_is_entry, value))}
    if lists:
        _note_the_rest(document, lists, notes)
        return list(chain.from_iterable(lists.values()))
    objects = [value for value in document.values() if isinstance(value, dict)]
    return _of_objects(document, objects, notes) if objects else [_pair(*item) for item in document.items()]


def _of_objects(document: dict[str, object], objects: list[dict[str, object]], notes: list[str]) -> list[object]:
    """The entries of an object of objects: one with all entries, one for each term, or one for each letter."""
    if len(objects) < len(document) or len(document) == 1:
        if len(objects) == 1 and (len(objects[0]) > len(document) or _holds_entries(objects[0])):
            _note_the_rest(document, [key for key, value in document.items() if value is objects[0]], notes)
            return _entries(objects[0], notes)
        return [_pair(*item) for item in document.items()]
    if _name_fields(objects):
        return [_pair(*item) for item in document.items()]
    return list(chain.from_iterable(_entries(value, notes) for value in objects))


def _by_columns(document: dict[str, object]) -> list[object]:
    """The entries of an object with a table: a list for each column, an object of numbered cells for each, or titles
    and rows. Empty if it has none.
    """
    values = [*document.values()]
    lists = [value for value in values if isinstance(value, list) and value]
    titles = next(filter(_are_titles, lists), [])
    width = len(titles)
    rows = next(
        (rows for value in lists if len(rows := [row for row in value if _has_width(row, width)]) == len(value)), None
    )
    if titles and rows:
        return [dict(zip(titles, row, strict=True)) for row in rows]
    if not _are_titles([*document]) or len({type(value) for value in values}) > 1:
        return []
    columns = [
        [*value.values()] if isinstance(value, dict) else value for value in values if isinstance(value, dict | list)
    ]
    if len(columns) < len(values) or len(set(map(len, columns))) != 1 or not columns[0]:
        return []
    return [dict(zip(document, row, strict=True)) for row in zip(*columns, strict=True)]


def _are_titles(value: list[object]) -> bool:
    return all(isinstance(title, str) for title in value) and understood([*map(str, value)]).say_enough


def _has_width(value: object, width: int) -> TypeGuard[list[object]]:
    return _is_row(value) and len(value) == width


def _is_row(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list) and len(value) > 1 and not any(isinstance(cell, (dict, list)) for cell in value)


def _holds_entries(value: dict[str, object]) -> bool:
    return any(isinstance(part, list) and any(map(_is_entry, part)) for part in value.values())


def _is_entry(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and len(value) == 2)


def _name_fields(objects: list[dict[str, object]]) -> bool:
    """Return True if the keys of most objects are names of fields, and not terms."""
    named = Counter(any(guess(key) for key in value) and len(value) < 50 for value in objects)
    return named[True] > named[False]


def _names_it(value: Mapping[str, object]) -> bool:
    return any((found := guess(key)) and found.field in {"term", "short"} for key in value)


def _pair(term: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        return {KEY: term, VALUE: value}
    return value if _names_it(value) else {KEY: term, **value}


def _note_the_rest(document: Mapping[str, object], read: Iterable[str], notes: list[str]) -> None:
    rest = [key for key in document if key not in set(read)]
    if rest:
        notes.append(f"without the parts {', '.join(rest[:10])}")


def _table(text: Text, kind: str, entries: list[object]) -> RawTable:
    if entries and all(map(_is_row, entries)) and isinstance(first := entries[0], list) and _are_titles(first):
        entries = [dict(zip(first, row, strict=False)) for row in entries[1:] if isinstance(row, list)]
    titles = [*dict.fromkeys(key for entry in entries for row in _flat(entry) for key in row)] or [KEY, VALUE]
    return RawTable(text.name, _rows(entries, titles), [kind, label(text.encoding)], titles=titles)


def _rows(entries: list[object], titles: list[str]) -> Iterator[Row | BrokenRecord]:
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}"
        if isinstance(entry, list) and len(entry) == len(titles) and not any(isinstance(part, dict) for part in entry):
            yield Row(where, [_cell(part) for part in entry])
        elif isinstance(entry, dict):
            yield from (Row(where, [_cell(row.get(title)) for title in titles]) for row in _flat(entry))
        else:
            yield BrokenRecord(where, NO_OBJECT)


def _flat(entry: object) -> list[dict[str, object]]:
    """Flatten an object: the fields of an object within it become its own, and each object of a list makes a row."""
    if not isinstance(entry, dict):
        return []
    rows: list[dict[str, object]] = [{}]
    for key, value in entry.items():
        if isinstance(value, dict) and not _is_by_language(value):
            rows = [row | part for row in rows for part in _flat(value)]
        elif len(rows) == 1 and _are_senses(value):
            rows = [rows[0] | row for part in value for row in _flat(part)]
        else:
            rows = [{key: value} | row if key in row else row | {key: value} for row in rows]
    return rows


def _are_senses(value: object) -> TypeGuard[list[dict[str, object]]]:
    """Return True for a list of at most MAX_SENSES objects."""
    if not isinstance(value, list) or not 0 < len(value) <= MAX_SENSES:
        return False
    return all(isinstance(part, dict) for part in value)


def _cell(value: object) -> Cell:
    """A value as a cell: numbers as they are written, "" for null, the texts of a list, and the English of several
    languages.
    """
    if isinstance(value, list):
        cells = (_cell(part) for part in value)
        texts = (cell if isinstance(cell, str) else ", ".join(cell) for cell in cells)
        return tuple(text for text in texts if text.strip())
    if isinstance(value, dict):
        english = next((part for key, part in value.items() if languages().get(key.lower()) == "en"), None)
        return _cell([*value.values()] if english is None else english)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_by_language(value: Mapping[str, object]) -> bool:
    """Return True if an object has one text in several languages."""
    return bool(value) and all(key.lower() in languages() for key in value)


def is_toml(head: list[str]) -> bool:
    """Return True if a text that begins with these lines is TOML: its first line that is not blank is the header of a
    table.
    """
    for line in islice((line.split("#")[0].strip() for line in head if not line.startswith("#")), HEAD):
        if line:
            name = line.strip("[]").strip()
            return line.startswith("[") and line.endswith("]") and bool(name) and not set(name) & set('{},[:"')
    return False
