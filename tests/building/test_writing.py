"""A lexicon comes out the same whether one process writes it or two."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.building.records import Record
from bot.building.writing import write_lexicon
from bot.sources.concept import Concept


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
def some_records(make_concept: Callable[..., Concept], make_records: Callable[..., list[Record]]) -> list[Record]:
    """Enough for several batches."""
    concepts = [make_concept(f"disease {number}", synonyms=[f"D-{number}"]) for number in range(600)]
    return make_records(glossary=[*concepts, make_concept("cold", definitions=("A mild illness of the nose.",))])


def test_another_process_writes_the_same(tmp_path: Path, some_records: list[Record]) -> None:
    for name, apart in (("here", False), ("apart", True)):
        counted = write_lexicon(tmp_path / name, [some_records[0].source], some_records, apart=apart)
        assert (counted.entries, counted.names) == (601, 1201)
    here = content(tmp_path / "here")
    assert here == content(tmp_path / "apart")
    assert (len(here["entry"]), len(here["name"])) == (601, 1201)


def test_a_disk_that_fails_the_other_process_is_reported_here(tmp_path: Path, some_records: list[Record]) -> None:
    with pytest.raises(sqlite3.OperationalError):
        write_lexicon(tmp_path / "no folder" / "lexicon", [some_records[0].source], some_records, apart=True)
