"""`/privacy`: a person sees, exports and deletes what is stored of them; who manages a server, what is stored of it."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime

import discord
import pytest
import simcord
from discord_bot.world import World, answered, shown
from storage.every_table import write_everywhere

from bot.discord_bot.features.privacy import counted
from bot.discord_bot.features.privacy.export import files
from bot.discord_bot.features.privacy.page import deleted_page
from bot.settings import Home, Policies
from bot.storage.records import Count, Rows, SavedEntry
from bot.storage.schema import metadata
from bot.storage.server_data import ServerData
from bot.storage.stored import guild_tables, user_columns

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
OTHER_SERVER = 81384788765712384


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is kept yet."""
    del own_home
    return world


@pytest.fixture
def data(world: World) -> ServerData:
    """The bot's server data."""
    return world.clients[-1].server_data


@pytest.fixture
def manager(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    guild = world.alice.guild
    role = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("ada"), roles=[role])


@pytest.fixture
async def filled(world: World, data: ServerData) -> ServerData:
    """Something of Alice and her server, and of Bob and another one, in every table."""
    await write_everywhere(data, user=world.alice.id, guild=world.alice.guild.id, text="zebrafish")
    await write_everywhere(data, user=world.bob.id, guild=OTHER_SERVER, text="axolotl")
    return data


async def privacy(world: World, person: simcord.MemberActor | None = None) -> simcord.ResponseMessage:
    message = answered(await (person or world.alice).slash(world.channel, "privacy"))
    assert message.ephemeral
    return message


def labels(message: simcord.ResponseMessage) -> list[str]:
    return [str(button["label"]) for button in shown(message).buttons]


async def attached(message: simcord.ResponseMessage) -> dict[str, str]:
    return {file.filename: (await file.read()).decode() for file in message.attachments}


async def test_who_has_stored_nothing_reads_that(world: World) -> None:
    message = await privacy(world)
    assert "Nothing is stored about you." in shown(message).text
    assert "Never stored: what you look up" in shown(message).text
    assert labels(message) == ["Delete everything…"]


async def test_what_is_stored_is_counted_everywhere_and_in_this_server(world: World, filled: ServerData) -> None:
    text = shown(await privacy(world)).text
    everywhere, here = text.split("In this server")
    assert "- 1 saved entry" in everywhere
    assert "- your progress with 1 entry that you study" in everywhere
    assert "- 1 report of a mistake in which you asked to be contacted" in everywhere
    assert "- 1 term that you suggested" in here
    assert "- 1 change that you made to the glossary" in here


async def test_what_is_stored_in_other_servers_is_said_too(world: World, filled: ServerData) -> None:
    text = shown(await privacy(world, world.bob)).text
    assert "In this server" not in text
    assert "- 1 term that you suggested" in text.split("In other servers")[1]


async def test_the_export_is_complete_readable_and_about_nobody_else(world: World, filled: ServerData) -> None:
    message = await privacy(world)
    exported = answered(await world.alice.click(message, label="Export"))
    assert exported.ephemeral
    read = await attached(exported)
    assert list(read) == ["medlex-my-data.txt", "medlex-my-data.json"]
    tables = json.loads(read["medlex-my-data.json"])
    assert tables.keys() == {"exported_at", *(column.table.name for column in user_columns())}
    assert tables["saved_entry"][0]["user_id"] == str(world.alice.id)
    assert "SAVED ENTRIES (1)" in read["medlex-my-data.txt"]
    assert "headword: zebrafish" in read["medlex-my-data.txt"]
    for file in read.values():
        assert "axolotl" not in file
        assert str(world.bob.id) not in file


async def test_everything_is_deleted_after_a_second_question_which_says_what_stays(
    world: World, filled: ServerData
) -> None:
    message = await privacy(world)
    await world.alice.click(message, label="Delete everything…")
    page = shown(message)
    assert "- 1 saved entry" in page.text
    assert "What stays, and why" in page.text
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "Your data"
    assert await filled.saved.count(world.alice.id) == 1
    await world.alice.click(message, label="Delete everything…")
    await world.alice.click(message, label="Yes, delete everything")
    assert shown(message).heading == "Deleted"
    assert {count.here + count.elsewhere for count in await filled.stored.counts_of_member(world.alice.id, None)} == {0}
    assert "Nothing is stored about you." in shown(await privacy(world)).text
    assert {count.elsewhere for count in await filled.stored.counts_of_member(world.bob.id, None)} == {1}


async def test_the_list_of_saved_entries_leads_to_the_same_question_and_back(world: World, data: ServerData) -> None:
    await data.saved.save(SavedEntry(world.alice.id, "interleukin", "interleukin", NOON))
    message = await world.ask("saved")
    await world.alice.click(message, label="Delete all…")
    assert shown(message).heading == "Delete everything?"
    await world.alice.click(message, label="Back to my list")
    assert shown(message).heading == "Your list: 1 entry"


