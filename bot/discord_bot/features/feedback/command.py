"""`/feedback term` and the button "Report a mistake": a form that the people who run the bot receive."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from discord import app_commands, ui

from bot.discord_bot.features.define.command import offer
from bot.discord_bot.features.feedback.page import CONTACT_FIELD, KIND_FIELD, TEXT_FIELD, YES, feedback_form, thanks
from bot.discord_bot.features.feedback.post import report_page
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.pages.choices import answer_page, opened_entry_page
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.discord_bot.runtime.component import Form, StatelessComponent
from bot.discord_bot.runtime.context import Interaction, dictionary_for, everywhere
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.inbox import has_inbox
from bot.discord_bot.runtime.rate_limits import RateLimit
from bot.discord_bot.runtime.replies import send_page
from bot.discord_bot.ui.custom_ids.entry import GiveFeedback
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import language, ngettext
from bot.errors import UsageError
from bot.lexicon.lookup.match_ladder import refuse_glossary_key
from bot.lexicon.model import Answer
from bot.storage.records import Feedback, FeedbackKind

feedback_limit = RateLimit(times=5, seconds=3_600)


@app_commands.command(description="Report a mistake in an entry to the people who run this bot")
@app_commands.describe(term="The entry with the mistake, such as interleukin")
@everywhere
async def feedback(interaction: Interaction, term: app_commands.Range[str, 1, MAX_OPTION_LENGTH]) -> None:
    """Show the form for the entry that the term leads to; if it leads to none, privately the page for that answer."""
    async with dictionary_for(interaction) as dictionary:
        answer = await look_up_typed(dictionary, term, language())
    await _show_form(interaction, answer, answer_page)


feedback.autocomplete("term")(offer)


class FeedbackButton(StatelessComponent[GiveFeedback], ui.DynamicItem[ui.Button[Any]], action=GiveFeedback):
    """A button that shows the form for an entry."""

    async def respond(self, interaction: Interaction) -> None:
        """Show the form."""
        async with dictionary_for(interaction) as dictionary:
            answer = await dictionary.open(self.action.key)
        await _show_form(interaction, answer, opened_entry_page)


async def _show_form(interaction: Interaction, answer: Answer, other: Callable[[Answer, PageContext], Page]) -> None:
    """Show the form for the entry of an answer; if it has none, privately the page that `other` makes of the answer."""
    _refuse_too_many(interaction.user.id)
    if answer.entry is None:
        await send_page(interaction, other(answer, PageContext(private=True)), private=True)
    else:
        team = await has_inbox(interaction)
        await interaction.response.send_modal(feedback_form(answer.entry.key, answer.entry.headword, team=team))


def _refuse_too_many(person: int) -> None:
    if wait := feedback_limit.seconds_to_wait(person):
        raise _too_many(feedback_limit.times, minutes=math.ceil(wait / 60))


def _too_many(times: int, minutes: int) -> UsageError:
    """The error for a member who has sent feedback `times` times within an hour and has to wait for some minutes."""
    problem = ngettext(
        "Thank you for helping. You have sent {times} report in the last hour, which is the most we can take.",
        "Thank you for helping. You have sent {times} reports in the last hour, which is the most we can take.",
        times,
    )
    remedy = ngettext("Please try again in {minutes} minute.", "Please try again in {minutes} minutes.", minutes)
    return UsageError(problem.format(times=times), remedy.format(minutes=minutes))


async def _store(interaction: Interaction, action: GiveFeedback, fields: Mapping[str, str]) -> None:
    """Store the filled-in form, and answer with its reference. The entry may be gone since the form was shown."""
    _refuse_too_many(interaction.user.id)
    key = action.key
    async with dictionary_for(interaction) as dictionary:
        entry = (await dictionary.entries([key])).get(key)
    if entry is None:
        refuse_glossary_key(key)
    stored = await within_deadline(
        interaction.client.server_data.feedback.add(
            Feedback(
                entry_key=key,
                headword=entry.headword if entry else key.partition("~")[0].replace("-", " "),
                kind=FeedbackKind(fields[KIND_FIELD]),
                text=fields[TEXT_FIELD],
                written_at=interaction.created_at,
                guild_id=interaction.guild_id,
                contact_id=interaction.user.id if fields.get(CONTACT_FIELD) == YES else None,
            )
        )
    )
    feedback_limit.use(interaction.user.id)
    _post(interaction, stored, team=action.team and await has_inbox(interaction))
    text = thanks(stored.reference, may_contact=stored.contact_id is not None, team=action.team)
    await interaction.response.send_message(text, ephemeral=True)


def _post(interaction: Interaction, stored: Feedback, *, team: bool) -> None:
    """Post stored feedback for the host, and for the team of the server if the form said that they read it."""
    inbox = interaction.client.inbox
    inbox.begin(inbox.post_to_host(lambda: report_page(stored, for_host=True)))
    if team and interaction.guild_id is not None:
        inbox.begin(inbox.post_to_server(interaction.guild_id, lambda: report_page(stored, for_host=False)))


FEEDBACK_FORM = Form(GiveFeedback, _store, TEXT_FIELD)
