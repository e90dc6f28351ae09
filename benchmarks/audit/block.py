"""An entry in a few lines, as its reader needs it: its text, and which source gives each part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.audit.sample import Sampled
from bot.lexicon.model import Definition, Entry
from bot.terms.model import Name, Relation

# Of a definition, so many characters from its beginning, and so many from its end, where marks and citations
# are left over.
MAX_DEFINITION = 200
MAX_END = 60
# Of each source's names of one kind; MeSH has dozens that differ in their word order.
MAX_NAMES = 12
NARROWER = "abbreviation of something narrower, filed here"


def block(number: int, sampled: Sampled) -> str:
    """The lines of the entry with this number in the sample."""
    return "\n".join((_title(number, sampled), *(f"  {line}" for line in _lines(sampled))))


def _title(number: int, sampled: Sampled) -> str:
    entry = sampled.entry
    kinds = " + ".join(entry.semantic_types) or "no kind"
    return f"{number}. {entry.headword} [{entry.key}] {kinds}; hint: {sampled.hint or '-'}"


def _lines(sampled: Sampled) -> Iterator[str]:
    entry = sampled.entry
    yield from _listed("subclass of", (parent.headword for parent in entry.subclass_of))
    yield from _listed("part of", _wholes(entry))
    yield from _names(entry)
    yield from map(_definition, entry.definitions)
    yield from _listed("records", sampled.records)


def _listed(title: str, parts: Iterable[str]) -> Iterator[str]:
    if parts := "; ".join(parts):
        yield f"{title}: {parts}"


def _wholes(entry: Entry) -> Iterable[str]:
    """Headwords of the things that it is a part of, if the dictionary has an entry for them."""
    return dict.fromkeys(other.headword for other in entry.related if other.relation is Relation.PART_OF)


def _names(entry: Entry) -> Iterator[str]:
    by_kind: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in entry.names:
        by_kind[NARROWER if name.stands_for else name.kind][name.source].append(_said(name))
    for kind, by_source in by_kind.items():
        yield from _listed(kind, (f"{source} {_shortened(names)}" for source, names in by_source.items()))


def _said(name: Name) -> str:
    return f"{name.name} ({name.stands_for})" if name.stands_for else name.name


def _shortened(names: list[str]) -> str:
    more = len(names) - MAX_NAMES
    return " | ".join(names[:MAX_NAMES]) + (f" and {more} more" if more > 0 else "")


def _definition(definition: Definition) -> str:
    text = " ".join(definition.text.split())
    shown = text if len(text) <= MAX_DEFINITION + MAX_END else f"{text[:MAX_DEFINITION]}… …{text[-MAX_END:]}"
    return f"= {definition.source} {definition.year} {definition.language}: {shown}"
