"""The first screen and every tab of the 500 best known entries can be sent: of the lexicon that `MEDLEX_LEXICON` names,
else of the starter glossary and the small sources of the tests.
"""

from __future__ import annotations

import os
from pathlib import Path

from discord_bot.body_checks import message_problems, openapi
from discord_bot.pages.test_page_properties import message
from limits import ANSWER_LIMITS

from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.pages.tabs.frame import tab_page
from bot.discord_bot.pages.tabs.registry import BEHIND_MORE, ROW
from bot.discord_bot.pages.tabs.tab import TabRequest
from bot.discord_bot.ui.page_context import PageContext
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home

LEXICON = os.environ.get("MEDLEX_LEXICON")
COUNT = 500
# How a page is updated: the address, and the type of the callback.
CALLBACK, EDITED = "/interactions/1/token/callback", 7
# The check against Discord's own file takes a tenth of a second.
EVERY = 20


async def test_the_first_screen_and_every_tab_of_the_best_known_entries_can_be_sent(home: Home) -> None:
    described = openapi()
    async with opened(Path(LEXICON) if LEXICON else home.lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        rows = await lexicon.rows("SELECT key FROM entry ORDER BY weight DESC, id LIMIT ?", COUNT)
        for number, row in enumerate(rows):
            answer = await dictionary.open(row["key"])
            assert answer.entry is not None
            context = PageContext(private=True, trail=(row["key"],))
            tabs = [tab for tab in (*ROW, *BEHIND_MORE) if tab.has_content(answer.entry)]
            pages = [await tab_page(tab, TabRequest(answer.entry, dictionary, context)) for tab in tabs]
            for page in (entry_page(answer, context), *pages):
                sent = message(page)
                assert list(message_problems(sent)) == [], row["key"]
                if described and number % EVERY == 0:
                    problems = described.problems("POST", CALLBACK, {"type": EDITED, "data": sent})
                    assert problems == [], row["key"]
    assert len(rows) == COUNT
