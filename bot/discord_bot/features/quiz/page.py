"""The pages of the quiz: a question, and the result of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import open_privately_button, save_button
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess, ShowRound
from bot.discord_bot.ui.markdown import plain, plain_name, shortened
from bot.discord_bot.ui.page import GAP, LINE, Button, Page, Part, Row, Style, Text, small_print
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.collections.quiz import Question
from bot.lexicon.model import Definition

OPTIONS_PER_ROW = 2
MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an answer: the key of the right entry, the label of the right option, and that of the chosen one.

    `is_right` is True if both are the same option.
    """

    key: str
    title: str
    chosen: str
    is_right: bool


def question_page(question: Question, state: GameState) -> Page:
    """The page of a question: the definition, and a button for each option."""
    buttons = tuple(_option(question, state, number) for number in range(len(question.options)))
    rows = (Row(buttons[start : start + OPTIONS_PER_ROW]) for start in range(0, len(buttons), OPTIONS_PER_ROW))
    # No link to the publisher's page, which would give the answer away.
    source = source_line(question.answer.definition, linked=False)
    title = _("## What is this?") + f"\n{small_print(_score(state))}"
    return Page(title, (GAP, Text(f"{source}\n{plain(question.text)}"), LINE, *rows))


def _option(question: Question, state: GameState, number: int) -> Button:
    guess = Guess(state, number, question.right, question.answer.entry.key)
    return button(shortened(question.options[number].title, MAX_BUTTON_LABEL), guess)


def answered_page(outcome: Outcome, definition: Definition | None, state: GameState, next_seed: str) -> Page:
    """The page of an answer: if it is right, and the definition that was asked for, unless that is gone.

    The score of `state` includes this round; `next_seed` is the seed of the game that "Play again" starts.
    """
    body: list[Part] = []
    if definition is not None:
        body += [GAP, Text(f"{source_line(definition)}\n{plain(definition.text.strip())}")]
    body.append(Row((open_privately_button(outcome.key), save_button(outcome.key))))
    return Page(_outcome_title(outcome), (*body, *_next(state, next_seed)))


def _outcome_title(outcome: Outcome) -> str:
    title, chosen = (plain_name(each, MAX_TITLE) for each in (outcome.title, outcome.chosen))
    if outcome.is_right:
        return _("## ✅ Right: {title}").format(title=title)
    return _("## ❌ No, it is {title}\nYou chose {chosen}.").format(title=title, chosen=chosen)


def gone_answer_page(state: GameState, next_seed: str) -> Page:
    """The page for an entry that a rebuild has taken away since the question was asked."""
    title = _("This entry is no longer in the dictionary, which has changed since the question was asked.")
    return Page(title, tuple(_next(state, next_seed)))


def _next(state: GameState, next_seed: str) -> Iterator[Part]:
    """The score, and a button to the next question or, after the last question, to another game."""
    if state.number + 1 >= state.rounds:
        text, label, following = _result(state), _("Play again"), GameState(state.field, 0, state.rounds, 0, next_seed)
    else:
        text, label, following = _score(state), _("Next question"), replace(state, number=state.number + 1)
    yield LINE
    yield Text(text)
    yield Row((button(label, ShowRound(following), style=Style.PRIMARY),))


def _score(state: GameState) -> str:
    """A line with the number of the round and the score so far."""
    return _("Question {number} of {rounds} · {score} right so far").format(
        number=state.number + 1, rounds=state.rounds, score=state.score
    )


def _result(state: GameState) -> str:
    sentence = ngettext(
        "**You had {score} of {rounds} right.**", "**You had {score} of {rounds} right.**", state.rounds
    )
    return sentence.format(score=state.score, rounds=state.rounds)
