"""Commands that run the bot: `preview`, `run`, and `sync`, which registers its slash commands.

What they need of Discord is imported inside them, so that the other commands start without it.
"""

from __future__ import annotations

import asyncio
import logging
import webbrowser

import click

from bot.cli.commands.lookup import ensure_lexicon
from bot.settings import LogLevel, Settings


@click.command(short_help="Try the bot in your browser, without Discord.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port; a free one if not given.")
@click.option("--browser/--no-browser", default=True, help="Open the page in a browser.")
@click.pass_obj
def preview(settings: Settings, port: int, *, browser: bool) -> None:
    """Try the real bot in a local browser page, without a Discord account."""
    from bot.discord_bot.preview import preview as serve

    def announce(address: str) -> None:
        click.echo(f"Open {address}\nThe page says what to type. Press Ctrl+C here to stop.")
        if browser:
            webbrowser.open(address)

    if settings.medlex_log_level is LogLevel.INFO:  # the default; somebody who tries the bot has nothing to do with it
        logging.getLogger("bot").setLevel(logging.WARNING)
    ensure_lexicon(settings)
    asyncio.run(serve(settings.home, port, announce, settings.medlex_database, settings.policies))


@click.command(short_help="Run the bot on Discord.")
@click.pass_obj
def run(settings: Settings) -> None:
    """Run the bot on Discord. Needs DISCORD_TOKEN."""
    from bot.discord_bot.run import run_bot, token_of
    from bot.discord_bot.sharding import shards_of

    token, shards = token_of(settings), shards_of(settings)
    ensure_lexicon(settings)
    asyncio.run(
        run_bot(
            settings.home,
            token,
            settings.medlex_refresh,
            settings.medlex_database,
            settings.medlex_backups,
            policies=settings.policies,
            feedback_channel=settings.medlex_feedback_channel,
            monitored_at=settings.monitoring,
            shards=shards,
            announce=_say_ready,
        )
    )


@click.command(short_help="Answer interactions that Discord sends over HTTP.")
@click.pass_obj
def serve(settings: Settings) -> None:
    """Answer interactions that Discord sends over HTTP, at MEDLEX_HTTP, as many copies as you like.

    Needs DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY. With a DISCORD_TOKEN it also posts and registers its commands.
    """
    from bot.discord_bot.run import token_of
    from bot.discord_bot.serve import serve as serve_http

    token = token_of(settings) if settings.discord_token else None

    def announce(address: str) -> None:
        click.echo(f"Medlex answers interactions at {address}/interactions. Press Ctrl+C here to stop it.")
        if token is None:
            click.echo(
                "There is no DISCORD_TOKEN: this copy registers no commands, posts no terms of the day, and tells nobody "
                "in channels or direct messages what was reported. Run `medlex sync` with one after each update."
            )

    ensure_lexicon(settings)
    asyncio.run(serve_http(settings, token, announce))


def _say_ready(name: str, invite: str) -> None:
    """Print that the bot can be used, and the address that adds it to a server."""
    click.echo(f"{name} is online. To add it to a server, open this address in your browser and choose the server:")
    click.echo(f"  {invite}\nIn the server, type /define. Press Ctrl+C here to stop the bot.")


@click.command(short_help="Register the slash commands now.")
@click.option(
    "--guild", "guild_id", type=click.IntRange(min=1), metavar="ID", help="Only in the server with this ID, at once."
)
@click.option("--clear", is_flag=True, help="Take the commands away instead.")
@click.pass_obj
def sync(settings: Settings, guild_id: int | None, *, clear: bool) -> None:
    """Register the slash commands with Discord, everywhere. Needs DISCORD_TOKEN.

    A server's own commands stand beside those that are everywhere, so its members see both.
    """
    from bot.discord_bot.run import sync_commands, token_of

    count = asyncio.run(sync_commands(settings.home, token_of(settings), guild_id, clear=clear))
    where = "everywhere" if guild_id is None else f"in the server {guild_id}"
    if not clear:
        click.echo(
            f"Registered {count} command{'s' * (count != 1)} {where}. People see them after they reload Discord."
        )
    elif guild_id is None:
        click.echo(f"Took all commands away {where}. `medlex run` registers them again.")
    else:
        click.echo(f"Took all commands of its own away {where}. Those that are everywhere stay.")
