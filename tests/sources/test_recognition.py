"""Every source takes its own file and no other's, and a refusal says which source the file is.

A source that is added later fails here until it has an identity and its format a writer in `smallest_files`,
or a reason for neither.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from homes import contents, install
from msgspec.structs import replace
from sources.smallest_files import WRITERS, medlineplus, nci, obo_term, wordnet

from bot.errors import DataError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue, shipped_sources, source
from bot.sources.concept import Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats.mesh.biodag import FILES as IN_BIODAG
from bot.sources.formats.registry import FORMATS
from bot.sources.parsing import parse_into
from bot.sources.recognition import recognized

EDITION = Edition(label="2026", year=2026)
# Sources whose files say nothing of themselves, and why that does no harm.
WITHOUT_IDENTITY = {each.id: "it ships with Medlex and is never read from anywhere else" for each in shipped_sources()}
IDENTIFIED = [id for id in catalogue() if id not in WITHOUT_IDENTITY]
PAIRS = [(of, given) for of in IDENTIFIED for given in IDENTIFIED if of != given and of not in source(given).also_reads]

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file."""

    def written(content: str | bytes, name: str = "file") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


def file_of(id: str, **otherwise: str) -> Any:
    """The smallest file of a source, or one that says something else of itself."""
    return WRITERS[source(id).format]({**source(id).identity, **otherwise})


def refusal(given: Source, path: Path) -> DataError:
    with pytest.raises(DataError) as refused:
        recognized(given, path)
    assert str(path) in refused.value.problem
    assert given.title in refused.value.problem
    return refused.value


def read(id: str, path: Path) -> tuple[list[str], dict[str, int]]:
    """The codes of the records that a source reads from a file, and what it leaves out."""
    reading = Reading(recognized(source(id), path))
    records = list(FORMATS[source(id).format].concepts(path, reading))
    return [record.code for record in records if isinstance(record, Concept)], dict(reading.left_out)


@pytest.mark.parametrize("id", catalogue())
def test_every_source_has_an_identity_or_a_reason_for_having_none(id: str) -> None:
    assert bool(source(id).identity) != (id in WITHOUT_IDENTITY)


@pytest.mark.parametrize("id", IDENTIFIED)
def test_a_source_takes_its_own_file(id: str, write: Write, tmp_path: Path) -> None:
    path = write(file_of(id))
    assert recognized(source(id), path) == source(id)
    parsed = parse_into(tmp_path / "archive.part", source(id), path, EDITION)
    assert parsed.concepts + parsed.journals == 1


@pytest.mark.parametrize(("of", "given"), PAIRS)
def test_the_file_of_one_source_is_refused_for_another_and_named(of: str, given: str, write: Write) -> None:
    refused = refusal(source(given), write(file_of(of)))
    assert refused.problem.endswith(f"it is {source(of).title}.")
    assert refused.remedy == f"Write `medlex install {of} --from FILE`."


@pytest.mark.parametrize(("of", "given"), PAIRS)
def test_no_two_sources_have_the_same_identity(of: str, given: str) -> None:
    said = [(source(id).format, source(id).identity) for id in (of, given)]
    assert said[0] != said[1]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("id", IDENTIFIED)
def test_a_file_says_nothing_in_the_words_of_another_format(format: str, id: str, write: Write) -> None:
    said = FORMATS[format].identity(write(file_of(id)))
    assert bool(said) == (format == source(id).format)


@pytest.mark.parametrize("id", IDENTIFIED)
def test_a_packed_file_is_known_by_what_is_in_it(id: str, write: Write) -> None:
    content = file_of(id)
    if isinstance(content, str):  # others are archives themselves
        assert recognized(source(id), write(gzip.compress(content.encode()))) == source(id)


@pytest.mark.parametrize(
    ("id", "word", "value"),
    [
        ("hpo", "ontology", "symp"),
        ("doid", "language", "fr"),
        ("nci-dictionary", "language", "fr"),
        ("nci-genetics", "dictionary", "NotSet"),
        ("nci-diccionario", "audience", "HealthProfessional"),
        ("mesh", "language", "fre"),
        ("mesh-supplementary", "language", "spa"),
        ("medlineplus", "language", "French"),
        ("wordnet", "lexicon", "odenet"),
        ("wordnet", "language", "de"),
    ],
)
def test_a_file_that_no_source_has_is_refused_with_what_it_says_of_itself(
    id: str, word: str, value: str, write: Write
) -> None:
    refused = refusal(source(id), write(file_of(id, **{word: value})))
    assert refused.problem.endswith(f"it says that its {word} is {value}.")
    assert "medlex install" not in refused.remedy


def test_what_a_strange_file_says_is_told_in_its_own_formats_words(write: Write) -> None:
    refused = refusal(source("mesh"), write(file_of("hpo", ontology="symp")))
    assert "says that its ontology is symp" in refused.problem


