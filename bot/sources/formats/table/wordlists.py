"""Lists without columns: a term and its meaning on each line, separated by a dash, a colon or the like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.columns import MEANING_FIELDS, NAME_FIELDS
from bot.sources.formats.table.encodings import label
from bot.sources.formats.table.rows import Markup, RawTable, Row
from bot.sources.formats.table.texts import Text
from bot.sources.formats.table.titles import guess
from bot.terms.abbreviations import looks_like_abbreviation

# The separators, the most distinctive first, and their names.
SIGNS = {
    "dashes": re.compile(r"\s+[–—-]{1,2}\s+"),
    "equals signs": re.compile(r"\s*=\s*"),
    "colons": re.compile(r"\s*:(?:\s+|(?=[\"“']))"),
    "wide spaces": re.compile(r"\s{3,}"),
    "a space": re.compile(r"\s+"),
}
ANY_SPACE = "a space"
# If each line has its own separator, a space is all that they have in common.
AFTER_TERM, BEFORE_TEXT = ",;:=–—-", ",;:=–—- "
BULLET = re.compile(r"^\s*(?:[-*•·]\s+|\d+[.)]\s+)?")
# A field of YAML (https://yaml.org/spec/1.2.2/#chapter-2-language-overview).
YAML_FIELD = re.compile(r"\s*(?:-\s+)?[\"']?(?P<title>[^\W\d][\w -]{0,40}?)[\"']?:(?:\s|$)")
LINK = re.compile(r"<?https?://\S+>?|\[[^\]]*\]\([^)]*\)")
# Lines of a Markdown list that are not entries: headings, comments, rules, fences.
NO_ENTRY = re.compile(r"\s*(?:#.*|<!--.*|.*-->|[-=*_]{3,}|```.*)\s*")
MAX_TERM = 80
MAX_SEARCHED = 200
MIN_TERMS = 3
MAX_ODD = 0.2


def is_yaml(head: list[str]) -> bool:
    """Return True if lines with a colon are the fields of entries: the same titles repeat."""
    first = next((line for line in head if line.strip(" -\n") and not line.startswith("#")), "")
    if not YAML_FIELD.match(first):
        return False
    fields = Counter(
        found.field for line in head if (match := YAML_FIELD.match(line)) and (found := guess(match["title"]))
    )
    return all(any(fields[field] > 1 for field in wanted) for wanted in (NAME_FIELDS, MEANING_FIELDS))


def sign_of(head: list[str]) -> str | None:
    """Return the separator that nearly every line has after a short term; None if there is none."""
    filled = [line for line in head if line.strip() and not NO_ENTRY.fullmatch(line)]
    for name in SIGNS:
        fitting = sum(_parts(line, name) is not None for line in filled)
        if fitting >= MIN_TERMS and fitting >= (1 - MAX_ODD) * len(filled):
            return name
    return None


def table_of(text: Text, sign: str) -> RawTable:
    """Return the lines as rows of a term and a definition."""
    read_as = [f"a list with {sign} between term and definition", label(text.encoding)]
    return RawTable(text.name, _rows(text, sign), read_as, titles=["term", "definition"], markup=Markup.MARKDOWN)


def _rows(text: Text, sign: str) -> Iterator[Row | BrokenRecord]:
    for number, line in enumerate(text.lines(), start=1):
        if line.strip() and not NO_ENTRY.fullmatch(line):
            yield Row(f"line {number}", [*(_parts(line, sign) or (line.strip(),))])


def _parts(line: str, sign: str) -> tuple[str, str] | None:
    text = BULLET.sub("", _unquoted_line(line.rstrip("\n")), count=1)
    # A separator is only searched at the beginning: in long runs of spaces the search takes long.
    found = SIGNS[sign].search(text[:MAX_SEARCHED])
    parts: tuple[str, ...] = (text[: found.start()], text[found.end() :]) if found else (text,)
    if sign == ANY_SPACE:
        parts = _without_signs(parts)
    term, *rest = (_unquoted(part.strip()) for part in parts)
    if not rest or not 0 < len(term) <= MAX_TERM or not rest[0] or LINK.match(text):
        return None
    if sign == ANY_SPACE and not _is_short(term):
        return None
    return term, rest[0]


def _unquoted_line(line: str) -> str:
    """A line without the quotation marks of a spreadsheet that exported it as one cell."""
    return line[1:-1] if line[:1] + line[-1:] == '""' and line.count('"') == 2 else line


def _without_signs(parts: tuple[str, ...]) -> tuple[str, ...]:
    first, *rest = parts
    return (first.rstrip(AFTER_TERM) or first, *(part.lstrip(BEFORE_TEXT) for part in rest))


def _is_short(term: str) -> bool:
    """Return True if a word is clearly an abbreviation: it has capitals or digits after its first letter, or nothing
    else follows it.
    """
    return looks_like_abbreviation(term) or any(letter.isdigit() for letter in term)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] + text[-1] in {'""', "“”", "''"} else text
