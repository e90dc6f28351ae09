"""The pages of the quiz: a question, and the result of the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.features.quiz.game import new_game, next_round, only_missed
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
    """The result of an answer: the key of the right entry or the name of the word part, the label of the right option,
    and that of the chosen one.

    `is_right` is True if both are the same option.
    """

    key: str
    title: str
    chosen: str
    is_right: bool


def question_page(question: Question, state: GameState) -> Page:
    """The page of a question: the definition, and a button for each option."""
    buttons = [_option(question, state, number) for number in range(len(question.options))]
    # No link to the publisher's page, which would give the answer away.
    source = source_line(question.answer.definition, linked=False)
    title = _("## What is this?") + f"\n{small_print(score_line(state))}"
    return Page(title, (GAP, Text(f"{source}\n{plain(question.text)}"), LINE, *option_rows(buttons)))


def option_rows(buttons: Sequence[Button]) -> Iterator[Row]:
    """The buttons of the options, several in a row."""
    for start in range(0, len(buttons), OPTIONS_PER_ROW):
        yield Row(tuple(buttons[start : start + OPTIONS_PER_ROW]))


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
    return Page(outcome_title(outcome), (*body, *next_steps(state, next_seed)))


def outcome_title(outcome: Outcome) -> str:
    """Say if an answer is right, and what was."""
    title, chosen = (plain_name(each, MAX_TITLE) for each in (outcome.title, outcome.chosen))
    if outcome.is_right:
        return _("## ✅ Right: {title}").format(title=title)
    return _("## ❌ No, it's {title}\nYou chose {chosen}.").format(title=title, chosen=chosen)


def gone_answer_page(state: GameState, next_seed: str) -> Page:
    """The page for an entry that a rebuild has taken away since the question was asked."""
    title = _("This entry is no longer in the dictionary.")
    return Page(title, tuple(next_steps(state, next_seed)))


def next_steps(state: GameState, next_seed: str) -> Iterator[Part]:
    """The score, and a button to the next question; after the last, buttons to another game, and to one with only what
    was missed.
    """
    yield LINE
    if following := next_round(state):
        yield Text(score_line(state))
        yield Row((button(_("Next question"), ShowRound(following), style=Style.PRIMARY),))
        return
    yield Text(_result(state))
    games = {_("Play again"): new_game(state, next_seed)}
    if state.missed and only_missed(state) not in games.values():
        games[_("Only what I missed")] = only_missed(state)
    first, *others = [(label, ShowRound(game)) for label, game in games.items()]
    yield Row((button(*first, style=Style.PRIMARY), *(button(*other) for other in others)))


def score_line(state: GameState) -> str:
    """A line with the number of the round and the score so far."""
    return _("Question {number} of {rounds}, {score} right so far").format(
        number=state.asked.index(state.number) + 1, rounds=len(state.asked), score=state.score
    )


def _result(state: GameState) -> str:
    rounds = len(state.asked)
    sentence = ngettext("**You got {score} of {rounds} right.**", "**You got {score} of {rounds} right.**", rounds)
    return sentence.format(score=state.score, rounds=rounds)
