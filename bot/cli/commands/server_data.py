"""Commands about what admins and members wrote: `feedback`, `backup`, `restore`.

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


@click.command(short_help="Copy what people wrote to a file.")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def backup(settings: Settings, path: Path) -> None:
    """Copy server data to the new file PATH, also while the bot runs."""
    from bot.cli import server_data

    server_data.back_up_to(settings, path)


@click.command(short_help="Put such a copy back.")
@click.argument("path", type=click.Path(path_type=Path))
@click.pass_obj
def restore(settings: Settings, path: Path) -> None:
    """Put the copy of server data at PATH in their place; those that are there are kept beside it."""
    from bot.cli import server_data

    asyncio.run(server_data.restore_from(settings, path))
