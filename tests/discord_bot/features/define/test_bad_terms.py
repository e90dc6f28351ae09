"""Terms that are no terms: each is answered kindly and privately, and none does harm."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.lexicon_edits import entry
from discord_bot.world import World, answered, shown

NO_WORD = {
    "a space": " ",
    "many spaces": "  \t\n ",
    "punctuation": "?!.,;-",
    "markdown": "***___```",
    "control characters": "\x00\x07\x1b\x7f",
    "invisible characters": "\u200b\u200d\u2060\ufeff",
    "direction marks": "\u202e\u200f\u2066\u2069",
    "emoji": "💉🩺👩‍⚕️",
    "a hundred signs": "?" * 100,
}
NO_NAME = {
    "SQL": "'; DROP TABLE entry; --",
    "SQL wildcards": "%' OR 1=1 /*",
    "a full-text query": 'NEAR("a" b) OR c*',
    "a path": "../../etc/passwd",
    "a hundred letters": "x" * 100,
    "a hundred emoji with a letter": "💉" * 99 + "x",
    "another script": "漢" * 100,
    "right to left": "\u202eniknuelretni",
    "stacked accents": "z" + "\u0334" * 98,
    "half a character": "inter\ud800xyzw",
}


@pytest.mark.parametrize("term", NO_WORD.values(), ids=NO_WORD.keys())
async def test_a_term_without_a_word_is_answered_privately_with_what_to_type(world: World, term: str) -> None:
    message = answered(await world.define(term))
    assert message.ephemeral
    assert message.components == []
    assert "Type a medical term" in message.content
    assert "Traceback" not in message.content
    assert "Error" not in message.content
    assert len(world.expected_errors()) == 1


@pytest.mark.parametrize("term", NO_WORD.values(), ids=NO_WORD.keys())
async def test_typing_no_word_offers_nothing(world: World, term: str) -> None:
    assert await world.offered(term) == {}


@pytest.mark.parametrize("term", NO_NAME.values(), ids=NO_NAME.keys())
async def test_a_term_that_nothing_is_called_gets_a_page_that_answers_nothing(world: World, term: str) -> None:
    page = shown(await world.page(term))
    assert (page.definitions, page.cited) == ([], [])
    assert page.heading


@pytest.mark.parametrize("term", NO_NAME.values(), ids=NO_NAME.keys())
async def test_typing_a_term_that_nothing_is_called_is_safe(world: World, term: str) -> None:
    assert isinstance(await world.offered(term), dict)


async def test_sql_leaves_the_lexicon_as_it_was(world: World) -> None:
    before = world.home.lexicon.read_bytes()
    await world.page("'; DELETE FROM name; --")
    assert world.home.lexicon.read_bytes() == before
    assert shown(await world.page("interleukin")).heading == "interleukin"
    assert entry(world.home, "interleukin").definitions


async def test_discord_is_told_that_a_term_has_1_to_100_characters(world: World) -> None:
    for term in ("", "x" * 101, "x" * 6_000):
        with pytest.raises(simcord.OptionError):
            await world.define(term)


async def test_direction_marks_do_not_reach_the_page(world: World) -> None:
    page = shown(await world.page("qwrtz\u202e\u2066psdfg"))
    assert page.heading == "qwrtzpsdfg"


async def test_the_mark_of_a_choice_without_a_choice_is_no_term(world: World) -> None:
    message = answered(await world.define("key:"))
    assert message.ephemeral
    assert "Type a medical term" in message.content
    assert world.expected_errors()


async def test_a_made_up_choice_brings_no_direction_marks_or_mentions_onto_the_page(world: World) -> None:
    page = shown(await world.page("key:\u202e@everyone"))
    assert "\u202e" not in "".join(page.texts)
    assert "@everyone" not in "".join(page.texts)


@pytest.mark.parametrize("term", ["key:no-such-entry", "key:zzz qqq"])
async def test_a_made_up_choice_is_looked_up_as_words_and_found_nowhere(world: World, term: str) -> None:
    page = shown(await world.page(term))
    assert page.definitions == []
    assert page.sites
