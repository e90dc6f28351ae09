"""Reading Orphanet's nomenclature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats import orphanet
from bot.terms.model import NameKind, SemanticType

Write = Callable[..., Path]

GENES = (
    '<JDBOR date="2026-06-23 07:53:50"><DisorderList count="1"><Disorder id="1"><OrphaCode>1</OrphaCode>'
    '<Name lang="en">Mane</Name><DisorderGeneAssociationList count="0"/></Disorder></DisorderList></JDBOR>'
)


@pytest.fixture(scope="session")
def orphanet_file(fixtures: Path) -> Path:
    """Four made-up disorders in Orphadata's layout and encoding."""
    return fixtures / "orphanet.xml"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes disorders as a file of Orphadata's, in UTF-8."""

    def written(*disorders: str, root: str = 'JDBOR date="2026-06-23 07:53:50"') -> Path:
        path = tmp_path / "en_product1.xml"
        path.write_text(f"<{root}><DisorderList>{''.join(disorders)}</DisorderList></JDBOR>", encoding="utf-8")
        return path

    return written


def disorder(inner: str = "", code: str = "1", name: str = "Mane", language: str = "en") -> str:
    return f'<Disorder id="1"><OrphaCode>{code}</OrphaCode><Name lang="{language}">{name}</Name>{inner}</Disorder>'


def defined(contents: str, type_: str = "16907") -> str:
    return (
        "<SummaryInformationList><SummaryInformation><TextSectionList><TextSection>"
        f'<TextSectionType id="{type_}"/><Contents>{contents}</Contents>'
        "</TextSection></TextSectionList></SummaryInformation></SummaryInformationList>"
    )


def flagged(*values: str) -> str:
    flags = "".join(f"<DisorderFlag><Value>{value}</Value></DisorderFlag>" for value in values)
    return f"<DisorderFlagList>{flags}</DisorderFlagList>"


def aligned(source: str, code: str, relation: str, status: str = "21611") -> str:
    return (
        f"<ExternalReferenceList><ExternalReference><Source>{source}</Source><Reference>{code}</Reference>"
        f'<DisorderMappingRelation id="{relation}"/><DisorderMappingValidationStatus id="{status}"/>'
        "</ExternalReference></ExternalReferenceList>"
    )


def only(path: Path, reading: Reading | None = None) -> Concept:
    (concept,) = orphanet.concepts(path, reading)
    assert isinstance(concept, Concept)
    return concept


def mane(path: Path) -> Concept:
    first = next(orphanet.concepts(path))
    assert isinstance(first, Concept)
    return first


def test_disorders_and_groups_are_concepts_and_what_left_the_nomenclature_is_counted(orphanet_file: Path) -> None:
    reading = Reading()
    records = list(orphanet.concepts(orphanet_file, reading))
    assert [record.code for record in records if isinstance(record, Concept)] == ["900001", "900004"]
    assert reading.left_out == {"entity that left the nomenclature": 1}
    assert [record.where for record in records if isinstance(record, BrokenRecord)] == ["900005"]


def test_names_are_read_in_the_encoding_that_the_file_declares(orphanet_file: Path) -> None:
    assert mane(orphanet_file).preferred_name == "Löwenhaupt-like mane syndrome"


def test_synonyms_stand_once_and_abbreviations_are_such(orphanet_file: Path) -> None:
    assert [(name.name, name.kind) for name in mane(orphanet_file).names[1:]] == [
        ("Mane overgrowth, coastal type", NameKind.SYNONYM),
        ("LMS2", NameKind.ABBREVIATION),
        ("Mane overgrowth with purring", NameKind.ENTRY_TERM),
    ]


@pytest.mark.parametrize(
    ("name", "preferred"),
    [
        ("NON RARE IN EUROPE: Mane loss", "Mane loss"),
        ("NO RARA EN EUROPA: Pérdida de melena", "Pérdida de melena"),
        ("MANE: a syndrome", "MANE: a syndrome"),
        ("Mane loss: adult form", "Mane loss: adult form"),
        ("HANAC", "HANAC"),
    ],
)
def test_a_remark_in_capitals_is_no_part_of_a_name(write: Write, name: str, preferred: str) -> None:
    reading = Reading()
    path = write(f'<Disorder id="1"><OrphaCode>1</OrphaCode><Name lang="en">{name}</Name></Disorder>')
    (concept,) = orphanet.concepts(path, reading)
    assert isinstance(concept, Concept)
    assert concept.preferred_name == preferred
    assert reading.cleaned["remark in capitals before a name"] == (name != preferred)


def test_an_entity_that_is_only_referred_to_another_gives_it_no_name(orphanet_file: Path) -> None:
    assert not any("Roaring" in name.name for name in mane(orphanet_file).names)


def test_a_definition_loses_its_typesetting_and_nothing_else(orphanet_file: Path) -> None:
    reading = Reading()
    first = next(orphanet.concepts(orphanet_file, reading))
    assert isinstance(first, Concept)
    (definition,) = first.definitions
    assert definition == (
        "An imagined rare disorder of the mane in which hair grows faster than 3 cm a day. "
        "It fades in fewer than < 10 % of readers."
    )
    assert reading.cleaned == {"mark of typesetting": 1}


@pytest.mark.parametrize(
    "text", ["Activity &lt;1 IU/dL or &gt;2.", "Between a&lt;b and c&gt;d.", "R&amp;D.", "Löß &#x2265; 3"]
)
def test_a_definition_without_typesetting_is_kept_as_it_is(write: Write, text: str) -> None:
    reading = Reading()
    concept = only(write(disorder(defined(text))), reading)
    expected = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#x2265;", "≥")
    assert concept.definitions == (expected,)
    assert not reading.cleaned


