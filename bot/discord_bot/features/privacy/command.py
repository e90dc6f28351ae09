"""`/privacy`: what is stored of the person and of the server, with its export and deletion. All of it is private."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Sequence
from typing import Any

import discord
from discord import app_commands, ui

from bot.discord_bot.features.privacy.export import (
    MY_DATA,
    SERVER_DATA,
    NamedFile,
    files,
    my_files_note,
    server_files_note,
)
from bot.discord_bot.features.privacy.page import (
    MyData,
    confirm_page,
    confirm_server_page,
    deleted_page,
    my_data_page,
    server_data_page,
    server_deleted_page,
)
from bot.discord_bot.limits import MAX_FILES
from bot.discord_bot.runtime.commands import managed_guild
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, everywhere
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.heavy_work import Heavy
from bot.discord_bot.runtime.removals import forget_guild
from bot.discord_bot.runtime.replies import show_privately
from bot.discord_bot.ui.custom_ids.privacy import (
    AskToDeleteServerData,
    DeleteServerData,
    ExportMyData,
    ExportServerData,
    ShowMyData,
    ShowServerData,
)
from bot.discord_bot.ui.custom_ids.saved import AskToDeleteSaved, DeleteSaved
from bot.discord_bot.ui.page import Page
from bot.storage.records import Count, Rows


@app_commands.command(description="See, export or delete what is stored about you")
@everywhere
async def privacy(interaction: Interaction) -> None:
    """Answer with what is stored of the person."""
    await show_privately(interaction, await _my_data(interaction))


class MyDataButton(StatelessComponent[ShowMyData], ui.DynamicItem[ui.Button[Any]], action=ShowMyData):
    """A button that says what is stored of the person."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        await show_privately(interaction, await _my_data(interaction))


class ExportMyDataButton(StatelessComponent[ExportMyData], ui.DynamicItem[ui.Button[Any]], action=ExportMyData):
    """A button that sends what is stored of the person."""

    async def respond(self, interaction: Interaction) -> None:
        """Send the files."""
        rows = await within_deadline(interaction.client.server_data.stored.rows_of_member(interaction.user.id))
        await _send_files(interaction, MY_DATA, rows, my_files_note)


class AskToDeleteButton(StatelessComponent[AskToDeleteSaved], ui.DynamicItem[ui.Button[Any]], action=AskToDeleteSaved):
    """A button that asks whether everything of the person is to be deleted. It is on the list of saved entries too."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the question."""
        await show_privately(
            interaction, confirm_page(await _my_counts(interaction), from_privacy=self.action.from_privacy)
        )


class DeleteMyDataButton(StatelessComponent[DeleteSaved], ui.DynamicItem[ui.Button[Any]], action=DeleteSaved):
    """A button that deletes everything that is stored of the person."""

    async def respond(self, interaction: Interaction) -> None:
        """Delete it, and say so."""
        await show_privately(interaction, deleted_page(await within_deadline(_delete_all(interaction))))


class ServerDataButton(StatelessComponent[ShowServerData], ui.DynamicItem[ui.Button[Any]], action=ShowServerData):
    """A button that says what is stored of the server."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it to people who manage the server."""
        guild = managed_guild(interaction)
        counts = await within_deadline(interaction.client.server_data.stored.counts_of_guild(guild))
        await show_privately(interaction, server_data_page(counts))


class ExportServerDataButton(
    StatelessComponent[ExportServerData], ui.DynamicItem[ui.Button[Any]], action=ExportServerData
):
    """A button that sends what is stored of the server."""

    async def respond(self, interaction: Interaction) -> None:
        """Announce the answer, which may take more than the three seconds, then send the files."""
        guild = managed_guild(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        async with interaction.client.heavy_work.turn(Heavy.EXPORT):
            rows = await interaction.client.server_data.stored.rows_of_guild(guild)
            await _send_files(interaction, SERVER_DATA, rows, server_files_note)


class AskToDeleteServerDataButton(
    StatelessComponent[AskToDeleteServerData], ui.DynamicItem[ui.Button[Any]], action=AskToDeleteServerData
):
    """A button that asks whether everything of the server is to be deleted."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the question to people who manage the server."""
        guild = managed_guild(interaction)
        counts = await within_deadline(interaction.client.server_data.stored.counts_of_guild(guild))
        await show_privately(interaction, confirm_server_page(counts))


class DeleteServerDataButton(
    StatelessComponent[DeleteServerData], ui.DynamicItem[ui.Button[Any]], action=DeleteServerData
):
    """A button that deletes everything that is stored of the server."""

    async def respond(self, interaction: Interaction) -> None:
        """Delete it for people who manage the server, and say so."""
        guild = managed_guild(interaction)
        await within_deadline(forget_guild(interaction.client, guild))
        await show_privately(interaction, server_deleted_page())


async def _my_data(interaction: Interaction) -> Page:
    is_in_server = interaction.guild_id is not None
    manages = is_in_server and interaction.permissions.manage_guild
    counts = await _my_counts(interaction)
    return my_data_page(MyData(counts, is_in_server, manages, interaction.client.policies))


async def _my_counts(interaction: Interaction) -> list[Count]:
    stored = interaction.client.server_data.stored
    return await within_deadline(stored.counts_of_member(interaction.user.id, interaction.guild_id))


async def _delete_all(interaction: Interaction) -> int:
    """Delete all that is stored of the person. Returns the number of entries that were on their list."""
    count = await interaction.client.server_data.saved.count(interaction.user.id)
    await interaction.client.server_data.forget_member(interaction.user.id)
    interaction.client.inbox.forget_member(interaction.user.id)
    return count


async def _send_files(interaction: Interaction, name: str, rows: Rows, note: Callable[[], str]) -> None:
    """Send rows as files: after an announced answer, or as the answer. What is more than a message may have follows."""
    made = await asyncio.to_thread(files, name, rows, interaction.created_at, interaction.filesize_limit)
    first, *others = [made[at : at + MAX_FILES] for at in range(0, len(made), MAX_FILES)]
    if interaction.response.is_done():
        await interaction.followup.send(note(), files=_attached(first), ephemeral=True)
    else:
        await interaction.response.send_message(note(), files=_attached(first), ephemeral=True)
    for more in others:
        await interaction.followup.send(files=_attached(more), ephemeral=True)


def _attached(made: Sequence[NamedFile]) -> list[discord.File]:
    return [discord.File(io.BytesIO(file.content), filename=file.name) for file in made]
