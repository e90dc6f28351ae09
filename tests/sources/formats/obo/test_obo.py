"""Reading ontologies as OBO files."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition
from bot.sources.formats.obo import ontology as obo
from bot.terms.model import NameKind, SemanticType

HEADER = "format-version: 1.2\ndata-version: releases/2026-01-01\nontology: hp\n"


def term(*clauses: str, id: str = "HP:0000001", name: str = "Thing") -> str:
    return "\n".join(["\n[Term]", f"id: {id}", f"name: {name}", *clauses, ""])


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes stanzas as an OBO file."""

    def written(*stanzas: str | bytes, header: str = HEADER) -> Path:
        path = tmp_path / "some.obo"
        path.write_bytes(b"".join(part.encode() if isinstance(part, str) else part for part in (header, *stanzas)))
        return path

    return written


@pytest.fixture(scope="session")
def terms(fixtures: Path) -> dict[str, Concept]:
    """The terms of the fixture files, by identifier."""
    files = [fixtures / name for name in ("hp.obo", "mondo.obo", "go.obo")]
    return {record.code: record for file in files for record in obo.concepts(file) if isinstance(record, Concept)}


def only(path: Path) -> Concept:
    (concept,) = obo.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def broken(path: Path) -> BrokenRecord:
    """The broken one of two records."""
    (record,) = (record for record in obo.concepts(path) if isinstance(record, BrokenRecord))
    return record


def names_of(concept: Concept, kind: NameKind) -> list[str]:
    return [name.name for name in concept.names if name.kind is kind]


def test_every_term_of_the_ontologys_own_becomes_one_concept(fixtures: Path) -> None:
    codes = [record.code for record in obo.concepts(fixtures / "hp.obo") if isinstance(record, Concept)]
    assert codes == ["HP:0001658", "HP:0002094", "HP:0012531"]


def test_obsolete_terms_imported_terms_and_other_stanzas_are_passed_over_and_not_broken(fixtures: Path) -> None:
    assert not [record for record in obo.concepts(fixtures / "hp.obo") if isinstance(record, BrokenRecord)]


def test_the_name_stands_first_and_is_preferred(terms: dict[str, Concept]) -> None:
    for concept in terms.values():
        assert concept.names[0].kind is NameKind.PREFERRED
        assert len(names_of(concept, NameKind.PREFERRED)) == 1
    assert terms["HP:0001658"].preferred_name == "Myocardial infarction"


def test_the_definition_loses_its_quotation_marks_escapes_and_references(terms: dict[str, Concept]) -> None:
    assert terms["HP:0001658"].definitions == (
        'Death of a part of the heart muscle, because the blood that it needs no longer reaches it (a "heart attack").',
    )


def test_a_term_without_a_definition_has_none(terms: dict[str, Concept], write: Callable[..., Path]) -> None:
    assert terms["HP:0012531"].definitions == ()
    assert only(write(term('def: "" []'))).definitions == ()


def test_exact_synonyms_mean_the_same(terms: dict[str, Concept]) -> None:
    assert names_of(terms["HP:0002094"], NameKind.SYNONYM) == ["Dyspnoea"]
    assert names_of(terms["MONDO:0005068"], NameKind.SYNONYM) == ["heart attack"]


@pytest.mark.parametrize("scope", ["BROAD", "NARROW", "RELATED", "", "BROAD layperson", "RELATED obsolete_synonym"])
def test_synonyms_of_any_other_scope_lead_here_but_never_mean_the_same(write: Callable[..., Path], scope: str) -> None:
    concept = only(write(term(f'synonym: "Stuff" {scope} []', f'synonym: "STF" {scope} []')))
    assert names_of(concept, NameKind.ENTRY_TERM) == ["Stuff", "STF"]


def test_what_laypeople_say_is_a_plain_name_when_it_means_the_same(terms: dict[str, Concept]) -> None:
    assert names_of(terms["HP:0001658"], NameKind.PLAIN) == ["Heart attack"]
    assert names_of(terms["HP:0001658"], NameKind.ENTRY_TERM) == ["Coronary"]


def test_a_name_that_stands_twice_is_taken_once_and_as_the_closer_one(terms: dict[str, Concept]) -> None:
    dyspnea = terms["HP:0002094"]
    assert names_of(dyspnea, NameKind.PLAIN) == ["Shortness of breath"]
    assert names_of(dyspnea, NameKind.ENTRY_TERM) == ["Breathing difficulty", "SoB of effort"]
    assert len({name.name for name in dyspnea.names}) == len(dyspnea.names)


