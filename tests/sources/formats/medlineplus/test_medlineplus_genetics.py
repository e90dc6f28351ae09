"""Reading MedlinePlus Genetics: conditions, genes and chromosomes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.terms.model import NameKind, Relation, SemanticType

FORMAT = FORMATS["medlineplus-genetics"]

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def genetics_file(fixtures: Path) -> Path:
    """A condition, a gene, a chromosome, and the DNA of mitochondria."""
    return fixtures / "medlineplus_genetics.xml"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes records into a file in the layout of this day."""

    def written(*records: str, root: str = "summaries", day: str = "20250602") -> Path:
        path = tmp_path / "written.xml"
        space = f"https://ghr.nlm.nih.gov/download/ghr-summaries-{day}.xsd"
        path.write_text(f'<{root} xmlns="{space}">{"".join(records)}</{root}>', encoding="utf-8")
        return path

    return written


def by_code(path: Path) -> dict[str, Concept]:
    read = FORMAT.concepts(path, Reading(source("medlineplus-genetics")))
    return {concept.code: concept for concept in read if isinstance(concept, Concept)}


def test_each_record_has_the_end_of_its_pages_address_for_a_code(genetics_file: Path) -> None:
    assert list(by_code(genetics_file)) == [
        "condition/made-up-syndrome",
        "gene/made1",
        "chromosome/99",
        "chromosome/mitochondrial-dna",
    ]


def test_each_record_is_what_its_element_says(genetics_file: Path) -> None:
    kinds = [concept.semantic_types for concept in by_code(genetics_file).values()]
    assert kinds == [(SemanticType.DISEASE,), (SemanticType.GENE,), (SemanticType.CELL_PART,), (SemanticType.CHEMICAL,)]


def test_a_text_is_whole_with_what_the_thing_is_first(genetics_file: Path) -> None:
    assert by_code(genetics_file)["condition/made-up-syndrome"].definitions[0].splitlines() == [
        "Made-up syndrome makes inventors tired.",
        "It has these signs:",
        "• yawning",
        "• dreaming",
        "",
        "Frequency",
        "About 1 in 10⁶ people have it.",
        "Inheritance: Autosomal dominant; Not inherited",
        "Last reviewed: 2013-05",
    ]


def test_a_record_without_text_has_no_definition(write: Write) -> None:
    record = "<gene-summary><gene-symbol>ABC1</gene-symbol><ghr-page>/gene/ABC1</ghr-page><reviewed>2001-01</reviewed></gene-summary>"
    concept = by_code(write(record))["gene/abc1"]
    assert concept.definitions == ()
    assert concept.url is None


@pytest.mark.parametrize("page", ["http://[", "javascript:alert(1)", ""])
def test_an_address_that_is_none_is_left_out(write: Write, page: str) -> None:
    record = f'<gene-summary id="1"><gene-symbol>ABC1</gene-symbol><ghr-page>{page}</ghr-page></gene-summary>'
    (concept,) = by_code(write(record)).values()
    assert concept.url is None


def test_a_condition_has_its_synonyms_each_once(genetics_file: Path) -> None:
    names = by_code(genetics_file)["condition/made-up-syndrome"].names
    assert [(name.name, name.kind) for name in names] == [
        ("Made-up syndrome", NameKind.PREFERRED),
        ("inventors' fatigue", NameKind.SYNONYM),
        ("MUS", NameKind.ABBREVIATION),
    ]


def test_a_gene_is_called_as_its_page_is_and_its_symbol_is_a_synonym(genetics_file: Path) -> None:
    names = by_code(genetics_file)["gene/made1"].names
    assert [(name.name, name.kind) for name in names[:4]] == [
        ("MADE1 gene", NameKind.PREFERRED),
        ("MADE1", NameKind.SYNONYM),
        ("made-up factor 1", NameKind.SYNONYM),
        ("inventor protein", NameKind.SYNONYM),
    ]


def test_other_symbols_of_a_gene_only_lead_to_it(genetics_file: Path) -> None:
    names = by_code(genetics_file)["gene/made1"].names
    assert [name.name for name in names if name.kind is NameKind.ENTRY_TERM] == ["MADE1_HUMAN", "MUF-1"]


def test_a_gene_without_a_symbol_is_called_by_its_name(write: Write) -> None:
    (concept,) = by_code(write('<gene-summary id="1"><name>lonely factor</name></gene-summary>')).values()
    assert [(name.name, name.kind) for name in concept.names] == [("lonely factor", NameKind.PREFERRED)]


