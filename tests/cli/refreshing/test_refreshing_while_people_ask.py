"""People are answered all through a refresh."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cli.refreshing.schedule import (
    DAY,
    FakeTime,
    live_through,
    python,
)
from limits import ANSWER_LIMITS
from structlog.testing import capture_logs

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


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Callable[[bytes], str]]:
    """A server on this machine: gives the address of a file with this content."""
    folder = tmp_path / "published"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()

    def publish(content: bytes) -> str:
        (folder / "desc.xml").write_bytes(content)
        return f"http://127.0.0.1:{server.server_address[1]}/desc.xml"

    yield publish
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture
def newer_mesh(mesh_file: Path) -> bytes:
    """The MeSH fixture in a later edition with one scope note changed."""
    text = mesh_file.read_text().replace("20260101", "20270101")
    return text.replace("Cytokines that come", "Now: those that come").encode()


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@asynccontextmanager
async def asking(home: Home) -> AsyncIterator[list[Match]]:
    """Someone who asks without a pause, until the `with` block ends; what every question came to."""
    live, answers = LiveDictionary(home.lexicon, ANSWER_LIMITS), list[Match]()

    async def ask() -> None:
        while True:
            async with live.dictionary() as dictionary:
                answers.append((await dictionary.look_up("monokine")).match)
            await asyncio.sleep(0)  # an answer that is at hand comes without a pause

    asker = asyncio.create_task(ask())
    try:
        yield answers
        assert not asker.done(), asker.exception()
    finally:
        asker.cancel()
        await asyncio.gather(asker, return_exceptions=True)
        await live.close()


async def test_people_are_answered_all_through_a_refresh_and_then_from_the_new_edition(
    published: Home,
    publisher: Callable[[bytes], str],
    newer_mesh: bytes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_module, "SECONDS_BETWEEN_CHECKS", 0.05)
    monkeypatch.delenv("http_proxy", raising=False)
    monkeypatch.delenv("HTTP_PROXY", raising=False)
    program = python(WITH_OWN_PUBLISHER, publisher(newer_mesh))
    async with asking(published) as answers:
        with capture_logs() as log:
            await live_through(published, FakeTime(7.1 * DAY), program)
        assert log[-1]["event"] == "refreshed", log
        while_refreshing = len(answers)
        await asyncio.sleep(0.2)
    assert set(answers) == {Match.EXACT}
    assert while_refreshing > 10
    live = LiveDictionary(published.lexicon, ANSWER_LIMITS)
    async with live.dictionary() as dictionary:
        entry = (await dictionary.look_up("monokine")).entry
    await live.close()
    assert entry is not None
    assert any(text.text.startswith("Now: those that come") and text.year == 2027 for text in entry.definitions)
