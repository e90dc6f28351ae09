"""MedlinePlus Genetics, NLM's pages for everybody on genetic conditions, genes and chromosomes: one file with all of them.

The file and the same data page by page are described at https://medlineplus.gov/about/developers/geneticsdatafilesapi/; its schema
is the namespace of its elements (https://medlineplus.gov/download/ghr-summaries-20250602.xsd), which changes with each version, so
that elements are read by their names alone. A single page's file is a record without the list around it, and read as well.
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

# The pages were https://ghr.nlm.nih.gov/condition/lynch-syndrome and are https://medlineplus.gov/genetics/condition/lynch-syndrome.
FOLDER = "/genetics/"
# What a text is about, where that is what a reader expects; any other is said before it ("Frequency").
MAIN_TEXTS = frozenset({"description", "function"})
INHERITANCE = "Inheritance: {}"
REVIEWED = "Last reviewed: {}"
GENE_NAME = "{} gene"
BARE_CHROMOSOME = re.compile(r"\d{1,2}|[XY]")
NOT_IN_A_PREFIX = re.compile(r"[^a-z0-9]+")
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
SYNONYMS = "{*}synonym-list/{*}synonym"
# What else a record names, and the field that holds the name of it.
RELATED = (
    ("related-gene-list/related-gene", "gene-symbol"),
    ("related-health-condition-list/related-health-condition", "name"),
    ("related-chromosome-list/related-chromosome", "name"),
)


def edition(path: Path) -> Edition | None:
    """The day on which the newest of the pages was published; that of the file where none says it; None for another file."""
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
    """The first element of the file (`root`): <summaries>, or the record of a single page. Empty for another file."""
    roots = frozenset(root_names(path)).intersection(LAYOUT.roots)
    return {"root": frozenset({ROOT})} if roots else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Each condition, gene and chromosome as a concept, read as a stream.

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
    """A path of elements in whatever namespace the file has."""
    return "/".join(f"{{*}}{name}" for name in path.split("/"))


def _code(page: str) -> str:
    """What identifies a record: the end of its page's address ("gene/mlh1")."""
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
    """A gene is called as its page is ("HR gene"), for most of its symbols are short for something else, too.

    What it is also called in one word ("ABCC7", "CF", "CFTR_HUMAN") are symbols that it had or that databases give it: they lead to
    the gene, but stand for it nowhere else, and must not stand beside a disease of that name.
    """
    symbol, name = _field(record, "gene-symbol"), _field(record, "name")
    if symbol:
        yield from (ConceptName(GENE_NAME.format(symbol), NameKind.PREFERRED), ConceptName(symbol, NameKind.SYNONYM))
    yield ConceptName(name, NameKind.SYNONYM if symbol else NameKind.PREFERRED)
    for synonym in texts(record, SYNONYMS):
        yield ConceptName(synonym, NameKind.SYNONYM if " " in synonym else NameKind.ENTRY_TERM)


def _texts(record: etree._Element) -> Iterator[str]:
    """The texts of a record, what its main text is first, then how it is inherited, and when all of that was last reviewed."""
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
    """The name and the code of each gene, condition and chromosome that a record names; no code where it names no page."""
    for path, name in RELATED:
        for other in record.iterfind(_path(path)):
            yield _field(other, name) or text(other), _code(_field(other, "ghr-page"))


def _keys(record: etree._Element) -> Iterator[str]:
    """What a record is called in other databases ("mesh:D003123", "icd-10-cm:C18.9"). MedlinePlus does not say that they mean the
    same: a condition has the keys of all of its types.
    """
    for key in record.iterfind(_path("db-key-list/db-key")):
        prefix, id = NOT_IN_A_PREFIX.sub("", _field(key, "db").lower()), _field(key, "key")
        if prefix and id:
            yield reference(f"{prefix}:{id}") or f"{prefix}:{id}"
