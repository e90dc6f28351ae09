"""`/pronounce term` and the button that does the same: how a headword is said."""

from __future__ import annotations

import re
from typing import Any, Self

from discord import app_commands, ui

from bot.commands.acting import Acts
from bot.commands.define import offer
from bot.commands.serving import Interaction, everywhere
from bot.lexicon.lookup import LONGEST_QUERY
from bot.lexicon.model import Answer, Entry, Match
from bot.pages.choices import answer_page, gone_page
from bot.pages.place import Place
from bot.pages.pronunciation import language_of, pronunciation_text, sound_files
from bot.pages.state import HEAR_TEMPLATE
from bot.speech import Speaker

speaker = Speaker()


@app_commands.command(description="Hear and see how a medical term is pronounced")
@app_commands.describe(term="The term, such as interleukin", private="Show the answer only to me")
@everywhere
async def pronounce(
    interaction: Interaction,
    term: app_commands.Range[str, 1, LONGEST_QUERY],
    private: bool = False,
) -> None:
    """Answer with the pronunciation of the entry's headword, or with what the term can mean."""
    async with interaction.client.live.dictionary() as dictionary:
        answer = await dictionary.look_up(term)
    await _answer(interaction, answer, private=private)


pronounce.autocomplete("term")(offer)


class HearButton(Acts, ui.DynamicItem[ui.Button[Any]], template=HEAR_TEMPLATE):
    """A button on an entry's page that says privately how the headword is pronounced."""

    def __init__(self, item: ui.Button[Any], key: str) -> None:
        super().__init__(item)
        self.key = key

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the entry back from the `custom_id`."""
        return cls(item, match["key"])

    async def act(self, interaction: Interaction) -> None:
        """Answer whoever presses it."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.open(self.key)
        if answer.match is Match.NONE:
            await interaction.response.send_message(view=gone_page(answer), ephemeral=True)
        else:
            await _answer(interaction, answer, private=True)


async def _answer(interaction: Interaction, answer: Answer, *, private: bool) -> None:
    if answer.entry is None:
        await interaction.response.send_message(view=answer_page(answer, Place(private=private)), ephemeral=private)
    else:
        await _say(interaction, answer.entry, private=private)


async def _say(interaction: Interaction, entry: Entry, *, private: bool) -> None:
    speech = await speaker.speak(entry.headword, language_of(entry))
    await interaction.response.send_message(
        pronunciation_text(entry, speech), files=sound_files(entry, speech), ephemeral=private
    )
