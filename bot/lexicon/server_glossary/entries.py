"""Terms of a glossary as entries: of their own, or as notes on entries of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from bot.lexicon.model import A_KIND_OF, Choice, Definition, Entry, EntryReference, RelatedEntry
from bot.lexicon.server_glossary.index import GlossaryIndex
from bot.lexicon.server_glossary.term import GlossaryTerm, TermKey
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, NameKind, Relation
from bot.terms.normal_forms import fold
from bot.terms.source import SERVER_SOURCE, InstalledSource

# Parents in the words that distinguish an entry from others.
MAX_PARENTS = 2
# The audience of a source: a server's texts are for everybody in it.
AUDIENCE = "general public"


@dataclass(frozen=True, slots=True)
class GlossaryLabels:
    """How a glossary is named as a source, in the language of the reader (ISO 639-1): its title, and its publisher.

    Nobody knows the language of what people write, so it counts as the reader's: no choice of a language hides it.
    """

    title: str
    publisher: str
    language: str


def entry_of(term: GlossaryTerm, labels: GlossaryLabels, index: GlossaryIndex) -> Entry:
    """Return a term as an entry of its own. Its links to terms that are gone or elsewhere are left out."""
    draft = term.draft
    parents = tuple(_linked(draft.parents, term, index))
    related: dict[str, RelatedEntry] = {}
    for each in _linked(draft.see_also, term, index):
        related.setdefault(each.key, RelatedEntry(each.key, each.headword, Relation.SEE_ALSO))
    for each in parents:
        related.setdefault(each.key, RelatedEntry(each.key, each.headword, Relation.PARENT))
    return Entry(
        key=term.key,
        headword=draft.headword,
        names=(Name(draft.headword, NameKind.PREFERRED, SERVER_SOURCE), *_other_names(term)),
        subclass_of=parents,
        definitions=(definition_of(term, labels),),
        related=tuple(related.values()),
    )


def with_notes(entry: Entry, notes: Sequence[GlossaryTerm], labels: GlossaryLabels, index: GlossaryIndex) -> Entry:
    """Return an entry of the lexicon with terms that add to it: their texts come before its definitions."""
    if not notes:
        return entry
    known = {fold(entry.headword), *(fold(name.name) for name in entry.names)}
    names = [name for note in notes for name in _names_of_note(note) if fold(name.name) not in known]
    linked = {entry.key, *(each.key for each in entry.related), *(each.key for each in entry.subclass_of)}
    more = (each for note in notes for each in _linked((*note.draft.see_also, *note.draft.parents), note, index))
    related = {
        each.key: RelatedEntry(each.key, each.headword, Relation.SEE_ALSO) for each in more if each.key not in linked
    }
    return replace(
        entry,
        names=(*entry.names, *names),
        definitions=(*(definition_of(note, labels) for note in notes), *entry.definitions),
        related=(*related.values(), *entry.related),
    )


def with_namesakes(entry: Entry, namesakes: Iterable[Entry]) -> Entry:
    """Return an entry with those that its names from the glossary lead to in the lexicon. It is taken for a medicine if
    one of them is.
    """
    others = tuple({each.key: each for each in namesakes if each.key != entry.key}.values())
    is_medicine = entry.is_medicine or any(each.is_medicine for each in others)
    return replace(entry, namesakes=others, is_medicine=is_medicine) if others else entry


def definition_of(term: GlossaryTerm, labels: GlossaryLabels) -> Definition:
    """Return the text of a term, cited as the server's."""
    return Definition(
        term.draft.definition,
        labels.language,
        AUDIENCE,
        SERVER_SOURCE,
        labels.title,
        labels.publisher,
        term.updated_at.year,
        "",
        None,
    )


def name_of(name: str, *, is_headword: bool) -> Name:
    """Return a name of a term."""
    if is_headword:
        return Name(name, NameKind.PREFERRED, SERVER_SOURCE)
    kind = NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM
    return Name(name, kind, SERVER_SOURCE)


def choice_of(entry: Entry, labels: GlossaryLabels) -> Choice:
    """Return an entry as one of several meanings: one of the server with the title of the glossary, one of the lexicon
    with its kind and parents.
    """
    if TermKey.decode(entry.key):
        return Choice(entry.key, entry.headword, labels.title)
    kind = [each.value for each in entry.semantic_types[:1]]
    above = [each.headword for each in entry.subclass_of[:MAX_PARENTS]]
    parents = ", ".join(each for each in above if each not in kind)
    return Choice(entry.key, entry.headword, ", ".join([*kind, *([f"{A_KIND_OF}{parents}"] if parents else [])]))


def source_of(index: GlossaryIndex, labels: GlossaryLabels, changed: str, year: int) -> InstalledSource:
    """Return a glossary as a source; `changed` is the time of its last change (ISO 8601, UTC), `year` its year."""
    terms = len(index)
    return InstalledSource(
        id=SERVER_SOURCE,
        title=labels.title,
        publisher=labels.publisher,
        homepage=None,
        licence="",
        attribution="",
        language=labels.language,
        audience=AUDIENCE,
        plainness=0,
        edition=str(year),
        year=year,
        installed=changed,
        concepts=terms,
        names=len(index.written),
        definitions=terms,
        broken=0,
    )


def _names_of_note(note: GlossaryTerm) -> Iterator[Name]:
    yield name_of(note.draft.headword, is_headword=False)
    yield from _other_names(note)


def _other_names(term: GlossaryTerm) -> Iterator[Name]:
    return (name_of(name, is_headword=False) for name in term.draft.names)


def _linked(references: Iterable[EntryReference], term: GlossaryTerm, index: GlossaryIndex) -> Iterator[EntryReference]:
    """Yield the entries that a term refers to: those of the same glossary by their headwords of now."""
    for each in references:
        key = TermKey.decode(each.key)
        if key is None:
            yield each
        elif key.guild_id == term.guild_id and key.number != term.number and (now := index.headword(key.number)):
            yield EntryReference(each.key, now)
