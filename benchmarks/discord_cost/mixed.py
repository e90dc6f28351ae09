"""Interactions of many people who use everything: all commands, thousands of terms, and what is on the pages."""

from __future__ import annotations

import itertools
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.discord_cost.discord_here import DiscordHere, press
from benchmarks.discord_cost.wire import READER, Json, define, member

SERVERS = 500
NAMES = 5_000
FIRST_SERVER = 1_000_000_000_000_000_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Most people look terms up, and are offered names at each letter that they type.
WEIGHTS = {"define": 8, "typing": 16, "search": 2, "compare": 2, "browse": 1, "random": 1, "journals": 1, "explain": 3}
WEIGHTS |= {"quiz": 1, "saved": 1, "study": 1, "about": 1, "sources": 1, "help": 1, "pronounce": 1, "privacy": 1}
# Buttons that show another page or save an entry. Others open forms, or delete what was asked for.
PRESSED = re.compile(r"(tab|page|open|part|back|language|save|guess|round|results|initial)s?(:|$)")
# The type of a menu (https://discord.com/developers/docs/components/reference).
MENU = 3
MAX_PRESSES = 3


@dataclass
class MixedUse:
    """Everything that people may do, drawn at random, and the same in each run. `asked` counts interactions."""

    names: list[str]
    asked: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 (nothing is secret)
    people: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    async def visit(self, here: DiscordHere) -> None:
        """Use one command, then press a few of the buttons that come."""
        somewhere = self._context()
        answer = await self._ask(here, self._command() | somewhere)
        for _ in range(self.chance.randrange(MAX_PRESSES + 1)):
            components = (answer.get("data") or {}).get("components", [])
            choices = list(_choices(components))
            if not choices:
                return
            used = press("", components) | somewhere
            answer = await self._ask(here, used | {"data": self.chance.choice(choices)})

    async def _ask(self, here: DiscordHere, interaction: Json) -> Json:
        self.asked += 1
        return await here.ask(interaction)

    def _command(self) -> Json:
        name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
        if name == "typing":
            term = self._term()
            return define(term[: self.chance.randint(1, len(term))], typing=True)
        if name == "explain":
            return _explained(" ".join(self._term() for _ in range(self.chance.randint(1, 60))))
        options = {
            "define": {"term": self._term()},
            "search": {"words": " ".join(self._term() for _ in range(2))[:200]},
            "compare": {"first": self._term(), "second": self._term()},
            "browse": {"letter": self.chance.choice(LETTERS)},
            "journals": {"topic": self._term()},
            "pronounce": {"term": self._term()},
        }.get(name, {})
        return _with(define(""), id="0", type=1, name=name, options=[_option(*each) for each in options.items()])

    def _term(self) -> str:
        """A name, one in three with a letter too many or too few."""
        name = self.chance.choice(self.names)
        at = self.chance.randrange(len(name))
        mistyped = name[:at] + self.chance.choice(("", self.chance.choice(LETTERS) + name[at])) + name[at + 1 :]
        return mistyped if self.chance.random() < 1 / 3 and mistyped.strip() else name

    def _context(self) -> Json:
        """In a group chat, or in a server that has added the bot."""
        person = {**READER, "id": str(next(self.people) % 2_000 + 1_000)}
        if self.chance.random() < 1 / 3:
            return {"user": person}
        id = str(FIRST_SERVER + self.chance.randrange(SERVERS))
        return {
            "context": 0,
            "guild_id": id,
            "guild": {"id": id, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "authorizing_integration_owners": {"0": id},
            "channel": {"id": "5", "type": 0, "name": "words", "guild_id": id, "permissions": "0", "position": 0},
            "member": member(person),
            "user": None,
        }


def names_of(lexicon: Path, number: int = NAMES) -> list[str]:
    """Names from all of a lexicon, at equal distances, and those of the best known entries."""
    with closing(sqlite3.connect(f"{lexicon.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        (last,) = connection.execute("SELECT max(id) FROM name").fetchone()
        step = max(last // number, 1)
        rows = connection.execute("SELECT name FROM name WHERE id % ? = 0 AND length(name) < 90", (step,)).fetchall()
        rows += connection.execute("SELECT headword FROM entry ORDER BY weight DESC LIMIT ?", (number // 5,))
    return [name for (name,) in rows]


def _choices(components: Any) -> Iterator[Json]:
    """What somebody may press or choose on a page, as the data of the interaction."""
    for part in components:
        yield from _choices(part.get("components", ()))
        yield from _choices([part["accessory"]] if "accessory" in part else ())
        id, kind = part.get("custom_id", ""), part["type"]
        if PRESSED.match(id) and not part.get("disabled"):
            for value in part.get("options", ({"value": None},)):
                yield {"custom_id": id, "component_type": kind, "id": 1} | (
                    {"values": [value["value"]]} if kind == MENU else {}
                )


def _explained(text: str) -> Json:
    """Somebody asks for the medical terms of a message."""
    message: Json = press("", [])["message"] | {"content": text[:4000], "id": "10", "channel_id": "5"}
    return _with(
        define(""), id="0", type=3, name="Explain medical terms", target_id="10", resolved={"messages": {"10": message}}
    )


def _with(interaction: Json, **data: Any) -> Json:
    return interaction | {"data": data}


def _option(name: str, value: str) -> Json:
    return {"name": name, "type": 3, "value": value}