def test_an_abbreviation_is_told_by_its_type_or_by_how_it_is_written(terms: dict[str, Concept]) -> None:
    assert names_of(terms["HP:0002094"], NameKind.ABBREVIATION) == ["SOB", "DOE"]
    assert names_of(terms["MONDO:0005068"], NameKind.ABBREVIATION) == ["MI"]


@pytest.mark.parametrize("kind", ["abbreviation", "ABBREVIATION", "acronym", "OMO:0003000", "OMO:0003012"])
def test_each_ontologys_own_type_for_abbreviations_counts(write: Callable[..., Path], kind: str) -> None:
    assert names_of(only(write(term(f'synonym: "thg" EXACT {kind} []'))), NameKind.ABBREVIATION) == ["thg"]


def test_former_names_and_misspellings_are_told_from_synonyms(terms: dict[str, Concept]) -> None:
    assert names_of(terms["HP:0002094"], NameKind.FORMER) == ["Dyspnoia"]
    assert names_of(terms["MONDO:0005068"], NameKind.FORMER) == ["cardiac infarct"]
    assert names_of(terms["MONDO:0005068"], NameKind.ENTRY_TERM) == ["miocardial infarction"]


def test_a_synonym_of_nothing_but_spaces_is_no_name(write: Callable[..., Path]) -> None:
    assert len(only(write(term('synonym: "  " EXACT []'))).names) == 1


def test_parents_are_identifiers_without_qualifiers_and_comments_each_once(terms: dict[str, Concept]) -> None:
    assert terms["HP:0001658"].parents == ("HP:0033678", "HP:0001637")
    assert terms["MONDO:0005068"].parents == ("MONDO:0024643",)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("HP:0001658", SemanticType.SYMPTOM),
        ("MONDO:0005068", SemanticType.DISEASE),
        ("GO:0006915", SemanticType.BODY_PROCESS),
        ("GO:0005739", SemanticType.CELL_PART),
        ("GO:0004672", SemanticType.PHENOMENON),
    ],
)
def test_prefix_and_namespace_say_what_a_term_is(terms: dict[str, Concept], code: str, kind: SemanticType) -> None:
    assert terms[code].semantic_types == (kind,)


@pytest.mark.parametrize(
    ("ontology", "id", "kind", "url"),
    [
        ("doid", "DOID:5844", SemanticType.DISEASE, "https://disease-ontology.org/term/DOID:5844"),
        ("uberon/basic", "UBERON:0000948", SemanticType.BODY_PART, "https://purl.obolibrary.org/obo/UBERON_0000948"),
        ("cl", "CL:0000540", SemanticType.CELL, "https://purl.obolibrary.org/obo/CL_0000540"),
        ("http://purl.obolibrary.org/obo/go.owl", "GO:1", None, "https://amigo.geneontology.org/amigo/term/GO:1"),
        ("fbbt", "FBbt:00000001", None, "https://purl.obolibrary.org/obo/FBbt_00000001"),
    ],
)
def test_each_ontology_has_its_own_pages_and_kinds(
    write: Callable[..., Path], ontology: str, id: str, kind: SemanticType | None, url: str
) -> None:
    header = f"format-version: 1.4\nontology: {ontology}\n"
    concept = only(write(term(id=id), term(id="BFO:0000001"), header=header))
    assert concept.code == id
    assert concept.semantic_types == ((kind,) if kind else ())
    assert concept.url == url


def test_the_address_is_the_page_of_that_very_term(terms: dict[str, Concept]) -> None:
    assert terms["HP:0001658"].url == "https://hpo.jax.org/browse/term/HP:0001658"
    assert terms["MONDO:0005068"].url == "https://monarchinitiative.org/MONDO:0005068"
    assert terms["GO:0006915"].url == "https://amigo.geneontology.org/amigo/term/GO:0006915"


