"""`medlex install` with a table of an admin's own, which from then on is a source like any other."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]

DESCRIBED = ("--title", "Our clinic's words", "--publisher", "Our clinic", "--licence", "ours", "--edition", "2026")


@pytest.fixture
def new(tmp_path: Path) -> Home:
    """A home that is not there yet."""
    return Home(tmp_path / "new home")


@pytest.fixture
def table(fixtures: Path) -> Path:
    """Three terms of a ward, as a spreadsheet writes them."""
    return fixtures / "table.csv"


@pytest.fixture
def installed(medlex: Medlex, new: Home, table: Path) -> Home:
    """A home with the table as the source `our-clinic`."""
    assert medlex("install", "our-clinic", "--from", table, *DESCRIBED, home=new).exit_code == 0
    return new


def definition(medlex: Medlex, home: Home, term: str) -> dict[str, object]:
    """The first definition of a term."""
    (first, *_) = json.loads(medlex("define", term, "--json", home=home).stdout)["entry"]["definitions"]
    assert isinstance(first, dict)
    return first


def refusal(result: Result) -> tuple[str, str]:
    """The problem and the remedy of wrong usage, which installs nothing."""
    assert result.exit_code == 2
    assert result.stdout == ""
    problem, remedy = result.stderr.splitlines()
    return problem, remedy


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
    assert about.strip() == "Our clinic's words, Our clinic · ours"
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


# What is refused


@pytest.mark.parametrize("missing", ["--title", "--publisher", "--licence", "--edition"])
def test_what_was_not_said_is_named_with_a_command_to_fill_in(
    medlex: Medlex, new: Home, table: Path, missing: str
) -> None:
    at = DESCRIBED.index(missing)
    said = DESCRIBED[:at] + DESCRIBED[at + 2 :]
    problem, remedy = refusal(medlex("install", "our-clinic", "--from", table, *said, home=new))
    assert problem.endswith(f"to install a table of your own {missing} is missing.")
    command = shlex.split(remedy.removeprefix("Fill in and run: "))
    assert command[:5] == ["medlex", "install", "our-clinic", "--from", str(table)]
    assert missing in command
    assert not new.folder.exists()
    assert medlex(*command[1:], home=new).exit_code == 0


def test_all_that_was_not_said_is_named_at_once(medlex: Medlex, new: Home, table: Path) -> None:
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, home=new))
    assert problem.endswith("--title, --publisher, --licence and --edition are missing.")


@pytest.mark.parametrize(
    ("file", "id"),
    [
        ("Ward wörds (2026).csv", "ward-words-2026"),
        ("mesh.csv", "our-mesh"),
        ("слова.csv", "our-list"),
        (f"{'long ' * 20}.csv", "long-" * 7 + "long"),
    ],
)
def test_a_table_without_an_id_gets_a_command_to_copy_with_one(
    medlex: Medlex, new: Home, tmp_path: Path, file: str, id: str
) -> None:
    path = tmp_path / file
    path.write_text("term,definition\nhuddle,A short meeting.\n")
    problem, remedy = refusal(medlex("install", "--from", path, home=new))
    assert problem == "The id of the source is missing, before --from."
    command = shlex.split(remedy.partition("read: ")[2])
    assert command == ["medlex", "install", id, "--from", str(path), "--preview"]
    assert medlex(*command[1:], home=new).exit_code == 0
    assert refusal(medlex("install", "--from", path, "--preview", home=new)) == (problem, remedy)
    assert not new.folder.exists()


def test_a_described_table_without_an_id_gets_a_command_with_all_that_was_said(
    medlex: Medlex, new: Home, table: Path
) -> None:
    _, remedy = refusal(medlex("install", "--from", table, *DESCRIBED, home=new))
    command = shlex.split(remedy.partition("such as in: ")[2])
    assert command[:3] == ["medlex", "install", "table"]
    assert medlex(*command[1:], home=new).exit_code == 0
    assert definition(medlex, new, "huddle")["publisher"] == "Our clinic"


def test_a_misspelt_source_of_the_catalogue_is_not_taken_for_a_table(medlex: Medlex, new: Home, table: Path) -> None:
    problem, remedy = refusal(medlex("install", "nci-dictonary", "--from", table, home=new))
    assert "no source called 'nci-dictonary' in the catalogue" in problem
    assert "nci-dictionary" in remedy


@pytest.mark.parametrize(
    "id", ["Our-Clinic", "our clinic", "our_clinic", "-clinic", "clinic-", "../clinic", "ü", "x" * 41]
)
def test_an_id_that_cannot_be_one_is_refused(medlex: Medlex, new: Home, table: Path, id: str) -> None:
    problem, remedy = refusal(medlex("install", "--from", table, *DESCRIBED, "--", id, home=new))
    assert repr(id) in problem
    assert "our-clinic" in remedy
    assert not new.folder.exists()


def test_the_catalogue_describes_its_own_sources(medlex: Medlex, new: Home, mesh_file: Path) -> None:
    problem, _ = refusal(medlex("install", "mesh", "--from", mesh_file, "--title", "Ours", home=new))
    assert "--title" in problem
    assert not new.folder.exists()


def test_one_description_is_not_given_to_two_tables(medlex: Medlex, new: Home, table: Path) -> None:
    _, remedy = refusal(medlex("install", "one", "two", "--from", table, "--from", table, *DESCRIBED, home=new))
    assert "one by one" in remedy


def test_a_description_without_a_file_is_refused(medlex: Medlex, new: Home) -> None:
    for ids in ((), ("mesh",), ("our-clinic",)):
        refusal(medlex("install", *ids, *DESCRIBED, home=new))
    assert not new.folder.exists()


def test_a_table_is_not_fetched(medlex: Medlex, installed: Home) -> None:
    _, remedy = refusal(medlex("install", "our-clinic", home=installed))
    assert "medlex install our-clinic --from FILE" in remedy


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (("--title", "x" * 121), "121 characters"),
        (("--language", "english"), "'english'"),
        (("--title", "  "), "--title"),
    ],
)
def test_what_cannot_be_shown_is_refused(
    medlex: Medlex, new: Home, table: Path, said: tuple[str, str], shown: str
) -> None:
    problem, _ = refusal(medlex("install", "our-clinic", "--from", table, *DESCRIBED, *said, home=new))
    assert shown in problem


def test_a_table_with_broken_rows_is_to_be_corrected_where_the_log_says(
    medlex: Medlex, new: Home, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.csv"
    terms.write_text("term,definition,url\nhuddle,A short meeting.,\nhandover,Short,and,cut,up\n")
    result = medlex("install", "our-clinic", "--from", terms, *DESCRIBED, home=new)
    assert result.exit_code == 1
    assert "left out line 3: it has 5 cells in 3 columns" in result.stderr
    assert "Correct the records that the log names" in result.stderr


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

    assert "bedside rounds is a synonym of ward rounds" in how_found(*DESCRIBED)
    assert "bedside rounds is filed under ward rounds" in how_found("--traits", "subject_headings")
