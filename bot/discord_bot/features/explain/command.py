"""The message command "Explain medical terms": the terms in a message, shown only to whoever asks."""

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
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.message_state import page_context_of, texts_of
from bot.discord_bot.runtime.replies import send_page, update_own_page
from bot.discord_bot.ui.custom_ids.entry import BackToTerms
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.translation import language
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import visible
from bot.lexicon.server_glossary.term import TermKey
from bot.lexicon.text_scan.terms_in_text import FoundTerm

# Senses of one abbreviation. More would leave no room for the other terms of a message.
MAX_SENSES = 8
# Markdown signs that may be inside a term: of bold, italic, struck-through and hidden text.
FORMATTING = re.compile(r"[*_~|]+")


@app_commands.context_menu(name="Explain medical terms")
@everywhere
async def explain(interaction: Interaction, message: discord.Message) -> None:
    """Answer privately with the medical terms of the message. Discord sends it with the command, so no intent
    is needed.
    """
    await answer_with_terms(interaction, message)


async def answer_with_terms(interaction: Interaction, message: discord.Message) -> None:
    """Answer privately with the medical terms of a message."""
    text = "\n\n".join(filter(None, _texts(message)))
    if not text.strip():
        await send_page(interaction, no_text_page(), private=True)
        return
    async with interaction.client.heavy_work.turn(Heavy.EXPLAIN), dictionary_for(interaction) as dictionary:
        found = await dictionary.terms_in(text[:MAX_MESSAGE_LENGTH], MAX_MESSAGE_LENGTH, [language()])
        found = sorted(found, key=lambda term: TermKey.decode(term.entries[0].key) is None)  # the server's own first
        page = await _page(
            dictionary, TermList(tuple(terms_found(text, found, MAX_SENSES))), cut=len(text) > MAX_MESSAGE_LENGTH
        )
    await send_page(interaction, page, private=True)


class BackToTermsButton(StatelessComponent[BackToTerms], ui.DynamicItem[ui.Button[Any]], action=BackToTerms):
    """A button that goes back from an entry to the terms of the message, which are in the menu on the page."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the terms again, with the definitions that the dictionary has now."""
        terms = page_context_of(interaction).terms or TermList(())
        async with dictionary_for(interaction) as dictionary:
            page = await _page(dictionary, terms)
        await update_own_page(interaction, page)


def _texts(message: discord.Message) -> Iterator[str]:
    """The texts of a message: content, embeds, components, a poll, and all but the poll of a message that it forwards.

    Discord does not send the poll of a forwarded message (MinimalContentMessageResponse in its OpenAPI description).
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


def terms_found(text: str, found: Sequence[FoundTerm], max_senses: int) -> Iterator[Term]:
    """The terms as they are listed, each with its name as it is in the text; an ambiguous one has up to
    `max_senses`.
    """
    for each in found:
        name = _shown(text[each.start : each.end])
        first, *others = each.entries[:max_senses]
        because, has_more = tuple(map(_shown, each.because)), len(each.entries) > max_senses
        yield Term(name, first.key, first.headword, each.basis, because, has_more)
        yield from (Term(name, choice.key, choice.headword) for choice in others)


def _shown(written: str) -> str:
    return visible(FORMATTING.sub("", written))


async def _page(dictionary: Lookup, terms: TermList, *, cut: bool = False) -> Page:
    if not terms.terms:
        return no_terms_page()
    return terms_page(terms, await dictionary.entries([term.key for term in terms.terms]), cut=cut)
