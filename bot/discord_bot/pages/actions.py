"""What can be done with a page: go back, hear the word, save it, report a mistake, show it to everyone, delete it."""

from __future__ import annotations

from typing import Any

import discord
from discord import ui

from bot.discord_bot.features.feedback.page import feedback_button
from bot.discord_bot.features.saved.page import save_button
from bot.discord_bot.pages import wording
from bot.discord_bot.ui.components import BUTTONS_A_ROW, MOST_COMPONENTS, Page, Row, gap, page
from bot.discord_bot.ui.custom_ids.entry import BackToTerms, GoBack, LookUpAgain, OpenInLanguage, Pronounce
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.sharing import FOOT, DeletePage, ShareEntry, SharePage, SharePronunciation
from bot.discord_bot.ui.definition_selection import other_languages
from bot.discord_bot.ui.page_context import PageContext
from bot.lexicon.model import Entry

# A full row: no page of an entry has more.
MOST_ACTIONS = 1 + BUTTONS_A_ROW
# "Shown by" and a mention, in any language.
LONGEST_SHOWN_BY = 80


def actions(entry: Entry, number: int, context: PageContext) -> Row:
    """The row of buttons on page `number` (from zero) of an entry."""
    return Row(
        *_back(context),
        _button(wording.pronounce(), Pronounce(entry.key), emoji="🔊"),
        save_button(entry.key),
        feedback_button(entry.key),
        _show_or_delete(ShareEntry(number, entry.key), context),
    )


def language_row(entry: Entry) -> list[Row]:
    """A row of buttons to the definitions in other languages; nothing where there are none."""
    others = other_languages(entry)
    if not others:
        return []
    return [
        Row(*(_button(wording.in_language(code, count), OpenInLanguage(code, entry.key)) for code, count in others))
    ]


def _back(context: PageContext) -> list[ui.Button[Page]]:
    """A way to the page before, if there is one: an entry, else the terms of a message."""
    target = GoBack.along(context.trail)
    if target is not None:
        return [_button(wording.back(), target, emoji="⬅️")]
    return [_button(wording.back_to_terms(), BackToTerms(), emoji="⬅️")] if context.terms else []


def _show_or_delete(showing: CustomId, context: PageContext) -> ui.Button[Any]:
    """What shows something to everyone where one person alone sees it (a button that does `showing`), else what deletes it."""
    if context.private:
        return _button(wording.show_to_everyone(), showing)
    return _button(wording.delete(), DeletePage(shown=context.shown_by is not None))


def with_last_row(shown: Page, context: PageContext) -> Page:
    """A page with the button that shows it to everyone, or with the one that deletes it and who has shown it; as it is where it
    has such a button, or no room for one.
    """
    (frame,) = (part for part in shown.children if isinstance(part, ui.Container))
    title, *_, before, foot = frame.children
    last = Row(_show_or_delete(SharePage(), context))
    added: list[ui.Item[Page]] = [*([gap()] if isinstance(before, ui.ActionRow) else []), last]
    parts = list(shown.walk_children())
    if not any(map(_is_last, parts)) and len(parts) + len(added) + 1 <= MOST_COMPONENTS:
        _say_who_shows(title, context)
        frame.remove_item(foot)
        for part in (*added, foot):
            frame.add_item(part)
    return shown


def page_for_everyone(private: Page, member: int) -> Page:
    """The very page that one person alone has seen, as that member (a Discord user id) shows it to everyone."""
    (frame,) = (part for part in private.children if isinstance(part, ui.Container))
    parts = (
        part for part in frame.children if not (isinstance(part, ui.ActionRow) and any(map(_is_last, part.children)))
    )
    return with_last_row(page(parts), PageContext(shown_by=member))


def _say_who_shows(title: ui.Item[Page], context: PageContext) -> None:
    if context.shown_by is not None and isinstance(title, ui.TextDisplay):
        title.content = f"{title.content}\n{shown_by_line(context.shown_by)}"


def shown_by_line(member: int) -> str:
    """Who has shown a page to everyone, in small print."""
    return f"-# {wording.shown_by(member)}"


def _is_last(part: ui.Item[Page]) -> bool:
    return any(action.decode(getattr(part, "custom_id", None) or "") for action in FOOT)


def sound_buttons(entry: Entry, context: PageContext) -> ui.View:
    """What can be done with a pronunciation, which is a message and no page. As with a page, discord.py need not keep it."""
    view = ui.View(timeout=None)
    view.add_item(_show_or_delete(SharePronunciation(entry.key), context))
    view.stop()
    return view


def find_row(words: str) -> Row:
    """A button that looks words up."""
    return Row(_button(wording.find_again(), LookUpAgain(words), emoji="🔍"))


def _button(label: str, action: CustomId, emoji: str | None = None) -> ui.Button[Any]:
    return ui.Button(label=label, custom_id=action.encode(), emoji=emoji, style=discord.ButtonStyle.secondary)
