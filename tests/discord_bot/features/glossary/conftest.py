"""A server with a glossary, and people with different rights in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord
from discord_bot.telling import Telling
from discord_bot.world import World, answered, shown

from bot.settings import Home
from bot.storage.glossary.glossaries import Glossaries
from bot.storage.guild_settings import APPROVERS, GLOSSARY, PROPOSERS, GlossaryMode

GUILD_INSTALL = "0"


@dataclass
class Clinic:
    """The server: `ada` manages it, `mo` has the role of those who approve, alice and bob are members."""

    world: World
    telling: Telling
    ada: simcord.MemberActor
    mo: simcord.MemberActor
    moderators: simcord.RoleHandle
    channels: dict[int, simcord.ChannelHandle] = field(default_factory=dict)

    @property
    def guild_id(self) -> int:
        """The server's Discord id."""
        return int(self.world.alice.guild.id)

    @property
    def stored(self) -> Glossaries:
        """The glossaries of all servers."""
        return self.world.clients[-1].server_data.glossaries

    async def mode(self, mode: GlossaryMode) -> None:
        """Turn the glossary on, off, or open it to proposals."""
        await self.world.clients[-1].server_data.guild_settings.set(self.guild_id, GLOSSARY, mode)

    async def proposers(self, *roles: simcord.RoleHandle) -> None:
        """Choose the roles that may propose."""
        value = frozenset(role.id for role in roles)
        await self.world.clients[-1].server_data.guild_settings.set(self.guild_id, PROPOSERS, value)

    async def use(self, person: simcord.MemberActor, command: str, **options: Any) -> simcord.InteractionResult:
        """Somebody uses a command of the group in their server."""
        channel = self.channels.get(person.guild.id, self.world.channel)
        return await person.slash(channel, f"glossary {command}", **options)

    async def refused(self, person: simcord.MemberActor, command: str, **options: Any) -> str:
        """Somebody uses a command that is not for them; what they are told, privately."""
        message = answered(await self.use(person, command, **options))
        assert message.ephemeral
        assert self.world.expected_errors()
        return text_of(message)

    async def fill(
        self, person: simcord.MemberActor, form: simcord.InteractionResult, **fields: Any
    ) -> simcord.ResponseMessage:
        """Somebody sends a form; the message that answers it."""
        return answered(await person.submit_modal(form, fields))

    async def add(
        self, term: str = "bed nine", definition: str = "The bay by the door.", names: str = "", *, by: Any = None
    ) -> simcord.ResponseMessage:
        """Ada, or somebody else, adds a term; the message that answers them."""
        person = by or self.ada
        form = await self.use(person, "add")
        return await self.fill(person, form, term=term, definition=definition, names=names)

    async def propose(
        self, term: str = "bed nine", definition: str = "The bay by the door.", names: str = "", *, by: Any = None
    ) -> simcord.ResponseMessage:
        """Alice, or somebody else, proposes a term; the message that answers them."""
        person = by or self.world.alice
        form = await self.use(person, "propose")
        return await self.fill(person, form, term=term, definition=definition, names=names)

    def other_server(self) -> simcord.MemberActor:
        """Somebody who manages another server that has added the bot."""
        guild = self.world.env.create_guild("Elsewhere")
        role = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
        eve = guild.add_member(self.world.env.create_user("eve"), roles=[role])
        self.telling.tell(eve, authorizing_integration_owners={GUILD_INSTALL: str(guild.id)})
        self.channels[guild.id] = guild.create_text_channel("talk")
        return eve


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Telling:
    """What Discord tells of people."""
    return Telling(monkeypatch)


@pytest.fixture
async def clinic(world: World, own_home: Home, telling: Telling) -> Clinic:
    """A bot whose home is the test's own, so that there is no glossary yet."""
    guild = world.alice.guild
    managers = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    moderators = guild.create_role("moderators")
    ada = guild.add_member(world.env.create_user("ada"), roles=[managers])
    mo = guild.add_member(world.env.create_user("mo"), roles=[moderators])
    for person in (ada, mo, world.alice, world.bob):
        telling.tell(person, authorizing_integration_owners={GUILD_INSTALL: str(guild.id)})
    found = Clinic(world, telling, ada, mo, moderators)
    await world.clients[-1].server_data.database.open()
    settings = world.clients[-1].server_data.guild_settings
    await settings.set(guild.id, APPROVERS, frozenset({moderators.id}))
    return found


def field_texts(form: simcord.InteractionResult) -> Mapping[str, str]:
    """Return what stands in the fields of a form, by name."""
    assert form.modal is not None
    fields = (part["component"] for part in form.modal["components"] if "component" in part)
    return {each["custom_id"]: each.get("value", "") for each in fields}


def text_of(message: simcord.ResponseMessage) -> str:
    """Return what is read in a message, a page or plain text."""
    return shown(message).text if message.components else message.content
