"""Entries that carry the names of their fields: TOML with [[entry]] tables (https://toml.io/en/v1.0.0), JSON (RFC 8259) and JSON lines
(https://jsonlines.org), in the shapes that people give a glossary.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

import msgspec

from bot.errors import DataError
from bot.sources.concept import BrokenRecord
from bot.sources.files import reason
from bot.sources.formats.table.encodings import label
from bot.sources.formats.table.rows import Cell, RawTable, Row
from bot.sources.formats.table.texts import Text
from bot.sources.formats.table.titles import LANGUAGES, guess

LONGEST_TOML = 1 << 24
LONGEST_JSON = 1 << 26
# How many entries are looked at for the names of all fields.
HEAD = 1000
NO_OBJECT = "it is not an object with a term and a definition"
KEY, VALUE = "term", "definition"


def toml_table(text: Text) -> RawTable:
    """The [[entry]] tables of a TOML file, which is read whole: no part of it is TOML by itself."""
    tables = _toml(text).get("entry")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise DataError(
            f"The TOML file {text.name} has no [[entry]] tables.", "Begin every entry with a line [[entry]]."
        )
    return _table(text, "TOML", tables)


def _toml(text: Text) -> dict[str, object]:
    try:
        return tomllib.loads(text.whole(LONGEST_TOML, "TOML file"))
    # Besides its own error, which is a ValueError, tomllib passes on those of over-long numbers and deep nesting.
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"The file {text.name} is not TOML: {reason(error)}.", "Correct it, then repeat the command."
        ) from error


def json_table(text: Text) -> RawTable:
    """The entries of a JSON file: a list of objects or of pairs, an object with a term for each key, either of them within another
    object ({"terms": [...]}) or under letters; else an object on each line.
    """
    try:
        document = msgspec.json.decode(text.whole(LONGEST_JSON, "JSON file").encode())
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as error:
        lines = _json_lines(text)
        if lines is None:
            raise DataError(
                f"The file {text.name} is not JSON: {reason(error)}.", "Correct it, then repeat the command."
            ) from error
        return _table(text, "JSON lines", lines)
    said: list[str] = []
    table = _table(text, "JSON", _entries(document, said))
    table.read_as += said
    return table


def _json_lines(text: Text) -> list[object] | None:
    decoder = msgspec.json.Decoder()
    try:
        entries = [decoder.decode(line) for line in text.lines() if line.strip()]
    except (msgspec.DecodeError, RecursionError):
        return None
    return entries if len(entries) > 1 and all(isinstance(entry, (dict, list)) for entry in entries) else None


def _entries(document: object, said: list[str]) -> list[object]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return []
    objects = [value for value in document.values() if isinstance(value, dict)]
    lists = {key: value for key, value in document.items() if isinstance(value, list) and any(map(_is_entry, value))}
    if lists:
        _say_what_else(document, lists, said)
        return list(chain.from_iterable(lists.values()))
    if len(objects) < len(document) or not objects:
        wrapped = [value for value in objects if len(value) > len(document)]
        if len(wrapped) == 1 and len(objects) == 1:
            _say_what_else(document, [key for key, value in document.items() if value is wrapped[0]], said)
            return _entries(wrapped[0], said)
        return [_pair(term, value) for term, value in document.items()]
    if _name_fields(objects):
        return [{KEY: term, **value} if not _names_it(value) else value for term, value in document.items()]
    return list(chain.from_iterable(_entries(value, said) for value in objects))


def _is_entry(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and len(value) == 2)


def _name_fields(objects: list[dict[str, object]]) -> bool:
    """Whether the keys of most objects are names of fields, and not terms."""
    named = Counter(any(guess(key) for key in value) and len(value) < 50 for value in objects)
    return named[True] > named[False]


def _names_it(value: Mapping[str, object]) -> bool:
    return any((found := guess(key)) and found.field in {"term", "short"} for key in value)


def _pair(term: str, value: object) -> dict[str, object]:
    return {KEY: term, VALUE: value} if not isinstance(value, dict) else {KEY: term, **value}


def _say_what_else(document: Mapping[str, object], read: Iterable[str], said: list[str]) -> None:
    rest = [key for key in document if key not in set(read)]
    if rest:
        said.append(f"without the parts {', '.join(rest[:10])}")


def _table(text: Text, kind: str, entries: list[object]) -> RawTable:
    keys: dict[str, None] = {}
    for entry in entries:
        if isinstance(entry, dict):
            keys.update(dict.fromkeys(entry))
    if not keys:
        keys = {KEY: None, VALUE: None}
    titles = [*keys]
    return RawTable(text.name, _rows(entries, titles), [kind, label(text.encoding)], titles=titles)


def _rows(entries: list[object], titles: list[str]) -> Iterator[Row | BrokenRecord]:
    for number, entry in enumerate(entries, start=1):
        where = f"entry {number}"
        if isinstance(entry, list) and len(entry) == len(titles) and not any(isinstance(part, dict) for part in entry):
            entry = dict(zip(titles, entry, strict=True))
        if not isinstance(entry, dict):
            yield BrokenRecord(where, NO_OBJECT)
            continue
        yield Row(where, [_cell(entry.get(title)) for title in titles])


def _cell(value: object) -> Cell:
    """A value as text: numbers as they are written, nothing for null, the texts of a list, and of an object its text in English."""
    if isinstance(value, list):
        return tuple(text for part in value if isinstance(text := _cell(part), str) and text.strip())
    if isinstance(value, dict):
        return _of_object(value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_object(value: Mapping[str, object]) -> Cell:
    by_language = {LANGUAGES.get(key.lower()): part for key, part in value.items()}
    inner = by_language.get("en") or next(
        (part for key, part in value.items() if (found := guess(key)) and found.field in {"term", "definition"}), ""
    )
    return _cell(inner) if not isinstance(inner, dict) else ""


def is_toml(head: list[str]) -> bool:
    """Whether a text that begins with these lines is TOML: its first line with anything on it is the header of a table."""
    for line in islice((line.split("#")[0].strip() for line in head if not line.startswith("#")), HEAD):
        if line:
            name = line.strip("[]").strip()
            return line.startswith("[") and line.endswith("]") and bool(name) and not set(name) & set('{},[:"')
    return False
