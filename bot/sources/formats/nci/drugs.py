"""The National Cancer Institute's Drug Dictionary: pages of JSON.

The layout is the response of `GET /Drugs?includeResourceTypes=DrugTerm` at
https://webapis.cancer.gov/drugdictionary/v1, as in the API's models (https://github.com/NCIOCPL/drug-dictionary-api,
`Models/DrugTerm.cs`). Records of type DrugAlias repeat a name that their drug has, too, and are skipped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from bot.errors import DataError
from bot.sources.archives.opening import NOT_JSON
from bot.sources.concept import WEB_ADDRESS, BrokenRecord, Concept, ConceptName, Reading
from bot.sources.edition import Edition, edition_of_file
from bot.sources.formats.nci.pages import code_of, read_pages, refuse_missing_pages
from bot.sources.formats.readers.typed_records import MAX_QUOTED, decoded
from bot.terms.model import NameKind, SemanticType, Site

API = "NCI Drug Dictionary API"
# With the name for addresses or the identifier (https://github.com/NCIOCPL/drug-dictionary-app,
# src/hooks/routing.js).
PAGE = "https://www.cancer.gov/publications/dictionaries/cancer-drug/def/{}"
TERM = "DrugTerm"
ALIAS = "DrugAlias"
THESAURUS = "ncit:{}"
# The API's Elasticsearch counts no further: there may be more records.
COUNTED_TO = 10_000
# The dictionary's own heading for the link to a drug's page for patients.
FOR_PATIENTS = "Patient Information"
REGIMEN = "regimen"

# The kind of an alias by its type (Models/TermNameType.cs). Aliases of other types are broader, narrower or related.
KINDS = {
    "PreferredName": NameKind.SYNONYM,
    "Synonym": NameKind.SYNONYM,
    "CommonUsage": NameKind.SYNONYM,
    "LexicalVariant": NameKind.SYNONYM,
    "ChemicalStructureName": NameKind.SYNONYM,
    "CASRegistryName": NameKind.SYNONYM,
    "CodeName": NameKind.SYNONYM,
    "INDCode": NameKind.SYNONYM,
    "NSCNumber": NameKind.SYNONYM,
    "NSCCode": NameKind.SYNONYM,
    "Abbreviation": NameKind.ABBREVIATION,
    "Acronym": NameKind.ABBREVIATION,
    "USBrandName": NameKind.BRAND,
    "ForeignBrandName": NameKind.BRAND,
    "ObsoleteName": NameKind.FORMER,
}
# Types with numbers of two registers, which mean nothing without the register's name.
REGISTERS = {"INDCode": "IND", "NSCNumber": "NSC", "NSCCode": "NSC"}
SPANISH = "Spanish"
LEFT_OUT = "Spanish name of a drug"


class Alias(msgspec.Struct, frozen=True):
    """A further name of a drug, and its type."""

    name: str
    type: str = ""


class DefinitionText(msgspec.Struct, frozen=True):
    """A definition as plain text (the same stands beside it as HTML)."""

    text: str = ""


class Link(msgspec.Struct, frozen=True):
    """The page of a drug for patients."""

    uri: str = ""
    text: str = ""


class Drug(msgspec.Struct, frozen=True, kw_only=True):
    """One record of a page."""

    termId: int  # noqa: N815 (the publisher's name)
    name: str
    type: str
    aliases: tuple[Alias, ...] | None = None
    definition: DefinitionText | None = None
    drugInfoSummaryLink: Link | None = None  # noqa: N815
    nciConceptId: str | None = None  # noqa: N815
    prettyUrlName: str | None = None  # noqa: N815


class Type(msgspec.Struct, frozen=True):
    """The type of a record; no other field is decoded."""

    type: str = ""


def edition(path: Path) -> Edition | None:
    """Return the day on which the file was written: the dictionary has no date."""
    return edition_of_file(path)


def identity(path: Path) -> dict[str, frozenset[str]]:
    """Return the types of the records ("DrugTerm"); empty if the file has no pages of the API or records without a
    type.
    """
    try:
        raws = [raw for page in read_pages(path, API) for raw in page.results]
        types = frozenset(filter(None, (msgspec.json.decode(raw, type=Type).type for raw in raws)))
    except (DataError, *NOT_JSON):
        return {}
    return {"type": types - {ALIAS}} if types else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each drug of all pages at a path as a concept.

    Raises DataError when a page is not in the API's layout, when the pages have fewer records than they announce, or
    when there are more records than the API counts.
    """
    noted = reading or Reading()
    pages = read_pages(path, API)
    records = _each_once(raw for page in pages for raw in page.results)
    promised = max(page.meta.totalResults for page in pages)
    refuse_missing_pages(path, len(records), promised)
    _refuse_uncounted(path, promised)
    for record in records:
        if isinstance(record, BrokenRecord):
            yield record
        elif record.type != ALIAS:
            yield _concept(record, noted)


