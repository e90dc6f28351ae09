"""`MEDLEX_REFRESH`: sources are fetched again on schedule by a program of their own, while the bot serves."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from structlog.testing import capture_logs

from bot import __version__
from bot import refreshing as refreshing_module
from bot.building.build import SourceFile, install_files, writing
from bot.lexicon import live as live_module
from bot.lexicon.live import LiveDictionary
from bot.lexicon.model import Match
from bot.refreshing import PERIODS, PROGRAM, Refresher, read_turn, refreshing, run_gently
from bot.settings import Home, Refresh
from bot.sources.catalogue import source
from bot.sources.transfer import Clock, Validators

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
SOMEWHERE = Validators("https://publisher.example/desc2026.gz")
# Writes down how it was started, then ends as the test wants.
NOTING = """
import json, os, sys
note = {"words": sys.argv[2:], "nice": os.nice(0), "home": os.environ["MEDLEX_HOME"], "all": sorted(os.environ)}
open(sys.argv[1], "a").write(json.dumps(note) + "\\n")
"""
FAILING = "import sys; print('The folder is full.', file=sys.stderr); sys.exit(1)"
HALF_FAILING = "import sys; print('Installed MeSH.'); print('ncit was not installed.', file=sys.stderr)"
WAITING = """
import pathlib, sys, time
try:
    pathlib.Path(sys.argv[1]).write_text("begun")
    time.sleep(60)
except KeyboardInterrupt:
    pathlib.Path(sys.argv[1]).write_text("cleared up")
"""
DEAF = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN);" + WAITING
# `medlex` itself, but that the publisher of MeSH is a server on this machine.
WITH_OWN_PUBLISHER = """
import sys
import msgspec
from bot.sources import catalogue as module
known = dict(module.catalogue())
known["mesh"] = msgspec.structs.replace(known["mesh"], addresses=(sys.argv[1],), mirror=None)
module.catalogue = lambda: known
from bot.cli import main
main(sys.argv[2:])
"""


class FakeTime:
    """A clock that stands still but for sleeping, which takes no time until `end`, and for ever from then on."""

    def __init__(self, end: timedelta) -> None:
        self.now = datetime.now(UTC)
        self.end = self.now + end
        self.over = asyncio.Event()

    @property
    def clock(self) -> Clock:
        """The clock for the program."""
        return Clock(now=lambda: self.now, sleep=self.sleep)

    def go_on(self, time: timedelta) -> None:
        """Have a later end."""
        self.end, self.over = self.now + time, asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        """Let that much time go by."""
        self.now += timedelta(seconds=seconds)
        if self.now >= self.end:
            self.over.set()
            await asyncio.Event().wait()
        await asyncio.sleep(0)


@pytest.fixture(scope="module")
def once_published(home: Home, mesh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose MeSH came from its publisher, and whose NCI dictionary from a file. Shared: only to be read."""
    published = Home(shutil.copytree(home.folder, tmp_path_factory.mktemp("published") / "home"))
    install_files(published, [SourceFile(source("mesh"), mesh_file, origin=SOMEWHERE)])
    return published


