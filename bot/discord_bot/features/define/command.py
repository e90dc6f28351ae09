"""`/define term`: one page of the dictionary."""

from __future__ import annotations

from discord import app_commands

from bot.discord_bot.limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH
from bot.discord_bot.pages.choices import answered
from bot.discord_bot.pages.completions import labels
from bot.discord_bot.pages.own_terms import with_own_term_button
from bot.discord_bot.pages.typed_terms import key_of_value, look_up_typed, value_of
from bot.discord_bot.runtime.commands import LANGUAGE_CHOICES
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere, guild_values
from bot.discord_bot.runtime.errors import report
from bot.discord_bot.runtime.metrics import note_match
from bot.discord_bot.runtime.rate_limits import LatestTaskPerUser
from bot.discord_bot.runtime.replies import send_page
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import language as page_language
from bot.discord_bot.ui.translation import set_page_language
from bot.discord_bot.ui.view_options import ViewOptions, set_view_options, source_mark
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Completion
from bot.lexicon.store.sources import source_called, sources_like
from bot.storage.guild_settings import HIDDEN_SOURCES

latest_completions: LatestTaskPerUser[list[Completion]] = LatestTaskPerUser()


@app_commands.command(description="Look up a medical term")
@app_commands.describe(
    term="The term, such as interleukin",
    source="Show only what this source says",
    language="The language of the answer",
    private="Show the answer only to me",
)
@app_commands.choices(language=LANGUAGE_CHOICES)
@everywhere
async def define(
    interaction: Interaction,
    term: app_commands.Range[str, 1, MAX_OPTION_LENGTH],
    source: app_commands.Range[str, 1, MAX_OPTION_LENGTH] | None = None,
    language: str | None = None,
    private: bool = False,
) -> None:
    """Answer with the page for the term: an entry, its meanings, suggestions, or that there is nothing."""
    if language is not None:
        set_page_language(language)
    async with dictionary_for(interaction) as dictionary:
        chosen = source_called(await dictionary.sources(), source) if source is not None else None
        answer = await look_up_typed(dictionary, term, page_language())
        note_match(interaction, answer.match)
        set_view_options(ViewOptions(language, source_mark(chosen.id) if chosen else None))
        page = await answered(dictionary, answer, PageContext(private=private))
    page = await with_own_term_button(interaction, page, answer)
    await send_page(interaction, page, private=private)


@define.autocomplete("term")
async def offer(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer names while someone types; none if there is an error, which goes to the log."""
    try:
        key = key_of_value(typed)  # some clients ask again with the value of a choice
        async with dictionary_for(interaction) as dictionary:
            typed = f"{KEY_MARK}{key}" if key else typed
            offered = await latest_completions.run(interaction.user.id, dictionary.complete(typed, MAX_COMPLETIONS))
            return _choices(offered or [])
    except Exception as error:
        await report(interaction, error)
        return []


@define.autocomplete("source")
async def offer_sources(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the installed sources whose title or publisher has the typed text, without those that the server hides."""
    try:
        async with dictionary_for(interaction) as dictionary:
            found = list(sources_like(await dictionary.sources(), typed))
        hidden = (await guild_values(interaction))[HIDDEN_SOURCES]
        found = [each for each in found if each.id not in hidden][:MAX_COMPLETIONS]
        return [app_commands.Choice(name=shortened(each.title, MAX_OPTION_LENGTH), value=each.id) for each in found]
    except Exception as error:
        await report(interaction, error)
        return []


def _choices(completions: list[Completion]) -> list[app_commands.Choice[str]]:
    """Choices whose values have keys, so each leads to one entry even if another has the same name; those of word parts
    are their names.
    """
    shown = labels(completions, MAX_OPTION_LENGTH)
    return [
        app_commands.Choice(name=label, value=value_of(completion))
        for label, completion in zip(shown, completions, strict=True)
    ]
