"""MedlinePlus' five files of definitions: fitness, general health, minerals, nutrition, vitamins.

https://medlineplus.gov/xml.html lists them; they have no schema. Their root is <definition-page>; in copies of 2016
it is named after the file (<generalHealth>), so any root with a <term-group> is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from bot.sources.concept import WEB_ADDRESS, BrokenRecord, Concept, ConceptName, Reading
from bot.sources.formats.medlineplus import files as medlineplus_files
from bot.sources.formats.medlineplus.files import DEFINITION, TOPIC, edition
from bot.sources.formats.readers.xml_stream import XmlLayout, place, records, text
from bot.sources.identity import Identity
from bot.terms.model import NameKind, Site

__all__ = ["concepts", "edition"]

LAYOUT = XmlLayout(
    title="MedlinePlus' definitions",
    roots=("definition-page",),
    records=(DEFINITION, TOPIC),
    any_root=True,
    remedy="Give the files of definitions from https://medlineplus.gov/xml.html.",
)
# The page with all definitions of a file. The definitions have no identifiers: theirs is made from file and term.
PAGE = "https://medlineplus.gov/definitions/{}.html"
CODE = "{}/{}"
PAGE_NAME = re.compile(r"/([\w-]+)\.\w+$")
NOT_IN_A_CODE = re.compile(r"[\W_]+")
# The feeds begin terms and definitions with a ">" that is not part of the text.
FEED_MARK = ">"
TOPICS_LEFT_OUT = "health topic beside the definitions"


def identity(path: Path) -> Identity:
    """Return the record element and language of a file of definitions; empty for any other file."""
    return medlineplus_files.identity(path, record=DEFINITION, beside=TOPIC)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each definition as a concept, read as a stream. Files of topics beside those of definitions are skipped
    and counted.

    Raises DataError when a file has neither, or ends in the middle.
    """
    noted = reading or Reading()

    def read(record: etree._Element) -> Concept | BrokenRecord | None:
        if record.tag == TOPIC:
            noted.left_out[TOPICS_LEFT_OUT] += 1
            return None
        return definition(record)

    return records(path, LAYOUT, read)


def definition(group: etree._Element) -> Concept | BrokenRecord:
    """Convert a <term-group> to a concept."""
    term, words = _without_stray(group.find("term")), _without_stray(group.find("definition"))
    if not term or not words:
        return BrokenRecord(f"the term {term!r}" if term else place(group), "it has no term or no definition")
    parent = group.getparent()
    page = PAGE_NAME.search("" if parent is None else parent.get("page-url", ""))
    return Concept(
        code=CODE.format(page[1] if page else "definitions", NOT_IN_A_CODE.sub("-", term.lower()).strip("-")),
        names=(ConceptName(term, NameKind.PREFERRED),),
        definitions=(words,),
        url=PAGE.format(page[1]) if page else None,
        credit=_reference(group) or None,
        sites=tuple(_sites(group)),
    )


def _without_stray(element: etree._Element | None) -> str:
    return text(element).removeprefix(FEED_MARK).lstrip()


def _reference(group: etree._Element) -> str:
    """The organization that wrote the definition."""
    return " ".join(group.get("reference", "").split())


def _sites(group: etree._Element) -> Iterator[Site]:
    """The page that the definition is from, if the file names one."""
    name, address = _reference(group), group.get("reference-url", "").strip()
    if address.startswith(WEB_ADDRESS):
        yield Site(title=name or address, address=address, organization=name or None)
