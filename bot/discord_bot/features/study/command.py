"""`/study`: the entries of a member's list come back when they are due, a few a day. All of it is private."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from discord import app_commands, ui

# The same list, with the same entries left out.
from bot.discord_bot.features.saved.page import left_out_line
from bot.discord_bot.features.study.page import done_page, meaning_page, nothing_page, question_page
from bot.discord_bot.features.study.schedule import SOON, intervals, reviewed
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere, place_of
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.ui.custom_ids.study import RateStudied, ShowMeaningOf, StudyNext
from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.lexicon.model import Entry
from bot.storage.records import StudyCounts

# A few a day: entries that are new, and all entries. A day is one of UTC.
MAX_NEW_A_DAY = 5
MAX_A_DAY = 20
# Entries that are looked at for one that the dictionary still defines.
MAX_TRIES = 50


@app_commands.command(description="Study the entries that you have saved, a few a day")
@everywhere
async def study(interaction: Interaction) -> None:
    """Answer with the first entry that is due."""
    page = await _next_page(interaction)
    await interaction.response.send_message(view=render(page), ephemeral=True)


class StudyNextButton(StatelessComponent[StudyNext], ui.DynamicItem[ui.Button[Any]], action=StudyNext):
    """A button that shows the next entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it."""
        await _show(interaction, await _next_page(interaction))


class ShowMeaningButton(StatelessComponent[ShowMeaningOf], ui.DynamicItem[ui.Button[Any]], action=ShowMeaningOf):
    """A button that shows what an entry means."""

    async def respond(self, interaction: Interaction) -> None:
        """Show it, with buttons for how well it was known; if a rebuild has taken it away, show the next entry."""
        found = await _defined(interaction, [self.action.key])
        if found is None or (definition := plainest(found)) is None:
            await _show(interaction, await _next_page(interaction))
            return
        card = await within_deadline(interaction.client.server_data.study.find(interaction.user.id, self.action.key))
        after = intervals(card, interaction.created_at)
        await _show(interaction, meaning_page(found, definition, card.reviews if card else 0, after))


class RateButton(StatelessComponent[RateStudied], ui.DynamicItem[ui.Button[Any]], action=RateStudied):
    """A button that says how well an entry was known."""

    async def respond(self, interaction: Interaction) -> None:
        """Keep that, and show the next entry. A second press, or one for an entry that left the list, counts
        nothing.
        """
        await within_deadline(self._rate(interaction))
        await _show(interaction, await _next_page(interaction))

    async def _rate(self, interaction: Interaction) -> None:
        data, user, key = interaction.client.server_data, interaction.user.id, self.action.key
        card = await data.study.find(user, key)
        if (card.reviews if card else 0) != self.action.reviews or await data.saved.find(user, key) is None:
            return
        await data.study.rate(reviewed(user, key, card, self.action.rating, interaction.created_at))


@dataclass(frozen=True, slots=True)
class _Sitting:
    """What is left for today: the keys that may be shown next, how many are left, and the counts behind it.
    `elsewhere` counts the entries of other servers' glossaries, which are not shown.
    """

    keys: list[str]
    left: int
    counts: StudyCounts
    next_due: datetime | None
    elsewhere: int


async def _next_page(interaction: Interaction) -> Page:
    sitting = await within_deadline(_sitting(interaction))
    entry = await _defined(interaction, sitting.keys)
    if entry is not None:
        return question_page(entry, max(1, sitting.left))
    if sitting.counts.studied or sitting.next_due:
        has_more, elsewhere = sitting.counts.unseen > 0, left_out_line(sitting.elsewhere)
        return done_page(sitting.counts.studied, sitting.next_due, has_more=has_more, elsewhere=elsewhere)
    return nothing_page(left_out_line(sitting.elsewhere))


async def _sitting(interaction: Interaction) -> _Sitting:
    data, user, now = interaction.client.server_data, interaction.user.id, interaction.created_at
    cards, place = data.study, place_of(interaction)
    counts = await cards.counts(user, now.replace(hour=0, minute=0, second=0, microsecond=0), place=place)
    due = await cards.due(user, now, MAX_TRIES, place=place)
    soon = await cards.due(user, now + SOON, MAX_TRIES, place=place)
    today = now.date()
    # What was rated today and comes back in minutes belongs to entries that are counted already.
    again = [card.entry_key for card in soon if card.reviewed_at.date() == today]
    room = max(0, MAX_A_DAY - counts.studied)
    old = [card.entry_key for card in due if card.reviewed_at.date() < today][:room]
    room_for_new = min(MAX_NEW_A_DAY - counts.new, room - len(old))
    unseen = await cards.unseen(user, MAX_TRIES, place=place) if room_for_new > 0 else []
    new = [each.entry_key for each in unseen]
    left = len(old) + min(len(new), max(0, room_for_new)) + len(again)
    every = await cards.all(user, place=place)
    later = [max(card.due_at, _tomorrow(now)) if card.due_at <= now else card.due_at for card in every]
    elsewhere = await data.saved.count(user) - await data.saved.count(user, place=place)
    return _Sitting([*old, *new, *again], left, counts, min(later, default=None), elsewhere)


def _tomorrow(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


async def _defined(interaction: Interaction, keys: Iterable[str]) -> Entry | None:
    """Return the first of some entries that the dictionary has and defines."""
    wanted = list(keys)
    async with dictionary_for(interaction) as dictionary:
        entries = await dictionary.entries(wanted)
    return next((entries[key] for key in wanted if key in entries and plainest(entries[key])), None)


async def _show(interaction: Interaction, page: Page) -> None:
    """Show a page in place of the private one under the button."""
    await interaction.response.edit_message(view=render(page))
