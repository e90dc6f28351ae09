"""A world in which nothing is set yet, its clock, and somebody who manages the server."""

from __future__ import annotations

import discord
import pytest
import simcord
from discord_bot.features.daily.posting import Hours
from discord_bot.world import World

from bot.settings import Home


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is set yet."""
    return world


@pytest.fixture
def hours() -> Hours:
    """Eight o'clock in the morning, UTC."""
    return Hours()


@pytest.fixture
def admin(world: World) -> simcord.MemberActor:
    """A member who manages the server."""
    guild = world.alice.guild
    role = guild.create_role("admins", permissions=discord.Permissions(manage_guild=True))
    return guild.add_member(world.env.create_user("ada"), roles=[role])
