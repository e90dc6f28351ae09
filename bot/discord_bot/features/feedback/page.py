"""The form in which members report a mistake in an entry.

Discord limits the length of its title, questions and hints
(https://discord.com/developers/docs/components/reference#label), in every language.
"""

from __future__ import annotations

import discord
from discord import ui

from bot.discord_bot.ui.custom_ids.entry import GiveFeedback
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import _
from bot.storage.records import MAX_TEXT_LENGTH, FeedbackKind

KIND_FIELD = "kind"
TEXT_FIELD = "text"
CONTACT_FIELD = "contact"
YES, NO = "yes", "no"
MAX_HEADWORD = 200


def feedback_form(key: str, headword: str, *, team: bool = False) -> ui.Modal:
    """The form for an entry. It is stopped at once, as pages are, so that discord.py does not keep it. `team` is True
    if the team of the server will read it, too.
    """
    form = ui.Modal(title=_("Report a mistake"), custom_id=GiveFeedback(key, team).encode())
    about = _(
        "About the entry **{headword}**. The people who run this bot will read this. Please don't "
        "ask about your own health here."
    )
    if team:
        about = _(
            "About the entry **{headword}**. The people who run this bot and this server's team will read this, but "
            "the team won't see your name. Please don't ask about your own health here."
        )
    form.add_item(ui.TextDisplay(about.format(headword=plain_name(headword, MAX_HEADWORD))))
    form.add_item(ui.Label(text=_("What's wrong with this entry?"), component=_kinds()))
    form.add_item(
        ui.Label(
            text=_("What would you change?"),
            description=_("Please don't write about your own or anyone else's health."),
            component=_text(),
        )
    )
    form.add_item(
        ui.Label(
            text=_("May we contact you on Discord about it?"),
            description=_(
                "If yes, your Discord user ID is kept until this is settled. If no, nobody will know who wrote it."
            ),
            component=_contact(),
        )
    )
    form.stop()
    return form


def kind_label(kind: FeedbackKind) -> str:
    """The words for what is wrong with an entry."""
    return {
        FeedbackKind.WRONG: _("Something is wrong"),
        FeedbackKind.UNCLEAR: _("Something is hard to understand"),
        FeedbackKind.MISSING: _("Something is missing"),
        FeedbackKind.OFFENSIVE: _("Something is offensive"),
        FeedbackKind.OTHER: _("Something else"),
    }[kind]


def _kinds() -> ui.Select[ui.Modal]:
    options = [discord.SelectOption(label=kind_label(kind), value=kind.value) for kind in FeedbackKind]
    return ui.Select(custom_id=KIND_FIELD, options=options, required=True)


def _text() -> ui.TextInput[ui.Modal]:
    style = discord.TextStyle.paragraph
    return ui.TextInput(custom_id=TEXT_FIELD, style=style, required=True, max_length=MAX_TEXT_LENGTH)


def _contact() -> ui.Select[ui.Modal]:
    no = discord.SelectOption(label=_("No, don't keep my user ID"), value=NO, default=True)
    yes = discord.SelectOption(label=_("Yes, keep my user ID"), value=YES)
    return ui.Select(custom_id=CONTACT_FIELD, options=[no, yes], required=True)


def thanks(reference: str, *, may_contact: bool, team: bool = False) -> str:
    """The answer to feedback that was stored under a reference. `may_contact` is True if the member's id was
    stored too, `team` if the team of the server reads it, too.
    """
    sentence = _(
        "Thank you. The people who run this bot will see your report. Its reference is "
        "`{reference}`: keep it if you may want to ask about the report later."
    )
    if team:
        sentence = _(
            "Thank you. The people who run this bot and this server's team will see your report. Its reference is "
            "`{reference}`: keep it if you may want to ask about the report later."
        )
    sentence = sentence.format(reference=reference)
    if may_contact:
        return sentence + " " + _("To delete everything that is kept about you, use /privacy.")
    return sentence + " " + _("Your name is not kept with it. To have it deleted, give them the reference.")
