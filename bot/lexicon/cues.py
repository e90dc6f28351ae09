"""Words right beside an abbreviation that tell which sort of thing it is short for ("went to the ER"): a list kept as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from bot.lexicon.model import SemanticType
from bot.lexicon.names import fold
from bot.lexicon.prose import SIGN_AT_END, Piece, Prose, Run
from bot.lexicon.words import index_word, plain

NUMBER = "#"
POSITIVE, NEGATIVE = "positive", "negative"
# Between a cue and the abbreviation stands no such mark.
ENDS_A_CLAUSE = frozenset(".,!?;()\n\r\0")


class ListedCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cue as it is listed; the first lines of the list say what each key means."""

    weight: float
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    types: tuple[SemanticType, ...] = ()
    words: tuple[str, ...] = ()


class ListOfCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All that the list holds."""

    cue: tuple[ListedCue, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Which things are meant where it stands beside an abbreviation: those of some semantic types, or with some words in their
    name or in that of what they are a kind of (as the index has them). `weight` is how much that tells.
    """

    types: frozenset[SemanticType]
    words: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue, and the words of the message that it was found by."""

    cue: Cue
    written: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues by the phrase that stands before an abbreviation, and by the one after it, folded."""

    before: dict[str, tuple[Cue, ...]]
    after: dict[str, tuple[Cue, ...]]


@cache
def cues() -> Cues:
    """All cues of the list."""
    listed = msgspec.toml.decode((files("bot.lexicon") / "data" / "cues.toml").read_bytes(), type=ListOfCues)
    found = Cues({}, {})
    for line in listed.cue:
        words = frozenset(index_word(plain(word)) for word in line.words)
        cue = Cue(frozenset(line.types), words, line.weight)
        for side, phrases in ((found.before, line.before), (found.after, line.after)):
            for phrase in map(fold, phrases):
                side[phrase] = (*side.get(phrase, ()), cue)
    return found


@cache
def _words_in_longest_phrase() -> int:
    return max(len(phrase.split()) for side in (cues().before, cues().after) for phrase in side)


def cues_beside(prose: Prose, run: Run) -> Iterator[FoundCue]:
    """The cues that stand right before and after a run of words; a sign at its end ("ER+") is one, too."""
    before, after = beside(prose, run, _words_in_longest_phrase())
    last = run.first + len(run.pieces)
    if sign := SIGN_AT_END.search(run.pieces[-1].text):
        yield from _found(cues().after.get(POSITIVE if sign[0] == "+" else NEGATIVE, ()), prose, run.pieces)
    for count, phrase in enumerate(_growing(before[::-1]), start=1):
        pieces = prose.pieces[run.first - count : run.first]
        yield from _found(cues().before.get(" ".join(reversed(phrase)), ()), prose, pieces)
    for count, phrase in enumerate(_growing(after), start=1):
        yield from _found(cues().after.get(" ".join(phrase), ()), prose, prose.pieces[last : last + count])


def _growing(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[:count] for count in range(1, len(words) + 1))


def _found(its_cues: Iterable[Cue], prose: Prose, pieces: Sequence[Piece]) -> Iterator[FoundCue]:
    return (FoundCue(cue, prose.text[pieces[0].start : pieces[-1].end]) for cue in its_cues)


def beside(prose: Prose, run: Run, most: int) -> tuple[list[str], list[str]]:
    """At most so many folded words before a run and after it, in the order of the message, as far as its clause goes; "#" for a
    number.
    """
    first, last = run.first, run.first + len(run.pieces) - 1
    before, after = [], []
    for at in range(first - 1, max(first - 1 - most, -1), -1):
        if _ends_between(prose, at):
            break
        before.append(_folded(prose.pieces[at]))
    for at in range(last + 1, min(last + 1 + most, len(prose.pieces))):
        if _ends_between(prose, at - 1):
            break
        after.append(_folded(prose.pieces[at]))
    return before[::-1], after


def _ends_between(prose: Prose, at: int) -> bool:
    """Whether a clause ends between the piece with this number and the next."""
    return not ENDS_A_CLAUSE.isdisjoint(prose.text[prose.pieces[at].end : prose.pieces[at + 1].start])


def _folded(piece: Piece) -> str:
    return NUMBER if piece.text[0].isdigit() else fold(piece.text)
