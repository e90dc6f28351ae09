"""`medlex run` and `medlex sync`: the bot on Discord, and the registration of its commands there."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pydantic import SecretStr

from bot.discord_bot.backing_up import backing_up
from bot.discord_bot.connection_errors import GETTING_STARTED, discord_errors
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.monitoring.http import monitoring
from bot.discord_bot.refreshing import refreshing
from bot.discord_bot.sharding import Shards
from bot.discord_bot.systemd_notify import ServiceManager, supervised
from bot.discord_token import miscopied
from bot.errors import SettingsError
from bot.listen_address import Address
from bot.settings import DEFAULT_BACKUPS, ENV_FILE, NOTHING_PUBLISHED, Home, Policies, Refresh, Settings

# It asks for no permission, as answers to commands need none.
# https://discord.com/developers/docs/topics/oauth2#shared-resources-oauth2-scopes
INVITE = "https://discord.com/oauth2/authorize?client_id={id}&scope=bot+applications.commands&permissions=0"


def token_of(settings: Settings) -> str:
    """Return the bot's token. Raises SettingsError, which says how to get one, when there is none or it cannot be one."""
    token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""
    if not token:
        raise SettingsError(
            f"There is no DISCORD_TOKEN in the environment or in {Path(ENV_FILE).absolute()}, so Medlex cannot sign in to "
            "Discord.",
            GETTING_STARTED,
        )
    if problem := miscopied(token):
        raise SettingsError(f"The DISCORD_TOKEN {problem}.", "Put the token alone there, on one line, without quotes.")
    return token


ONE_PROCESS = Shards()


class RunningClient(MedlexClient):
    """The bot on Discord. It announces once that it can be used."""

    announce: Callable[[str, str], None] | None = None

    async def on_ready(self) -> None:
        """Log it, and say how the bot is invited. Discord says so again after a connection was lost."""
        await super().on_ready()
        announce, self.announce = self.announce, None
        if announce is not None:
            announce(str(self.user), INVITE.format(id=self.application_id))


async def run_bot(  # noqa: PLR0913 (one for each thing that a host sets)
    home: Home,
    token: str,
    refresh: Refresh = Refresh.OFF,
    database: SecretStr | None = None,
    backups: int = DEFAULT_BACKUPS,
    *,
    policies: Policies = NOTHING_PUBLISHED,
    feedback_channel: int | None = None,
    monitored_at: Address | None = None,
    shards: Shards = ONE_PROCESS,
    announce: Callable[[str, str], None] = lambda _name, _invite: None,
) -> None:
    """Run the bot until the program is stopped, refresh the sources as often as `refresh` says, and back up server data
    each night, so that `backups` of them are kept.

    `feedback_channel` is the Discord id of the channel in which feedback is posted. Health and metrics are asked for at
    `monitored_at`; nowhere if it is None. `shards` are those of this process. `announce` is called once, when the
    bot can be used, with its name and the address that invites it. Server data are opened and migrated first; `database`
    is the address of a PostgreSQL database for them. Raises SettingsError for a refused token, MedlexError without
    network, DataError if server data cannot be used.
    """
    client = RunningClient(
        home,
        database,
        policies,
        feedback_channel=feedback_channel,
        backups=backups,
        shard_count=shards.count,
        shard_ids=shards.ids,
    )
    async with supervised() as manager, refreshing(home, refresh, client.metrics), client, discord_errors():
        client.announce = _announcer(manager, announce)
        with suppress(NotImplementedError):  # Windows has no signal handlers on the loop; Ctrl+C still ends it.
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stopper(client, manager))
        with suppress(asyncio.CancelledError):
            await client.open_server_data()
            async with backing_up(home, database, backups, client), monitoring(client, monitored_at):
                await client.start(token)


def _announcer(manager: ServiceManager, announce: Callable[[str, str], None]) -> Callable[[str, str], None]:
    """Return a function that announces the bot to systemd, too."""

    def both(name: str, invite: str) -> None:
        manager.ready(f"Online as {name}")
        announce(name, invite)

    return both


def _stopper(client: MedlexClient, manager: ServiceManager) -> Callable[[], None]:
    """Return a function that ends the current task after the answers that are being given; called again, at once."""
    running = asyncio.current_task()
    stopping: list[asyncio.Task[None]] = []

    def end(finished: asyncio.Task[None]) -> None:
        if running is not None and not finished.cancelled():
            running.cancel()

    def stop() -> None:
        client.is_stopping = True
        if not stopping:
            manager.stopping()
            stopping.append(asyncio.create_task(client.in_flight.finish()))
            stopping[0].add_done_callback(end)
        elif stopping[0].cancel() and running is not None:
            running.cancel()

    return stop


async def sync_commands(home: Home, token: str, server: int | None = None, *, clear: bool = False) -> int:
    """Register the commands even if they have not changed, or remove them if `clear`: everywhere, or in one server if
    `server` is its Discord id.

    Returns the number of commands that are registered there afterwards. Raises SettingsError for a refused token,
    MedlexError without network, UsageError for a server without the bot.
    """
    client = MedlexClient(home)
    async with client, discord_errors():
        await client.login_only(token)
        if server is not None:
            return await client.registration.sync_server(server, clear=clear)
        if clear:
            await client.registration.clear()
            return 0
        return await client.registration.register()
