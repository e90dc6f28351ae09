"""The steps of a game: after an answer, the next round, another game, and one with only what was missed."""

from __future__ import annotations

from dataclasses import replace

from bot.discord_bot.ui.custom_ids.quiz import GameState

# What a game is about, if it is no field of the dictionary: one letter that never changes, as those of fields.
WORD_PARTS = "w"
SAVED_ENTRIES = "s"


def after_answer(state: GameState, *, is_right: bool) -> GameState:
    """Return the state with this round counted."""
    if is_right:
        return replace(state, score=state.score + 1)
    return replace(state, missed=state.missed | {state.number})


def next_round(state: GameState) -> GameState | None:
    """Return the state of the next round; None after the last."""
    later = [number for number in state.asked if number > state.number]
    return replace(state, number=later[0]) if later else None


def new_game(state: GameState, seed: str) -> GameState:
    """Return the state of another game about the same, with other questions."""
    return GameState(state.field, 0, state.rounds, 0, seed)


def only_missed(state: GameState) -> GameState:
    """Return the state of a game that asks only what was missed in one that is over."""
    others = frozenset(range(state.rounds)) - state.missed
    return replace(state, number=min(state.missed), score=0, missed=frozenset(), left_out=others)
