"""Fixtures for all tests: small files in the publishers' layouts, homes whose lexicon is built from them once,
concepts made by hand, and the `medlex` program.

Every sentence in `fixtures/` is worded by the Medlex authors; identifiers and tree numbers are the publishers'.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result
from homes import NCI_EDITION, install
from msgspec.structs import replace
from waiting import SECONDS_UNTIL_HUNG, ProgramListener

from bot.building.build import build
from bot.building.merge.entries import BuiltEntry, Plan, entries, plan
from bot.building.merge.records import HeldRecord, Record
from bot.building.report import BuildReport
from bot.building.write import pipeline as writing
from bot.cli.main import main
from bot.lexicon.model import Entry
from bot.lexicon.store.related import related_entries
from bot.settings import CHECKOUT, Home
from bot.sources.catalogue import Source, catalogue
from bot.sources.concept import Concept, ConceptName
from bot.sources.custom import CustomSourceOptions, custom_source
from bot.sources.edition import Edition
from bot.sources.formats import glossary
from bot.sources.formats.glossary import GlossaryEntry, glossary_folder
from bot.sources.installed import forms_of
from bot.sources.parsing import Counts, describe
from bot.terms.model import NameKind

FIXTURES = Path(__file__).parent / "fixtures"
SOME_EDITION = Edition(label="2026", year=2026)
# Where real data and a PostgreSQL are, for tests that can use them; a test may give these to the programs it starts.
NOT_SETTINGS = {"MEDLEX_CORPUS", "MEDLEX_LEXICON", "MEDLEX_TEST_POSTGRES"}
PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy"})


def pytest_configure() -> None:
    """Let log lines have plain tracebacks, as the program's have: one with its variables takes up to seconds."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], renderer])


@pytest.fixture(autouse=True)
def clean_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the person who runs the tests, nor a `.env` file or a proxy of theirs, reaches a test."""
    for name in list(os.environ):
        is_setting = name == "DISCORD_TOKEN" or (name.startswith("MEDLEX_") and name not in NOT_SETTINGS)
        if is_setting or name.lower() in PROXIES:
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def listener() -> Iterator[ProgramListener]:
    """Receives the progress of programs that a test starts."""
    listener = ProgramListener()
    yield listener
    listener.close()


@pytest.fixture(autouse=True, scope="session")
def glossary_is_read_once() -> Iterator[None]:
    """Whatever builds a lexicon in this process has the glossary's files read once; no test changes them."""
    shipped = set(glossary_folder().glob("*.toml"))
    read, known = glossary.entries, cache(glossary.entries)

    def entries(file: Path) -> list[GlossaryEntry]:
        return list(known(file)) if file in shipped else read(file)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(glossary, "entries", entries)
        yield


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of small files in the publishers' layouts."""
    return FIXTURES


@pytest.fixture(scope="session")
def mesh_file() -> Path:
    """Sixteen MeSH descriptors as NLM lays them out."""
    return FIXTURES / "mesh.xml"


@pytest.fixture(scope="session")
def nci_file() -> Path:
    """Thirteen terms as the NCI glossary API answers them."""
    return FIXTURES / "nci.json"


@pytest.fixture(scope="session")
def glossary_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with nothing but the starter glossary. Shared: only to be read."""
    home = Home(tmp_path_factory.mktemp("glossary_home"))
    build(home)
    return home


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, mesh_file: Path, nci_file: Path) -> Home:
    """A home with the starter glossary, MeSH and the NCI dictionary. Shared: only to be read."""
    home = Home(tmp_path_factory.mktemp("home"))
    install(home, "mesh", mesh_file)
    install(home, "nci-dictionary", nci_file, NCI_EDITION)
    return home


@pytest.fixture
def own_home(home: Home, tmp_path: Path) -> Home:
    """A copy of `home` that belongs to one test, which may change it; without what bots that served `home`
    have kept there.
    """
    kept = shutil.ignore_patterns(f"{home.server_data.name}*")
    return Home(shutil.copytree(home.folder, tmp_path / "own home", ignore=kept))


@pytest.fixture
def newer_mesh(mesh_file: Path, tmp_path: Path) -> Path:
    """The MeSH fixture in a later edition with one scope note changed."""
    path = tmp_path / "desc2027.xml"
    text = mesh_file.read_text().replace("20260101", "20270101")
    path.write_text(text.replace("Cytokines that come from mono", "Now: from mono"))
    return path


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every lexicon that is written."""
    written: list[Path] = []
    write_lexicon = writing.write_lexicon

    def noting(path: Path, *arguments: Any, **options: Any) -> BuildReport:
        written.append(path)
        return write_lexicon(path, *arguments, **options)

    monkeypatch.setattr("bot.building.build.write_lexicon", noting)
    return written


