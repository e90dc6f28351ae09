"""Every sentence about results of a search by description."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.translation import _, ngettext


def results(query: str, total: int, first: int, last: int) -> str:
    """What stands above results; `first` and `last` are the numbers, from 1, of those that are shown."""
    found = ngettext("{total} entry fits this description.", "{total} entries fit this description, best first.", total)
    shown = _("These are {first} to {last}.").format(first=first, last=last) if (first, last) != (1, total) else ""
    caution = _("Results are suggestions to read, not an answer.")
    return "\n".join([f"## {plain(query)}", " ".join(filter(None, (found.format(total=total), shown, caution)))])


def nothing_fits(query: str) -> str:
    """What stands on the page when no entry has the words."""
    return _(
        "## {query}\nNo entry of this dictionary has these words. Try other or fewer words, or look a name up with "
        "/define. You can also look elsewhere: a site below sees the words only if you open it."
    ).format(query=plain(query))


def only_named() -> str:
    """What stands in place of a sentence where no source defines an entry."""
    return _("*No installed source defines this in a sentence; its names fit.*")


def open_result() -> str:
    """What the menu of results says."""
    return _("Open a result")
