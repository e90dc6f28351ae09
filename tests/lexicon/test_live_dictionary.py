"""The lexicon in use is replaced by a new build without losing a reply."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS
from waiting import SECONDS_UNTIL_HUNG

from bot.clock import Clock
from bot.errors import DataError
from bot.lexicon import live as live_module
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.live import LiveDictionary
from bot.lexicon.model import Match
from bot.lexicon.store.reader import Lexicon
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
Rebuild = Callable[..., None]
Put = Callable[[bytes | None], None]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The path of the lexicon in use."""
    return tmp_path / "lexicon.sqlite3"


@pytest.fixture
def rebuild(path: Path, make_concept: MakeConcept, write_lexicon: Callable[..., Path]) -> Rebuild:
    """Return a function that builds a lexicon of these headwords and replaces the one in use."""

    def put(*headwords: str) -> None:
        new = path.with_suffix(".part")
        write_lexicon(new, glossary=[make_concept(headword) for headword in headwords]).replace(path)

    return put


@pytest.fixture
def put(path: Path) -> Put:
    """Return a function that replaces the lexicon in use with this content, or removes it if that is None."""

    def replace(content: bytes | None) -> None:
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)

    return replace


@pytest.fixture
async def live(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LiveDictionary]:
    """A dictionary that looks for a new build at every question, and waits until the old one is closed."""
    monkeypatch.setattr(live_module, "SECONDS_BETWEEN_CHECKS", -1)
    monkeypatch.setattr(live_module, "SECONDS_FOR_CLOSING", SECONDS_UNTIL_HUNG)
    live = LiveDictionary(path, ANSWER_LIMITS)
    yield live
    await live.close()


async def match(live: LiveDictionary, query: str) -> Match:
    async with live.dictionary() as dictionary:
        return (await dictionary.look_up(query)).match


async def assert_closed(dictionary: Dictionary) -> None:
    with pytest.raises(ValueError, match="onnection"):
        await dictionary.lexicon.sources()


