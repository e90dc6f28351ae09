"""A lexicon comes out the same whether one process writes it or two."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import pytest
from homes import NCI_EDITION

from bot.building.inputs import records_of, usage_of
from bot.building.merge.names.usage import counts, usage_in
from bot.building.merge.record_store import record_store
from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.building.write.rows import ENTRIES_IN_BATCH
from bot.errors import DataError
from bot.languages import ENGLISH
from bot.settings import Home
from bot.sources.catalogue import source
from bot.sources.installed import archive_path, installed_ids
from bot.sources.parsing import parse_into


def content(path: Path) -> dict[str, list[object]]:
    """All that a lexicon holds, table by table, but for when it was built."""
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute("UPDATE build SET built = ''")
        tables = lexicon.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL TABLE%'"
        ).fetchall()
        rows = "SELECT * FROM {}"
        return {name: sorted(lexicon.execute(rows.format(name)), key=repr) for (name,) in tables}


@pytest.fixture
def archives(home: Home) -> list[Path]:
    """With the starter glossary enough for several batches."""
    return [archive_path(home.sources, id) for id in installed_ids(home.sources)]


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process is started on any machine."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def repeating(folder: Path) -> Path:
    """An archive in which a publisher defines a thing under each of its names, one of them with a word of its own."""
    texts = {"quick rash": "Red skin. Also called QR.", "QR": "Red skin. Also called quick rash and hasty spots."}
    records = [
        {"termId": at, "language": "en", "audience": "Patient", "termName": name, "definition": {"text": text}}
        for at, (name, text) in enumerate(texts.items(), start=1)
    ]
    file = folder / "nci.json"
    file.write_text(json.dumps({"meta": {"totalResults": len(records)}, "results": records}))
    parse_into(folder / "repeating.zip", source("nci-dictionary"), file, NCI_EDITION)
    return folder / "repeating.zip"


def test_another_process_writes_the_same(tmp_path: Path, archives: list[Path]) -> None:
    sources, _ = records_of(archives)
    for name, known in (("here", []), ("apart", archives)):
        counted = write_lexicon(tmp_path / name, sources, records_of(archives)[1], known)
        assert counted.entries > 2 * ENTRIES_IN_BATCH
    assert content(tmp_path / "here") == content(tmp_path / "apart")


def test_records_on_disk_give_the_same(tmp_path: Path, archives: list[Path]) -> None:
    sources, _ = records_of(archives)
    in_memory = write_lexicon(tmp_path / "in memory", sources, records_of(archives)[1])
    with record_store(tmp_path) as store:
        stored = map(store.stored, records_of(archives)[1])
        assert write_lexicon(tmp_path / "on disk", sources, stored) == in_memory
    assert content(tmp_path / "on disk") == content(tmp_path / "in memory")


def test_usage_is_counted_in_english_texts_only(archives: list[Path]) -> None:
    records = list(records_of(archives)[1])
    in_records = usage_in((each.concept, counts(each.source)) for each in records if each.source.language == ENGLISH)
    assert usage_of(archives) == in_records


def test_words_of_a_definition_that_no_entry_has_are_not_among_those_of_the_lexicon(tmp_path: Path) -> None:
    archives = [repeating(tmp_path)]
    sources, _ = records_of(archives)
    for name, known in (("here", []), ("apart", archives)):
        assert write_lexicon(tmp_path / name, sources, records_of(archives)[1], known).repeated_definitions == 1
    written = content(tmp_path / "apart")
    assert written == content(tmp_path / "here")
    assert ("skin", "en") in written["prose_word"]
    assert ("hasty", "en") not in written["prose_word"]


def test_one_processor_reads_nothing_beforehand(
    tmp_path: Path, archives: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert write_lexicon(tmp_path / "lexicon", *records_of(archives), [tmp_path / "not read.zip"]).entries > 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_that_is_ended_while_records_are_grouped_is_told_of_plainly(
    tmp_path: Path, archives: list[Path]
) -> None:
    sources, records = records_of(archives)

    def ending_the_other() -> Iterator[Record]:
        (other,) = active_children()
        os.kill(other.pid or 0, signal.SIGKILL)
        yield from records

    with pytest.raises(DataError, match="The system ended a process"):
        write_lexicon(tmp_path / "lexicon", sources, ending_the_other(), archives)


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
