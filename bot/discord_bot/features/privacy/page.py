"""The pages that say what is stored of a person and of a server, and of the deletion of all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.discord_bot.features.privacy import counted
from bot.discord_bot.pages.host import policy_buttons
from bot.discord_bot.runtime.removals import KEPT_AFTER_REMOVAL
from bot.discord_bot.ui.components import button, paragraphs
from bot.discord_bot.ui.custom_ids.privacy import (
    AskToDeleteServerData,
    DeleteServerData,
    ExportMyData,
    ExportServerData,
    ShowMyData,
    ShowServerData,
)
from bot.discord_bot.ui.custom_ids.saved import AskToDeleteSaved, DeleteSaved, ShowSaved
from bot.discord_bot.ui.page import GAP, Button, Page, Part, Row, Style
from bot.discord_bot.ui.translation import _, ngettext
from bot.settings import Policies
from bot.storage.records import Count

MAX_BLOCKS = 20


@dataclass(frozen=True, slots=True)
class MyData:
    """What is stored of a person, where they ask, if they manage the server there, and the policies of the host."""

    counts: Sequence[Count]
    is_in_server: bool
    manages: bool
    policies: Policies


def my_data_page(shown: MyData) -> Page:
    """The page of `/privacy`."""
    stored = list(counted.of_member(shown.counts, is_in_server=shown.is_in_server))
    blocks = [*(stored or [_("Nothing is stored about you.")]), _never_stored()]
    buttons = [
        *([button(_("Export"), ExportMyData())] if stored else []),
        button(_("Delete everything…"), AskToDeleteSaved(from_privacy=True), style=Style.DANGER),
        *([button(_("This server's data"), ShowServerData())] if shown.manages else []),
        *policy_buttons(Policies(privacy=shown.policies.privacy)),
    ]
    title = _("## Your data\nThis is what Medlex stores about you. Only you see this page.")
    return _page(title, blocks, buttons)


def _never_stored() -> str:
    return _(
        "Never stored: what you look up, messages that you have explained, texts that you paste, and your answers in "
        "the quiz."
    )


def confirm_page(counts: Sequence[Count], *, from_privacy: bool) -> Page:
    """The question if all that is stored of a person is to be deleted."""
    blocks = [*counted.of_member(counts, is_in_server=False), _stays()]
    back = button(_("Back"), ShowMyData()) if from_privacy else button(_("Back to my list"), ShowSaved(0))
    title = _("## Delete everything?\nThis deletes what is listed here. It can't be undone. You can export it first.")
    return _page(title, blocks, [button(_("Yes, delete everything"), DeleteSaved(), style=Style.DANGER), back])


def _stays() -> str:
    """The paragraph that says what remains after everything was deleted, and why."""
    lines = (
        _("**What stays, and why**"),
        _(
            "- Terms of a server's glossary: they belong to the server. Your name is removed from them and their "
            "history."
        ),
        _(
            "- Reports of mistakes that you sent without your name: nobody can tell which are yours. Give their "
            "reference to the people who run this bot."
        ),
        _(
            "- Posts about your reports and suggestions in a channel: they never had your name. Whoever runs it can "
            "delete them."
        ),
        _("- Backups, until newer ones replace them or the people who run this bot delete them."),
    )
    return "\n".join(lines)


def deleted_page(saved: int) -> Page:
    """The page after the deletion of everything of a person, whose list had `saved` entries."""
    entries = ngettext("{count} saved entry", "{count} saved entries", saved).format(count=saved)
    title = _("## Deleted\nGone: {entries}, and everything else that was stored about you.").format(entries=entries)
    title = title if saved else _("## Deleted\nEverything that was stored about you is gone.")
    return _page(title, [_stays()], [])


def server_data_page(counts: Mapping[str, int]) -> Page:
    """The page that says what is stored of a server, for those who manage it."""
    lines = counted.of_guild(counts)
    blocks = ["\n".join(lines) or _("Nothing is stored about this server."), _removal()]
    back = button(_("Back"), ShowMyData())
    buttons = [
        button(_("Export this server's data"), ExportServerData()),
        button(_("Delete this server's data…"), AskToDeleteServerData(), style=Style.DANGER),
        back,
    ]
    title = _("## This server's data\nThis is what Medlex stores about this server.")
    return _page(title, blocks, buttons if lines else [back])


def _removal() -> str:
    days = KEPT_AFTER_REMOVAL.days
    return ngettext(
        "If this server removes me, all of it is deleted {days} day later.",
        "If this server removes me, all of it is deleted {days} days later.",
        days,
    ).format(days=days)


def confirm_server_page(counts: Mapping[str, int]) -> Page:
    """The question if all that is stored of a server is to be deleted."""
    title = _(
        "## Delete this server's data?\nThis deletes at once what is listed here, for everyone in this server. It "
        "can't be undone. You can export it first."
    )
    yes = button(_("Yes, delete this server's data"), DeleteServerData(), style=Style.DANGER)
    listed = "\n".join(counted.of_guild(counts)) or _("Nothing is stored about this server.")
    return _page(title, [listed, _stays_of_server()], [yes, button(_("Back"), ShowServerData())])


def _stays_of_server() -> str:
    lines = (
        _("**What stays, and why**"),
        _(
            "- What members have saved of the dictionary: it is theirs. Terms of this server's glossary leave their "
            "lists."
        ),
        _("- Reports of mistakes in the dictionary, without this server: they go to the people who run this bot."),
        _("- Backups, until newer ones replace them or the people who run this bot delete them."),
    )
    return "\n".join(lines)


def server_deleted_page() -> Page:
    """The page after the deletion of everything of a server."""
    title = _(
        "## Deleted\nEverything that was stored about this server is gone. I still work here, with the settings of a "
        "new server."
    )
    return _page(title, [_stays_of_server()], [button(_("Back"), ShowMyData())])


def _page(title: str, blocks: Sequence[str], buttons: Sequence[Button]) -> Page:
    """A page about a person or a server: it is never shared, and has no disclaimer, as it says nothing of medicine."""
    return Page(title, (GAP, *paragraphs(blocks, MAX_BLOCKS), *_rows(buttons)), footer=(), takes_share_button=False)


def _rows(buttons: Sequence[Button]) -> Iterator[Part]:
    if buttons:
        yield GAP
        yield Row(tuple(buttons))
