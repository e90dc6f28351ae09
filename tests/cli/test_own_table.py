"""`medlex install` with a table of an admin's own, which from then on is a source like any other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.own_table import DESCRIBED, definition, refusal
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]


@pytest.mark.parametrize("file", ["table.csv", "table.tsv", "table.toml"])
def test_a_table_in_any_of_its_formats_becomes_a_source(medlex: Medlex, new: Home, fixtures: Path, file: str) -> None:
    result = medlex("install", "our-clinic", "--from", fixtures / file, *DESCRIBED, home=new)
    assert result.exit_code == 0
    assert "Installed Our clinic's words, edition 2026" in result.stdout
    assert "A short meeting on the ward" in medlex("define", "huddle", home=new).stdout


def test_its_definitions_are_cited_as_the_admin_said(medlex: Medlex, installed: Home) -> None:
    cited = definition(medlex, installed, "huddle")
    assert {name: cited[name] for name in ("source", "title", "publisher", "year", "language", "url")} == {
        "source": "our-clinic",
        "title": "Our clinic's words",
        "publisher": "Our clinic",
        "year": 2026,
        "language": "en",
        "url": "https://example.org/huddle",
    }


def test_its_definitions_stand_before_those_of_the_starter_glossary(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition\ninterleukin,What we call it here.\n")
    medlex("install", "a-ward", "--from", terms, *DESCRIBED, home=new)
    answer = json.loads(medlex("define", "interleukin", "--json", home=new).stdout)
    assert [each["source"] for each in answer["entry"]["definitions"]] == ["a-ward", "glossary"]


def test_its_names_lead_to_its_entries(medlex: Medlex, installed: Home) -> None:
    for name in ("Huddles", "ward huddle", "quick talk", "HDOF"):
        assert json.loads(medlex("define", name, "--json", home=installed).stdout)["entry"], name


def test_it_is_listed_with_edition_and_licence(medlex: Medlex, installed: Home) -> None:
    line, about = medlex("sources", home=installed).stdout.splitlines()[-2:]
    assert line.split()[:2] == ["our-clinic", "2026"]
    assert line.split()[3:] == ["3", "9", "3"]
    assert about.strip() == "Our clinic's words, Our clinic (ours)"
    *_, listed = json.loads(medlex("sources", "--json", home=installed).stdout)
    assert (listed["id"], listed["attribution"]) == ("our-clinic", "Our clinic's words, Our clinic")
    assert listed["default"] is False


def test_a_rebuild_keeps_it(medlex: Medlex, installed: Home) -> None:
    assert medlex("build", home=installed).exit_code == 0
    assert definition(medlex, installed, "huddle")["publisher"] == "Our clinic"
    assert "ok    our-clinic: edition 2026, 3 concepts" in medlex("check", home=installed).stdout


def test_it_can_be_removed(medlex: Medlex, installed: Home) -> None:
    assert medlex("remove", "our-clinic", home=installed).exit_code == 0
    assert medlex("define", "huddle", home=installed).exit_code == 3
    assert "our-clinic" not in medlex("sources", home=installed).stdout


def test_an_upgrade_need_not_say_again_what_is_known(medlex: Medlex, installed: Home, tmp_path: Path) -> None:
    terms = tmp_path / "new terms.csv"
    terms.write_text("term,definition\nhuddle,Now sitting down.\n")
    assert medlex("install", "our-clinic", "--from", terms, home=installed).exit_code == 0
    cited = definition(medlex, installed, "huddle")
    assert (cited["text"], cited["title"], cited["year"]) == ("Now sitting down.", "Our clinic's words", 2026)
    assert medlex("define", "HDOF", home=installed).exit_code == 3


def test_an_upgrade_may_say_something_new(medlex: Medlex, installed: Home, table: Path) -> None:
    said = ("--edition", "2027", "--license", "CC0", "--language", "es")
    assert medlex("install", "our-clinic", "--from", table, *said, home=installed).exit_code == 0
    cited = definition(medlex, installed, "key:huddle")
    assert (cited["title"], cited["year"], cited["language"]) == ("Our clinic's words", 2027, "es")
    assert "CC0" in medlex("sources", home=installed).stdout


def test_a_list_for_specialists_offers_its_abbreviations_until_it_is_said_otherwise(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "study.csv"
    terms.write_text("term,abbreviations,definition\nquick score,QZS,A score of the study.\n")

    def match(*said: str) -> str:
        assert medlex("install", "our-study", "--from", terms, *said, home=new).exit_code == 0
        answer = json.loads(medlex("define", "QZS", "--json", home=new).stdout)
        assert answer["unsure"] is (answer["match"] == "ambiguous")
        return str(answer["match"])

    assert match(*DESCRIBED, "--traits", "for-specialists") == "ambiguous"
    assert match() == "ambiguous"
    assert medlex("build", home=new).exit_code == 0
    assert match("--traits", "") == "abbreviation"
    assert match("--traits", "for_specialists, curated_abbreviations") == "ambiguous"


def test_a_trait_that_there_is_not_is_refused(medlex: Medlex, new: Home, table: Path) -> None:
    problem, remedy = refusal(
        medlex("install", "our-clinic", "--from", table, *DESCRIBED, "--traits", "loud", home=new)
    )
    assert "'loud'" in problem
    assert "for_specialists" in remedy


def test_a_list_in_small_letters_hides_no_abbreviation(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "sloppy.csv"
    terms.write_text("term,definition\nward wasting,Loss of weight that comes with hiv; no dna is found.\n")
    assert medlex("install", "sloppy", "--from", terms, *DESCRIBED, home=new).exit_code == 0
    for abbreviation in ("hiv", "dna"):
        assert json.loads(medlex("define", abbreviation, "--json", home=new).stdout)["entry"], abbreviation


def test_an_abbreviation_that_is_written_out_joins_what_it_stands_for(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "short.csv"
    terms.write_text("term,definition\nCOPD,chronic obstructive pulmonary disease\n")
    assert medlex("install", "short", "--from", terms, *DESCRIBED, home=new).exit_code == 0
    answer = json.loads(medlex("define", "COPD", "--json", home=new).stdout)
    assert (answer["entry"]["headword"], answer["entry"]["other_senses"]) == (
        "chronic obstructive pulmonary disease",
        [],
    )


def test_a_damaged_one_is_described_anew(medlex: Medlex, installed: Home, table: Path) -> None:
    (installed.sources / "our-clinic.zip").write_bytes(b"PK\x03\x04")
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, home=installed))
    assert "--title" in problem
    assert medlex("install", "our-clinic", "--from", table, *DESCRIBED, home=installed).exit_code == 0
    assert medlex("check", home=installed).exit_code == 0


def test_several_known_ones_are_upgraded_together_with_a_publishers(
    medlex: Medlex, installed: Home, table: Path, mesh_file: Path, fixtures: Path
) -> None:
    files = ("--from", mesh_file, "--from", table, "--from", fixtures / "table.tsv")
    medlex("install", "other-clinic", "--from", table, *DESCRIBED, home=installed)
    result = medlex("install", "mesh", "our-clinic", "other-clinic", *files, home=installed)
    assert result.exit_code == 0
    assert result.stdout.count("Installed ") == 3


# How a table is read


def test_what_is_left_out_is_said_with_its_lines(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_bytes("Word;Meaning;Rating\nhuddle;A short meeting;5\nalone;;\nöl;Für die Haut.;4\n".encode("cp1252"))
    result = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new)
    assert result.exit_code == 0
    for said in (
        "CSV with semicolons between cells, Windows-1252",
        "Word → term, Meaning → definition",
        "Left out: column Rating, 2 cells.",
        "Left out: row with a term and nothing else, 1 time: line 3.",
    ):
        assert said in result.stderr


@pytest.mark.parametrize("preview", [(), ("--preview",)])
def test_a_publishers_file_is_refused_with_the_id_that_it_has(
    medlex: Medlex, new: Home, fixtures: Path, preview: tuple[str, ...]
) -> None:
    result = medlex("install", "our-clinic", "--from", fixtures / "hp.obo", *DESCRIBED, *preview, home=new)
    assert result.exit_code == 1
    assert "it is Human Phenotype Ontology" in result.stderr
    assert "`medlex install hpo --from FILE`" in result.stderr
    assert not (new.sources / "our-clinic.zip").exists()


def test_of_very_many_columns_a_few_are_named(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    others = ",".join(f"Week {number}" for number in range(300))
    terms.write_text(f"Word,Meaning,{others}\nhuddle,A short meeting.{',yes' * 300}\n")
    result = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new)
    assert "Left out: column Week 11, 1 cell.\n  Left out: 288 more columns.\n" in result.stderr
    assert "and more for 288 other reasons\n" in result.stdout


def test_a_preview_shows_how_a_table_would_be_read_and_installs_nothing(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("Acronym,Meaning,Context,Rating\nTTO,medicines to take home,pharmacy,5\nalone,,,\na,b,c,d,e\n")
    result = medlex("install", "our-clinic", "--from", terms, "--preview", home=new)
    assert result.exit_code == 0
    assert not new.folder.exists()
    for said in (
        "terms.csv read as CSV with commas between cells, UTF-8",
        "medicines to take home (pharmacy)",
        "abbreviation: TTO",
        "1 entry, 1 of them with an abbreviation, 0 definitions",
        "row with a term and nothing else, 1 time: line 3",
        "Cannot be read: line 4, it has 5 cells in 4 columns.",
        "Nothing is installed",
    ):
        assert said in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_preview_is_of_one_table_of_one_s_own(medlex: Medlex, new: Home, table: Path, mesh_file: Path) -> None:
    for ids in (("mesh", "--from", mesh_file), ("one", "--from", table, "two", "--from", table)):
        problem, _ = refusal(medlex("install", *ids, "--preview", home=new))
        assert "--preview" in problem
    refusal(medlex("install", "our-clinic", "--preview", home=new))


def test_how_a_table_was_read_need_not_be_said_again(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("Foo,Bar,Baz\nhuddle,A short meeting.,x\n")
    problem = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new).stderr
    assert "its columns are: Foo, Bar, Baz" in problem
    said = ("--columns", "term=Foo,definition=Bar")
    assert medlex("install", "our-clinic", "--from", terms, *DESCRIBED, *said, home=new).exit_code == 0
    terms.write_text("Foo,Bar,Baz\nhuddle,A long meeting.,x\n")
    assert medlex("install", "our-clinic", "--from", terms, home=new).exit_code == 0
    assert definition(medlex, new, "huddle")["text"] == "A long meeting."


def test_an_abbreviation_leads_to_its_long_form(medlex: Medlex, new: Home, tmp_path: Path) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition\nMS,a made-up ward score\nMS,morning shift\nTTO,medicines to take home\n")
    assert medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new).exit_code == 0
    entry = json.loads(medlex("define", "TTO", "--json", home=new).stdout)["entry"]
    assert entry["headword"] == "medicines to take home"
    choices = json.loads(medlex("define", "MS", "--json", home=new).stdout)["choices"]
    assert {choice["headword"] for choice in choices} >= {"MS", "morning shift"}


def test_what_says_how_to_read_a_table_is_refused_for_a_publisher_s(medlex: Medlex, new: Home, mesh_file: Path) -> None:
    for said in (("--columns", "term=a,definition=b"), ("--sheet", "x"), ("--encoding", "utf-8")):
        problem, _ = refusal(medlex("install", "mesh", "--from", mesh_file, *said, home=new))
        assert said[0] in problem


def test_synonyms_of_a_list_of_subject_headings_are_only_said_to_be_filed(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "headings.csv"
    terms.write_text("term,synonyms,definition\nward rounds,bedside rounds,A visit to each bed.\n")

    def how_found(*said: str) -> str:
        assert medlex("install", "headings", "--from", terms, *said, home=new).exit_code == 0
        return medlex("define", "bedside rounds", home=new).stdout

    assert "bedside rounds is a synonym for ward rounds" in how_found(*DESCRIBED)
    assert "bedside rounds is covered under ward rounds" in how_found("--traits", "subject_headings")
