"""The tab with the definitions of all publishers, the plainest first, in pages."""

from __future__ import annotations

from bot.discord_bot.pages.actions import language_rows
from bot.discord_bot.pages.records import further_blocks, no_definition
from bot.discord_bot.pages.tabs.tab import ROOM, Tab, TabContent, TabRequest
from bot.discord_bot.ui.components import paragraphs
from bot.discord_bot.ui.definition_selection import selected_definitions, source_choice_line
from bot.discord_bot.ui.guild_context import visible_etymology, visible_records
from bot.discord_bot.ui.page import Part, Text, size_of
from bot.discord_bot.ui.paging import pages
from bot.errors import N_
from bot.lexicon.model import Entry


async def _build(request: TabRequest) -> TabContent:
    entry = request.entry
    choice = source_choice_line(entry)
    frame: tuple[Part, ...] = (*([Text(choice)] if choice else []), *language_rows(entry))
    room = ROOM - size_of(frame)
    content = pages(selected_definitions(entry), room.text, room.components, further_blocks(entry))
    number = min(request.number, len(content) - 1)
    blocks = [block.text for block in content[number]] or [no_definition(entry)]
    above, below = frame[: bool(choice)], frame[bool(choice) :]
    return TabContent((*above, *paragraphs(blocks, room.components), *below), number, len(content))


def _has_content(entry: Entry) -> bool:
    """Return True if a source defines or at least names the thing."""
    return bool(entry.definitions or visible_records(entry) or visible_etymology(entry))


TAB = Tab("texts", N_("Definitions"), _build, _has_content)
