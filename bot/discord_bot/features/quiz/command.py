"""`/quiz`: which term has this definition, and what does a word part mean? One person plays. The state of the
game is in the buttons.
"""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.quiz.game import SAVED_ENTRIES, WORD_PARTS, after_answer
from bot.discord_bot.features.quiz.page import Outcome, answered_page, gone_answer_page, question_page
from bot.discord_bot.features.quiz.word_parts_page import key_of, part_answered_page, part_question_page
from bot.discord_bot.runtime.commands import FIELD_CHOICES
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, everywhere, place_of
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.message_state import is_own_page, quiz_options, texts_of
from bot.discord_bot.runtime.replies import send_own_page, update_own_page
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess, ShowRound
from bot.discord_bot.ui.guild_context import hidden_sources
from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.translation import language
from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.collections.fields import Field
from bot.lexicon.collections.masking import masked
from bot.lexicon.collections.quiz import Game, question
from bot.lexicon.collections.well_known import explained, explanations
from bot.lexicon.collections.word_part_quiz import part_question
from bot.lexicon.model import Definition, Entry

LETTERS_OF_SEED = "0123456789abcdefghijklmnopqrstuvwxyz"
LENGTH_OF_SEED = 4
MAX_ROUNDS = 20
# Of a long list, so many entries are asked about.
MAX_SAVED_ASKED = 200


# What a quiz may be about beside the fields of the dictionary.
OTHER_SUBJECTS = {
    WORD_PARTS: "word parts, such as -itis and hyper-",
    SAVED_ENTRIES: "the entries that I have saved (private)",
}
SUBJECT_CHOICES = [
    *FIELD_CHOICES,
    *(app_commands.Choice(name=name, value=subject) for subject, name in OTHER_SUBJECTS.items()),
]


@app_commands.command(description="Guess medical terms by their definitions, or what word parts mean")
@app_commands.describe(
    field="The topic; leave empty for any topic",
    rounds="How many questions; five if you choose none",
    private="Show the quiz only to me",
)
@app_commands.choices(field=SUBJECT_CHOICES)
@everywhere
async def quiz(
    interaction: Interaction,
    field: str = Field.ANY.value,
    rounds: app_commands.Range[int, 1, MAX_ROUNDS] = 5,
    private: bool = False,
) -> None:
    """Answer with the first question."""
    if field == SAVED_ENTRIES:
        rounds = min(rounds, max(1, len(await askable_keys(interaction))))
    page = await _question_page(interaction, GameState(field, 0, rounds, 0, new_seed()))
    await send_own_page(interaction, page, private=private or field == SAVED_ENTRIES)


def new_seed() -> str:
    """Return the seed that decides which questions a game has."""
    return "".join(secrets.choice(LETTERS_OF_SEED) for _ in range(LENGTH_OF_SEED))


class GuessButton(StatelessComponent[Guess], ui.DynamicItem[ui.Button[Any]], action=Guess):
    """A button for an option of a question."""

    async def respond(self, interaction: Interaction) -> None:
        """Show if the option is right, and the score."""
        _refuse_others(interaction)
        is_right = self.action.option == self.action.right
        state = after_answer(self.action.game, is_right=is_right)
        page = self._of_part if state.field == WORD_PARTS else self._of_entry
        await update_own_page(interaction, await page(interaction, state, is_right=is_right))

    async def _of_entry(self, interaction: Interaction, state: GameState, *, is_right: bool) -> Page:
        async with interaction.client.live.dictionary() as dictionary:
            entry = await dictionary.lexicon.entry(self.action.key)
        if entry is None:
            return gone_answer_page(state, new_seed())
        outcome = Outcome(entry.key, self._title(interaction), str(self.item.label), is_right=is_right)
        return answered_page(outcome, await _definition_asked(interaction, entry), state, new_seed())

    async def _of_part(self, interaction: Interaction, state: GameState, *, is_right: bool) -> Page:
        async with interaction.client.live.dictionary() as dictionary:
            asked = await part_question(dictionary, state.seed, state.number)
        outcome = Outcome(self.action.key, self._title(interaction), str(self.item.label), is_right=is_right)
        return part_answered_page(outcome, asked if key_of(asked) == self.action.key else None, state, new_seed())

    def _title(self, interaction: Interaction) -> str:
        """The label of the right option."""
        labels = (label for guess, label in quiz_options(interaction) if guess.option == guess.right)
        return next(labels, str(self.item.label))


async def _definition_asked(interaction: Interaction, entry: Entry) -> Definition | None:
    """The definition that the question on the page was made from, in any language; None if a rebuild has
    changed it, or has changed the names that are masked in it.
    """
    shown = "".join(map(_letters, texts_of(interaction.message) if interaction.message else ()))
    return await asyncio.to_thread(_found_in, shown, entry, hidden_sources())


def _found_in(shown: str, entry: Entry, hidden: frozenset[str]) -> Definition | None:
    for found in explanations(entry, hidden):
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
        raise UsageError(N_("Someone else is playing."), N_("Start your own game with /quiz."))


async def _question_page(interaction: Interaction, state: GameState) -> Page:
    if state.field == WORD_PARTS:
        async with interaction.client.live.dictionary() as dictionary:
            return part_question_page(await part_question(dictionary, state.seed, state.number), state)
    keys = await askable_keys(interaction) if state.field == SAVED_ENTRIES else None
    field = Field.ANY if keys is not None else Field(state.field)
    game = Game(field, state.rounds, state.seed, keys, hidden_sources())
    async with interaction.client.live.dictionary() as dictionary:
        asked = await question(dictionary, game, state.number, language())
        asked = asked or await question(dictionary, game, state.number, ENGLISH)
    if asked is None:
        raise _nothing_to_ask(state)
    return question_page(asked, state)


async def askable_keys(interaction: Interaction) -> tuple[str, ...]:
    """Return the keys of the entries on the member's list that are explained in plain words, of those saved last."""
    saved = interaction.client.server_data.saved
    place = place_of(interaction)
    newest = await within_deadline(saved.page(interaction.user.id, limit=MAX_SAVED_ASKED, place=place))
    async with interaction.client.live.dictionary() as dictionary:
        entries = await dictionary.entries([each.entry_key for each in newest])
    languages, hidden = {language(), ENGLISH}, hidden_sources()
    return tuple(key for key, entry in entries.items() if any(explained(entry, each, hidden) for each in languages))


def _nothing_to_ask(state: GameState) -> UsageError:
    if state.field == SAVED_ENTRIES:
        return UsageError(
            N_("None of your saved entries can be used for a question."),
            N_("Save some entries first, then try again."),
        )
    return UsageError(
        N_("This field has too few plain definitions for a question."),
        N_("Choose another field with /quiz, or none."),
    )
