"""A Discord that SimCord plays, with the real bot in it; every body that the bot sends there is checked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partialmethod

import pytest
import simcord
from discord_bot.body_checks import OpenApi
from discord_bot.body_checks import openapi as openapi_file
from discord_bot.world import World, wrong_bodies

from bot.discord_bot.client import MedlexClient
from bot.settings import Home


@pytest.fixture(scope="session")
def openapi() -> OpenApi | None:
    """Discord's OpenAPI file, when `MEDLEX_OPENAPI` names one."""
    return openapi_file()


@pytest.fixture
def served(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home that the bot serves: the test's own when it asks for one. A new lexicon in it is noticed at once."""
    monkeypatch.setattr("bot.lexicon.live.SECONDS_BETWEEN_CHECKS", -1.0)
    found: Home = request.getfixturevalue("own_home" if "own_home" in request.fixturenames else "home")
    return found


@pytest.fixture(autouse=True)
def looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord looks again sooner whether the bot has done all that it was to do: it would wait 50 ms although nothing goes on."""
    settle = partialmethod(simcord.Env._settle_internal, idle=0.005)  # noqa: SLF001 (it has no setting for this)
    monkeypatch.setattr(simcord.Env, "_settle_internal", settle)


@pytest.fixture
def simcord_bot(served: Home) -> MedlexClient:
    """The bot that SimCord runs."""
    return MedlexClient(served, simulated=True)


@pytest.fixture
async def world(
    simcord_env: simcord.Env, simcord_bot: MedlexClient, served: Home, openapi: OpenApi | None
) -> AsyncIterator[World]:
    """A server with two members, and afterwards a check of all that the bot sent."""
    server = simcord_env.create_guild("Clinic")
    alice, bob = (server.add_member(simcord_env.create_user(name)) for name in ("alice", "bob"))
    world = World(simcord_env, served, server.create_text_channel("dictionary"), alice, bob, [simcord_bot])
    yield world
    for client in world.clients:
        await client.close_data()
    assert list(wrong_bodies(simcord_env, openapi)) == []
