"""What descriptors and supplementary records of MeSH have in common: concepts with terms
(https://www.nlm.nih.gov/mesh/concept_structure.html).

The terms of a record's preferred concept are names of the same meaning. Those of its other concepts
(narrower, broader, related) lead to the record but mean something else; where such a concept has a scope note
of its own, it says what: then it is a record of Medlex's own.
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
    """The concepts of a record: those whose terms are its names, the preferred one among them, and those that
    are records of their own.
    """

    named: Sequence[etree._Element]
    own: Sequence[etree._Element]


def divided(record: etree._Element) -> Divided:
    """The concepts of a record."""
    concepts = record.findall("ConceptList/Concept")
    own = [concept for concept in concepts if _stands_alone(concept)] if len(concepts) > 1 else []
    return Divided([concept for concept in concepts if concept not in own] if own else concepts, own)


def names(concepts: Divided, preferred: str) -> Iterator[ConceptName]:
    """The preferred name, then each term of the record's concepts once, as what it is to the preferred
    concept; without the terms of concepts that are records of their own.
    """
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for concept in concepts.named:
        yield from _terms(concept, seen, is_preferred=_is_preferred(concept))


def scope_note(concepts: Divided) -> Iterator[str]:
    """The scope note of the preferred concept, where it has one."""
    return filter(None, (text(concept.find("ScopeNote")) for concept in concepts.named if _is_preferred(concept)))


def own_concepts(concepts: Divided, code: str, kinds: Sequence[SemanticType]) -> Iterator[Concept]:
    """The concepts of a record that have a scope note of their own, as children of the record or beside it.

    A narrower one is of the record's kinds; of others that is only likely.
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


def _stands_alone(concept: etree._Element) -> bool:
    """Return True if a concept is a record of its own: it is not the preferred one, and says what it means,
    and what it is called.
    """
    return (
        not _is_preferred(concept)
        and concept.find("ScopeNote") is not None
        and all(text(concept.find(path)) for path in ("ScopeNote", "ConceptUI", "ConceptName/String"))
    )


def _is_narrower(concept: etree._Element) -> bool:
    """Return True if the concept is the second in a relation "narrower": the first is the preferred one."""
    own = text(concept.find("ConceptUI"))
    relations = concept.getparent().iterfind("Concept/ConceptRelationList/ConceptRelation")
    return any(
        relation.get("RelationName") == NARROWER and text(relation.find("Concept2UI")) == own for relation in relations
    )


def _terms(concept: etree._Element, seen: set[str], *, is_preferred: bool) -> Iterator[ConceptName]:
    """The terms of a concept that were not seen yet."""
    for terms in concept.iterchildren("TermList"):
        for string in terms.iter("String"):
            name = (string.text or "").strip()
            if name and name not in seen:
                seen.add(name)
                yield ConceptName(name, _kind(name, string) if is_preferred else NameKind.ENTRY_TERM)


def _kind(name: str, string: etree._Element) -> NameKind:
    """What a term of the preferred concept is to it."""
    if string.getparent().get("LexicalTag") in ABBREVIATION_TAGS or (" " not in name and looks_like_abbreviation(name)):
        return NameKind.ABBREVIATION
    return NameKind.SYNONYM
