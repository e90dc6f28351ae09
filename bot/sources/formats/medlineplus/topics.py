"""MedlinePlus' health topics, NLM's pages for patients in English and Spanish.

https://medlineplus.gov/xmldescription.html describes the layout; the document type definition is
https://medlineplus.gov/xml/mplus_topics.dtd.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from bot.sources.concept import WEB_ADDRESS, BrokenRecord, Concept, ConceptName, Link, Reading, kind_as_written
from bot.sources.formats.medlineplus import files as medlineplus_files
from bot.sources.formats.medlineplus.definitions import definition
from bot.sources.formats.medlineplus.files import DEFINITION, ENGLISH, LANGUAGES, TOPIC, edition
from bot.sources.formats.readers.html_text import Block, blocks, embedded_html, lines
from bot.sources.formats.readers.titles import each_name_once, names_of_title
from bot.sources.formats.readers.xml_stream import XmlLayout, place, records, text, texts
from bot.sources.identity import Identity
from bot.terms.model import NameKind, Relation, Site
from bot.terms.normal_forms import normal_forms

__all__ = ["concepts", "edition"]

LAYOUT = XmlLayout(
    title="MedlinePlus' health topics",
    roots=("health-topics",),
    records=(TOPIC, DEFINITION),
    any_root=True,
    remedy="Give mplus_topics_<date>.xml, or the zip archive of it, from https://medlineplus.gov/xml.html.",
)

# The identifier of a MeSH descriptor.
MESH = "mesh:{}"
# The identifier of an English topic.
ENGLISH_TOPIC = "medlineplus:{}"
DEFINITIONS_LEFT_OUT = "definition in English"
# The heading of a topic's page for what to read first, in both languages.
READ_FIRST = frozenset({"Start Here", "Comience aquí"})
# The beginning of a heading that MedlinePlus itself does not show: "NON-DISPLAY (Patient Handout)".
NOT_SHOWN = "NON-DISPLAY"
LANGUAGE_CODES = {name: code for code, name in LANGUAGES.items()}

# The most characters of a last paragraph that names the author of a summary: it has a class or style of its own and
# does not end with a full stop.
MAX_ATTRIBUTION = 160
ENDED = re.compile(r"[.!?:;,…]['\"’”»)\]]*$")


def identity(path: Path) -> Identity:
    """Return the record element and languages of a file of health topics; empty for any other file."""
    return medlineplus_files.identity(path, record=TOPIC, beside=DEFINITION)


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each topic in the language of the reading's source (English by default), read as a stream; for English
    also each definition of files of definitions that are given beside the topics or instead of them.

    Raises DataError when a file has neither, or ends in the middle.
    """
    noted = reading or Reading()
    language = LANGUAGES[noted.source.language] if noted.source else ENGLISH
    return records(path, LAYOUT, partial(_read, language=language, noted=noted))


def _read(record: etree._Element, language: str, noted: Reading) -> Concept | BrokenRecord | None:
    if record.tag == DEFINITION and language == ENGLISH:
        return definition(record)
    if record.tag == DEFINITION:
        noted.left_out[DEFINITIONS_LEFT_OUT] += 1
        return None
    return _topic(record) if language == record.get("language", ENGLISH) else None


def _topic(topic: etree._Element) -> Concept | BrokenRecord:
    code, title = topic.get("id", "").strip(), " ".join(topic.get("title", "").split())
    if not code or not title:
        return BrokenRecord(f"topic {code}" if code else place(topic), "it has no id or no title")
    names = _names(title, list(texts(topic, "also-called")), list(texts(topic, "see-reference")))
    headings = _lone_descriptors(topic)
    same = tuple(_same_descriptors(headings, names))
    summary, attribution = _without_attribution(blocks(embedded_html(topic.find("full-summary"))))
    return Concept(
        code=code,
        names=names,
        definitions=tuple(filter(None, [lines(summary)])),
        see_also=tuple(dict.fromkeys(related.get("id", "") for related in topic.iterfind("related-topic[@id]"))),
        links=tuple(Link(Relation.MAPPED_TO, name=group) for group in dict.fromkeys(texts(topic, "group"))),
        equivalents=(*map(ENGLISH_TOPIC.format, _translated(topic)), *map(MESH.format, same)),
        cross_references=tuple(MESH.format(id) for id in headings if id not in same),
        url=topic.get("url") if topic.get("url", "").startswith(WEB_ADDRESS) else None,
        credit=attribution,
        sites=tuple(sorted(_sites(topic), key=lambda site: site.category not in READ_FIRST)),
    )


