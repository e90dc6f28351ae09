"""What stands on the page of the medical terms in a message."""

from __future__ import annotations

from bot.pages.translation import Quantity, _, ngettext


def heading() -> str:
    """The heading of the page."""
    return _("Medical terms in that message")


def open_a_term() -> str:
    """The placeholder of the menu of terms."""
    return _("Open a term of the message")


def only_the_beginning(characters: int) -> str:
    """What is said of a message of which no more was read than so many characters."""
    return _("The message is very long: only its first {count:,} characters were read.").format(
        count=Quantity(characters)
    )


def more_terms(count: int) -> str:
    """How many terms of the message the page has no room for."""
    return ngettext(
        "{count} more term in that message has no room here.",
        "{count} more terms in that message have no room here.",
        count,
    ).format(count=count)


def can_mean(headwords: str) -> str:
    """What is said of an ambiguous name instead of a definition; the headwords are already a row of names."""
    return _("It can mean several things: {headwords}. Choose below which one to open.").format(headwords=headwords)


def no_text() -> str:
    """What is said of a message without words, such as a picture."""
    return _("That message has no text that could be explained.")


def no_terms() -> str:
    """What is said of a message without a medical term."""
    return _(
        "There is no medical term in that message that this dictionary knows, or it is written in a way that is not recognised. "
        "Look single words up with /define."
    )
