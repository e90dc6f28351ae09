"""Rows of every table since the schema version that brought it, with values that are hard to store or to move, and
databases of any schema version that hold them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection
from storage.places import Place

from bot.storage.backup.rows import tables_of
from bot.storage.database import engine_for, for_writing
from bot.storage.migrate import make_version
from bot.storage.sqlite_file import prepare

LARGEST = 2**63 - 1
ANN, BEN = 80351110224678912, LARGEST
WARD, SCHOOL = 197038439483310086, LARGEST - 1
SUMMER = datetime(2026, 7, 1, 12, 34, 56, 789012, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
# Text that databases, quotes and encodings stumble over.
ODD = '\'; DROP TABLE "x"; -- \\ \t\n %s {} ï»¿ 🫀 \U0010ffff \u200f أهلاً \r'
JSON = '{"b": [1, 2.0, null, "\\u0000\\ud800"], "a": "ü", "a": ""}'

Rows = dict[str, list[dict[str, Any]]]


def saved(user_id: int, key: str, headword: str = "x", when: datetime = SUMMER) -> dict[str, Any]:
    """A row of a member's list."""
    return {"user_id": user_id, "entry_key": key, "headword": headword, "saved_at": when}


def studied(user_id: int, key: str, stability: float, step: int | None = None) -> dict[str, Any]:
    """A row of what a member has studied."""
    when = {"due_at": LAST, "first_reviewed_at": EPOCH, "reviewed_at": SUMMER}
    numbers = {"state": 2, "step": step, "stability": stability, "difficulty": 1 / 3, "reviews": 2**31 - 1}
    return {"user_id": user_id, "entry_key": key, **numbers, **when}


def told(reference: str, text: str, **more: Any) -> dict[str, Any]:
    """A row of feedback."""
    always = {"entry_key": "p53", "headword": "P53", "kind": "wrong", "written_at": EPOCH}
    return {
        "reference": reference,
        "text": text,
        **always,
        "guild_id": None,
        "contact_id": None,
        "done_at": None,
        **more,
    }


FIRST: Rows = {
    "saved_entry": [saved(ANN, "", ""), saved(ANN, ODD, ODD, LAST), saved(BEN, "é", "e\u0301", EPOCH)],
    "feedback": [told("BCDFGH", ODD, guild_id=WARD, contact_id=BEN, done_at=LAST), told("JKLMNP", "")],
    "term_of_the_day": [
        {
            "guild_id": WARD,
            "channel_id": LARGEST,
            "hour": 23,
            "time_zone": "America/Argentina/Ushuaia",
            "language": None,
        },
        {"guild_id": -1, "channel_id": 0, "hour": 0, "time_zone": "UTC", "language": ""},
    ],
    "posted_term": [{"guild_id": WARD, "local_date": date(2026, 2, 28), "entry_key": "~guild36.number36"}],
    "guild_setting": [
        {"guild_id": SCHOOL, "name": "private", "value": JSON},
        {"guild_id": WARD, "name": "", "value": ""},
    ],
}
SECOND: Rows = {"study_card": [studied(ANN, "", 5e-324), studied(BEN, "é", 1.7976931348623157e308, -32768)]}
THIRD: Rows = {
    "glossary_state": [
        {"guild_id": WARD, "version": LARGEST, "next_term": 8, "next_change": 9, "next_proposal": 10},
    ],
    "glossary_term": [
        {"guild_id": WARD, "number": 7, "sort_key": ODD, "draft": JSON, "words": "", "updated_at": SUMMER},
        {"guild_id": SCHOOL, "number": 7, "sort_key": "z", "draft": "{}", "words": " a b", "updated_at": LAST},
    ],
    "glossary_name": [
        {"guild_id": WARD, "folded": "straße", "number": 7},
        {"guild_id": SCHOOL, "folded": "", "number": 7},
    ],
    "glossary_change": [
        {
            "guild_id": WARD,
            "number": 8,
            "kind": "add",
            "made_by": None,
            "made_at": SUMMER,
            "headword": ODD,
            "added": 1,
            "changed": 0,
            "removed": 0,
            "undoes": None,
            "undone_by": 3,
            "content": bytes(range(256)),
            "size": 256,
        },
        {
            "guild_id": WARD,
            "number": 9,
            "kind": "undo",
            "made_by": BEN,
            "made_at": LAST,
            "headword": "",
            "added": 0,
            "changed": 0,
            "removed": 1,
            "undoes": 3,
            "undone_by": None,
            "content": None,
            "size": 0,
        },
    ],
    "glossary_proposal": [
        {
            "guild_id": WARD,
            "number": 9,
            "state": "open",
            "sort_key": "",
            "draft": JSON,
            "language": "es",
            "proposed_by": ANN,
            "proposed_at": SUMMER,
            "decided_by": None,
            "decided_at": None,
            "reason": None,
            "term": None,
        },
        {
            "guild_id": WARD,
            "number": 1,
            "state": "refused",
            "sort_key": "x",
            "draft": "{}",
            "language": "en",
            "proposed_by": None,
            "proposed_at": EPOCH,
            "decided_by": BEN,
            "decided_at": LAST,
            "reason": ODD,
            "term": 7,
        },
    ],
    "glossary_import": [
        {
            "guild_id": WARD,
            "token": "t",
            "made_by": ANN,
            "made_at": SUMMER,
            "version": 1,
            "plan": b"",
        }
    ],
    "guild_removal": [{"guild_id": SCHOOL, "noticed_at": SUMMER}],
}
FOURTH: Rows = {"written_interaction": [{"interaction_id": LARGEST}, {"interaction_id": 0}]}
# By the version that brought the tables. A new version adds its own here.
ROWS: dict[str, Rows] = {"0001": FIRST, "0002": SECOND, "0003": THIRD, "0004": FOURTH}


def rows_of(version: str) -> Rows:
    """The rows of a database of a schema version."""
    return {table: rows for since, tables in ROWS.items() if since <= version for table, rows in tables.items()}


def stored_rows(connection: Connection) -> Rows:
    """All rows of a database, sorted."""
    return {
        table.name: sorted(map(dict, connection.execute(table.select()).mappings()), key=repr)
        for table in tables_of(connection)
    }


async def make_database(place: Place, version: str) -> None:
    """Make a database of a schema version by the migration steps, and fill it with `rows_of` that version."""
    if place.address is None:
        place.home.folder.mkdir(parents=True, exist_ok=True)
        prepare(place.home.server_data)
    engine = engine_for(place.url)
    async with for_writing(engine).begin() as connection:
        await connection.run_sync(make_version, version)
        await connection.run_sync(insert_rows, rows_of(version))
    await engine.dispose()


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Insert rows into the tables of a database."""
    for table in tables_of(connection):
        if rows.get(table.name):
            connection.execute(table.insert(), rows[table.name])


async def read_rows(place: Place) -> Rows:
    """All rows of a place's database."""
    engine = engine_for(place.url)
    async with engine.connect() as connection:
        rows = await connection.run_sync(stored_rows)
    await engine.dispose()
    return rows
