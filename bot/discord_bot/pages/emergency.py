"""The line about what to do now, on the page of an emergency."""

from __future__ import annotations

from contextvars import ContextVar

from bot.discord_bot.ui.guild_context import page_settings
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _
from bot.lexicon.emergencies import Emergency, emergency_of
from bot.lexicon.model import Entry
from bot.storage.guild_settings import EMERGENCY_NUMBER

_number: ContextVar[str | None] = ContextVar("emergency_number", default=None)


def set_emergency_number(number: str | None) -> None:
    """Set the number that pages tell people to call where a server has not set one, in this task and all that it
    starts; None if the host has not set any.
    """
    _number.set(number)


def emergency_line(entry: Entry, text_format: TextFormat = MARKDOWN) -> str:
    """The first thing to do when the thing that the entry is about happens; empty if it is no emergency."""
    kind = emergency_of(entry)
    if kind is None:
        return ""
    number = page_settings()[EMERGENCY_NUMBER] or _number.get() or _("your local emergency number")
    return _sentences()[kind].format(number=text_format.bold(number))


def _sentences() -> dict[Emergency, str]:
    return {
        Emergency.CALL: _("Could this be happening now? Call {number} at once, and do not drive yourself."),
        Emergency.STROKE: _(
            "Could this be happening now? Call {number} at once, even if the signs go away, and do not drive yourself."
        ),
        Emergency.CARDIAC_ARREST: _(
            "Has someone collapsed who does not respond or breathe normally? Call {number}, push hard and fast on the "
            "middle of the chest, and use a defibrillator (AED) if there is one."
        ),
        Emergency.CHOKING: _(
            "Can the person not cough, speak or breathe? Have someone call {number}. Give 5 firm blows between the "
            "shoulder blades, then 5 quick thrusts above the navel, and repeat. For a baby or in pregnancy, thrust on "
            "the breastbone."
        ),
        Emergency.DROWNING: _(
            "Is this happening now? Call {number} or have someone call, and go into the water only if that is safe. "
            "Someone who does not breathe needs rescue breaths and chest compressions at once."
        ),
        Emergency.ELECTRICITY: _(
            "Is this happening now? Do not touch the person until the power is off, and call {number} at once."
        ),
        Emergency.HEAT: _(
            "Could this be happening now? Call {number} at once, move the person to a cool place, and cool the body "
            "with water."
        ),
        Emergency.CHEMICAL_BURN: _(
            "Is this happening now? Brush off dry powder, then rinse with running water for at least 20 minutes. "
            "Call {number} if it is large or deep, or if an eye is hit."
        ),
        Emergency.SNAKE_BITE: _(
            "Has someone been bitten? Call {number} at once, and keep the person still. Do not cut or suck the bite, "
            "and do not tie anything tight around it."
        ),
        Emergency.ANAPHYLAXIS: _(
            "Could this be happening now? Use an epinephrine autoinjector if there is one, and call {number} at once."
        ),
        Emergency.BLEEDING: _(
            "Is it heavy, or does it not stop? Call {number}, and press firmly on the wound with a clean cloth."
        ),
        Emergency.SEIZURE: _(
            "Call {number} if it lasts more than 5 minutes, if another one follows, if it is the first, or if the "
            "person is hurt, pregnant or in water. Turn the person on one side, put nothing in the mouth, and do not "
            "hold them down."
        ),
        Emergency.LONG_SEIZURE: _(
            "Is this happening now? Call {number} at once. Turn the person on one side, put nothing in the mouth, and "
            "do not hold them down."
        ),
        Emergency.OVERDOSE: _(
            "Is this happening now? Call {number} at once, even if there are no signs yet, and stay with the person. "
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
