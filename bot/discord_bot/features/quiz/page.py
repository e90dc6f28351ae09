"""The pages of the quiz: a question, and what came of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import discord
from discord import ui

from bot.discord_bot.features.daily.page import open_privately_button
from bot.discord_bot.features.quiz import wording
from bot.discord_bot.features.saved.page import save_button
from bot.discord_bot.ui.components import LONGEST_LABEL, Page, Row, disclaimer, gap, line, page, text
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess, ShowRound
from bot.discord_bot.ui.markdown import plain, shortened
from bot.discord_bot.ui.paging import source_line
from bot.lexicon.collections.quiz import Question
from bot.lexicon.model import Definition

OPTIONS_A_ROW = 2


def question_page(question: Question, state: GameState) -> Page:
    """The definition, and a button for each option."""
    return page(_question(question, state))


def _question(question: Question, state: GameState) -> Iterator[ui.Item[Page]]:
    yield text(wording.asked(state.number + 1, state.rounds, state.score))
    yield gap()
    yield text(f"{plain(question.text)}\n{_source(question)}")
    yield line()
    buttons = [_option(question, state, number) for number in range(len(question.options))]
    for start in range(0, len(buttons), OPTIONS_A_ROW):
        yield Row(*buttons[start : start + OPTIONS_A_ROW])
    yield disclaimer()


def _source(question: Question) -> str:
    """Title, publisher and year, and what the licence wants; no link, which would give the answer away."""
    return source_line(question.answer.definition, linked=False)


def _option(question: Question, state: GameState, number: int) -> ui.Button[Page]:
    guess = Guess(state, number, question.right, question.answer.entry.key)
    label = shortened(question.options[number].title, LONGEST_LABEL)
    return ui.Button(label=label, custom_id=guess.encode(), style=discord.ButtonStyle.secondary)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an answer: the key of the right entry, what the right option and the chosen one say, and whether they are one."""

    key: str
    title: str
    chosen: str
    is_right: bool


def answered_page(outcome: Outcome, definition: Definition | None, state: GameState, next_seed: str) -> Page:
    """Whether the chosen option was right, and the definition that was asked for, if it is still there; `state` counts this
    round in its score.

    `next_seed` is what another game would begin with.
    """
    return page([*_outcome(outcome, definition), *_going_on(state, next_seed)])


def gone_answer_page(state: GameState, next_seed: str) -> Page:
    """What is shown when a rebuild has taken away what was asked for."""
    return page([text(wording.gone()), *_going_on(state, next_seed)])


def _outcome(outcome: Outcome, definition: Definition | None) -> Iterator[ui.Item[Page]]:
    yield text(wording.right(outcome.title) if outcome.is_right else wording.wrong(outcome.title, outcome.chosen))
    if definition is not None:
        yield gap()
        yield text(f"{plain(definition.text.strip())}\n{source_line(definition)}")
    yield Row(open_privately_button(outcome.key), save_button(outcome.key))


def _going_on(state: GameState, next_seed: str) -> Iterator[ui.Item[Page]]:
    yield line()
    yield text(_standing(state))
    yield Row(_go_on(state, next_seed))
    yield disclaimer()


def _is_over(state: GameState) -> bool:
    return state.number + 1 >= state.rounds


def _standing(state: GameState) -> str:
    if _is_over(state):
        return wording.result(state.rounds, state.score)
    return wording.so_far(state.number + 1, state.rounds, state.score)


def _go_on(state: GameState, next_seed: str) -> ui.Button[Page]:
    if _is_over(state):
        label, following = wording.again(), GameState(state.field, 0, state.rounds, 0, next_seed)
    else:
        label, following = wording.next_question(), replace(state, number=state.number + 1)
    return ui.Button(label=label, custom_id=ShowRound(following).encode(), style=discord.ButtonStyle.primary)
