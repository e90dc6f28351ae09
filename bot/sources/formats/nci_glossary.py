"""The National Cancer Institute's glossary API: pages of JSON, one or many.

The layout is the answer of `GET /Terms/{dictionary}/{audience}/{language}`, described at
https://webapis.cancer.gov/glossary/v1/index.html. Medlex reads what the dictionary itself shows: the term, its
definition, how it is said, the other names after "Also called", related terms, pages, pictures and films (nci_resources.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from bot.errors import DataError
from bot.lexicon.model import NameKind
from bot.lexicon.names import looks_like_abbreviation
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.files import members, modified_date, naming_damage, reason
from bot.sources.formats.nci_prose import other_names, semantic_type, types
from bot.sources.formats.nci_resources import media, related_terms, resources, sites, term_link

# The publisher's page of a term, for each of its dictionaries in each language; by its name for addresses, or its
# identifier (https://github.com/NCIOCPL/glossary-app, src/hooks/routing.js).
PAGES = {
    ("Cancer.gov", "en"): "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/{}",
    ("Cancer.gov", "es"): "https://www.cancer.gov/espanol/publicaciones/diccionarios/diccionario-cancer/def/{}",
    ("Genetics", "en"): "https://www.cancer.gov/publications/dictionaries/genetics-dictionary/def/{}",
    ("Genetics", "es"): "https://www.cancer.gov/espanol/publicaciones/diccionarios/diccionario-genetica/def/{}",
}
API = "NCI glossary API"
# A Spanish term has the identifier of the English one that it translates.
TRANSLATED = {"Cancer.gov": "nci-dictionary", "Genetics": "nci-genetics"}
INCOMPLETE_RESPELLING = ("...", "…")
MOST_QUOTED = 60
# JSON is read whole; all terms in one page are some ten megabytes.
MOST_PAGE_BYTES = 256 << 20


def code_of(id: int) -> str:
    """The code of a term by its identifier, as the publisher writes it elsewhere."""
    return f"CDR{id:010}"


class Meta(msgspec.Struct, frozen=True):
    """How many terms the whole answer has, over all its pages."""

    totalResults: int  # noqa: N815 (the publisher's name)


class Pronunciation(msgspec.Struct, frozen=True):
    """How a term is said: a respelling in round brackets, and the address of a recording."""

    key: str | None = None
    audio: str | None = None


class DefinitionText(msgspec.Struct, frozen=True):
    """A definition as plain text (the same stands beside it as HTML)."""

    text: str


class Term(msgspec.Struct, frozen=True):
    """One term of a page."""

    termId: int  # noqa: N815 (the publisher's name)
    termName: str  # noqa: N815
    definition: DefinitionText
    prettyUrlName: str | None = None  # noqa: N815
    pronunciation: Pronunciation | None = None
    dictionary: str = "Cancer.gov"
    language: str = "en"
    relatedResources: list[msgspec.Raw] | None = None  # noqa: N815
    media: list[msgspec.Raw] | None = None

    @property
    def code(self) -> str:
        """The identifier as the publisher writes it elsewhere."""
        return code_of(self.termId)


class Page(msgspec.Struct, frozen=True):
    """One page of the answer, its terms not yet looked at, so that one broken term does not spoil the others."""

    meta: Meta
    results: list[msgspec.Raw]


def edition(path: Path) -> Edition | None:
    """The dictionary carries no date: the edition is the day on which the file was written."""
    date = modified_date(path)
    return Edition(label=f"{date:%Y-%m-%d}", year=date.year)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each term of all pages behind a path as a concept.

    Raises DataError when a page is not in the API's layout, or when the pages together hold fewer terms than they say
    that the dictionary has.
    """
    pages = read_pages(path, API)
    terms = _each_once(raw for page in pages for raw in page.results)
    refuse_missing_pages(path, len(terms), max(page.meta.totalResults for page in pages))
    codes = {term.termName: term.code for term in terms if isinstance(term, Term)}
    known = frozenset(term.code for term in terms if isinstance(term, Term))
    for term in terms:
        yield term if isinstance(term, BrokenRecord) else _concept(term, codes, known)


