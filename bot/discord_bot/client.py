"""The Discord client: its set-up, its start and its end."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import AbstractAsyncContextManager, nullcontext
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import discord
import structlog
from discord import ui
from pydantic import SecretStr

from bot.clock import Clock
from bot.discord_bot.features.daily.posting import DailyPoster
from bot.discord_bot.features.inbox.proposals import tell_missed_decisions
from bot.discord_bot.limits import MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS
from bot.discord_bot.registration import CommandRegistration, stored_ids
from bot.discord_bot.registry import COMMANDS, COMPONENTS, FORMS
from bot.discord_bot.runtime.admission import Admission
from bot.discord_bot.runtime.component import answer_form, answer_stale_component
from bot.discord_bot.runtime.context import Duty, Interaction, ServingClient, ShardState
from bot.discord_bot.runtime.errors import note_unhandled
from bot.discord_bot.runtime.heavy_work import HeavyWork
from bot.discord_bot.runtime.in_flight import InFlight
from bot.discord_bot.runtime.inbox import Inbox
from bot.discord_bot.runtime.lateness import Lateness
from bot.discord_bot.runtime.metrics import Metrics, Outcome
from bot.discord_bot.runtime.post_failures import PostFailures
from bot.discord_bot.runtime.removals import RemovedGuilds
from bot.discord_bot.runtime.server_dictionaries import ServerDictionaries
from bot.discord_bot.runtime.tree import MedlexTree
from bot.lexicon.dictionary import Lookup
from bot.lexicon.live import LiveDictionary
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.settings import DEFAULT_BACKUPS, NOTHING_PUBLISHED, Home, Policies
from bot.sources.catalogue import missing_defaults

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from bot.storage.processes import Leader
    from bot.storage.server_data import ServerData

ANSWER_LIMITS = AnswerLimits(query_length=MAX_OPTION_LENGTH, entries=MAX_SELECT_OPTIONS)


def simulated_now() -> datetime:
    """Return the moment of the stand-in for Discord, which replaces discord.py's function with its own."""
    return discord.utils.utcnow()


SIMULATED_TIME = Clock(monotonic=lambda: simulated_now().timestamp(), now=simulated_now)

logger = structlog.get_logger(__name__)

# Medlex uses neither voice channels nor intents, so discord.py's warnings about both are of no use.
discord.VoiceClient.warn_nacl = False
discord.VoiceClient.warn_dave = False
logging.getLogger("discord.state").setLevel(logging.ERROR)
# At debug level these log what people type, and the tokens of their interactions, whatever logging the host has set up.
for library in ("aiosqlite", "discord.gateway", "discord.http", "discord.webhook"):
    logging.getLogger(library).setLevel(logging.INFO)


