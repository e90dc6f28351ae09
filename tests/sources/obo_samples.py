"""Samples for the tests of ontologies: terms, files made of them, and their concepts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.sources.catalogue import Source
from bot.sources.concept import Concept, Reading
from bot.sources.formats.obo import ontology as obo


def an_ontology(id: str = "some", language: str = "en", **traits: object) -> Source:
    """A source in OBO with these traits."""
    return Source(
        id=id,
        title="Some Ontology",
        publisher="Somebody",
        licence="CC0",
        attribution="Somebody",
        format="obo",
        language=language,
        audience="professionals",
        plainness=6,
        **traits,  # type: ignore[arg-type]
    )


def term(id: str, *clauses: str, name: str = "Thing") -> str:
    """The stanza of a term."""
    return "\n".join(["\n[Term]", f"id: {id}", f"name: {name}", *clauses, ""])


def written(folder: Path, ontology: str, *stanzas: str, header: str = "") -> Path:
    """An OBO file with these stanzas; `header` are further lines of its header."""
    path = folder / f"{ontology}.obo"
    start = f"format-version: 1.4\ndata-version: 2026-01-01\n{header}ontology: {ontology}\n"
    path.write_text(start + "".join(stanzas), encoding="utf-8")
    return path


def read(path: Path, reading: Reading | None = None) -> Mapping[str, Concept]:
    """The concepts of a file by code, none of whose records may be broken."""
    records = list(obo.concepts(path, reading))
    concepts = [record for record in records if isinstance(record, Concept)]
    assert concepts == records
    return {concept.code: concept for concept in concepts}
