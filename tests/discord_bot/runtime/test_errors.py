"""Faults that are not the reader's: the reply to them, the lines in the log, and what neither may contain."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import re
from collections.abc import Iterator
from unittest.mock import AsyncMock

import aiohttp
import discord
import pytest
import structlog
from discord_bot.lexicon_edits import change_entry, damage
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.languages import ENGLISH
from bot.lexicon.dictionary import Dictionary
from bot.logs import configure_logging
from bot.settings import Home, LogFormat, LogLevel, Settings

TYPED = "interleukin"
REFERENCE = re.compile(r"`([0-9a-f]{8})`")


@pytest.fixture
def log() -> Iterator[list[EventDict]]:
    """Our own log lines."""
    with capture_logs() as lines:
        yield lines


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours that every look-up runs into."""

    async def broken(self: Dictionary, query: str, language: str = ENGLISH) -> None:
        raise ZeroDivisionError("it is our fault")

    monkeypatch.setattr(Dictionary, "look_up", broken)
    monkeypatch.setattr(Dictionary, "open", broken)


@pytest.fixture
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """The log of a host with these settings: our lines and those of the libraries."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(Settings(medlex_log=request.param, medlex_log_level=LogLevel.DEBUG))
    stream = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
    yield stream
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


async def test_a_damaged_lexicon_gets_an_apology_whose_reference_is_in_the_log(
    own_home: Home, world: World, log: list[EventDict]
) -> None:
    damage(own_home)
    message = answered(await world.define(TYPED))
    assert message.ephemeral
    (reference,) = REFERENCE.findall(message.content)
    (line,) = [line for line in log if line.get("reference") == reference]
    assert str(own_home.lexicon) in line["problem"]
    assert "medlex build" in line["problem"]
    assert world.expected_errors()


async def test_a_database_that_cannot_be_used_is_not_called_the_dictionary(own_home: Home, world: World) -> None:
    own_home.server_data.write_bytes(b"no database")
    message = await world.ask("saved")
    assert message.ephemeral
    assert message.content.startswith("I can't use the database with saved entries and settings right now.")
    assert REFERENCE.findall(message.content)
    assert world.expected_errors()
    assert shown(await world.page(TYPED)).heading == TYPED


async def test_a_database_that_was_deleted_while_the_bot_runs_is_said_when_something_is_saved(
    own_home: Home, world: World, log: list[EventDict]
) -> None:
    page = await world.tab(TYPED, "More")
    await world.alice.click(page, label="Save")
    own_home.server_data.unlink()
    message = answered(await world.alice.click(page, label="Save"))
    assert message.ephemeral
    assert "was deleted or replaced while I was running" in message.content
    (line,) = [line for line in log if "reference" in line]
    assert line["reference"] in message.content
    assert str(own_home.server_data) in line["problem"]


async def test_the_reader_learns_no_path_and_sees_no_traceback(own_home: Home, world: World) -> None:
    damage(own_home)
    content = answered(await world.define(TYPED)).content
    assert not {"Traceback", "Error", "sqlite", "/", "medlex build"} & set(re.findall(r"\w+|/|medlex build", content))
    assert TYPED not in content
    assert world.expected_errors()


async def test_a_press_on_a_damaged_lexicon_apologises_privately_and_leaves_the_page(
    own_home: Home, world: World, log: list[EventDict]
) -> None:
    message = await world.page(TYPED)
    before = message.components
    damage(own_home)
    result = await world.alice.select(message, ["cytokine"], custom_id="open:related")
    assert result.ephemeral
    (reference,) = REFERENCE.findall(answered(result).content)
    assert [line["reference"] for line in log if "reference" in line] == [reference]
    assert message.components == before


async def test_a_mended_lexicon_is_served_without_a_restart(own_home: Home, world: World) -> None:
    whole = own_home.lexicon.read_bytes()
    damage(own_home)
    assert answered(await world.define(TYPED)).ephemeral
    assert world.expected_errors()
    mended = own_home.lexicon.with_suffix(".mended")
    mended.write_bytes(whole)
    mended.replace(own_home.lexicon)
    assert shown(await world.page(TYPED)).heading == TYPED


@pytest.mark.parametrize("content", [b"", b"not a lexicon at all", None], ids=["empty", "another file", "missing"])
async def test_an_unusable_new_file_leaves_the_open_lexicon_in_service(
    own_home: Home, world: World, content: bytes | None
) -> None:
    own_home.lexicon.rename(own_home.lexicon.with_suffix(".old"))
    if content is not None:
        own_home.lexicon.write_bytes(content)
    assert shown(await world.page(TYPED)).heading == TYPED


async def test_typing_on_a_damaged_lexicon_offers_nothing_and_is_logged(
    own_home: Home, world: World, monkeypatch: pytest.MonkeyPatch, log: list[EventDict]
) -> None:
    own_home.lexicon.write_bytes(b"")
    await world.clients[-1].live.close()
    assert await world.offered("inter") == {}
    (line,) = [line for line in log if "reference" in line]
    assert str(own_home.lexicon) in line["problem"]


@pytest.mark.usefixtures("bug")
async def test_a_bug_gets_an_apology_whose_reference_is_in_the_log(world: World, log: list[EventDict]) -> None:
    message = answered(await world.define(TYPED))
    assert message.ephemeral
    (reference,) = REFERENCE.findall(message.content)
    (line,) = [line for line in log if line.get("reference") == reference]
    assert isinstance(line["exc_info"], ZeroDivisionError)
    assert "fault" not in message.content
    assert "ZeroDivisionError" not in message.content
    assert world.expected_errors()


async def test_a_bug_behind_a_button_apologises_privately_and_leaves_the_page(
    world: World, log: list[EventDict], request: pytest.FixtureRequest
) -> None:
    message = await world.page(TYPED)
    before = message.components
    request.getfixturevalue("bug")
    result = await world.alice.select(message, ["cytokine"], custom_id="open:related")
    assert result.ephemeral
    assert REFERENCE.findall(answered(result).content) == [line["reference"] for line in log if "reference" in line]
    assert message.components == before


async def test_a_mistake_of_the_readers_is_not_logged(world: World, log: list[EventDict]) -> None:
    await world.define("?!")
    assert [line for line in log if line["log_level"] != "info"] == []
    assert world.expected_errors()


@pytest.mark.parametrize("code", [10062, 40060], ids=["expired", "answered by another program"])
async def test_an_interaction_that_is_gone_is_noted_and_nobody_is_told(
    world: World, log: list[EventDict], code: int
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404 if code == 10062 else 400, code=code)
    result = await world.define(TYPED)
    assert not result.acknowledged
    assert [line["event"] for line in log if line["log_level"] == "warning"] == ["interaction_gone"]
    assert not any("reference" in line for line in log)
    assert all(isinstance(error.__cause__, discord.HTTPException) for error in world.expected_errors())


async def test_a_page_that_discord_refuses_becomes_an_apology(world: World, log: list[EventDict]) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035, message="Invalid Form Body")
    message = answered(await world.define(TYPED))
    assert message.ephemeral
    assert REFERENCE.findall(message.content) == [line["reference"] for line in log if "reference" in line]
    assert world.expected_errors()


async def test_an_apology_that_cannot_be_sent_either_is_noted(world: World, log: list[EventDict]) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=400, code=50035, times=2)
    await world.define(TYPED)
    assert log[-1]["event"] == "could_not_tell"
    assert world.expected_errors()


@pytest.mark.parametrize("error", [OSError, aiohttp.ServerDisconnectedError], ids=["system", "connection"])
async def test_an_apology_for_which_there_is_no_connection_is_noted(
    bug: None, world: World, log: list[EventDict], monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    monkeypatch.setattr(discord.InteractionResponse, "send_message", AsyncMock(side_effect=error("zyxwvut")))
    await world.define(TYPED)
    assert (log[-1]["event"], log[-1]["error"]) == ("could_not_tell", error.__name__)
    world.expected_errors()


@pytest.mark.parametrize("written", list(LogFormat), indirect=True)
async def test_a_task_that_fails_unnoticed_is_logged_without_its_name_and_message(
    written: io.StringIO, world: World
) -> None:
    async def fail(typed: str) -> None:
        raise ValueError(typed)

    task = asyncio.create_task(fail("zyxwvut"), name="discord-ui-dynamic-item-search:0:zyxwvut")
    await asyncio.wait([task])
    del task
    gc.collect()
    assert "unhandled" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "zyxwvut" not in written.getvalue()


@pytest.mark.parametrize("written", list(LogFormat), indirect=True)
async def test_what_an_exception_says_is_not_in_the_log(
    written: io.StringIO, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: Dictionary, query: str, language: str) -> None:
        try:
            int(query)
        except ValueError as error:
            raise KeyError(query) from error

    monkeypatch.setattr(Dictionary, "look_up", broken)
    await world.define("zyxwvut")
    assert world.expected_errors()
    assert all(said in written.getvalue() for said in ("KeyError", "ValueError", "in broken"))
    assert "zyxwvut" not in written.getvalue()


async def everything_that_can_be_asked(world: World, home: Home) -> None:
    """Questions of every kind, typed in words that occur nowhere else, in good times and bad."""
    for term in ("zyxwvut", "zyxwvut?!", "*zyxwvut*", "inter zyxwvut", "?!"):
        await world.offered(term)
        await world.define(term)
    change_entry(home, "interleukin", subclass_of=())
    await world.define("zyxwvut interleukin")
    damage(home)
    await world.define("interleukin")
    world.expected_errors()


@pytest.mark.parametrize("written", list(LogFormat), indirect=True)
async def test_what_people_type_is_not_in_the_log_even_at_its_chattiest(
    written: io.StringIO, own_home: Home, world: World
) -> None:
    await everything_that_can_be_asked(world, own_home)
    assert "data_error" in written.getvalue()
    assert "zyxwvut" not in written.getvalue()


@pytest.mark.parametrize("written", list(LogFormat), indirect=True)
@pytest.mark.usefixtures("bug")
async def test_what_people_type_is_not_in_the_traceback_of_a_bug(written: io.StringIO, world: World) -> None:
    await world.define("zyxwvut")
    assert world.expected_errors()
    assert "ZeroDivisionError" in written.getvalue()
    assert "zyxwvut" not in written.getvalue()


@pytest.mark.parametrize("written", [LogFormat.JSON], indirect=True)
async def test_log_lines_can_be_read_as_json(written: io.StringIO, own_home: Home, world: World) -> None:
    damage(own_home)
    await world.define("interleukin")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert any(line["event"] == "data_error" and line["reference"] for line in lines)
    assert world.expected_errors()
