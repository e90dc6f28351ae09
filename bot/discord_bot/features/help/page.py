"""The page of `/help`: what the bot can do, and how to add it.

Names and descriptions of commands are in the catalog in two contexts: see bot.discord_bot.command_translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.pages.host import policy_buttons
from bot.discord_bot.ui.components import button, pager, rows
from bot.discord_bot.ui.custom_ids.lists import ShowHelp
from bot.discord_bot.ui.custom_ids.settings import OpenSettings
from bot.discord_bot.ui.page import LINE, Button, Page, Part, Row, Style, Text
from bot.discord_bot.ui.paging import in_pages
from bot.discord_bot.ui.translation import _, pgettext
from bot.settings import Policies

# Characters of the list of commands on a page. The other text fits in the rest of a message.
MAX_LIST_TEXT = 2_000
# https://docs.discord.com/developers/docs/topics/oauth2: lets people choose between their account and a server.
INSTALL = "https://discord.com/oauth2/authorize?client_id={application}"


@dataclass(frozen=True, slots=True)
class Help:
    """A line for each command, separately for admins; the id of the application; and the policies of the host.
    `set_up` says how to set up the server, for people who manage it; None for others.
    """

    lines: Sequence[str]
    for_admins: Sequence[str]
    application: int
    policies: Policies
    set_up: str | None = None


def help_page(shown: Help, number: int = 0) -> Page:
    """Page `number` (from zero) of the commands; the last page if there are fewer."""
    divided = in_pages(_listed(shown), MAX_LIST_TEXT)
    number = min(number, len(divided) - 1)
    add = Button(_("Add to my account or server"), url=INSTALL.format(application=shown.application))
    body: tuple[Part, ...] = (
        *_set_up(shown),
        Text("\n".join(divided[number])),
        *([pager(number, len(divided), ShowHelp)] if len(divided) > 1 else []),
        LINE,
        Text(f"{_installing()}\n\n{_privacy()}"),
        *rows([add, *policy_buttons(shown.policies)]),
    )
    title = _("## What Medlex can do\nMedlex explains medical words. Each definition names its source.")
    return Page(title, body)


def _set_up(shown: Help) -> Iterator[Part]:
    """The part for people who manage the server: the first steps there, and a button to its settings."""
    if shown.set_up is not None:
        yield Text(shown.set_up)
        yield Row((button(_("Set up this server"), OpenSettings(), style=Style.PRIMARY),))
        yield LINE


def set_up_text(daily: str, glossary: str) -> str:
    """The first steps for people who manage the server, with the names of two commands."""
    sentence = _(
        "**If you manage this server:** the button leads to its settings: private replies, a term of the day, and "
        "more. Add words of your own with {glossary}. {daily} has the time zone of the term of the day."
    )
    return sentence.format(glossary=glossary, daily=daily)


def _listed(shown: Help) -> list[str]:
    """The lines as they are on the pages. The heading of the lines for admins is always on the page of the first."""
    for_all, for_admins = ([f"- {line}" for line in lines] for lines in (shown.lines, shown.for_admins))
    heading = _("**For people who manage the server:**")
    return for_all + [f"\n{heading}\n{first}" for first in for_admins[:1]] + for_admins[1:]


def command_line(mention: str, description: str) -> str:
    """The line of a slash command, with its description in the reader's language."""
    return f"{mention}: {pgettext('command', description)}"


def message_menu_line(name: str) -> str:
    """The line of a command in the menu of messages."""
    return _("**{name}**: right-click or long-press a message, then choose Apps").format(name=pgettext("command", name))


def user_menu_line(name: str) -> str:
    """The line of a command in the menu of people."""
    return _("**{name}**: right-click or long-press a person, then choose Apps").format(name=pgettext("command", name))


def _installing() -> str:
    return _(
        "**Use it everywhere:** click the bot's name, choose *Add App*, then *Add to My Apps*. You "
        "can then use its commands in every server, direct message and group chat. *Add to Server* "
        "adds it for everyone there."
    )


def _privacy() -> str:
    return _(
        "**Privacy:** what you look up is answered on the host's own computer and then forgotten. "
        "Only you see a private answer."
    )
