"""ICD-10-CM, the clinical modification of ICD-10 by the National Center for Health Statistics: the tabular list as XML.

The archive "table and index" of a year at
https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM/ holds it beside the index. Chapters hold
sections, sections hold categories (three characters), and those the codes below them. It has names and codes,
and no definitions. What the words and brackets in a title mean is laid down in the Official Guidelines for
Coding and Reporting, section I.A (https://www.cdc.gov/nchs/icd/icd-10-cm/files.html).

Of 46,900 codes most tell a side of the body, the course, or that nothing more is known: what nobody looks up,
and what would fill every list of names. A concept is made of a section with several categories, a category,
and a code of four or five characters that says more than the one above it. The others are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lxml import etree

from bot.errors import DataError
from bot.sources.archives.opening import damage_errors
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition
from bot.sources.formats.icd10cm.names import is_same, stem, terms, titles
from bot.sources.formats.readers.xml_stream import (
    CHUNK,
    XmlLayout,
    first_elements,
    place,
    records,
    text,
    texts,
    wanted_members,
)
from bot.sources.identity import Identity
from bot.terms.model import NameKind, SemanticType
from bot.terms.normal_forms import normal_forms

LAYOUT = XmlLayout(
    title="ICD-10-CM",
    roots=("ICD10CM.tabular",),
    records=("section",),
    remedy="Give icd10cm-tabular-<year>.xml, or the archive that holds it (its name has “table and index”), from https://ftp.cdc.gov.",
    has_neighbors=True,
)
VERSION = re.compile(rb"<version>\s*((?:19|20)\d{2})\s*</version>")
CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")
RANGE = re.compile(r"\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)$")

EXTERNAL_CAUSES = frozenset("VWXY")
CIRCUMSTANCES = frozenset("Z")
INJURIES = frozenset("ST")
# A code of five characters for an injury tells how it was done ("open bite with damage to nail"); another,
# where its title only goes on from the one above it, a site or a course ("Felty's syndrome, shoulder").
MAX_LENGTH, MAX_LENGTH_OF_INJURY = 5, 4

ONE_SIDE = re.compile(
    r"\b(?:right|left|bilateral|unilateral|trimester|fetus \d|unspecified (?:eye|ear|side|fetus))\b", re.IGNORECASE
)
OTHER = re.compile(
    r"(?<!and )\bother\b|\bother (?:and unspecified|specified)|\belsewhere classified|\bclassified elsewhere",
    re.IGNORECASE,
)
UNKNOWN = re.compile(r"\bunspecified\b|\bnot specified\b", re.IGNORECASE)

# By the beginning of a code: a chapter, or a part of one, in the order in which they are tried. Poisoning,
# what complicates care or birth, and what is found in a laboratory is not said to be one of these.
KINDS = (
    (re.compile(r"F"), SemanticType.MENTAL_DISORDER),
    (re.compile(r"R[0-6]"), SemanticType.SYMPTOM),
    (re.compile(r"S|T[0-2]|T3[0-4]"), SemanticType.INJURY),
    (re.compile(r"[A-NPQU]"), SemanticType.DISEASE),
)


@dataclass(frozen=True, slots=True)
class Above:
    """What a code stands under: the nearest code that became a concept, and the titles of all codes on the
    way, without what adds nothing.
    """

    parents: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Return True if a name is that of a code above: "Measles NOS" below "Measles without complication"
        is measles itself.
        """
        return any(is_same(name, title) for title in self.titles)

    def below(self, code: str, title: str, *, is_concept: bool) -> Above:
        """The same for the codes under one of them."""
        return Above((code,) if is_concept else self.parents, self.titles | {stem(title)})


def edition(path: Path) -> Edition | None:
    """The fiscal year of the release, which begins in October of the year before."""
    for _, stream in wanted_members(path, LAYOUT):
        with damage_errors(path):
            version = VERSION.search(stream.read(CHUNK))
        if version:
            return Edition(label=version[1].decode(), year=int(version[1]))
    return None