@pytest.fixture(scope="session")
def make_concept() -> Callable[..., Concept]:
    """Makes a concept from its preferred name, lists of further names (`synonyms=[…]`, `abbreviations`, `plains`,
    `formers`, `entry_terms`), and any field of Concept.
    """

    def make(name: str, code: str = "", **fields: Any) -> Concept:
        names = [ConceptName(name, NameKind.PREFERRED)]
        for kind in NameKind:
            names += [ConceptName(other, kind) for other in fields.pop(f"{kind.name.lower()}s", ())]
        return Concept(code=code or name.lower(), names=tuple(names), **fields)

    return make


@pytest.fixture(scope="session")
def make_records() -> Callable[..., list[Record]]:
    """Makes records from lists of concepts, named by their source (`nci_dictionary=[…]`, or an admin's own),
    plainest source first.
    """

    def make(**concepts: list[Concept]) -> list[Record]:
        sources = [catalogue().get(id) or _own(id) for id in (id.replace("_", "-") for id in concepts)]
        described = [describe(origin, SOME_EDITION, Counts()) for origin in sources]
        pairs = sorted(zip(described, concepts.values(), strict=True), key=lambda pair: pair[0].plainness)
        return [
            HeldRecord(origin, concept, forms_of(concept)) for origin, its_concepts in pairs for concept in its_concepts
        ]

    return make


def _own(id: str) -> Source:
    said = CustomSourceOptions(title="Our words", publisher="Our clinic", licence="ours")
    return custom_source(id, said, SOME_EDITION, None, Path("words.csv"))[0]


@pytest.fixture(scope="session")
def make_plan(make_records: Callable[..., list[Record]]) -> Callable[..., Plan]:
    """Makes the plan of a lexicon from lists of concepts, named by their source."""
    return lambda **concepts: plan(make_records(**concepts))


@pytest.fixture(scope="session")
def make_entries(make_plan: Callable[..., Plan]) -> Callable[..., dict[str, Entry]]:
    """Makes the entries of a lexicon, by headword, from lists of concepts, named by their source."""

    def make(**concepts: list[Concept]) -> dict[str, Entry]:
        each = list(entries(make_plan(**concepts)))
        return {built.entry.headword: _with_related(built, each) for built in each}

    return make


def _with_related(built: BuiltEntry, each: list[BuiltEntry]) -> Entry:
    parents = [each[place].neighbours for place in built.parents]
    return replace(built.entry, related=related_entries(built.entry, built.neighbours, parents))


@pytest.fixture
def medlex(glossary_home: Home) -> Iterator[Callable[..., Result]]:
    """Runs the `medlex` program in this process, in a home (without one: the starter glossary's)."""
    log = logging.getLogger()
    handlers, level = log.handlers[:], log.level

    def run(*words: str | Path, home: Home = glossary_home, **environment: str) -> Result:
        settings: dict[str, str | None] = {"MEDLEX_HOME": str(home.folder), "COLUMNS": None, **environment}
        invoke = partial(CliRunner().invoke, main, [str(word) for word in words], env=settings)
        return copy_context().run(invoke)  # settings of pages end with the program

    yield run
    log.handlers[:] = handlers
    log.setLevel(level)


@pytest.fixture
def medlex_process(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `python -m bot` as a process of its own, with only the settings that are given."""

    def run(*words: str | Path | bytes, **environment: str) -> subprocess.CompletedProcess[str]:
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(CHECKOUT)}
        return subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", *words],
            env=surroundings | environment,
            capture_output=True,
            text=True,
            timeout=SECONDS_UNTIL_HUNG,
            check=False,
        )

    return run
