"""What people ask: commands, what they type, and presses on pages that they were sent."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.discord_cost.__main__ import TERMS, TYPED
from benchmarks.discord_cost.discord_here import COMPONENT, IS_COMPONENTS_V2
from benchmarks.discord_cost.wire import READER, Json, called_back, define
from benchmarks.soak.discord import BreakingDiscord, pressable

DESCRIPTIONS = (
    "pain in the chest when walking",
    "a virus that causes a rash",
    "white blood cell",
    "sugar in the blood",
)
MISSPELT = ("interlukin", "diabetis", "athsma", "pnumonia", "azetaminophen", "hart attak")
MESSAGE = "He had an MI in 2019, takes metformin for diabetes and was told that his eGFR is low. What is IL-6?"
MESSAGE_COMMAND = 3
STRING = 3

Asking = Callable[[BreakingDiscord, random.Random], tuple[str, Json] | None]


def command(name: str, **options: str) -> Json:
    """The interaction of a command with its options."""
    given = [{"name": name, "type": STRING, "value": value} for name, value in options.items()]
    return define("") | {"data": {"id": "0", "name": name, "type": 1, "options": given}}


def _press(here: BreakingDiscord, chance: random.Random) -> tuple[str, Json] | None:
    if not here.pages:
        return None
    page = chance.choice(here.pages)
    presses = list(pressable(page))
    if not presses:
        return None
    message = called_back({"type": 4, "data": {"flags": IS_COMPONENTS_V2}})["resource"]["message"]
    data = chance.choice(presses)
    return "press", define("") | {"type": COMPONENT, "data": data, "message": message | {"components": page}}


def _explain(_here: BreakingDiscord, _chance: random.Random) -> tuple[str, Json]:
    message = called_back({"type": 4, "data": {}})["resource"]["message"] | {"author": READER, "content": MESSAGE}
    data = {
        "id": "0",
        "name": "Explain medical terms",
        "type": MESSAGE_COMMAND,
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: message}},
    }
    return "Explain medical terms", define("") | {"data": data}


# How often, of a hundred, and what.
MIX: list[tuple[int, Asking]] = [
    (40, lambda _here, chance: ("completion", define(chance.choice(TYPED), typing=True))),
    (22, lambda _here, chance: ("/define", define(chance.choice(TERMS)))),
    (3, lambda _here, chance: ("/define, misspelt", define(chance.choice(MISSPELT)))),
    (22, _press),
    (4, lambda _here, chance: ("/search", command("search", words=chance.choice(DESCRIPTIONS)))),
    (3, _explain),
    (2, lambda _here, _chance: ("/random", command("random"))),
    (2, lambda _here, _chance: ("/quiz", command("quiz"))),
    (1, lambda _here, _chance: ("/saved", command("saved"))),
    (1, lambda _here, _chance: ("/browse", command("browse"))),
]


def something(here: BreakingDiscord, chance: random.Random) -> tuple[str, Json]:
    """Return what somebody asks next: its kind and the interaction."""
    (asking,) = chance.choices([asking for _, asking in MIX], [weight for weight, _ in MIX])
    return asking(here, chance) or ("completion", define(chance.choice(TYPED), typing=True))