def test_a_section_that_is_no_definition_is_none(write: Write) -> None:
    assert only(write(disorder(defined("Seen in one village.", type_="1")))).definitions == ()


@pytest.mark.parametrize("contents", ["", "  ", "&lt;i&gt;&lt;/i&gt;"])
def test_an_empty_definition_is_none(write: Write, contents: str) -> None:
    assert only(write(disorder(defined(contents)))).definitions == ()


def test_checked_exact_alignments_are_equivalents_and_all_others_loose(orphanet_file: Path) -> None:
    concept = mane(orphanet_file)
    assert concept.equivalents == (
        "omim:999901",
        "mesh:D999902",
        "mesh-supplementary:C999903",
        "mondo:MONDO:0999904",
        "icd11:LD99.0",
    )
    assert concept.cross_references == ("umls:C9999905", "icd10:Q99.8", "a new vocabulary:N1")


@pytest.mark.parametrize(("relation", "is_exact"), [("21527", True), ("21534", False), ("21541", False), ("", False)])
def test_only_an_exact_alignment_is_an_equivalent_whatever_language_says_so(
    write: Write, relation: str, is_exact: bool
) -> None:
    concept = only(write(disorder(aligned("OMIM", "1", relation))))
    assert (concept.equivalents, concept.cross_references) == ((("omim:1",), ()) if is_exact else ((), ("omim:1",)))


@pytest.mark.parametrize(("vocabulary", "code"), [("", "1"), ("OMIM", ""), ("MeSH", "")])
def test_an_alignment_without_vocabulary_or_code_is_none(write: Write, vocabulary: str, code: str) -> None:
    concept = only(write(disorder(aligned(vocabulary, code, "21527"))))
    assert (concept.equivalents, concept.cross_references) == ((), ())


@pytest.mark.parametrize("values", [("8192",), ("8192", "256", "1"), ("8449",), ("257",), ("16",), ("1024",), ("48",)])
def test_an_inactive_entity_is_left_out_in_files_of_any_year(write: Write, values: tuple[str, ...]) -> None:
    reading = Reading()
    assert list(orphanet.concepts(write(disorder(flagged(*values))), reading)) == []
    assert sum(reading.left_out.values()) == 1


def test_the_nomenclature_pack_says_in_another_element_that_an_entity_is_inactive(write: Write) -> None:
    assert list(orphanet.concepts(write(disorder("<FlagValue>8449</FlagValue>")))) == []


@pytest.mark.parametrize("values", [("1",), ("129",), ("513",), ("1", "128"), ("",), ("none",), ()])
def test_an_active_entity_is_kept(write: Write, values: tuple[str, ...]) -> None:
    assert only(write(disorder(flagged(*values)))).code == "1"


def test_everything_that_orphanet_names_is_a_disease(orphanet_file: Path) -> None:
    assert mane(orphanet_file).semantic_types == (SemanticType.DISEASE,)


def test_the_address_is_the_expert_page_over_an_encrypted_connection(orphanet_file: Path, write: Write) -> None:
    assert mane(orphanet_file).url == "https://www.orpha.net/consor/cgi-bin/OC_Exp.php?lng=en&Expert=900001"
    assert only(write(disorder())).url is None


def test_the_edition_is_the_date_of_the_file(orphanet_file: Path, write: Write) -> None:
    assert orphanet.edition(orphanet_file) == Edition(label="2026-06-23", year=2026)
    assert orphanet.edition(write(disorder(), root="JDBOR")) is None


def test_a_file_says_its_language_and_its_lists(orphanet_file: Path) -> None:
    said = orphanet.identity(orphanet_file)
    assert said["language"] == {"en"}
    assert {"SummaryInformationList", "ExternalReferenceList", "SynonymList"} <= said["list"]


@pytest.mark.parametrize("id", ["orphanet", "orphanet-es"])
def test_what_the_catalogue_asks_for_is_what_the_file_of_that_language_says(write: Write, id: str) -> None:
    wanted = source(id).identity
    said = orphanet.identity(write(disorder("<SummaryInformationList/>", language=source(id).language)))
    assert all(value in said[word] for word, value in wanted.items())


def test_the_other_language_and_other_products_say_something_else(orphanet_file: Path, tmp_path: Path) -> None:
    genes = tmp_path / "en_product6.xml"
    genes.write_text(GENES)
    assert source("orphanet-es").identity["language"] not in orphanet.identity(orphanet_file)["language"]
    assert source("orphanet").identity["list"] not in orphanet.identity(genes)["list"]


@pytest.mark.parametrize("content", ["", "no XML", "<a><Disorder><Name lang='en'>x</Name></Disorder></a>", "<JDBOR/>"])
def test_a_file_of_another_format_says_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "file"
    path.write_text(content or " ")
    assert orphanet.identity(path) == {}


def test_another_root_and_a_cut_file_are_refused(tmp_path: Path, orphanet_file: Path) -> None:
    path = tmp_path / "file.xml"
    path.write_text("<ClassificationList/>")
    with pytest.raises(DataError, match="not Orphanet's nomenclature"):
        list(orphanet.concepts(path))
    path.write_bytes(orphanet_file.read_bytes()[:-200])
    with pytest.raises(DataError, match="not whole XML"):
        list(orphanet.concepts(path))


@pytest.mark.parametrize("record", [disorder(code=""), disorder(code="ORPHA:1"), disorder(name=" ")])
def test_a_disorder_without_code_or_name_is_broken_and_says_where(write: Write, record: str) -> None:
    (broken,) = orphanet.concepts(write(record))
    assert isinstance(broken, BrokenRecord)
    assert broken.where
