"""`/define term`: one page of the dictionary."""

from __future__ import annotations

from discord import app_commands

from bot.commands.errors import report
from bot.commands.newest import Newest
from bot.commands.serving import Interaction, everywhere
from bot.lexicon.completion import complete
from bot.lexicon.lookup import KEY_MARK, LONGEST_QUERY
from bot.lexicon.model import Completion
from bot.lexicon.names import fold
from bot.pages.choices import answer_page
from bot.pages.markdown import shortened

# https://discord.com/developers/docs/interactions/application-commands#application-command-object
LONGEST_CHOICE = 100

newest: Newest[list[Completion]] = Newest()


@app_commands.command(description="Look up a medical term")
@app_commands.describe(term="The term, such as interleukin", private="Show the answer only to me")
@everywhere
async def define(
    interaction: Interaction,
    term: app_commands.Range[str, 1, LONGEST_QUERY],
    private: bool = False,
) -> None:
    """Answer with the page for whatever the term comes to."""
    async with interaction.client.live.dictionary() as dictionary:
        answer = await dictionary.look_up(term)
    await interaction.response.send_message(view=answer_page(answer), ephemeral=private)


@define.autocomplete("term")
async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer names while someone types; none when something goes wrong, which only the log can say."""
    try:
        async with interaction.client.live.dictionary() as dictionary:
            offered = await newest.of(interaction.user.id, complete(dictionary, typed))
            return [_choice(completion) for completion in offered or ()]
    except Exception as error:
        await report(interaction, error)
        return []


def _choice(completion: Completion) -> app_commands.Choice[str]:
    """A choice that leads to just this entry, whatever other entry has the same name."""
    name, headword = completion.name, completion.headword
    shown = name if fold(name) == fold(headword) else f"{name} → {headword}"
    return app_commands.Choice(name=shortened(shown, LONGEST_CHOICE), value=f"{KEY_MARK}{completion.key}")
