"""Every sentence about a member's own list of entries."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import _, ngettext

# A headword on a list is cut to this, so that a page of the list stays within a message.
LONGEST_HEADWORD = 80


def _shown(headword: str) -> str:
    return plain_name(headword, LONGEST_HEADWORD)


def save() -> str:
    """What the button says that saves an entry."""
    return _("Save")


def saved(headword: str) -> str:
    """What a member is told whose list has a new entry."""
    return _("**{headword}** is on your list now. Only you can see the list: use /saved.").format(
        headword=_shown(headword)
    )


def saved_before(headword: str) -> str:
    """What a member is told who saves an entry again."""
    return _("**{headword}** has been on your list already. Only you can see the list: use /saved.").format(
        headword=_shown(headword)
    )


def my_list(count: int, number: int, pages: int) -> str:
    """What stands above a page of the list; pages count from one."""
    title = ngettext("## Your list: {count} entry", "## Your list: {count} entries", count).format(count=count)
    if pages == 1:
        return title
    return title + "\n" + _("Page {number} of {pages}").format(number=number, pages=pages)


def item(headword: str, saved_on: str) -> str:
    """One entry of the list, and when it was saved."""
    return _("**{headword}** · saved {day}").format(headword=_shown(headword), day=saved_on)


def vanished_item(headword: str, saved_on: str) -> str:
    """One entry of the list that the dictionary no longer has."""
    return _("~~{headword}~~ · saved {day} · no longer in the dictionary").format(
        headword=_shown(headword), day=saved_on
    )


def vanished_option() -> str:
    """What the menus say of an entry that the dictionary no longer has."""
    return _("no longer in the dictionary")


def empty() -> str:
    """What stands on the page of a list without entries."""
    return _(
        "## Your list is empty\n"
        "Press **Save** below an entry to put it here. The list is yours alone: nobody else on Discord can see it."
    )


def vanished(headword: str) -> str:
    """What stands on the page of a saved entry that the dictionary no longer has."""
    return _(
        "## {headword}\n"
        "This entry is no longer in the dictionary, which has changed since you saved it. You can search for the term, or "
        "remove it from your list."
    ).format(headword=_shown(headword))


def open_menu() -> str:
    """What the menu says that opens an entry of the list."""
    return _("Open an entry")


def remove_menu() -> str:
    """What the menu says that removes an entry from the list."""
    return _("Remove an entry from the list")


def back() -> str:
    """What the button to the list says."""
    return _("Back to my list")


def whole_page() -> str:
    """What the button says that shows the entry with its related terms and links."""
    return _("Whole page")


def remove() -> str:
    """What the button says that removes the entry on the page from the list."""
    return _("Remove")


def export_text() -> str:
    """What the button says that gives the list as a text file."""
    return _("Export as text")


def export_cards() -> str:
    """What the button says that gives the list as cards for Anki."""
    return _("Export for Anki")


def delete_all() -> str:
    """What the button says that leads to the deletion of everything."""
    return _("Delete all…")


def confirm(count: int) -> str:
    """What stands above the buttons that delete everything or nothing."""
    entries = ngettext("your list with its {count} entry", "your list with its {count} entries", count)
    return _(
        "## Delete everything?\n"
        "This deletes {list}, and all feedback in which you asked to be contacted. Medlex keeps nothing else of you. "
        "It cannot be undone: save the list as a file first if you may want it again."
    ).format(list=entries.format(count=count))


def confirm_button() -> str:
    """What the button says that deletes everything."""
    return _("Yes, delete everything")


def deleted(count: int) -> str:
    """What a member is told whose list and feedback were deleted."""
    entries = ngettext("{count} saved entry", "{count} saved entries", count).format(count=count)
    return _(
        "## Deleted\n"
        "Gone: {entries}, and all feedback in which you asked to be contacted. "
        "Backups that the people who run this bot have made keep it until they delete those."
    ).format(entries=entries)


def text_file(count: int) -> str:
    """What comes with the text file."""
    return ngettext(
        "Your list, {count} entry, as a text file.", "Your list, {count} entries, as a text file.", count
    ).format(count=count)


def cards_file(count: int, without: int) -> str:
    """What comes with the file of cards: how many there are, and how many entries have nothing to put on one."""
    said = ngettext(
        "{count} card for Anki. In Anki choose File, Import, and this file.",
        "{count} cards for Anki. In Anki choose File, Import, and this file.",
        count,
    ).format(count=count)
    if not without:
        return said
    left_out = ngettext(
        "{count} entry of your list has no definition now, and so no card.",
        "{count} entries of your list have no definition now, and so no card.",
        without,
    )
    return said + "\n" + left_out.format(count=without)


def nothing_to_export() -> tuple[str, str]:
    """What is wrong with exporting a list from which no file can be made, and what to do."""
    return _("There is nothing on your list that could go into this file."), _("Save an entry with a definition first.")


def text_title() -> str:
    """What stands at the top of the text file."""
    return _("Medlex: my saved entries")


def no_definition() -> str:
    """What stands in the text file below an entry that no source defines."""
    return _("No installed source defines this term.")


def columns() -> tuple[str, str, str]:
    """What the columns of the file of cards are called."""
    return _("Headword"), _("Definition"), _("Tags")


def edition(publisher: str, year: int) -> str:
    """Who published a definition, and when."""
    return _("{publisher}, {year}").format(publisher=publisher, year=year)
