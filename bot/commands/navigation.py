"""Buttons and menus on pages: each opens a page of an entry, from nothing but its own `custom_id` and the page it is on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Self

from discord import ui

from bot.commands.acting import Acts
from bot.commands.serving import Interaction
from bot.commands.turning import turn
from bot.commands.whereabouts import place_onward
from bot.lexicon.model import Answer, Match
from bot.pages.choices import answer_page, gone_page
from bot.pages.entry import entry_page
from bot.pages.origins import FROM_TEMPLATE
from bot.pages.place import Place
from bot.pages.state import BACK_TEMPLATE, FIND_TEMPLATE, MENU_TEMPLATE, PAGE_TEMPLATE, TERMS_MENU, trail_of
from bot.pages.terms_menu import key_of


class PageButton(Acts, ui.DynamicItem[ui.Button[Any]], template=PAGE_TEMPLATE):
    """A button that turns to a page of an entry."""

    def __init__(self, item: ui.Button[Any], key: str, number: int) -> None:
        super().__init__(item)
        self.key = key
        self.number = number

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the entry and page number back from the `custom_id`."""
        return cls(item, match["key"], int(match["number"]))

    async def act(self, interaction: Interaction) -> None:
        """Show that page."""
        await open_entry(interaction, self.key, self.number)


class EntryMenu(Acts, ui.DynamicItem[ui.Select[Any]], template=MENU_TEMPLATE):
    """A menu whose options are entries."""

    def __init__(self, item: ui.Select[Any], name: str) -> None:
        super().__init__(item)
        self.name = name

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Select[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read back which menu it is; what was chosen says the rest."""
        return cls(item, match["menu"])

    async def act(self, interaction: Interaction) -> None:
        """Show the chosen entry. From a message's terms one goes back to these."""
        (value,) = self.item.values
        if self.name == TERMS_MENU:
            key = key_of(value)
            await show_entry(interaction, key, replace(place_onward(interaction, key), trail=()))
        else:
            await open_entry(interaction, value)


class ListMenu(Acts, ui.DynamicItem[ui.Select[Any]], template=FROM_TEMPLATE):
    """A menu whose options are entries of a list, which their pages lead back to."""

    def __init__(self, item: ui.Select[Any], origin: str) -> None:
        super().__init__(item)
        self.origin = origin

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Select[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the list back from the `custom_id`."""
        return cls(item, match["origin"])

    async def act(self, interaction: Interaction) -> None:
        """Show the chosen entry."""
        (key,) = self.item.values
        await show_entry(interaction, key, replace(place_onward(interaction, key), origin=self.origin))


class BackButton(Acts, ui.DynamicItem[ui.Button[Any]], template=BACK_TEMPLATE):
    """A button that turns back to the entry from which one came here."""

    def __init__(self, item: ui.Button[Any], trail: tuple[str, ...]) -> None:
        super().__init__(item)
        self.trail = trail

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read back where one came from."""
        return cls(item, trail_of(match["trail"]))

    async def act(self, interaction: Interaction) -> None:
        """Show that entry; from there one gets back to those before it."""
        key, *before = self.trail
        await show_entry(interaction, key, replace(place_onward(interaction, key), trail=tuple(before)))


class FindButton(Acts, ui.DynamicItem[ui.Button[Any]], template=FIND_TEMPLATE):
    """A button on the page of a vanished entry, that looks its words up."""

    def __init__(self, item: ui.Button[Any], words: str) -> None:
        super().__init__(item)
        self.words = words

    @classmethod
    async def from_custom_id(cls, interaction: Interaction, item: ui.Button[Any], match: re.Match[str], /) -> Self:  # type: ignore[override]
        """Read the words back."""
        return cls(item, match["words"])

    async def act(self, interaction: Interaction) -> None:
        """Show what the words come to, look-alikes too."""
        async with interaction.client.live.dictionary() as dictionary:
            answer = await dictionary.look_up(self.words)
        await turn(interaction, answer_page(answer, place_onward(interaction, "")))


async def open_entry(interaction: Interaction, key: str, number: int = 0) -> None:
    """Turn the page to an entry for the person who asked for it; show it privately to anybody else. From there one can go back.

    A page is never turned to an entry that a rebuild has taken away: that is said privately.
    """
    await show_entry(interaction, key, place_onward(interaction, key), number)


async def show_entry(interaction: Interaction, key: str, place: Place, number: int = 0) -> None:
    """As `open_entry`, with the page in a place of the caller's choice."""
    async with interaction.client.live.dictionary() as dictionary:
        answer = await dictionary.open(key)
    if answer.match is Match.NONE:
        await interaction.response.send_message(view=gone_page(answer), ephemeral=True)
    else:
        await turn(interaction, _page(answer, number, place))


def _page(answer: Answer, number: int, place: Place) -> ui.LayoutView:
    return answer_page(answer, place) if answer.entry is None else entry_page(answer, number, place)
