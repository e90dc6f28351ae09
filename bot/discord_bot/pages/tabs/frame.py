"""The page of a tab: its content within the frame that all tabs have."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.pages.heading import emergency, heading, shown_by
from bot.discord_bot.pages.tabs.row import overview_button, tab_row, ways_back
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.ui.components import pager
from bot.discord_bot.ui.custom_ids.entry import ShowTab
from bot.discord_bot.ui.page import GAP, LINE, Page, Part, Row, disclaimer, small_print
from bot.discord_bot.ui.sharing import share_or_delete_button
from bot.discord_bot.ui.terms_menu import terms_menu
from bot.discord_bot.ui.translation import _


async def tab_page(tab: Tab, request: TabRequest) -> Page:
    """The page of a tab, as it is requested."""
    content = await tab.build(request)
    lines = (heading(request.entry), small_print(_(tab.label)), emergency(request.entry), shown_by(request.context))
    title = "\n".join(filter(None, lines))
    return Page(title, tuple(_body(tab, request, content)), footer=(disclaimer(),), takes_share_button=False)


def _body(tab: Tab, request: TabRequest, content: TabContent) -> Iterator[Part]:
    entry, name, context = request.entry, request.name, request.context
    yield GAP
    yield from content.parts
    if content.pages > 1:
        yield pager(content.number, content.pages, lambda other: ShowTab(tab.name, entry.key, name, other))
    if context.terms:
        yield terms_menu(context.terms)
    yield LINE
    yield tab_row(entry, name, tab)
    yield Row(
        (
            overview_button(entry.key, name),
            *ways_back(context),
            share_or_delete_button(content.share, context),
        )
    )
