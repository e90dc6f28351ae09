"""What stands on the buttons of an entry's page, and what their use is answered with."""

from __future__ import annotations

from bot.discord_bot.ui.translation import _, speaking


def pronounce() -> str:
    """The label of the button that says how a headword is pronounced."""
    return _("Pronounce")


def back() -> str:
    """The label of the button that turns to the page before."""
    return _("Back")


def back_to_terms() -> str:
    """The label of the button that turns back to the terms of a message."""
    return _("Back to the list")


def show_to_everyone() -> str:
    """The label of the button that posts a private page in the channel."""
    return _("Show to everyone")


def in_language(code: str, definitions: int) -> str:
    """The label of the button to an entry's definitions in another language (ISO 639-1), in that language, and how many there are."""
    with speaking(code):
        # Translators: your own language, in itself; {count} definitions are in it.
        return _("In English ({count})").format(count=definitions)


def delete() -> str:
    """The label of the button that deletes a public page."""
    return _("Delete")


def find_again() -> str:
    """The label of the button that looks the words of a vanished entry up."""
    return _("Search for it")


def shown_by(user: int) -> str:
    """Who has shown a page to everyone, by their Discord user id. Nobody is pinged: no message of ours may mention anybody."""
    return _("Shown by {member}").format(member=f"<@{user}>")


def not_yours_to_delete() -> str:
    """What a member is told who would delete what another asked for."""
    return _("Only the person who asked for this page, or has shown it to everyone, can delete it.")
