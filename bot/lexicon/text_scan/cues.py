"""Cues: words beside an abbreviation that tell the kind of thing that it means ("went to the ER"), from a data file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import msgspec

from bot.lexicon.text_scan.prose import SIGN_AT_END, VERB_ENDING, Piece, Prose, Run
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import SemanticType
from bot.terms.normal_forms import fold
from bot.terms.words import index_word, plain

NUMBER = "#"
POSITIVE, NEGATIVE = "positive", "negative"
# Placeholders in the list for the name of a medicine, and for the ending of a verb.
MEDICINE, VERB = "<medicine>", "<verb>"
# Between a medicine and an abbreviation for its use there are at most so many numbers, units and similar abbreviations.
MAX_WORDS_OF_A_DOSE = 6
# None of these marks may stand between a cue and the abbreviation.
ENDS_A_CLAUSE = frozenset(".,!?;()\n\r\0")


class ListedCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cue as it is listed; the file documents its keys."""

    weight: float
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    types: tuple[SemanticType, ...] = ()
    words: tuple[str, ...] = ()


class ListOfCues(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the file."""

    small: tuple[str, ...]
    dose: tuple[str, ...]
    cue: tuple[ListedCue, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The meaning of an abbreviation beside this cue: things of some semantic types, or with some words in
    their names or those of their parents, in the spelling of the index.

    `weight` is the strength of the evidence; `is_small` says that the cue consists of numbers and small words ("at 7"),
    which distinguish no medical senses.
    """

    types: frozenset[SemanticType]
    words: frozenset[str]
    weight: float
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue, and the words of the message in which it was found."""

    cue: Cue
    written: str


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues by the phrase before an abbreviation and by the phrase after it, folded; `dose` are the words that may stand
    between a medicine and its use.
    """

    before: dict[str, tuple[Cue, ...]]
    after: dict[str, tuple[Cue, ...]]
    dose: frozenset[str]


@cache
def cues() -> Cues:
    """Return all cues of the file."""
    listed = msgspec.toml.decode((files(__package__) / "data" / "cues.toml").read_bytes(), type=ListOfCues)
    found = Cues({}, {}, frozenset(map(fold, listed.dose)))
    small = {NUMBER, *map(fold, listed.small)}
    for line in listed.cue:
        words = frozenset(index_word(plain(word)) for word in line.words)
        cue = Cue(frozenset(line.types), words, line.weight)
        weak = replace(cue, is_small=True)
        for side, phrases in ((found.before, line.before), (found.after, line.after)):
            for phrase in map(fold, phrases):
                side[phrase] = (*side.get(phrase, ()), weak if small.issuperset(phrase.split()) else cue)
    return found


@cache
def _words_in_longest_phrase() -> int:
    return max(len(phrase.split()) for side in (cues().before, cues().after) for phrase in side)


def cues_beside(prose: Prose, run: Run, medicines: Collection[int] = ()) -> Iterator[FoundCue]:
    """Yield the cues directly before and after a run of words.

    A sign at its end ("ER+") is a cue as well, and so is a medicine; `medicines` are the numbers of the words of their
    names.
    """
    before, after = beside(prose, run, _words_in_longest_phrase())
    last = run.first + len(run.pieces)
    if sign := SIGN_AT_END.search(run.pieces[-1].text):
        yield from _found(cues().after.get(POSITIVE if sign[0] == "+" else NEGATIVE, ()), prose, run.pieces)
    if VERB_ENDING.search(run.pieces[-1].text):
        yield from _found(cues().after.get(VERB, ()), prose, run.pieces)
    if (at := _medicine_before(prose, run, medicines)) is not None:
        yield from _found(cues().before.get(MEDICINE, ()), prose, prose.pieces[at : at + 1])
    if last in medicines and not _ends_between(prose, last - 1):
        yield from _found(cues().after.get(MEDICINE, ()), prose, prose.pieces[last : last + 1])
    for count, phrase in enumerate(_growing(before[::-1]), start=1):
        pieces = prose.pieces[run.first - count : run.first]
        yield from _found(cues().before.get(" ".join(reversed(phrase)), ()), prose, pieces)
    for count, phrase in enumerate(_growing(after), start=1):
        yield from _found(cues().after.get(" ".join(phrase), ()), prose, prose.pieces[last : last + count])


def _medicine_before(prose: Prose, run: Run, medicines: Collection[int]) -> int | None:
    """Return the number of the last word of a medicine's name before a run, if only a dose is between them."""
    for at in range(run.first - 1, max(run.first - 2 - MAX_WORDS_OF_A_DOSE, -1), -1):
        if _ends_between(prose, at):
            return None
        if at in medicines:
            return at
        if not _is_of_dose(prose.pieces[at]):
            return None
    return None


def _is_of_dose(piece: Piece) -> bool:
    word = _folded(piece)
    return word == NUMBER or word in cues().dose or looks_like_abbreviation(piece.text)


def _growing(words: Sequence[str]) -> Iterator[Sequence[str]]:
    return (words[:count] for count in range(1, len(words) + 1))


def _found(its_cues: Iterable[Cue], prose: Prose, pieces: Sequence[Piece]) -> Iterator[FoundCue]:
    return (FoundCue(cue, prose.text[pieces[0].start : pieces[-1].end]) for cue in its_cues)


def beside(prose: Prose, run: Run, most: int) -> tuple[list[str], list[str]]:
    """Return at most `most` folded words before a run and after it, in the order of the message, within its clause; "#"
    stands for a number.
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
    """Return True if a clause ends between the piece with this number and the next."""
    return not ENDS_A_CLAUSE.isdisjoint(prose.text[prose.pieces[at].end : prose.pieces[at + 1].start])


def _folded(piece: Piece) -> str:
    return NUMBER if piece.text[0].isdigit() else fold(piece.text)
