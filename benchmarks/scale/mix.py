"""What people in all servers do, over HTTP: commands, what they type, presses, and what is written down."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import msgspec

from benchmarks.discord_cost.__main__ import TERMS, TYPED
from benchmarks.discord_cost.discord_here import press
from benchmarks.discord_cost.wire import Json, define
from benchmarks.scale.gateway import in_server
from benchmarks.scale.signed import id_at
from bot.discord_bot.ui.custom_ids.entry import GiveFeedback, SaveEntry

TAB = re.compile(r'"custom_id":"(tab:[^"]+)"')
FORM = 5
FORM_LABEL = 18
# What is written down once for each interaction, so that it shows if something was done twice.
REPORT, SAVE = "report", "save"
EVENT = "event"


@dataclass
class Mix:
    """Interactions by people in so many servers. `pages` are those that the bot has shown, as their components."""

    servers: int
    pages: Sequence[list[Json]] = ()
    chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311 (nothing is secret)

    def next(self, number: int, at: float) -> tuple[str, Json]:
        """Return an interaction by somebody who does nothing else, and its kind; `at` are seconds since 1970."""
        (kind,) = self.chance.choices([*KINDS], [share for share, _ in KINDS.values()])
        guild_id = (self.chance.randrange(self.servers) + 1) << 22
        id = id_at(at, number)
        own = {"id": id, "token": f"token-{id}", **in_server(guild_id, number)}
        return kind, KINDS[kind][1](self, number) | own

    def define(self, _number: int) -> Json:
        """A command."""
        return define(self.chance.choice(TERMS))

    def completion(self, _number: int) -> Json:
        """What somebody types for a command."""
        return define(self.chance.choice(TYPED), typing=True)

    def tab(self, _number: int) -> Json:
        """A press on a button of a page."""
        page = self.chance.choice(self.pages)
        custom_ids = TAB.findall(msgspec.json.encode(page).decode())
        return press(self.chance.choice(custom_ids), page)

    def save(self, _number: int) -> Json:
        """A press on a button that writes."""
        custom_id = SaveEntry("interleukin").encode()
        button = {"type": 2, "style": 2, "label": "Save", "custom_id": custom_id}
        return press(custom_id, [{"type": 1, "components": [button]}])

    def report(self, number: int) -> Json:
        """A form that writes a row with its own text."""
        fields: Json = {
            "kind": {"values": ["wrong"]},
            "text": {"value": text_of(number)},
            "contact": {"values": ["no"]},
        }
        parts = [{"type": FORM_LABEL, "component": {"custom_id": name, **each}} for name, each in fields.items()]
        return define("") | {
            "type": FORM,
            "data": {"custom_id": GiveFeedback("interleukin").encode(), "components": parts},
        }


# How often, of a hundred.
KINDS: dict[str, tuple[int, Callable[[Mix, int], Json]]] = {
    "/define": (35, Mix.define),
    "completion": (40, Mix.completion),
    "button": (10, Mix.tab),
    SAVE: (5, Mix.save),
    REPORT: (10, Mix.report),
}


def text_of(number: int) -> str:
    """The text of a report, which no other has."""
    return f"Report number {number}."


def event(guild_id: int) -> Json:
    """A server adds the bot (https://discord.com/developers/docs/events/webhook-events)."""
    data = {"integration_type": 0, "scopes": ["applications.commands"], "guild": {"id": str(guild_id)}}
    moment = "2026-01-01T00:00:00Z"
    return {"version": 1, "type": 1, "event": {"type": "APPLICATION_AUTHORIZED", "timestamp": moment, "data": data}}
