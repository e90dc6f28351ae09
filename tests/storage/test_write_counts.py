"""What this process has written is counted by owner, so that what was read before is known to be old."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.lexicon.server_glossary.term import TermDraft
from bot.storage.guild_settings import PRIVATE
from bot.storage.records import Feedback, FeedbackKind
from bot.storage.server_data import ServerData
from bot.storage.write_order import WriteCounts

GUILD, OTHER = 7, 8
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


async def test_every_write_of_a_server_counts_for_it_and_not_for_others(data: ServerData) -> None:
    counts = data.database.writes
    before, others = counts.of(GUILD), counts.of(OTHER)
    term = await data.glossaries.add(GUILD, TermDraft("one", "Text."), 5, WHEN)
    await data.guild_settings.set(GUILD, PRIVATE, value=True)
    await data.glossaries.remove(GUILD, term.number, 5, WHEN)
    await data.forget_guild(GUILD)
    assert counts.of(GUILD) == before + 4
    assert counts.of(OTHER) == others


async def test_reading_counts_nothing_and_a_failed_write_may_count(data: ServerData) -> None:
    counts = data.database.writes
    before = counts.of(GUILD)
    await data.glossaries.terms(GUILD)
    await data.saved.count(5)
    assert counts.of(GUILD) == before
    with pytest.raises(RuntimeError):
        async with data.database.writing(GUILD):
            raise RuntimeError
    assert counts.of(GUILD) > before


async def test_feedback_makes_nothing_of_others_be_read_again(data: ServerData) -> None:
    counts = data.database.writes
    before = counts.of(OTHER)
    for guild_id in (GUILD, None):
        report = Feedback("p53", "P53", FeedbackKind.WRONG, "No.", WHEN, guild_id)
        await data.feedback.add(report)
    assert counts.of(OTHER) == before


def test_a_write_of_nobody_in_particular_counts_for_everybody() -> None:
    counts = WriteCounts()
    counts.count()
    assert counts.of(1) == counts.of(2**63 - 1) == 1
    counts.count(1, 2)
    assert (counts.of(1), counts.of(2), counts.of(3)) == (2, 2, 1)


def test_few_owners_share_a_counter_however_their_ids_end() -> None:
    counts = WriteCounts()
    guilds = [number << 22 for number in range(1, 2_000)]
    before = {guild: counts.of(guild) for guild in guilds}
    counts.count(guilds[0])
    assert [guild for guild in guilds if counts.of(guild) != before[guild]] == [guilds[0]]
