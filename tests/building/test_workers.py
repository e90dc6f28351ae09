"""Files that are read at the same time, each in a process of its own."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from waiting import ProgramListener

from bot.building.build import install_files
from bot.building.parse import SourceFile
from bot.building.workers import run_in_parallel, worker
from bot.errors import DataError, UsageError
from bot.settings import CHECKOUT, Home
from bot.sources.catalogue import source
from bot.sources.edition import Edition

LARGE = 1_000_000
EDITION = Edition(label="2026-05-12", year=2026)
KILLED = """
import sys
from bot.building.workers import run_in_parallel
from test_workers import connect_and_wait

if __name__ == "__main__":
    run_in_parallel(connect_and_wait, [(sys.argv[1],), (sys.argv[1],)], [10**6, 10**6])
"""


def square(number: int) -> int:
    return number * number


def process(_: int) -> int:
    return os.getpid()


def log(text: str) -> None:
    logging.getLogger("bot.sources.test").warning("left out %s", text)


def refuse(name: str) -> None:
    raise UsageError(f"{name} is refused.", "Give another.")


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def connect_and_wait(port: str) -> None:
    socket.create_connection(("127.0.0.1", int(port))).recv(1)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Provide the processes that tests need on any machine."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)


def test_outcomes_stand_in_the_order_of_the_tasks_whichever_ends_first() -> None:
    assert run_in_parallel(square, [(2,), (3,), (4,)], [1, LARGE, LARGE]) == [4, 9, 16]


def test_large_tasks_are_not_done_in_this_process() -> None:
    assert os.getpid() not in run_in_parallel(process, [(1,), (2,)], [LARGE, LARGE])


@pytest.mark.parametrize("sizes", [[LARGE], [LARGE, 1_000], [1_000, 1_000, 1_000]])
def test_a_process_is_not_started_for_what_takes_less_time_than_starting_it(sizes: list[int]) -> None:
    assert set(run_in_parallel(process, [(at,) for at in range(len(sizes))], sizes)) == {os.getpid()}


def test_one_processor_does_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert run_in_parallel(process, [(1,), (2,)], [LARGE, LARGE]) == [os.getpid()] * 2


def test_what_the_processes_log_is_logged_here(caplog: pytest.LogCaptureFixture) -> None:
    run_in_parallel(log, [("D1",), ("D2",)], [LARGE, LARGE])
    assert sorted(record.getMessage() for record in caplog.records) == ["left out D1", "left out D2"]
    assert {record.name for record in caplog.records} == {"bot.sources.test"}


def test_an_error_of_ours_arrives_whole() -> None:
    with pytest.raises(UsageError) as caught:
        run_in_parallel(refuse, [("This",), ("That",)], [LARGE, LARGE])
    assert (caught.value.problem, caught.value.remedy) == ("This is refused.", "Give another.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_that_the_system_ends_is_told_of_plainly() -> None:
    with pytest.raises(DataError, match="The system ended a process") as caught:
        run_in_parallel(die, [(1,), (2,)], [LARGE, LARGE])
    assert "memory" in caught.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_the_processes_end_when_the_program_is_killed(tmp_path: Path, listener: ProgramListener) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    path = os.pathsep.join((str(CHECKOUT), str(CHECKOUT / "tests"), str(Path(__file__).parent)))
    program = subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, script, str(listener.port)], env={"PATH": os.environ["PATH"], "PYTHONPATH": path}
    )
    processes = [listener.accept(), listener.accept()]
    program.kill()
    program.wait()
    for process in processes:
        assert process.read_until_end() == []  # the connection lasts as long as the process


def test_sources_that_are_read_side_by_side_give_the_lexicon_that_they_give_one_after_the_other(
    tmp_path: Path, mesh_file: Path, nci_file: Path, fixtures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        SourceFile(source("mesh"), mesh_file),
        SourceFile(source("hpo"), fixtures / "table.csv"),
        SourceFile(source("nci-dictionary"), nci_file, EDITION),
    ]
    alone, together = Home(tmp_path / "alone"), Home(tmp_path / "together")
    expected = install_files(alone, files)
    monkeypatch.setattr("bot.building.workers.MIN_BYTES_FOR_PROCESSES", 1)
    outcomes, done = install_files(together, files)
    assert [outcome.id for outcome in outcomes] == ["mesh", "hpo", "nci-dictionary"]
    assert [bool(outcome.error) for outcome in outcomes] == [False, True, False]
    assert (str(outcomes[1].error), done) == (str(expected[0][1].error), expected[1])
    assert contents(together) == contents(alone)


def contents(home: Home) -> list[str]:
    """Return the names of all files of a home."""
    return sorted(str(path.relative_to(home.folder)) for path in home.folder.rglob("*"))


def count_bytes(stream: Iterable[bytes], start: int) -> int:
    return start + sum(map(len, stream))


def stop_at_once(stream: Iterable[bytes], name: str) -> None:
    refuse(name)


def die_while_reading(stream: Iterable[bytes]) -> None:
    next(iter(stream))
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("apart", [False, True])
def test_a_stream_is_read_to_its_end(apart: bool) -> None:
    with worker(separate=apart) as writer:
        counted = writer.stream(count_bytes, (b"abc" for _ in range(100)), 5)
        assert writer.start(process, 0).result() == os.getpid() or apart
    assert counted.result() == 305


def test_a_reader_that_fails_is_given_no_more() -> None:
    given: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            given.append(1)
            yield b"x" * 1_000

    with worker(separate=True) as writer, pytest.raises(UsageError, match="glossary is refused"):
        writer.stream(stop_at_once, endless(), "glossary").result()
    assert len(given) < 100


def test_a_stream_that_breaks_off_keeps_nobody_waiting() -> None:
    def breaking() -> Iterator[bytes]:
        yield b"abc"
        refuse("glossary")

    with pytest.raises(UsageError, match="glossary is refused"), worker(separate=True) as writer:
        writer.stream(count_bytes, breaking(), 5)


def test_a_reader_that_the_system_ends_is_reported() -> None:
    with pytest.raises(DataError, match="The system ended a process"), worker(separate=True) as writer:
        writer.stream(die_while_reading, (b"x" * 1_000 for _ in range(10_000))).result()
