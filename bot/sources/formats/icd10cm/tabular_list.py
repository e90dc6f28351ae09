"""ICD-10-CM, the clinical modification of ICD-10 by the National Center for Health Statistics: the tabular list as
XML.

The archive "table and index" of a year at https://ftp.cdc.gov/pub/Health_Statistics/NCHS/Publications/ICD10CM/ has it
beside the index. Chapters contain sections, sections contain categories (three characters), and categories contain
the codes below them. The list has names and codes, but no definitions. The Official Guidelines for Coding and
Reporting, section I.A (https://www.cdc.gov/nchs/icd/icd-10-cm/files.html), define what words and brackets in a title
mean.

Most of the 46,900 codes only add a side of the body, the course, or that nothing more is known: nobody looks these
up, and they would fill every list of names. A section with several categories, a category, and a code of four or five
characters that says more than the code above it become concepts. The others are counted as left out.
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
    remedy="Give icd10cm-tabular-<year>.xml, or the archive that holds it (its name has “table and index”), from "
    "https://ftp.cdc.gov.",
    has_neighbors=True,
)
VERSION = re.compile(rb"<version>\s*((?:19|20)\d{2})\s*</version>")
CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")
RANGE = re.compile(r"\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)$")

EXTERNAL_CAUSES = frozenset("VWXY")
CIRCUMSTANCES = frozenset("Z")
INJURIES = frozenset("ST")
# The most characters of codes that become concepts. The fifth character of an injury's code says how it was done
# ("open bite with damage to nail"), and that of a code whose title only continues the title above it says a site or a
# course ("Felty's syndrome, shoulder"): there four are the most.
MAX_LENGTH, MAX_LENGTH_OF_INJURY = 5, 4

ONE_SIDE = re.compile(
    r"\b(?:right|left|bilateral|unilateral|trimester|fetus \d|unspecified (?:eye|ear|side|fetus))\b", re.IGNORECASE
)
OTHER = re.compile(
    r"(?<!and )\bother\b|\bother (?:and unspecified|specified)|\belsewhere classified|\bclassified elsewhere",
    re.IGNORECASE,
)
UNKNOWN = re.compile(r"\bunspecified\b|\bnot specified\b", re.IGNORECASE)

# Semantic types by the beginning of a code, a chapter or a part of it, in the order in which they are tried.
# Poisonings, complications of care or birth and findings of laboratories have none.
KINDS = (
    (re.compile(r"F"), SemanticType.MENTAL_DISORDER),
    (re.compile(r"R[0-6]"), SemanticType.SYMPTOM),
    (re.compile(r"S|T[0-2]|T3[0-4]"), SemanticType.INJURY),
    (re.compile(r"[A-NPQU]"), SemanticType.DISEASE),
)


@dataclass(frozen=True, slots=True)
class Above:
    """The codes above a code: the nearest one that became a concept, and the stems of the titles of all."""

    parents: tuple[str, ...] = ()
    titles: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Return True if a name is that of a code above: "Measles NOS" below "Measles without complication" is
        measles itself.
        """
        return any(is_same(name, title) for title in self.titles)

    def below(self, code: str, title: str, *, is_concept: bool) -> Above:
        """Return what is above the codes under this code."""
        return Above((code,) if is_concept else self.parents, self.titles | {stem(title)})


def edition(path: Path) -> Edition | None:
    """Return the fiscal year of the release, which begins in October of the year before."""
    for _, stream in wanted_members(path, LAYOUT):
        with damage_errors(path):
            version = VERSION.search(stream.read(CHUNK))
        if version:
            return Edition(label=version[1].decode(), year=int(version[1]))
    return None


def identity(path: Path) -> Identity:
    """Return the root element (`root`) of the tabular list, which distinguishes it from the other files of the
    archive.
    """
    with suppress(DataError), damage_errors(path):
        roots = frozenset(root.tag for root in first_elements(path)).intersection(LAYOUT.roots)
        return {"root": roots} if roots else {}
    return {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each section, category and code that says more than the one above it as a concept, section by section.

    Raises DataError when the path has no tabular list, or one that ends in the middle.
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
    """A code and all codes below it."""
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
    """The notes of a code that may be names: "includes" of a category, inclusion terms, and those of the
    "unspecified" codes below it, which mean the same.
    """
    yield from texts(diag, "includes/note")
    for each in diag.iter("diag"):
        if each is diag or is_same(text(each.find("desc")), title):
            yield from texts(each, "inclusionTerm/note")


def _left_out(code: str, title: str, above: Above) -> str | None:
    """Return the reason why a code does not become a concept; None if it does."""
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
    """Return the title and its other spellings, then the inclusion terms.

    Inclusion terms are "the conditions for which that code is to be used", and only some of them are synonyms
    (guidelines, I.A.11); notes under "Includes" are examples (I.A.10). One that is another spelling of the title is a
    synonym; the others are entry terms, since the list does not say more.
    """
    names = {name.casefold(): ConceptName(name, kind) for name, kind in titles(title)}
    forms = {form for name in names for form in normal_forms(name)}
    for term in included:
        kind = NameKind.SYNONYM if forms.intersection(normal_forms(term)) else NameKind.ENTRY_TERM
        names.setdefault(term.casefold(), ConceptName(term, kind))
    return list(names.values())
