"""Tell a server's team of a new proposal, and whoever made it of the decision."""

from __future__ import annotations

import discord

from bot.discord_bot.features.inbox.page import announcement_page, decision_page, decision_sentence
from bot.discord_bot.runtime.context import Interaction, place_of
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.translation import in_language
from bot.storage.glossary.records import Proposal, ProposalState


def announce_proposal(interaction: Interaction, proposal: Proposal, review: CustomId) -> None:
    """Post a new proposal in the channel of the server, if it has one, while the member is answered. `review` is the
    action of the button for those who decide, which checks whether they may.
    """
    inbox = interaction.client.inbox
    inbox.begin(inbox.post_to_server(proposal.guild_id, lambda: announcement_page(proposal, review)))


def tell_decision(interaction: Interaction, proposal: Proposal) -> None:
    """Send whoever made a proposal a direct message about its decision, while the person who decided is answered.

    Whoever cannot be written to is told at their next command in that server; /glossary proposals says it, too.
    """
    is_decided = proposal.state is not ProposalState.OPEN
    if is_decided and proposal.by is not None and proposal.by != interaction.user.id:
        interaction.client.inbox.begin(_tell(interaction, proposal, proposal.by))


async def tell_missed_decisions(interaction: Interaction) -> None:
    """After a command in a server, tell the member privately of decisions there that no message told them."""
    answer = interaction.response.type
    if answer is None or answer is discord.InteractionResponseType.modal:  # nothing may follow a form
        return
    missed = interaction.client.inbox.take_missed(place_of(interaction).guild_id, interaction.user.id)
    for proposal in missed:
        with in_language(proposal.language):
            text = decision_sentence(proposal)
        await interaction.followup.send(text, ephemeral=True, suppress_embeds=True)


async def _tell(interaction: Interaction, proposal: Proposal, user_id: int) -> None:
    with in_language(proposal.language):
        page = decision_page(proposal)
    inbox = interaction.client.inbox
    if not await inbox.tell(user_id, page):
        inbox.note_missed(proposal.guild_id, user_id, proposal)
