"""The pages of a glossary's history."""

from __future__ import annotations

from collections.abc import Sequence

from discord.utils import format_dt

from bot.discord_bot.ui.components import button, pager
from bot.discord_bot.ui.custom_ids.glossary import ShowHistory, UndoChange
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import Button, Page, Part, Section, Text
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.storage.glossary.records import MAX_CHANGES, Change, ChangeKind

# Each takes three of the components of a message.
CHANGES_PER_PAGE = 8
MAX_NAME = 60


def history_page(changes: Sequence[Change], at: int, count: int, notice: str = "") -> Page:
    """Return page `at` (from zero) of `count` changes. `notice` says what was just done."""
    if not count:
        title = _("## History\nNothing has been changed in this server's glossary yet.")
        return Page(title, footer=(), takes_share_button=False)
    pages = page_count(count, CHANGES_PER_PAGE)
    body: list[Part] = [Text(notice)] if notice else []
    body += [_line(change) for change in changes]
    if pages > 1:
        body.append(pager(at, pages, ShowHistory))
    kept = _("The last {count} changes are kept.").format(count=MAX_CHANGES)
    return Page(_("## History"), tuple(body), footer=(kept,), takes_share_button=False)


def undone_notice(change: Change) -> str:
    """Return the sentence after a change was undone by another one."""
    return _("✅ Undone: the terms are again as they were before change {number}.").format(number=change.undoes)


def undo_button(number: int) -> Button:
    """Return the button that undoes a change."""
    return button(_("Undo"), UndoChange(number))


def history_button() -> Button:
    """Return the button that shows the first page."""
    return button(_("History"), ShowHistory(0))


def _line(change: Change) -> Part:
    text = f"**{change.number}** · {format_dt(change.when, 'R')} · {_who(change)}\n{_what(change)}"
    if change.undone_by is not None:
        return Text(text + " " + _("(undone by change {number})").format(number=change.undone_by))
    if not change.may_be_undone:
        return Text(text + " " + _("(too large to be undone)"))
    return Section(text, undo_button(change.number))


def _who(change: Change) -> str:
    return _("somebody") if change.by is None else f"<@{change.by}>"


def _what(change: Change) -> str:
    name = f"**{plain_name(change.headword, MAX_NAME)}**"
    if change.kind is ChangeKind.UNDO:
        return _("Undid change {number}: {changes}").format(number=change.undoes, changes=_counts(change, name))
    if change.kind is ChangeKind.IMPORT:
        return _("Imported a file: {changes}").format(changes=_counts(change, name))
    sentences = {
        ChangeKind.ADD: _("Added {name}"),
        ChangeKind.EDIT: _("Edited {name}"),
        ChangeKind.REMOVE: _("Removed {name}"),
        ChangeKind.APPROVE: _("Approved {name}"),
    }
    return sentences[change.kind].format(name=name)


def _counts(change: Change, name: str) -> str:
    """Return how many terms a change has added, changed and removed, with the name if it is one."""
    counts = (
        (change.added, ngettext("{count:,} added", "{count:,} added", change.added)),
        (change.changed, ngettext("{count:,} changed", "{count:,} changed", change.changed)),
        (change.removed, ngettext("{count:,} removed", "{count:,} removed", change.removed)),
    )
    words = ", ".join(sentence.format(count=Quantity(count)) for count, sentence in counts if count)
    return f"{words} ({name})" if change.added + change.changed + change.removed == 1 else words
