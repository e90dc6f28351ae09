"""NLM's Medical Subject Headings: the DescriptorRecordSet XML.

https://www.nlm.nih.gov/mesh/xml_data_elements.html describes the format. One descriptor becomes one concept, and so
does each of its other concepts with a scope note (records.py). The meaning of capitals in a scope note, and whether
an action makes a chemical a medicine, depend on other records of the file, which may come later: concepts wait in a
temporary file until all have been read (second_reading.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh.actions import actions
from bot.sources.formats.mesh.branches import semantic_types
from bot.sources.formats.mesh.records import PAGE, divided, names, own_concepts, scope_note
from bot.sources.formats.mesh.second_reading import SecondReading, StoredDescriptor
from bot.sources.formats.readers.xml_stream import (
    CHUNK,
    XmlLayout,
    doctype_edition,
    first_element,
    place,
    records,
    texts,
)
from bot.sources.identity import Identity, of_each_member

DOCTYPE_DATE = re.compile(rb"nlmdescriptorrecordset_(\d{4})(\d{2})(\d{2})\.dtd", re.IGNORECASE)
LAYOUT = XmlLayout(
    title="MeSH",
    roots=("DescriptorRecordSet",),
    records=("DescriptorRecord",),
    remedy="Download desc<year>.xml or .gz from NLM again, then repeat the command.",
)
# The source's id in the catalogue, for files that are read without a source.
DESCRIPTORS = "mesh"

# The language of NLM's own edition. Translations of MeSH have theirs ("fre", "spa") in the same layout.
ENGLISH = "eng"


def edition(path: Path) -> Edition | None:
    """Return the MeSH edition: the date in the DOCTYPE's address of the document type definition."""
    return doctype_edition(path, DOCTYPE_DATE)


def identity(path: Path) -> Identity:
    """Return the root element (`root`), which distinguishes descriptors from supplementary records and qualifiers,
    and the `language` (DTD: LanguageCode).
    """
    return of_each_member(path, partial(identity_of_set, layout=LAYOUT))


def identity_of_set(stream: BinaryIO, layout: XmlLayout) -> Identity:
    """Return the identity of a set of records in one of MeSH's layouts, by its first tag; empty for any other file."""
    root = first_element(stream.read(CHUNK))
    if root is None or root.tag not in layout.roots:
        return {}
    return {"root": frozenset([root.tag]), "language": frozenset([root.get("LanguageCode", ENGLISH)])}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each descriptor of the file as a concept, followed by its `own` concepts (see records.py). The file is
    read as a stream, without entities and external definitions.

    Raises DataError when the file is not a DescriptorRecordSet or ends in the middle.
    """
    reading = reading or Reading()
    source = reading.source.id if reading.source else DESCRIPTORS
    with SecondReading(reading) as second:
        for broken in records(path, LAYOUT, lambda record: _read(record, source, second)):
            second.add_broken(cast(BrokenRecord, broken))
        yield from second.concepts()


def _read(record: etree._Element, source: str, second: SecondReading) -> BrokenRecord | None:
    """Store a descriptor for the second reading; return only a broken one."""
    code = (record.findtext("DescriptorUI") or "").strip()
    preferred = (record.findtext("DescriptorName/String") or "").strip()
    if not code or not preferred:
        return BrokenRecord(code or place(record), "it has no DescriptorUI or no DescriptorName")
    tree_numbers = tuple(texts(record, "TreeNumberList/TreeNumber"))
    kinds = semantic_types(tree_numbers)
    concepts = divided(record)
    own = list(own_concepts(concepts, code, kinds))
    see_also = texts(record, "SeeRelatedList/SeeRelatedDescriptor/DescriptorReferredTo/DescriptorUI")
    descriptor = Concept(
        code=code,
        names=tuple(names(concepts, preferred)),
        definitions=tuple(scope_note(concepts)),
        tree_numbers=tree_numbers,
        see_also=(*see_also, *(concept.code for concept in own)),
        links=tuple(actions(record, source)),
        semantic_types=kinds,
        url=PAGE.format(code),
    )
    second.add(StoredDescriptor(descriptor, own))
    return None
