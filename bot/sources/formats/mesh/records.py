"""Concepts and terms, which descriptors and supplementary records of MeSH have in common
(https://www.nlm.nih.gov/mesh/concept_structure.html).

The terms of a record's preferred concept are names with the same meaning. The terms of its other concepts (narrower,
broader, related) lead to the record but mean something else. If such a concept has a scope note, it becomes a concept
of its own in Medlex.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from bot.sources.concept import Concept, ConceptName
from bot.sources.formats.readers.xml_stream import text
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind, SemanticType

PAGE = "https://meshb.nlm.nih.gov/record/ui?ui={}"
# LexicalTag values for abbreviations and acronyms; EPO and NAM mark eponyms and proper names.
ABBREVIATION_TAGS = frozenset({"ABB", "ABX", "ACR", "ACX"})
NARROWER = "NRW"


@dataclass(frozen=True, slots=True)
class Divided:
    """The concepts of a MeSH record: `named` are those whose terms are names of the record, the preferred one among
    them; `own` those that become concepts of their own.
    """

    named: Sequence[etree._Element]
    own: Sequence[etree._Element]


def divided(record: etree._Element) -> Divided:
    """Divide the concepts of a MeSH record."""
    concepts = record.findall("ConceptList/Concept")
    own = [concept for concept in concepts if _is_own(concept)] if len(concepts) > 1 else []
    return Divided([concept for concept in concepts if concept not in own] if own else concepts, own)


def names(concepts: Divided, preferred: str) -> Iterator[ConceptName]:
    """Yield the preferred name, then each term of the record's concepts once with its kind, without the terms of
    `own` concepts.
    """
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for concept in concepts.named:
        yield from _terms(concept, seen, is_preferred=_is_preferred(concept))


def scope_note(concepts: Divided) -> Iterator[str]:
    """Yield the scope note of the preferred concept, if it has one."""
    return filter(None, (text(concept.find("ScopeNote")) for concept in concepts.named if _is_preferred(concept)))


def own_concepts(concepts: Divided, code: str, kinds: Sequence[SemanticType]) -> Iterator[Concept]:
    """Yield the `own` concepts of the record with this code, as its children or beside it.

    A narrower concept has the record's semantic types; for others these are only likely.
    """
    for concept in concepts.own:
        is_narrower = _is_narrower(concept)
        yield Concept(
            code=text(concept.find("ConceptUI")),
            names=tuple(_own_names(concept)),
            definitions=(text(concept.find("ScopeNote")),),
            parents=(code,) if is_narrower else (),
            see_also=() if is_narrower else (code,),
            semantic_types=tuple(kinds) if is_narrower else (),
            likely_types=() if is_narrower else tuple(kinds),
            url=PAGE.format(code),
        )


def _own_names(concept: etree._Element) -> Iterator[ConceptName]:
    preferred = text(concept.find("ConceptName/String"))
    yield ConceptName(preferred, NameKind.PREFERRED)
    yield from _terms(concept, {preferred}, is_preferred=True)


def _is_preferred(concept: etree._Element) -> bool:
    return bool(concept.get("PreferredConceptYN") == "Y")


def _is_own(concept: etree._Element) -> bool:
    """Return True if a concept becomes a concept of its own: it is not the preferred one, and has an identifier, a
    name and a scope note.
    """
    return (
        not _is_preferred(concept)
        and concept.find("ScopeNote") is not None
        and all(text(concept.find(path)) for path in ("ScopeNote", "ConceptUI", "ConceptName/String"))
    )


def _is_narrower(concept: etree._Element) -> bool:
    """Return True if the concept is the second of a relation "narrower", whose first is the preferred concept."""
    own = text(concept.find("ConceptUI"))
    relations = concept.getparent().iterfind("Concept/ConceptRelationList/ConceptRelation")
    return any(
        relation.get("RelationName") == NARROWER and text(relation.find("Concept2UI")) == own for relation in relations
    )


def _terms(concept: etree._Element, seen: set[str], *, is_preferred: bool) -> Iterator[ConceptName]:
    """The terms of a concept that are not in `seen`, which they are added to."""
    for terms in concept.iterchildren("TermList"):
        for string in terms.iter("String"):
            name = (string.text or "").strip()
            if name and name not in seen:
                seen.add(name)
                yield ConceptName(name, _kind(name, string) if is_preferred else NameKind.ENTRY_TERM)


def _kind(name: str, string: etree._Element) -> NameKind:
    """The kind of a term of the preferred concept."""
    if string.getparent().get("LexicalTag") in ABBREVIATION_TAGS or (" " not in name and looks_like_abbreviation(name)):
        return NameKind.ABBREVIATION
    return NameKind.SYNONYM
