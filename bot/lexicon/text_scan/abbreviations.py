"""Abbreviations in a message: their possible senses, and the sense that is meant, if any.

An abbreviation with an everyday meaning ("DM", "US") is ignored unless the words around it confirm a medical sense. One
with several senses is left to the reader, unless the message spells it out or the words around it confirm one of them.
One that only specialists or sources in another language have is never explained as if it were meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.lexicon.lookup.everyday_words import COMMON, KNOWN
from bot.lexicon.store.rows import NameOwner
from bot.lexicon.text_scan.everyday import EntryOutline, ReadingContext
from bot.lexicon.text_scan.everyday_capitals import EverydayCapitals, everyday_capitals
from bot.lexicon.text_scan.prose import APOSTROPHE, SIGN_AT_END, Run, without_ending
from bot.lexicon.text_scan.senses import MIN_EVIDENCE, Evidence, beats_everyday, confirmed_sense, telling_words
from bot.lexicon.text_scan.text_reader import OwnedName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold
from bot.terms.spelling import ABBREVIATIONS_IN_S
from bot.terms.words import plain

# There are too many abbreviations of two letters to trust any sources but those for patients; in lower case they are
# words.
MIN_LENGTH_FOR_PROFESSIONALS = 3
MIN_LENGTH_IN_SMALL_LETTERS = 3
# After all senses that a curated list orders.
LAST = 1_000_000


class Basis(StrEnum):
    """Why a sense is given: the term is its name; the words around it confirm it; or nothing decides, so that all
    senses are offered.
    """

    NAMED = "named"
    LIKELY = "likely"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Sense:
    """A possible sense of an abbreviation: the owner of the name, and the number of its entry.

    `is_plain` says that a source for patients has it, `is_offered_only` that only specialists or a source in another
    language have it, `is_clearly_medical` that it is a disease, a test or similar.
    """

    owner: NameOwner
    entry: int
    is_plain: bool
    is_offered_only: bool
    is_clearly_medical: bool

    @property
    def is_worth_offering(self) -> bool:
        """True if the sense is worth offering although nothing in the message confirms it."""
        return not self.is_offered_only or self.is_clearly_medical

    @property
    def place(self) -> int:
        """The position among all senses: a curated list puts the most common first, and the others follow."""
        return self.owner.place or LAST


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation in a message, with its senses, the likeliest first. `is_everyday` says that it has another
    meaning in everyday life, `capitals` which.
    """

    run: Run
    form: str
    senses: tuple[Sense, ...]
    is_everyday: bool
    capitals: EverydayCapitals | None

    @property
    def needs_evidence(self) -> bool:
        """True if the words around it decide something."""
        return self.is_everyday or self.capitals is not None or len(self.senses) > 1 or self.senses[0].is_offered_only


@dataclass(frozen=True, slots=True)
class Decision:
    """The sense of an abbreviation, why, and the words of the message that confirm it."""

    senses: tuple[Sense, ...]
    basis: Basis
    because: tuple[str, ...] = ()


def is_abbreviation_name(name: Name) -> bool:
    """Return True if only its capitals, or its letters and digits, distinguish a name from words."""
    is_one_word = name.kind is NameKind.ABBREVIATION and " " not in name.name
    return is_one_word or looks_like_abbreviation(name.name) or len(name.name) < MIN_LENGTH_FOR_PROFESSIONALS


def abbreviation(
    run: Run, text: str, owned: Sequence[OwnedName], outlines: Mapping[int, EntryOutline], reading: ReadingContext
) -> Abbreviation | None:
    """Return an abbreviation in a message, from the owners of its form; None if it has no possible sense."""
    written = [each for each in owned if _is_written_so(text, each.owner, reading)]
    senses = _senses(run, written, outlines, reading)
    if not senses:
        return None
    form = written[0].form
    capitals = everyday_capitals().get(form)
    is_everyday = (capitals is not None and not capitals.is_seldom) or _is_everyday(run, text, senses, reading)
    return Abbreviation(run, form, senses, is_everyday, capitals)


def _senses(
    run: Run, written: Iterable[OwnedName], outlines: Mapping[int, EntryOutline], reading: ReadingContext
) -> tuple[Sense, ...]:
    """Return its possible senses, one for each entry: in the order of a curated list, then those for patients, then
    those that are only offered.
    """
    by_entry: dict[int, Sense] = {}
    for each in sorted(written, key=lambda each: each.owner.name.kind is NameKind.ABBREVIATION):
        sense = _sense(each, outlines[each.entry], reading)
        is_medical = outlines[each.entry].is_medical(reading.frequency(run, each.owner.name))
        if (is_medical or sense.is_plain) and not reading.is_unreadable(each.owner):
            by_entry[each.entry] = sense
    senses = [each for each in by_entry.values() if not _is_entry_term(each)] or list(by_entry.values())
    senses = [each for each in senses if not reading.is_last_resort(each.owner)] or senses
    return tuple(
        sorted(senses, key=lambda each: (each.is_offered_only, each.place, not each.is_plain, -each.owner.weight))
    )


def _sense(owned: OwnedName, entry: EntryOutline, reading: ReadingContext) -> Sense:
    is_offered_only = reading.is_foreign(owned.owner) or reading.is_for_specialists(owned.owner)
    is_plain = reading.is_for_patients(owned.owner) and not is_offered_only
    return Sense(owned.owner, owned.entry, is_plain, is_offered_only, entry.is_clearly_medical)


def _is_entry_term(sense: Sense) -> bool:
    return sense.owner.name.kind is NameKind.ENTRY_TERM


def _is_written_so(text: str, owner: NameOwner, reading: ReadingContext) -> bool:
    """Return True if a text may be this abbreviation; the name may have an ending of its own ("dc'd")."""
    if APOSTROPHE.search(owner.name.name) and fold(text) == fold(owner.name.name):
        return True
    text = without_ending(text)
    return not APOSTROPHE.search(text) and _is_spelled_so(text, owner, reading)  # "I'm" is not IM


def _is_spelled_so(text: str, owner: NameOwner, reading: ReadingContext) -> bool:
    """Return True if a text is this abbreviation by its capitals, or in any spelling if it is no word."""
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


def _is_everyday(run: Run, text: str, senses: Iterable[Sense], reading: ReadingContext) -> bool:
    """Return True if an abbreviation may just as well be an everyday word, or anything: it is short or in a message in
    capitals, and only sources for specialists have it.
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
    """Return the sense of an abbreviation from the evidence for each of its senses (by entry) and for its everyday one;
    None if it is ignored.
    """
    if not each.needs_evidence:
        return Decision(each.senses, Basis.NAMED)
    if (each.is_everyday or everyday > 0) and not beats_everyday(weighed, everyday):
        return None
    only = each.senses[0] if len(each.senses) == 1 and not each.senses[0].is_offered_only else None
    if only and not each.is_everyday:
        return Decision(each.senses, Basis.NAMED)
    likely = only.entry if only else confirmed_sense(weighed)
    if likely is not None:
        first = [sense for sense in each.senses if sense.entry == likely]
        others = [sense for sense in each.senses if sense.entry != likely]
        return Decision((*first, *others), Basis.LIKELY, telling_words(weighed, likely))
    if not any(sense.is_worth_offering for sense in each.senses):
        return None
    return Decision(_in_order(each.senses, weighed), Basis.OPEN)


def _in_order(senses: Iterable[Sense], weighed: Mapping[int, Evidence]) -> tuple[Sense, ...]:
    """Return the senses to choose from: those of the kind that the neighboring words tell, in the order of a curated
    list, then the others. Weak evidence puts no rare sense before a common one.
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
