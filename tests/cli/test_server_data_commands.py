"""Server data in the terminal: feedback, and copies."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from storage.places import Place
from storage.rows import make_database

from bot.settings import Home
from bot.storage.records import Feedback, FeedbackKind
from bot.storage.schema import SCHEMA_VERSION
from bot.storage.server_data import ServerData, opened

Medlex = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[str]]

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
WRONG = Feedback(
    "interleukin", "interleukin", FeedbackKind.WRONG, "Line one\n[bold]line two", MORNING, 7, 2**62, reference="BCDFGH"
)
MISSING = Feedback("p53", "P53", FeedbackKind.MISSING, "No Spanish", MORNING.replace(hour=9), reference="JKLMNP")


def with_data(home: Home, use: Callable[[ServerData], Coroutine[Any, Any, object]]) -> None:
    """Do something with the server data of a home."""

    async def using() -> None:
        async with opened(home) as data:
            await use(data)

    asyncio.run(using())


@pytest.fixture
def told(new: Home) -> Home:
    """A home in which members have given feedback."""
    with_data(new, lambda data: data.feedback.add(WRONG))
    with_data(new, lambda data: data.feedback.add(MISSING))
    return new


def test_feedback_is_listed_for_the_host(medlex: Medlex, told: Home) -> None:
    result = medlex("feedback", home=told)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "BCDFGH · 2026-05-12 · interleukin (key:interleukin) · wrong",
        "  Line one",
        "  [bold]line two",
        f"  To be contacted: user {2**62}",
        "JKLMNP · 2026-05-12 · P53 (key:p53) · missing",
        "  No Spanish",
    ]


def test_what_an_earlier_medlex_wrote_is_copied_and_brought_to_this_version(medlex: Medlex, new: Home) -> None:
    asyncio.run(make_database(Place(new), "0001"))
    done = f"Server data have schema version {SCHEMA_VERSION}: {new.server_data}."
    for _ in range(2):  # the second time there is nothing to do
        result = medlex("migrate", home=new)
        assert (result.exit_code, result.stdout.strip()) == (0, done)
    (copy,) = new.backups.glob("*.sqlite3")
    assert copy.name.endswith(f"-before-{SCHEMA_VERSION}.sqlite3")


def test_many_copies_that_start_find_a_database(medlex: Medlex, new: Home) -> None:
    assert medlex("migrate", home=new).exit_code == 0
    assert new.server_data.exists()


def test_what_cannot_be_brought_to_this_version_is_left(medlex: Medlex, new: Home) -> None:
    new.folder.mkdir()
    new.server_data.write_bytes(b"not a database, but long enough to be looked at" * 100)
    before = new.server_data.read_bytes()
    assert medlex("migrate", home=new).exit_code == 1
    assert new.server_data.read_bytes() == before


def test_feedback_is_listed_for_other_programs(medlex: Medlex, told: Home) -> None:
    listed = json.loads(medlex("feedback", "--json", home=told).stdout)
    assert listed[0] == {
        "reference": "BCDFGH",
        "key": "interleukin",
        "headword": "interleukin",
        "kind": "wrong",
        "text": "Line one\n[bold]line two",
        "written": "2026-05-12T08:30:00+00:00",
        "guild": "7",
        "contact": str(2**62),
        "done": None,
    }
    assert [feedback["reference"] for feedback in listed] == ["BCDFGH", "JKLMNP"]


def test_without_feedback_that_is_said(medlex: Medlex, new: Home) -> None:
    assert medlex("feedback", home=new).stdout == "No feedback waits for you.\n"
    assert medlex("feedback", "--all", home=new).stdout == "There is no feedback.\n"
    assert json.loads(medlex("feedback", "--json", home=new).stdout) == []


def test_feedback_that_is_done_says_a_last_time_whom_to_contact(medlex: Medlex, told: Home) -> None:
    result = medlex("feedback", "--done", "bcdfgh", home=told)
    assert f"user {2**62}" in result.stdout
    assert "Marked BCDFGH as done; whom to contact is forgotten now." in result.stdout
    assert "BCDFGH" not in medlex("feedback", home=told).stdout
    listed = json.loads(medlex("feedback", "--all", "--json", home=told).stdout)
    assert [feedback["contact"] for feedback in listed] == [None, None]
    assert [bool(feedback["done"]) for feedback in listed] == [True, False]
    assert "wrong · done" in medlex("feedback", "--all", home=told).stdout


def test_feedback_can_be_deleted(medlex: Medlex, told: Home) -> None:
    assert medlex("feedback", "--delete", "bcdfgh", home=told).stdout == "Deleted BCDFGH.\n"
    listed = json.loads(medlex("feedback", "--all", "--json", home=told).stdout)
    assert [feedback["reference"] for feedback in listed] == ["JKLMNP"]


@pytest.mark.parametrize("option", ["--done", "--delete"])
def test_a_reference_that_there_is_not_is_wrong_usage(medlex: Medlex, told: Home, option: str) -> None:
    result = medlex("feedback", option, "ZZZZZZ", home=told)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    assert "ZZZZZZ" in result.stderr


def test_server_data_are_copied_and_put_back(medlex: Medlex, told: Home, tmp_path: Path) -> None:
    copied = medlex("backup", tmp_path / "copy", home=told)
    assert copied.exit_code == 0
    assert str(tmp_path / "copy") in copied.stdout
    medlex("feedback", "--delete", "BCDFGH", home=told)
    restored = medlex("restore", tmp_path / "copy", home=told)
    assert restored.exit_code == 0
    (kept,) = told.backups.glob("servers-*-replaced.sqlite3")
    assert str(kept) in restored.stdout
    assert "BCDFGH" in medlex("feedback", home=told).stdout


@pytest.mark.parametrize("words", [("backup", "copy"), ("restore", "copy")])
def test_what_cannot_be_copied_or_put_back_is_said_in_two_sentences(
    medlex: Medlex, new: Home, words: tuple[str, str]
) -> None:
    result = medlex(*words, home=new)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 2


def test_a_backup_without_a_path_is_put_among_the_others(medlex: Medlex, told: Home) -> None:
    copied = medlex("backup", home=told)
    assert copied.exit_code == 0
    (copy,) = told.backups.glob("servers-*-by-hand.sqlite3")
    assert str(copy) in copied.stdout
    medlex("feedback", "--delete", "BCDFGH", home=told)
    assert medlex("restore", copy, home=told).exit_code == 0
    assert "BCDFGH" in medlex("feedback", home=told).stdout


@pytest.mark.parametrize("words", [("backup",), ("restore", "copy"), ("move-data", "--to", "postgresql")])
def test_a_password_is_never_told(medlex: Medlex, told: Home, words: tuple[str, ...]) -> None:
    pytest.importorskip("asyncpg")
    result = medlex(*words, home=told, MEDLEX_DATABASE="postgresql://me:very-secret@127.0.0.1:1/words")
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 2
    assert "very-secret" not in result.stderr


@pytest.mark.parametrize("to", ["postgresql", "sqlite"])
def test_data_are_not_moved_without_an_address(medlex: Medlex, told: Home, to: str) -> None:
    result = medlex("move-data", "--to", to, home=told)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "MEDLEX_DATABASE=postgresql://" in result.stderr


def test_a_disk_that_fills_up_leaves_no_half_of_a_copy(medlex_process: Process, told: Home, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
    try:  # compiled modules would be cut off, too, and left so for later tests
        surroundings = {"MEDLEX_HOME": str(told.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        done = medlex_process("backup", tmp_path / "copy", **surroundings)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(tmp_path / "copy") in done.stderr
    assert not list(tmp_path.glob("copy*"))
