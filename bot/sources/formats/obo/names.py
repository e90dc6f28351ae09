"""The names of an OBO term and their kinds.

A synonym has a scope (EXACT, BROAD, NARROW, RELATED) and may have a type. Types are each ontology's own: the header's
`synonymtypedef` explains a code ("HP:0034334" is the requirement of an allele, "OMO:0003012" an acronym).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.sources.concept import ConceptName, kind_as_written
from bot.sources.formats.obo.clauses import quoted
from bot.terms.model import NameKind

# The shared vocabulary OMO, which not every header explains
# (https://github.com/information-artifact-ontology/ontology-metadata).
OMO_KINDS = {
    "omo:0003000": NameKind.ABBREVIATION,
    "omo:0003001": NameKind.ENTRY_TERM,  # ambiguous
    "omo:0003002": NameKind.ENTRY_TERM,  # dubious
    "omo:0003003": NameKind.PLAIN,
    "omo:0003004": NameKind.PLURAL,
    "omo:0003006": NameKind.ENTRY_TERM,  # misspelling
    "omo:0003007": NameKind.ENTRY_TERM,  # misnomer
    "omo:0003008": NameKind.FORMER,
    "omo:0003012": NameKind.ABBREVIATION,
}
# Words in the names and explanations of types by HPO, MONDO, DOID, UBERON, CL and OMO. A type without any of these
# (British spelling, Latin, "systematic") is an ordinary synonym.
KIND_WORDS = {
    NameKind.ABBREVIATION: "abbreviation|acronym",
    NameKind.ENTRY_TERM: "misspel|misnomer|dubious|ambiguous|inconsistent|homolog|allelic|exclude",
    NameKind.FORMER: "obsolete|deprecated|discarded|former|previous",
    NameKind.PLAIN: "layperson|lay person|lay term",
    NameKind.PLURAL: "plural",
}
KIND_OF_WORD = re.compile("|".join(f"(?P<{kind.name}>{words})" for kind, words in KIND_WORDS.items()))
SCOPES = frozenset({"EXACT", "BROAD", "NARROW", "RELATED"})
TYPE_DEFINITION = re.compile(r'^synonymtypedef:\s*(\S+)\s*((?:"(?:[^"\\]|\\.)*")?)\s*([A-Z]*)', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a synonym's scope and type. `kind` is None if the form of the name decides."""

    is_exact: bool
    kind: NameKind | None


@dataclass(frozen=True, slots=True)
class SynonymTypes:
    """The synonym types that a file's header defines: the kind of each code, and its default scope."""

    kinds: dict[str, NameKind]
    scopes: dict[str, str] = field(default_factory=dict)
    _meanings: dict[str, Meaning] = field(
        default_factory=dict
    )  # a cache: a file has a dozen of these on 130,000 synonyms

    def meaning(self, written: str) -> Meaning:
        """Return the meaning of "EXACT layperson ", the text after a synonym's name. A file has a dozen of these on
        130,000 synonyms.
        """
        known = self._meanings.get(written)
        if known is None:
            known = self._meanings[written] = self._read(written.split())
        return known

    def _read(self, words: list[str]) -> Meaning:
        types = [word for word in words if word not in SCOPES]
        scopes = [word for word in words if word in SCOPES] or [
            self.scopes[word] for word in types if word in self.scopes
        ]
        kinds = (self.kinds.get(word.lower()) or _kind_of_type(word, "") for word in types)
        return Meaning("EXACT" in scopes, next(filter(None, kinds), None))


def synonym_types(header: str) -> SynonymTypes:
    """Parse the synonym types that a file's header defines."""
    types = SynonymTypes(dict(OMO_KINDS))
    for code, description, scope in TYPE_DEFINITION.findall(header):
        kind = types.kinds.get(code.lower()) or _kind_of_type(code, description)
        if kind:
            types.kinds[code.lower()] = kind
        if scope in SCOPES:
            types.scopes[code] = scope
    return types


def _kind_of_type(code: str, description: str) -> NameKind | None:
    """The kind that a type's code says, or else its description."""
    match = KIND_OF_WORD.search(code.lower()) or KIND_OF_WORD.search(description.lower())
    return NameKind[match.lastgroup] if match and match.lastgroup else None


def names(preferred: str, synonyms: Iterable[ConceptName]) -> Iterator[ConceptName]:
    """Yield every name once. Those with the same meaning come first, so that a synonym that is also listed as related
    stays a synonym.
    """
    seen = {preferred}
    yield ConceptName(preferred, NameKind.PREFERRED)
    for synonym in sorted(synonyms, key=lambda synonym: synonym.kind is NameKind.ENTRY_TERM):
        if synonym.name and synonym.name not in seen:
            seen.add(synonym.name)
            yield synonym


def synonym(value: str, types: SynonymTypes) -> ConceptName:
    """Parse the value of a synonym clause. Raises BrokenClauseError."""
    name, rest = quoted(value)
    return ConceptName(name, _kind(name, types.meaning(rest)))


def _kind(name: str, meaning: Meaning) -> NameKind:
    """The kind of a synonym. A broader, narrower or related one does not mean the same, whatever its type; without a
    scope it is related (version 1.2). An abbreviation is one in any scope.
    """
    if meaning.kind is NameKind.ABBREVIATION:
        return meaning.kind
    if not meaning.is_exact:
        return NameKind.ENTRY_TERM
    return meaning.kind or kind_as_written(name)
