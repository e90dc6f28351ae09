"""A Discord that SimCord plays, with the real bot in it; every body that the bot sends there is checked."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import journal_tables
import pytest
import simcord
from discord_bot.body_checks import OpenApi
from discord_bot.body_checks import openapi as openapi_file
from discord_bot.doors import client_type
from discord_bot.world import World, wrong_bodies
from waiting import SECONDS_UNTIL_HUNG

from bot.building.build import install_files
from bot.building.parse import SourceFile
from bot.clock import Clock
from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.features.daily.posting import SECONDS_AFTER_START
from bot.discord_bot.preview import with_install
from bot.discord_bot.runtime.admission import Admission
from bot.settings import Home
from bot.sources.catalogue import source

# Shorter than the bot sleeps before it posts terms of the day, for SimCord would wait for what is due within this time.
SECONDS_UNTIL_SETTLED = SECONDS_AFTER_START - 15


@pytest.fixture(scope="session")
def openapi() -> OpenApi | None:
    """Discord's OpenAPI file, when `MEDLEX_OPENAPI` names one."""
    return openapi_file()


@pytest.fixture(scope="session")
def reading_home(home: Home, fixtures: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with MedlinePlus' topics in both languages and a table of journals, too. Shared: only to be read."""
    folder = tmp_path_factory.mktemp("reading")
    table = folder / "journals.csv"
    table.write_text(journal_tables.table(*journal_tables.SOME), newline="")
    topics = fixtures / "medlineplus_topics.xml"
    own = Home(shutil.copytree(home.folder, folder / "home", ignore=shutil.ignore_patterns("*.lock", "server*")))
    files = {"medlineplus": topics, "medlineplus-es": topics, "doaj": table}
    install_files(own, [SourceFile(source(id), path) for id, path in files.items()])
    return own


@pytest.fixture
def served(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The home that the bot serves: the one that the test asks for. A new lexicon in it is noticed at once."""
    monkeypatch.setattr("bot.lexicon.live.SECONDS_BETWEEN_CHECKS", -1.0)
    named = next((name for name in ("own_home", "reading_home") if name in request.fixturenames), "home")
    found: Home = request.getfixturevalue(named)
    return found


@pytest.fixture(autouse=True)
def simcord_waits_for_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord looks again sooner whether the bot has done everything, because it would wait 50 ms although nothing goes
    on; and it waits for that longer than its five seconds. What sleeps beyond that time is not waited for.
    """
    settle_internal = simcord.Env._settle_internal  # noqa: SLF001 (it has no settings for this)

    async def settle(env: simcord.Env, **options: Any) -> None:
        await settle_internal(env, **(options | {"idle": 0.005, "timeout": SECONDS_UNTIL_SETTLED}))

    monkeypatch.setattr(simcord.Env, "_settle_internal", settle)
    defaults = {**(simcord.Env.__init__.__kwdefaults__ or {}), "settle_timeout": SECONDS_UNTIL_SETTLED}
    monkeypatch.setattr(simcord.Env.__init__, "__kwdefaults__", defaults)


@pytest.fixture(autouse=True)
def simcord_has_one_shard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord says how many shards a bot needs; SimCord does not."""
    resolve = simcord.Env._resolve_shards  # noqa: SLF001 (as above)

    def resolved(env: simcord.Env, bot: discord.Client) -> Any:
        if isinstance(bot, discord.AutoShardedClient):
            bot.shard_count = bot.shard_count or 1
        return resolve(env, bot)

    monkeypatch.setattr(simcord.Env, "_resolve_shards", resolved)


@pytest.fixture(autouse=True)
def the_database_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer says that the database takes longer than usual because the machine has other things to do."""
    monkeypatch.setattr("bot.discord_bot.runtime.deadline.SECONDS", SECONDS_UNTIL_HUNG)
    monkeypatch.setattr("bot.discord_bot.runtime.context.SECONDS_FOR_SETTINGS", SECONDS_UNTIL_HUNG)
    monkeypatch.setattr("bot.discord_bot.runtime.server_dictionaries.SECONDS_FOR_GLOSSARY", SECONDS_UNTIL_HUNG)


@pytest.fixture(autouse=True)
def servers_have_added_the_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord says so, as Discord does."""
    monkeypatch.setattr("simcord.interactions.base_payload", with_install(simcord.interactions.base_payload))


class Patient(Admission):
    """Refuses no flood: tests press faster than people do."""

    def flood(self, person: int, guild_id: int | None, *, types: bool = False) -> None:
        """Find none."""


@pytest.fixture(autouse=True)
def nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bots of tests refuse no flood."""
    monkeypatch.setattr("bot.discord_bot.client.Admission", Patient)


@pytest.fixture(autouse=True)
def the_next_full_hour_is_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot wakes at each full hour to post terms of the day. SimCord waits for what is due within its time limit, so
    shortly before a full hour every test would wait for it.
    """
    clock = Clock(now=lambda: datetime(2026, 1, 1, 10, tzinfo=UTC))
    monkeypatch.setattr("bot.discord_bot.features.daily.posting.Clock", lambda: clock)


@pytest.fixture
def simcord_bot(served: Home) -> DictionaryClient:
    """The bot that SimCord runs."""
    return client_type()(served, simulated=True)


@pytest.fixture
async def world(
    simcord_env: simcord.Env, simcord_bot: DictionaryClient, served: Home, openapi: OpenApi | None
) -> AsyncIterator[World]:
    """A server with two members, and afterwards a check of all that the bot sent."""
    server = simcord_env.create_guild("Clinic")
    alice, bob = (server.add_member(simcord_env.create_user(name)) for name in ("alice", "bob"))
    world = World(simcord_env, served, server.create_text_channel("dictionary"), alice, bob, [simcord_bot])
    yield world
    for client in world.clients:
        await client.close_data()
    assert list(wrong_bodies(simcord_env, openapi)) == []
