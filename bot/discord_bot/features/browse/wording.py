"""Every sentence about the directory."""

from __future__ import annotations

from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.collections.directory import DirectoryPage, DirectoryPart
from bot.terms.sorting import OTHER


def initials(entries: int) -> str:
    """What stands above the letters."""
    return _(
        "## All entries from A to Z\n{entries:,} entries are defined by a source. Choose the letter that a term begins with."
    ).format(entries=Quantity(entries))


def initial(letter: str) -> str:
    """What a part of the directory is called."""
    return _("0–9 and others") if letter == OTHER else letter.upper()


def letter_offered(part: DirectoryPart) -> str:
    """A letter as it is offered while someone types."""
    return ngettext("{letter} · {count:,} entry", "{letter} · {count:,} entries", part.entries).format(
        letter=initial(part.initial), count=Quantity(part.entries)
    )


def page_of_initial(page: DirectoryPage) -> str:
    """What stands above a page of the directory."""
    first, last = Quantity(page.first_entry), Quantity(page.first_entry + len(page.entries) - 1)
    return _("## {letter}\nEntries {first:,} to {last:,} of {count:,}").format(
        letter=initial(page.part.initial), first=first, last=last, count=Quantity(page.part.entries)
    )


def open_entry() -> str:
    """What a menu of the entries on a page says."""
    return _("Open an entry of this page")


def letters() -> str:
    """The button that leads to the letters."""
    return _("A to Z")


def page_range(begins: str, ends: str) -> str:
    """A range of pages, by the headwords that it begins and ends with."""
    return begins if begins == ends else _("{begins} – {ends}").format(begins=begins, ends=ends)


def jump() -> str:
    """What a menu of pages says when no choice is shown."""
    return _("Go to another part")


def no_such_initial(letter: str) -> str:
    """What stands above the letters when no entry has the one that was asked for."""
    return _("No entry begins with {letter}.").format(letter=initial(letter))
