"""`/glossary export`: all terms as a table that spreadsheets open and `/glossary import` reads back unchanged."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterable, Mapping, Sequence

import discord

from bot.discord_bot.features.glossary.group import glossaries, glossary
from bot.discord_bot.features.glossary.import_links import SEPARATORS, with_key
from bot.discord_bot.runtime.commands import FOR_MANAGERS
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.glossary_rights import glossary_manager
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.ui.translation import Quantity, language, ngettext
from bot.errors import N_, UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import GlossaryTerm, TermKey
from bot.sources.term_table.rows import TermRow
from bot.sources.term_table.writing import csv_of
from bot.terms.normal_forms import fold

FILE_NAME = "glossary.csv"


@glossary.command(description="Get all of this server's own terms as a table (CSV)", extras=FOR_MANAGERS)
async def export(interaction: Interaction) -> None:
    """Answer with the file."""
    rights = await glossary_manager(interaction)
    await interaction.response.defer(ephemeral=True)
    async with interaction.client.heavy_work.turn(Heavy.EXPORT):
        terms = await glossaries(interaction).terms(rights.guild_id)
        if not terms:
            raise UsageError(N_("There are no terms to export yet."), N_("Add one with /glossary add."))
        async with interaction.client.live.dictionary() as dictionary:
            rows = await rows_of(terms, dictionary)
        content = await asyncio.to_thread(csv_of, rows)
    file = discord.File(io.BytesIO(content), filename=FILE_NAME)
    await interaction.followup.send(_note(len(terms)), file=file, ephemeral=True)


async def rows_of(terms: Sequence[GlossaryTerm], dictionary: Dictionary) -> list[TermRow]:
    """Return terms as rows. Links are written by headword; where that alone does not lead to the entry, with its key.
    Links to terms that were removed are left out.
    """
    own = {term.key: term.draft.headword for term in terms}
    taken = {fold(headword) for headword in own.values()}
    entries = {entry.key: entry for term in terms for entry in _linked(term)}
    texts = {key: await _text_of(entry, dictionary) for key, entry in entries.items() if not TermKey.decode(key)}
    links = {key: with_key(entries[key]) if fold(text) in taken else text for key, text in texts.items()}
    return [_row(line, term, own | links, texts) for line, term in enumerate(terms, start=2)]


def _linked(term: GlossaryTerm) -> Iterable[EntryReference]:
    return (*term.draft.parents, *term.draft.see_also, *filter(None, (term.draft.adds_to,)))


async def _text_of(entry: EntryReference, dictionary: Dictionary) -> str:
    """Return how a link to an entry of the lexicon is written, so that an import leads to the same."""
    try:
        answer = await dictionary.look_up_name(entry.headword, language())
    except UsageError:
        return with_key(entry)
    leads = answer.entry is not None and answer.entry.key == entry.key
    return entry.headword if leads and not SEPARATORS & set(entry.headword) else with_key(entry)


def _row(line: int, term: GlossaryTerm, links: Mapping[str, str], notes: Mapping[str, str]) -> TermRow:
    draft = term.draft
    parents, see_also = (
        tuple(links[entry.key] for entry in entries if entry.key in links)
        for entries in (draft.parents, draft.see_also)
    )
    adds_to = notes.get(draft.adds_to.key, "") if draft.adds_to else ""
    return TermRow(line, draft.headword, draft.definition, draft.names, parents, see_also, adds_to)


def _note(count: int) -> str:
    sentence = ngettext(
        "Your {count:,} term is in this file. You can edit it in a spreadsheet and send it back with /glossary import.",
        "Your {count:,} terms are in this file. You can edit it in a spreadsheet and send it back with "
        "/glossary import.",
        count,
    )
    return sentence.format(count=Quantity(count))