@pytest.mark.parametrize("id", ["mesh", "hpo", "nci-dictionary"])
def test_a_file_that_no_format_knows_is_for_the_sources_format_to_refuse(id: str, write: Write) -> None:
    with pytest.raises(DataError) as refused:
        recognized(source(id), write("term,definition\nhuddle,A short meeting.\n"))
    assert "is not" in refused.value.problem
    assert "it is " not in refused.value.problem


def test_an_admins_own_table_is_any_table(write: Write) -> None:
    own = replace(source("hpo"), id="our-clinic", format="table", identity={})
    assert recognized(own, write("term,definition\nhuddle,A short meeting.\n")) == own


@pytest.mark.parametrize("id", IDENTIFIED)
def test_a_publishers_file_is_not_taken_for_an_admins_own_table(id: str, write: Write) -> None:
    own = replace(source("hpo"), id="our-clinic", format="table", identity={})
    assert refusal(own, write(file_of(id))).remedy == f"Write `medlex install {id} --from FILE`."


def test_a_list_with_words_and_languages_is_no_wiktionary(write: Write) -> None:
    own = replace(source("hpo"), id="our-clinic", format="table", identity={})
    assert (
        recognized(own, write('{"word": "huddle", "lang": "English", "definition": "A short meeting."}\n' * 3)) == own
    )


@pytest.mark.parametrize("id", ["wiktionary", "healthcare-gov", "nci-dictionary", "our-clinic"])
def test_a_file_that_is_nested_too_deeply_is_refused(id: str, write: Write, tmp_path: Path) -> None:
    deep = '{"results": ' + "[" * 20_000 + "]" * 20_000 + ', "word": 1}\n'
    given = source(id) if id in catalogue() else replace(source("hpo"), id=id, format="table", identity={})
    with pytest.raises(DataError):
        parse_into(tmp_path / "archive.part", given, write(deep), EDITION)