class DictionaryClient(ServingClient):
    """The bot, through whatever door interactions come: it answers them, and does what is due by itself.

    It has no intents: it receives only what people send to it. `connection` are discord.py's options for the door.
    `database` is the address of a PostgreSQL database for server data; without one they are in a file in the
    home folder. `policies` are the addresses of the host's policies, `feedback_channel` is the channel (a Discord id)
    in which feedback is posted for the host. `backups` is how many backups of server data are kept. `simulated` means
    that it talks to a stand-in for Discord, which starts empty each time: commands are registered at every start, the
    registration is not stored, no term of the day is posted, and nobody asks which servers have removed the bot,
    because the servers of which something is stored do not exist there.
    """

    def __init__(  # noqa: PLR0913 (one for each thing that a host sets)
        self,
        home: Home,
        database: SecretStr | None = None,
        policies: Policies = NOTHING_PUBLISHED,
        *,
        feedback_channel: int | None = None,
        backups: int = DEFAULT_BACKUPS,
        simulated: bool = False,
        **connection: Any,
    ) -> None:
        super().__init__(intents=discord.Intents.none(), allowed_mentions=discord.AllowedMentions.none(), **connection)
        self.home = home
        self.simulated = simulated
        self.policies = policies
        self.command_ids = {} if simulated else stored_ids(home)
        self.registration = CommandRegistration(self, home, simulated=simulated)
        self.live = LiveDictionary(home.lexicon, ANSWER_LIMITS)
        self.server_dictionaries = ServerDictionaries(self.live, lambda: self.server_data, ANSWER_LIMITS)
        self.lateness = Lateness(SIMULATED_TIME if simulated else None)
        self.removed_guilds = RemovedGuilds(self)
        self.metrics = Metrics()
        self.admission = Admission()
        self.in_flight = InFlight()
        self.heavy_work = HeavyWork()
        self.inbox = Inbox(self, feedback_channel)
        self._database = database
        self._backups = backups
        self._telling = asyncio.Queue[str]()
        self.post_failures = PostFailures(self._telling.put_nowait if database else None)
        self._tasks: list[asyncio.Task[None]] = []
        self.tree = MedlexTree(self)
        for command in COMMANDS:
            self.tree.add_command(command)
        self.components: list[type[ui.DynamicItem[Any]]] = []
        self.add_dynamic_items(*COMPONENTS)

    def connection_problems(self) -> list[tuple[str, str | None]]:
        """Return what a door needs of its connection to Discord, each with what is wrong (None if nothing is)."""
        return []

    def shard_states(self) -> list[ShardState]:
        """Return the shards of this process; none where there is no connection to the gateway."""
        return []

    def dictionary_of(self, guild_id: int | None) -> AbstractAsyncContextManager[Lookup]:
        """Return the dictionary of a server; see `ServingClient`."""
        if guild_id is None or not self.keeps_server_data:
            return self.live.dictionary()
        return self.server_dictionaries.dictionary(guild_id)

    def add_dynamic_items(self, *items: type[ui.DynamicItem[Any]]) -> None:
        """Answer these components, and remember which there are."""
        super().add_dynamic_items(*items)
        self.components += items

    @cached_property
    def server_data(self) -> ServerData:
        """The data that admins and members write. The database library is imported at first use."""
        from bot.storage.server_data import server_data

        return server_data(self.home, self._database, self._backups)

    @property
    def keeps_server_data(self) -> bool:
        """True if there is a database of server data; one in a file is created when something is first written."""
        return self._database is not None or self.home.server_data.exists()

    def turn_away(self, interaction: Interaction, outcome: Outcome) -> None:
        """Count an interaction that is not answered."""
        self.metrics.turned_away(interaction, outcome)

    async def leads(self, duty: Duty) -> bool:
        """Return True if this process is the one that has a duty, of all that share a database."""
        return self._database is None or await self._leaders[duty].is_here()

    @cached_property
    def _leaders(self) -> dict[Duty, Leader]:
        from bot.storage.processes import Leader

        return {duty: Leader(self.server_data.database, duty) for duty in Duty}

    async def open_server_data(self) -> None:
        """Open and migrate the server data, if there are any. Raises DataError if they cannot be used."""
        if self.keeps_server_data:
            await self.server_data.database.open()

    async def setup_hook(self) -> None:
        """Open the lexicon, register the commands if they have changed, and begin what is done by itself.

        Raises DataError when there is no usable lexicon.
        """
        asyncio.get_running_loop().set_exception_handler(note_unhandled)
        async with self.live.dictionary() as dictionary:
            sources = await dictionary.lexicon.sources()
        logger.info("lexicon_open", sources=[f"{source.id} {source.edition}" for source in sources])
        missing = [source.id for source in missing_defaults(source.id for source in sources)]
        if missing:
            logger.info("default_sources_not_installed", sources=missing, remedy="Run `medlex install`.")
        if self.has_token:
            await self._register_if_due()
        if not self.simulated:
            self._tasks = [asyncio.create_task(work) for work in self._work()]
            exempt_from_garbage_collection()

    async def _register_if_due(self) -> None:
        """Register the commands if they have changed. Of processes with the same home one does, and others take what it
        has stored.
        """
        async with self.alone("REGISTER"):
            if await self.registration.is_due():
                await self.registration.register()
            else:
                self.command_ids = stored_ids(self.home)

    def alone(self, what: str, number: int = 0) -> AbstractAsyncContextManager[None]:
        """Let no other process with the same database in at the same time. `what` names one of
        `bot.storage.processes.Lock`. Raises DataError if the database cannot be used.
        """
        if self._database is None:
            return nullcontext()
        from bot.storage.processes import Lock, lock

        return lock(self.server_data.database, Lock[what], number)

    def _work(self) -> Iterator[Coroutine[Any, Any, None]]:
        """Yield what goes on as long as the bot runs."""
        if self.has_token:
            yield DailyPoster(self).run()
        yield self.removed_guilds.run()
        if self._database is not None:
            from bot.storage.processes import POST_FAILURES, follow_writes, tell_all

            yield follow_writes(self.server_data.database, {POST_FAILURES: self.post_failures.hear})
            yield tell_all(self.server_data.database, POST_FAILURES, self._telling)

    async def login_only(self, token: str) -> None:
        """Sign in without opening the lexicon or going online: enough to register commands."""
        self.setup_hook = _nothing  # type: ignore[method-assign]
        await self.login(token)

    async def on_ready(self) -> None:
        """Log that the bot can be used."""
        logger.info("ready", user=str(self.user))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Respond to a submitted form, and to a button or menu that is none of ours; discord.py itself dispatches
        commands and all other buttons and menus.
        """
        await answer_form(interaction, FORMS)
        await answer_stale_component(interaction, self.components)
        await self.removed_guilds.note_use(interaction)

    async def on_app_command_completion(self, interaction: Interaction, _command: object) -> None:
        """Tell a member what they have missed, after the answer to a command."""
        await tell_missed_decisions(interaction)

    async def close(self) -> None:
        """Stop what is done by itself, disconnect, then close the lexicon and server data."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.inbox.close()
        await super().close()
        await self.close_data()

    async def close_data(self) -> None:
        """Close the lexicon and server data."""
        self.server_dictionaries.glossaries.close()
        await self.live.close()
        for leader in self._leaders.values() if "_leaders" in vars(self) else ():
            await leader.resign()
        if "server_data" in vars(self):
            await self.server_data.database.close()


def exempt_from_garbage_collection() -> None:
    """Exempt all objects that exist now from later garbage collections: most of them, such as modules, commands and the
    name index, last as long as the program.
    """
    gc.collect()
    gc.freeze()


async def _nothing() -> None:
    return None
