"""The `custom_id`s of a quiz, which hold the whole game."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.ui.custom_ids.record import CustomId

GAME = r"(?P<field>[a-z])(?P<number>[0-9]{2})(?P<rounds>[0-9]{2})(?P<score>[0-9]{2})(?P<seed>[0-9a-z]{4})"


@dataclass(frozen=True, slots=True)
class GameState:
    """The state of a quiz: its field (one letter), this round (from zero) of how many, the score so far, and
    the seed of four letters or digits.
    """

    field: str
    number: int
    rounds: int
    score: int
    seed: str

    def encode(self) -> str:
        """Such as "d0105007k3q" for the second of five rounds about diseases, with nothing scored so far."""
        return f"{self.field}{self.number:02}{self.rounds:02}{self.score:02}{self.seed}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the groups of `GAME`."""
        return cls(match["field"], int(match["number"]), int(match["rounds"]), int(match["score"]), match["seed"])


@dataclass(frozen=True, slots=True)
class Guess(CustomId):
    """A button: choose an option (from zero) of a question. `right` is the right option, and `key` is that of
    the right entry.
    """

    game: GameState
    option: int
    right: int
    key: str

    TEMPLATE = rf"quiz:{GAME}(?P<option>[0-9])(?P<right>[0-9]):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "quiz:d0105007k3q21:angina"; 80 characters are left for the key."""
        return f"quiz:{self.game.encode()}{self.option}{self.right}:{self.key}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the game, both options and the key."""
        return cls(GameState.from_match(match), int(match["option"]), int(match["right"]), match["key"])


@dataclass(frozen=True, slots=True)
class ShowRound(CustomId):
    """A button: show the question of a round."""

    game: GameState

    TEMPLATE = rf"round:{GAME}"

    def encode(self) -> str:
        """Such as "round:d0205017k3q"."""
        return f"round:{self.game.encode()}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the game."""
        return cls(GameState.from_match(match))
