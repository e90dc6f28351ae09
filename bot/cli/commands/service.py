"""`medlex service`: let systemd run the bot, and start it again when the machine starts."""

from __future__ import annotations

import os

import click

from bot.cli.service.machine import this_machine
from bot.cli.service.setting_up import Done, install, remove, unit_of
from bot.settings import Settings

door = click.option("--serve", "over_http", is_flag=True, help="Answer over HTTP (`medlex serve`), not at the gateway.")


@click.group(short_help="Let systemd run the bot, also after a restart.")
def service() -> None:
    """Let systemd run the bot: as root for the whole machine, else as a service of your own.

    Nothing is started: each command says what it did, and what to run next.
    """


@service.command("install", short_help="Write the files of the service.")
@door
@click.option("--replace", "replace_changed", is_flag=True, help="Replace files that were changed; a copy is kept.")
def install_service(*, over_http: bool, replace_changed: bool) -> None:
    """Write the files of the service, for the program where it is now. Run it again after you moved that."""
    _say(install(this_machine(), over_http=over_http, replace_changed=replace_changed))
    if names := set_in_environment():
        click.echo(f"The service does not see what is set here in the environment: {', '.join(names)}.")


@service.command(short_help="Print the unit that `install` writes.")
@door
def show(*, over_http: bool) -> None:
    """Print the unit that `install` writes, and write nothing."""
    click.echo(unit_of(this_machine(), over_http=over_http), nl=False)


@service.command("remove", short_help="Remove the files of the service.")
def remove_service() -> None:
    """Remove the files of the service. Settings and everything that was stored stay."""
    _say(remove(this_machine()))


def _say(done: Done) -> None:
    for sentence in done.sentences:
        click.echo(sentence)
    click.echo("Now run:")
    for command in done.commands:
        click.echo(f"  {command}")


def set_in_environment() -> list[str]:
    """Return the settings that the environment of this program has."""
    return sorted(name.upper() for name in Settings.model_fields if os.environ.get(name.upper()))
