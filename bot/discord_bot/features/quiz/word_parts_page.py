"""The pages of a quiz about word parts: a question, and the result of the answer."""

from __future__ import annotations

from bot.discord_bot.features.quiz.page import Outcome, next_steps, option_rows, outcome_title, score_line
from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import open_privately_button, save_button
from bot.discord_bot.pages.word_parts import described, parts_source
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess
from bot.discord_bot.ui.markdown import plain, plain_name, shortened
from bot.discord_bot.ui.page import GAP, LINE, Page, Part, Row, Text, disclaimer, small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.collections.word_part_quiz import Asked, PartQuestion
from bot.lexicon.model import FoundPart

MAX_HEADWORD = 200


def part_question_page(question: PartQuestion, state: GameState) -> Page:
    """The page of a question, with a button for each option."""
    buttons = [
        button(shortened(option, MAX_BUTTON_LABEL), Guess(state, number, question.right, key_of(question)))
        for number, option in enumerate(question.options)
    ]
    title = f"## {_asked(question)}\n{small_print(score_line(state))}"
    return Page(title, (LINE, *option_rows(buttons)), footer=(parts_source(), disclaimer()))


def key_of(question: PartQuestion) -> str:
    """The key of the entry that a question is about, or the name of the word part."""
    return question.entry.key if question.entry else question.part.name if question.part else ""


def _asked(question: PartQuestion) -> str:
    sentences = {
        Asked.MEANING: _("What does {given} mean?"),
        Asked.PART: _("Which word part means: {given}?"),
        Asked.WORD: _("Which word is made of: {given}?"),
    }
    return sentences[question.asked].format(given=plain(question.given))


def part_answered_page(outcome: Outcome, question: PartQuestion | None, state: GameState, next_seed: str) -> Page:
    """The page of an answer, with what there is to know about the part or the word; without it if the list of parts or
    the dictionary has changed since (`question` is None).
    """
    body = (*_explained(question), *next_steps(state, next_seed))
    return Page(outcome_title(outcome), body, footer=(parts_source(), disclaimer()))


def _explained(question: PartQuestion | None) -> tuple[Part, ...]:
    if question is None:
        return ()
    if question.part:
        return GAP, Text(f"**{question.part.name}**\n{described(FoundPart(question.part))}")
    entry = question.entry
    if entry is None:
        return ()
    divided = "·".join(part.written for part in entry.parts)
    text = Text(f"*{plain_name(divided, MAX_HEADWORD)}*: {plain(question.given)}")
    return GAP, text, Row((open_privately_button(entry.key), save_button(entry.key)))
