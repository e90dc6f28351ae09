"""`/glossary propose` and `proposals`: members suggest terms; people with the right to it decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discord import ui

from bot.discord_bot.features.glossary.forms import (
    DEFINITION_FIELD,
    REASON_FIELD,
    draft_in,
    edit_proposal_form,
    propose_form,
    refuse_form,
)
from bot.discord_bot.features.glossary.group import glossaries, glossary
from bot.discord_bot.features.glossary.links import entries_called
from bot.discord_bot.features.glossary.proposal_page import (
    PROPOSALS_PER_PAGE,
    decided_notice,
    my_proposals_page,
    proposal_page,
    proposals_page,
    proposed_page,
)

# Proposals are told by the inbox of a server's team.
from bot.discord_bot.features.inbox.proposals import announce_proposal, tell_decision
from bot.discord_bot.runtime.component import Form, StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.glossary_rights import glossary_approver, glossary_proposer, glossary_reader
from bot.discord_bot.runtime.replies import show_privately
from bot.discord_bot.ui.custom_ids.proposals import (
    ApproveProposal,
    EditProposal,
    ProposeTerm,
    RefuseProposal,
    ShowMyProposals,
    ShowProposal,
    ShowProposals,
)
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import language
from bot.errors import N_, UsageError
from bot.storage.glossary.records import Proposal, ProposalState


@glossary.command(description="Suggest a term for this server's glossary")
async def propose(interaction: Interaction) -> None:
    """Show the form for a proposal."""
    await glossary_proposer(interaction)
    await interaction.response.send_modal(propose_form())


@glossary.command(description="See suggested terms, or what became of your own")
async def proposals(interaction: Interaction) -> None:
    """Answer with the open proposals to people who decide about them, to others with their own."""
    rights = await glossary_reader(interaction)
    if rights.approves:
        await show_privately(interaction, await within_deadline(_open_page(interaction, rights.guild_id, 0)))
    else:
        await _show_own(interaction)


class ProposeTermButton(StatelessComponent[ProposeTerm], ui.DynamicItem[ui.Button[Any]], action=ProposeTerm):
    """A button that shows the form for a proposal."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        await glossary_proposer(interaction)
        await interaction.response.send_modal(propose_form(self.action.name))


class ProposalsButton(StatelessComponent[ShowProposals], ui.DynamicItem[ui.Button[Any]], action=ShowProposals):
    """A button that shows a page of the open proposals."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        rights = await glossary_approver(interaction)
        page = await within_deadline(_open_page(interaction, rights.guild_id, self.action.at))
        await show_privately(interaction, page)


class MyProposalsButton(StatelessComponent[ShowMyProposals], ui.DynamicItem[ui.Button[Any]], action=ShowMyProposals):
    """A button that shows people their own proposals."""

    async def respond(self, interaction: Interaction) -> None:
        """Show them."""
        await _show_own(interaction)


class ProposalButton(StatelessComponent[ShowProposal], ui.DynamicItem[ui.Button[Any]], action=ShowProposal):
    """A button that shows a proposal."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        rights = await glossary_approver(interaction)
        await _show(interaction, await _proposal(interaction, rights.guild_id, self.action.number))


class ApproveButton(StatelessComponent[ApproveProposal], ui.DynamicItem[ui.Button[Any]], action=ApproveProposal):
    """A button that adds the term of a proposal to the glossary."""

    async def respond(self, interaction: Interaction) -> None:
        """Add it as it was proposed."""
        rights = await glossary_approver(interaction)
        proposal = await _open_proposal(interaction, rights.guild_id, self.action.number)
        await _approve(interaction, proposal, None)


class EditProposalButton(StatelessComponent[EditProposal], ui.DynamicItem[ui.Button[Any]], action=EditProposal):
    """A button that shows the form in which a proposal is edited."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        rights = await glossary_approver(interaction)
        proposal = await _open_proposal(interaction, rights.guild_id, self.action.number)
        await interaction.response.send_modal(edit_proposal_form(proposal))


class RefuseButton(StatelessComponent[RefuseProposal], ui.DynamicItem[ui.Button[Any]], action=RefuseProposal):
    """A button that shows the form for the reason of a refusal."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        rights = await glossary_approver(interaction)
        proposal = await _open_proposal(interaction, rights.guild_id, self.action.number)
        await interaction.response.send_modal(refuse_form(proposal))


