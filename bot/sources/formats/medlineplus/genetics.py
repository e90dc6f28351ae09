"""MedlinePlus Genetics, NLM's pages for the public on genetic conditions, genes and chromosomes: one file with all of
them.

https://medlineplus.gov/about/developers/geneticsdatafilesapi/ describes the file and the same data page by page. The
namespace of the elements is the schema's address (https://medlineplus.gov/download/ghr-summaries-20250602.xsd) and
changes with each version, so elements are read by their local names. The file of a single page is a record without
the list around it, and is read, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from bot.sources.archives.opening import modified_date
from bot.sources.concept import WEB_ADDRESS, BrokenRecord, Concept, ConceptName, Link, Reading, kind_as_written
from bot.sources.edition import Edition
from bot.sources.formats.readers.html_text import blocks, embedded_html, lines
from bot.sources.formats.readers.titles import each_name_once, names_of_title
from bot.sources.formats.readers.xml_stream import XmlLayout, local_name, place, records, root_names, text, texts
from bot.sources.vocabularies import reference
from bot.terms.model import NameKind, Relation, SemanticType

ROOT = "summaries"
CONDITION = "health-condition-summary"
GENE = "gene-summary"
CHROMOSOME = "chromosome-summary"
MITOCHONDRIAL_DNA = "mtdna-summary"
RECORDS = (CONDITION, GENE, CHROMOSOME, MITOCHONDRIAL_DNA)
LAYOUT = XmlLayout(
    title="MedlinePlus Genetics",
    roots=(ROOT, *RECORDS),
    records=tuple(f"{{*}}{record}" for record in RECORDS),
    remedy="Give ghr-summaries.xml from https://medlineplus.gov/download/ghr-summaries.xml.",
)
# A chromosome is a part of a cell (UMLS: Cell Component), its DNA a nucleic acid.
KINDS = {
    CONDITION: SemanticType.DISEASE,
    GENE: SemanticType.GENE,
    CHROMOSOME: SemanticType.CELL_PART,
    MITOCHONDRIAL_DNA: SemanticType.CHEMICAL,
}

# A page's address was https://ghr.nlm.nih.gov/condition/lynch-syndrome and is
# https://medlineplus.gov/genetics/condition/lynch-syndrome.
FOLDER = "/genetics/"
# The sections of a record without a label; any other section begins with its name ("Frequency").
MAIN_TEXTS = frozenset({"description", "function"})
INHERITANCE = "Inheritance: {}"
REVIEWED = "Last reviewed: {}"
GENE_NAME = "{} gene"
BARE_CHROMOSOME = re.compile(r"\d{1,2}|[XY]")
NOT_IN_A_PREFIX = re.compile(r"[^a-z0-9]+")
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
SYNONYMS = "{*}synonym-list/{*}synonym"
# The elements of related records, and the field with their name.
RELATED = (
    ("related-gene-list/related-gene", "gene-symbol"),
    ("related-health-condition-list/related-health-condition", "name"),
    ("related-chromosome-list/related-chromosome", "name"),
)


def edition(path: Path) -> Edition | None:
    """Return the day on which the newest page was published, or the day of the file if none says it; None for another
    file.
    """
    if not identity(path):
        return None
    days: list[date] = []
    read = records(path, LAYOUT, lambda record: days.extend(_days(_field(record, "published"))))
    for _ in read:
        pass
    newest = max(days, default=modified_date(path).date())
    return Edition(label=newest.isoformat(), year=newest.year)


def _days(text: str) -> Iterator[date]:
    for day in DAY.finditer(text):
        try:
            yield date(*map(int, day.groups()))
        except ValueError:
            continue


def identity(path: Path) -> Mapping[str, frozenset[str]]:
    """Return the first element of the file (`root`): <summaries>, or the record of a single page. Empty for another
    file.
    """
    roots = frozenset(root_names(path)).intersection(LAYOUT.roots)
    return {"root": frozenset({ROOT})} if roots else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each condition, gene and chromosome as a concept, read as a stream.

    Raises DataError when a file has another root, or ends in the middle.
    """
    return records(path, LAYOUT, _record)


