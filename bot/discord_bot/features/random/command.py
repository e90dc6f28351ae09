"""`/random [field]`: a random entry."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.runtime.commands import FIELD_CHOICES
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.message_state import next_page_context
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import ShowRandom
from bot.discord_bot.ui.guild_context import visible_definitions
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import language
from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.collections.fields import Field
from bot.lexicon.collections.random_entry import random_entry
from bot.lexicon.model import Entry
from bot.lexicon.store.reader import Lexicon

# Entries that are tried where the server hides sources.
MAX_TRIES = 20


@app_commands.command(description="Show a random term")
@app_commands.describe(field="The topic; leave empty for any topic", private="Show the answer only to me")
@app_commands.choices(field=FIELD_CHOICES)
@everywhere
async def random(interaction: Interaction, field: str = Field.ANY.value, private: bool = False) -> None:
    """Answer with a random entry that has a plain definition."""
    page = await _page(interaction, Field(field), PageContext(private=private))
    await send_page(interaction, page, private=private)


class AnotherButton(StatelessComponent[ShowRandom], ui.DynamicItem[ui.Button[Any]], action=ShowRandom):
    """A button that shows another random entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show another random entry of the same field."""
        context = replace(next_page_context(interaction, ""), trail=())
        await update_page(interaction, await _page(interaction, Field(self.action.field), context))


async def _page(interaction: Interaction, field: Field, context: PageContext) -> Page:
    async with interaction.client.live.dictionary() as dictionary:
        entry = await _visible_entry(dictionary.lexicon, field)
        if entry is None:
            raise UsageError(
                N_("No entry of this kind has a plain definition in your language."),
                N_("Choose another kind, or none."),
            )
    async with dictionary_for(interaction) as dictionary:  # with what the server adds to it
        answer = await dictionary.open(entry.key)
    return entry_page(answer, context=replace(context, origin=ShowRandom(field.value)))


async def _visible_entry(lexicon: Lexicon, field: Field) -> Entry | None:
    """Return a random entry that a source defines which the server does not hide; None if none is found soon."""
    for _ in range(MAX_TRIES):
        entry = await random_entry(lexicon, language(), field) or await random_entry(lexicon, ENGLISH, field)
        if entry is None or visible_definitions(entry):
            return entry
    return None
