"""Servers that have removed the bot: how that is learned over real sockets, and when their data are deleted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from aiohttp import web
from discord_bot.loopback import TOKEN, Discord, loopback
from structlog.testing import capture_logs

from benchmarks.discord_cost.wire import REST, reply
from bot.clock import Clock
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.runtime import removals
from bot.discord_bot.runtime.context import Duty
from bot.discord_bot.runtime.removals import MAX_UNKNOWN_IN_A_ROW, Presence, RemovedGuilds
from bot.lexicon.server_glossary.term import TermDraft
from bot.settings import Home
from bot.storage.glossary.records import ImportRow
from bot.storage.guild_settings import PRIVATE
from bot.storage.server_data import ServerData

CLINIC, SCHOOL = 197038439483310086, 81384788765712384
START = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
UNKNOWN_GUILD = 404, {"message": "Unknown Guild", "code": 10004}
MISSING_ACCESS = 403, {"message": "Missing Access", "code": 50001}
UNAUTHORIZED = 401, {"message": "401: Unauthorized", "code": 0}
BROKEN = 400, {"message": "Invalid Form Body", "code": 50035}
OF_A_PROXY = 403, "<html>Sorry, you have been blocked</html>"
NO_SUCH_PATH = 404, {"message": "404: Not Found", "code": 0}
GUILD = 200, {"id": str(CLINIC), "name": "Clinic"}
NO_COMMANDS: tuple[int, Any] = 200, []

Answer = tuple[int, Any]


@dataclass
class Servers(Discord):
    """Discord, and what it says of each server: to the question for the server, and to that for its commands."""

    servers: dict[int, tuple[Answer, Answer]] = field(default_factory=dict)

    async def rest(self, request: web.Request) -> web.Response:
        """Answer for a server as the test wants it."""
        path = request.path.removeprefix(REST)
        for guild, (bot, commands) in self.servers.items():
            if path in {f"/guilds/{guild}", f"/applications/1000/guilds/{guild}/commands"}:
                status, body = commands if path.endswith("/commands") else bot
                self.asked_for.append(guild)
                return (
                    reply(body, status=status) if not isinstance(body, str) else web.Response(text=body, status=status)
                )
        return await super().rest(request)

    asked_for: list[int] = field(default_factory=list)

    def installed(self, *guilds: int) -> None:
        """These servers have the bot."""
        self.servers |= dict.fromkeys(guilds, (GUILD, NO_COMMANDS))

    def removed(self, *guilds: int) -> None:
        """These servers have removed it."""
        self.servers |= dict.fromkeys(guilds, (MISSING_ACCESS, MISSING_ACCESS))


@dataclass
class Time:
    """The time, which a test moves."""

    now: datetime = START

    @property
    def clock(self) -> Clock:
        """The clock; nobody sleeps."""
        return Clock(now=lambda: self.now, sleep=lambda _seconds: asyncio.sleep(0))


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Servers]:
    """Discord on this machine."""
    monkeypatch.setattr("discord_bot.loopback.Discord", Servers)
    async with loopback(monkeypatch) as discord:
        assert isinstance(discord, Servers)
        yield discord


@pytest.fixture
def time() -> Time:
    """The time."""
    return Time()


@pytest.fixture
async def client(own_home: Home, discord: Servers) -> AsyncIterator[MedlexClient]:
    """A bot that has signed in."""
    client = MedlexClient(own_home)
    async with client:
        await client.login_only(TOKEN)
        yield client


@pytest.fixture
def removed(client: MedlexClient, time: Time) -> RemovedGuilds:
    """The servers that have removed the bot."""
    client.removed_guilds = RemovedGuilds(client, time.clock)
    return client.removed_guilds


@pytest.fixture
async def data(client: MedlexClient) -> ServerData:
    """Settings of two servers."""
    for guild in (CLINIC, SCHOOL):
        await client.server_data.guild_settings.set(guild, PRIVATE, value=True)
    return client.server_data


@pytest.mark.parametrize(
    ("bot", "commands", "presence"),
    [
        (GUILD, NO_COMMANDS, Presence.INSTALLED),
        (MISSING_ACCESS, MISSING_ACCESS, Presence.REMOVED),
        (UNKNOWN_GUILD, MISSING_ACCESS, Presence.REMOVED),
        (UNKNOWN_GUILD, UNKNOWN_GUILD, Presence.REMOVED),
        # It has the commands without the bot.
        (MISSING_ACCESS, NO_COMMANDS, Presence.INSTALLED),
        (UNKNOWN_GUILD, NO_COMMANDS, Presence.INSTALLED),
        # Discord did not say it.
        (UNAUTHORIZED, UNAUTHORIZED, Presence.UNKNOWN),
        (MISSING_ACCESS, UNAUTHORIZED, Presence.UNKNOWN),
        (OF_A_PROXY, OF_A_PROXY, Presence.UNKNOWN),
        (MISSING_ACCESS, OF_A_PROXY, Presence.UNKNOWN),
        (NO_SUCH_PATH, NO_SUCH_PATH, Presence.UNKNOWN),
        (BROKEN, BROKEN, Presence.UNKNOWN),
    ],
)
async def test_a_server_counts_as_removed_only_if_discord_says_so_of_bot_and_commands(  # noqa: PLR0913, PLR0917 (what Discord answers to two questions)
    discord: Servers, removed: RemovedGuilds, data: ServerData, bot: Answer, commands: Answer, presence: Presence
) -> None:
    discord.servers[CLINIC] = bot, commands
    assert await removed.look(CLINIC) is presence
    assert set(await data.removals.all()) == ({CLINIC} if presence is Presence.REMOVED else set())


async def test_without_a_network_nothing_is_known(client: MedlexClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unreachable(*_arguments: object, **_options: object) -> None:
        raise ConnectionResetError

    monkeypatch.setattr(client.http, "request", unreachable)
    assert await removals.presence_in(client, CLINIC) is Presence.UNKNOWN


async def test_data_of_a_server_are_deleted_thirty_days_after_its_removal_was_noticed(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time
) -> None:
    discord.removed(CLINIC)
    discord.installed(SCHOOL)
    await removed.sweep()
    time.now += timedelta(days=29, hours=23)
    await removed.sweep()
    assert await data.removals.guilds() == {CLINIC, SCHOOL}
    time.now += timedelta(hours=2)
    with capture_logs() as log:
        await removed.sweep()
    assert await data.removals.guilds() == {SCHOOL}
    assert await data.removals.all() == {}
    assert [(line["event"], line["guild"]) for line in log] == [("server_forgotten", CLINIC)]


async def test_a_server_that_comes_back_keeps_its_data(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time
) -> None:
    discord.removed(CLINIC, SCHOOL)
    await removed.sweep()
    time.now += timedelta(days=29)
    discord.installed(CLINIC, SCHOOL)
    await removed.sweep()
    discord.removed(CLINIC, SCHOOL)
    time.now += timedelta(days=2)
    await removed.sweep()
    assert await data.removals.guilds() == {CLINIC, SCHOOL}


async def test_a_fresh_look_comes_before_each_deletion(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time
) -> None:
    await data.removals.notice(CLINIC, START - timedelta(days=90))
    discord.installed(CLINIC, SCHOOL)
    await removed.sweep()
    assert await data.removals.guilds() == {CLINIC, SCHOOL}
    assert await data.removals.all() == {}


@pytest.mark.parametrize("answer", [UNAUTHORIZED, OF_A_PROXY, BROKEN])
async def test_an_outage_or_a_refused_token_deletes_nothing_however_long_it_lasts(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time, answer: Answer
) -> None:
    discord.removed(CLINIC)
    discord.installed(SCHOOL)
    await removed.sweep()
    discord.servers = dict.fromkeys((CLINIC, SCHOOL), (answer, answer))
    for _ in range(3):
        time.now += timedelta(days=40)
        await removed.sweep()
    assert await data.removals.guilds() == {CLINIC, SCHOOL}
    assert set(await data.removals.all()) == {CLINIC}


async def test_a_sweep_stops_when_discord_is_in_trouble(
    discord: Servers, removed: RemovedGuilds, data: ServerData
) -> None:
    many = range(1_000, 1_020)
    for guild in many:
        await data.terms_of_the_day.claim(guild, date(2026, 5, 12), "asthma")
    discord.servers = dict.fromkeys(many, (BROKEN, BROKEN))
    await removed.sweep()
    assert len(discord.asked_for) == MAX_UNKNOWN_IN_A_ROW


async def test_a_bot_that_was_off_meanwhile_deletes_when_it_is_back(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time, own_home: Home
) -> None:
    discord.removed(CLINIC)
    discord.installed(SCHOOL)
    await removed.sweep()
    await data.database.close()
    time.now += timedelta(days=400)
    later = MedlexClient(own_home)
    async with later:
        await later.login_only(TOKEN)
        await RemovedGuilds(later, time.clock).sweep()
        assert await later.server_data.removals.guilds() == {SCHOOL}


@pytest.mark.parametrize("is_installed", [True, False])
async def test_a_server_in_which_it_is_used_has_it_again_unless_only_the_person_has(
    discord: Servers, removed: RemovedGuilds, data: ServerData, is_installed: bool
) -> None:
    discord.removed(CLINIC, SCHOOL)
    await removed.sweep()
    await removed.note_use(Mock(guild_id=CLINIC, is_guild_integration=lambda: is_installed))
    assert set(await data.removals.all()) == ({SCHOOL} if is_installed else {CLINIC, SCHOOL})


async def test_what_is_kept_for_a_time_only_is_deleted_daily_also_where_nobody_writes(
    discord: Servers, removed: RemovedGuilds, data: ServerData, time: Time
) -> None:
    discord.installed(CLINIC, SCHOOL)
    await data.terms_of_the_day.claim(CLINIC, date(2026, 5, 12), "asthma")
    await data.glossaries.prepare_import(CLINIC, [ImportRow(2, TermDraft("ward", "A room."))], 1, START)
    await removed.sweep()
    counts = await data.stored.counts_of_guild(CLINIC)
    assert (counts["posted_term"], counts["glossary_import"]) == (1, 1)
    time.now += timedelta(days=367)
    await removed.sweep()
    counts = await data.stored.counts_of_guild(CLINIC)
    assert (counts["posted_term"], counts["glossary_import"]) == (0, 0)


async def test_nothing_is_asked_where_nothing_is_stored(
    discord: Servers, removed: RemovedGuilds, own_home: Home
) -> None:
    await removed.sweep()
    assert discord.asked_for == []
    assert not own_home.server_data.exists()


@pytest.mark.usefixtures("data")
async def test_of_several_processes_only_the_leader_looks(
    client: MedlexClient, discord: Servers, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def leads(_duty: Duty) -> bool:
        return False

    monkeypatch.setattr(client, "leads", leads)
    await RemovedGuilds(client, time.clock).sweep()
    assert discord.asked_for == []


@pytest.mark.usefixtures("data")
async def test_without_a_token_what_is_kept_for_a_time_is_deleted_and_nobody_is_asked(
    client: MedlexClient, discord: Servers, removed: RemovedGuilds, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted = AsyncMock()
    monkeypatch.setattr(type(client.server_data), "delete_expired", deleted)
    client.has_token = False
    await removed.sweep()
    assert deleted.await_count == 1
    assert discord.asked_for == []


async def test_sweeps_go_on_after_one_that_failed(
    removed: RemovedGuilds, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    swept = asyncio.Semaphore(0)

    async def fail(_removed: RemovedGuilds) -> None:
        swept.release()
        raise OSError("the disk is full")

    monkeypatch.setattr(RemovedGuilds, "sweep", fail)
    with capture_logs() as log:
        task = asyncio.create_task(removed.run())
        for _ in range(3):
            await swept.acquire()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert {line["event"] for line in log} == {"sweep_of_servers_failed"}