def test_a_file_that_does_not_name_its_ontology_gives_all_its_terms(write: Callable[..., Path]) -> None:
    path = write(term(), term(id="CL:0000540"), header="format-version: 1.2\n")
    assert [record.code for record in obo.concepts(path) if isinstance(record, Concept)] == ["HP:0000001", "CL:0000540"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"one \"two\" three", 'one "two" three'),
        (r"ends with a backslash \\", "ends with a backslash \\"),
        (r"\\\" \, \: \( \[ \{ \!", '\\" , : ( [ { !'),
        (r"two\nlines,\ta tab,\Wa space", "two lines, a tab, a space"),
        (r"\n\n", ""),
        (r"snow ☃ µ", "snow ☃ µ"),
        ("a [bracket] and ! and {brace}", "a [bracket] and ! and {brace}"),
        ("goes on \\\nin the next line", "goes on in the next line"),
        ("goes on \\\r\nin the next line", "goes on in the next line"),
    ],
)
def test_escapes_in_quoted_text_are_resolved(write: Callable[..., Path], written: str, read: str) -> None:
    concept = only(write(term(f'def: "{written}" []', f'synonym: "x {written}" EXACT []')))
    assert concept.definitions == ((read,) if read else ())
    assert concept.names[1].name == f"x {read}".strip()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("asthma ! a comment", "asthma"),
        ('asthma {source="x"}', "asthma"),
        ('asthma {a="b", c="d"} ! a comment', "asthma"),
        ("asthma {of a kind}", "asthma {of a kind}"),
        ("Ca2+-{transport}", "Ca2+-{transport}"),
        ("what! a name", "what! a name"),
        (r"wow \! now", "wow ! now"),
        ("  too   many spaces  ", "too many spaces"),
        ("\u200ban invisible\u200b space", "an invisible space"),
        ("re: a colon", "re: a colon"),
    ],
)
def test_qualifiers_and_comments_are_no_part_of_a_name(write: Callable[..., Path], written: str, read: str) -> None:
    assert only(write(term(name=written))).preferred_name == read


@pytest.mark.parametrize("obsolete", ["is_obsolete: true", "is_obsolete:true", 'is_obsolete: true {a="b"} ! since May'])
def test_an_obsolete_term_is_passed_over_however_that_is_written(write: Callable[..., Path], obsolete: str) -> None:
    assert list(obo.concepts(write(term(obsolete)))) == []


def test_a_term_that_is_said_not_to_be_obsolete_is_kept(write: Callable[..., Path]) -> None:
    assert only(write(term("is_obsolete: false"))).code == "HP:0000001"


def test_tags_that_are_not_known_comments_and_empty_lines_are_passed_over(write: Callable[..., Path]) -> None:
    assert only(write(term("novelty: 1", "! a comment", "  ", "", "disjoint_from: HP:2"))).preferred_name == "Thing"


def test_windows_line_breaks_and_a_byte_order_mark_make_no_difference(fixtures: Path, tmp_path: Path) -> None:
    original = fixtures / "hp.obo"
    other = tmp_path / "hp.obo"
    other.write_bytes(b"\xef\xbb\xbf" + original.read_bytes().replace(b"\n", b"\r\n"))
    assert list(obo.concepts(other)) == list(obo.concepts(original))
    assert obo.edition(other) == obo.edition(original)


def test_several_ontologies_in_one_archive_are_each_read_as_their_own(fixtures: Path, tmp_path: Path) -> None:
    archive = tmp_path / "obo.zip"
    with zipfile.ZipFile(archive, "w") as out:
        for name in ("hp.obo", "go.obo"):
            out.write(fixtures / name, name)
    assert len(list(obo.concepts(archive))) == 6


