"""`/explain`: a form for a text, such as a letter from a hospital, and private pages that quote it with its terms in
bold.

The text is on these pages only. A press reads what it needs from the page that it is on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from discord import app_commands, ui

# Terms of a text are those of a message.
from bot.discord_bot.features.explain.command import terms_found
from bot.discord_bot.features.explain_text.page import (
    LIMITS,
    MAX_PARTS,
    TEXT_FIELD,
    Chosen,
    chosen_term,
    chosen_value,
    empty_text_page,
    text_form,
    text_pages,
    with_meaning,
    without_terms_page,
)
from bot.discord_bot.features.explain_text.quotation import excerpts, tidy
from bot.discord_bot.limits import MAX_FIELD_TEXT
from bot.discord_bot.runtime.component import Form, StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.errors import outdated
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.message_state import shown_page
from bot.discord_bot.runtime.replies import send_more, send_page, update_own_page
from bot.discord_bot.ui.custom_ids.explained import ChooseMeaning, ExplainText, ShowMeaning
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.translation import language
from bot.lexicon.text_scan.terms_in_text import FoundTerm


@app_commands.command(name="explain", description="See what the medical words in a text mean, such as a letter")
@everywhere
async def explain_text(interaction: Interaction) -> None:
    """Show the form for the text."""
    await interaction.response.send_modal(text_form())


async def _explain(interaction: Interaction, _: ExplainText, fields: Mapping[str, str]) -> None:
    """Answer a filled-in form privately, with as many messages as the text needs."""
    text = tidy(fields[TEXT_FIELD])
    if not text:
        await send_page(interaction, empty_text_page(), private=True)
        return
    async with interaction.client.heavy_work.turn(Heavy.EXPLAIN):
        async with dictionary_for(interaction) as dictionary:
            found = await dictionary.terms_in(text, MAX_FIELD_TEXT, [language()])
        first, *others = await asyncio.to_thread(_pages, text, found)
    await send_page(interaction, first, private=True)
    for page in others:
        await send_more(interaction, page)


class ExplainTextButton(StatelessComponent[ExplainText], ui.DynamicItem[ui.Button[Any]], action=ExplainText):
    """A button that shows the form for a text."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        await interaction.response.send_modal(text_form())


EXPLAIN_FORM = Form(ExplainText, _explain)


def _pages(text: str, found: list[FoundTerm]) -> list[Page]:
    if not found:
        return [without_terms_page()]
    divided = list(excerpts(text, found, LIMITS))
    parts = [(part.markdown, list(terms_found(text, part.terms, LIMITS.senses))) for part in divided[:MAX_PARTS]]
    return text_pages(parts, is_cut=len(divided) > MAX_PARTS)


class MeaningButton(StatelessComponent[ShowMeaning], ui.DynamicItem[ui.Button[Any]], action=ShowMeaning):
    """A button that shows the meaning of the next term, or of the one before."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it below the text."""
        await _show(interaction, lambda page: chosen_term(page, self.action.number))


class MeaningMenu(StatelessComponent[ChooseMeaning], ui.DynamicItem[ui.Select[Any]], action=ChooseMeaning):
    """A menu that shows the meaning of the chosen term."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it below the text."""
        (value,) = self.item.values
        await _show(interaction, lambda page: chosen_value(page, value))


async def _show(interaction: Interaction, choose: Callable[[Page], Chosen | None]) -> None:
    """Show a meaning on the page that the component is on."""
    page = shown_page(interaction)
    chosen = choose(page)
    if chosen is None:
        raise outdated()
    async with dictionary_for(interaction) as dictionary:
        entries = await dictionary.entries([term.key for term in chosen.terms])
    await update_own_page(interaction, with_meaning(page, chosen, entries))
