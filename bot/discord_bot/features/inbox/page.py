"""The post about a proposal, the message about its decision, and the line about posts that failed."""

from __future__ import annotations

from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.markdown import link, plain, plain_name, shortened
from bot.discord_bot.ui.page import LINE, Page, Style, Text
from bot.discord_bot.ui.translation import _
from bot.storage.glossary.records import MAX_REASON_LENGTH, Proposal, ProposalState

MAX_NAME = 100
# Characters of a definition with its escapes; the whole of it is behind the button.
MAX_DEFINITION = 1_500
SERVER_ADDRESS = "https://discord.com/channels/{guild_id}"


def announcement_page(proposal: Proposal, review: CustomId) -> Page:
    """The post about a new proposal, with a button for those who decide. It does not say who proposed it."""
    title = _("## Suggested for this server's glossary: {name}").format(name=_name(proposal))
    definition = shortened(plain(proposal.draft.definition), MAX_DEFINITION)
    return Page(
        title,
        (Text(definition),),
        (button(_("Review"), review, style=Style.PRIMARY),),
        (_("Only people who may approve terms can open it. To see all suggestions, use /glossary proposals."),),
        takes_share_button=False,
    )


def decision_page(proposal: Proposal) -> Page:
    """The direct message to whoever proposed a term, when it was decided. It has a link to the server."""
    address = SERVER_ADDRESS.format(guild_id=proposal.guild_id)
    server = link(_("Open the server"), address)
    return Page(f"## {decision_sentence(proposal)}", (LINE, Text(server)), footer=(), takes_share_button=False)


def decision_sentence(proposal: Proposal) -> str:
    """The sentence that says what was decided, with the reason of a refusal."""
    name = _name(proposal)
    if proposal.state is ProposalState.APPROVED:
        return _("Your suggestion “{name}” was approved: it is now in the server's glossary.").format(name=name)
    if not proposal.reason:
        return _("Your suggestion “{name}” was not taken into the server's glossary.").format(name=name)
    sentence = _("Your suggestion “{name}” was not taken into the server's glossary. The reason: {reason}")
    return sentence.format(name=name, reason=plain_name(proposal.reason, 2 * MAX_REASON_LENGTH))


def failure_line(failure: PostFailure) -> str:
    """The line for admins about why the last post in the channel for proposals and feedback failed."""
    if failure is PostFailure.FORBIDDEN:
        return _(
            "⚠️ I couldn't post there: I can't see that channel or post in it. Give me the View Channel and Send "
            "Messages permissions. Nothing is lost: /glossary proposals lists all suggestions."
        )
    if failure is PostFailure.NO_CHANNEL:
        return _("⚠️ I couldn't post there: that channel no longer exists in this server. Choose another.")
    return _("⚠️ The last post there failed. The bot's log says why. Nothing is lost.")


def _name(proposal: Proposal) -> str:
    return plain_name(proposal.draft.headword, MAX_NAME)
