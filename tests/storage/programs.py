"""Other programs that use the same server data: several at once, of a later version, or killed on their way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from storage.places import Place
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import CHECKOUT
from bot.storage import migrate as migrating
from bot.storage.schema import SCHEMA_VERSION

# The version after this one.
LATER_VERSION = f"{int(SCHEMA_VERSION) + 1:04}"
# A line comes out when it is ready, and it goes on when a line comes in: so that several begin at the same moment.
READY = f"""
import asyncio, sys
from datetime import date
from bot.logs import configure_logging
from bot.storage import sqlite_file
sqlite_file.SECONDS_TO_WAIT = {SECONDS_UNTIL_HUNG}  # for the others, on however slow a machine
from bot.storage.server_data import opened
from bot.settings import load_settings
settings = load_settings()
configure_logging(settings)
print("ready", flush=True)
sys.stdin.readline()
"""
OPEN = """
async def main():
    async with opened(settings.home, settings.medlex_database) as data:
        print(await data.saved.count(1))
asyncio.run(main())
"""
CLAIM = """
async def main():
    async with opened(settings.home, settings.medlex_database) as data:
        print(await data.terms_of_the_day.claim(1, date(2026, 5, 12), sys.argv[1]))
asyncio.run(main())
"""
LEAD = """
from bot.storage.processes import Leader
async def main():
    async with opened(settings.home, settings.medlex_database) as data:
        print(await Leader(data.database).is_here(), flush=True)
        sys.stdin.readline()
asyncio.run(main())
"""
OPENING, CLAIMING, LEADING = READY + OPEN, READY + CLAIM, READY + LEAD
DYING = """
import os, signal, alembic.op
alembic.op.create_index = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
DYING_OPENING = READY + DYING + OPEN
# A version that takes one more step, `LATER_STEP`: its number stands before everything else is imported.
LATER = """
import sys
from pathlib import Path
import bot.storage.schema as schema
schema.SCHEMA_VERSION = "LATER_VERSION"
import bot.storage.migrate as migrating
migrating.MIGRATIONS = Path(sys.argv[1])
""".replace("LATER_VERSION", LATER_VERSION)
LATER_OPENING = LATER + READY + OPEN
LATER_STEP = """
import os, signal
from pathlib import Path
import sqlalchemy as sa
from alembic import op

revision, down_revision = "LATER_VERSION", "THIS_VERSION"

def upgrade():
    op.add_column("saved_entry", sa.Column("note", sa.Text))
    with op.batch_alter_table("feedback") as batch:  # SQLite has to copy the table for that
        batch.alter_column("text", new_column_name="words", existing_type=sa.Text, existing_nullable=False)
    op.execute("UPDATE saved_entry SET headword = headword || ' (moved)'")
    if Path(__file__).with_name("die").exists():
        os.kill(os.getpid(), signal.SIGKILL)
    op.drop_table("posted_term")
""".replace("LATER_VERSION", LATER_VERSION).replace("THIS_VERSION", SCHEMA_VERSION)


def start(place: Place, *words: str | Path) -> subprocess.Popen[str]:
    """Start Python with these words, as a program that finds server data at a place."""
    return subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, *words],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CHECKOUT),
            "MEDLEX_HOME": str(place.home.folder),
            **place.settings,
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def at_once(place: Place, program: str, arguments: Sequence[str]) -> list[str]:
    """Run a program as often as there are arguments, all from the same moment on. What each said, without its
    last line end.
    """
    running = [start(place, "-c", program, argument) for argument in arguments]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=SECONDS_UNTIL_HUNG) for process in running]
    assert [process.returncode for process in running] == [0] * len(running), said
    return [out.strip() for out, _ in said]


def migrations_of_later_medlex(folder: Path) -> Path:
    """The migrations that there are and one more, in a new folder."""
    for original in migrating.MIGRATIONS.rglob("*.py"):
        copy = folder / original.relative_to(migrating.MIGRATIONS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(original.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "versions" / f"v{LATER_VERSION}_later.py").write_text(LATER_STEP, encoding="utf-8")
    return folder


def open_with_later_medlex(place: Place, migrations: Path, *, killed: bool = False) -> None:
    """Open server data as the later version does, killed in the middle of its step if asked."""
    mark = migrations / "versions" / "die"
    mark.touch() if killed else mark.unlink(missing_ok=True)
    process = start(place, "-c", LATER_OPENING, migrations)
    _, said = process.communicate("go\n", timeout=SECONDS_UNTIL_HUNG)
    assert process.returncode == (-signal.SIGKILL if killed else 0), said
