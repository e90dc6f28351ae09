"""The dictionary caches its last answers, separately for each answerer and language."""

from __future__ import annotations

from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from bot.errors import UsageError
from bot.lexicon.dictionary import MAX_ANSWERS, Dictionary, Lookup
from bot.lexicon.lookup.match_ladder import MatchLadder
from bot.lexicon.model import Answer
from bot.lexicon.store.opening import opened

LookedUp = list[tuple[str, ...]]


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> LookedUp:
    """The queries, with their languages, and the keys that reach the match ladder."""
    found: LookedUp = []
    look_up, open_entry = MatchLadder.look_up, MatchLadder.open

    async def noted_look_up(ladder: MatchLadder, query: str, language: str) -> Answer:
        found.append((query, language))
        return await look_up(ladder, query, language)

    async def noted_open(ladder: MatchLadder, key: str) -> Answer:
        found.append((key,))
        return await open_entry(ladder, key)

    monkeypatch.setattr(MatchLadder, "look_up", noted_look_up)
    monkeypatch.setattr(MatchLadder, "open", noted_open)
    return found


async def test_an_answer_is_kept_for_each_language(small_lexicon: Path, looked_up: LookedUp) -> None:
    async with opened(small_lexicon) as lexicon:
        lookup: Lookup = Dictionary(lexicon, ANSWER_LIMITS)
        for language in ("en", "en", "es", "en"):
            await lookup.look_up("heart", language)
    assert looked_up == [("heart", "en"), ("heart", "es")]


async def test_an_answer_is_kept_for_whoever_gave_it(small_lexicon: Path, looked_up: LookedUp) -> None:
    async with opened(small_lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS, "lexicon")
        await dictionary.look_up("heart")
        dictionary.answerer = "server 1"
        await dictionary.look_up("heart")
        await dictionary.look_up("heart")
    assert looked_up == [("heart", "en")] * 2


async def test_an_opened_entry_is_kept(small_lexicon: Path, looked_up: LookedUp) -> None:
    async with opened(small_lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        opened_twice = [await dictionary.open("heart") for _ in range(2)]
    assert opened_twice[0] is opened_twice[1]
    assert looked_up == [("heart",)]


async def test_the_answer_that_was_asked_for_longest_ago_is_dropped(small_lexicon: Path, looked_up: LookedUp) -> None:
    async with opened(small_lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        for query in ("first", "second", *map(str, range(MAX_ANSWERS - 2)), "first", "one more", "first", "second"):
            await dictionary.look_up(query)
    assert [query for query, *_ in looked_up[-2:]] == ["one more", "second"]


async def test_a_refused_query_is_refused_again(small_lexicon: Path, looked_up: LookedUp) -> None:
    async with opened(small_lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        for _ in range(2):
            with pytest.raises(UsageError, match="no word to look up"):
                await dictionary.look_up("…")
    assert len(looked_up) == 2
