"""The page about what can be done with the bot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discord import ui

from bot.discord_bot.features.help import wording
from bot.discord_bot.pages.policies import policy_buttons
from bot.discord_bot.ui.components import Page, disclaimer, line, page, pager, rows, text
from bot.discord_bot.ui.custom_ids.lists import ShowHelp
from bot.discord_bot.ui.paging import in_pages
from bot.settings import Policies

# What stands beside the list takes less than the rest of 4,000 characters.
MOST_LISTED = 2_400
# https://docs.discord.com/developers/docs/topics/oauth2: lets people choose between their account and a server.
INSTALL = "https://discord.com/oauth2/authorize?client_id={application}"


@dataclass(frozen=True, slots=True)
class Help:
    """What the page is about: a line for each command, those for admins apart; the application's number, and what its host has
    published.
    """

    lines: Sequence[str]
    for_admins: Sequence[str]
    application: int
    policies: Policies


def help_page(shown: Help, number: int = 0) -> Page:
    """Page `number` (from zero) of the commands; the last one when there are fewer."""
    divided = in_pages(_listed(shown), MOST_LISTED)
    return page(_parts(shown, divided, min(number, len(divided) - 1)))


def _listed(shown: Help) -> list[str]:
    """The lines as they stand on the pages. What stands above those for admins is not parted from the first of them."""
    for_all, for_admins = ([f"- {line}" for line in lines] for lines in (shown.lines, shown.for_admins))
    return for_all + [f"\n{wording.for_admins()}\n{first}" for first in for_admins[:1]] + for_admins[1:]


def _parts(shown: Help, divided: list[list[str]], number: int) -> Iterator[ui.Item[Page]]:
    yield text(wording.title())
    yield text("\n".join(divided[number]))
    if len(divided) > 1:
        yield pager(number, len(divided), ShowHelp)
    yield line()
    yield text(f"{wording.installing()}\n\n{wording.privacy_in_a_sentence()}")
    add = ui.Button[Page](label=wording.add_link(), url=INSTALL.format(application=shown.application))
    yield from rows([add, *policy_buttons(shown.policies)])
    yield disclaimer()
