"""MedlinePlus, NLM's pages for patients: health topics in English and Spanish, and the files of definitions.

The topics' format is described at https://medlineplus.gov/xmldescription.html; the files of definitions are listed at
https://medlineplus.gov/xml.html. A folder may hold files of both sorts: their root elements tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import lxml.html
from lxml import etree

from bot.lexicon.model import NameKind
from bot.lexicon.names import looks_like_abbreviation, normal_forms
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.formats.start_tags import attribute, start_tags
from bot.sources.formats.xml_stream import CHUNK, XmlLayout, first_attributes, place, records, root_of, text, texts
from bot.sources.identity import Identity, of_each_member

ENGLISH = "English"
SPANISH = "Spanish"
# What the files call the languages of the catalogue (ISO 639-1).
LANGUAGES = {"en": ENGLISH, "es": SPANISH}

TOPICS = "health-topics"
TOPIC = "health-topic"
GROUP = "term-group"
LAYOUT = XmlLayout(
    title="MedlinePlus",
    roots=(TOPICS, "definition-page", "term-groups"),
    records=(TOPIC, GROUP),
    remedy="Give mplus_topics_<date>.xml, or a file of definitions, from https://medlineplus.gov/xml.html.",
)

# The MeSH source's identifier and a descriptor's.
MESH = "mesh:{}"
# The English source's identifier and a topic's.
ENGLISH_TOPIC = "medlineplus:{}"
WEB_ADDRESS = ("https://", "http://")
# The page on which all definitions of a file stand. The definitions have no identifiers: theirs is made from both.
DEFINITIONS_PAGE = "https://medlineplus.gov/definitions/{}.html"
DEFINITION_CODE = "{}/{}"
PAGE_NAME = re.compile(r"/([\w-]+)\.\w+$")
NOT_IN_A_CODE = re.compile(r"[\W_]+")
# The feeds begin terms and definitions with a ">" that belongs to no text.
STRAY = ">"

# How each sort of file says its date: "06/09/2026 02:30:37", "2026-06-09".
DATES = (("date-generated", "%m/%d/%Y"), ("last-updated", "%Y-%m-%d"))
DATE_LENGTH = 10

# Elements of HTML that begin and end a piece of text of its own (https://html.spec.whatwg.org/, 15.3 "Rendering").
BLOCKS = frozenset(
    "address article blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table tbody td tfoot th thead tr ul".split()
)
LISTS = frozenset({"ol", "ul"})
LIST = "•"
UNSEEN = frozenset({"script", "style"})
ENDED = re.compile(r"[.!?:;,…]['\"’”»)\]]*$")


def edition(path: Path) -> Edition | None:
    """The newest date that the files behind a path carry; None where none does."""
    dates = [date for attributes in first_attributes(path) for date in _dates(attributes)]
    return Edition(label=max(dates).isoformat(), year=max(dates).year) if dates else None


def _dates(attributes: dict[str, str]) -> Iterator[date]:
    for name, layout in DATES:
        try:
            yield datetime.strptime(attributes.get(name, "")[:DATE_LENGTH], layout).date()  # noqa: DTZ007 (no time in it)
        except ValueError:
            continue


def identity(path: Path) -> Identity:
    """The root element, and the languages of the topics in a file: one file has them in both. Definitions are in English."""
    return of_each_member(path, _identity)


def _identity(stream: BinaryIO) -> Identity:
    beginning = stream.read(CHUNK)
    root = root_of(beginning)
    if root is None or (root.tag != TOPICS and GROUP.encode() not in beginning):
        return {}
    topics = start_tags(beginning, stream, TOPIC) if root.tag == TOPICS else ()
    languages = {attribute(topic, "language") or ENGLISH for topic in topics}
    return {"root": frozenset([root.tag]), "language": frozenset(languages or {ENGLISH})}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each topic in the language of the source that is read (English by default), and for English each definition, as a concept, read as a stream.

    Raises DataError when a file is neither a file of topics nor one of definitions, or ends in the middle.
    """
    source = reading.source if reading else None
    return records(path, LAYOUT, partial(_read, language=LANGUAGES[source.language] if source else ENGLISH))


def _read(record: etree._Element, language: str) -> Concept | BrokenRecord | None:
    is_topic = record.tag == TOPIC
    if language != (record.get("language", ENGLISH) if is_topic else ENGLISH):
        return None
    return _topic(record) if is_topic else _definition(record)


