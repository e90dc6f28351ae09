"""The tab with journals that fit the entry, and links to what PubMed has on it."""

from __future__ import annotations

from bot.discord_bot.pages.journals import journals_page
from bot.discord_bot.pages.tabs.tab import Tab, TabContent, TabRequest
from bot.discord_bot.ui.translation import language
from bot.errors import N_


async def _build(request: TabRequest) -> TabContent:
    found = await request.dictionary.journals(request.entry, language())
    sources = await request.dictionary.sources()
    shown = journals_page(request.entry.headword, found, sources, request.number)
    return TabContent(shown.parts, shown.number, shown.pages)


TAB = Tab("journals", N_("Journals"), _build)
