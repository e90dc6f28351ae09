"""Every sentence of the quiz."""

from __future__ import annotations

from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import _, ngettext

LONGEST_TITLE = 200


def asked(number: int, rounds: int, score: int) -> str:
    """What stands above a question; rounds count from one."""
    return _("## What is this?") + f"\n-# {so_far(number, rounds, score)}"


def right(title: str) -> str:
    """What is said when the answer is right."""
    return _("## ✅ Right: {title}").format(title=plain_name(title, LONGEST_TITLE))


def wrong(title: str, chosen: str) -> str:
    """What is said when the answer is wrong."""
    return _("## ❌ No, it is {title}\nYou chose {chosen}.").format(
        title=plain_name(title, LONGEST_TITLE), chosen=plain_name(chosen, LONGEST_TITLE)
    )


def so_far(number: int, rounds: int, score: int) -> str:
    """Where a game is, and how it stands; rounds count from one."""
    return _("Question {number} of {rounds} · {score} right so far").format(number=number, rounds=rounds, score=score)


def result(rounds: int, score: int) -> str:
    """How the game ended."""
    said = ngettext("**You had {score} of {rounds} right.**", "**You had {score} of {rounds} right.**", rounds)
    return said.format(score=score, rounds=rounds)


def gone() -> str:
    """What is said when the entry that was asked for is no longer in the dictionary."""
    return _("This entry is no longer in the dictionary, which has changed since the question was asked.")


def next_question() -> str:
    """What the button says that goes on."""
    return _("Next question")


def again() -> str:
    """What the button says that begins another game."""
    return _("Play again")


def not_yours() -> tuple[str, str]:
    """What is wrong when somebody plays another's game, and what to do."""
    return _("This quiz is somebody else's."), _("Begin your own with /quiz.")


def no_question() -> tuple[str, str]:
    """What is wrong when the dictionary has no question, and what to do."""
    return (
        _("This dictionary explains too few terms of that field in plain words to make a question."),
        _("Choose another field with /quiz, or none."),
    )
