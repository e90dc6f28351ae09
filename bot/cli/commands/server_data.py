"""Commands about what admins and members wrote: `feedback`, `backup`, `restore`, `migrate`, `move-data`.

Storage is imported inside them, so that the other commands start without a database library.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.settings import Settings


@click.command(short_help="List the mistakes that members report.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.option("--all", "with_done", is_flag=True, help="List what is done, too.")
@click.option("--done", metavar="REF", help="Note that the one with this reference is done.")
@click.option("--delete", metavar="REF", help="Delete the one with this reference for good.")
@click.pass_obj
def feedback(settings: Settings, done: str | None, delete: str | None, *, as_json: bool, with_done: bool) -> None:
    """List what members say is wrong with entries, oldest first."""
    from bot.cli import server_data

    if done:
        asyncio.run(server_data.finish_feedback(settings, done))
    if delete:
        asyncio.run(server_data.delete_feedback(settings, delete))
    if not (done or delete):
        asyncio.run(server_data.show_feedback(settings, as_json=as_json, with_done=with_done))


@click.command(short_help="Copy what people wrote to a file, also while the bot runs.")
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.pass_obj
def backup(settings: Settings, path: Path | None) -> None:
    """Copy what people wrote (saved terms, server glossaries, settings, feedback) to the new file PATH.

    Without PATH, the copy goes to the folder `backups` in MEDLEX_HOME. The bot can go on running, and makes such a
    copy each night by itself (MEDLEX_BACKUPS says how many it keeps).
    """
    from bot.cli import server_data

    asyncio.run(server_data.back_up_to(settings, path))


@click.command(short_help="Put such a copy back.")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def restore(settings: Settings, path: Path) -> None:
    """Put the copy at PATH back in the place of what people have written since.

    The copy is checked first. Either all of it is put back or nothing is changed. What it replaces is kept in the
    folder `backups` in MEDLEX_HOME. The bot can go on running.
    """
    from bot.cli import server_data

    asyncio.run(server_data.restore_from(settings, path))


@click.command(short_help="Bring what people wrote to this version, before the bot starts.")
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring what people wrote to this version, after a copy of it; make the database if there is none.

    The bot does so by itself when it starts. It is for those who start many copies: run it once before.
    """
    from bot.cli import server_data

    asyncio.run(server_data.migrate(settings))


@click.command("move-data", short_help="Move what people wrote to PostgreSQL, or back.")
@click.option(
    "--to", type=click.Choice(["postgresql", "sqlite"]), required=True, help="The kind of database to move them to."
)
@click.option("--dry-run", is_flag=True, help="Try it all out, and change nothing.")
@click.pass_obj
def move_data(settings: Settings, to: str, *, dry_run: bool) -> None:
    """Move what people wrote from the file in MEDLEX_HOME to the PostgreSQL database in MEDLEX_DATABASE, or back.

    Stop the bot first. The place they are moved to must be empty. All rows are moved and compared, or none is. If it
    is interrupted, run it again.
    """
    from bot.cli import server_data

    asyncio.run(server_data.move_data(settings, to, dry_run=dry_run))