def identity(path: Path) -> Identity:
    """The root element of the tabular list, which the publisher's archive holds beside other files."""
    with suppress(DataError), damage_errors(path):
        roots = frozenset(root.tag for root in first_elements(path)).intersection(LAYOUT.roots)
        return {"root": roots} if roots else {}
    return {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each section, category and code that says something of its own as a concept, read section by section.

    Raises DataError when the path holds no tabular list, or one that ends in the middle.
    """
    return records(path, LAYOUT, partial(_section, reading=reading or Reading()))


def _section(section: etree._Element, reading: Reading) -> list[Concept | BrokenRecord]:
    code, title = section.get("id", "").strip(), RANGE.sub("", text(section.find("desc")))
    categories = section.findall("diag")
    if why := _left_out_section(code):
        reading.left_out[why] += sum(1 for _ in section.iter("diag"))
        return []
    is_concept = len(categories) > 1 and bool(title) and not OTHER.search(title) and not UNKNOWN.search(title)
    above = Above().below(code, title, is_concept=True) if is_concept else Above()
    own = [_concept(code, title, (), ())] if is_concept else []
    return own + [made for category in categories for made in _codes(category, above, reading)]


def _left_out_section(code: str) -> str | None:
    if code[:1] in EXTERNAL_CAUSES:
        return "code for an external cause"
    return "code for a circumstance of care" if code[:1] in CIRCUMSTANCES else None


def _codes(diag: etree._Element, above: Above, reading: Reading) -> Iterator[Concept | BrokenRecord]:
    """A code and all below it."""
    code, title = text(diag.find("name")), text(diag.find("desc"))
    if not CODE.fullmatch(code) or not title:
        yield BrokenRecord(f"code {code}" if code else place(diag), "it has no code or no description")
        return
    why = _left_out(code, title, above)
    if why:
        reading.left_out[why] += 1
    else:
        included = [term for term in terms(_notes(diag, title)) if not above.has(term)]
        yield _concept(code, title, included, above.parents)
    for below in diag.iterfind("diag"):
        yield from _codes(below, above.below(code, title, is_concept=not why), reading)


def _notes(diag: etree._Element, title: str) -> Iterator[str]:
    """What a category says that it includes, the inclusion terms of a code, and those of the codes below it
    for the same thing where nothing more is known of it.
    """
    yield from texts(diag, "includes/note")
    for each in diag.iter("diag"):
        if each is diag or is_same(text(each.find("desc")), title):
            yield from texts(each, "inclusionTerm/note")


def _left_out(code: str, title: str, above: Above) -> str | None:
    """Why a code is no concept of its own; None when it is one."""
    if ONE_SIDE.search(title):
        return "code for one side, trimester or fetus"
    if OTHER.search(title):
        return "code for other conditions"
    name = stem(title)
    if UNKNOWN.search(name) or above.has(name):
        return "code for unspecified conditions"
    return "code for details of a condition" if _is_detail(code, name, above) else None


def _is_detail(code: str, name: str, above: Above) -> bool:
    length = len(code.replace(".", ""))
    goes_on = any(name.startswith(f"{title},") for title in above.titles)
    return length > (MAX_LENGTH_OF_INJURY if code[0] in INJURIES or goes_on else MAX_LENGTH)


def _concept(code: str, title: str, included: Sequence[str], parents: tuple[str, ...]) -> Concept:
    kind = next((kind for beginning, kind in KINDS if beginning.match(code)), None)
    return Concept(
        code=code,
        names=tuple(_names(title, included)),
        parents=parents,
        semantic_types=(kind,) if kind else (),
    )


def _names(title: str, included: Sequence[str]) -> list[ConceptName]:
    """The title and its other spellings, then the inclusion terms.

    Inclusion terms are "the conditions for which that code is to be used", and only some of them synonyms
    (guidelines, I.A.11), and notes under the word "Includes" are examples (I.A.10): one that is another
    spelling of the title is a synonym, of the others nobody can tell.
    """
    names = {name.casefold(): ConceptName(name, kind) for name, kind in titles(title)}
    forms = {form for name in names for form in normal_forms(name)}
    for term in included:
        kind = NameKind.SYNONYM if forms.intersection(normal_forms(term)) else NameKind.ENTRY_TERM
        names.setdefault(term.casefold(), ConceptName(term, kind))
    return list(names.values())
