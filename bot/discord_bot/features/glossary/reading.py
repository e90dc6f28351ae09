"""`/glossary list` and `show`: a server's own terms, for everybody in the server."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.glossary.group import glossaries, glossary, offer_terms, term_called
from bot.discord_bot.features.glossary.list_page import TERMS_PER_PAGE, empty_page, terms_page
from bot.discord_bot.features.glossary.term_page import term_page
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.pages.heading import emergency
from bot.discord_bot.pages.look_alikes import look_alikes_line
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.glossary_rights import GlossaryRights, glossary_reader
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.glossary import ListTerms
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.paging import page_count
from bot.errors import MedlexError
from bot.lexicon.server_glossary.term import GlossaryTerm


@glossary.command(name="list", description="List this server's own terms from A to Z")
@app_commands.describe(start="Begin at this letter or word", private="Show the answer only to me")
async def list_terms(
    interaction: Interaction, start: app_commands.Range[str, 1, MAX_OPTION_LENGTH] | None = None, private: bool = False
) -> None:
    """Answer with a page of the list."""
    rights = await glossary_reader(interaction)
    before = within_deadline(glossaries(interaction).count_before(rights.guild_id, start)) if start else None
    at = (await before) // TERMS_PER_PAGE if before else 0
    page = await within_deadline(_page(interaction, rights, at))
    await send_page(interaction, page, private=private)


@glossary.command(description="Show one of this server's own terms")
@app_commands.describe(term="The term", private="Show the answer only to me")
@app_commands.autocomplete(term=offer_terms)
async def show(
    interaction: Interaction, term: app_commands.Range[str, 1, MAX_OPTION_LENGTH], private: bool = False
) -> None:
    """Answer with the page of a term; the private one of somebody who manages the server has buttons to change it."""
    rights = await glossary_reader(interaction)
    found = await term_called(interaction, rights.guild_id, term)
    count = await within_deadline(glossaries(interaction).count(rights.guild_id))
    warnings = await _warnings(interaction, found)
    page = term_page(found, count, warnings, manages=rights.manages and private)
    await send_page(interaction, page, private=private)


async def _warnings(interaction: Interaction, term: GlossaryTerm) -> list[str]:
    """Return the warnings on the page of a term: what to do in an emergency, and names that look alike. None while the
    dictionary cannot be read.
    """
    try:
        async with dictionary_for(interaction) as dictionary:
            entry = (await dictionary.open(term.key)).entry
    except MedlexError:
        return []
    return list(filter(None, (emergency(entry), look_alikes_line(entry)))) if entry else []


class ListTermsButton(StatelessComponent[ListTerms], ui.DynamicItem[ui.Button[Any]], action=ListTerms):
    """A button that shows a page of the list."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        rights = await glossary_reader(interaction)
        await update_page(interaction, await within_deadline(_page(interaction, rights, self.action.at)))


async def _page(interaction: Interaction, rights: GlossaryRights, at: int) -> Page:
    """Return page `at` of the list (from zero); the last one if there are fewer."""
    stored = glossaries(interaction)
    count = await stored.count(rights.guild_id)
    if not count:
        return empty_page(rights)
    at = min(at, page_count(count, TERMS_PER_PAGE) - 1)
    terms = await stored.page(rights.guild_id, at * TERMS_PER_PAGE, TERMS_PER_PAGE)
    return terms_page(terms, at, count, rights)
