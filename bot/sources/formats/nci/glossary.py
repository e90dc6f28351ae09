"""The National Cancer Institute's glossary API: pages of JSON.

The layout is the response of `GET /Terms/{dictionary}/{audience}/{language}`, described at
https://webapis.cancer.gov/glossary/v1/index.html. Medlex reads what the dictionary itself shows: the term, its
definition, its pronunciation, the other names after "Also called", related terms, pages, pictures and films
(resources.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from bot.sources.archives.opening import NOT_JSON
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading, kind_as_written
from bot.sources.edition import Edition, edition_of_file
from bot.sources.formats.nci.pages import (
    Meta,
    Page,
    code_of,
    decoded_page,
    page_content,
    read_pages,
    refuse_missing_pages,
)
from bot.sources.formats.nci.prose import other_names, semantic_type, types
from bot.sources.formats.nci.resources import media, related_terms, resources, sites, term_link
from bot.sources.formats.readers.typed_records import decoded
from bot.sources.identity import Identity, differing, of_each_member
from bot.sources.misprints import MISPRINTS, misprints
from bot.terms.model import NameKind

# The publisher's page of a term, by dictionary and language; with the name for addresses or the identifier
# (https://github.com/NCIOCPL/glossary-app, src/hooks/routing.js).
PAGES = {
    ("Cancer.gov", "en"): "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/{}",
    ("Cancer.gov", "es"): "https://www.cancer.gov/espanol/publicaciones/diccionarios/diccionario-cancer/def/{}",
    ("Genetics", "en"): "https://www.cancer.gov/publications/dictionaries/genetics-dictionary/def/{}",
    ("Genetics", "es"): "https://www.cancer.gov/espanol/publicaciones/diccionarios/diccionario-genetica/def/{}",
}
API = "NCI glossary API"
# The source with the English originals, by dictionary: a Spanish term has the identifier of the term that it
# translates.
TRANSLATED = {"Cancer.gov": "nci-dictionary", "Genetics": "nci-genetics"}
# The first character of a page (RFC 8259, 4); any other file is recognized by it without decoding.
OBJECT = b"{"
BEGINNING = 1 << 10
LABELS = ("dictionary", "audience", "language")
OF_ANOTHER = "term of another dictionary, audience or language"
INCOMPLETE_RESPELLING = ("...", "…")
# A zero width space, which was copied into some texts.
INVISIBLE = "\u200b"
MISPLACED_SPACE = re.compile(r" (?=[.,;:)](?:[\s.,]|$))|(?<=\() ")
# An editor's remark on a term without a Spanish name: "EKG (en inglés)" becomes EKG.
REMARK = "(en inglés)"


class Pronunciation(msgspec.Struct, frozen=True):
    """The pronunciation of a term: a respelling in parentheses, and the address of a recording."""

    key: str | None = None
    audio: str | None = None


class DefinitionText(msgspec.Struct, frozen=True):
    """A definition as plain text (the same stands beside it as HTML)."""

    text: str


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The dictionary, audience and language of a term; a term without them belongs to the English dictionary for
    patients. The key `termName` distinguishes terms from the records of NCI's other APIs.
    """

    termName: str  # noqa: N815 (the publisher's name)
    dictionary: str = "Cancer.gov"
    audience: str = "Patient"
    language: str = "en"


class Term(Labels, frozen=True, kw_only=True):
    """One term of a page."""

    termId: int  # noqa: N815
    definition: DefinitionText
    prettyUrlName: str | None = None  # noqa: N815
    pronunciation: Pronunciation | None = None
    relatedResources: list[msgspec.Raw] | None = None  # noqa: N815
    media: list[msgspec.Raw] | None = None

    @property
    def name(self) -> str:
        """The name of the term, without an editor's remark."""
        return _without_remark(self.termName)

    @property
    def code(self) -> str:
        """The code of the term (see `code_of`)."""
        return code_of(self.termId)


class LabelsOfPage(msgspec.Struct, frozen=True):
    """The labels of the terms of one page; no other field is decoded."""

    meta: Meta
    results: list[Labels]


def edition(path: Path) -> Edition | None:
    """Return the day on which the file was written: the dictionary has no date."""
    return edition_of_file(path)


def identity(path: Path) -> Identity:
    """Return the dictionaries, audiences and languages of the terms in a file."""
    return of_each_member(path, partial(_identity, path))


def _identity(path: Path, stream: BinaryIO) -> Identity:
    beginning = stream.read(BEGINNING)
    if not beginning.lstrip().startswith(OBJECT):
        return {}
    labels = list(_labels(beginning + page_content(path, str(path), stream, API), str(path)))
    return {word: frozenset(getattr(one, word) for one in labels) for word in LABELS}


