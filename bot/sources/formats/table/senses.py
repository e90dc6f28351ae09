"""Convert entries to concepts: a code for each sense of a term, repetitions only once, links to the terms of the
table and to other sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.sources.concept import Concept, ConceptName, Link
from bot.sources.formats.glossary import code_of
from bot.sources.formats.table.entry_fields import Entry
from bot.sources.formats.table.findings import Findings
from bot.terms.model import NameKind, Relation

OTHER_NAMES = (
    (NameKind.SYNONYM, "synonyms"),
    (NameKind.ABBREVIATION, "abbreviations"),
    (NameKind.PLAIN, "plain_names"),
    (NameKind.BRAND, "brands"),
    (NameKind.FORMER, "former_names"),
    (NameKind.PLURAL, "plurals"),
    (NameKind.ENTRY_TERM, "other_names"),
)
REPEAT = "row that says again what an earlier one says"

# The codes of the senses of each term.
Codes = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Senses:
    """Gives the senses of a term different codes: "ms", "ms-2", in the order of the file."""

    findings: Findings
    codes: set[str] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)

    def of(self, entry: Entry) -> list[tuple[str, Entry, str | None]]:
        """Return each sense of an entry, with its code and its long form: several if a short form has several long
        forms; none if an earlier entry says the same.
        """
        identity = hash(entry.identity())
        if identity in self.seen:
            self.findings.leave_out(REPEAT, entry.where)
            return []
        self.seen.add(identity)
        expansions: list[str | None] = [*entry.expansions] or [None]
        return [(self._code(entry), entry, expansion) for expansion in expansions]

    def _code(self, entry: Entry) -> str:
        first = entry.code or code_of(entry.term)
        code, number = first, 1
        while code in self.codes:
            number += 1
            code = f"{first}-{number}"
        self.codes.add(code)
        return code


def codes_of(entries: Iterable[Entry]) -> Codes:
    """Return the codes of each term and of each long form of a table."""
    senses = Senses(Findings())
    codes: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for code, _, expansion in senses.of(entry):
            for key in {code_of(name) for name in (entry.term, expansion) if name}:
                codes[key] = (*codes.get(key, ()), code)
    return codes


def concept_of(code: str, entry: Entry, expansion: str | None, codes: Codes) -> Concept:
    """Convert one sense of an entry to a concept. Parents and see-also that the table has are codes, all others links
    by their name.
    """
    parents, parent_links = _links(entry.parent, Relation.PARENT, codes, code)
    see_also, other_links = _links(entry.see_also, Relation.SEE_ALSO, codes, code)
    same = [Link(Relation.SAME_AS, name=expansion)] if expansion else []
    return Concept(
        code=code,
        names=tuple(_names(entry, expansion)),
        definitions=tuple(_definitions(entry)),
        parents=parents,
        see_also=see_also,
        links=(*same, *parent_links, *other_links),
        semantic_types=(entry.kind,) if entry.kind else (),
        hint=", ".join(entry.hints) or None,
        url=entry.url,
        credit=entry.credit,
        hyphenation=entry.hyphenation,
        respelling=entry.respelling,
        sounds=((expansion or entry.term, entry.ipa),) if entry.ipa else (),
        etymology=entry.etymology,
    )


def _links(names: Iterable[str], kind: Relation, codes: Codes, own: str) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """The codes of linked terms of which the table has one entry, and links by name for those of which it has none or
    several.
    """
    found: dict[str, None] = {}
    links: dict[Link, None] = {}
    for name in names:
        known = codes.get(code_of(name), ())
        if len(known) == 1:
            found[known[0]] = None
        else:
            links[Link(kind, name=name)] = None
    found.pop(own, None)
    return tuple(found), tuple(links)


def _names(entry: Entry, expansion: str | None) -> Iterator[ConceptName]:
    preferred = expansion or entry.term
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    if expansion:
        seen.add(entry.term)
        yield ConceptName(entry.term, NameKind.ABBREVIATION)
    for kind, field_name in OTHER_NAMES:
        for name in getattr(entry, field_name):
            if name not in seen:
                seen.add(name)
                yield ConceptName(name, kind)


def _definitions(entry: Entry) -> Iterator[str]:
    """The definitions, the notes below the first one; only the notes if there is no definition."""
    notes = "\n".join(entry.notes)
    first, *others = entry.definitions or [""]
    text = "\n".join(filter(None, (first, notes)))
    yield from filter(None, (text, *dict.fromkeys(others)))
