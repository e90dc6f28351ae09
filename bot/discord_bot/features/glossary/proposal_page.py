"""The pages of suggested terms: for those who decide, and for whoever suggested them."""

from __future__ import annotations

from collections.abc import Sequence

from discord.utils import format_dt

from bot.discord_bot.features.glossary.term_page import draft_parts
from bot.discord_bot.ui.components import button, pager
from bot.discord_bot.ui.custom_ids.glossary import ShowTerm
from bot.discord_bot.ui.custom_ids.proposals import (
    ApproveProposal,
    EditProposal,
    ProposeTerm,
    RefuseProposal,
    ShowMyProposals,
    ShowProposal,
    ShowProposals,
)
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import LINE, Button, Page, Part, Section, Style, Text
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.model import Choice
from bot.storage.glossary.records import Proposal, ProposalState

# Each takes three of the components of a message.
PROPOSALS_PER_PAGE = 8
MAX_NAME = 60
MAX_MEANING = 100
MAX_REASON = 300
MAX_OWN = 10


def proposals_page(proposals: Sequence[Proposal], at: int, count: int, notice: str = "") -> Page:
    """Return page `at` (from zero) of `count` open proposals. `notice` says what was just done."""
    body: list[Part] = [Text(notice), LINE] if notice else []
    body += [Section(_line(each), button(_("Open"), ShowProposal(each.number))) for each in proposals]
    pages = page_count(count, PROPOSALS_PER_PAGE)
    if pages > 1:
        body.append(pager(at, pages, ShowProposals))
    title = ngettext(
        "## Suggested terms\n{count:,} is waiting for a decision.",
        "## Suggested terms\n{count:,} are waiting for a decision.",
        count,
    ).format(count=Quantity(count))
    title = title if count else _("## Suggested terms\nNone is waiting for a decision.")
    return Page(
        title, tuple(body), (button(_("My suggestions"), ShowMyProposals()),), footer=(), takes_share_button=False
    )


def proposal_page(proposal: Proposal, existing: Sequence[Choice] = ()) -> Page:
    """Return the page of a proposal with the buttons that decide about it, or with the decision. `existing` are the
    entries of publishers that have its name.
    """
    title = f"## {_name(proposal.draft.headword)}\n{_by(proposal)}"
    parts: list[Part] = [*draft_parts(proposal.draft)]
    if existing and proposal.state is ProposalState.OPEN:
        note = _("The dictionary explains this name already: {headword}. If you approve, people here see both.")
        parts += [LINE, Text(note.format(headword=_name(existing[0].headword)))]
    return Page(title, tuple(parts), _buttons(proposal), footer=(_state(proposal),), takes_share_button=False)


def my_proposals_page(proposals: Sequence[Proposal], *, may_propose: bool) -> Page:
    """Return the page of a member's own proposals, the last one first."""
    buttons = (button(_("Suggest a term"), ProposeTerm(), style=Style.PRIMARY),) if may_propose else ()
    if not proposals:
        title = _("## Your suggestions\nYou have suggested no terms in this server.")
        return Page(title, buttons=buttons, footer=(), takes_share_button=False)
    lines = "\n".join(f"- **{_name(each.draft.headword)}**: {_state(each)}" for each in proposals[:MAX_OWN])
    return Page(_("## Your suggestions"), (Text(lines),), buttons, footer=(), takes_share_button=False)


def proposed_page(proposal: Proposal) -> Page:
    """Return the page after somebody has suggested a term."""
    title = _(
        "## Thank you\nYour suggestion **{name}** is waiting. The people who decide about it will see it, and you will "
        "be told. To see where it stands, use /glossary proposals."
    )
    buttons = (button(_("Suggest another"), ProposeTerm()), button(_("My suggestions"), ShowMyProposals()))
    return Page(title.format(name=_name(proposal.draft.headword)), buttons=buttons, footer=(), takes_share_button=False)


def decided_notice(proposal: Proposal) -> str:
    """Return the sentence after a decision, for whoever made it."""
    approved, refused = _("✅ **{name}** is now in the glossary."), _("**{name}** is refused.")
    sentence = approved if proposal.state is ProposalState.APPROVED else refused
    return sentence.format(name=_name(proposal.draft.headword))


def decision_buttons(number: int) -> tuple[Button, ...]:
    """Return the buttons that decide about an open proposal, also for a post in a channel."""
    return (
        button(_("Approve"), ApproveProposal(number), style=Style.PRIMARY),
        button(_("Edit, then approve"), EditProposal(number)),
        button(_("Refuse"), RefuseProposal(number), style=Style.DANGER),
    )


def _buttons(proposal: Proposal) -> tuple[Button, ...]:
    back = button(_("All suggestions"), ShowProposals(0))
    if proposal.state is ProposalState.OPEN:
        return (*decision_buttons(proposal.number), back)
    term = (button(_("Open the term"), ShowTerm(proposal.term)),) if proposal.term is not None else ()
    return (*term, back)


def _line(proposal: Proposal) -> str:
    meaning = plain_name(proposal.draft.definition, MAX_MEANING)
    return f"**{_name(proposal.draft.headword)}**: {meaning}\n-# {_by(proposal)}"


def _by(proposal: Proposal) -> str:
    who = _("somebody") if proposal.by is None else f"<@{proposal.by}>"
    return _("Suggested by {member} {when}").format(member=who, when=format_dt(proposal.when, "R"))


def _state(proposal: Proposal) -> str:
    """Return the sentence that says where a proposal stands."""
    if proposal.state is ProposalState.OPEN:
        return _("Waiting for a decision.")
    if proposal.state is ProposalState.APPROVED:
        return _("Approved, and added to the glossary.")
    if proposal.reason:
        return _("Refused: {reason}").format(reason=plain_name(proposal.reason, MAX_REASON))
    return _("Refused, without a reason.")


def _name(headword: str) -> str:
    return plain_name(headword, MAX_NAME)
