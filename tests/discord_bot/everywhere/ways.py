"""How people come to each button and menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import simcord
from discord_bot.buttons import COMMAND, offer_page
from discord_bot.everywhere.places import Here
from discord_bot.world import answered

from bot.discord_bot.pages.actions import open_privately_button
from bot.discord_bot.ui.components import entry_menu, option
from bot.discord_bot.ui.page import Button, Row

Way = Callable[[Here], Awaitable[simcord.ResponseMessage]]
EXPLAIN = "Explain medical terms"


def by(command: str, *pressed: str, **options: Any) -> Way:
    """By a command, and by what is pressed on the page that answers it and on those after that."""

    async def come(here: Here) -> simcord.ResponseMessage:
        message = answered(await here.slash(command, **options))
        for begins in pressed:
            message = answered(await here.press(message, begins))
        return message

    return come


def by_list(*pressed: str, term: str = "treatment diary") -> Way:
    """By the list of somebody who has just saved an entry."""

    async def come(here: Here) -> simcord.ResponseMessage:
        await here.press(await by("define", "tab:more", term=term)(here), "save:")
        return await by("saved", *pressed)(here)

    return come


def by_message(*pressed: str) -> Way:
    """By the medical terms of a message."""

    async def come(here: Here) -> simcord.ResponseMessage:
        message = answered(await here.explain(EXPLAIN, "They wrote MS, and found interleukin-6 and frostbite."))
        for begins in pressed:
            message = answered(await here.press(message, begins))
        return message

    return come


def by_form(*pressed: str) -> Way:
    """By a text that somebody has pasted into the form."""

    async def come(here: Here) -> simcord.ResponseMessage:
        form = await here.slash("explain")
        message = answered(await here.send(form, text="They wrote MS, and found interleukin-6 and frostbite."))
        for begins in pressed:
            message = answered(await here.press(message, begins))
        return message

    return come


async def offer_rare_buttons(here: Here) -> None:
    """Let `COMMAND` answer with a page that has rare components: buttons of a term of the day, of lists with
    a second page and of entries that are gone, and those of pages from before entries had tabs.
    """
    rare = {"find:heart attack": "F", "language:es:interleukin": "L", "page:1:treatment-diary": "P"}
    journals = Button("J", "journals:0:key:interleukin")
    lists = [Row((Button("S", "sources:0"), Button("H", "help:0"), Button("O", "show:0:cytokine"), journals))]
    for_managers = ("privacy:server", "privacy:server-export", "privacy:server-delete", "privacy:server-clear")
    lists.append(Row(tuple(Button("D", custom_id) for custom_id in for_managers)))
    buttons = [Button(label, custom_id) for custom_id, label in rare.items()]
    names = ("parents", "suggestion")
    menus = [entry_menu(name, "M", [option("interleukin", "interleukin")]) for name in names]
    await offer_page(here.world.clients[-1], *buttons, open_privately_button("interleukin"), below=[*lists, *menus])


# By what its `custom_id` begins with.
WAYS: dict[str, Way] = {
    "tab:": by("define", term="interleukin"),
    "page:": by(COMMAND),
    "show:": by(COMMAND),
    "open:related": by("define", term="interleukin"),
    "open:parents": by(COMMAND),
    "parts": by("define", "tab:more", term="hypoglycemia"),
    "part:": by("define", term="cholecyst-"),
    "open:part": by("define", term="-itis"),
    "open:meaning": by("define", term="MS"),
    "open:suggestion": by(COMMAND),
    "open:terms": by_message(),
    "terms": by_message("open:terms"),
    "explain-text": by_form(),
    "meaning:": by_form(),
    "meanings:": by_form("meaning:"),
    "back:": by("define", "open:related", term="interleukin"),
    "hear:": by("define", "tab:more", term="interleukin"),
    "share:": by("define", "tab:more", term="interleukin", private=True),
    "share-sound:": by("pronounce", term="interleukin", private=True),
    "share": by("search", words="lack of oxygen in the blood", private=True),
    "delete:asked": by("define", "tab:more", term="interleukin"),
    "delete:shown": by("define", "tab:more", "share:", term="interleukin", private=True),
    "save:": by("define", "tab:more", term="interleukin"),
    "feedback:": by("define", "tab:more", term="interleukin"),
    "from:search": by("search", words="lack of oxygen in the blood"),
    "to:search": by("search", "from:search", words="lack of oxygen in the blood"),
    "search:": by("search", words="lack of oxygen in the blood"),
    "from:browse": by("browse", letter="a"),
    "to:browse": by("browse", "from:browse", letter="a"),
    "browse:": by("browse"),
    "jump:": by("browse", letter="a"),
    "initials": by("browse", letter="a"),
    "from:compare": by("compare", first="interleukin", second="cytokine"),
    "to:compare": by("compare", "from:compare", first="interleukin", second="cytokine"),
    "choose:first": by("compare", first="MS", second="interleukin"),
    "choose:second": by("compare", first="interleukin", second="MS"),
    "to:random": by("random"),
    "quiz:": by("quiz"),
    "round:": by("quiz", "quiz:"),
    "mine:entry": by_list(),
    "saved:entry": by_list("mine:entry"),
    "saved:list": by_list("mine:entry"),
    "saved:text": by_list(),
    "saved:cards": by_list(),
    "saved:delete": by_list(),
    "study:next": by_list(),
    "study:show": by_list("study:next"),
    "study:rate": by_list("study:next", "study:show"),
    "mine:remove": by_list(term="cytokine"),
    "saved:remove": by_list("mine:entry", term="sepsis"),
    "sources:": by(COMMAND),
    "journals:": by(COMMAND),
    "help:": by(COMMAND),
    "language:": by(COMMAND),
    "find:": by(COMMAND),
    "peek:": by(COMMAND),
    "privacy:mine": by("privacy", "saved:delete"),
    "privacy:export": by("privacy"),
    "privacy:server": by(COMMAND),
    "privacy:server-export": by(COMMAND),
    "privacy:server-delete": by(COMMAND),
    "privacy:server-clear": by(COMMAND),
    # The last, for nothing on the list can be used afterwards.
    "saved:clear": by_list("saved:delete"),
}
