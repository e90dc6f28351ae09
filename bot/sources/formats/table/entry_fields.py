"""The entry of a table, and how each of its fields is read from cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields

from bot.sources.formats.table import cells, expansions
from bot.sources.formats.table.findings import Findings
from bot.sources.formats.table.rows import Cell
from bot.terms.model import SemanticType

WEB_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
IPA = re.compile(r"[/\[](?P<ipa>[^/\[\]]{1,80})[/\]]")
KINDS = {kind.value: kind for kind in SemanticType}
LISTS = frozenset(
    {
        "synonyms",
        "abbreviations",
        "plain_names",
        "brands",
        "former_names",
        "plurals",
        "other_names",
        "parent",
        "see_also",
    }
)
LINKS = frozenset({"parent", "see_also"})
MAX_NAME = 120
MAX_SPACES = 12
# A hint is a word or two that distinguish one sense; a longer text is a note.
MAX_HINT = 40
MAX_QUOTED = 60


@dataclass(slots=True)
class Entry:
    """The entry of a row. `expansions` are the long forms of a term that is a short form. `is_short_form` means that
    the column of terms has only short forms, `among_short_forms` that most of its terms look like abbreviations.
    """

    where: str
    term: str = ""
    is_short_form: bool = False
    among_short_forms: bool = False
    expansions: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    abbreviations: list[str] = field(default_factory=list)
    plain_names: list[str] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)
    plurals: list[str] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    parent: list[str] = field(default_factory=list)
    see_also: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    kind: SemanticType | None = None
    code: str = ""
    url: str | None = None
    credit: str | None = None
    hyphenation: str | None = None
    respelling: str | None = None
    ipa: str | None = None
    etymology: str | None = None

    def has_content(self) -> bool:
        """Return True if there is anything beside the term: a text, another name or a link."""
        more = (self.expansions, self.definitions, self.notes, *(getattr(self, name) for name in LISTS))
        return any(more)

    def identity(self) -> tuple[object, ...]:
        """A key for equal rows: everything except the code, the place and the hint. Case and a full stop are
        ignored.
        """
        values = (getattr(self, each.name) for each in fields(self) if each.name not in {"where", "hints", "code"})
        return tuple(tuple(map(_bare, value)) if isinstance(value, list) else _bare(value) for value in values)


def _bare(value: object) -> object:
    return value.casefold().rstrip(". ") if isinstance(value, str) else value


# Reads a cell of a column with this title into an entry.
Reader = Callable[[Entry, str, Cell, Findings], None]


def fill(entry: Entry, by_field: Mapping[str, list[tuple[str, Cell]]], findings: Findings) -> None:
    """Fill an entry from the cells of a row, each with the title of its column, by the fields of the columns."""
    # The term comes first, because the other cells depend on it. If its cell is empty, another column may have it.
    for name, found in sorted(by_field.items(), key=lambda item: item[0] not in {"term", "short"}):
        for title, cell in found:
            if name in LISTS:
                _add_names(entry, name, title, cell, findings)
            elif name in {"term", "short"}:
                entry.term = entry.term or cells.one_line(_joined(cell)).rstrip(":").rstrip()
            else:
                _ONE[name](entry, title, cell, findings)
    if not entry.term and entry.other_names:
        entry.term = entry.other_names.pop(0)
    _move_expansions(entry)


def _add_names(entry: Entry, name: str, title: str, cell: Cell, findings: Findings) -> None:
    """Add the items of a list as names, or as a note if they are sentences."""
    texts = cells.items(cell) if isinstance(cell, str) else [cells.one_line(part) for part in cell]
    if name not in LINKS and any(len(text) > MAX_NAME or text.count(" ") > MAX_SPACES for text in texts):
        findings.clean(f"cell of column {title} that holds sentences and no names, read as a note", entry.where)
        _note(entry, title, cell, findings)
    else:
        getattr(entry, name).extend(texts)


def _joined(cell: Cell, between: str = " ") -> str:
    return cell if isinstance(cell, str) else between.join(cell)


def _definition(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    parts = [cell] if isinstance(cell, str) else cell
    for part in parts:
        # Before lines are joined, each may be a long form.
        several = "\n" in part or cells.LINE_END in part
        found = expansions.meanings(entry.term, part, is_short_form=entry.is_short_form) if several else [part]
        entry.definitions += [text for each in found if (text := cells.lines(each))]


def _expansion(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    parts = [cell] if isinstance(cell, str) else cell
    for part in parts:
        found = map(cells.one_line, expansions.meanings(entry.term, part, is_short_form=True))
        entry.expansions += [text for text in found if text and text.casefold() != entry.term.casefold()]


def _note(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.lines(_joined(cell, "\n"))
    if WEB_ADDRESS.fullmatch(text) and entry.url is None:
        entry.url = text
    elif text:
        entry.notes.append(f"{title}: {text}" if title else text)


def _hint(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.one_line(_joined(cell, ", "))
    if text.lower() in KINDS and entry.kind is None:
        entry.kind = KINDS[text.lower()]
    elif len(text) <= MAX_HINT and text not in entry.hints:
        entry.hints.append(text)
    else:
        _note(entry, title, cell, findings)


def _kind(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.one_line(_joined(cell)).lower()
    if text in KINDS:
        entry.kind = KINDS[text]
        return
    findings.clean(f"kind that is none of Medlex's, read as a hint ({text[:MAX_QUOTED]!r})", entry.where)
    _hint(entry, title, cell, findings)


def _url(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.one_line(_joined(cell))
    if WEB_ADDRESS.fullmatch(text):
        entry.url = text
    else:
        findings.leave_out(f"cell of column {title} that is not an address with https://", entry.where)


def _credit(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.one_line(_joined(cell, ", "))
    if WEB_ADDRESS.fullmatch(text):
        entry.url = entry.url or text
    else:
        entry.credit = text if entry.credit is None else f"{entry.credit}, {text}"


def _pronunciation(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
    text = cells.one_line(_joined(cell))
    if match := IPA.fullmatch(text):
        entry.ipa = match["ipa"]
    else:
        entry.respelling = entry.respelling or text.strip("()[]")


def _setter(name: str) -> Reader:
    def read(entry: Entry, title: str, cell: Cell, findings: Findings) -> None:
        setattr(entry, name, cells.one_line(_joined(cell)))

    return read


_ONE: dict[str, Reader] = {
    "definition": _definition,
    "expansion": _expansion,
    "note": _note,
    "example": _note,
    "hint": _hint,
    "kind": _kind,
    "url": _url,
    "credit": _credit,
    "pronunciation": _pronunciation,
} | {name: _setter(name) for name in ("code", "hyphenation", "respelling", "etymology")}


def _move_expansions(entry: Entry) -> None:
    """Move definitions that are long forms of the term to `expansions`; divide a term with both forms."""
    if not entry.expansions and (parts := expansions.parted(entry.term)):
        entry.term = parts[0]
        entry.abbreviations.insert(0, parts[1])
        return
    if entry.expansions:
        return
    definitions, entry.definitions = entry.definitions, []
    for text in definitions:
        found = expansions.meanings(entry.term, text, is_short_form=entry.is_short_form)
        if all(_is_expansion(entry, each) for each in found):
            entry.expansions += [each.rstrip(".") if each.count(".") == 1 else each for each in found]
        else:
            entry.definitions.append(text)


def _is_expansion(entry: Entry, text: str) -> bool:
    return expansions.is_expansion(
        entry.term, text, is_short_form=entry.is_short_form, among_short_forms=entry.among_short_forms
    )
