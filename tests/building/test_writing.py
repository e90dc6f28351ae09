"""A lexicon comes out the same whether one process writes it or two."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

from bot.building.reading import records_of
from bot.building.records import Record
from bot.building.rows import ENTRIES_AT_ONCE
from bot.building.writing import write_lexicon
from bot.errors import DataError
from bot.settings import Home
from bot.sources.installed import archive_path, installed_ids


def content(path: Path) -> dict[str, list[object]]:
    """All that a lexicon holds, table by table, but for when it was built."""
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute("UPDATE build SET built = ''")
        tables = lexicon.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'entry_word'"
        ).fetchall()
        rows = "SELECT * FROM {}"
        return {name: sorted(lexicon.execute(rows.format(name)), key=repr) for (name,) in tables}


@pytest.fixture
def archives(home: Home) -> list[Path]:
    """With the starter glossary enough for several batches."""
    return [archive_path(home.sources, id) for id in installed_ids(home.sources)]


def test_another_process_writes_the_same(tmp_path: Path, archives: list[Path]) -> None:
    sources, _ = records_of(archives)
    for name, known in (("here", []), ("apart", archives)):
        counted = write_lexicon(tmp_path / name, sources, records_of(archives)[1], known)
        assert counted.entries > 2 * ENTRIES_AT_ONCE
    assert content(tmp_path / "here") == content(tmp_path / "apart")


def test_a_disk_that_fails_the_other_process_is_reported_here(tmp_path: Path, archives: list[Path]) -> None:
    with pytest.raises(sqlite3.OperationalError):
        write_lexicon(tmp_path / "no folder" / "lexicon", *records_of(archives), archives)


def test_an_archive_that_fails_the_other_process_is_reported_here(tmp_path: Path, archives: list[Path]) -> None:
    with pytest.raises(DataError, match="gone"):
        write_lexicon(tmp_path / "lexicon", *records_of(archives), [*archives, tmp_path / "gone.zip"])


def test_records_that_fail_do_not_keep_the_other_process_waiting(tmp_path: Path, archives: list[Path]) -> None:
    sources, records = records_of(archives)

    def failing() -> Iterator[Record]:
        yield from islice(records, 10)
        raise DataError("The tenth record is damaged.", "Install it again.")

    with pytest.raises(DataError, match="tenth"):
        write_lexicon(tmp_path / "lexicon", sources, failing(), archives)
