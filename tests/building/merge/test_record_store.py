"""Records on disk say what records in memory say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.building.inputs import records_of
from bot.building.merge.corrections import GivenName
from bot.building.merge.record_store import MAX_CACHED, RecordStore, StoredRecord, record_store
from bot.building.merge.records import Record
from bot.settings import Home
from bot.sources.concept import Concept, ConceptName
from bot.sources.installed import archive_path, installed_ids
from bot.terms.model import NameKind


def said(record: Record) -> tuple[object, ...]:
    return record.source, record.concept, record.packed_forms, record.preferred_forms, record.reference


def test_every_record_is_read_as_it_was_in_any_order(tmp_path: Path, home: Home) -> None:
    records = list(records_of(archive_path(home.sources, id) for id in installed_ids(home.sources))[1])
    with record_store(tmp_path) as store:
        stored = [store.stored(record) for record in records]
        assert len(stored) > MAX_CACHED
        assert sum(isinstance(record, StoredRecord) for record in stored) > MAX_CACHED
        for _ in range(2):
            for one, other in zip(reversed(records), reversed(stored), strict=True):
                assert said(one) == said(other)


def test_names_from_corrections_stay_what_they_are(tmp_path: Path, make_records: Callable[..., list[Record]]) -> None:
    names = (ConceptName("aspirin", NameKind.PREFERRED), GivenName("Aspro", NameKind.BRAND))
    (record,) = make_records(mesh=[Concept("D1", names)])
    with record_store(tmp_path) as store:
        assert [type(name) for name in store.stored(record).concept.names] == [ConceptName, GivenName]


def test_records_can_be_stored_after_others_were_read(
    tmp_path: Path, make_records: Callable[..., list[Record]]
) -> None:
    concepts = [Concept(code, (ConceptName(f"name ü {code}", NameKind.PREFERRED),)) for code in "ABC"]
    with record_store(tmp_path) as store:
        stored = []
        for record in make_records(mesh=concepts):
            stored.append(store.stored(record))
            assert stored[0].concept.code == "A"
        assert [record.concept for record in stored] == concepts


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no files without a name")
def test_nobody_sees_the_file(tmp_path: Path, make_records: Callable[..., list[Record]]) -> None:
    (record,) = make_records(mesh=[Concept("D1", (ConceptName("asthma", NameKind.PREFERRED),))])
    with record_store(tmp_path) as store:
        store.stored(record)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/full")
def test_a_full_disk_is_an_error_of_the_system(make_records: Callable[..., list[Record]]) -> None:
    (record,) = make_records(mesh=[Concept("D1", (ConceptName("asthma" * 10_000, NameKind.PREFERRED),))])
    with Path("/dev/full").open("w+b", buffering=0) as full, pytest.raises(OSError, match="No space left"):
        RecordStore(full).stored(record)
