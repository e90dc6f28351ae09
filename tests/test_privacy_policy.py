"""PRIVACY.md lists every table and column of server data, in the order of the schema, and the numbers that hold."""

from __future__ import annotations

import re
from pathlib import Path

from bot.discord_bot.runtime.admission import SECONDS
from bot.discord_bot.runtime.removals import KEPT_AFTER_REMOVAL
from bot.discord_bot.runtime.server_glossaries import SECONDS_IDLE
from bot.storage.glossary.records import DECIDED_PROPOSALS_KEPT, IMPORT_KEPT, MAX_CHANGES
from bot.storage.records import MAX_SAVED, POSTS_KEPT
from bot.storage.schema import metadata
from bot.storage.written_interactions import INTERACTIONS_KEPT

POLICY = (Path(__file__).parent.parent / "PRIVACY.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| `(?P<table>[a-z_]+)` \| (?P<what>[^|]+) \| (?P<columns>[^|]+) \| (?P<until>[^|]+) \|$", re.MULTILINE
)
ROWS = {row["table"]: row for row in ROW.finditer(POLICY)}


def test_every_table_is_listed_with_every_column() -> None:
    listed = {table: re.findall(r"`([a-z_]+)`", row["columns"]) for table, row in ROWS.items()}
    assert listed == {table.name: list(table.columns.keys()) for table in metadata.tables.values()}


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"at most {MAX_SAVED:,}" in ROWS["saved_entry"]["what"]
    assert ROWS["posted_term"]["until"] == f"{POSTS_KEPT.days} days later"
    assert f"its last {MAX_CHANGES} changes" in ROWS["glossary_change"]["what"]
    assert f"{DECIDED_PROPOSALS_KEPT.days} days after" in ROWS["glossary_proposal"]["until"]
    assert (IMPORT_KEPT.total_seconds(), "an hour later" in ROWS["glossary_import"]["until"]) == (3_600, True)
    assert ROWS["written_interaction"]["until"] == f"{INTERACTIONS_KEPT.seconds // 60} minutes later"
    assert f"deleted {KEPT_AFTER_REMOVAL.days} days after the bot has noticed" in POLICY
    assert (SECONDS, "the last ten seconds" in POLICY) == (10, True)
    assert (SECONDS_IDLE, "for ten minutes" in POLICY) == (600, True)
