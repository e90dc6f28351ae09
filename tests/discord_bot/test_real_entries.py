"""The longest and oddest entries of a real lexicon, in every command that shows one.

`MEDLEX_LEXICON` names the file, such as the one that all public sources make; without it these tests are left
out. What the bot sends is checked when a test ends, as everywhere in this folder.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from discord_bot.languages import Locales
from discord_bot.world import World, answered, shown

from bot.settings import Home

LEXICON = os.environ.get("MEDLEX_LEXICON")
pytestmark = pytest.mark.skipif(LEXICON is None, reason="MEDLEX_LEXICON names no lexicon")

HUNDRED = 100
MAX_PAGES = 60
FOLLOWING = {"en-US": "Next", "es-419": "Siguiente"}
# Each is a way to be long or odd; the hundred are drawn from all of them in turn.
ODDITIES = (
    "length(document) DESC",
    "length(headword) DESC",
    "length(neighbours) DESC",
    "length(hint) DESC",
    "length(key) DESC",
    "(SELECT count(*) FROM name WHERE name.entry = entry.id) DESC",
    "(SELECT max(length(name)) FROM name WHERE name.entry = entry.id) DESC",
    "json_array_length(document, '$.definitions') DESC",
    "json_array_length(document, '$.subclass_of') DESC",
    "length(headword)",
    (
        "(headword GLOB '*[^a-zA-Z0-9 -]*') DESC, "
        "length(headword) - length(replace(replace(headword, '*', ''), '_', '')) DESC"
    ),
    "(length(CAST(headword AS BLOB)) - length(headword)) DESC",
    "length(document)",
)


@pytest.fixture
def own_home(tmp_path: Path) -> Home:
    """A home that serves the real lexicon."""
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    assert LEXICON is not None
    home.lexicon.symlink_to(Path(LEXICON).resolve())
    return home


def odd_keys() -> list[str]:
    """The keys of a hundred entries."""
    assert LEXICON is not None
    with closing(sqlite3.connect(f"file:{Path(LEXICON).resolve()}?mode=ro", uri=True)) as lexicon:
        orders = [list(_keys(lexicon, order)) for order in ODDITIES]
    in_turn = (key for place in range(HUNDRED) for keys in orders for key in keys[place : place + 1])
    return list(dict.fromkeys(in_turn))[:HUNDRED]


def _keys(lexicon: sqlite3.Connection, order: str) -> Iterator[str]:
    question = "SELECT key FROM entry ORDER BY {}, key LIMIT 100"
    return (key for (key,) in lexicon.execute(question.format(order)))


@pytest.fixture
def locales(monkeypatch: pytest.MonkeyPatch) -> Locales:
    """The languages of the members."""
    return Locales(monkeypatch)


async def turn_all(world: World, term: str, language: str) -> int:
    """Look a term up and turn its pages to the last. Returns how many there were."""
    message = await world.page(term)
    for number in range(1, MAX_PAGES):
        if not any(button["custom_id"].startswith(f"page:{number}:") for button in shown(message).buttons):
            return number
        await world.alice.click(message, label=FOLLOWING[language])
    raise AssertionError(f"{term} has over {MAX_PAGES} pages")


@pytest.mark.parametrize("language", ["en-US", "es-419"])
async def test_every_page_of_a_hundred_odd_entries_can_be_sent(
    own_home: Home, world: World, locales: Locales, language: str
) -> None:
    locales.set(world.alice, language)
    turned = [await turn_all(world, f"key:{key}", language) for key in odd_keys()]
    assert len(turned) == HUNDRED
    assert max(turned) > 1


async def ask_and_show(world: World, command: str, **options: str) -> None:
    """Ask privately, then show the answer to everyone."""
    private = await world.ask(command, **options, private=True)
    assert not answered(await world.alice.click(private, label="Show to everyone")).ephemeral


async def test_a_hundred_odd_entries_can_be_compared_and_pronounced_and_shown(own_home: Home, world: World) -> None:
    keys = [f"key:{key}" for key in odd_keys()]
    for one, other in pairwise(keys):
        await ask_and_show(world, "compare", first=one, second=other)
    for key in keys[:20]:
        await ask_and_show(world, "pronounce", term=key)


async def test_odd_names_are_offered_while_someone_types(own_home: Home, world: World) -> None:
    for key in odd_keys():
        await world.offered(key.replace("-", " ")[:30])


async def test_odd_letters_can_be_browsed_and_searched_and_shown(own_home: Home, world: World) -> None:
    for letter in "abcxyz0":
        await ask_and_show(world, "browse", letter=letter)
    for command in ("browse", "sources", "about", "help"):
        await ask_and_show(world, command)
    for words in ("pain in the chest", "enzyme", "the thing in blood that carries oxygen", "*bold* _word_", "a" * 80):
        await ask_and_show(world, "search", words=words)