async def test_one_build_is_opened_once_and_answers_all(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    async with live.dictionary() as first, live.dictionary() as second:
        assert first is second
    async with live.dictionary() as third:
        assert third is first
        assert (await third.look_up("heart")).match is Match.EXACT


async def test_people_who_ask_at_once_share_one_opening(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")

    async def ask() -> int:
        async with live.dictionary() as dictionary:
            await dictionary.look_up("heart")
            return id(dictionary)

    assert len(set(await asyncio.gather(*(ask() for _ in range(20))))) == 1


async def test_a_new_build_answers_as_soon_as_it_stands_there(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    assert (await match(live, "heart"), await match(live, "7 spleens")) == (Match.EXACT, Match.NONE)
    rebuild("7 spleens")
    assert (await match(live, "heart"), await match(live, "7 spleens")) == (Match.NONE, Match.EXACT)


async def test_a_reply_under_way_keeps_the_build_it_began_with(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    async with live.dictionary() as old:
        rebuild("spleen")
        async with live.dictionary() as new:
            assert new is not old
            assert (await new.look_up("heart")).match is Match.NONE
        assert (await old.look_up("heart")).match is Match.EXACT
        assert (await old.look_up("hearx")).match is Match.SUGGESTION
    await assert_closed(old)
    assert await match(live, "spleen") is Match.EXACT


async def test_the_old_build_stays_open_until_the_last_of_its_replies_is_made(
    live: LiveDictionary, rebuild: Rebuild
) -> None:
    rebuild("heart")
    async with live.dictionary() as old:
        async with live.dictionary() as same:
            assert same is old
            rebuild("spleen")
            assert await match(live, "spleen") is Match.EXACT
        assert (await old.look_up("heart")).match is Match.EXACT
    await assert_closed(old)


async def test_an_idle_old_build_is_closed_when_the_new_one_opens(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    async with live.dictionary() as old:
        pass
    assert (await old.look_up("heart")).match is Match.EXACT  # open for the next question
    rebuild("spleen")
    assert await match(live, "spleen") is Match.EXACT
    await assert_closed(old)


async def test_the_index_of_an_old_build_is_freed_with_it(live: LiveDictionary, rebuild: Rebuild) -> None:
    """It is mapped from the file, whose space on the disk is not free before."""
    rebuild("heart")
    async with live.dictionary() as old:
        assert (await old.look_up("hearx")).match is Match.SUGGESTION
        rows = weakref.ref((await old.suggester.index()).names.rows)
    rebuild("spleen")
    assert await match(live, "spleen") is Match.EXACT
    assert rows() is None


async def test_rebuilds_while_many_people_ask_drop_no_reply(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart", "build 0")

    async def ask() -> Match:
        async with live.dictionary() as dictionary:
            await asyncio.sleep(0)
            return (await dictionary.look_up("heart")).match

    for number in range(1, 6):
        questions = [asyncio.create_task(ask()) for _ in range(10)]
        await asyncio.sleep(0)
        rebuild("heart", f"build {number}")
        assert set(await asyncio.gather(*questions)) == {Match.EXACT}
    assert await match(live, "build 5") is Match.EXACT


@pytest.mark.parametrize("content", [b"", b"not a lexicon", b"SQLite format 3\x00" + bytes(5_000)])
async def test_a_damaged_new_build_is_ignored_with_a_warning(
    live: LiveDictionary, rebuild: Rebuild, put: Put, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild("heart")
    assert await match(live, "heart") is Match.EXACT
    put(content)
    with caplog.at_level(logging.WARNING):
        assert await match(live, "heart") is Match.EXACT
    assert "went on with the lexicon that is open" in caplog.text
    assert str(live.path) in caplog.text
    rebuild("spleen")
    assert await match(live, "spleen") is Match.EXACT


async def test_the_open_build_goes_on_when_its_file_is_deleted(
    live: LiveDictionary, rebuild: Rebuild, put: Put
) -> None:
    rebuild("heart")
    async with live.dictionary() as before:
        put(None)
    async with live.dictionary() as after:
        assert after is before
        assert (await after.look_up("heart")).match is Match.EXACT


@pytest.mark.parametrize("content", [None, b"not a lexicon"])
async def test_without_any_usable_lexicon_the_question_fails_until_one_is_built(
    live: LiveDictionary, rebuild: Rebuild, put: Put, content: bytes | None
) -> None:
    put(content)
    with pytest.raises(DataError, match="medlex build"):
        await match(live, "heart")
    rebuild("heart")
    assert await match(live, "heart") is Match.EXACT


async def test_a_failing_reply_lets_go_of_its_build(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    with pytest.raises(ZeroDivisionError):
        async with live.dictionary() as old:
            raise ZeroDivisionError
    rebuild("spleen")
    assert await match(live, "spleen") is Match.EXACT
    await assert_closed(old)


async def test_closing_waits_for_a_reply_under_way(live: LiveDictionary, rebuild: Rebuild) -> None:
    rebuild("heart")
    async with live.dictionary() as dictionary:
        await live.close()
        assert (await dictionary.look_up("heart")).match is Match.EXACT
    await assert_closed(dictionary)


async def test_closing_closes_an_idle_build_and_may_be_repeated(live: LiveDictionary, rebuild: Rebuild) -> None:
    await live.close()
    rebuild("heart")
    async with live.dictionary() as dictionary:
        pass
    await live.close()
    await live.close()
    await assert_closed(dictionary)


async def test_the_file_is_not_looked_at_more_than_once_a_second(path: Path, rebuild: Rebuild) -> None:
    now = 100.0
    live = LiveDictionary(path, ANSWER_LIMITS, Clock(monotonic=lambda: now))
    try:
        rebuild("heart")
        assert await match(live, "heart") is Match.EXACT
        rebuild("7 spleens")
        now += 0.9
        assert await match(live, "7 spleens") is Match.NONE
        now += 0.2
        assert await match(live, "7 spleens") is Match.EXACT
    finally:
        await live.close()


async def test_nobody_waits_while_the_system_takes_its_time_to_close_the_old_build(
    live: LiveDictionary, rebuild: Rebuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_module, "SECONDS_FOR_CLOSING", 0)
    may_close, closed = asyncio.Event(), list[Path]()
    really_close = Lexicon.close

    async def slowly(self: Lexicon) -> None:
        await may_close.wait()
        await really_close(self)
        closed.append(self.path)

    rebuild("heart")
    assert await match(live, "heart") is Match.EXACT
    monkeypatch.setattr(Lexicon, "close", slowly)
    rebuild("spleen")
    for _ in range(3):
        assert await match(live, "spleen") is Match.EXACT
    assert closed == []
    may_close.set()
    await live.close()
    assert len(closed) == 2
