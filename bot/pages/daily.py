"""The page of the term of the day."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord import ui

from bot.lexicon.well_known import Explained
from bot.pages import wording_daily as wording
from bot.pages.markdown import plain, plain_name
from bot.pages.paging import source_line
from bot.pages.parts import Page, Row, disclaimer, line, page, text
from bot.pages.saved import save_button
from bot.pages.state import peek_id

LONGEST_TITLE = 200


def daily_page(found: Explained) -> Page:
    """A term with its plainest definition, and buttons to its whole entry and to save it."""
    return page(_parts(found))


def _parts(found: Explained) -> Iterator[ui.Item[Page]]:
    yield text(f"-# {wording.heading()}\n## {plain_name(found.title, LONGEST_TITLE)}")
    yield text(f"{plain(found.definition.text.strip())}\n{source_line(found.definition)}")
    yield line()
    yield Row(peek_button(found.entry.key), save_button(found.entry.key))
    yield disclaimer()


def peek_button(key: str) -> ui.Button[Page]:
    """A button that shows the whole page of an entry privately, and leaves the message that it stands on as it is."""
    return ui.Button(label=wording.open_entry(), custom_id=peek_id(key), style=discord.ButtonStyle.secondary)
