"""The line about what to do now, on the page of an emergency."""

from __future__ import annotations

from contextvars import ContextVar

from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _
from bot.lexicon.emergencies import Emergency, emergency_of
from bot.lexicon.model import Entry

_number: ContextVar[str | None] = ContextVar("emergency_number", default=None)


def set_emergency_number(number: str | None) -> None:
    """Set the number that pages tell people to call, in this task and all that it starts; None if the host has not
    set any.
    """
    _number.set(number)


def emergency_line(entry: Entry, text_format: TextFormat = MARKDOWN) -> str:
    """The first thing to do when the thing that the entry is about happens; empty if it is no emergency."""
    kind = emergency_of(entry)
    if kind is None:
        return ""
    number = _number.get() or _("your local emergency number")
    return _sentences()[kind].format(number=text_format.bold(number))


def _sentences() -> dict[Emergency, str]:
    return {
        Emergency.CALL: _("Could this be happening now? Call {number} at once, and do not drive yourself."),
        Emergency.FIRST_AID: _(
            "Is this happening now? Call {number} or have someone call, and start first aid at once if you know how."
        ),
        Emergency.ANAPHYLAXIS: _(
            "Could this be happening now? Use an epinephrine autoinjector if there is one, and call {number} at once."
        ),
        Emergency.BLEEDING: _(
            "Is it heavy, or does it not stop? Call {number}, and press firmly on the wound with a clean cloth."
        ),
        Emergency.SEIZURE: _(
            "Call {number} if it lasts more than 5 minutes, if another one follows, or if it is the first. "
            "Put nothing in the mouth, and do not hold the person down."
        ),
        Emergency.OVERDOSE: _(
            "Is this happening now? Call {number} at once, also before there are signs. "
            "If it may be an opioid, give naloxone if you have it."
        ),
        Emergency.POISONING: _(
            "Is this happening now? Call a poison center. If the person passes out, has a seizure or cannot breathe "
            "well, call {number} at once. Do not make anyone vomit unless you are told to."
        ),
        Emergency.GAS: _("Could this be happening now? Get everyone into fresh air, then call {number} at once."),
        Emergency.SUICIDE: _(
            "Is someone in danger, or are you? Call {number} or a crisis line now, and do not stay alone with it."
        ),
    }
