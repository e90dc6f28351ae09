"""Migrations from every earlier schema version lose nothing, also when they are killed."""

from __future__ import annotations

import pytest
from storage.places import Place
from storage.rows import ROWS, Rows, make_database, read_rows, rows_of

from bot.storage.migrate import known_versions
from bot.storage.schema import SCHEMA_VERSION, metadata
from bot.storage.server_data import opened


def by_name(rows: Rows) -> dict[str, list[list[tuple[str, object]]]]:
    """Rows whose columns and order do not matter."""
    return {table: sorted((sorted(row.items()) for row in found), key=repr) for table, found in rows.items()}


def test_every_table_has_rows_to_be_migrated() -> None:
    assert set(ROWS) == set(known_versions())
    assert set(rows_of(SCHEMA_VERSION)) == set(metadata.tables)


def test_the_database_gives_no_numbers_by_itself() -> None:
    """Such numbers would have to be set forward after rows are copied."""
    assert [table.name for table in metadata.sorted_tables if table.autoincrement_column is not None] == []


@pytest.mark.parametrize("version", known_versions())
async def test_nothing_is_lost_from_any_version_to_the_newest(place: Place, version: str) -> None:
    await make_database(place, version)
    assert by_name(await read_rows(place)) == by_name(rows_of(version))
    async with opened(place.home, place.address):
        pass
    after = by_name(await read_rows(place))
    assert {table: rows for table, rows in after.items() if rows} == by_name(rows_of(version))
    assert set(after) == set(metadata.tables)