def _record(record: etree._Element) -> Concept | BrokenRecord:
    kind, page = local_name(record), _field(record, "ghr-page")
    code_of_page = _code(page)
    code = code_of_page or record.get("id", "").strip()
    names = each_name_once(_names(record, kind))
    if not code or not names:
        return BrokenRecord(code or place(record), "it has no page and no id, or no name")
    definition, related = "\n".join(_texts(record)), list(_related(record))
    return Concept(
        code=code,
        names=names,
        definitions=(definition,) if definition else (),
        see_also=tuple(dict.fromkeys(code for _, code in related if code)),
        links=tuple(Link(Relation.SEE_ALSO, name=name) for name, code in related if name and not code),
        cross_references=tuple(dict.fromkeys(_keys(record))),
        semantic_types=(KINDS[kind],),
        url=page if page.startswith(WEB_ADDRESS) and code_of_page else None,
    )


def _field(record: etree._Element, name: str) -> str:
    return text(record.find(f"{{*}}{name}"))


def _path(path: str) -> str:
    """Make a path of elements match any namespace."""
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _code(page: str) -> str:
    """The identifier of a record: the end of its page's address ("gene/mlh1")."""
    try:
        path = urlsplit(page).path.lower()
    except ValueError:
        return ""
    return (path.partition(FOLDER)[2] or path).strip("/")


def _names(record: etree._Element, kind: str) -> Iterator[ConceptName]:
    if kind == GENE:
        yield from _names_of_gene(record)
        return
    name = _field(record, "name")
    if kind == CHROMOSOME and BARE_CHROMOSOME.fullmatch(name):
        name = f"Chromosome {name}"
    if name:
        yield from names_of_title(name, brackets_name=False)
    for synonym in texts(record, SYNONYMS):
        yield ConceptName(synonym, kind_as_written(synonym))


def _names_of_gene(record: etree._Element) -> Iterator[ConceptName]:
    """The names of a gene, of which the title of its page ("HR gene") is the preferred one, since most symbols are
    short for something else, too.

    Other names in one word ("ABCC7", "CF", "CFTR_HUMAN") are former symbols or symbols of databases. They become
    entry terms: they lead to the gene, but must not be shown beside a disease of that name.
    """
    symbol, name = _field(record, "gene-symbol"), _field(record, "name")
    if symbol:
        yield from (ConceptName(GENE_NAME.format(symbol), NameKind.PREFERRED), ConceptName(symbol, NameKind.SYNONYM))
    yield ConceptName(name, NameKind.SYNONYM if symbol else NameKind.PREFERRED)
    for synonym in texts(record, SYNONYMS):
        yield ConceptName(synonym, NameKind.SYNONYM if " " in synonym else NameKind.ENTRY_TERM)


def _texts(record: etree._Element) -> Iterator[str]:
    """The texts of a record: the main text first, then the inheritance, and the date of the last review."""
    each = [(_field(part, "text-role"), part) for part in record.iterfind(_path("text-list/text"))]
    for role, part in sorted(each, key=lambda text: text[0] not in MAIN_TEXTS):
        words = lines(blocks(embedded_html(part.find("{*}html"))))
        yield from () if role in MAIN_TEXTS or not words else ("", role.capitalize())
        yield from (words,) if words else ()
    patterns = list(texts(record, _path("inheritance-pattern-list/inheritance-pattern/memo")))
    yield from (INHERITANCE.format("; ".join(patterns)),) if patterns else ()
    reviewed = _field(record, "reviewed")
    yield from (REVIEWED.format(reviewed),) if each and reviewed else ()


def _related(record: etree._Element) -> Iterator[tuple[str, str]]:
    """The name and the code of each related gene, condition and chromosome; the code is empty if there is no page."""
    for path, name in RELATED:
        for other in record.iterfind(_path(path)):
            yield _field(other, name) or text(other), _code(_field(other, "ghr-page"))


def _keys(record: etree._Element) -> Iterator[str]:
    """The identifiers of a record in other databases ("mesh:D003123", "icd-10-cm:C18.9"). They need not mean the
    same: a condition has the identifiers of all of its types.
    """
    for key in record.iterfind(_path("db-key-list/db-key")):
        prefix, id = NOT_IN_A_PREFIX.sub("", _field(key, "db").lower()), _field(key, "key")
        if prefix and id:
            yield reference(f"{prefix}:{id}") or f"{prefix}:{id}"