def _labels(content: bytes, name: str) -> Iterator[Labels]:
    """The labels of the terms of a page, decoded together unless one is broken."""
    try:
        yield from msgspec.json.decode(content, type=LabelsOfPage).results
    except NOT_JSON:
        for raw in decoded_page(name, content, API).results:
            with suppress(*NOT_JSON):
                yield msgspec.json.decode(raw, type=Labels)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each term of all pages at a path as a concept, without those of another dictionary, audience or language
    than the source's.

    The pages belong to one response, or to several, such as one for each letter. Raises DataError when a page is not
    in the API's layout, or when the pages of a response have fewer terms than it announces.
    """
    pages = read_pages(path, API)
    terms = _each_once(raw for page in pages for raw in page.results)
    _refuse_missing_pages(path, pages)
    reading = reading or Reading()
    terms = list(_of_the_source(terms, reading))
    codes = {term.name: term.code for term in terms if isinstance(term, Term)}
    known = frozenset(term.code for term in terms if isinstance(term, Term))
    for term in terms:
        yield term if isinstance(term, BrokenRecord) else _concept(term, _tidied(term, reading), codes, known)


def _of_the_source(terms: Iterable[Term | BrokenRecord], reading: Reading) -> Iterator[Term | BrokenRecord]:
    wanted = reading.source.identity if reading.source else {}
    for term in terms:
        if isinstance(term, Term) and differing(
            wanted, {word: frozenset([getattr(term, word, "")]) for word in wanted}
        ):
            reading.left_out[OF_ANOTHER] += 1
        else:
            yield term


def _each_once(raws: Iterable[msgspec.Raw]) -> list[Term | BrokenRecord]:
    """The terms without repeated ones, so that a page that is given twice does not replace a missing one. A
    translation is another term, though it has the same identifier.
    """
    terms = ((raw, _term(raw)) for raw in raws)
    once = {_key(term) if isinstance(term, Term) else bytes(raw): term for raw, term in terms}
    return list(once.values())


def _key(term: Term) -> tuple[int, str, str, str]:
    return term.termId, term.dictionary, term.audience, term.language


def _refuse_missing_pages(path: Path, pages: Iterable[Page]) -> None:
    """Raise DataError when terms are missing. Pages that announce the same number of terms are considered pages of
    one response.
    """
    answers: dict[int, list[msgspec.Raw]] = {}
    for page in pages:
        if not page.is_whole_answer:
            answers.setdefault(page.meta.totalResults, []).extend(page.results)
    for promised, raws in answers.items():
        refuse_missing_pages(path, len(_each_once(raws)), promised)


def _term(raw: msgspec.Raw) -> Term | BrokenRecord:
    term = decoded(raw, Term)
    if isinstance(term, BrokenRecord):
        return term
    if not term.name or not term.definition.text.strip():
        return BrokenRecord(f"termId {term.termId}", "it has no name or no definition")
    return term


def _concept(term: Term, text: str, codes: Mapping[str, str], known: Collection[str]) -> Concept:
    """Convert a term with this definition to a concept. `codes` are the codes of all terms of the dictionary by name,
    `known` the codes alone.
    """
    name = term.name
    page = PAGES.get((term.dictionary, term.language))
    kind = semantic_type(text) if term.language == "en" else None
    related = resources(term.relatedResources or ())
    others = {code_of(id): _without_remark(name) for id, name in related_terms(related) if id != term.termId}
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


def _tidied(term: Term, reading: Reading) -> str:
    """The definition without misprints and without spaces on the wrong side of punctuation."""
    text = " ".join(term.definition.text.replace(INVISIBLE, "").split())
    corrected = misprints(reading.source.id).corrected(text) if reading.source else text
    if corrected != text:
        reading.cleaned[MISPRINTS] += 1
    return MISPLACED_SPACE.sub("", corrected)


def _is_translation(term: Term) -> bool:
    return term.language != "en" and term.dictionary in TRANSLATED


def _respelling(pronunciation: Pronunciation | None) -> str | None:
    """The respelling without its parentheses; None if the dictionary omits a part of it ("in-ter-LOO-kin...")."""
    key = (pronunciation.key or "").strip() if pronunciation else ""
    if not key or any(mark in key for mark in INCOMPLETE_RESPELLING):
        return None
    return key.removeprefix("(").removesuffix(")")


def _names(preferred: str, definition: str, headwords: Collection[str]) -> Iterator[ConceptName]:
    yield ConceptName(preferred, NameKind.PREFERRED)
    for name in other_names(preferred, definition, headwords):
        yield ConceptName(_without_remark(name), kind_as_written(name))


def _without_remark(name: str) -> str:
    return name.strip().removesuffix(REMARK).strip()
