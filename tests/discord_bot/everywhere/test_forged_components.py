"""No component or form, pressed or sent with what was copied from one server, shows or changes that server's data
elsewhere; and none does what only admins may for others in the same server.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord
import pytest
import simcord
from discord_bot.everywhere.forged import forged_ids, form_fields
from discord_bot.everywhere.places import PRIVATE_CHANNEL, USER_INSTALL
from discord_bot.forging import Person, press, submit
from discord_bot.telling import Telling
from discord_bot.world import World
from structlog.testing import capture_logs

from bot.discord_bot.registry import COMPONENTS, FORMS
from bot.lexicon.server_glossary.term import TermDraft, TermKey
from bot.storage.glossary.records import ImportRow
from bot.storage.guild_settings import APPROVERS, EMERGENCY_NUMBER, GLOSSARY, INBOX, LANGUAGE, GlossaryMode
from bot.storage.records import Feedback, FeedbackKind, SavedEntry, TermOfTheDay

NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Words that stand in nothing but the data of the first server: in its terms, which its members may read, and in what
# only its admins, or one of its members, may read.
OPEN_WORD, SECRET_WORD = "zyxquartz", "qvwbasalt"
DENIED = discord.PermissionOverwrite(view_channel=False)


@dataclass(frozen=True)
class Servers:
    """The server whose data are to be kept from others, and what of it somebody may have copied."""

    world: World
    id: int
    texts: list[str]
    numbers: list[int]


@dataclass(frozen=True)
class Intruder:
    """Somebody, and the channel in which they use what they have copied."""

    person: Person
    channel: simcord.ChannelHandle


@pytest.fixture
async def servers(world: World) -> Servers:
    """A server with data of every kind, all of them Alice's or the server's."""
    data, guild, alice = world.clients[-1].server_data, world.alice.guild, world.alice.id
    note = TermDraft("bed nine", f"The bed of {OPEN_WORD}.", names=("b9",))
    secret = replace(note, headword=f"bed {SECRET_WORD}", names=())
    term = await data.glossaries.add(guild.id, note, alice, NOW)
    await data.glossaries.add(guild.id, replace(note, headword="bed eight", names=()), alice, NOW)
    await data.glossaries.propose(guild.id, secret, alice, NOW, "en")
    plan = await data.glossaries.prepare_import(guild.id, [ImportRow(2, replace(secret, headword="c"))], alice, NOW)
    team = guild.create_text_channel("team", overwrites={guild.default_role: DENIED})
    await data.guild_settings.set(guild.id, LANGUAGE, "en")
    await data.guild_settings.set(guild.id, INBOX, team.id)
    await data.guild_settings.set(guild.id, GLOSSARY, GlossaryMode.ON)
    await data.guild_settings.set(guild.id, EMERGENCY_NUMBER, "112")
    await data.terms_of_the_day.set(TermOfTheDay(guild.id, team.id, 8, "Europe/Madrid", "en"))
    key = TermKey(guild.id, term.number).encode()
    await data.saved.save(SavedEntry(alice, key, f"bed {SECRET_WORD}", NOW))
    await data.saved.save(SavedEntry(alice, "interleukin", f"interleukin {SECRET_WORD}", NOW))
    await data.feedback.add(Feedback(key, "bed nine", FeedbackKind.WRONG, SECRET_WORD, NOW, guild.id, alice))
    return Servers(world, guild.id, [key, f"key:{key}", plan.token, "interleukin"], [1, 0])


async def other_server(world: World) -> simcord.GuildHandle:
    """A server with a term of its own, so that the numbers of its data are those of the first server's, too."""
    data, server = world.clients[-1].server_data, world.env.create_guild("Elsewhere")
    await data.glossaries.add(server.id, TermDraft("ward two", "The ward upstairs."), server.owner.id, NOW)
    await data.glossaries.propose(server.id, TermDraft("ward one", "Downstairs."), server.owner.id, NOW, "en")
    return server


async def owner(world: World, _: Telling) -> Intruder:
    """The owner of another server."""
    server = await other_server(world)
    return Intruder(simcord.MemberActor(world.env, server, server.owner), server.create_text_channel("talk"))


async def admin(world: World, _: Telling) -> Intruder:
    """An admin of another server."""
    server = await other_server(world)
    role = server.create_role("admins", permissions=discord.Permissions(administrator=True, manage_guild=True))
    return Intruder(server.add_member(world.env.create_user("adam"), roles=[role]), server.create_text_channel("talk"))


async def moderator(world: World, _: Telling) -> Intruder:
    """Somebody who may approve terms in another server."""
    server = await other_server(world)
    role = server.create_role("moderators")
    await world.clients[-1].server_data.guild_settings.set(server.id, APPROVERS, frozenset({role.id}))
    return Intruder(server.add_member(world.env.create_user("mia"), roles=[role]), server.create_text_channel("talk"))