def test_nothing_that_is_installed_is_touched_by_anothers_file(write: Write, tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    install(home, "hpo", write(file_of("hpo")), EDITION)
    before = contents(home)
    with pytest.raises(DataError, match="it is Mondo Disease Ontology"):
        install(home, "hpo", write(file_of("mondo")), EDITION)
    assert contents(home) == before


# Ontologies


@pytest.mark.parametrize(
    "named", ["hp", "hp.obo", "HP", "http://purl.obolibrary.org/obo/hp.owl", "hp/hp-base", "https://example.org/hp.owl"]
)
def test_an_ontology_is_known_in_each_way_in_which_its_header_may_name_it(named: str, write: Write) -> None:
    path = write(f"format-version: 1.2\nontology: {named}\n\n{obo_term('HP')}")
    assert read("hpo", path) == (["HP:1"], {})


def test_a_translation_is_another_source_than_its_original(write: Write) -> None:
    path = write("format-version: 1.2\nontology: doid/translations/doid-es\n\n" + obo_term("DOID"))
    assert FORMATS["obo"].identity(path) == {"ontology": {"doid"}, "language": {"es"}}
    assert refusal(source("doid"), path)


def headerless(*prefixes: str) -> str:
    terms = (obo_term(prefix, number) for number, prefix in enumerate(prefixes))
    return "format-version: 1.2\n\n" + "\n".join(terms)


def test_an_ontology_without_a_name_is_known_by_the_identifiers_of_most_terms_and_only_these_are_read(
    write: Write,
) -> None:
    path = write(headerless("HP", "HP", "GO"))
    assert read("hpo", path)[0] == ["HP:0", "HP:1"]
    assert "`medlex install hpo --from FILE`" in refusal(source("go"), path).remedy


@pytest.mark.parametrize(
    ("prefixes", "said"),
    [
        (["SYMP", "SYMP"], "says that its ontology is symp"),
        (["HP", "GO"], "says that its ontology is go and hp"),
        ([], "does not say its ontology"),
    ],
)
def test_an_ontology_without_a_name_that_is_nobodys_is_refused(prefixes: list[str], said: str, write: Write) -> None:
    assert said in refusal(source("hpo"), write(headerless(*prefixes))).problem


# Several files, or several things in one file


def zipped(path: Path, *files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for number, content in enumerate(files):
            archive.writestr(f"{number}", content)
    return path


def in_a_folder(path: Path, *files: str) -> Path:
    path.mkdir()
    for number, content in enumerate(files):
        (path / f"{number}").write_text(content, encoding="utf-8")
    return path


TOGETHER = pytest.mark.parametrize("together", [zipped, in_a_folder], ids=["in a zip archive", "in a folder"])


@TOGETHER
@pytest.mark.parametrize("id", ["hpo", "nci-dictionary", "mesh", "wordnet"])
def test_every_one_of_several_files_must_be_the_sources(id: str, together: Callable[..., Path], tmp_path: Path) -> None:
    assert recognized(source(id), together(tmp_path / "own", file_of(id), file_of(id))) == source(id)
    others = [other for other in IDENTIFIED if source(other).format == source(id).format and other != id]
    strange = (
        file_of(others[0]) if others else file_of(id, language="fre", **({"lexicon": "x"} if id == "wordnet" else {}))
    )
    refused = refusal(source(id), together(tmp_path / "mixed", file_of(id), strange))
    assert "and" in refused.problem


def test_a_source_may_read_the_files_of_another_too(write: Write) -> None:
    for given in catalogue().values():
        for id in given.also_reads:
            assert recognized(given, write(file_of(id))) == given


@TOGETHER
def test_a_file_of_another_format_among_several_is_refused(together: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not OBO"):
        recognized(source("hpo"), together(tmp_path / "mixed", file_of("hpo"), "Read me first."))


def test_of_pages_that_hold_several_dictionaries_only_the_sources_terms_are_read(write: Write) -> None:
    english, genetics, spanish = (source(id).identity for id in ("nci-dictionary", "nci-genetics", "nci-diccionario"))
    path = write(nci(english, genetics, spanish, spanish))
    left_out = "term of another dictionary, audience or language"
    assert read("nci-dictionary", path) == (["CDR0000000001"], {left_out: 3})
    assert read("nci-genetics", path) == (["CDR0000000002"], {left_out: 3})
    assert read("nci-diccionario", path) == (["CDR0000000003", "CDR0000000004"], {left_out: 2})


def test_a_term_and_its_translation_have_one_identifier_and_are_two_terms(write: Write) -> None:
    pages = [json.loads(nci(source(id).identity)) for id in ("nci-dictionary", "nci-diccionario")]
    path = write(json.dumps({"meta": {"totalResults": 2}, "results": pages[0]["results"] + pages[1]["results"]}))
    assert read("nci-dictionary", path)[0] == read("nci-diccionario", path)[0] == ["CDR0000000001"]


def test_each_language_of_medlineplus_reads_its_own_from_one_file(write: Write) -> None:
    path = write(medlineplus(source("medlineplus").identity, source("medlineplus-es").identity))
    assert read("medlineplus", path)[0] == ["1"]
    assert read("medlineplus-es", path)[0] == ["2"]
    refused = refusal(source("hpo"), path)
    assert (
        refused.remedy
        == "Write `medlex install medlineplus --from FILE` or `medlex install medlineplus-es --from FILE`."
    )


GERMAN: Mapping[str, str] = {"lexicon": "odenet", "language": "de"}


@pytest.mark.parametrize("before", [1, 100, 1 << 19])
def test_of_several_lexicons_only_the_sources_is_read_wherever_it_begins(write: Write, before: int) -> None:
    both = wordnet(GERMAN, source("wordnet").identity)
    path = write(both.replace("</Lexicon>", " " * before + "</Lexicon>", 1))
    assert read("wordnet", path) == (["s2"], {"synset of another lexicon": 1})


def test_the_edition_of_several_lexicons_is_told_only_where_they_have_the_same(write: Write) -> None:
    both = wordnet(source("wordnet").identity, GERMAN)
    assert FORMATS["wn-lmf"].edition(write(both)) == Edition("2025", 2025)
    assert FORMATS["wn-lmf"].edition(write(both.replace('"2025"', '"2019"', 1))) is None


# Mirrors


def mirror(path: Path) -> Path:
    term = {"id": "68000001", "name": "Oldest Word", "uniqueId": "D000001"}
    with zipfile.ZipFile(path, "w") as wheel:
        for file in IN_BIODAG:
            wheel.writestr(file, json.dumps([term]))
    return path


def test_a_mirrors_file_is_read_as_the_mirrors(tmp_path: Path) -> None:
    form = recognized(source("mesh"), mirror(tmp_path / "biodag.whl"))
    assert form.format == "biodag-mesh"
    assert parse_into(tmp_path / "archive.part", source("mesh"), tmp_path / "biodag.whl", None).year == 2024
    assert recognized(form, tmp_path / "biodag.whl") == form


def test_a_mirrors_file_is_refused_for_another_source(tmp_path: Path) -> None:
    refused = refusal(source("hpo"), mirror(tmp_path / "biodag.whl"))
    assert refused.remedy == "Write `medlex install mesh --from FILE`."


def test_another_interface_of_the_same_publishers_is_not_taken_for_the_glossary(write: Write) -> None:
    drug = {"termId": 1, "name": "wardomab", "type": "DrugTerm", "definition": {"text": "A made-up drug."}}
    page = json.dumps({"meta": {"totalResults": 1}, "results": [drug]})
    assert FORMATS["nci-glossary-api"].identity(write(page)) == {}


def test_pages_without_a_term_say_nothing_against_the_others(tmp_path: Path) -> None:
    empty = json.dumps({"meta": {"totalResults": 0}, "results": []})
    for id in ("nci-dictionary", "nci-diccionario"):
        assert recognized(source(id), zipped(tmp_path / id, empty, file_of(id), empty)) == source(id)
