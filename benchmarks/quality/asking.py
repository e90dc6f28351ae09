"""Ask the dictionary as the bot does, and find the place of an entry in the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from benchmarks.limits import MAX_COMPLETIONS
from benchmarks.quality.truth import OFFERED, REFUSED
from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import visible
from bot.lexicon.model import Choice, Completion, Entry, Match, Suggestion
from bot.terms.normal_forms import fold

MAX_PLACE = 25

IsMeant = Callable[[str, str], bool]
Shown = Entry | Choice | Suggestion | Completion


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a query: the match (or `refused` or `offered`), and the entries shown for it, best first.

    An answer is the only entry that is shown.
    """

    query: str
    match: str
    shown: tuple[Shown, ...] = ()
    is_answer: bool = False

    def __str__(self) -> str:
        entries = "; ".join(entry.headword for entry in self.shown[:5])
        return f"{self.match}: {entries}" if entries else self.match


async def look_up(dictionary: Dictionary, query: str) -> Outcome:
    """The outcome of asking for this text."""
    try:
        answer = await dictionary.look_up(query)
    except UsageError:
        return Outcome(query, REFUSED)
    if answer.entry is not None:
        return Outcome(query, answer.match, (answer.entry,), is_answer=True)
    return Outcome(query, answer.match, answer.choices or answer.suggestions)


async def type_out(dictionary: Dictionary, typed: str) -> Outcome:
    """The completions offered to someone who has typed this so far."""
    return Outcome(typed, OFFERED, tuple(await dictionary.complete(typed, MAX_COMPLETIONS)))


async def rank(dictionary: Dictionary, outcome: Outcome, is_meant: IsMeant) -> int | None:
    """The place of the first entry that is meant, counted from 1. None if it is not among the first 25.

    A page shows fewer suggestions than that; more are asked for here.
    """
    place = _place(outcome.shown, is_meant)
    if place is None and outcome.match in {Match.SUGGESTION, Match.NONE}:
        nearest = await dictionary.suggester.nearest_names(fold(visible(outcome.query)), MAX_PLACE)
        place = _place(nearest, is_meant)
    return place


def _place(shown: Iterable[Shown], is_meant: IsMeant) -> int | None:
    places = (place for place, entry in enumerate(shown, start=1) if is_meant(entry.key, entry.headword))
    return next(places, None)


async def keys_named(dictionary: Dictionary, name: str) -> frozenset[str]:
    """The keys of all entries that own a name, as look-up finds them; empty if there is none."""
    try:
        answer = await dictionary.look_up(name)
    except UsageError:
        return frozenset()
    owners = await dictionary.lexicon.owners_of_name(fold(visible(name)))
    found = [answer.entry, *answer.other_senses, *answer.choices, *(owner.choice for owner in owners)]
    return frozenset(entry.key for entry in found if entry is not None)
