"""Convert an OBO term to a concept: its names, texts, parents and references, without what the catalogue excludes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.sources.concept import WEB_ADDRESS, Concept, ConceptName, Link, Reading
from bot.sources.formats.mesh.citations import without_citations
from bot.sources.formats.obo.clauses import (
    BrokenClauseError,
    Clauses,
    first_word,
    only,
    prefix,
    quoted,
    quoted_lines,
    unquoted,
)
from bot.sources.formats.obo.cleaning import Cleaner
from bot.sources.formats.obo.left_out import Unwanted, vulgar_words
from bot.sources.formats.obo.names import SynonymTypes, names, synonym
from bot.sources.formats.obo.references import cross_references, equivalents, links
from bot.sources.misprints import MISPRINTS, Misprints
from bot.terms.model import SemanticType

PURL = "https://purl.obolibrary.org/obo/{}"
PAGES = {
    "HP": "https://hpo.jax.org/browse/term/{}",
    "MONDO": "https://monarchinitiative.org/{}",
    "DOID": "https://disease-ontology.org/term/{}",
    "GO": "https://amigo.geneontology.org/amigo/term/{}",
}
PREFIX_TYPES = {
    "HP": SemanticType.SYMPTOM,
    "MONDO": SemanticType.DISEASE,
    "DOID": SemanticType.DISEASE,
    "UBERON": SemanticType.BODY_PART,
    "CL": SemanticType.CELL,
}
NAMESPACE_TYPES = {
    "biological_process": SemanticType.BODY_PROCESS,
    "cellular_component": SemanticType.CELL_PART,
    "molecular_function": SemanticType.PHENOMENON,
}

# HPO's root, whose name "All" has nothing to do with the phenotypes below it.
ROOT_OF_PHENOTYPES = ("HP:0000001", "All")

# The Cell Ontology's texts for readers on some cells, which are longer than the definition.
DESCRIPTION = "terms:description "
CITATIONS = "citations"
BETWEEN_CREDITS = "; "
UNTRANSLATED = "definition that is not translated"
VULGAR = "vulgar name"
# The character that replaces a lost letter.
LOST_LETTER = "\ufffd"
DAMAGED = "damaged name"
WORD = re.compile(r"[^\W\d_]+")
# Words that occur in every sentence. Measured on 3,343 definitions of DOID's Spanish edition: no untranslated
# definition was classified as Spanish, and only six others as English, which they were.
FUNCTION_WORDS = {
    "en": frozenset("the of that is by and with which an are or from has to at be".split()),
    "es": frozenset("de la el que un una por los las del con y se al es".split()),
}


@dataclass(frozen=True, slots=True)
class TermReader:
    """The file's properties and the source that its terms are read for. `own` is the prefix of the ontology's own
    identifiers.
    """

    own: str | None
    types: SynonymTypes
    unwanted: Unwanted
    cleaner: Cleaner
    misprints: Misprints
    reading: Reading

    def concept(self, code: str, clauses: Clauses) -> Concept | None:
        """Convert a term to a concept; None for an imported or obsolete term, for a root that only groups all others,
        and for one that the catalogue excludes. Raises BrokenClauseError.
        """
        if (self.own and code and prefix(code) != self.own) or only(clauses, "is_obsolete").startswith("true"):
            return None
        preferred = self.cleaner.name(unquoted(only(clauses, "name")))
        if not code or not preferred:
            raise BrokenClauseError("it has no id or no name")
        if (code, preferred) == ROOT_OF_PHENOTYPES or self._is_left_out(code, preferred):
            return None
        xrefs, properties = clauses.get("xref", ()), clauses.get("property_value", ())
        definition, works = self._definition(only(clauses, "def"))
        return Concept(
            code=code,
            names=tuple(self._names(preferred, clauses.get("synonym", ()))),
            definitions=self._texts(definition, properties),
            parents=tuple(dict.fromkeys(filter(None, map(first_word, clauses.get("is_a", ()))))),
            links=self._links(clauses.get("relationship", ())),
            equivalents=(*self._original(code), *equivalents(xrefs, properties)),
            cross_references=cross_references(xrefs, properties),
            semantic_types=(SemanticType.CONCEPT,)
            if self.unwanted.is_quality(code)
            else _semantic_types(code, clauses),
            url=_page(code),
            credit=BETWEEN_CREDITS.join(filter(None, (works, self.cleaner.credit(only(clauses, "def"))))) or None,
        )

    def _links(self, relationships: Iterable[str]) -> tuple[Link, ...]:
        source = self.reading.source
        return links(relationships, self.own, source.id if source else None) if relationships else ()

    def _is_left_out(self, code: str, name: str) -> bool:
        reason = self.unwanted.reason(code, name)
        if reason:
            self.reading.left_out[reason] += 1
        return bool(reason)

    def _names(self, preferred: str, synonyms: Iterable[str]) -> Iterable[ConceptName]:
        found = self._without(_is_damaged, DAMAGED, [synonym(value, self.types) for value in synonyms])
        if self.cleaner.kinds:
            found = self.cleaner.without_joined(preferred, list(map(self.cleaner.synonym, found)))
        source = self.reading.source
        if source and source.leaves_out_vulgar_names:
            found = self._without(_is_vulgar, VULGAR, found)
        return names(preferred, found)

    def _without(self, unwanted: Callable[[str], bool], reason: str, found: list[ConceptName]) -> list[ConceptName]:
        """The names that are wanted; the others are counted under this reason."""
        kept = [name for name in found if not unwanted(name.name)]
        if len(kept) < len(found):
            self.reading.left_out[reason] += len(found) - len(kept)
        return kept

    def _texts(self, definition: str, properties: Sequence[str]) -> tuple[str, ...]:
        """The definition and the term's texts for readers as one text, so that a publisher is quoted once."""
        texts = [definition, self._description(properties) if properties else ""]
        text = "\n".join(filter(None, texts))
        return (text,) if text else ()

    def _definition(self, written: str) -> tuple[str, str | None]:
        """The definition without residue, and the works that it cites if the catalogue removes citations from the
        text.
        """
        text = self._corrected(self.cleaner.definition(quoted(written)[0])) if written else ""
        source = self.reading.source
        if text and source and source.translation_of and not is_in_language(source.language, text):
            self.reading.left_out[UNTRANSLATED] += 1
            return "", None
        return without_citations(text) if CITATIONS in self.cleaner.kinds else (text, None)

    def _corrected(self, text: str) -> str:
        corrected = self.misprints.corrected(text)
        if corrected != text:
            self.reading.cleaned[MISPRINTS] += 1
        return corrected

    def _description(self, properties: Iterable[str]) -> str:
        described = next((value for value in properties if value.startswith(DESCRIPTION)), "").removeprefix(DESCRIPTION)
        lines = quoted_lines(described).split("\n") if described else ()
        return "\n".join(filter(None, map(self.cleaner.definition, lines)))

    def _original(self, code: str) -> tuple[str, ...]:
        """The record of which this one is a translation."""
        source = self.reading.source
        return (f"{source.translation_of}:{code}",) if source and source.translation_of else ()


def is_in_language(language: str, text: str) -> bool:
    """Return True if a text is in this language rather than in English.

    A translated ontology has the original's definition until it is translated. True for languages that are not in
    `FUNCTION_WORDS`.
    """
    words = WORD.findall(text.lower())
    counts = {known: sum(word in function_words for word in words) for known, function_words in FUNCTION_WORDS.items()}
    return language not in counts or counts[language] >= counts["en"]


def _is_damaged(name: str) -> bool:
    """Return True if a name has lost a letter, or is the address of an editors' discussion."""
    return LOST_LETTER in name or name.startswith(WEB_ADDRESS)


def _is_vulgar(name: str) -> bool:
    return vulgar_words().search(name) is not None


def _semantic_types(code: str, clauses: Clauses) -> tuple[SemanticType, ...]:
    kind = NAMESPACE_TYPES.get(first_word(only(clauses, "namespace"))) or PREFIX_TYPES.get(prefix(code))
    return (kind,) if kind else ()


def _page(code: str) -> str:
    page = PAGES.get(prefix(code))
    return page.format(code) if page else PURL.format(code.replace(":", "_", 1))
