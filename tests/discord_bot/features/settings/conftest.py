"""A server whose settings are its own, and a member who manages it."""

from __future__ import annotations

import discord
import pytest
import simcord
from discord_bot.world import World, answered, shown

from bot.settings import Home


@pytest.fixture
def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is set yet."""
    return world


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    guild = world.alice.guild
    role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("ada"), roles=[role])


class Panel:
    """The panel of the settings in front of the admin."""

    def __init__(self, world: World, admin: simcord.MemberActor, message: simcord.ResponseMessage) -> None:
        self.world, self.admin, self.message = world, admin, message

    @property
    def text(self) -> str:
        """What is read there."""
        return shown(self.message).text

    async def open(self, setting: str) -> Panel:
        """Go to the page of a setting."""
        return await self.choose("settings:choose", setting)

    async def choose(self, custom_id: str, *values: object) -> Panel:
        """Choose in a menu: texts, or what the server has."""
        await self.admin.select(self.message, list(values), custom_id=custom_id)
        return self

    async def press(self, label: str) -> Panel:
        """Press a button."""
        await self.admin.click(self.message, label=label)
        return self


@pytest.fixture
async def panel(world: World, admin: simcord.MemberActor) -> Panel:
    """The panel, just opened."""
    return Panel(world, admin, answered(await admin.slash(world.channel, "settings")))
