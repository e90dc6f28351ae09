"""What people type looks like a statement to the database, or holds bytes that one of the databases cannot store."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.storage.records import Feedback, FeedbackKind, SavedEntry
from bot.storage.server_data import ServerData

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
ALICE, BOB = 80351110224678912, 80351110224678913
STATEMENTS = [
    "'; DROP TABLE saved_entry; --",
    "x' OR '1'='1",
    '"; DELETE FROM feedback; --',
    "$1",
    "?",
    ":user_id",
    "%(user_id)s",
    "\\'; VACUUM; --",
    "{user_id}",
]


@pytest.mark.parametrize("typed", STATEMENTS)
async def test_what_looks_like_a_statement_is_stored_as_text(data: ServerData, typed: str) -> None:
    await data.saved.save(SavedEntry(BOB, "interleukin", "interleukin", MORNING))
    await data.saved.save(SavedEntry(ALICE, typed, typed, MORNING))
    await data.feedback.add(Feedback(typed, typed, FeedbackKind.WRONG, typed, MORNING))
    assert [(entry.entry_key, entry.headword) for entry in await data.saved.page(ALICE)] == [(typed, typed)]
    assert [(given.headword, given.text) for given in await data.feedback.list()] == [(typed, typed)]


@pytest.mark.parametrize("typed", STATEMENTS)
async def test_what_looks_like_a_statement_removes_nothing(data: ServerData, typed: str) -> None:
    for user in (ALICE, BOB):
        await data.saved.save(SavedEntry(user, "interleukin", "interleukin", MORNING))
    assert not await data.saved.remove(ALICE, typed)
    assert [await data.saved.count(user) for user in (ALICE, BOB)] == [1, 1]
