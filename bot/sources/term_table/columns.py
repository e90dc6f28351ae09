"""Which column of a table of terms holds what: by its title in English or Spanish, else by its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.sources.formats.table.columns import Column, understood
from bot.sources.formats.table.titles import normal_title
from bot.sources.term_table.rows import MAX_COLUMNS

# The order of columns in a table without titles.
IN_ORDER = ("term", "definition", "names", "parents", "see_also", "adds_to")
# Our field for each field of a table of a dictionary (bot.sources.formats.table.titles).
FIELDS = {
    "term": "term",
    "definition": "definition",
    "parent": "parents",
    "see_also": "see_also",
    **dict.fromkeys(
        ("synonyms", "abbreviations", "plain_names", "brands", "former_names", "plurals", "other_names"), "names"
    ),
}
# Titles that tables of dictionaries do not have.
OWN_TITLES = {
    "adds_to": ("adds to", "add to", "note on", "note to", "se añade a", "añade a", "añadir a", "nota sobre", "nota a"),
    "parents": ("is a kind of", "a kind of", "type of", "is a type of", "es un tipo de", "tipo de", "clase de"),
    "names": ("names", "nombres", "otros términos"),
    "see_also": ("ver también", "vea también", "ver además"),
}
OWN = {normal_title(title): field for field, titles in OWN_TITLES.items() for title in titles}
# A second column for a field of one text.
SECOND = {"term": "names", "definition": "", "adds_to": ""}
MAX_TITLE_WORDS = 6


def fields_of(titles: Sequence[str]) -> list[str] | None:
    """Return our field of each column by its title, "" for a column that is not read; None if these are no titles, as
    in a table that begins with its first term.
    """
    found = understood(titles[:MAX_COLUMNS])
    if not found.say_enough or (found.are_half_guessed and not all(map(_may_be_title, titles))):
        return None
    base = {column.field for column in found.columns}
    fields = _one_of_each([_field(column, base) for column in found.columns])
    return fields if {"term", "definition"} <= set(fields) else None


def by_place(width: int) -> list[str]:
    """Return our field of each column of a table without titles."""
    return [*IN_ORDER, *[""] * width][:width]


def _field(column: Column, all_fields: set[str | None]) -> str:
    """An abbreviation is the term where nothing else is, its long form the definition where nothing else is."""
    if column.field == "short":
        return "names" if "term" in all_fields else "term"
    if column.field == "expansion":
        return "names" if "definition" in all_fields else "definition"
    field = FIELDS.get(column.field or "", "")
    return field if field == "term" else OWN.get(normal_title(column.title), field)


def _may_be_title(text: str) -> bool:
    return len(text.split()) <= MAX_TITLE_WORDS and not text.rstrip().endswith(".")


def _one_of_each(fields: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    result = []
    for field in fields:
        result.append(SECOND.get(field, field) if field in seen else field)
        seen.add(field)
    return result


def texts_by_field(cells: Sequence[str], fields: Sequence[str]) -> Mapping[str, str]:
    """Return the texts of a row by field; several columns of the same field are joined by line ends."""
    texts: dict[str, list[str]] = {}
    for cell, field in zip(cells, fields, strict=False):
        if field and cell:
            texts.setdefault(field, []).append(cell)
    return {field: "\n".join(parts) for field, parts in texts.items()}
