"""What can be done with a page: go back, hear the word, save it, report a mistake, show it to everyone, delete it."""

from __future__ import annotations

import re

import discord
from discord import ui

from bot.lexicon.model import Entry
from bot.pages import wording_actions as wording
from bot.pages.feedback import feedback_button
from bot.pages.parts import BUTTONS_A_ROW, MOST_COMPONENTS, Page, Row, gap
from bot.pages.place import Place
from bot.pages.saved import save_button
from bot.pages.state import DELETE_TEMPLATE, TERMS_TEMPLATE, back_id, delete_id, find_id, hear_id, share_id

# A full row: no page of an entry has more.
MOST_ACTIONS = 1 + BUTTONS_A_ROW


def actions(entry: Entry, number: int, place: Place) -> Row:
    """The row of buttons on page `number` (from zero) of an entry."""
    return Row(
        *_back(place),
        _button(wording.pronounce(), hear_id(entry.key), emoji="🔊"),
        save_button(entry.key),
        feedback_button(entry.key),
        _last(entry.key, number, place),
    )


def _back(place: Place) -> list[ui.Button[Page]]:
    """A way to the page before, if there is one: an entry, else the terms of a message."""
    target = back_id(place.trail)
    if target is not None:
        return [_button(wording.back(), target, emoji="⬅️")]
    return [_button(wording.back_to_terms(), TERMS_TEMPLATE, emoji="⬅️")] if place.terms else []


def _last(key: str, number: int, place: Place) -> ui.Button[Page]:
    return _button(wording.show_to_everyone(), share_id(key, number)) if place.private else _delete(place)


def delete_row(place: Place) -> list[Row]:
    """What can be done with a page that shows no entry: the asker may delete it where others see it."""
    return [] if place.private else [Row(_delete(place))]


def deletable(shown: Page) -> Page:
    """A public page with the button by which whoever asked for it deletes it, if there is room and it has none."""
    (frame,) = (part for part in shown.children if isinstance(part, ui.Container))
    *_, last, foot = frame.children
    parts = list(shown.walk_children())
    has_one = any(re.fullmatch(DELETE_TEMPLATE, getattr(part, "custom_id", None) or "") for part in parts)
    added: list[ui.Item[Page]] = [*([gap()] if isinstance(last, ui.ActionRow) else []), *delete_row(Place())]
    if not has_one and len(parts) + len(added) + 1 <= MOST_COMPONENTS:
        frame.remove_item(foot)
        for part in (*added, foot):
            frame.add_item(part)
    return shown


def _delete(place: Place) -> ui.Button[Page]:
    return _button(wording.delete(), delete_id(shown=place.shown_by is not None))


def find_row(words: str) -> Row:
    """A button that looks words up."""
    return Row(_button(wording.find_again(), find_id(words), emoji="🔍"))


def _button(label: str, identifier: str, emoji: str | None = None) -> ui.Button[Page]:
    return ui.Button(label=label, custom_id=identifier, emoji=emoji, style=discord.ButtonStyle.secondary)
