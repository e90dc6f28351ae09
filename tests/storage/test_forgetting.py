"""Deleting what is kept of a member, or of a server, leaves nothing of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from storage.glossary.drafts import CLINIC, HUDDLE
from storage.places import Place

from bot.errors import ServerDataError
from bot.storage.glossary.editing import add_checked
from bot.storage.glossary.history import Author
from bot.storage.glossary.records import ChangeKind
from bot.storage.glossary.state import locked_state
from bot.storage.records import Feedback, FeedbackKind, SavedEntry
from bot.storage.removals import delete_guild
from bot.storage.schema import metadata
from bot.storage.server_data import ServerData, opened

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
ALICE, BOB = 80351110224678912, 53908232506183680
OF_ALICE = Feedback(
    "cytokine", "cytokine", FeedbackKind.WRONG, "Call me about the zebrafish", MORNING, contact_id=ALICE
)


async def fill(data: ServerData) -> None:
    for user in (ALICE, BOB):
        await data.saved.save(SavedEntry(user, f"key-{user}", f"headword of {user}", MORNING))
    await data.feedback.add(OF_ALICE)
    await data.feedback.add(replace(OF_ALICE, text="From Bob", contact_id=BOB, reference="BBBBBB"))
    await data.feedback.add(replace(OF_ALICE, text="From nobody", contact_id=None, reference="CCCCCC"))


async def everything(data: ServerData) -> str:
    """All rows of all tables as text."""
    async with data.database.reading() as connection:
        tables = [list(await connection.execute(select(table))) for table in metadata.sorted_tables]
    return repr(tables)


async def test_everything_of_the_member_goes_and_nothing_of_others(data: ServerData) -> None:
    await fill(data)
    assert str(ALICE) in await everything(data)
    await data.forget_member(ALICE)
    left = await everything(data)
    assert str(ALICE) not in left
    assert "zebrafish" not in left
    assert await data.saved.count(BOB) == 1
    assert [feedback.text for feedback in await data.feedback.list()] == ["From Bob", "From nobody"]


async def test_forgetting_somebody_unknown_changes_nothing(data: ServerData) -> None:
    await fill(data)
    before = await everything(data)
    await data.forget_member(1)
    assert await everything(data) == before


async def test_feedback_that_is_done_no_longer_says_who_wrote_it(data: ServerData) -> None:
    await fill(data)
    await data.saved.remove_all(ALICE)
    await data.feedback.mark_done(OF_ALICE.reference, MORNING)
    assert str(ALICE) not in await everything(data)


@pytest.mark.parametrize("way", ["forgotten", "one by one"])
async def test_no_trace_is_left_in_the_files_while_the_bot_runs(sqlite_place: Place, way: str) -> None:
    async with opened(sqlite_place.home) as data:
        await fill(data)
        for number in range(50):
            await data.saved.save(SavedEntry(ALICE, f"private-{number}", f"secret word {number}", MORNING))
        if way == "forgotten":
            await data.forget_member(ALICE)
        else:
            for saved in await data.saved.page(ALICE):
                await data.saved.remove(ALICE, saved.entry_key)
            await data.feedback.delete(OF_ALICE.reference)
        files = b"".join(path.read_bytes() for path in sqlite_place.home.folder.iterdir())
        assert str(BOB).encode() in files
        for gone in (b"zebrafish", b"secret word", b"private-", f"headword of {ALICE}".encode()):
            assert gone not in files


async def test_the_deletion_of_a_server_waits_for_whoever_writes_its_first_term(postgres_place: Place) -> None:
    """On SQLite, one transaction for writing waits for another in any case."""
    where = (postgres_place.home, postgres_place.address)
    async with opened(*where) as data, opened(*where) as other, data.database.writing(CLINIC) as adding:
        state = await locked_state(adding, CLINIC)
        await add_checked(adding, state, ChangeKind.ADD, HUDDLE, Author(ALICE, MORNING))
        with pytest.raises(ServerDataError, match="lock timeout"):
            await delete_without_waiting(other, CLINIC)


async def delete_without_waiting(data: ServerData, guild_id: int) -> None:
    async with data.database.writing(guild_id) as connection:
        await connection.execute(text("SET LOCAL lock_timeout = '100ms'"))
        await delete_guild(connection, guild_id)
