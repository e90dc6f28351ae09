"""`/glossary history`: who changed what, and the buttons that undo it. For people who manage a server."""

from __future__ import annotations

from typing import Any

from discord import ui

from bot.discord_bot.features.glossary.group import glossaries, glossary
from bot.discord_bot.features.glossary.history_page import CHANGES_PER_PAGE, history_page, undone_notice
from bot.discord_bot.runtime.commands import FOR_MANAGERS
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.glossary_rights import glossary_manager
from bot.discord_bot.runtime.replies import show_privately
from bot.discord_bot.ui.custom_ids.glossary import ShowHistory, UndoChange
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.paging import page_count


@glossary.command(description="See who changed this server's glossary, and undo changes", extras=FOR_MANAGERS)
async def history(interaction: Interaction) -> None:
    """Answer with the last changes."""
    rights = await glossary_manager(interaction)
    await show_privately(interaction, await within_deadline(_page(interaction, rights.guild_id, 0)))


class HistoryButton(StatelessComponent[ShowHistory], ui.DynamicItem[ui.Button[Any]], action=ShowHistory):
    """A button that shows a page of the history."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        rights = await glossary_manager(interaction)
        await show_privately(interaction, await within_deadline(_page(interaction, rights.guild_id, self.action.at)))


class UndoButton(StatelessComponent[UndoChange], ui.DynamicItem[ui.Button[Any]], action=UndoChange):
    """A button that undoes a change."""

    async def respond(self, interaction: Interaction) -> None:
        """Undo it, and show the last changes. Raises UsageError if a later change is in the way."""
        rights = await glossary_manager(interaction)
        work = glossaries(interaction).undo(
            rights.guild_id, self.action.number, interaction.user.id, interaction.created_at
        )
        notice = undone_notice(await within_deadline(work))
        await show_privately(interaction, await within_deadline(_page(interaction, rights.guild_id, 0, notice)))


async def _page(interaction: Interaction, guild_id: int, at: int, notice: str = "") -> Page:
    """Return page `at` of the history (from zero); the last one if there are fewer."""
    stored = glossaries(interaction)
    count = await stored.history_count(guild_id)
    at = min(at, page_count(count, CHANGES_PER_PAGE) - 1)
    changes = await stored.history(guild_id, at * CHANGES_PER_PAGE, CHANGES_PER_PAGE)
    return history_page(changes, at, count, notice)
