"""All that is stored of a member or a server is counted, exported and deleted; also what a later version adds."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import BigInteger, LargeBinary, select
from storage.every_table import key_of_term, tables_with, write_everywhere

import bot.storage
from bot.storage.address import file_of
from bot.storage.removals import TABLES_OF_ANY_DATA, TABLES_OF_GUILDS
from bot.storage.schema import metadata
from bot.storage.server_data import ServerData
from bot.storage.stored import (
    GUILD_COLUMN,
    ID_COLUMNS,
    NOT_OF_GUILDS,
    PACKED_COLUMNS,
    USER_COLUMNS,
    guild_tables,
    user_columns,
)

ALICE, BOB = 80351110224678912, 53908232506183680
CLINIC, SCHOOL = 197038439483310086, 81384788765712384
# The only numbers of this size that are no ids.
NO_IDS = {"version"}


async def everything(data: ServerData) -> str:
    """All rows of all tables as text."""
    async with data.database.reading() as connection:
        tables = [list(await connection.execute(select(table))) for table in metadata.sorted_tables]
    return repr(tables)


@pytest.fixture
async def filled(data: ServerData) -> ServerData:
    """A row of Alice in the clinic and one of Bob in the school, in every table."""
    await write_everywhere(data, user=ALICE, guild=CLINIC, text="zebrafish")
    await write_everywhere(data, user=BOB, guild=SCHOOL, text="axolotl")
    return data


def test_it_is_known_whose_id_each_column_holds() -> None:
    large = {column.name for table in metadata.sorted_tables for column in table.c if type(column.type) is BigInteger}
    assert large == ID_COLUMNS | NO_IDS


def test_it_is_known_which_columns_are_packed() -> None:
    packed = {column.name for table in metadata.sorted_tables for column in table.c if type(column.type) is LargeBinary}
    assert packed == PACKED_COLUMNS


def test_what_is_not_exported_of_servers_is_what_the_page_says() -> None:
    exported = {table.name for table in guild_tables()}
    assert {table.name for table in tables_with(GUILD_COLUMN)} == exported | NOT_OF_GUILDS


async def test_everything_of_a_member_is_counted_here_and_elsewhere(filled: ServerData) -> None:
    counts = {(count.table, count.column): count for count in await filled.stored.counts_of_member(ALICE, CLINIC)}
    assert counts.keys() == {(column.table.name, column.name) for column in user_columns()}
    for (table, _), count in counts.items():
        has_guild = GUILD_COLUMN in metadata.tables[table].c
        assert (count.here, count.elsewhere) == ((1, 0) if has_guild else (0, 1)), table
    for guild in (SCHOOL, None):
        counted = await filled.stored.counts_of_member(ALICE, guild)
        assert {(count.here, count.elsewhere) for count in counted} == {(0, 1)}


async def test_everything_of_a_server_is_counted(filled: ServerData) -> None:
    counts = await filled.stored.counts_of_guild(CLINIC)
    assert set(counts.values()) == {1}
    assert set(await empty_counts(filled)) == {0}


async def empty_counts(data: ServerData) -> list[int]:
    """The counts of a server of which nothing is stored."""
    return list((await data.stored.counts_of_guild(1)).values())


async def test_a_members_export_has_a_row_of_every_table_and_nothing_of_others(filled: ServerData) -> None:
    rows = await filled.stored.rows_of_member(ALICE)
    assert rows.keys() == {table.name for table in tables_with(*USER_COLUMNS)}
    assert {len(each) for each in rows.values()} == {1}
    text = msgspec.json.encode(rows).decode()
    assert "zebrafish" in text
    assert f'"{ALICE}"' in text
    assert "axolotl" not in text
    assert str(BOB) not in text


async def test_a_members_export_names_no_other_member_of_the_same_row(data: ServerData) -> None:
    await write_everywhere(data, user=BOB, guild=CLINIC, text="axolotl")
    async with data.database.writing() as connection:
        proposals = metadata.tables["glossary_proposal"]
        await connection.execute(proposals.update().values(proposed_by=ALICE))
    (proposal,) = (await data.stored.rows_of_member(ALICE))["glossary_proposal"]
    assert proposal["proposed_by"] == str(ALICE)
    assert "decided_by" not in proposal


async def test_a_servers_export_has_a_row_of_every_table_and_nothing_of_others(filled: ServerData) -> None:
    rows = await filled.stored.rows_of_guild(CLINIC)
    assert {len(each) for each in rows.values()} == {1}
    text = msgspec.json.encode(rows).decode()
    assert "zebrafish" in text
    assert "axolotl" not in text
    assert str(SCHOOL) not in text


@pytest.mark.parametrize("column", sorted(USER_COLUMNS))
async def test_whoever_deletes_their_data_is_in_no_column_afterwards(data: ServerData, column: str) -> None:
    await write_everywhere(data, user=ALICE, guild=CLINIC, text="zebrafish", user_column=column)
    await write_everywhere(data, user=BOB, guild=SCHOOL, text="axolotl")
    before = await others(data)
    await data.forget_member(ALICE)
    assert str(ALICE) not in await everything(data)
    assert await others(data) == before
    assert {count.here + count.elsewhere for count in await data.stored.counts_of_member(ALICE, CLINIC)} == {0}


async def others(data: ServerData) -> object:
    """All that is stored of Bob and his server."""
    return await data.stored.rows_of_member(BOB), await data.stored.rows_of_guild(SCHOOL)


async def test_nothing_of_a_server_is_left_after_its_data_are_deleted(filled: ServerData) -> None:
    before = await others(filled)
    async with filled.database.writing() as connection:
        for table in (metadata.tables["saved_entry"], metadata.tables["feedback"]):
            await connection.execute(
                table.update().where(table.c.entry_key == "zebrafish").values(entry_key=key_of_term(CLINIC))
            )
    await filled.forget_guild(CLINIC)
    left = await everything(filled)
    assert str(CLINIC) not in left
    assert key_of_term(CLINIC) not in left
    assert await others(filled) == before
    assert set((await filled.stored.counts_of_guild(CLINIC)).values()) == {0}


async def test_no_trace_of_a_server_is_left_in_the_files(data: ServerData) -> None:
    file = file_of(data.database.url)
    if file is None:
        pytest.skip("PostgreSQL overwrites deleted rows when it vacuums")
    await write_everywhere(data, user=BOB, guild=SCHOOL, text="zebrafish", tables=guild_tables())
    await data.forget_guild(SCHOOL)
    files = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"zebrafish" not in files


def test_servers_are_found_by_whatever_is_stored_of_them() -> None:
    """So that each is asked for, and forgotten, when it removes the bot."""
    found_otherwise = {table.name for table in TABLES_OF_GUILDS if table.name.startswith("glossary_")} | {
        "guild_removal"
    }
    assert {table.name for table in TABLES_OF_GUILDS} == {table.name for table in TABLES_OF_ANY_DATA} | found_otherwise


# Writes that belong to nobody: to the host, or to all servers at once.
OF_NOBODY = {"mark_done", "delete", "clean_up", "delete_old"}


def test_every_write_says_whose_it_is() -> None:
    """So that writes of one member and one server keep their order."""
    found = set()
    for file in Path(bot.storage.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                found |= {function.name for call in ast.walk(function) if is_write_of_nobody(call)}
    assert found == OF_NOBODY & found


def is_write_of_nobody(node: ast.AST) -> bool:
    is_write = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return is_write and node.func.attr in {"writing", "deleting"} and not node.args  # type: ignore[attr-defined]
