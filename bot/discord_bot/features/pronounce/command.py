"""`/pronounce term` and the button that does the same: the pronunciation of the name that was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.define.command import offer
from bot.discord_bot.features.pronounce.page import pronunciation_text, sound_button, sound_files
from bot.discord_bot.features.pronounce.sounds import is_spoken, language_of, spoken_sounds, spoken_words
from bot.discord_bot.features.pronounce.speech import Speaker
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.pages.choices import answer_page, opened_entry_page
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.replies import send_page
from bot.discord_bot.ui.custom_ids.entry import Pronounce
from bot.discord_bot.ui.custom_ids.sharing import SharePronunciation
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.renderer import render_buttons
from bot.discord_bot.ui.translation import language
from bot.lexicon.model import Answer, Entry
from bot.lexicon.pronunciations import found_by_name, named, typed_name

speaker = Speaker()


@app_commands.command(description="Hear and see how to say a medical term")
@app_commands.describe(term="The term, such as interleukin", private="Show the answer only to me")
@everywhere
async def pronounce(
    interaction: Interaction,
    term: app_commands.Range[str, 1, MAX_OPTION_LENGTH],
    private: bool = False,
) -> None:
    """Answer with the pronunciation of the term, or with the page for the answer if the term leads to no entry."""
    async with dictionary_for(interaction) as dictionary:
        answer = await look_up_typed(dictionary, term, language())
    await _answer(interaction, answer, answer_page, PageContext(private=private), typed_name(answer))


pronounce.autocomplete("term")(offer)


class PronounceButton(StatelessComponent[Pronounce], ui.DynamicItem[ui.Button[Any]], action=Pronounce):
    """A button on an entry's page that shows privately how the name that led to it is pronounced."""

    async def respond(self, interaction: Interaction) -> None:
        """Send the pronunciation."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        await _answer(interaction, answer, opened_entry_page, PageContext(private=True), self.action.name)


class SharePronunciationButton(
    StatelessComponent[SharePronunciation], ui.DynamicItem[ui.Button[Any]], action=SharePronunciation
):
    """A button on a private pronunciation that shows it to everyone."""

    async def respond(self, interaction: Interaction) -> None:
        """Post it with the name of whoever shows it; if the entry is gone, say so privately."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        context = PageContext(private=True) if answer.entry is None else PageContext(shown_by=interaction.user.id)
        await _answer(interaction, answer, opened_entry_page, context, self.action.name)


async def _answer(
    interaction: Interaction,
    answer: Answer,
    other: Callable[[Answer, PageContext], Page],
    context: PageContext,
    name: str,
) -> None:
    """Send the pronunciation of a name of the entry in an answer, of the headword if the name is empty; if the answer
    has no entry, the page that `other` makes of it.
    """
    if answer.entry is None:
        await send_page(interaction, other(answer, context), private=context.private)
    else:
        await _send_pronunciation(interaction, answer.entry, name or answer.entry.headword, context)


async def _send_pronunciation(interaction: Interaction, entry: Entry, name: str, context: PageContext) -> None:
    shown = named(entry, name)
    sounds = spoken_sounds(shown)
    speech, is_busy = None, False
    if is_spoken(shown, sounds):
        is_busy = speaker.is_busy
        speech = await speaker.speak(spoken_words(shown.headword), language_of(shown), sounds.phonemes)
    await interaction.response.send_message(
        pronunciation_text(shown, speech, context.shown_by, found_by_name(entry, name), is_busy=is_busy),
        files=sound_files(shown, speech),
        view=render_buttons([sound_button(shown, context, "" if name == entry.headword else name)]),
        ephemeral=context.private,
    )