async def test_a_manager_sees_exports_and_deletes_what_is_stored_of_the_server(
    world: World, filled: ServerData, manager: simcord.MemberActor
) -> None:
    message = await privacy(world, manager)
    await manager.click(message, label="This server's data")
    page = shown(message)
    for line in ("1 setting", "1 term of the glossary", "1 suggested term", "If this server removes me"):
        assert line in page.text
    exported = answered(await manager.click(message, label="Export this server's data"))
    assert exported.ephemeral
    read = await attached(exported)
    assert list(read) == ["medlex-server-data.txt", "medlex-server-data.json"]
    tables = json.loads(read["medlex-server-data.json"])
    assert tables.keys() == {"exported_at", *(table.name for table in guild_tables())}
    assert tables["glossary_term"][0]["draft"]["definition"] == "Definition of zebrafish"
    assert "axolotl" not in "".join(read.values())
    await manager.click(message, label="Delete this server's data…")
    assert shown(message).heading == "Delete this server's data?"
    await manager.click(message, label="Back")
    await manager.click(message, label="Delete this server's data…")
    await manager.click(message, label="Yes, delete this server's data")
    assert shown(message).heading == "Deleted"
    assert set((await filled.stored.counts_of_guild(world.alice.guild.id)).values()) == {0}
    assert set((await filled.stored.counts_of_guild(OTHER_SERVER)).values()) == {1}
    assert await filled.saved.count(world.alice.id) == 1
    await manager.click(message, label="Back")
    await manager.click(message, label="This server's data")
    assert "Nothing is stored about this server." in shown(message).text


@pytest.mark.parametrize(
    "label", ["Export this server's data", "Delete this server's data…", "Yes, delete this server's data", "Back"]
)
async def test_who_no_longer_manages_the_server_is_refused_at_every_press(
    world: World, filled: ServerData, manager: simcord.MemberActor, label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await privacy(world, manager)
    await manager.click(message, label="This server's data")
    if label in {"Yes, delete this server's data", "Back"}:
        await manager.click(message, label="Delete this server's data…")
    compute = world.env.backend.compute_permissions
    no_longer = ~discord.Permissions(manage_guild=True).value
    monkeypatch.setattr(world.env.backend, "compute_permissions", lambda *ids: compute(*ids) & no_longer)
    told = answered(await manager.click(message, label=label))
    assert "Only people with the Manage Server permission can do this." in told.content
    assert set((await filled.stored.counts_of_guild(world.alice.guild.id)).values()) == {1}


async def test_members_are_not_offered_the_servers_data(world: World, filled: ServerData) -> None:
    assert "This server's data" not in labels(await privacy(world))


async def test_the_policy_of_the_host_is_one_press_away(world: World) -> None:
    world.clients[-1].policies = Policies(privacy="https://example.org/privacy")
    assert shown(await privacy(world)).links == {"Privacy": "https://example.org/privacy"}


def test_there_are_words_for_every_column_and_table() -> None:
    counts = [Count(column.table.name, column.name, 2, 3) for column in user_columns()]
    said = "\n".join(counted.of_member(counts, is_in_server=True))
    assert said.count("\n- ") == sum(1 if count.table in counted.EVERYWHERE else 2 for count in counts)
    assert len(counted.of_guild({table.name: 2 for table in guild_tables()})) == len(guild_tables())
    assert "2 saved entries" in deleted_page(2).title


def rows_of(*tables: str, text: str, count: int) -> Rows:
    return {table: [{"number": number, "text": text} for number in range(count)] for table in tables}


def test_there_is_a_title_for_every_table() -> None:
    tables = {column.table.name for column in user_columns()} | {table.name for table in guild_tables()}
    text, _ = files("x", rows_of(*tables, text="short", count=1), NOON, 1_000_000)
    assert text.content.count(b"(1)") == len(tables)
    assert tables <= metadata.tables.keys()


def test_large_data_come_in_parts_that_may_be_sent_and_lose_nothing() -> None:
    max_size = 20_000
    rows = rows_of("glossary_term", "glossary_change", text="häm " * 300, count=40)
    parts = files("medlex", rows, NOON, max_size)
    assert len(parts) > 1
    found = 0
    for part in parts:
        assert part.name.endswith(".zip")
        assert len(part.content) <= max_size
        (name,) = (archive := zipfile.ZipFile(io.BytesIO(part.content))).namelist()
        read = json.loads(archive.read(name))
        found += sum(len(each) for table, each in read.items() if table != "exported_at")
    assert found == 80


def test_nothing_stored_makes_files_too() -> None:
    assert [file.name for file in files("x", {}, NOON, 1_000)] == ["x.txt", "x.json"]
