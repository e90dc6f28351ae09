"""The page of the term of the day."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import ui

from bot.discord_bot.features.daily import wording
from bot.discord_bot.features.saved.page import save_button
from bot.discord_bot.ui.components import Page, Row, disclaimer, line, page, text
from bot.discord_bot.ui.custom_ids.entry import OpenPrivately
from bot.discord_bot.ui.markdown import plain, plain_name
from bot.discord_bot.ui.paging import source_line
from bot.lexicon.collections.well_known import Explained

LONGEST_TITLE = 200


def daily_page(found: Explained) -> Page:
    """A term with its plainest definition, and buttons to its whole entry and to save it."""
    return page(_parts(found))


def _parts(found: Explained) -> Iterator[ui.Item[Page]]:
    yield text(f"-# {wording.heading()}\n## {plain_name(found.title, LONGEST_TITLE)}")
    yield text(f"{plain(found.definition.text.strip())}\n{source_line(found.definition)}")
    yield line()
    yield Row(open_privately_button(found.entry.key), save_button(found.entry.key))
    yield disclaimer()


def open_privately_button(key: str) -> ui.Button[Page]:
    """A button that shows the whole page of an entry privately, and leaves the message that it stands on as it is."""
    return ui.Button(
        label=wording.open_entry(), custom_id=OpenPrivately(key).encode(), style=discord.ButtonStyle.secondary
    )
