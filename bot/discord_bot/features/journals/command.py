"""`/journals topic`: journals that fit a term or other words, and links to what PubMed has on it."""

from __future__ import annotations

from typing import Any

from discord import app_commands, ui

# Topics are completed as terms are.
from bot.discord_bot.features.define.command import offer
from bot.discord_bot.features.journals.page import topic_page
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.pages.choices import answered
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.discord_bot.runtime.component import StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.replies import send_page, update_page
from bot.discord_bot.ui.custom_ids.lists import MAX_SEARCH_WORDS, ShowJournals
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import language
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Match


@app_commands.command(description="Find journals and research articles on a topic")
@app_commands.describe(topic="The topic, such as interleukin", private="Show the answer only to me")
@everywhere
async def journals(
    interaction: Interaction, topic: app_commands.Range[str, 1, MAX_OPTION_LENGTH], private: bool = False
) -> None:
    """Answer with journals on the topic; with its meanings if it has several."""
    async with dictionary_for(interaction) as dictionary:
        answer = await look_up_typed(dictionary, topic, language())
        if answer.match is Match.AMBIGUOUS:
            page = await answered(dictionary, answer, PageContext(private=private))
        else:
            page = await _page(dictionary, answer, 0)
    await send_page(interaction, page, private=private)


journals.autocomplete("topic")(offer)


class JournalsButton(StatelessComponent[ShowJournals], ui.DynamicItem[ui.Button[Any]], action=ShowJournals):
    """A button that shows another page of journals."""

    async def respond(self, interaction: Interaction) -> None:
        """Show that page."""
        topic = self.action.topic
        async with dictionary_for(interaction) as dictionary:
            is_key = topic.startswith(KEY_MARK)
            answer = await dictionary.open(topic.removeprefix(KEY_MARK)) if is_key else Answer(topic, Match.NONE)
            page = await _page(dictionary, answer, self.action.number)
        await update_page(interaction, page)


async def _page(dictionary: Lookup, answer: Answer, number: int) -> Page:
    """Page `number` (from zero) of the journals for the entry in an answer, or for the words that it answers."""
    topic = answer.entry or answer.query[:MAX_SEARCH_WORDS]
    found = await dictionary.journals(topic, language())
    return topic_page(topic, found, await dictionary.sources(), number)
