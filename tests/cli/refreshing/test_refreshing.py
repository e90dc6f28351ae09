"""`MEDLEX_REFRESH`: sources are fetched again on schedule by a program of their own, while the bot serves."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli.refreshing.schedule import (
    DAY,
    DEAF,
    FAILING,
    HALF_FAILING,
    NOTING,
    NOTING_WHEN_LOWERED,
    SOMEWHERE,
    WAITING,
    WEEK,
    FakeTime,
    begun,
    live_through,
    notes,
    python,
    stop,
)
from click.testing import Result
from structlog.testing import capture_logs
from waiting import SECONDS_UNTIL_HUNG, ProgramConnection, ProgramListener

from bot import __version__
from bot.building.build import exclusive_lock, install_files
from bot.building.parse import SourceFile
from bot.discord_bot import refreshing as refreshing_module
from bot.discord_bot.refreshing import (
    NICENESS,
    PERIODS,
    PROGRAM,
    Refresher,
    read_time,
    refreshing,
    run_with_low_priority,
)
from bot.discord_bot.runtime.metrics import Metrics
from bot.settings import CHECKOUT, Home, Refresh
from bot.sources.catalogue import source

# Where priorities end (https://man7.org/linux/man-pages/man2/nice.2.html).
LOWEST_PRIORITY = 19

# When


@pytest.mark.parametrize(
    ("refresh", "days", "runs"), [(Refresh.DAILY, 3.5, 3), (Refresh.WEEKLY, 15, 2), (Refresh.MONTHLY, 31, 1)]
)
async def test_there_is_a_run_in_every_period(
    published: Home, note: Path, refresh: Refresh, days: float, runs: int
) -> None:
    await live_through(published, FakeTime(days * DAY), python(NOTING, note), PERIODS[refresh])
    assert len(notes(note)) == runs


async def test_the_first_run_is_one_period_after_the_sources_were_installed(published: Home, note: Path) -> None:
    time = FakeTime(6.8 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert notes(note) == []
    time.go_on(0.3 * DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1


async def test_a_restart_neither_delays_the_next_run_nor_brings_it_forward(published: Home, note: Path) -> None:
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
    assert read_time(published.last_refresh) is not None


async def test_a_run_whose_time_cannot_be_stored_is_not_repeated_at_once(published: Home, note: Path) -> None:
    published.last_refresh.mkdir()
    with capture_logs() as log:
        await live_through(published, FakeTime(13 * DAY), python(NOTING, note))
    assert len(notes(note)) == 1
    assert "refresh_not_noted" in [line["event"] for line in log]


@pytest.mark.parametrize(("program", "is_known"), [(HALF_FAILING, True), (FAILING, False)])
async def test_after_a_restart_metrics_know_when_a_refresh_last_went_well(
    published: Home, program: str, is_known: bool
) -> None:
    await live_through(published, FakeTime(7.1 * DAY), python(program))
    metrics = Metrics()
    Refresher(published, WEEK, metrics=metrics)
    last = metrics.registry.get_sample_value("medlex_work_last_success_timestamp_seconds", {"work": "refresh"})
    moment = read_time(published.last_good_refresh)
    assert last == (moment.timestamp() if moment else None)
    assert (last is not None) is is_known


async def test_a_source_that_is_installed_while_the_bot_runs_is_refreshed(
    own_home: Home, mesh_file: Path, note: Path
) -> None:
    time = FakeTime(0.1 * DAY)
    running = asyncio.create_task(Refresher(own_home, DAY, time.clock, python(NOTING, note)).run())
    await time.over()
    install_files(own_home, [SourceFile(source("mesh"), mesh_file, origin=SOMEWHERE)])
    time.go_on(10 * DAY)
    await time.over()
    await stop(running)
    assert notes(note)[0]["words"] == ["install", "mesh"]


# What


async def test_only_what_came_from_its_publisher_is_fetched_again(published: Home, note: Path) -> None:
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    assert [one["words"] for one in notes(note)] == [["install", "mesh"]]


async def test_where_nothing_came_from_a_publisher_nothing_is_done(own_home: Home, note: Path) -> None:
    await live_through(own_home, FakeTime(30 * DAY), python(NOTING, note))
    assert notes(note) == []


async def test_a_damaged_source_does_not_keep_the_others_from_being_refreshed(published: Home, note: Path) -> None:
    (published.sources / "ncit.zip").write_bytes(b"PK\x03\x04")
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING, note))
    assert [one["words"] for one in notes(note)] == [["install", "mesh"]]


async def test_the_program_gives_way_to_others_and_knows_the_home_but_not_the_token(
    published: Home, note: Path, listener: ProgramListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    lower_priority = refreshing_module._lower_priority  # noqa: SLF001 (the program has to wait for it)

    def lower_and_let_go_on(process: int) -> None:
        lower_priority(process)
        listener.accept().let_go_on()

    monkeypatch.setattr(refreshing_module, "_lower_priority", lower_and_let_go_on)
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("MEDLEX_HOME", "elsewhere")
    await live_through(published, FakeTime(7.1 * DAY), python(NOTING_WHEN_LOWERED, listener.port, note))
    (one,) = notes(note)
    assert one["home"] == str(published.folder)
    assert "DISCORD_TOKEN" not in one["all"]
    assert one["nice"] == min(os.nice(0) + NICENESS, LOWEST_PRIORITY)


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


async def test_a_failure_is_tried_again_at_the_next_run_and_not_before(published: Home) -> None:
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


async def test_of_two_bots_on_one_home_one_refreshes(published: Home, note: Path) -> None:
    time = FakeTime(7.5 * DAY)
    await live_through(published, time, python(NOTING, note))
    time.go_on(DAY)
    await live_through(published, time, python(NOTING, note))
    assert len(notes(note)) == 1


async def test_while_another_program_writes_to_the_home_the_run_fails_and_says_so(published: Home) -> None:
    before = published.lexicon.read_bytes()
    build_instead = "import sys; from bot.cli.main import main; main(['build'])"
    with exclusive_lock(published), capture_logs() as log:
        await live_through(published, FakeTime(7.1 * DAY), python(build_instead))
    assert log[-1]["event"] == "refresh_failed"
    assert "Another `medlex` program" in log[-1]["problems"][0]
    assert published.lexicon.read_bytes() == before


# The end of the bot


async def test_a_bot_that_stops_ends_the_program_which_cleans_up_and_runs_again_later(
    published: Home, listener: ProgramListener
) -> None:
    time = FakeTime(30 * DAY)
    running = asyncio.create_task(Refresher(published, WEEK, time.clock, python(WAITING, listener.port)).run())
    program = await begun(listener)
    await stop(running)
    assert program.read_until_end() == ["cleared up"]
    assert read_time(published.last_refresh) is None


async def test_a_program_that_is_still_being_started_is_let_clear_up_too(
    published: Home, listener: ProgramListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, programs, is_cancelled = asyncio.create_subprocess_exec, asyncio.Queue[ProgramConnection](), asyncio.Event()

    async def start_slowly(*command: str, **settings: Any) -> asyncio.subprocess.Process:
        process = await start(*command, **settings)
        programs.put_nowait(await begun(listener))
        await is_cancelled.wait()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", start_slowly)
    running = asyncio.create_task(run_with_low_priority(python(WAITING, listener.port), published))
    program = await programs.get()
    running.cancel()
    is_cancelled.set()
    assert isinstance((await asyncio.gather(running, return_exceptions=True))[0], asyncio.CancelledError)
    assert program.read_until_end() == ["cleared up"]


async def test_a_program_that_cannot_be_started_does_not_keep_the_bot_from_stopping(published: Home) -> None:
    running = asyncio.create_task(run_with_low_priority(("/nowhere/medlex",), published))
    await asyncio.sleep(0)
    running.cancel()
    assert isinstance((await asyncio.gather(running, return_exceptions=True))[0], asyncio.CancelledError)


async def test_a_program_that_does_not_listen_is_killed(
    published: Home, listener: ProgramListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing_module, "SECONDS_TO_END", 0.05)
    time = FakeTime(30 * DAY)
    running = asyncio.create_task(Refresher(published, WEEK, time.clock, python(DEAF, listener.port)).run())
    program = await begun(listener)
    await stop(running)
    assert program.read_until_end() == []


async def test_the_schedule_ends_with_the_bot(
    published: Home, listener: ProgramListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing_module, "PROGRAM", python(WAITING, listener.port))
    published.last_refresh.write_text("2020-01-01T00:00:00+00:00")
    async with refreshing(published, Refresh.DAILY):
        program = await begun(listener)
    assert program.read_until_end() == ["cleared up"]


async def test_without_the_setting_nothing_is_fetched(published: Home) -> None:
    published.last_refresh.write_text("2020-01-01T00:00:00+00:00")
    others = asyncio.all_tasks()
    with capture_logs() as log:
        async with refreshing(published, Refresh.OFF):
            assert asyncio.all_tasks() == others
    assert log == []


def test_the_setting_reaches_the_bot(medlex: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Refresh] = []

    async def run_bot(home: Home, token: str, refresh: Refresh, *others: object, **more: object) -> None:
        asked.append(refresh)

    monkeypatch.setattr("bot.discord_bot.run.run_bot", run_bot)
    for setting in ("", "weekly"):
        assert medlex("run", DISCORD_TOKEN="x.y", MEDLEX_REFRESH=setting).exit_code == 0  # noqa: S106 (none)
    assert asked == [Refresh.OFF, Refresh.WEEKLY]


async def test_the_program_is_this_very_package_wherever_the_bot_was_started(own_home: Home) -> None:
    other = Path.cwd() / "bot"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "__main__.py").write_text("print('another')")
    result = await run_with_low_priority([*PROGRAM, "--version"], own_home)
    assert (result.status, result.output, result.problems) == (0, [f"medlex, version {__version__}"], [])


IGNORING = """
import signal, subprocess, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
from bot.discord_bot.refreshing import let_children_be_interrupted
let_children_be_interrupted()
signal.raise_signal(signal.SIGINT)
asked = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
print(subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True).stdout.strip())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no signals that are ignored")
def test_a_bot_in_the_background_ignores_ctrl_c_and_can_interrupt_its_refresh_all_the_same() -> None:
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", IGNORING],
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "True"), done.stderr
