"""Server data in the terminal: members' feedback listed, finished, deleted; backups made and restored."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec
from rich.markup import escape

from bot.cli.output.console import console
from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage.address import database_url
from bot.storage.backup.folder import BackupFolder
from bot.storage.backup.making import back_up
from bot.storage.backup.moving import Move, move_to_postgresql, move_to_sqlite
from bot.storage.backup.restoring import restore
from bot.storage.records import Feedback
from bot.storage.server_data import opened
from bot.storage.status import status


async def show_feedback(settings: Settings, *, as_json: bool, with_done: bool) -> None:
    """Print the feedback that is not done yet, or with `with_done` all, for a person or as JSON (docs/json.md)."""
    async with opened(settings.home, settings.medlex_database, settings.medlex_backups) as data:
        found = await data.feedback.list(with_done=with_done)
    if as_json:
        document = msgspec.json.encode([_document(feedback) for feedback in found])
        click.echo(msgspec.json.format(document, indent=2))
        return
    for feedback in found:
        _print(feedback)
    if not found:
        console().print("There is no feedback." if with_done else "No feedback waits for you.")


async def finish_feedback(settings: Settings, reference: str) -> None:
    """Mark feedback as done, and print it one last time with the member to contact.

    Raises UsageError if there is none with this reference.
    """
    async with opened(settings.home, settings.medlex_database, settings.medlex_backups) as data:
        done = await data.feedback.mark_done(reference, datetime.now(UTC))
    _print(done)
    forgotten = "; whom to contact is forgotten now" if done.contact_id else ""
    console().print(f"Marked {escape(done.reference)} as done{forgotten}.")


async def delete_feedback(settings: Settings, reference: str) -> None:
    """Delete feedback for good. Raises UsageError if there is none with this reference."""
    async with opened(settings.home, settings.medlex_database, settings.medlex_backups) as data:
        await data.feedback.delete(reference)
    console().print(f"Deleted {escape(reference.upper())}.")


async def back_up_to(settings: Settings, path: Path | None) -> None:
    """Copy server data to a new file, by default among the other backups. Raises MedlexError as `back_up` does."""
    folder = _backups(settings)
    copy = path or folder.path(datetime.now(UTC), "-by-hand")
    await back_up(database_url(settings.home, settings.medlex_database), copy, folder)
    console().print(
        f"Copied server data to {escape(str(copy))}. It holds what members wrote: keep it as safe as the original."
    )


async def migrate(settings: Settings) -> None:
    """Bring server data to this version's schema, after a backup. Raises DataError if they cannot be used."""
    async with opened(settings.home, settings.medlex_database, settings.medlex_backups):
        pass
    found = await status(database_url(settings.home, settings.medlex_database))
    console().print(f"Server data have schema version {found.version}: {escape(found.name)}.")


async def restore_from(settings: Settings, path: Path) -> None:
    """Replace server data with a backup. Raises MedlexError as `restore` does."""
    url = database_url(settings.home, settings.medlex_database)
    replaced = await restore(url, path, _backups(settings), datetime.now(UTC))
    where = f"the schema {replaced} of the same database" if isinstance(replaced, str) else replaced
    before = f" Those from before are in {escape(str(where))}." if where else ""
    console().print(f"Server data are now those of {escape(str(path))}.{before}")


async def move_data(settings: Settings, to: str, *, dry_run: bool) -> None:
    """Move server data to the other kind of database. Raises SettingsError without `MEDLEX_DATABASE`, and MedlexError
    as the functions in `moving` do.
    """
    if settings.medlex_database is None:
        raise SettingsError(
            "MEDLEX_DATABASE is not set, so Medlex does not know the PostgreSQL database.",
            "Put its address into the file .env: MEDLEX_DATABASE=postgresql://USER:PASSWORD@HOST/DATABASE",
        )
    url, file = database_url(settings.home, settings.medlex_database), settings.home.server_data
    if to == "postgresql":
        move = await move_to_postgresql(file, url, _backups(settings), datetime.now(UTC), dry_run=dry_run)
        _print_move(move, dry_run=dry_run, then="`medlex run` uses PostgreSQL from now on.")
    else:
        move = await move_to_sqlite(url, file, _backups(settings), dry_run=dry_run)
        _print_move(
            move,
            dry_run=dry_run,
            then=f"Now remove MEDLEX_DATABASE from your settings: `medlex run` then uses {file}. PostgreSQL still holds "
            "the old rows; drop that database when all is well.",
        )


def _print_move(move: Move, *, dry_run: bool, then: str) -> None:
    for table, count in move.rows.items():
        console().print(f"  {escape(table)}: {count:,}")
    total = sum(move.rows.values())
    if dry_run:
        console().print(f"All {total:,} rows can be moved. Nothing was changed; run it again without --dry-run.")
        return
    kept = f" The old file is kept as {move.kept}." if move.kept else ""
    console().print(escape(f"Moved {total:,} rows, and compared each of them.{kept} {then}"))


def _backups(settings: Settings) -> BackupFolder:
    return BackupFolder(settings.home.backups, settings.medlex_backups)


def _document(feedback: Feedback) -> dict[str, object]:
    """Feedback as JSON. Ids are text, as in Discord's API: many programs read large numbers inexactly."""
    return {
        "reference": feedback.reference,
        "key": feedback.entry_key,
        "headword": feedback.headword,
        "kind": feedback.kind,
        "text": feedback.text,
        "written": feedback.written_at.isoformat(),
        "guild": _id(feedback.guild_id),
        "contact": _id(feedback.contact_id),
        "done": feedback.done_at and feedback.done_at.isoformat(),
    }


def _id(snowflake: int | None) -> str | None:
    return None if snowflake is None else str(snowflake)


def _print(feedback: Feedback) -> None:
    done = " · done" if feedback.done_at else ""
    about = f"{feedback.written_at:%Y-%m-%d} · {feedback.headword} (key:{feedback.entry_key}) · {feedback.kind}{done}"
    console().print(f"[bold]{escape(feedback.reference)}[/bold] · {escape(about)}")
    console().print(f"  {escape(feedback.text)}".replace("\n", "\n  "))
    if feedback.contact_id:
        console().print(f"  To be contacted: user {feedback.contact_id}")