async def _propose(interaction: Interaction, _action: ProposeTerm, fields: Mapping[str, str]) -> None:
    """Store a proposal, and thank for it."""
    rights = await glossary_proposer(interaction)
    by, when = interaction.user.id, interaction.created_at
    work = glossaries(interaction).propose(rights.guild_id, draft_in(fields), by, when, language())
    proposal = await within_deadline(work)
    announce_proposal(interaction, proposal, ShowProposal(proposal.number))
    await show_privately(interaction, proposed_page(proposal))


async def _edit(interaction: Interaction, action: EditProposal, fields: Mapping[str, str]) -> None:
    """Approve a proposal with the texts of a form."""
    rights = await glossary_approver(interaction)
    proposal = await _open_proposal(interaction, rights.guild_id, action.number)
    await _approve(interaction, proposal, fields)


async def _refuse(interaction: Interaction, action: RefuseProposal, fields: Mapping[str, str]) -> None:
    """Refuse a proposal."""
    rights = await glossary_approver(interaction)
    by, when = interaction.user.id, interaction.created_at
    work = glossaries(interaction).refuse(rights.guild_id, action.number, fields[REASON_FIELD], by, when)
    await _decided(interaction, await within_deadline(work))


async def _approve(interaction: Interaction, proposal: Proposal, fields: Mapping[str, str] | None) -> None:
    draft = proposal.draft if fields is None else draft_in(fields, proposal.draft)
    by, when = interaction.user.id, interaction.created_at
    stored = glossaries(interaction)
    await within_deadline(stored.approve(proposal.guild_id, proposal.number, draft, by, when))
    await _decided(interaction, await _proposal(interaction, proposal.guild_id, proposal.number))


async def _decided(interaction: Interaction, proposal: Proposal) -> None:
    """Tell whoever proposed it, and show the proposals that are left."""
    tell_decision(interaction, proposal)
    notice = decided_notice(proposal)
    await show_privately(interaction, await within_deadline(_open_page(interaction, proposal.guild_id, 0, notice)))


async def _show(interaction: Interaction, proposal: Proposal) -> None:
    existing = await entries_called(interaction, proposal.draft.headword)
    await show_privately(interaction, proposal_page(proposal, existing))


async def _show_own(interaction: Interaction) -> None:
    rights = await glossary_reader(interaction)
    own = await within_deadline(glossaries(interaction).proposals_of(rights.guild_id, interaction.user.id))
    await show_privately(interaction, my_proposals_page(own, may_propose=rights.proposes))


async def _proposal(interaction: Interaction, guild_id: int, number: int) -> Proposal:
    found = await within_deadline(glossaries(interaction).proposal(guild_id, number))
    if found is None:
        raise UsageError(N_("This suggestion is no longer there."), N_("Look at /glossary proposals."))
    return found


async def _open_proposal(interaction: Interaction, guild_id: int, number: int) -> Proposal:
    """Return a proposal that is still open. Raises UsageError if somebody has decided about it already."""
    proposal = await _proposal(interaction, guild_id, number)
    if proposal.state is ProposalState.APPROVED:
        raise UsageError(
            N_("Somebody has approved this suggestion already."), N_("Look at /glossary proposals for the others.")
        )
    if proposal.state is ProposalState.REFUSED:
        raise UsageError(
            N_("Somebody has refused this suggestion already."), N_("Look at /glossary proposals for the others.")
        )
    return proposal


async def _open_page(interaction: Interaction, guild_id: int, at: int, notice: str = "") -> Page:
    """Return page `at` of the open proposals (from zero); the last one if there are fewer."""
    stored = glossaries(interaction)
    count = await stored.proposals_count(guild_id)
    at = min(at, page_count(count, PROPOSALS_PER_PAGE) - 1)
    found = await stored.proposals(guild_id, at * PROPOSALS_PER_PAGE, PROPOSALS_PER_PAGE)
    return proposals_page(found, at, count, notice)


PROPOSE_FORM = Form(ProposeTerm, _propose, DEFINITION_FIELD)
EDIT_PROPOSAL_FORM = Form(EditProposal, _edit, DEFINITION_FIELD)
REFUSE_FORM = Form(RefuseProposal, _refuse, REASON_FIELD)
