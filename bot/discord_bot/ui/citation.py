"""The line below a definition or record: who published it when, what its license asks for, and who reviewed it."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Cited, review_of
from bot.terms.model import Review

MAX_TITLE = 120
# A license's own words and the name of whoever a publisher has a text from.
MAX_CREDIT = 240


def source_line(cited: Cited, *, linked: bool = True) -> str:
    """Title, publisher and year of a definition or record, the credit that its license asks for, and who reviewed it.

    `linked` links the title to the publisher's page for that very record.
    """
    title, publisher = (plain_name(name, MAX_TITLE) for name in (cited.title, cited.publisher))
    credit = plain_name(cited.credit, MAX_CREDIT) if cited.credit else None
    review = review_of(cited)
    parts = (
        link(title, cited.url if linked else None),
        publisher,
        str(cited.year),
        credit,
        reviewed(review, plain_name(review.by, MAX_TITLE)) if review else None,
    )
    return small_print(" · ".join(filter(None, parts)))


def reviewed(review: Review, name: str) -> str:
    """Who checked a definition, by the name as it is to be shown, and when."""
    return _("Reviewed by {name}, {day}").format(name=name, day=review.on)