@pytest.fixture
def published(once_published: Home, tmp_path: Path) -> Home:
    """A copy of `once_published` that belongs to one test."""
    return Home(shutil.copytree(once_published.folder, tmp_path / "published home"))


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Where the program that takes the place of `medlex` writes what it has to say."""
    return tmp_path / "note"


def notes(path: Path) -> list[dict[str, Any]]:
    """How the program was started, each time."""
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def python(code: str, *words: object) -> tuple[str, ...]:
    """A Python program in place of `medlex`."""
    return (sys.executable, "-c", code, *map(str, words))


async def live_through(home: Home, time: FakeTime, program: Sequence[str], period: timedelta = WEEK) -> None:
    """Run the schedule until the clock is over."""
    running = asyncio.create_task(Refresher(home, period, time.clock, program).run())
    await asyncio.wait_for(time.over.wait(), timeout=60)
    await stop(running)


async def stop(running: asyncio.Task[None]) -> None:
    """Stop the schedule, as the bot does when it stops."""
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def text_of(path: Path) -> str:
    """What a program has written to a file so far."""
    return path.read_text() if path.exists() else ""


async def begun(path: Path) -> None:
    """Wait until a program has written something to a file."""
    while not text_of(path):  # noqa: ASYNC110 (it has no other way to tell)
        await asyncio.sleep(0.01)


# When


@pytest.mark.parametrize(
    ("refresh", "days", "turns"), [(Refresh.DAILY, 3.5, 3), (Refresh.WEEKLY, 15, 2), (Refresh.MONTHLY, 31, 1)]
)
async def test_there_is_a_turn_in_every_period(
    published: Home, note: Path, refresh: Refresh, days: float, turns: int
) -> None:
    await live_through(published, FakeTime(days * DAY), python(NOTING, note), PERIODS[refresh])
    assert len(notes(note)) == turns


async def test_the_first_turn_is_one_period_after_the_sources_were_installed(published: Home, note: Path) -> None:
    time = FakeTime(6.8 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert notes(note) == []
    time.go_on(0.3 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1


async def test_a_restart_brings_the_next_turn_neither_nearer_nor_puts_it_off(published: Home, note: Path) -> None:
    time = FakeTime(8 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1
    for _ in range(5):
        time.go_on(DAY)
        await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1
    time.go_on(2 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 2


@pytest.mark.parametrize("content", ["", "soon", "9999-01-01T00:00:00+00:00", "\xff"])
async def test_a_note_that_cannot_be_true_is_passed_over(published: Home, note: Path, content: str) -> None:
    published.last_refresh.write_text(content)
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    assert len(notes(note)) == 1
    assert read_turn(published) is not None


async def test_a_turn_that_cannot_be_noted_is_not_taken_again_at_once(published: Home, note: Path) -> None:
    published.last_refresh.mkdir()
    with capture_logs() as log:
        await live_through(published, FakeTime(13 * DAY), python(NOTING, note))
    assert len(notes(note)) == 1
    assert "refresh_not_noted" in [line["event"] for line in log]


async def test_a_source_that_is_installed_while_the_bot_runs_gets_its_turn(
    own_home: Home, mesh_file: Path, note: Path
) -> None:
    time = FakeTime(10 * DAY)
    running = asyncio.create_task(Refresher(own_home, DAY, time.clock, python(NOTING, note)).run())
    await asyncio.sleep(0.01)
    install_files(own_home, [SourceFile(source("mesh"), mesh_file, origin=SOMEWHERE)])
    await asyncio.wait_for(time.over.wait(), timeout=60)
    await stop(running)
    assert notes(note)[0]["words"] == ["install", "mesh"]


# What


async def test_only_what_came_from_its_publisher_is_fetched_again(published: Home, note: Path) -> None:
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    assert [one["words"] for one in notes(note)] == [["install", "mesh"]]


async def test_where_nothing_came_from_a_publisher_nothing_is_done(own_home: Home, note: Path) -> None:
    await live_through(own_home, FakeTime(30 * DAY), python(NOTING, note))
    assert notes(note) == []


async def test_a_damaged_source_does_not_keep_the_others_from_their_turn(published: Home, note: Path) -> None:
    (published.sources / "ncit.zip").write_bytes(b"PK\x03\x04")
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    assert [one["words"] for one in notes(note)] == [["install", "mesh"]]


async def test_the_program_gives_way_to_others_and_knows_the_home_but_not_the_token(
    published: Home, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("MEDLEX_HOME", "elsewhere")
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    (one,) = notes(note)
    assert one["home"] == str(published.folder)
    assert "DISCORD_TOKEN" not in one["all"]
    assert one["nice"] > os.nice(0)


async def test_what_the_program_says_is_in_the_log(published: Home) -> None:
    for code, event, level in (
        ("print('mesh is up to date.')", "refreshed", "info"),
        (HALF_FAILING, "refreshed_with_problems", "warning"),
        (FAILING, "refresh_failed", "error"),
    ):
        published.last_refresh.unlink(missing_ok=True)
        with capture_logs() as log:
            await live_through(published, FakeTime(7.1 * DAY), python(code))
        assert log[-1]["event"] == event
        assert log[-1]["log_level"] == level
    assert log[-1]["problems"] == ["The folder is full."]


async def test_a_failure_is_tried_again_at_the_next_turn_and_not_before(published: Home) -> None:
    with capture_logs() as log:
        await live_through(published, FakeTime(15 * DAY), python(FAILING))
    assert [line["event"] for line in log].count("refresh_failed") == 2


async def test_a_program_that_cannot_be_started_does_not_end_the_schedule(published: Home) -> None:
    with capture_logs() as log:
        await live_through(published, FakeTime(15 * DAY), ("/nowhere/medlex",))
    assert [line["event"] for line in log].count("refresh_failed") == 2


async def test_a_program_that_says_very_much_is_read_to_its_end(published: Home) -> None:
    with capture_logs() as log:
        await live_through(published, FakeTime(7.1 * DAY), python("print('x' * 10_000_000); print('at last')"))
    assert log[-1]["said"][-1] == "at last"
    assert len("".join(log[-1]["said"])) < 10_000


# Two bots


async def test_of_two_bots_on_one_home_one_takes_the_turn(published: Home, note: Path) -> None:
    time = FakeTime(7.5 * DAY)
    await live_through(published, time, python(NOTING, note))
    time.go_on(DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1


async def test_while_another_program_writes_to_the_home_the_turn_fails_and_says_so(published: Home) -> None:
    before = published.lexicon.read_bytes()
    build_instead = "import sys; from bot.cli import main; main(['build'])"
    with writing(published), capture_logs() as log:
        await live_through(published, FakeTime(7.1 * DAY), python(build_instead))
    assert log[-1]["event"] == "refresh_failed"
    assert "Another `medlex` program" in log[-1]["problems"][0]
    assert published.lexicon.read_bytes() == before


# The end of the bot


async def test_a_bot_that_stops_ends_the_program_which_clears_up_and_takes_the_turn_again_later(
    published: Home, note: Path
) -> None:
    time = FakeTime(30 * DAY)
    running = asyncio.create_task(Refresher(published, WEEK, time.clock, python(WAITING, note)).run())
    await asyncio.wait_for(begun(note), timeout=30)
    await stop(running)
    assert text_of(note) == "cleared up"
    assert read_turn(published) is None


async def test_a_program_that_does_not_listen_is_killed(
    published: Home, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing_module, "SECONDS_TO_END", 0.05)
    time = FakeTime(30 * DAY)
    running = asyncio.create_task(Refresher(published, WEEK, time.clock, python(DEAF, note)).run())
    await asyncio.wait_for(begun(note), timeout=30)
    await stop(running)
    assert text_of(note) == "begun"


async def test_the_schedule_ends_with_the_bot(published: Home, monkeypatch: pytest.MonkeyPatch, note: Path) -> None:
    monkeypatch.setattr(refreshing_module, "PROGRAM", python(WAITING, note))
    published.last_refresh.write_text("2020-01-01T00:00:00+00:00")
    async with refreshing(published, Refresh.DAILY):
        await asyncio.wait_for(begun(note), timeout=30)
    assert text_of(note) == "cleared up"


async def test_without_the_setting_nothing_is_fetched(published: Home) -> None:
    published.last_refresh.write_text("2020-01-01T00:00:00+00:00")
    with capture_logs() as log:
        async with refreshing(published, Refresh.OFF):
            await asyncio.sleep(0.01)
    assert log == []


def test_the_setting_reaches_the_bot(medlex: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Refresh] = []

    async def run_bot(home: Home, token: str, refresh: Refresh, *others: object, **more: object) -> None:
        asked.append(refresh)

    monkeypatch.setattr("bot.running.run_bot", run_bot)
    for setting in ("", "weekly"):
        assert medlex("run", DISCORD_TOKEN="x.y", MEDLEX_REFRESH=setting).exit_code == 0  # noqa: S106 (none)
    assert asked == [Refresh.OFF, Refresh.WEEKLY]


# While people ask


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
    live, answers = LiveDictionary(home.lexicon), list[Match]()

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
    live = LiveDictionary(published.lexicon)
    async with live.dictionary() as dictionary:
        entry = (await dictionary.look_up("monokine")).entry
    await live.close()
    assert entry is not None
    assert any(text.text.startswith("Now: those that come") and text.year == 2027 for text in entry.definitions)


async def test_the_program_is_this_very_package_wherever_the_bot_was_started(own_home: Home) -> None:
    other = Path.cwd() / "bot"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "__main__.py").write_text("print('another')")
    ended = await run_gently([*PROGRAM, "--version"], own_home)
    assert (ended.status, ended.said, ended.problems) == (0, [f"medlex, version {__version__}"], [])
