"""`/quiz`: which term has this definition? One person plays. The state of the game is in the buttons."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import replace
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.quiz.page import Outcome, answered_page, gone_answer_page, question_page
from bot.discord_bot.runtime.commands import FIELD_CHOICES
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, everywhere
from bot.discord_bot.runtime.message_state import is_own_page, quiz_options, texts_of
from bot.discord_bot.runtime.replies import send_own_page, update_own_page
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess, ShowRound
from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.translation import language
from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.collections.fields import Field
from bot.lexicon.collections.masking import masked
from bot.lexicon.collections.quiz import Game, question
from bot.lexicon.collections.well_known import explanations
from bot.lexicon.model import Definition, Entry

LETTERS_OF_SEED = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH_OF_SEED = 4
MAX_ROUNDS = 20


@app_commands.command(description="Guess medical terms by their definitions")
@app_commands.describe(
    field="The topic; leave empty for any topic",
    rounds="How many questions; five if you choose none",
    private="Show the quiz only to me",
)
@app_commands.choices(field=FIELD_CHOICES)
@everywhere
async def quiz(
    interaction: Interaction,
    field: str = Field.ANY.value,
    rounds: app_commands.Range[int, 1, MAX_ROUNDS] = 5,
    private: bool = False,
) -> None:
    """Answer with the first question."""
    page = await _question_page(interaction, GameState(Field(field).value, 0, rounds, 0, new_seed()))
    await send_own_page(interaction, page, private=private)


def new_seed() -> str:
    """Return the seed that decides which questions a game has."""
    return "".join(secrets.choice(LETTERS_OF_SEED) for _ in range(LENGTH_OF_SEED))


class GuessButton(StatelessComponent[Guess], ui.DynamicItem[ui.Button[Any]], action=Guess):
    """A button for an option of a question."""

    async def respond(self, interaction: Interaction) -> None:
        """Show if the option is right, and the score."""
        _refuse_others(interaction)
        is_right = self.action.option == self.action.right
        async with interaction.client.live.dictionary() as dictionary:
            entry = await dictionary.lexicon.entry(self.action.key)
        state = replace(self.action.game, score=self.action.game.score + is_right)
        if entry is None:
            page = gone_answer_page(state, new_seed())
        else:
            outcome = Outcome(entry.key, self._title(interaction), str(self.item.label), is_right=is_right)
            page = answered_page(outcome, await _definition_asked(interaction, entry), state, new_seed())
        await update_own_page(interaction, page)

    def _title(self, interaction: Interaction) -> str:
        """The label of the right option."""
        labels = (label for guess, label in quiz_options(interaction) if guess.option == guess.right)
        return next(labels, str(self.item.label))


async def _definition_asked(interaction: Interaction, entry: Entry) -> Definition | None:
    """The definition that the question on the page was made from, in any language; None if a rebuild has
    changed it, or has changed the names that are masked in it.
    """
    shown = "".join(map(_letters, texts_of(interaction.message) if interaction.message else ()))
    return await asyncio.to_thread(_found_in, shown, entry)


def _found_in(shown: str, entry: Entry) -> Definition | None:
    for found in explanations(entry):
        question_text = masked(found)
        if question_text and _letters(plain(question_text)) in shown:
            return found.definition
    return None


def _letters(text: str) -> str:
    """The letters and digits of a text: Discord may change the spaces of a message."""
    return "".join(filter(str.isalnum, text))


class RoundButton(StatelessComponent[ShowRound], ui.DynamicItem[ui.Button[Any]], action=ShowRound):
    """A button that shows the question of a round."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the question."""
        _refuse_others(interaction)
        page = await _question_page(interaction, self.action.game)
        await update_own_page(interaction, page)


def _refuse_others(interaction: Interaction) -> None:
    if not is_own_page(interaction):
        raise UsageError(N_("This quiz is somebody else's."), N_("Begin your own with /quiz."))


async def _question_page(interaction: Interaction, state: GameState) -> Page:
    game = Game(Field(state.field), state.rounds, state.seed)
    async with interaction.client.live.dictionary() as dictionary:
        asked = await question(dictionary, game, state.number, language())
        asked = asked or await question(dictionary, game, state.number, ENGLISH)
    if asked is None:
        raise UsageError(
            N_("This dictionary explains too few terms of that field in plain words to make a question."),
            N_("Choose another field with /quiz, or none."),
        )
    return question_page(asked, state)
