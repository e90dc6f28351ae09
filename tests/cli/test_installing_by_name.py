"""`medlex install` by name: which sources are fetched, what becomes of each, and where it is said."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.publishers import LISTING, MESH, NCI, NCIT, TOPICS, Publishers, api_page, left_in
from click.testing import Result
from homes import installed_in

from bot.lexicon.store.schema import SCHEMA_VERSION
from bot.settings import Home
from bot.sources.catalogue import default_sources, shipped_sources

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]
DEFAULTS = {source.id: source.citation_title for source in default_sources()}


def test_without_a_name_the_default_sources_are_installed(medlex: Medlex, new: Home, builds: list[Path]) -> None:
    result = medlex("install", home=new)
    assert result.exit_code == 0, result.output
    assert installed_in(new) == set(DEFAULTS)
    lines = result.stdout.splitlines()
    installed = [line.split(", edition")[0] for line in lines if line.startswith("Installed ")]
    assert installed == [f"Installed {title}" for title in DEFAULTS.values()]
    assert all(line.startswith(("Installed ", "  left out ")) for line in lines[:-1])
    assert f"of {len(DEFAULTS) + len(shipped_sources())} sources." in lines[-1]
    assert len(builds) == 1
    assert left_in(new.downloads) == []


def test_each_default_source_answers_in_its_own_edition(medlex: Medlex, new: Home) -> None:
    medlex("install", home=new)
    listed = medlex("sources", home=new).stdout
    lines = {line.split()[0]: line for line in listed.splitlines() if line.strip()}
    for id, edition in (("mesh", "2026-01-01"), ("medlineplus", "2026-06-09"), ("ncit", "2026-04-27")):
        assert edition in lines[id]
    for id in ("nci-dictionary", "nci-genetics"):
        assert f" {datetime.now(UTC):%Y-%m}" in lines[id]
    assert "What allele means." in medlex("define", "allele", home=new).stdout


def test_the_defaults_that_fail_are_reported_and_the_others_installed(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    del publishers.files[NCIT], publishers.files[LISTING]
    result = medlex("install", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == set(DEFAULTS) - {"ncit", "medlineplus"}
    assert "ncit was not installed. " in result.stderr
    assert f"{publishers.address}{NCIT} answered 404 Not Found" in result.stderr
    assert "medlineplus was not installed. " in result.stderr
    assert (
        f"download {publishers.address}{NCIT} in a browser and run `medlex install ncit --from FILE`." in result.stderr
    )
    assert f"download the newest file that {publishers.address}{LISTING} names in a browser" in result.stderr
    for internal in ("ncit.download", "medlineplus.listing"):
        assert internal not in result.stderr
    assert "not installed" not in result.stdout
    assert "404" not in result.stdout
    assert result.stdout.count("Installed ") == len(DEFAULTS) - 2
    assert len(builds) == 1


def test_what_is_left_out_stands_below_its_source_a_line_for_each_reason(medlex: Medlex, new: Home) -> None:
    lines = medlex("install", "rxnorm", "icd-10-cm", home=new).stdout.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith("Installed ICD-10-CM"))
    assert lines[at].endswith(" definitions")
    assert lines[at + 1].startswith("  left out ")
    assert sum("code for one side" in line for line in lines) == 1


def test_where_a_file_is_told_to_be_downloaded_by_hand_its_address_stands_with_this_year(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    del publishers.files[MESH], publishers.files[NCI]
    result = medlex("install", "mesh", "nci-dictionary", home=new)
    assert f"or download {publishers.address}{MESH} in a browser and run `medlex install mesh --from FILE`." in (
        result.stderr
    )
    assert "{letter}" not in result.stderr.split("or download")[-1]


def test_when_no_source_can_be_had_it_fails_and_the_glossary_still_answers(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    publishers.files.clear()
    result = medlex("install", home=new)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [id for id in DEFAULTS if f"{id} was not installed. " in result.stderr] == list(DEFAULTS)
    assert "Traceback" not in result.stderr
    assert builds == []
    assert medlex("define", "interleukin", home=new).exit_code == 0


def test_a_host_without_any_network_is_told_so(medlex: Medlex, new: Home, publishers: Publishers) -> None:
    publishers.server.shutdown()
    publishers.server.server_close()
    result = medlex("install", "nci-dictionary", home=new)
    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr


def test_sources_that_cannot_be_reached_are_named_in_one_sentence_with_what_to_do(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path
) -> None:
    medlex("install", "mesh", home=new)
    publishers.server.shutdown()
    publishers.server.server_close()
    result = medlex("install", home=new)
    assert result.exit_code == 1
    said = [line for line in result.stderr.splitlines() if "[warning" not in line]
    missing = ", ".join(id for id in DEFAULTS if id != "mesh")
    assert said[0] == (
        f"These publishers cannot be reached from here (not installed: {missing}; left as they were: mesh)."
    )
    assert "HTTPS_PROXY" in said[1]
    assert "`medlex install ID --from FILE`" in said[1]
    assert len(said) == 2
    assert installed_in(new) == {"mesh"}


def test_a_file_that_holds_two_sources_is_fetched_once(medlex: Medlex, new: Home, publishers: Publishers) -> None:
    result = medlex("install", "medlineplus", "mesh", "medlineplus-es", home=new)
    assert result.exit_code == 0, result.output
    assert installed_in(new) == {"medlineplus", "mesh", "medlineplus-es"}
    assert publishers.asked.count(TOPICS) == publishers.asked.count(LISTING) == 1
    assert left_in(new.downloads) == []


def test_a_second_source_of_the_same_file_is_fetched_though_the_first_is_up_to_date(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    medlex("install", "medlineplus", home=new)
    result = medlex("install", "medlineplus", "medlineplus-es", home=new)
    assert result.exit_code == 0, result.output
    assert installed_in(new) == {"medlineplus", "medlineplus-es"}
    again = medlex("install", "medlineplus", "medlineplus-es", home=new)
    assert again.stdout.count("is up to date") == 2


def test_a_dictionary_of_which_a_letter_is_missing_is_not_installed(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    publishers.files[f"{NCI[:-1]}q"] = api_page("quinsy")
    result = medlex("install", "nci-dictionary", home=new)
    assert result.exit_code == 1
    assert "gives 14 of the 13 terms that it says there are" in result.stderr


def test_only_the_sources_that_are_named_are_installed(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    result = medlex("install", "mesh", "nci-genetics", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == {"mesh", "nci-genetics"}
    assert NCI not in publishers.asked
    assert "of 5 sources." in result.stdout
    assert len(builds) == 1


def test_a_source_that_is_named_twice_is_installed_once(medlex: Medlex, new: Home, publishers: Publishers) -> None:
    result = medlex("install", "mesh", "mesh", home=new)
    assert result.exit_code == 0
    assert publishers.asked.count(MESH) == 1
    assert result.stdout.count("Installed ") == 1


@pytest.mark.parametrize("id", ["mehs", "", "MESH", "../mesh"])
def test_an_unknown_source_is_wrong_usage_and_nothing_is_fetched(
    medlex: Medlex, new: Home, publishers: Publishers, id: str
) -> None:
    result = medlex("install", "mesh", id, home=new)
    assert result.exit_code == 2
    assert repr(id) in result.stderr
    assert len(result.stderr.splitlines()) == 2
    assert publishers.asked == []
    assert not new.folder.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("install", "mesh,hpo"),
        ("install", "mesh,", "hpo"),
        ("install", "mesh;hpo"),
        ("install", "mesh,hpo", "--from", "a.xml"),
        ("remove", "mesh,hpo"),
    ],
)
def test_ids_with_commas_between_them_are_to_have_spaces(
    medlex: Medlex, new: Home, publishers: Publishers, words: tuple[str, ...]
) -> None:
    result = medlex(*words, home=new)
    assert result.exit_code == 2
    problem, remedy = result.stderr.splitlines()
    assert problem.startswith("There is no source called 'mesh")
    assert remedy == "Write a space between ids, and no comma: `mesh hpo`."
    assert publishers.asked == []
    assert not new.folder.exists()


def test_a_file_in_the_place_of_an_id_gets_a_command_to_copy(medlex: Medlex, new: Home, fixtures: Path) -> None:
    result = medlex("install", fixtures / "hp.obo", home=new)
    assert result.exit_code == 2
    problem, remedy = result.stderr.splitlines()
    assert problem.endswith("is a file, not the id of a source.")
    assert remedy == f"The file is Human Phenotype Ontology. Run: medlex install hpo --from {fixtures / 'hp.obo'}"


def test_the_starter_glossary_is_not_fetched(medlex: Medlex, new: Home, publishers: Publishers) -> None:
    result = medlex("install", "mesh", "glossary", home=new)
    assert result.exit_code == 2
    assert "always installed" in result.stderr
    assert "--from" not in result.stderr
    assert publishers.asked == []


def test_the_edition_that_is_given_is_shown(medlex: Medlex, new: Home) -> None:
    result = medlex("install", "mesh", "nci-genetics", "--edition", "2019 release 3", home=new)
    assert result.exit_code == 0
    assert result.stdout.count("edition 2019 release 3:") == 2
    assert "National Library of Medicine, 2019" in medlex("define", "monokine", home=new).stdout


def test_the_log_of_a_run_is_on_standard_error(
    medlex: Medlex, new: Home, publishers: Publishers, caplog: pytest.LogCaptureFixture
) -> None:
    del publishers.files[MESH]
    with caplog.at_level(logging.INFO):
        result = medlex("install", "mesh", "nci-genetics", home=new)
    assert "trying the mirror" in result.stderr
    assert "trying the mirror" not in result.stdout


def test_only_what_is_missing_is_fetched(medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]) -> None:
    medlex("install", "ncit", home=new)
    result = medlex("install", "--missing", "ncit", "mesh", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == {"ncit", "mesh"}
    assert "Installed NCI Thesaurus" not in result.stdout
    publishers.files.clear()
    again = medlex("install", "--missing", "ncit", "mesh", home=new)
    assert (again.exit_code, again.stdout) == (0, "All of them are installed.\n")
    assert len(builds) == 2


def test_what_is_missing_and_cannot_be_had_is_a_failure_only_if_there_is_nothing_else(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    """The bot of a container starts only if this succeeds, also after an update."""
    files = dict(publishers.files)
    publishers.files.clear()
    assert medlex("install", "--missing", "ncit", "mesh", home=new).exit_code == 1
    publishers.files.update(files)
    medlex("install", "ncit", home=new)
    publishers.files.clear()
    later = medlex("install", "--missing", "ncit", "mesh", home=new)
    assert later.exit_code == 0
    assert "mesh was not installed." in later.stderr
    assert medlex("install", "mesh", home=new).exit_code == 1


@pytest.mark.parametrize("version", [SCHEMA_VERSION - 1, SCHEMA_VERSION + 1])
@pytest.mark.parametrize("there", [["ncit"], ["ncit", "mesh"]])
def test_a_lexicon_of_another_version_is_refused_and_built_anew_whatever_is_missing(
    medlex: Medlex, new: Home, publishers: Publishers, version: int, there: list[str]
) -> None:
    """As it is after an update, or after going back."""
    medlex("install", *there, home=new)
    with closing(sqlite3.connect(new.lexicon)) as lexicon:
        lexicon.execute(f"PRAGMA user_version = {version}")
    refused = medlex("define", "interleukin", home=new)
    assert refused.exit_code == 1
    assert f"{'an older' if version < SCHEMA_VERSION else 'a newer'} Medlex" in refused.stderr
    assert "`medlex build`" in refused.stderr
    publishers.files.clear()
    result = medlex("install", "--missing", "ncit", "mesh", home=new)
    assert result.exit_code == 0
    assert "The lexicon was built for this version of Medlex." in result.stdout
    assert medlex("define", "interleukin", home=new).exit_code == 0
    assert installed_in(new) == set(there)
