"""`medlex preview`: the real bot in a page of a local browser, without a Discord account or token.

SimCord (https://simcord.readthedocs.io/) stands in for Discord, on this machine only.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import discord
from discord import ui
from pydantic import SecretStr

from bot.discord_bot.features.explain.command import answer_with_terms
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.entry import LookUpAgain
from bot.discord_bot.ui.custom_ids.explained import ExplainText
from bot.discord_bot.ui.custom_ids.lists import ShowHelp
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.page import GAP, Page, Style, Text
from bot.discord_bot.ui.renderer import render
from bot.errors import SettingsError, UsageError
from bot.files import reason
from bot.settings import NOTHING_PUBLISHED, Home, Policies

SERVER_NAME = "Medlex preview"
CHANNEL_NAME = "dictionary"
READER_NAME = "you"
FRIEND_NAME = "Sam"
BOT_NAME = "Medlex"
TERM = "asthma"
GUILD_INSTALL = "0"
# Lies in the channel, so that there is something to explain.
MESSAGE = (
    "Dad is back from the hospital. They found a PE, started him on apixaban, and want an echocardiogram. MS was ruled "
    "out, and his metformin stays."
)
WELCOME = f"""## This is Medlex
Type `/define` below and press Enter. Then type `{TERM}`, choose it, and press Enter again. Or use the first button."""
MORE = f"""{FRIEND_NAME} wrote the message above. The second button explains it; on Discord you hold a message and choose \
*Apps*, then *Explain medical terms*. You manage this server: `/settings` and `/daily` set it up."""


@dataclass(frozen=True, slots=True)
class ExplainWritten(CustomId):
    """A button: explain the message that lies in the channel. Only the preview has it, because its page has no menu on
    messages.
    """

    TEMPLATE = r"preview-explain"

    def encode(self) -> str:
        """Always "preview-explain"."""
        return "preview-explain"


class ExplainWrittenButton(StatelessComponent[ExplainWritten], ui.DynamicItem[ui.Button[Any]], action=ExplainWritten):
    """The button that explains that message."""

    async def respond(self, interaction: Interaction) -> None:
        """Answer as the command on messages does."""
        if isinstance(interaction.client, PreviewClient) and interaction.client.written:
            await answer_with_terms(interaction, interaction.client.written)


class PreviewClient(MedlexClient):
    """The bot with that button. `written` is the message."""

    written: discord.Message | None = None

    async def setup_hook(self) -> None:
        """Start as the bot does, and answer the button."""
        await super().setup_hook()
        self.add_dynamic_items(ExplainWrittenButton)


async def preview(
    home: Home,
    port: int,
    announce: Callable[[str], None],
    database: SecretStr | None = None,
    policies: Policies = NOTHING_PUBLISHED,
) -> None:
    """Serve the preview until it is interrupted. `announce` is called once with the page's address.

    It uses the real server data, in a PostgreSQL database if `database` is its address. Raises SettingsError if SimCord
    is not installed, UsageError if the port is taken, DataError if server data cannot be used.
    """
    simcord = _simcord()
    logging.getLogger("discord.client").setLevel(logging.WARNING)  # "logging in using static token": there is none
    client = PreviewClient(home, database, policies, simulated=True)
    try:
        await client.open_server_data()
        simcord.interactions.base_payload = with_install(simcord.interactions.base_payload)
        async with simcord.run(client, check_errors=False) as world:
            assert client.user is not None
            await client.user.edit(username=BOT_NAME)
            channel, reader = await furnish(world, client)
            await _serve(world.preview(channel, viewers=[reader], layout="channel", port=port), announce)
    except (OSError, simcord.SetupError) as error:
        raise _port_refused(port, error) from error
    finally:
        await client.close_data()


def with_install(base_payload: Callable[..., tuple[Any, dict[str, Any]]]) -> Callable[..., tuple[Any, dict[str, Any]]]:
    """Return SimCord's function for the fields of an interaction with one that it leaves out: the bot was added by the
    server that the interaction comes from
    (https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-authorizing-integration-owners-object).
    """

    def with_owners(*arguments: Any, **options: Any) -> tuple[Any, dict[str, Any]]:
        record, fields = base_payload(*arguments, **options)
        return record, fields | {"authorizing_integration_owners": {GUILD_INSTALL: fields.get("guild_id", "0")}}

    return with_owners


async def furnish(world: Any, client: PreviewClient) -> tuple[Any, Any]:
    """Make a server of today, in which somebody and the bot have written. Return its channel, and the reader, who
    manages the server.
    """
    await world.advance_time((datetime.now(UTC) - world.now()).total_seconds())
    server = world.create_guild(SERVER_NAME)
    channel = server.create_text_channel(CHANNEL_NAME)
    managers = server.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    reader = server.add_member(world.create_user(READER_NAME), roles=[managers])
    friend = server.add_member(world.create_user(FRIEND_NAME.lower(), global_name=FRIEND_NAME))
    client.written = await friend.send(channel, MESSAGE)
    await client.get_partial_messageable(channel.id).send(view=render(_welcome_page()))
    return channel, reader


def _welcome_page() -> Page:
    """The first message of the bot: what to type, and buttons for those who do not want to type yet."""
    buttons = (
        button(f"Show {TERM}", LookUpAgain(TERM), style=Style.PRIMARY),
        button(f"Explain {FRIEND_NAME}'s message", ExplainWritten()),
        button("Explain a text", ExplainText()),
        button("See all commands", ShowHelp(0)),
    )
    return Page(WELCOME, (GAP, Text(MORE)), buttons=buttons, takes_share_button=False)


def _port_refused(port: int, error: Exception) -> Exception:
    """Return a UsageError if the operating system refused the port (SimCord wraps its error), else the error itself."""
    cause = error if isinstance(error, OSError) else error.__cause__
    if not isinstance(cause, OSError):
        return error
    return UsageError(f"Port {port} cannot be used: {reason(cause)}.", "Choose another with --port.")


def _simcord() -> Any:
    try:
        import aiohttp  # noqa: F401
        import markdown_it  # noqa: F401
        import PIL  # noqa: F401
        import simcord
    except ImportError as error:
        raise SettingsError(
            f"The preview needs the package {error.name}, which is not installed.",
            'Run `pip install "medlex[preview]"`.',
        ) from error
    return simcord


async def _serve(page: Any, announce: Callable[[str], None]) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no signal handlers on the loop; Ctrl+C still ends it.
            loop.add_signal_handler(name, stopped.set)
    async with page:
        announce(page.url)
        closing = asyncio.create_task(page.wait_closed())
        stopping = asyncio.create_task(stopped.wait())
        await asyncio.wait({closing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        stopping.cancel()
