"""What stands on the page of the medical terms in a message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.ui.translation import Quantity, _, ngettext


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


def can_mean(name: str, headwords: str, count: int) -> str:
    """What is said of an ambiguous name instead of a definition; name and headwords are already Markdown."""
    return _("{name} can mean {count} things: {headwords}. Choose below which one to open.").format(
        name=name, headwords=headwords, count=count
    )


def can_mean_many(name: str, headwords: str) -> str:
    """What is said of a name that has more meanings than are listed."""
    return _("{name} can mean many things, among them {headwords}. Choose below which one to open.").format(
        name=name, headwords=headwords
    )


def may_mean(name: str, headword: str) -> str:
    """What is said of a name that has one meaning in this dictionary, and hardly that one here."""
    return _("{name} may mean {headword}, but nothing in the message says so. Choose it below to open it.").format(
        name=name, headword=headword
    )


def probably(words: Sequence[str]) -> str:
    """What is said above the definition of the sense that the words of the message, already Markdown, bear out."""
    if not words:
        return _("Probably this, going by the words around it.")
    listed = ", ".join(_("“{word}”").format(word=word) for word in words)
    return _("Probably this, going by the words around it: {words}.").format(words=listed)


def can_also_mean(name: str, headwords: str) -> str:
    """What else a name can mean, below the definition of what it probably means."""
    return _("{name} can also mean {headwords}.").format(name=name, headwords=headwords)


def no_text() -> str:
    """What is said of a message without words, such as a picture."""
    return _("That message has no text that could be explained.")


def no_terms() -> str:
    """What is said of a message without a medical term."""
    return _(
        "There is no medical term in that message that this dictionary knows, or it is written in a way that is not recognised. "
        "Look single words up with /define."
    )