def test_terms_are_the_same_wherever_the_reading_in_pieces_divides_them(
    fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(obo.concepts(fixtures / "hp.obo"))
    for size in (1, 2, 7, 100):
        monkeypatch.setattr(obo, "CHUNK", size)
        assert list(obo.concepts(fixtures / "hp.obo")) == whole


@pytest.mark.parametrize(
    ("file", "edition"),
    [
        ("hp.obo", Edition("2026-02-16", 2026)),
        ("mondo.obo", Edition("2026-05", 2026)),
    ],
)
def test_the_edition_is_the_headers_data_version(fixtures: Path, file: str, edition: Edition) -> None:
    assert obo.edition(fixtures / file) == edition


@pytest.mark.parametrize(
    ("header", "edition"),
    [
        ("data-version: 4.2\ndate: 16:02:2019 12:30\n", Edition("2019-02-16", 2019)),
        ("date: 16:02:2019 12:30\n", Edition("2019-02-16", 2019)),
        ("data-version: 4.2\n", None),
        ("date: yesterday\n", None),
        ("", None),
    ],
)
def test_without_a_year_in_the_data_version_the_date_tells_the_edition(
    write: Callable[..., Path], header: str, edition: Edition | None
) -> None:
    path = write(term(), header=f"format-version: 1.2\n{header}remark: of 1999\nontology: hp\n")
    assert obo.edition(path) == edition


def test_a_data_version_in_a_term_is_not_the_files(write: Callable[..., Path]) -> None:
    assert obo.edition(write(term("data-version: 2020"), header="format-version: 1.2\n")) is None


@pytest.mark.parametrize(
    "stanza",
    [
        term(id=""),
        term(name="", id="HP:9"),
        term("name: Other thing", id="HP:9"),
        term('def: "one" []', 'def: "two" []', id="HP:9"),
        term('def: "no end []', id="HP:9"),
        term("def: no quotation marks []", id="HP:9"),
        term(r'def: "escaped end\" []', id="HP:9"),
        term('synonym: "no end EXACT []', id="HP:9"),
        term("no tag at all", id="HP:9"),
        "\n[Term]\n",
        "\n[Term]\nname: Thing\n",
    ],
)
def test_a_term_that_breaks_the_format_is_broken_and_says_where(write: Callable[..., Path], stanza: str) -> None:
    record = broken(write(stanza, term(id="HP:2")))
    assert record.where in ("HP:9", "line 5")
    assert record.problem


def test_a_term_that_is_not_utf_8_is_broken_alone_and_says_in_which_line_it_begins(write: Callable[..., Path]) -> None:
    path = write(term(), b"\n[Term]\nid: HP:9\nname: M\xe9ni\xe8re\n", term(id="HP:2"))
    assert broken(path) == BrokenRecord("line 9", "it is not UTF-8")
    assert len(list(obo.concepts(path))) == 3


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><rdf:RDF/>\n',
        b"<!DOCTYPE html><html></html>",
        b'{"graphs": []}\n',
        b"term,definition\n",
        b"\x00" * 100,
        b"\n",
        b"[]",
        b"[Term]\nid: HP:1\nname: no header\n",
        b"ontology: hp\n\n[Term]\nid: HP:1\nname: no version\n",
        "format-version: 1.2\n".encode("utf-16"),
        b"x" * 100_000,
    ],
    ids=["owl", "html", "json", "csv", "zeros", "blank", "array", "no-header", "no-version", "utf-16", "endless"],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(obo, "MAX_STANZA_BYTES", 50_000)
    path = tmp_path / "some.owl"
    path.write_bytes(content)
    with pytest.raises(DataError) as refused:
        list(obo.concepts(path))
    assert f"{path} is not OBO" in refused.value.problem
    assert ".obo" in refused.value.remedy


def test_a_stanza_that_does_not_end_is_refused_before_it_fills_the_memory(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(obo, "MAX_STANZA_BYTES", 10_000)
    monkeypatch.setattr(obo, "CHUNK", 1_000)
    with pytest.raises(DataError, match="line 5 begins a stanza that does not end"):
        list(obo.concepts(write(term("comment: x\n" * 5_000))))


def test_a_file_that_ends_inside_a_line_is_cut_off(fixtures: Path, tmp_path: Path) -> None:
    lines = (fixtures / "mondo.obo").read_bytes().splitlines(keepends=True)
    cut = tmp_path / "mondo.obo"
    for kept in range(5, len(lines)):
        cut.write_bytes(b"".join(lines[:kept]) + lines[kept].rstrip(b"\n")[: len(lines[kept]) // 2] + b"x")
        with pytest.raises(DataError, match="cut off"):
            list(obo.concepts(cut))


def test_a_file_that_ends_between_two_lines_reads_as_far_as_it_goes(write: Callable[..., Path]) -> None:
    """Nothing in OBO says how many terms there are, so a file that is cut between two lines is read."""
    assert only(write(term())).preferred_name == "Thing"


@pytest.mark.parametrize("kept", [0.01, 0.3, 0.6, 0.9, 0.999])
def test_a_compressed_file_that_is_cut_anywhere_is_refused(fixtures: Path, tmp_path: Path, kept: float) -> None:
    whole = gzip.compress((fixtures / "hp.obo").read_bytes())
    cut = tmp_path / "hp.obo.gz"
    cut.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(DataError) as refused:
        list(obo.concepts(cut))
    assert str(cut) in refused.value.problem


@pytest.mark.parametrize("missing", ["nowhere.obo", "empty.obo"])
def test_a_missing_or_empty_file_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty.obo").touch()
    with pytest.raises(DataError, match=missing):
        list(obo.concepts(tmp_path / missing))


def test_the_root_of_the_phenotypes_is_no_term(tmp_path: Path) -> None:
    file = tmp_path / "hp.obo"
    root = "[Term]\nid: HP:0000001\nname: All\n"
    file.write_text(
        f"format-version: 1.2\nontology: hp.obo\n\n{root}\n[Term]\nid: HP:0000118\nname: Phenotypic abnormality\n"
    )
    assert [concept.code for concept in obo.concepts(file) if isinstance(concept, Concept)] == ["HP:0000118"]
