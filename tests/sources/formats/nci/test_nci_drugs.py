"""Reading the NCI Drug Dictionary's pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.formats.nci import drugs as nci_drugs
from bot.sources.formats.registry import FORMATS
from bot.sources.installed import read_concepts
from bot.sources.parsing import parse_into
from bot.terms.model import NameKind, SemanticType, Site

Write = Callable[..., Path]


def drug(id: int, name: str = "drug", **fields: Any) -> dict[str, Any]:
    return {
        "termId": id,
        "name": name,
        "type": "DrugTerm",
        "definition": {"html": "A drug.", "text": "A drug."},
    } | fields


def page(records: Iterable[object], total: int) -> str:
    return json.dumps({"meta": {"totalResults": total, "from": 0}, "results": list(records)}, ensure_ascii=False)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes records as one page that is the whole answer."""

    def written(*records: object) -> Path:
        path = tmp_path / "drugs.json"
        path.write_text(page(records, len(records)), encoding="utf-8")
        return path

    return written


@pytest.fixture(scope="session")
def drugs_file(fixtures: Path) -> Path:
    """Two made-up drugs and an alias in the API's layout."""
    return fixtures / "nci_drugs.json"


@pytest.fixture(scope="session")
def drugs(drugs_file: Path) -> dict[str, Concept]:
    """Those drugs, by name."""
    return {c.preferred_name: c for c in nci_drugs.concepts(drugs_file) if isinstance(c, Concept)}


def only(path: Path) -> Concept:
    (concept,) = nci_drugs.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def test_every_drug_becomes_one_concept_and_aliases_none(drugs: dict[str, Concept]) -> None:
    assert [concept.code for concept in drugs.values()] == ["CDR0000990001", "CDR0000990002"]


def test_each_alias_is_a_name_of_its_kind(drugs: dict[str, Concept]) -> None:
    assert [(name.name, name.kind) for name in drugs["medlexumab"].names] == [
        ("medlexumab", NameKind.PREFERRED),
        ("MDX 17", NameKind.SYNONYM),
        ("anti-imaginary monoclonal antibody", NameKind.SYNONYM),
        ("Restora", NameKind.BRAND),
        ("Restorin", NameKind.BRAND),
        ("MDXM", NameKind.ABBREVIATION),
        ("NSC 123456", NameKind.SYNONYM),
        ("IND 98765", NameKind.SYNONYM),
        ("000000-00-0", NameKind.SYNONYM),
        ("medlexizumab", NameKind.FORMER),
        ("2-(imagino)-ring", NameKind.SYNONYM),
        ("antibody", NameKind.ENTRY_TERM),
    ]


def test_a_spanish_name_is_left_out_and_counted(drugs_file: Path) -> None:
    reading = Reading()
    assert len(list(nci_drugs.concepts(drugs_file, reading))) == 2
    assert reading.left_out == {"Spanish name of a drug": 1}


def test_the_definition_stands_on_one_line(drugs: dict[str, Concept]) -> None:
    assert drugs["medlexumab"].definitions == ("A made-up antibody that binds imagined cells, so that they rest.",)


def test_the_concept_of_the_thesaurus_is_the_same_thing(drugs: dict[str, Concept]) -> None:
    assert drugs["medlexumab"].equivalents == ("ncit:C990001",)
    assert drugs["made-up regimen"].equivalents == ()


def test_the_page_for_patients_is_a_site(drugs: dict[str, Concept]) -> None:
    address = "https://www.cancer.gov/about-cancer/treatment/drugs/medlexumab"
    assert drugs["medlexumab"].sites == (Site(title="Medlexumab", address=address, category="Patient Information"),)
    assert drugs["made-up regimen"].sites == ()


def test_a_drug_is_a_medicine_and_a_regimen_a_treatment(drugs: dict[str, Concept]) -> None:
    assert drugs["medlexumab"].semantic_types == (SemanticType.MEDICINE,)
    assert drugs["made-up regimen"].semantic_types == (SemanticType.TREATMENT,)
    assert drugs["made-up regimen"].likely_types == ()


def test_an_agent_without_a_brand_or_a_page_for_patients_is_only_likely_a_medicine(write: Write) -> None:
    concept = only(write(drug(1, "tomato juice", aliases=[{"type": "Synonym", "name": "juice of tomatoes"}])))
    assert (concept.semantic_types, concept.likely_types) == ((), (SemanticType.MEDICINE,))


