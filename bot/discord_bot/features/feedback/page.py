"""The form in which members say what is wrong with an entry, and the button that shows it."""

from __future__ import annotations

import discord
from discord import ui

from bot.discord_bot.features.feedback import wording
from bot.discord_bot.ui.components import Page
from bot.discord_bot.ui.custom_ids.entry import GiveFeedback
from bot.storage.records import LONGEST_TEXT, FeedbackKind

KIND_FIELD = "kind"
TEXT_FIELD = "text"
CONTACT_FIELD = "contact"
YES, NO = "yes", "no"


def feedback_button(key: str) -> ui.Button[Page]:
    """The button that shows the form for an entry."""
    return ui.Button(label=wording.button(), custom_id=GiveFeedback(key).encode(), style=discord.ButtonStyle.secondary)


def feedback_form(key: str, headword: str) -> ui.Modal:
    """The form for an entry. It is stopped at once, as pages are, so that discord.py keeps nothing of it."""
    form = ui.Modal(title=wording.title(), custom_id=GiveFeedback(key).encode())
    form.add_item(ui.TextDisplay(wording.about(headword)))
    form.add_item(ui.Label(text=wording.kind_question(), component=_kinds()))
    form.add_item(ui.Label(text=wording.text_question(), description=wording.text_hint(), component=_text()))
    form.add_item(ui.Label(text=wording.contact_question(), description=wording.contact_hint(), component=_contact()))
    form.stop()
    return form


def _kinds() -> ui.Select[ui.Modal]:
    options = [discord.SelectOption(label=wording.kind(kind), value=kind.value) for kind in FeedbackKind]
    return ui.Select(custom_id=KIND_FIELD, options=options, required=True)


def _text() -> ui.TextInput[ui.Modal]:
    style = discord.TextStyle.paragraph
    return ui.TextInput(custom_id=TEXT_FIELD, style=style, required=True, max_length=LONGEST_TEXT)


def _contact() -> ui.Select[ui.Modal]:
    no = discord.SelectOption(label=wording.no(), value=NO, default=True)
    yes = discord.SelectOption(label=wording.yes(), value=YES)
    return ui.Select(custom_id=CONTACT_FIELD, options=[no, yes], required=True)
