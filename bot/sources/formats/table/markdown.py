"""Markdown: the pipe tables of GitHub (https://github.github.com/gfm/#tables-extension-), lists of definitions
("**term**: text" and Pandoc's, https://pandoc.org/MANUAL.html#definition-lists), and headings with text below them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.encodings import label
from bot.sources.formats.table.rows import Cell, Markup, RawTable, Row
from bot.sources.formats.table.texts import Text

DELIMITER_ROW = re.compile(r"(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|")
CELL_END = re.compile(r"(?<!\\)\|")
HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>\S.*)")
# "- **COPD** (lung): text", "* __term__ - text", "**term**: text", "**term:** text".
BOLD_TERM = re.compile(
    r"\s*(?:[-*+]\s+|\d+[.)]\s+)?(?P<mark>\*\*"
    r"|__)(?P<term>(?:(?!(?P=mark)).)++)(?P=mark)(?P<rest>\s*[^\w\s].*|\s+.*)?\s*"
)
# Abbreviations in MkDocs and Markdown Extra: "*[BMI]: Body Mass Index".
ABBREVIATION = re.compile(r"\s*\*\[(?P<term>[^\]]+)\]\s*:?\s*(?P<rest>.*)")
SEPARATOR = re.compile(r"^\s*(?::|[-–—=]+)\s*")
PANDOC_TEXT = re.compile(r"\s{0,3}[:~]\s+(?P<text>.+)")
RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
FENCE = re.compile(r"\s*(?:```|~~~)")
MIN_TERMS = 3


def is_markdown(head: list[str], name: str) -> bool:
    """Return True if a text that begins with these lines is Markdown that can be read: it has the rule below a
    table's header, or terms in bold or with Pandoc's colon; in a file with a name of Markdown's, headings suffice.
    """
    if any(map(_is_rule_of_table, head)):
        return True
    counts = Counter(_shape(line) for line in head)
    is_named = bool(re.search(r"\.(?:md|markdown|mdown|rmd|qmd)\b", name.lower()))
    return (
        max(counts["bold"], counts["abbreviation"]) >= MIN_TERMS
        or counts["pandoc"] >= MIN_TERMS
        or (is_named and counts["heading"] >= MIN_TERMS)
    )


def _is_rule_of_table(line: str) -> bool:
    return "-" in line and "|" in line and bool(DELIMITER_ROW.fullmatch(line.strip()))


def _shape(line: str) -> str:
    for name, pattern in (
        ("abbreviation", ABBREVIATION),
        ("bold", BOLD_TERM),
        ("pandoc", PANDOC_TEXT),
        ("heading", HEADING),
    ):
        match = pattern.fullmatch(line.rstrip("\n"))
        if match and (name != "bold" or SEPARATOR.match(match["rest"] or "") or match["rest"]):
            return name
    return ""


def tables_of(text: Text) -> Iterator[RawTable]:
    """Yield the pipe tables of a text; if it has none, its definitions as one table of terms and definitions."""
    any_table = False
    for number, titles, rows in _pipe_tables(text):
        any_table = True
        name = f"{text.name} (table at line {number})"
        yield RawTable(
            name,
            iter(rows),
            ["Markdown tables", label(text.encoding)],
            titles=titles,
            markup=Markup.MARKDOWN,
            joiner=" | ",
            optional=True,
        )
    if not any_table:
        read_as = ["Markdown, terms with their definitions", label(text.encoding)]
        yield RawTable(text.name, _definitions(text), read_as, titles=["term", "definition"], markup=Markup.MARKDOWN)


def _pipe_tables(text: Text) -> Iterator[tuple[int, list[str], list[Row | BrokenRecord]]]:
    """Each table: the line and titles of its header, and its rows. A line without a pipe ends it."""
    above, start, titles = "", 0, None
    rows: list[Row | BrokenRecord] = []
    for number, line in enumerate(text.lines(), start=1):
        if _is_rule_of_table(line) and "|" in above and titles is None:
            titles, rows, start = [str(cell) for cell in _cells(above)], [], number - 1
        elif titles is not None and "|" in line:
            rows.append(Row(f"line {number}", _cells(line)))
        elif titles is not None:
            yield start, titles, rows
            titles = None
        above = line
    if titles is not None:
        yield start, titles, rows


def _cells(line: str) -> list[Cell]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in CELL_END.split(inner)]


def _definitions(text: Text) -> Iterator[Row]:
    """Terms in bold, before Pandoc's colon, or as the most frequent level of headings, each with the text after it."""
    head = [line for _, line in zip(range(5_000), text.lines(), strict=False)]
    shapes = Counter(map(_shape, head))
    if shapes["abbreviation"] >= MIN_TERMS:
        yield from _below(text, _abbreviation)
    elif shapes["bold"] >= max(MIN_TERMS, shapes["heading"] // 4) or shapes["pandoc"] < MIN_TERMS > shapes["heading"]:
        yield from _below(text, _bold)
    elif shapes["pandoc"] >= MIN_TERMS:
        yield from _pandoc(text)
    else:
        levels = Counter(match["level"] for line in head if (match := HEADING.fullmatch(line.rstrip("\n"))))
        level = levels.most_common(1)[0][0]
        yield from _below(text, lambda line: _heading(line, level))


def _below(text: Text, begins: Callable[[str], tuple[str, str] | None]) -> Iterator[Row]:
    """Each term with the lines up to the next one or to a heading."""
    number, term = 0, ""
    definition: list[str] = []
    for at, raw in enumerate(text.lines(), start=1):
        line = raw.rstrip("\n")
        found = begins(line)
        if found or HEADING.fullmatch(line) or RULE.fullmatch(line):
            if term:
                yield Row(f"line {number}", [term, "\n".join(definition)])
            number, term, definition = (at, found[0], [found[1]]) if found else (0, "", [])
        elif term and not FENCE.match(line):
            definition.append(line)
    if term:
        yield Row(f"line {number}", [term, "\n".join(definition)])


def _bold(line: str) -> tuple[str, str] | None:
    match = BOLD_TERM.fullmatch(line)
    if match is None:
        return None
    return match["term"].strip(" \t:"), SEPARATOR.sub("", match["rest"] or "")


def _abbreviation(line: str) -> tuple[str, str] | None:
    match = ABBREVIATION.fullmatch(line)
    return (match["term"], match["rest"]) if match else None


def _heading(line: str, level: str) -> tuple[str, str] | None:
    match = HEADING.fullmatch(line)
    return (match["text"].rstrip().rstrip("#").strip("*_ \t:"), "") if match and match["level"] == level else None


def _pandoc(text: Text) -> Iterator[Row]:
    number, term = 0, ""
    definition: list[str] = []
    for at, raw in enumerate(text.lines(), start=1):
        line = raw.rstrip("\n")
        if match := PANDOC_TEXT.fullmatch(line):
            definition.append(match["text"])
        elif line.strip() and (not definition or not line.startswith((" ", "\t"))):
            if term and definition:
                yield Row(f"line {number}", [term, "\n".join(definition)])
            number, term, definition = at, line.strip(), []
        elif line.strip():
            definition.append(line)
    if term and definition:
        yield Row(f"line {number}", [term, "\n".join(definition)])
