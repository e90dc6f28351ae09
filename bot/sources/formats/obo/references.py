"""References from an OBO term to other records: those that mean the same, those that it only names, and those that it
is a part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.sources.concept import Link
from bot.sources.formats.obo.clauses import first_word, prefix
from bot.sources.vocabularies import reference
from bot.terms.model import Relation

# MONDO's qualifiers for the relation between its term and another record
# (https://mondo.readthedocs.io/en/latest/editors-guide/f-entities/), and Orphanet's codes for the same: narrower term
# to broader term, broader to narrower.
EQUIVALENT = 'source="MONDO:equivalentTo"'
DIFFERENT = re.compile(r'"MONDO:(?:relatedTo|mondoIs\w+|obsoleteEquivalent\w*|equivalentObsolete)"|/(?:ntbt|btnt)"')

# https://www.w3.org/TR/skos-reference/#mapping; DOID quotes the identifier, MONDO writes the property without "skos:".
MATCH = re.compile(r'(?:skos:)?(exact|close|broad|narrow|related)Match "?([A-Za-z]\w*:\w[\w.]*)')

# The relationships that are of interest to a reader, by their short names and by their identifiers in the Relation
# Ontology (https://github.com/oborel/obo-relations).
LINK_KINDS = {
    "part_of": Relation.PART_OF,
    "BFO:0000050": Relation.PART_OF,
    "disease_has_location": Relation.SEE_ALSO,
    "RO:0004026": Relation.SEE_ALSO,
}
# If a relationship is written by its identifier, the comment begins with its label.
LABEL = re.compile(r"^(?:part of|disease has location) ")


def equivalents(xrefs: Iterable[str], properties: Iterable[str]) -> tuple[str, ...]:
    """Return the records of other sources that mean the same according to the ontology: MONDO's equivalents, and
    exact matches.
    """
    exact = [first_word(xref) for xref in xrefs if EQUIVALENT in xref]
    if properties:
        exact += [match[2] for match in _matches(properties) if match[1] == "exact"]
    return _references(exact) if exact else ()


def cross_references(xrefs: Iterable[str], properties: Iterable[str]) -> tuple[str, ...]:
    """Return the other records that the term names, except those that it says mean something else."""
    loose = [
        first_word(xref) for xref in xrefs if '"' not in xref or not (EQUIVALENT in xref or DIFFERENT.search(xref))
    ]
    if not loose:
        return ()
    compared = {match[2] for match in _matches(properties)}
    return _references(identifier for identifier in loose if identifier not in compared)


def links(relationships: Iterable[str], own: str | None, source: str | None) -> tuple[Link, ...]:
    """Return links to what a term is a part of, and to the location of a disease. `own` is the prefix of the
    ontology's own terms, `source` the id under which it is installed.
    """
    found = (_link(relationship, own, source) for relationship in relationships)
    return tuple(dict.fromkeys(link for link in found if link))


def _matches(properties: Iterable[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(MATCH.match, properties))


def _references(identifiers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(reference, identifiers))))


def _link(relationship: str, own: str | None, source: str | None) -> Link | None:
    relation, _, rest = relationship.partition(" ")
    kind = LINK_KINDS.get(relation)
    code = first_word(rest)
    if kind is None or not code:
        return None
    name = LABEL.sub("", rest.partition(" ! ")[2]).strip()
    target = f"{source}:{code}" if source and prefix(code) == own else reference(code)
    return Link(kind, name, target or "") if target or name else None
