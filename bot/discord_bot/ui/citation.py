"""The line above a definition or record: who published it when, what its license asks for, and who reviewed it."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Cited, review_of
from bot.terms.model import Review
from bot.terms.source import SERVER_SOURCE

MAX_TITLE = 120
# The words that a license demands, and the name of the author that a publisher has a text from.
MAX_CREDIT = 240


def source_line(cited: Cited, *, linked: bool = True) -> str:
    """Title, publisher and year of a definition or record, the credit that its license asks for, and who reviewed it.

    If `linked`, the title links to the publisher's page for this record. What people in the server wrote says so.
    """
    if cited.source == SERVER_SOURCE:
        return small_print(f"{server_source(cited)}. {unchecked()}")
    title, publisher = (plain_name(name, MAX_TITLE) for name in (cited.title, cited.publisher))
    credit = plain_name(cited.credit, MAX_CREDIT) if cited.credit else None
    review = review_of(cited)
    source = f"{link(title, cited.url if linked else None)}, {publisher}, {cited.year}"
    sentences = (
        _("From {source}").format(source=source),
        credit,
        reviewed(review, plain_name(review.by, MAX_TITLE)) if review else None,
    )
    return small_print(". ".join(filter(None, sentences)))


def server_source(cited: Cited) -> str:
    """The name of the server's glossary, and the year in which the text was last changed."""
    return _("From this server's glossary, {year}").format(year=cited.year)


def unchecked() -> str:
    """The sentence that distinguishes what people in the server wrote from what publishers say."""
    return _("Written by people in this server, not checked by a publisher.")


def reviewed(review: Review, name: str) -> str:
    """The reviewer of a definition, whose name is already as it is to be shown, and the day of the review."""
    return _("Reviewed by {name}, {day}").format(name=name, day=review.on)
