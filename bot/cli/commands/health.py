"""`medlex health`: ask the bot that runs on this machine how it is doing.

Containers and service managers run it every few seconds, so it imports nothing that it does not need.
"""

from __future__ import annotations

import sys

import click

from bot.cli.health_request import LIVE, READY, ask
from bot.errors import SettingsError
from bot.settings import Settings


@click.command(short_help="Ask the running bot how it is doing.")
@click.option("--ready", is_flag=True, help="Ask whether it can answer people now, not only whether it is alive.")
@click.pass_obj
def health(settings: Settings, *, ready: bool) -> None:
    """Ask the bot that runs on this machine how it is doing: exit status 0 if it is well, else 1.

    It asks at MEDLEX_MONITORING. A bot that is still starting is alive, but not ready.
    """
    if settings.monitoring is None:
        raise SettingsError(
            "MEDLEX_MONITORING is off, so the bot cannot be asked.", "Set it to an address, such as 127.0.0.1:8765."
        )
    well, report = ask(settings.monitoring, READY if ready else LIVE)
    if not well:
        click.echo(report, err=True)
        sys.exit(1)
    click.echo("The bot is ready." if ready else "The bot is alive.")
