"""Fixtures for the tests of sources: a publisher's server on this machine, a clock without waiting, and the XML
formats.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from sources.downloading import Publisher, no_time
from sources.xml_samples import SAMPLES, Sample

from bot.clock import Clock
from bot.errors import DataError
from bot.sources.catalogue import Source
from bot.sources.download.fetch import Fetched, fetch
from bot.sources.download.options import FetchOptions, Validators
from bot.sources.download.retry import RetryPolicy

THIS_YEAR = 2026

Fetch = Callable[..., Awaitable[Fetched]]


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    """A publisher's server on this machine."""
    publisher = Publisher()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", publisher.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    publisher.port = runner.addresses[0][1]
    yield publisher
    await runner.cleanup()


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    """One of the formats."""
    return SAMPLES[request.param]


@pytest.fixture
def refusal(sample: Sample, tmp_path: Path) -> Callable[[bytes], DataError]:
    """The error for a file with this content; every error names the file and says what to do."""

    def refused(content: bytes) -> DataError:
        path = tmp_path / "download"
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            list(sample.concepts(path))
        assert str(path) in caught.value.problem
        assert caught.value.remedy.endswith(".")
        return caught.value

    return refused


class Today(datetime):
    """A clock in which the year does not change."""

    @classmethod
    def now(cls, tz: Any = None) -> Today:
        """The day of the tests."""
        return cls(THIS_YEAR, 5, 12, tzinfo=UTC)


@pytest.fixture
def in_one_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """One year, and no waiting between attempts."""
    policy = RetryPolicy(clock=Clock(sleep=no_time))
    monkeypatch.setattr("bot.sources.download.fetch.FetchOptions", partial(FetchOptions, policy=policy))
    monkeypatch.setattr("bot.sources.download.fetch.datetime", Today)


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """The folder into which files are fetched."""
    return tmp_path / "downloads"


@pytest.fixture
def get(publisher: Any, downloads: Path) -> Fetch:
    """Fetches a source into that folder."""

    async def got(of: Source, previous: Validators | None = None) -> Fetched:
        return await fetch(of, downloads, previous, publisher.seen.append)

    return got
