"""The clauses of one OBO term: "tag: value" lines, quoted strings, comments and qualifiers.

The section numbers are those of https://owlcollab.github.io/oboformat/doc/obo-syntax.html.
"""

from __future__ import annotations

import re
from collections import defaultdict

TAGS = frozenset("id name namespace def synonym xref is_a is_obsolete relationship".split())
# Marks of the properties that are read; most others say who wrote a term and when.
PROPERTIES = (" skos:", " exactMatch ", " terms:description ")
QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"([^\[]*)')
ESCAPE = re.compile(r"\\(.)")
ESCAPED = {"n": "\n", "t": "\t", "W": " "}
# A zero width space, which was copied into some texts.
INVISIBLE = "\u200b"
LINE_CONTINUED = re.compile(r"(?<!\\)((?:\\\\)*)\\\r?\n")

Clauses = dict[str, list[str]]


class BrokenClauseError(Exception):
    """A clause of a term cannot be read; the message says why."""


def decoded(content: bytes) -> str:
    """Decode a stanza, with lines joined that end with a backslash. Raises BrokenClauseError."""
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise BrokenClauseError("it is not UTF-8") from error
    return LINE_CONTINUED.sub(r"\1", text) if "\\\n" in text or "\\\r" in text else text


def clauses(text: str) -> Clauses:
    """Return the values of the tags that Medlex reads, from the stanza's second line on. Other tags are skipped, as
    the format demands. Raises BrokenClauseError.
    """
    found: Clauses = defaultdict(list)
    for line in text.split("\n")[1:]:
        tag, colon, value = line.partition(":")
        if (tag in TAGS and colon) or (tag == "property_value" and value.startswith(PROPERTIES)):
            found[tag].append(value.strip())
        elif not colon and tag.strip() and not tag.startswith("!"):
            raise BrokenClauseError(f"the line {tag.strip()[:60]!r} is no tag and value")
    return found


def only(clauses: Clauses, tag: str) -> str:
    """Return the value of a tag that may occur once in a term (section 3.3); "" if it does not occur. Raises
    BrokenClauseError.
    """
    values = clauses.get(tag)
    if not values:
        return ""
    if len(values) > 1:
        raise BrokenClauseError(f'it has more than one "{tag}"')
    return values[0]


def first_word(value: str) -> str:
    """Return an identifier without the comment and the qualifiers that may follow it."""
    return value.partition(" ")[0] if value.isprintable() else (value.split(None, 1) or [""])[0]


def prefix(code: str) -> str:
    """Return the prefix of an identifier in capitals: "HP"."""
    return code.partition(":")[0].upper()


def quoted(value: str) -> tuple[str, str]:
    """Return the text of a quoted string (section 2.4) on one line with its escapes resolved, and the rest of the
    value up to a list of references. Raises BrokenClauseError.
    """
    found = _quoted(value)
    return _plain(found[1]), found[2]


def quoted_lines(value: str) -> str:
    """Return the text of a quoted string with its line breaks. Raises BrokenClauseError."""
    lines = map(_plain, _quoted(value)[1].replace(r"\n", "\n").split("\n"))
    return "\n".join(filter(None, lines))


def unquoted(value: str) -> str:
    """Return an unquoted value with its escapes resolved, without the comment and the qualifiers that may follow it
    (section 2.3).
    """
    value = value.partition(" !")[0].rstrip()
    if value.endswith('"}') and " {" in value:
        value = value[: value.rindex(" {")]
    return _plain(value)


def _quoted(value: str) -> re.Match[str]:
    found = QUOTED.match(value)
    if found is None:
        raise BrokenClauseError(f"the quotation marks of {value[:60]!r} are not in pairs")
    return found


def _plain(text: str) -> str:
    if text.isprintable() and "\\" not in text and "  " not in text:
        return text.strip(" ")
    if "\\" in text:
        text = ESCAPE.sub(lambda match: ESCAPED.get(match[1], match[1]), text)
    return " ".join(text.replace(INVISIBLE, "").split())
