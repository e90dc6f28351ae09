"""Every sentence about feedback. Titles and questions of a form have at most 45 characters, hints 100
(https://discord.com/developers/docs/components/reference#label).
"""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import _, ngettext
from bot.storage.records import FeedbackKind

LONGEST_HEADWORD = 200


def button() -> str:
    """What the button says that shows the form."""
    return _("Report a mistake")


def title() -> str:
    """What stands at the top of the form."""
    return _("Report a mistake")


def about(headword: str) -> str:
    """Which entry the form is about, and who reads it."""
    return _(
        "About the entry **{headword}**. The people who run this bot read this. It is no place for questions about your own "
        "health."
    ).format(headword=plain_name(headword, LONGEST_HEADWORD))


def kind_question() -> str:
    """What is asked above the kinds of mistakes."""
    return _("What is the matter?")


def kind(kind: FeedbackKind) -> str:
    """A kind of mistake, as it is chosen."""
    return {
        FeedbackKind.WRONG: _("Something is wrong"),
        FeedbackKind.UNCLEAR: _("Something is hard to understand"),
        FeedbackKind.MISSING: _("Something is missing"),
        FeedbackKind.OFFENSIVE: _("Something is offensive"),
        FeedbackKind.OTHER: _("Something else"),
    }[kind]


def text_question() -> str:
    """What is asked above the text."""
    return _("What would you change?")


def text_hint() -> str:
    """What is said about the text."""
    return _("Please write nothing about your own health, or anybody else's.")


def contact_question() -> str:
    """What is asked about being contacted."""
    return _("May we contact you on Discord about it?")


def contact_hint() -> str:
    """What is said about being contacted."""
    return _("If yes, your Discord user id is kept until this is dealt with. Otherwise nobody knows who wrote it.")


def yes() -> str:
    """Yes, they may."""
    return _("Yes, keep my user id with it")


def no() -> str:
    """No, they may not."""
    return _("No, don't keep who I am")


def thanks(reference: str, *, may_contact: bool) -> str:
    """What its writer is told when feedback is kept."""
    said = _(
        "Thank you. The people who run this bot will see it under the reference `{reference}`. "
        "Note it if you may want to ask about it."
    ).format(reference=reference)
    if may_contact:
        return said + " " + _("To delete everything that is kept of you, use /saved.")
    return said + " " + _("It is kept without your name: to have it deleted, tell them the reference.")


def too_many(times: int, minutes: int) -> tuple[str, str]:
    """What is wrong when someone has given as much feedback as they may for now, and what to do."""
    problem = ngettext(
        "Thank you for helping. You have sent {times} report within the last hour, which is as many as can be taken.",
        "Thank you for helping. You have sent {times} reports within the last hour, which is as many as can be taken.",
        times,
    )
    remedy = ngettext("Please go on in {minutes} minute.", "Please go on in {minutes} minutes.", minutes)
    return problem.format(times=times), remedy.format(minutes=minutes)
