"""Who may do what with a server's glossary. It is asked anew at every command, press and form."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.runtime.commands import ONLY_SERVERS
from bot.discord_bot.runtime.context import Interaction, guild_values, place_of
from bot.errors import N_, UsageError
from bot.storage.guild_settings import APPROVERS, GLOSSARY, PROPOSERS, GlossaryMode


@dataclass(frozen=True, slots=True)
class GlossaryRights:
    """What the person of an interaction may do in the server (a Discord id) where it happens.

    `manages`: add, edit and remove terms, import, export, see and undo changes. `approves`: decide about proposals.
    `proposes`: propose terms.
    """

    guild_id: int
    manages: bool
    approves: bool
    proposes: bool
    are_proposals_open: bool


async def glossary_rights(interaction: Interaction) -> GlossaryRights | None:
    """Return what somebody may do; None where there is no glossary: outside of servers, in a server that has not added
    the bot, and where the glossary is off.
    """
    guild_id = place_of(interaction).guild_id
    if guild_id is None:
        return None
    values = await guild_values(interaction)
    if values[GLOSSARY] is GlossaryMode.OFF:
        return None
    manages, is_open = interaction.permissions.manage_guild, values[GLOSSARY] is GlossaryMode.PROPOSALS
    return GlossaryRights(
        guild_id,
        manages=manages,
        approves=manages or has_role(interaction, values[APPROVERS]),
        proposes=is_open and (manages or not values[PROPOSERS] or has_role(interaction, values[PROPOSERS])),
        are_proposals_open=is_open,
    )


def has_role(interaction: Interaction, roles: frozenset[int]) -> bool:
    """Return True if the person has one of some roles (Discord ids). Everybody has the role with the server's own id
    (https://discord.com/developers/docs/topics/permissions#role-object).
    """
    # discord.py's `Member.roles` has those of servers in its cache only; without intents it has none.
    own = getattr(interaction.user, "_roles", ())
    return interaction.guild_id in roles or not roles.isdisjoint(own)


async def glossary_reader(interaction: Interaction) -> GlossaryRights:
    """Return the rights of somebody who may read the glossary. Raises UsageError where there is none."""
    if place_of(interaction).guild_id is None:
        raise UsageError(*ONLY_SERVERS)
    rights = await glossary_rights(interaction)
    if rights is not None:
        return rights
    if interaction.permissions.manage_guild:
        raise UsageError(
            N_("The glossary of this server is turned off."), N_("Turn it on with /settings, then try again.")
        )
    raise UsageError(
        N_("This server has no glossary of its own."), N_("People with the Manage Server permission can turn it on.")
    )


async def glossary_manager(interaction: Interaction) -> GlossaryRights:
    """Return the rights of somebody who manages the glossary. Raises UsageError for everybody else."""
    rights = await glossary_reader(interaction)
    if rights.manages:
        return rights
    raise UsageError(
        N_("Only people with the Manage Server permission can change the glossary."),
        N_("You can suggest a term with /glossary propose.") if rights.proposes else N_("Ask one of them."),
    )


async def glossary_approver(interaction: Interaction) -> GlossaryRights:
    """Return the rights of somebody who may decide about proposals. Raises UsageError for everybody else."""
    rights = await glossary_reader(interaction)
    if rights.approves:
        return rights
    raise UsageError(
        N_("You can't decide about suggested terms."),
        N_("People with the Manage Server permission can, and those whose role they have chosen for it in /settings."),
    )


async def glossary_proposer(interaction: Interaction) -> GlossaryRights:
    """Return the rights of somebody who may propose terms. Raises UsageError for everybody else."""
    rights = await glossary_reader(interaction)
    if rights.proposes:
        return rights
    if rights.manages:
        raise UsageError(
            N_("Suggestions are not open in this server."),
            N_("You can add the term yourself with /glossary add, or open suggestions with /settings."),
        )
    if rights.are_proposals_open:
        raise UsageError(
            N_("In this server, only people with certain roles can suggest terms."),
            N_("Ask somebody with the Manage Server permission."),
        )
    raise UsageError(
        N_("Suggestions are not open in this server."),
        N_("People with the Manage Server permission can add terms, and can open suggestions."),
    )