def _topic(topic: etree._Element) -> Concept | BrokenRecord:
    code, title = topic.get("id", "").strip(), " ".join(topic.get("title", "").split())
    if not code or not title:
        return BrokenRecord(f"topic {code}" if code else place(topic), "it has no id or no title")
    also_called = list(texts(topic, "also-called"))
    summary = plain_text(topic.find("full-summary"))
    return Concept(
        code=code,
        names=tuple(_names(title, also_called, texts(topic, "see-reference"))),
        definitions=(summary,) if summary else (),
        see_also=tuple(dict.fromkeys(related.get("id", "") for related in topic.iterfind("related-topic[@id]"))),
        equivalents=(
            *map(ENGLISH_TOPIC.format, _translated(topic)),
            *map(MESH.format, _same_descriptor(topic, title, also_called)),
        ),
        url=topic.get("url") if topic.get("url", "").startswith(WEB_ADDRESS) else None,
    )


def _translated(topic: etree._Element) -> Iterator[str]:
    """The English topic that a topic in another language is the translation of."""
    if topic.get("language", ENGLISH) != ENGLISH:
        mapped = topic.iterfind("language-mapped-topic[@id]")
        yield from (other.get("id", "") for other in mapped if other.get("language") == ENGLISH)


def _names(title: str, also_called: list[str], see_references: Iterator[str]) -> Iterator[ConceptName]:
    """The title, its synonyms, and the terms of the alphabetical list that only lead to the topic."""
    kinds = {title: NameKind.PREFERRED}
    for name in also_called:
        kinds.setdefault(name, NameKind.ABBREVIATION if looks_like_abbreviation(name) else NameKind.SYNONYM)
    for name in see_references:
        kinds.setdefault(name, NameKind.ENTRY_TERM)
    return (ConceptName(name, kind) for name, kind in kinds.items())


def _same_descriptor(topic: etree._Element, title: str, also_called: list[str]) -> Iterator[str]:
    """The descriptor that means the same as the topic, where one has its title for a name, or else a synonym.

    A topic has the headings of all that it is about: most are wider or narrower, and a heading of several descriptors,
    or with a qualifier, is about their combination.
    """
    headings = [heading[0] for heading in topic.iterfind("mesh-heading") if [e.tag for e in heading] == ["descriptor"]]
    for names in [title], also_called:
        forms = {form for name in names for form in normal_forms(name)}
        same = {
            descriptor.get("id", "") for descriptor in headings if forms.intersection(normal_forms(text(descriptor)))
        }
        if same:
            yield from same if len(same) == 1 else ()
            return


def _definition(group: etree._Element) -> Concept | BrokenRecord:
    term, definition = _without_stray(group.find("term")), _without_stray(group.find("definition"))
    if not term or not definition:
        return BrokenRecord(f"the term {term!r}" if term else place(group), "it has no term or no definition")
    page = PAGE_NAME.search(group.getparent().get("page-url", ""))
    return Concept(
        code=DEFINITION_CODE.format(
            page[1] if page else "definitions", NOT_IN_A_CODE.sub("-", term.lower()).strip("-")
        ),
        names=(ConceptName(term, NameKind.PREFERRED),),
        definitions=(definition,),
        url=DEFINITIONS_PAGE.format(page[1]) if page else None,
    )


def _without_stray(element: etree._Element | None) -> str:
    return text(element).removeprefix(STRAY).lstrip()


def plain_text(summary: etree._Element | None) -> str:
    """What a summary of HTML says, as sentences on one line.

    So that they do not run into each other, a paragraph or list item that ends without a mark gets a full stop, or a
    colon before a list.
    """
    html = text(summary)
    if summary is None or not html:
        return ""
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    root = summary if len(summary) else lxml.html.fragment_fromstring(html, create_parent="div", parser=parser)
    blocks = filter(None, (" ".join(block.split()) for block in _blocks(root)))
    return " ".join(_sentence(block, following) for block, following in pairwise([*blocks, ""]) if block != LIST)


def _sentence(block: str, following: str) -> str:
    if ENDED.search(block):
        return block
    return f"{block}:" if following == LIST else f"{block}."


def _blocks(root: etree._Element) -> Iterator[str]:
    """The text of a document, block by block, with a mark where a list begins."""
    block: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in BLOCKS:
            yield "".join(block)
            block.clear()
        if event == "start":
            yield from (LIST,) if element.tag in LISTS else ()
            block.append("" if element.tag in UNSEEN else element.text or "")
        else:
            block.append(" " if element.tag == "br" else "")
            block.append((element.tail or "") if element is not root else "")
    yield "".join(block)
