"""A slow database: people are told that it takes long before Discord stops waiting."""

from __future__ import annotations

import asyncio
from unittest.mock import AsyncMock

import pytest
from discord_bot.world import World, answered
from structlog.testing import capture_logs

from bot.discord_bot.runtime import deadline
from bot.errors import UsageError
from bot.settings import Home


async def test_saving_that_takes_too_long_is_said_and_done_all_the_same(
    own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # SimCord's time stands still while the bot is at work.
    monkeypatch.setattr(deadline, "_is_done", AsyncMock(return_value=False))
    page = await world.tab("interleukin", "More")
    told = answered(await world.alice.click(page, label="Save"))
    assert told.ephemeral
    assert "taking longer than usual" in told.content
    await asyncio.gather(*deadline._unfinished)  # noqa: SLF001 (nothing public tells)
    assert await world.clients[-1].server_data.saved.count(world.alice.id) == 1


async def test_what_goes_wrong_after_the_answer_is_in_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "SECONDS", 0.0)
    ready = asyncio.Event()

    async def broken() -> None:
        await ready.wait()
        raise OSError("the disk is full")

    with capture_logs() as log:
        with pytest.raises(UsageError, match="taking longer than usual"):
            await deadline.within_deadline(broken())
        ready.set()
        await asyncio.gather(*deadline._unfinished, return_exceptions=True)  # noqa: SLF001 (nothing public tells)
    assert [line["event"] for line in log] == ["failed_after_answer"]
