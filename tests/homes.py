"""Helpers for tests with a home folder: install a source from a file, and see what is there afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.building.build import install_files
from bot.building.parse import SourceFile
from bot.building.report import BuildReport
from bot.settings import Home
from bot.sources.catalogue import source
from bot.sources.edition import Edition
from bot.terms.source import InstalledSource

# The NCI dictionary carries no date, and the date of a file in a checkout means nothing.
NCI_EDITION = Edition(label="2026-05-12", year=2026)


def install(home: Home, id: str, path: Path, edition: Edition | None = None) -> tuple[InstalledSource, BuildReport]:
    """Install one source of the catalogue from a file and rebuild the lexicon. Raises the error of a failed
    installation.
    """
    (outcome,), report = install_files(home, [SourceFile(source(id), path, edition)])
    if outcome.error is not None:
        raise outcome.error
    assert outcome.installed is not None
    assert report is not None
    return outcome.installed, report


def contents(home: Home) -> dict[str, bytes]:
    """Every file of a home but the locks, by its path there."""
    files = (path for path in sorted(home.folder.rglob("*")) if path.is_file() and not path.name.endswith(".lock"))
    return {str(path.relative_to(home.folder)): path.read_bytes() for path in files}


def installed_in(home: Home) -> set[str]:
    """The ids of the sources that have an archive."""
    return {path.stem for path in home.sources.glob("*.zip")}


def keys_of(home: Home) -> dict[str, str]:
    """Every key of the lexicon with its headword."""
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        return dict(lexicon.execute("SELECT key, headword FROM entry"))


def pages_of(home: Home) -> dict[str, str]:
    """Every entry by its key, as it is stored."""
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        return {key: str(document, "utf-8") for key, document in lexicon.execute("SELECT key, document FROM entry")}
