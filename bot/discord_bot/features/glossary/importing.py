"""`/glossary import`: a file of terms is checked and shown, then applied by a button. For managers of a server."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.glossary.group import glossaries, glossary
from bot.discord_bot.features.glossary.import_links import drafts_of
from bot.discord_bot.features.glossary.import_page import canceled_page, first_part, import_page, imported_page
from bot.discord_bot.runtime.commands import FOR_MANAGERS
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.glossary_rights import glossary_manager
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.replies import show_privately
from bot.discord_bot.ui.custom_ids.glossary import ApplyImport, CancelImport, ShowImport
from bot.discord_bot.ui.renderer import render
from bot.errors import N_, UsageError
from bot.sources.term_table.reading import SPLIT, read_terms
from bot.sources.term_table.rows import MAX_FILE_BYTES, TermTable
from bot.storage.glossary.records import ImportPlan

# Servers (Discord ids) whose file is being read.
_reading: set[int] = set()


@glossary.command(name="import", description="Add many terms from a table: CSV, TSV or XLSX", extras=FOR_MANAGERS)
@app_commands.describe(file="A table with the columns term and definition, at most 2 MB")
async def import_terms(interaction: Interaction, file: discord.Attachment) -> None:
    """Answer with what the file would do. It may take longer than Discord waits, so the answer is announced first."""
    rights = await glossary_manager(interaction)
    _refuse_large(file.size)
    if rights.guild_id in _reading:
        raise _being_read()
    _reading.add(rights.guild_id)
    try:
        await interaction.response.defer(ephemeral=True)
        table, plan = await _prepared(interaction, rights.guild_id, file)
    finally:
        _reading.discard(rights.guild_id)
    page = import_page(plan, first_part(plan), 0, table.unused)
    await interaction.followup.send(view=render(page), ephemeral=True)


class ImportButton(StatelessComponent[ShowImport], ui.DynamicItem[ui.Button[Any]], action=ShowImport):
    """A button that shows other rows of a waiting import."""

    async def respond(self, interaction: Interaction) -> None:
        """Show them."""
        rights = await glossary_manager(interaction)
        stored = glossaries(interaction)
        plan = await within_deadline(stored.waiting_import(rights.guild_id, self.action.token, interaction.created_at))
        if plan is None:
            raise UsageError(N_("This file no longer waits."), N_("Send it again with /glossary import."))
        await show_privately(interaction, import_page(plan, self.action.part, self.action.at))


class ApplyImportButton(StatelessComponent[ApplyImport], ui.DynamicItem[ui.Button[Any]], action=ApplyImport):
    """A button that applies a waiting import."""

    async def respond(self, interaction: Interaction) -> None:
        """Apply it, and say how many terms were added and changed."""
        rights = await glossary_manager(interaction)
        by, when = interaction.user.id, interaction.created_at
        work = glossaries(interaction).apply_import(rights.guild_id, self.action.token, by, when)
        await show_privately(interaction, imported_page(await within_deadline(work)))


class CancelImportButton(StatelessComponent[CancelImport], ui.DynamicItem[ui.Button[Any]], action=CancelImport):
    """A button that forgets a waiting import."""

    async def respond(self, interaction: Interaction) -> None:
        """Forget it."""
        rights = await glossary_manager(interaction)
        await within_deadline(glossaries(interaction).cancel_import(rights.guild_id, self.action.token))
        await show_privately(interaction, canceled_page())


async def _prepared(interaction: Interaction, guild_id: int, file: discord.Attachment) -> tuple[TermTable, ImportPlan]:
    """Read the file, look up what its rows link to, and let the import wait. One file is read at a time."""
    content = await file.read()
    async with interaction.client.heavy_work.turn(Heavy.IMPORT):
        table = await asyncio.to_thread(read_terms, content)
        rows, refused = await drafts_of(interaction, guild_id, table)
        by, when = interaction.user.id, interaction.created_at
        plan = await glossaries(interaction).prepare_import(guild_id, rows, by, when, refused=refused)
    return table, plan


def _refuse_large(size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise UsageError(N_("This file is larger than {megabytes} MB."), SPLIT, megabytes=MAX_FILE_BYTES >> 20)


def _being_read() -> UsageError:
    return UsageError(N_("A file is being read in this server right now."), N_("Wait a moment, then try again."))