async def member(world: World, _: Telling) -> Intruder:
    """A member of another server."""
    server = await other_server(world)
    return Intruder(server.add_member(world.env.create_user("meg")), server.create_text_channel("talk"))


async def direct_message(world: World, _: Telling) -> Intruder:
    """A member of the same server, alone with the bot."""
    return Intruder(world.bob.user, world.bob.user.dm_channel)


async def own_install_elsewhere(world: World, telling: Telling) -> Intruder:
    """Somebody who has the bot installed to their account, in a chat with others."""
    ulla = world.env.create_user("ulla")
    chat = {"id": str(ulla.dm_channel.id), "type": discord.ChannelType.group.value, "recipients": [], "name": "Chat"}
    telling.tell(ulla, context=PRIVATE_CHANNEL, channel=chat, **own_install(ulla))
    return Intruder(ulla, ulla.dm_channel)


async def own_install_in_the_server(world: World, telling: Telling) -> Intruder:
    """A member of the same server who uses the bot there by their own install: it is not the server's."""
    uwe = world.alice.guild.add_member(world.env.create_user("uwe"))
    telling.tell(uwe, **own_install(uwe))
    return Intruder(uwe, world.channel)


def own_install(person: Person) -> dict[str, Any]:
    """What Discord tells of an install to an account."""
    return {"authorizing_integration_owners": {USER_INSTALL: str(person.id)}, "app_permissions": "0"}


OUTSIDERS = (owner, admin, moderator, member, direct_message, own_install_elsewhere)


def dump(world: World, *ids: int) -> dict[str, list[str]]:
    """Return the rows of each table that have one of these ids in a column, or in a key."""
    marks = {str(id) for id in ids} | {TermKey.beginning(id) for id in ids}
    with sqlite3.connect(f"file:{world.home.server_data}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {table: [repr(row) for row in database.execute(f'SELECT * FROM "{table}"')] for table in tables}  # noqa: S608 (names of tables)
    return {table: sorted(row for row in found if any(mark in row for mark in marks)) for table, found in rows.items()}


async def try_everything(servers: Servers, intruder: Intruder) -> None:
    """Press every component and send every form, with all that was copied."""
    ids = forged_ids(servers.texts, servers.numbers)
    pressed = {each.action_type for each in COMPONENTS}
    sent = {each.action_type for each in FORMS}
    for action, custom_ids in ids.items():
        for custom_id in custom_ids:
            if action in pressed:
                values = [servers.texts[0]]
                await press(servers.world, intruder.person, intruder.channel, custom_id, values=values, private=True)
            if action in sent:
                await submit(intruder.person, intruder.channel, custom_id, form_fields())


def told(world: World) -> Iterator[str]:
    """Yield all that the bot has sent to Discord."""
    return (json.dumps(request.json, ensure_ascii=False) for request in world.env.http_requests if request.json)


def test_every_component_and_form_is_forged() -> None:
    for action, custom_ids in forged_ids(["~1.1", "interleukin"], [1]).items():
        assert custom_ids, action


@pytest.mark.parametrize("come", OUTSIDERS)
async def test_nothing_of_a_server_is_shown_or_changed_elsewhere(
    servers: Servers, come: Callable[[World, Telling], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = servers.world
    intruder = await come(world, Telling(monkeypatch))
    await check_unchanged(servers, intruder)
    assert [each for each in told(world) if OPEN_WORD in each or SECRET_WORD in each] == []


async def test_an_own_install_shows_and_changes_nothing_of_the_server_that_it_is_used_in(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = servers.world
    intruder = await own_install_in_the_server(world, Telling(monkeypatch))
    await check_unchanged(servers, intruder)
    assert [each for each in told(world) if OPEN_WORD in each or SECRET_WORD in each] == []


async def test_a_member_changes_nothing_of_their_server_and_sees_nothing_of_its_admins(servers: Servers) -> None:
    await check_unchanged(servers, Intruder(servers.world.bob, servers.world.channel))
    assert [each for each in told(servers.world) if SECRET_WORD in each] == []


async def check_unchanged(servers: Servers, intruder: Intruder) -> None:
    """Check that whoever tries everything changes nothing of a server; what they write themselves is their own."""
    world, ids = servers.world, (servers.id, servers.world.alice.id)
    before = dump(world, *ids)
    with capture_logs() as log:
        await try_everything(servers, intruder)
    after = dump(world, *ids)
    own = str(intruder.person.id)
    assert {table: [row for row in rows if own not in row] for table, rows in after.items()} == before
    assert [line for line in log if line["log_level"] == "error"] == []
    assert not any(word in str(log) for word in (OPEN_WORD, SECRET_WORD))
    world.expected_errors().clear()
