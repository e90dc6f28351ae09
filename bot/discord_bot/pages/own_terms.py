"""The button that adds or suggests a term where the dictionary has none of that name."""

from __future__ import annotations

from msgspec.structs import replace

from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.glossary_rights import glossary_rights
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.glossary import AddTerm
from bot.discord_bot.ui.custom_ids.proposals import ProposeTerm
from bot.discord_bot.ui.page import BUDGET, Page
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Match


async def with_own_term_button(interaction: Interaction, page: Page, answer: Answer) -> Page:
    """Add to a page that says that no entry has a name the button to add it to the server's glossary, or to suggest it,
    as far as the person may. Other pages are returned as they are.
    """
    if answer.match not in {Match.NONE, Match.SUGGESTION}:
        return page
    rights = await glossary_rights(interaction)
    if rights is None or not (rights.manages or rights.proposes):
        return page
    own = (
        button(_("Add this term"), AddTerm(answer.query))
        if rights.manages
        else button(_("Suggest this term"), ProposeTerm(answer.query))
    )
    extended = replace(page, buttons=(*page.buttons, own))
    return extended if extended.size.fits(BUDGET) else page