def _refuse_uncounted(path: Path, promised: int) -> None:
    if promised >= COUNTED_TO:
        raise DataError(
            f"{path} holds {promised:,} records, and the API counts no further: some may be missing.",
            "Ask the API for records of the type DrugTerm only.",
        )


def _each_once(raws: Iterable[msgspec.Raw]) -> list[Drug | BrokenRecord]:
    """The records without repeated ones, so that a page that is given twice does not replace a missing one."""
    once: dict[object, Drug | BrokenRecord] = {}
    for raw in raws:
        record = _record(raw)
        once[(record.termId, record.type, record.name) if isinstance(record, Drug) else bytes(raw)] = record
    return list(once.values())


def _record(raw: msgspec.Raw) -> Drug | BrokenRecord:
    drug = decoded(raw, Drug)
    if isinstance(drug, BrokenRecord):
        return drug
    if not drug.name.strip():
        return BrokenRecord(f"termId {drug.termId}", "it has no name")
    if drug.type not in (TERM, ALIAS):
        return BrokenRecord(f"termId {drug.termId}", f"it is a {drug.type[:MAX_QUOTED]!r}, not a {TERM}")
    return drug


def _concept(drug: Drug, reading: Reading) -> Concept:
    text = " ".join(drug.definition.text.split()) if drug.definition else ""
    name = " ".join(drug.name.split())
    return Concept(
        code=code_of(drug.termId),
        names=tuple(_names(name, drug.aliases or (), reading)),
        definitions=(text,) if text else (),
        equivalents=(THESAURUS.format(drug.nciConceptId),) if drug.nciConceptId else (),
        semantic_types=tuple(_kinds(name, drug)),
        likely_types=() if name.endswith(REGIMEN) else (SemanticType.MEDICINE,),
        url=PAGE.format(quote(drug.prettyUrlName or str(drug.termId), safe="")),
        sites=tuple(_sites(name, drug.drugInfoSummaryLink)),
    )


def _kinds(name: str, drug: Drug) -> Iterator[SemanticType]:
    """MEDICINE if the drug has a brand or a page for patients. Other records are agents of some trial: "honey", "red
    tomato juice".
    """
    if name.endswith(REGIMEN):
        yield SemanticType.TREATMENT
    elif drug.drugInfoSummaryLink or any(KINDS.get(alias.type) is NameKind.BRAND for alias in drug.aliases or ()):
        yield SemanticType.MEDICINE


def _names(preferred: str, aliases: Iterable[Alias], reading: Reading) -> Iterator[ConceptName]:
    """The name of a drug, then each of its aliases once."""
    yield ConceptName(preferred, NameKind.PREFERRED)
    seen = {preferred}
    for alias in aliases:
        name = _written(alias)
        if alias.type == SPANISH:
            reading.left_out[LEFT_OUT] += 1
        elif name and name not in seen:
            seen.add(name)
            yield ConceptName(name, KINDS.get(alias.type, NameKind.ENTRY_TERM))


def _written(alias: Alias) -> str:
    """An alias as people look it up: "NSC 123" for 123 in that register."""
    name = " ".join(alias.name.split())
    return f"{REGISTERS[alias.type]} {name}" if alias.type in REGISTERS and name.isdigit() else name


def _sites(name: str, link: Link | None) -> Iterator[Site]:
    if link and link.uri.startswith(WEB_ADDRESS):
        yield Site(title=" ".join(link.text.split()) or name, address=link.uri, category=FOR_PATIENTS)
