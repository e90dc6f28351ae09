"""The pages of answers without an entry: several meanings, suggestions, nothing found, an entry that is gone."""

from __future__ import annotations

from bot.discord_bot.limits import MAX_BUTTON_LABEL
from bot.discord_bot.pages.actions import find_button
from bot.discord_bot.pages.entry import entry_page
from bot.discord_bot.pages.look_alikes import (
    meaning_option,
    medicine_warning,
    suggestion_description,
    suggestion_option,
)
from bot.discord_bot.pages.word_parts import parts_row, word_part_page
from bot.discord_bot.ui.components import button, entry_menu, link_rows
from bot.discord_bot.ui.custom_ids.entry import OpenEntry
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import plain, shortened
from bot.discord_bot.ui.page import GAP, LINE, Button, Page, Part, Row, Style, Text
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import Answer, Choice, FoundBy, Match, Suggestion

# Meanings of an ambiguous name in the text; the menu below it has all of them.
MAX_LISTED = 8
# Suggestions in the text; the menu below it has all of them.
MAX_SUGGESTIONS_LISTED = 5
MAX_NAME = 100
NO_CONTEXT = PageContext()


def answer_page(answer: Answer, context: PageContext = NO_CONTEXT) -> Page:
    """The page for an answer of any kind. For an entry it is the first screen."""
    if answer.entry is not None:
        return entry_page(answer, context)
    if answer.match is Match.WORD_PART:
