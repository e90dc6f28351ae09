"""People are answered all through a refresh."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cli.refreshing.schedule import (
    DAY,
    FakeTime,
    live_through,
    python,
)
from limits import ANSWER_LIMITS
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG

from bot.lexicon import live as live_module
from bot.lexicon.live import LiveDictionary
from bot.lexicon.model import Match
from bot.settings import Home

# `medlex` itself, but that the publisher of MeSH is a server on this machine.
WITH_OWN_PUBLISHER = """
import sys
import msgspec
from bot.sources import catalogue as module
known = dict(module.catalogue())
known["mesh"] = msgspec.structs.replace(known["mesh"], addresses=(sys.argv[1],), mirror=None)
module.catalogue = lambda: known
from bot.cli.main import main
main(sys.argv[2:])
"""


class Publisher:
    """A server on this machine with one file, which it sends when it may."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "desc.xml"
        self.is_asked, self.may_send = threading.Event(), threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, self, directory=str(folder)))

    def publish(self, content: bytes) -> str:
        """Put a file with this content there. Returns its address."""
        self.file.write_bytes(content)
        return f"http://127.0.0.1:{self.server.server_address[1]}/{self.file.name}"


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing, and sends nothing before it may."""

    def __init__(self, publisher: Publisher, *arguments: Any, **options: Any) -> None:
        self.publisher = publisher
        super().__init__(*arguments, **options)

    def do_GET(self) -> None:
        """Answer when the time has come."""
        self.publisher.is_asked.set()
        self.publisher.may_send.wait(SECONDS_UNTIL_HUNG)
        super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    """A publisher without a file."""
    folder = tmp_path / "published"
    folder.mkdir()
    publisher = Publisher(folder)
    server = publisher.server
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    yield publisher
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture
def newer_mesh(mesh_file: Path) -> bytes:
    """The MeSH fixture in a later edition with one scope note changed."""
    text = mesh_file.read_text().replace("20260101", "20270101")
    return text.replace("Cytokines that come", "Now: those that come").encode()


class Asker:
    """Someone who asks without a pause."""

    def __init__(self, live: LiveDictionary) -> None:
        self.live = live
        self.answers: list[Match] = []
        self._answered = asyncio.Semaphore(0)

    async def ask(self) -> None:
        """Ask for good."""
        while True:
            async with self.live.dictionary() as dictionary:
                self.answers.append((await dictionary.look_up("monokine")).match)
            self._answered.release()
            await asyncio.sleep(0)  # an answer that is at hand comes without a pause

    async def answered(self, times: int) -> None:
        """Wait for so many more answers."""
        self._answered = asyncio.Semaphore(0)
        async with asyncio.timeout(SECONDS_UNTIL_HUNG):
            for _ in range(times):
                await self._answered.acquire()


@asynccontextmanager
async def asking(home: Home) -> AsyncIterator[Asker]:
    """Someone who asks until the `with` block ends."""
    live = LiveDictionary(home.lexicon, ANSWER_LIMITS)
    one = Asker(live)
    asker = asyncio.create_task(one.ask())
    try:
        yield one
        assert not asker.done(), asker.exception()
    finally:
        asker.cancel()
        await asyncio.gather(asker, return_exceptions=True)
        await live.close()


async def test_people_are_answered_all_through_a_refresh_and_then_from_the_new_edition(
    published: Home, publisher: Publisher, newer_mesh: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "SECONDS_BETWEEN_CHECKS", -1)
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.delenv("HTTP_PROXY", raising=False)
    program = python(WITH_OWN_PUBLISHER, publisher.publish(newer_mesh))
    time = FakeTime(7.1 * DAY)
    async with asking(published) as asker:
        with capture_logs() as log:
            refreshing = asyncio.create_task(live_through(published, time, program))
            assert await asyncio.to_thread(publisher.is_asked.wait, SECONDS_UNTIL_HUNG)
            await asker.answered(10)
            publisher.may_send.set()
            await refreshing
        assert log[-1]["event"] == "refreshed", log
        await asker.answered(10)
    assert set(asker.answers) == {Match.EXACT}
    live = LiveDictionary(published.lexicon, ANSWER_LIMITS)
    async with live.dictionary() as dictionary:
        entry = (await dictionary.look_up("monokine")).entry
    await live.close()
    assert entry is not None
    assert any(text.text.startswith("Now: those that come") and text.year == 2027 for text in entry.definitions)