def test_a_chromosome_is_called_one(genetics_file: Path, write: Write) -> None:
    assert by_code(genetics_file)["chromosome/99"].preferred_name == "Chromosome 99"
    named = '<chromosome-summary id="7"><name>chromosome X</name></chromosome-summary>'
    assert by_code(write(named))["7"].preferred_name == "chromosome X"


def test_conditions_genes_and_chromosomes_lead_to_each_other(genetics_file: Path) -> None:
    concepts = by_code(genetics_file)
    assert concepts["condition/made-up-syndrome"].see_also == ("gene/made1", "chromosome/99")
    assert concepts["gene/made1"].see_also == concepts["chromosome/99"].see_also == ("condition/made-up-syndrome",)


def test_a_gene_without_a_page_is_still_named(genetics_file: Path) -> None:
    assert by_code(genetics_file)["condition/made-up-syndrome"].links == (Link(Relation.SEE_ALSO, name="NOPAGE2"),)


def test_keys_of_other_databases_are_references_and_not_equivalents(genetics_file: Path) -> None:
    condition, gene, *_ = by_code(genetics_file).values()
    assert condition.cross_references == ("mesh:D999001", "omim:999001", "icd-10-cm:Q99.99")
    assert gene.cross_references == ("ncbigene:9999001",)
    assert condition.equivalents == gene.equivalents == ()


@pytest.mark.parametrize("day", ["20170124", "20250602", "20310101"])
def test_a_new_version_of_the_schema_is_read_the_same(write: Write, day: str) -> None:
    record = "<gene-summary><gene-symbol>ABC1</gene-symbol><ghr-page>https://ghr.nlm.nih.gov/gene/ABC1#</ghr-page></gene-summary>"
    concept = by_code(write(record, day=day))["gene/abc1"]
    assert concept.url == "https://ghr.nlm.nih.gov/gene/ABC1#"


def test_the_file_of_a_single_page_is_read(write: Write) -> None:
    page = write("<name>Lonely syndrome</name>", root="health-condition-summary")
    page.write_text(page.read_text().replace("<health-condition-summary ", '<health-condition-summary id="5" '))
    assert [concept.preferred_name for concept in by_code(page).values()] == ["Lonely syndrome"]
    assert FORMAT.identity(page) == {"root": {"summaries"}}


def test_escaped_html_reads_like_elements(write: Write) -> None:
    text = "<text-list><text><text-role>function</text-role><html>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</html></text></text-list>"
    concept = by_code(write(f'<gene-summary id="1"><gene-symbol>ABC1</gene-symbol>{text}</gene-summary>'))["1"]
    assert concept.definitions == ("One.\nTwo.",)


@pytest.mark.parametrize("inside", ['id="9"', 'id="9"><name> </name', ""])
def test_a_record_without_name_or_identifier_is_broken(write: Write, inside: str) -> None:
    opened = f"<gene-summary {inside}>" if inside else "<gene-summary><gene-symbol>ABC1</gene-symbol>"
    (broken,) = FORMAT.concepts(write(f"{opened}</gene-summary>"), Reading())
    assert isinstance(broken, BrokenRecord)
    assert "9" in broken.where or "line" in broken.where


def test_the_edition_is_the_day_of_the_newest_page(genetics_file: Path, write: Write) -> None:
    assert FORMAT.edition(genetics_file) == Edition(label="2025-04-03", year=2025)
    other = write('<gene-summary id="1"><published>20240229</published></gene-summary>')
    assert FORMAT.edition(other) == Edition(label="2024-02-29", year=2024)


@pytest.mark.parametrize("published", ["", "<published>soon</published>", "<published>2024-13-45</published>"])
def test_where_no_page_says_its_day_it_is_that_of_the_file(write: Write, published: str) -> None:
    path = write(f'<gene-summary id="1">{published}</gene-summary>')
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert FORMAT.edition(path) == Edition(label="2023-11-14", year=2023)


def test_another_file_is_refused_and_has_no_identity(fixtures: Path) -> None:
    path = fixtures / "medlineplus_topics.xml"
    assert FORMAT.identity(path) == {}
    assert FORMAT.edition(path) is None
    with pytest.raises(DataError, match="is not MedlinePlus Genetics: it holds <health-topics>, not <summaries>"):
        list(FORMAT.concepts(path, Reading()))


def test_a_file_says_what_the_catalogue_wants_of_it(genetics_file: Path) -> None:
    wanted = source("medlineplus-genetics").identity
    assert wanted
    assert all(value in FORMAT.identity(genetics_file)[key] for key, value in wanted.items())
