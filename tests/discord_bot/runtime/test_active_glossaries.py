"""Glossaries in memory: they follow every write, cost nothing while nobody asks, and never hold up an answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import Clock
from bot.discord_bot.runtime import server_glossaries
from bot.discord_bot.runtime.server_glossaries import ServerGlossaries
from bot.errors import DataError, UsageError
from bot.lexicon.server_glossary.reader import ServerGlossary
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.settings import Home
from bot.storage.glossary.records import ImportRow
from bot.storage.server_data import ServerData, opened

GUILD, OTHER, EDITOR = 7, 8, 5
WHEN = datetime(2026, 3, 1, tzinfo=UTC)


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.clock = Clock(monotonic=lambda: self.seconds)


@pytest.fixture
async def data(own_home: Home) -> AsyncIterator[ServerData]:
    """The server data of this process."""
    async with opened(own_home) as data:
        yield data


@pytest.fixture
async def other_process(own_home: Home, data: ServerData) -> AsyncIterator[ServerData]:
    """The same data as another process has them open."""
    async with opened(own_home) as other:
        yield other


async def add(data: ServerData, headword: str, guild_id: int = GUILD) -> GlossaryTerm:
    return await data.glossaries.add(guild_id, TermDraft(headword, "Text."), EDITOR, WHEN)


def names(glossary: ServerGlossary | None) -> list[str]:
    return sorted(glossary.index.written) if glossary else []


async def test_each_write_of_this_process_is_followed_at_once_without_reading_all_again(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Time()
    active = ServerGlossaries(lambda: data, time.clock)
    assert await active.of(GUILD) is None
    first = await add(data, "one")
    assert names(await active.of(GUILD)) == ["one"]

    async def never(*_: object) -> object:
        raise AssertionError("the whole glossary is read again")

    monkeypatch.setattr(active, "_loaded", never)
    second = await add(data, "two")
    await data.glossaries.edit(GUILD, first.number, TermDraft("uno", "Text."), EDITOR, WHEN)
    assert names(await active.of(GUILD)) == ["two", "uno"]
    change = await data.glossaries.remove(GUILD, second.number, EDITOR, WHEN)
    assert names(await active.of(GUILD)) == ["uno"]
    await data.glossaries.undo(GUILD, change.number, EDITOR, WHEN)
    assert names(await active.of(GUILD)) == ["two", "uno"]
    active.close()


async def test_an_import_a_deletion_of_all_and_a_new_beginning_are_followed(data: ServerData) -> None:
    active = ServerGlossaries(lambda: data)
    rows = [ImportRow(line, TermDraft(f"term {line}", "Text.")) for line in range(1, 131)]
    plan = await data.glossaries.prepare_import(GUILD, rows, EDITOR, WHEN)
    assert await active.of(GUILD) is None
    await data.glossaries.apply_import(GUILD, plan.token, EDITOR, WHEN)
    assert len(names(await active.of(GUILD))) == 130
    await data.forget_guild(GUILD)
    assert await active.of(GUILD) is None
    await add(data, "again")
    assert names(await active.of(GUILD)) == ["again"]
    active.close()


async def test_another_process_is_followed_within_half_a_minute(data: ServerData, other_process: ServerData) -> None:
    time = Time()
    active = ServerGlossaries(lambda: data, time.clock)
    await add(data, "one")
    assert names(await active.of(GUILD)) == ["one"]
    await add(other_process, "two")
    time.seconds = 30.0
    assert names(await active.of(GUILD)) == ["one", "two"]
    active.close()


async def test_what_was_deleted_and_begun_anew_elsewhere_is_read_anew(
    data: ServerData, other_process: ServerData
) -> None:
    time = Time()
    active = ServerGlossaries(lambda: data, time.clock)
    await add(data, "one")
    await active.of(GUILD)
    await other_process.forget_guild(GUILD)
    for headword in ("other", "more"):
        draft = TermDraft(headword, "Text.")
        await other_process.glossaries.add(GUILD, draft, EDITOR, datetime(2026, 4, 1, tzinfo=UTC))
    time.seconds = 30.0
    assert names(await active.of(GUILD)) == ["more", "other"]
    active.close()


async def test_servers_are_apart_and_idle_ones_are_dropped(data: ServerData) -> None:
    time = Time()
    active = ServerGlossaries(lambda: data, time.clock)
    await add(data, "one")
    await add(data, "theirs", OTHER)
    assert (names(await active.of(GUILD)), names(await active.of(OTHER))) == (["one"], ["theirs"])
    time.seconds = server_glossaries.SECONDS_IDLE - 1
    await active.of(OTHER)
    time.seconds = server_glossaries.SECONDS_IDLE + 1
    active.drop_idle()
    assert active.known == [OTHER]
    time.seconds *= 3
    active.drop_idle()
    assert active.known == []
    active.close()


async def test_the_least_used_go_when_there_are_too_many(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_glossaries, "MAX_SERVERS", 3)
    active = ServerGlossaries(lambda: data)
    for guild_id in (1, 2, 3, 1, 4):
        await active.of(guild_id)
    assert active.known == [3, 1, 4]
    monkeypatch.setattr(server_glossaries, "MAX_BYTES", 1)
    await add(data, "one")
    assert names(await active.of(GUILD)) == ["one"]
    assert active.known == [GUILD]
    active.close()


async def test_many_who_ask_at_once_read_it_once(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    await add(data, "one")
    active, reads = ServerGlossaries(lambda: data), list[int]()
    loaded = active._loaded  # noqa: SLF001 (there is no other sign of it)

    async def counted(guild_id: int) -> object:
        reads.append(guild_id)
        return await loaded(guild_id)

    monkeypatch.setattr(active, "_loaded", counted)
    found = await asyncio.gather(*(active.of(GUILD) for _ in range(20)))
    assert [names(each) for each in found] == [["one"]] * 20
    assert reads == [GUILD]
    active.close()


async def test_a_term_that_is_saved_while_its_glossary_is_read_is_found_right_after(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(data, "one")
    active, may_go_on, has_begun = ServerGlossaries(lambda: data), asyncio.Event(), asyncio.Event()
    index = active._index  # noqa: SLF001 (it stands for a slow database)

    async def slow(guild_id: int) -> object:
        found = await index(guild_id)
        has_begun.set()
        await may_go_on.wait()
        return found

    monkeypatch.setattr(active, "_index", slow)
    early = asyncio.create_task(active.of(GUILD))
    await has_begun.wait()
    await add(data, "two")
    late = asyncio.create_task(active.of(GUILD))
    await asyncio.sleep(0)
    may_go_on.set()
    assert names(await late) == ["one", "two"]
    await early
    active.close()


async def test_whoever_stops_waiting_leaves_the_reading_to_others(data: ServerData) -> None:
    await add(data, "one")
    active = ServerGlossaries(lambda: data)
    impatient = asyncio.create_task(active.of(GUILD))
    await asyncio.sleep(0)
    impatient.cancel()
    assert names(await active.of(GUILD)) == ["one"]
    active.close()


async def test_a_database_that_fails_is_asked_again_later(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    await add(data, "one")
    active = ServerGlossaries(lambda: data)

    async def fails(_self: object, _guild_id: int) -> int:
        raise DataError("The database is locked.", "Wait.")

    with monkeypatch.context() as patched:
        patched.setattr(type(data.glossaries), "version", fails)
        with pytest.raises(DataError):
            await active.of(GUILD)
    assert names(await active.of(GUILD)) == ["one"]
    active.close()


steps = st.lists(
    st.tuples(
        st.sampled_from((GUILD, OTHER)),
        st.sampled_from(("here", "there")),
        st.sampled_from(("add", "edit", "remove", "undo", "forget", "look")),
        st.integers(0, 3),
    ),
    max_size=14,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
async def test_whatever_is_written_by_whom_the_index_is_what_is_stored(
    data: ServerData, other_process: ServerData, done: list[tuple[int, str, str, int]]
) -> None:
    time = Time()
    active = ServerGlossaries(lambda: data, time.clock)
    for guild_id in (GUILD, OTHER):
        await data.forget_guild(guild_id)
    for moment, (guild_id, where, action, at) in enumerate(done):
        with suppress(UsageError):
            await do(data if where == "here" else other_process, guild_id, action, at, WHEN + timedelta(hours=moment))
        if where == "there":
            time.seconds += 30
        if action == "look":
            await active.of(guild_id)
    time.seconds += 30
    for guild_id in (GUILD, OTHER):
        stored = await data.glossaries.terms(guild_id)
        assert names(await active.of(guild_id)) == sorted(term.draft.headword for term in stored)
    active.close()


async def do(data: ServerData, guild_id: int, action: str, at: int, when: datetime) -> None:
    """Write something; nothing where there is nothing to write."""
    glossaries = data.glossaries
    stored = await glossaries.terms(guild_id)
    draft = TermDraft(f"term {when:%H%M} {at}", "Text.")
    if action == "add":
        await glossaries.add(guild_id, draft, EDITOR, when)
    elif action == "forget":
        await data.forget_guild(guild_id)
    elif action == "undo":
        for change in (await glossaries.history(guild_id, 0, at + 1))[at:]:
            await glossaries.undo(guild_id, change.number, EDITOR, when)
    elif stored and action == "edit":
        await glossaries.edit(guild_id, stored[at % len(stored)].number, draft, EDITOR, when)
    elif stored and action == "remove":
        await glossaries.remove(guild_id, stored[at % len(stored)].number, EDITOR, when)