def _translated(topic: etree._Element) -> Iterator[str]:
    """The English topic of which a topic in another language is the translation."""
    if topic.get("language", ENGLISH) != ENGLISH:
        mapped = topic.iterfind("language-mapped-topic[@id]")
        yield from (other.get("id", "") for other in mapped if other.get("language") == ENGLISH)


def _names(title: str, also_called: Sequence[str], see_references: Sequence[str]) -> tuple[ConceptName, ...]:
    """The names in the title, its synonyms, and the terms of the alphabetical list that only lead to the topic."""
    return each_name_once(
        (
            *names_of_title(title, (*also_called, *see_references), brackets_name=True),
            *(ConceptName(name, kind_as_written(name)) for name in also_called),
            *(ConceptName(name, NameKind.ENTRY_TERM) for name in see_references),
        )
    )


def _same_descriptors(headings: Mapping[str, str], names: Sequence[ConceptName]) -> Iterator[str]:
    """The descriptor that means the same as the topic: the one named like its title, or else like a synonym.

    A topic has the headings of all its subjects. Most are wider or narrower; a heading of several descriptors, or
    with a qualifier, means their combination.
    """
    for kinds in {NameKind.PREFERRED}, {NameKind.SYNONYM, NameKind.ABBREVIATION}:
        forms = {form for name in names if name.kind in kinds for form in normal_forms(name.name)}
        same = {id for id, heading in headings.items() if forms.intersection(normal_forms(heading))}
        if same:
            yield from same if len(same) == 1 else ()
            return


def _lone_descriptors(topic: etree._Element) -> dict[str, str]:
    """The names of the descriptors that are a heading by themselves, by identifier."""
    headings = [heading[0] for heading in topic.iterfind("mesh-heading") if [e.tag for e in heading] == ["descriptor"]]
    return {id: text(descriptor) for descriptor in headings if (id := descriptor.get("id", "").strip())}


def _without_attribution(summary: list[Block]) -> tuple[list[Block], str | None]:
    """Split off the last line of a summary if it names the author; return the rest and that line, None if there is
    none.
    """
    last = summary[-1] if len(summary) > 1 else None
    if last is None or not last.is_styled or last.tag != "p" or last.mark:
        return summary, None
    is_sentence = ENDED.search(last.text) or len(last.text) > MAX_ATTRIBUTION
    return (summary, None) if is_sentence else (summary[:-1], last.text)


def _sites(topic: etree._Element) -> Iterator[Site]:
    """The pages that MedlinePlus' editors chose for the topic, each under the first of its headings, and the NIH
    institute that the topic belongs to.

    A page that exists in the other language, too, is given in both. The sort of a site (<standard-description>:
    "PDF", "Video", "NIH") is not stored.
    """
    language = LANGUAGE_CODES.get(topic.get("language", ENGLISH), "en")
    for site in topic.iterfind("site"):
        yield from _in_each_language(site, language)
    for institute in topic.iterfind("primary-institute"):
        yield from _site(text(institute), institute.get("url", ""), language, organization=text(institute))


def _in_each_language(site: etree._Element, language: str) -> Iterator[Site]:
    organization = ", ".join(dict.fromkeys(texts(site, "organization")))
    categories = texts(site, "information-category")
    category = next((each for each in categories if not each.startswith(NOT_SHOWN)), None)
    other = "en" if language == "es" else "es"
    for address, its_language in ((site.get("url", ""), language), (site.get("language-mapped-url", ""), other)):
        yield from _site(site.get("title", ""), address, its_language, organization, category)


def _site(
    title: str, address: str, language: str, organization: str = "", category: str | None = None
) -> Iterator[Site]:
    title, address = " ".join(title.split()), address.strip()
    if title and address.startswith(WEB_ADDRESS):
        yield Site(
            title=title, address=address, organization=organization or None, category=category, language=language
        )
