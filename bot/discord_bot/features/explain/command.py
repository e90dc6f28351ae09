"""The message command "Explain medical terms": the terms in a message, for whoever asks and nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.explain.page import no_terms_page, no_text_page, terms_page
from bot.discord_bot.limits import MAX_MESSAGE_LENGTH
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.message_state import page_context_of, texts_of
from bot.discord_bot.runtime.replies import send_page, update_own_page
from bot.discord_bot.ui.custom_ids.entry import BackToTerms
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.translation import language
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import visible
from bot.lexicon.text_scan.terms_in_text import FoundTerm

# Of one abbreviation. More would leave no room for the other terms of a message.
MAX_SENSES = 8
# Marks that may stand within a term: bold, italic, struck, hidden text.
FORMATTING = re.compile(r"[*_~|]+")


@app_commands.context_menu(name="Explain medical terms")
@everywhere
async def explain(interaction: Interaction, message: discord.Message) -> None:
    """Answer privately with the medical terms of the message. It comes with the command, so no intent is needed to read it."""
    text = "\n\n".join(filter(None, _texts(message)))
    if not text.strip():
        await send_page(interaction, no_text_page(), private=True)
        return
    async with dictionary_for(interaction) as dictionary:
        found = await dictionary.terms_in(text[:MAX_MESSAGE_LENGTH], MAX_MESSAGE_LENGTH, [language()])
        page = await _page(dictionary, TermList(tuple(_terms(text, found))), cut=len(text) > MAX_MESSAGE_LENGTH)
    await send_page(interaction, page, private=True)


class BackToTermsButton(StatelessComponent[BackToTerms], ui.DynamicItem[ui.Button[Any]], action=BackToTerms):
    """A button that turns back from an entry to the terms of the message; the menu on the page says which they were."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the list again, as the dictionary now explains it."""
        terms = page_context_of(interaction).terms or TermList(())
        async with dictionary_for(interaction) as dictionary:
            page = await _page(dictionary, terms)
        await update_own_page(interaction, page)


def _texts(message: discord.Message) -> Iterator[str]:
    """What there is to read in a message: what its author wrote or asked in a poll, embeds, other bots' pages, and the same of a
    message that it forwards. Discord leaves a poll out of what is forwarded (MinimalContentMessageResponse in its OpenAPI
    description).
    """
    yield from _written(message)
    if message.poll:
        yield from (message.poll.question, *(answer.text for answer in message.poll.answers))
    for snapshot in message.message_snapshots:
        yield from _written(snapshot)


def _written(message: discord.Message | discord.MessageSnapshot) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from (embed.title or "", embed.description or "")
        yield from (f"{field.name}\n{field.value}" for field in embed.fields)
    yield from texts_of(message)


def _terms(text: str, found: Sequence[FoundTerm]) -> Iterator[Term]:
    """The terms as they are listed, each as it stands in the message; of an ambiguous one, each entry as far as there is room."""
    for each in found:
        name = _shown(text[each.start : each.end])
        first, *others = each.entries[:MAX_SENSES]
        because, has_more = tuple(map(_shown, each.because)), len(each.entries) > MAX_SENSES
        yield Term(name, first.key, first.headword, each.basis, because, has_more)
        yield from (Term(name, choice.key, choice.headword) for choice in others)


def _shown(written: str) -> str:
    return visible(FORMATTING.sub("", written))


async def _page(dictionary: Lookup, terms: TermList, *, cut: bool = False) -> Page:
    if not terms.terms:
        return no_terms_page()
    return terms_page(terms, await dictionary.entries([term.key for term in terms.terms]), cut=cut)
