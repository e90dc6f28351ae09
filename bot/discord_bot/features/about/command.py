"""`/about`: the sources of the dictionary, their age, and the disclaimer in full."""

from __future__ import annotations

from discord import app_commands

from bot.discord_bot.features.about.page import about_page
from bot.discord_bot.runtime.context import Interaction, everywhere
from bot.discord_bot.runtime.replies import send_page


@app_commands.command(description="See the sources of this dictionary, and how old they are")
@app_commands.describe(private="Show the answer only to me")
@everywhere
async def about(interaction: Interaction, private: bool = False) -> None:
    """Answer with the page about the lexicon that is being served."""
    async with interaction.client.live.dictionary() as dictionary:
        sources = await dictionary.lexicon.sources()
        built = (await dictionary.lexicon.build_report())["built"]
    page = about_page(sources, built, interaction.client.policies)
    await send_page(interaction, page, private=private)
