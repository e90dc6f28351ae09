"""Commands that check and run the bot: `check`, `preview`, `run`, and `sync`, which registers its slash commands.

What they need of Discord is imported inside them, so that the other commands start without it.
"""

from __future__ import annotations

import asyncio
import sys
import webbrowser

import click
from rich.markup import escape

from bot.cli.checks import Finding, findings
from bot.cli.commands.lookup import ensure_lexicon
from bot.cli.output.console import console, print_indented
from bot.settings import Settings


@click.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """Check settings, lexicon, server data and token: what is wrong, and what to run."""
    found = asyncio.run(findings(settings))
    _show_findings(found)
    if not all(finding.good for finding in found):
        sys.exit(1)


def _show_findings(found: list[Finding]) -> None:
    """Print each finding on a line, with its details and what to do about it below."""
    out = console()
    for finding in found:
        mark = "[green]ok[/green]   " if finding.good else "[red]wrong[/red]"
        out.print(f"{mark} {escape(finding.subject)}: {escape(finding.what)}")
        for line in filter(None, (*finding.details, finding.remedy)):
            print_indented(out, line, 6)


@click.command()
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

    ensure_lexicon(settings)
    asyncio.run(serve(settings.home, port, announce, settings.medlex_database, settings.policies))


@click.command()
@click.pass_obj
def run(settings: Settings) -> None:
    """Run the bot on Discord. Needs DISCORD_TOKEN."""
    from bot.discord_bot.run import run_bot, token_of

    token = token_of(settings)
    ensure_lexicon(settings)
    asyncio.run(
        run_bot(settings.home, token, settings.medlex_refresh, settings.medlex_database, policies=settings.policies)
    )


@click.command()
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
