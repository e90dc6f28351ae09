"""The `custom_id`s of a quiz, which hold the whole game."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.ui.custom_ids.record import CustomId

GAME = (
    r"(?P<field>[a-z])(?P<number>[0-9]{2})(?P<rounds>[0-9]{2})(?P<score>[0-9]{2})(?P<seed>[0-9a-z]{4})"
    r"(?:-(?P<marks>[0-9a-z]{1,7})-)?"
)
# What is written of a round beside its number, as a digit to the base 3.
MISSED, LEFT_OUT, BASE = 1, 2, 3
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class GameState:
    """The state of a quiz: what it is about (one letter), this round (from zero) of how many, the score so far, the
    seed of four letters or digits, the rounds that were missed so far, and those that this game leaves out.
    """

    field: str
    number: int
    rounds: int
    score: int
    seed: str
    missed: frozenset[int] = frozenset()
    left_out: frozenset[int] = frozenset()

    def encode(self) -> str:
        """Such as "d0105007k3q" for the second of five rounds about diseases, with nothing scored so far; with
        "-1-" behind it if the first round was missed.
        """
        marks = sum(MISSED * BASE**each for each in self.missed) + sum(LEFT_OUT * BASE**each for each in self.left_out)
        return self.without_marks() + (f"-{_to_base_36(marks)}-" if marks else "")

    def without_marks(self) -> str:
        """The state without the rounds that were missed or left out, where there is no room for them."""
        return f"{self.field}{self.number:02}{self.rounds:02}{self.score:02}{self.seed}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the groups of `GAME`."""
        marks = int(match["marks"] or "0", len(DIGITS))
        rounds = int(match["rounds"])
        missed, left_out = (
            frozenset(each for each in range(rounds) if marks // BASE**each % BASE == mark)
            for mark in (MISSED, LEFT_OUT)
        )
        number, score = int(match["number"]), int(match["score"])
        return cls(match["field"], number, rounds, score, match["seed"], missed, left_out)

    @property
    def asked(self) -> list[int]:
        """The rounds that this game asks, in their order."""
        return [number for number in range(self.rounds) if number not in self.left_out]


def _to_base_36(number: int) -> str:
    return (_to_base_36(number // len(DIGITS)) if number >= len(DIGITS) else "") + DIGITS[number % len(DIGITS)]


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
        """Such as "quiz:d0105007k3q21:angina". Beside the longest keys there is no room for what was missed."""
        marked, unmarked = (
            f"quiz:{game}{self.option}{self.right}:{self.key}"
            for game in (self.game.encode(), self.game.without_marks())
        )
        return marked if len(marked) <= MAX_CUSTOM_ID else unmarked

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