def _each_once(raws: Iterable[msgspec.Raw]) -> list[Term | BrokenRecord]:
    """The terms without those that a page has again, so that a page given twice does not make up for a missing one."""
    terms = ((raw, _term(raw)) for raw in raws)
    once = {term.termId if isinstance(term, Term) else bytes(raw): term for raw, term in terms}
    return list(once.values())


def read_pages(path: Path, api: str) -> list[Page]:
    """All pages behind a path. Raises DataError when one is not in the layout of the API with this name."""
    return [_page(name, _content(path, name, stream, api), api) for name, stream in members(path)]


def _content(path: Path, name: str, stream: BinaryIO, api: str) -> bytes:
    with naming_damage(path):
        content = stream.read(MOST_PAGE_BYTES + 1)
    if len(content) > MOST_PAGE_BYTES:
        raise _no_page(name, api, f"it has over {MOST_PAGE_BYTES:,} bytes")
    return content


def _page(name: str, content: bytes, api: str) -> Page:
    try:
        return msgspec.json.decode(content, type=Page)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _no_page(name, api, reason(error)) from error


def _no_page(name: str, api: str, why: str) -> DataError:
    return DataError(
        f"The file {name} is not a page of the {api}: {why}.",
        'Give the JSON answer of the API whole: an object with "meta" and "results".',
    )


def refuse_missing_pages(path: Path, found: int, promised: int) -> None:
    """Raise DataError when fewer records were found than the answer says that there are."""
    if found < promised:
        raise DataError(
            f"{path} holds {found:,} of the dictionary's {promised:,} terms.",
            "Put all pages of the answer into one folder or zip archive and give that after --from.",
        )


def _term(raw: msgspec.Raw) -> Term | BrokenRecord:
    try:
        term = msgspec.json.decode(raw, type=Term)
    except msgspec.MsgspecError as error:
        return BrokenRecord(bytes(raw)[:MOST_QUOTED].decode(errors="replace"), reason(error))
    if not term.termName.strip() or not term.definition.text.strip():
        return BrokenRecord(f"termId {term.termId}", "it has no name or no definition")
    return term


def _concept(term: Term, codes: Mapping[str, str], known: Collection[str]) -> Concept:
    """One term as a concept; `codes` are those of all terms of the dictionary by name, `known` the codes alone."""
    text = " ".join(term.definition.text.split())
    name = term.termName.strip()
    page = PAGES.get((term.dictionary, term.language))
    kind = semantic_type(text) if term.language == "en" else None
    related = resources(term.relatedResources or ())
    others = {code_of(id): name for id, name in related_terms(related) if id != term.termId}
    return Concept(
        code=term.code,
        names=tuple(_names(name, text, codes.keys())),
        definitions=(text,),
        parents=tuple(dict.fromkeys(codes[parent] for parent in types(name, text) if parent in codes)),
        see_also=tuple(code for code in others if code in known),
        links=tuple(term_link(name) for code, name in others.items() if code not in known and name),
        equivalents=(f"{TRANSLATED[term.dictionary]}:{term.code}",) if _is_translation(term) else (),
        likely_types=(kind,) if kind else (),
        url=page.format(quote(term.prettyUrlName or str(term.termId), safe="")) if page else None,
        respelling=_respelling(term.pronunciation),
        audio=(term.pronunciation.audio or None) if term.pronunciation else None,
        media=media(term.media or ()),
        sites=sites(related, term.language),
    )


def _is_translation(term: Term) -> bool:
    return term.language != "en" and term.dictionary in TRANSLATED


def _respelling(pronunciation: Pronunciation | None) -> str | None:
    """The respelling without its brackets; None where the dictionary leaves a part of it out ("in-ter-LOO-kin...")."""
    key = (pronunciation.key or "").strip() if pronunciation else ""
    if not key or any(mark in key for mark in INCOMPLETE_RESPELLING):
        return None
    return key.removeprefix("(").removesuffix(")")


def _names(preferred: str, definition: str, headwords: Collection[str]) -> Iterator[ConceptName]:
    yield ConceptName(preferred, NameKind.PREFERRED)
    for name in other_names(preferred, definition, headwords):
        kind = NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM
        yield ConceptName(name, kind)
