"""The options with which an admin describes a table."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from bot.errors import UsageError
from bot.sources.concept import Reading
from bot.sources.formats.table.titles import FIELDS, normal_title

PAIR = re.compile(r"\s*([^=]+?)\s*=\s*(.*?)\s*(?:,(?=[^,=]+=)|$)")
FIELD_NAMES = {normal_title(field): field for field in FIELDS}
# In characters: all fields there are, with long titles.
MAX_COLUMNS = 2_000
EXAMPLE = 'Write it as in --columns "term=Word,definition=Meaning".'


@dataclass(frozen=True, slots=True)
class Options:
    """The sheet of a workbook, the encoding of a text, the title of the column for each field (None: not given), and
    the language of the definitions (ISO 639-1).
    """

    sheet: str | None = None
    encoding: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    language: str = "en"


def options_of(reading: Reading | None) -> Options:
    """Return the options of one run over a file. Raises UsageError when one of them is not possible."""
    if reading is None:
        return Options()
    language = reading.source.language if reading.source else "en"
    encoding = known_encoding(reading.encoding) if reading.encoding else None
    return Options(reading.sheet, encoding, parsed_columns(reading.columns or ""), language)


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding. Raises UsageError when there is no such encoding of text."""
    try:
        "".encode(name)
        return codecs.lookup(name).name
    # Codecs that are no encodings of text ("zip") raise a LookupError, too.
    except (LookupError, ValueError) as error:
        raise UsageError(
            f"There is no encoding {name[:40]!r}.", "Write one such as utf-8, windows-1252, utf-16 or mac-roman."
        ) from error


def parsed_columns(text: str) -> tuple[tuple[str, str], ...]:
    """Parse which column has what: "term=Word,definition=Meaning". Raises UsageError when that is not possible."""
    if not text.strip():
        return ()
    if len(text) > MAX_COLUMNS:
        raise UsageError(f"The columns have {len(text):,} characters, of which {MAX_COLUMNS:,} are possible.", EXAMPLE)
    pairs: list[tuple[str, str]] = []
    at = 0
    while at < len(text):
        pair = PAIR.match(text, at)
        if pair is None or pair.end() == at or not pair.group(2):
            raise UsageError(f"The columns {text[:80]!r} cannot be understood.", EXAMPLE)
        pairs.append((_field(pair.group(1)), pair.group(2)))
        at = pair.end()
    return tuple(pairs)


def _field(name: str) -> str:
    field = FIELD_NAMES.get(normal_title(name))
    if field is None:
        raise UsageError(
            f"A column cannot be read as {name[:40]!r}.", f"{EXAMPLE} The names before = are: {', '.join(FIELDS)}."
        )
    return field