def test_the_address_is_the_page_of_that_very_drug(drugs: dict[str, Concept]) -> None:
    pages = "https://www.cancer.gov/publications/dictionaries/cancer-drug/def/"
    assert drugs["medlexumab"].url == pages + "medlexumab"
    assert drugs["made-up regimen"].url == pages + "990002"


@pytest.mark.parametrize("fields", [{"definition": None}, {"definition": {"text": "  "}}, {"aliases": None}])
def test_a_drug_may_lack_everything_but_its_name(write: Write, fields: dict[str, Any]) -> None:
    concept = only(write(drug(1, **({"definition": None} | fields))))
    assert (concept.definitions, len(concept.names)) == ((), 1)


@pytest.mark.parametrize("uri", ["", "javascript:alert(1)", "/about"])
def test_what_is_no_address_of_the_web_is_no_site(write: Write, uri: str) -> None:
    assert only(write(drug(1, drugInfoSummaryLink={"uri": uri, "text": "More"}))).sites == ()


def test_an_alias_of_a_new_type_leads_to_the_drug_without_being_its_synonym(write: Write) -> None:
    concept = only(write(drug(1, aliases=[{"type": "Nickname", "name": "dru"}])))
    assert [name.kind for name in concept.names] == [NameKind.PREFERRED, NameKind.ENTRY_TERM]


@pytest.mark.parametrize(
    "record", [{"termId": "x"}, drug(2, "  "), drug(2, type="DrugStore"), 7, drug(2, aliases=[{"type": "Synonym"}])]
)
def test_a_record_out_of_shape_is_broken_and_says_where(write: Write, record: object) -> None:
    good, broken = nci_drugs.concepts(write(drug(1), record))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert broken.where
    assert broken.problem


def test_many_pages_in_a_folder_are_one_dictionary(tmp_path: Path) -> None:
    for number, record in enumerate((drug(1, "a"), drug(2, "b"))):
        (tmp_path / f"{number}.json").write_text(page([record], 2))
    assert [c.code for c in nci_drugs.concepts(tmp_path) if isinstance(c, Concept)] == [
        "CDR0000000001",
        "CDR0000000002",
    ]


def test_a_missing_page_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "drugs.json"
    path.write_text(page([drug(1), drug(1)], 2))
    with pytest.raises(DataError) as refused:
        list(nci_drugs.concepts(path))
    assert f"{path} holds 1 of the dictionary's 2 terms" in refused.value.problem
    assert "one folder or zip archive" in refused.value.remedy


def test_more_than_the_api_counts_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nci_drugs, "COUNTED_TO", 2)
    path = tmp_path / "drugs.json"
    path.write_text(page([drug(1), drug(2)], 2))
    with pytest.raises(DataError) as refused:
        list(nci_drugs.concepts(path))
    assert "counts no further" in refused.value.problem
    assert "DrugTerm" in refused.value.remedy


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "<html></html>", '{"meta": {}, "results": []}', '{"meta": {"totalResults": 1}']
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "drugs.json"
    path.write_text(content)
    with pytest.raises(DataError) as refused:
        list(nci_drugs.concepts(path))
    assert str(path) in refused.value.problem


def test_the_file_says_that_it_holds_drugs(drugs_file: Path) -> None:
    layout = FORMATS[source("nci-drugs").format]
    assert layout.identity(drugs_file) == {"type": frozenset({"DrugTerm"})}
    assert source("nci-drugs").identity == {"type": "DrugTerm"}


def test_files_of_other_formats_say_nothing(nci_file: Path, mesh_file: Path) -> None:
    assert nci_drugs.identity(nci_file) == {}
    assert nci_drugs.identity(mesh_file) == {}


def test_it_installs_as_it_was_read(drugs_file: Path, tmp_path: Path, drugs: dict[str, Concept]) -> None:
    installed = parse_into(tmp_path / "nci-drugs.part", source("nci-drugs"), drugs_file, None)
    assert (installed.concepts, installed.broken, installed.left_out) == (2, 0, {"Spanish name of a drug": 1})
    assert list(read_concepts(tmp_path / "nci-drugs.part")) == list(drugs.values())
