"""`/random [field]`: an entry by chance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord import app_commands, ui

from bot.commands.acting import Acts
from bot.commands.options import FIELD_CHOICES
from bot.commands.serving import Interaction, everywhere
from bot.commands.turning import turn
from bot.commands.whereabouts import place_onward
from bot.errors import N_, UsageError
from bot.lexicon.chance import entry_by_chance
from bot.lexicon.fields import Field
from bot.pages.entry import entry_page
from bot.pages.origins import CHANCE_TEMPLATE, chance_origin
from bot.pages.parts import Page
from bot.pages.place import Place
from bot.pages.translation import ENGLISH, language


@app_commands.command(description="Learn a term by chance")
@app_commands.describe(field="What it is to be about; anything without one", private="Show the answer only to me")
@app_commands.choices(field=FIELD_CHOICES)
@everywhere
async def random(interaction: Interaction, field: str = Field.ANY.value, private: bool = False) -> None:
    """Answer with some entry that is defined for anybody."""
    page = await _page(interaction, Field(field), Place(private=private))
    await interaction.response.send_message(view=page, ephemeral=private)


class AnotherButton(Acts, ui.DynamicItem[ui.Button[Any]], template=CHANCE_TEMPLATE):
    """A button that shows another entry by chance."""

    async def act(self, interaction: Interaction) -> None:
        """Show some other entry."""
        place = replace(place_onward(interaction, ""), trail=())
        await turn(interaction, await _page(interaction, Field(self.match["field"]), place))


async def _page(interaction: Interaction, field: Field, place: Place) -> Page:
    async with interaction.client.live.dictionary() as dictionary:
        entry = await entry_by_chance(dictionary.lexicon, language(), field) or await entry_by_chance(
            dictionary.lexicon, ENGLISH, field
        )
        if entry is None:
            raise UsageError(
                N_("No entry of this kind is defined in plain words in your language."),
                N_("Choose another kind, or none."),
            )
        answer = await dictionary.open(entry.key)
    return entry_page(answer, place=replace(place, origin=chance_origin(field)))
