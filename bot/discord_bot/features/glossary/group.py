"""The group of all `/glossary` commands, and what they share.

Everybody sees the group: Discord's default permissions hold for a whole command and not for one in a group
(https://discord.com/developers/docs/interactions/application-commands#permissions), and members need `list`, `show` and
`propose`. Each command checks for itself who uses it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from discord import app_commands

from bot.discord_bot.limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.errors import report
from bot.discord_bot.runtime.glossary_rights import glossary_rights
from bot.discord_bot.ui.markdown import shortened
from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm

if TYPE_CHECKING:
    from bot.storage.glossary.glossaries import Glossaries

# The value of a choice: the number of a term.
NUMBER = re.compile(r"#([0-9]{1,10})")

glossary = app_commands.Group(
    name="glossary",
    description="This server's own terms",
    allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
)


def glossaries(interaction: Interaction) -> Glossaries:
    """Return the glossaries of all servers."""
    return interaction.client.server_data.glossaries


async def term_called(interaction: Interaction, guild_id: int, typed: str) -> GlossaryTerm:
    """Return the term that somebody chose or typed the name of. Raises UsageError if the server has no such term."""
    if number := NUMBER.fullmatch(typed.strip()):
        return await term_numbered(interaction, guild_id, int(number[1]))
    found = await within_deadline(glossaries(interaction).named(guild_id, typed))
    if found is None:
        raise UsageError(
            N_("This server's glossary has no term “{name}”."),
            N_("Choose one from the list that appears while you type, or look at /glossary list."),
            name=typed,
        )
    return found


async def term_numbered(interaction: Interaction, guild_id: int, number: int) -> GlossaryTerm:
    """Return the term with a number. Raises UsageError if it is not there, or no longer."""
    found = await within_deadline(glossaries(interaction).find(guild_id, number))
    if found is None:
        raise UsageError(N_("This term is no longer in the glossary."), N_("Look at /glossary list, or the history."))
    return found


async def offer_terms(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the server's own terms while somebody types; none where there is no glossary, and after an error, which
    goes to the log.
    """
    try:
        rights = await glossary_rights(interaction)
        if rights is None or not interaction.client.keeps_server_data:
            return []
        found = await within_deadline(glossaries(interaction).beginning(rights.guild_id, typed, MAX_COMPLETIONS))
    except Exception as error:
        await report(interaction, error)
        return []
    return [_choice(term) for term in found]


def _choice(term: GlossaryTerm) -> app_commands.Choice[str]:
    return app_commands.Choice(name=shortened(term.draft.headword, MAX_OPTION_LENGTH), value=f"#{term.number}")
