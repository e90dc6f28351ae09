"""The post about feedback in a channel: what the form says, and never who wrote it."""

from __future__ import annotations

from bot.discord_bot.features.feedback.page import MAX_HEADWORD, kind_label
from bot.discord_bot.pages.actions import open_privately_button
from bot.discord_bot.ui.markdown import plain, plain_name, shortened
from bot.discord_bot.ui.page import LINE, Page, Text
from bot.discord_bot.ui.translation import _
from bot.storage.records import Feedback

# Characters of the text with its escapes; all of it unless half of it are signs.
MAX_SHOWN_TEXT = 1_800


def report_page(feedback: Feedback, *, for_host: bool) -> Page:
    """The page for the host, or for the team of a server: reference, entry, kind and text.

    The id of a member who may be contacted is not on it: a post stays when the id is deleted.
    """
    title = _("## Report about {headword}").format(headword=plain_name(feedback.headword, MAX_HEADWORD))
    text = shortened(plain(feedback.text), MAX_SHOWN_TEXT)
    return Page(
        title,
        (Text(f"**{kind_label(feedback.kind)}**"), LINE, Text(text)),
        (open_privately_button(feedback.entry_key),),
        tuple(filter(None, (_reference(feedback), _contact(feedback, for_host=for_host)))),
        takes_share_button=False,
    )


def _reference(feedback: Feedback) -> str:
    return _("Reference {reference}").format(reference=feedback.reference)


def _contact(feedback: Feedback, *, for_host: bool) -> str:
    """The line about contact: empty if the member chose none."""
    if feedback.contact_id is None:
        return ""
    if for_host:
        return _("Its writer may be contacted: `medlex feedback` has their ID.")
    return _("The people who run this bot may contact its writer.")
