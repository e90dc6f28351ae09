"""Abbreviations in a message: which of their senses may be meant, and which one is, if any.

One that people write every day, too ("DM", "US"), is left alone unless the words around it bear out a medical
sense. One with several senses is left to the reader, unless the message spells it out or the words around it
bear out one of them. One that only specialists or sources in another language have is never explained as if
it were meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.lexicon.lookup.everyday_words import COMMON, KNOWN
from bot.lexicon.store.reader import NameOwner
from bot.lexicon.text_scan.everyday import Explained, Reading
from bot.lexicon.text_scan.everyday_capitals import EverydayCapitals, everyday_capitals
from bot.lexicon.text_scan.prose import APOSTROPHE, SIGN_AT_END, Run, without_ending
from bot.lexicon.text_scan.senses import MIN_EVIDENCE, Evidence, beats_everyday, borne_out, telling_words
from bot.lexicon.text_scan.text_reader import OwnedName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold
from bot.terms.spelling import ABBREVIATIONS_IN_S
from bot.terms.words import plain

# Of two letters there are too many to believe any source but those for patients; in small letters they are words.
MIN_LENGTH_FOR_PROFESSIONALS = 3
MIN_LENGTH_IN_SMALL_LETTERS = 3
# Behind all senses that a curated list puts in order.
LAST = 1_000_000


class Basis(StrEnum):
    """Why a term is taken to mean what it is said to mean: it is its name; the words around it bear that out;
    or nothing tells, so that all it can mean is offered.
    """

    NAMED = "named"
    LIKELY = "likely"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that an abbreviation may be short for: the owner of the name, and the number of its entry.
    `is_plain` says that a source for patients gives it, `is_offered_only` that only specialists or a source
    in another language do, `is_clearly_medical` that it is a disease, a test or the like.
    """

    owner: NameOwner
    entry: int
    is_plain: bool
    is_offered_only: bool
    is_clearly_medical: bool

    @property
    def is_worth_offering(self) -> bool:
        """Whether it is worth telling where nothing in the message says that it is meant."""
        return not self.is_offered_only or self.is_clearly_medical

    @property
    def place(self) -> int:
        """Where it stands among all senses: a curated list puts the commonest first, and what is not on it
        comes behind.
        """
        return self.owner.place or LAST


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation where it stands in a message, with its senses, the likeliest first. `is_everyday` says
    that it is something else in everyday life, `capitals` what.
    """

    run: Run
    form: str
    senses: tuple[Sense, ...]
    is_everyday: bool
    capitals: EverydayCapitals | None

    @property
    def needs_evidence(self) -> bool:
        """Whether the words around it decide anything."""
        return self.is_everyday or self.capitals is not None or len(self.senses) > 1 or self.senses[0].is_offered_only


@dataclass(frozen=True, slots=True)
class Decision:
    """What an abbreviation is taken to mean, why, and the words of the message that bear it out."""

    senses: tuple[Sense, ...]
    basis: Basis
    because: tuple[str, ...] = ()


def is_abbreviation_name(name: Name) -> bool:
    """Whether a name is one that only its capitals, or its letters and digits, tell from words."""
    is_one_word = name.kind is NameKind.ABBREVIATION and " " not in name.name
    return is_one_word or looks_like_abbreviation(name.name) or len(name.name) < MIN_LENGTH_FOR_PROFESSIONALS


def abbreviation(
    run: Run, text: str, owned: Sequence[OwnedName], explained: Mapping[int, Explained], reading: Reading
) -> Abbreviation | None:
    """An abbreviation in a message, from the owners of its form; None where it can mean nothing."""
    written = [each for each in owned if _is_written_so(text, each.owner, reading)]
    senses = _senses(run, written, explained, reading)
    if not senses:
        return None
    form = written[0].form
    capitals = everyday_capitals().get(form)
    is_everyday = (capitals is not None and not capitals.is_seldom) or _is_everyday(run, text, senses, reading)
    return Abbreviation(run, form, senses, is_everyday, capitals)


def _senses(
    run: Run, written: Iterable[OwnedName], explained: Mapping[int, Explained], reading: Reading
) -> tuple[Sense, ...]:
    """What it may be short for, one sense for each entry: in the order of a curated list, then what patients
    are told of, and what is only offered last.
    """
    by_entry: dict[int, Sense] = {}
    for each in sorted(written, key=lambda each: each.owner.name.kind is NameKind.ABBREVIATION):
        sense = _sense(each, explained[each.entry], reading)
        is_medical = explained[each.entry].is_medical(reading.frequency(run, each.owner.name))
        if (is_medical or sense.is_plain) and not reading.is_unreadable(each.owner):
            by_entry[each.entry] = sense
    senses = [each for each in by_entry.values() if not _is_filed(each)] or list(by_entry.values())
    senses = [each for each in senses if not reading.stands_back(each.owner)] or senses
    return tuple(
        sorted(senses, key=lambda each: (each.is_offered_only, each.place, not each.is_plain, -each.owner.weight))
    )


def _sense(owned: OwnedName, entry: Explained, reading: Reading) -> Sense:
    is_offered_only = reading.is_foreign(owned.owner) or reading.is_for_specialists(owned.owner)
    is_plain = reading.is_for_patients(owned.owner) and not is_offered_only
    return Sense(owned.owner, owned.entry, is_plain, is_offered_only, entry.is_clearly_medical)


def _is_filed(sense: Sense) -> bool:
    return sense.owner.name.kind is NameKind.ENTRY_TERM


def _is_written_so(text: str, owner: NameOwner, reading: Reading) -> bool:
    """Whether a text may be this abbreviation, whose name may have an ending of its own ("dc'd")."""
    if APOSTROPHE.search(owner.name.name) and fold(text) == fold(owner.name.name):
        return True
    text = without_ending(text)
    return not APOSTROPHE.search(text) and _is_spelled_so(text, owner, reading)  # "I'm" is not IM


def _is_spelled_so(text: str, owner: NameOwner, reading: Reading) -> bool:
    """Whether a text is this abbreviation by its capitals, or where no word is spelled so, however it is written."""
    name = owner.name
    if text == name.name or (_capitals(text) and _capitals(text) == _capitals(name.name)):
        return True
    is_listed = bool(owner.place) and (text.isupper() or "/" in text)  # a list has "od" and "OD", "D/C" and "d/c" once
    if not is_listed and (len(name.name) < MIN_LENGTH_FOR_PROFESSIONALS or reading.is_for_specialists(owner)):
        return False
    if any(map(str.isdigit, text)):
        return True
    if text.isupper() or is_listed:
        return fold(text) == fold(name.name)
    is_small = text.islower() and len(text) >= MIN_LENGTH_IN_SMALL_LETTERS
    return is_small and reading.is_for_patients(owner) and not reading.is_word(text)


def _capitals(text: str) -> list[str]:
    return [letter for letter in text if letter.isupper()]


def _is_everyday(run: Run, text: str, senses: Iterable[Sense], reading: Reading) -> bool:
    """Whether an abbreviation is as likely an everyday word, or anything at all: as short as it is, or in a
    message all in capitals, where only sources for specialists have it.
    """
    frequency = max(reading.frequency(run, sense.owner.name) for sense in senses)
    if plain(text) in ABBREVIATIONS_IN_S:
        frequency = 0.0
    is_short = len(SIGN_AT_END.sub("", text)) < MIN_LENGTH_FOR_PROFESSIONALS
    if frequency > COMMON:
        return True
    if frequency > KNOWN or is_short:
        return reading.is_shouted or not any(sense.is_plain for sense in senses)
    return False


def decide(each: Abbreviation, weighed: Mapping[int, Evidence], everyday: float) -> Decision | None:
    """What an abbreviation is taken to mean, from what speaks for each of its senses (by entry) and for its
    everyday one; None where it is left alone.
    """
    if not each.needs_evidence:
        return Decision(each.senses, Basis.NAMED)
    if (each.is_everyday or everyday > 0) and not beats_everyday(weighed, everyday):
        return None
    only = each.senses[0] if len(each.senses) == 1 and not each.senses[0].is_offered_only else None
    if only and not each.is_everyday:
        return Decision(each.senses, Basis.NAMED)
    likely = only.entry if only else borne_out(weighed)
    if likely is not None:
        first = [sense for sense in each.senses if sense.entry == likely]
        others = [sense for sense in each.senses if sense.entry != likely]
        return Decision((*first, *others), Basis.LIKELY, telling_words(weighed, likely))
    if not any(sense.is_worth_offering for sense in each.senses):
        return None
    return Decision(_in_order(each.senses, weighed), Basis.OPEN)


def _in_order(senses: Iterable[Sense], weighed: Mapping[int, Evidence]) -> tuple[Sense, ...]:
    """The senses to choose from: those of the sort that the words right beside tell, in the order of a
    curated list, then the others. A little evidence puts no rare sense before a common one.
    """
    return tuple(
        sorted(
            senses,
            key=lambda sense: (
                sense.is_offered_only,
                weighed[sense.entry].is_small or weighed[sense.entry].beside < MIN_EVIDENCE,
                sense.place,
                -weighed[sense.entry].score,
            ),
        )
    )
