"""Buttons for an entry: back, pronounce, save, report a mistake, open, another language."""

from __future__ import annotations

from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.entry import (
    BackToTerms,
    GiveFeedback,
    GoBack,
    LookUpAgain,
    OpenInLanguage,
    OpenPrivately,
    Pronounce,
    SaveEntry,
)
from bot.discord_bot.ui.definition_selection import other_languages
from bot.discord_bot.ui.page import Button, Row
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import _, in_language
from bot.lexicon.model import Entry


def actions(entry: Entry, name: str = "") -> Row:
    """The row of what one person can do with an entry. `name` is the one to pronounce, if it is not the headword."""
    return Row(
        (
            button(_("Pronounce"), Pronounce(entry.key, name), emoji="🔊"),
            save_button(entry.key),
            feedback_button(entry.key),
        )
    )


def back_buttons(context: PageContext) -> list[Button]:
    """A button back to the entry that was shown before, else to the terms of a message; nothing if there is neither."""
    way_back = GoBack.along(context.trail)
    if way_back is not None:
        return [button(_("Back"), way_back, emoji="⬅️")]
    return [button(_("Back to the list"), BackToTerms(), emoji="⬅️")] if context.terms else []


def language_rows(entry: Entry) -> list[Row]:
    """A row with a button for each other language that the entry has definitions in; nothing if there is none."""
    others = other_languages(entry)
    return [Row(tuple(_language_button(entry.key, code, count) for code, count in others))] if others else []


def _language_button(key: str, code: str, definitions: int) -> Button:
    """A button to the definitions in another language (ISO 639-1), with their number. Its label is in that language."""
    with in_language(code):
        # Translators: your own language, in itself; {count} definitions are in it.
        return button(_("In English ({count})").format(count=definitions), OpenInLanguage(code, key))


def save_button(key: str) -> Button:
    """The button that saves an entry to the list of whoever presses it."""
    return button(_("Save"), SaveEntry(key))


def feedback_button(key: str) -> Button:
    """The button that shows the form for feedback on an entry."""
    return button(_("Report a mistake"), GiveFeedback(key))


def open_privately_button(key: str) -> Button:
    """A button that shows the page of an entry in a new private message, and leaves the message that it is on."""
    return button(_("Show the whole entry"), OpenPrivately(key))


def find_button(words: str, emoji: str | None = None) -> Button:
    """A button that looks up the words of an entry that is gone."""
    return button(_("Search for it"), LookUpAgain(words), emoji=emoji)
