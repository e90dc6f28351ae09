"""Records of publishers without characters that nobody sees (`bot.terms.invisible`), in all of their texts.

MeSH 2024, the Cell Ontology and the Spanish dictionary of the NCI have 23 of these characters, all of them zero width
spaces.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec

from bot.terms.invisible import hides, without_invisible

Record = TypeVar("Record")

# What JSON has for characters that a terminal or page would not show (RFC 8259, 7), and the one that JSON leaves as it is.
ESCAPED = re.compile(rb"\\[ubfr]|\x7f")

_encode = msgspec.json.Encoder().encode


def visible_record(record: Record) -> Record:
    """Return a record, if it is a struct, without characters that nobody sees."""
    if not isinstance(record, msgspec.Struct) or not _may_hide(record):
        return record
    return msgspec.convert(_visible(msgspec.to_builtins(record)), type(record))


def _may_hide(record: msgspec.Struct) -> bool:
    """Return True if there may be such characters in a record. Hardly any has one, and its JSON shows it soonest."""
    try:
        written = _encode(record)
    except UnicodeEncodeError:  # a surrogate
        return True
    return ESCAPED.search(written) is not None or (not written.isascii() and hides(written.decode()))


def _visible(value: Any) -> Any:
    if isinstance(value, str):
        return without_invisible(value)
    if isinstance(value, dict):
        return {key: _visible(each) for key, each in value.items()}
    return [*map(_visible, value)] if isinstance(value, list | tuple) else value
