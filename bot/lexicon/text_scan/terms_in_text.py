"""Find the medical names in a text, longest first, in one pass.

Every run of words is looked up by its normal form, in few queries. `bot.lexicon.text_scan.everyday` decides which of
the names found are meant as terms, `bot.lexicon.text_scan.abbreviations` decides the meaning of abbreviations.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.errors import N_, UsageError
from bot.languages import ENGLISH
from bot.lexicon.lookup.authority import Reader, strongest
from bot.lexicon.lookup.same_thing import SameThing
from bot.lexicon.model import Choice
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import StoredPage
from bot.lexicon.text_scan.abbreviations import (
    Abbreviation,
    Basis,
    Decision,
    abbreviation,
    is_abbreviation_name,
)
from bot.lexicon.text_scan.decisions import Candidate, NamedRun, decided_terms, written_words
from bot.lexicon.text_scan.everyday import EntryOutline, ReadingContext
from bot.lexicon.text_scan.prose import APOSTROPHE, Prose, Run, prose, without_ending
from bot.lexicon.text_scan.text_reader import (
    OwnedName,
    read_entries,
    read_owners,
    read_profiles,
    read_reading,
)
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import Name, SemanticType

# For more different abbreviations in one message no evidence is collected; a page has no room for them.
MAX_WEIGHED = 40
# The number of terms of a message whose definitions are read as evidence.
MAX_EVIDENCE_TERMS = 25
# Characters of a message that takes less than a millisecond.
MAX_SHORT = 100

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A medical name in a message: its position in characters (the end is not included), its spelling in a source, and
    the entries that it may mean.

    `basis` says why. If the meaning is likely, the first entry is the one that the words in `because` confirm.
    """

    start: int
    end: int
    name: str
    entries: tuple[Choice, ...]
    basis: Basis = Basis.NAMED
    because: tuple[str, ...] = ()


async def terms_in_text(
    lexicon: Lexicon, message: str, max_length: int, read_in: Collection[str] = ()
) -> list[FoundTerm]:
    """Return the medical terms of a message in their order, each entry once, at its first occurrence.

    `read_in` are the languages (ISO 639-1) of the reader. Raises UsageError if the message has over `max_length`
    characters, DataError if the lexicon is damaged.
    """
    if len(message) > max_length:
        raise UsageError(
            N_("That is {length:,} characters long. A message can have at most {most:,}."),
            N_("Ask about a part of it."),
            length=len(message),
            most=max_length,
        )
    written = await _off_the_loop(message, lambda: prose(message))
    owned = await read_owners(lexicon, {form for run in written.runs for form in (run.form, run.unsigned) if form})
    reading = await read_reading(lexicon, written, frozenset(read_in))
    explained, documents = await read_entries(lexicon, {each.entry for each in owned}, reading.sources)
    candidates = await _off_the_loop(
        message, lambda: _longest_first(_candidates(message, written, owned, explained, reading))
    )
    weighed = _weighed(each for each in candidates if isinstance(each, Abbreviation))
    telling = _evidence_terms(each for each in candidates if isinstance(each, NamedRun)) if weighed else {}
    profiles = await read_profiles(lexicon, written, weighed, telling.values(), documents)
    decided = await _off_the_loop(message, lambda: decided_terms(written, candidates, owned, profiles, telling))
    reader = Reader(ENGLISH, reading.sources)
    return list(_each_entry_once(decided, _same_thing(lexicon, reader, owned, documents)))


async def _off_the_loop(message: str, work: Callable[[], Result]) -> Result:
    """Do some work of a message in a thread; of a short one here, because starting a thread would take longer."""
    return work() if len(message) <= MAX_SHORT else await asyncio.to_thread(work)


def _same_thing(
    lexicon: Lexicon, reader: Reader, owned: Iterable[OwnedName], documents: Mapping[int, bytes]
) -> SameThing:
    """Return a recognizer of entries for the same thing, which uses the documents that were read already."""
    pages = {each.owner.choice.key: StoredPage(documents[each.entry]) for each in owned}
    return SameThing(reader, lambda owner: lexicon.names_of(replace(owner, page=pages[owner.choice.key])))


def _candidates(
    message: str, written: Prose, owned: list[OwnedName], explained: Mapping[int, EntryOutline], reading: ReadingContext
) -> Iterator[Candidate]:
    """Return the runs of words that may be meant as medical terms."""
    by_form: dict[str, list[OwnedName]] = {}
    for each in owned:
        by_form.setdefault(each.form, []).append(each)
    for run in written.runs:
        form = run.form if run.form in by_form else run.unsigned
        if form in by_form and (
            candidate := _candidate(run, message[run.start : run.end], by_form[form], explained, reading)
        ):
            yield candidate


def _candidate(
    run: Run, text: str, owned: Sequence[OwnedName], explained: Mapping[int, EntryOutline], reading: ReadingContext
) -> Candidate | None:
    """Return a run as the abbreviation or the name in words that it may be. In lower case a word is preferred to an
    abbreviation.
    """
    short = [each for each in owned if is_abbreviation_name(each.owner.name)]
    words = [each for each in owned if not is_abbreviation_name(each.owner.name)]
    if short and (looks_like_abbreviation(text) or not words):
        if run.is_part_of_code:
            return None
        found = abbreviation(run, text, short, explained, reading)
        if found or not words:
            return found
    return _named_run(run, text, words, explained, reading)


def _named_run(
    run: Run, text: str, words: Sequence[OwnedName], explained: Mapping[int, EntryOutline], reading: ReadingContext
) -> NamedRun | None:
    words = [each for each in words if _has_its_apostrophe(run, each.owner.name)]
    named = [each for each in words if reading.is_term(run, text, each.owner.name, explained[each.entry])]
    named = [each for each in named if not reading.is_unreadable(each.owner)]
    if not named:
        return None
    return NamedRun(
        run,
        [each.owner for each in named],
        frozenset(each.entry for each in named),
        all(reading.is_foreign(each.owner) and not reading.is_ours(each.owner) for each in named),
        any(SemanticType.MEDICINE in explained[each.entry].semantic_types for each in named),
    )


def _has_its_apostrophe(run: Run, name: Name) -> bool:
    """Return True unless an apostrophe distinguishes a word from the name: "he'd" is not "HED"."""
    if len(run.pieces) > 1 or APOSTROPHE.search(name.name):
        return True
    return not APOSTROPHE.search(without_ending(run.pieces[0].text))


def _longest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those that do not overlap with a longer one, or with an earlier one of the same length, in the order of
    the message.
    """
    taken: list[Candidate] = []
    is_taken: set[int] = set()
    for each in sorted(candidates, key=lambda each: (-len(each.run.pieces), each.run.start)):
        pieces = range(each.run.first, each.run.first + len(each.run.pieces))
        if is_taken.isdisjoint(pieces):
            taken.append(each)
            is_taken.update(pieces)
    return sorted(taken, key=lambda each: each.run.start)


def _weighed(abbreviations: Iterable[Abbreviation]) -> frozenset[int]:
    """Return the entries of the abbreviations whose senses are compared."""
    forms: dict[str, Abbreviation] = {}
    for each in abbreviations:
        if each.needs_evidence and len(forms) < MAX_WEIGHED:
            forms.setdefault(each.form, each)
    return frozenset(sense.entry for each in forms.values() for sense in each.senses)


def _evidence_terms(named: Iterable[NamedRun]) -> dict[str, int]:
    """Return the entries of terms whose definitions are evidence for abbreviations, by spelling."""
    single = [each for each in named if len(each.entries) == 1]
    return {
        " ".join(piece.text for piece in each.run.pieces): min(each.entries) for each in single[:MAX_EVIDENCE_TERMS]
    }


def _each_entry_once(decided: Iterable[tuple[Candidate, Decision | None]], same: SameThing) -> Iterator[FoundTerm]:
    explained: set[str] = set()
    offered: set[frozenset[str]] = set()
    for each, decision in decided:
        term = _found(each, decision, same)
        keys = frozenset(entry.key for entry in term.entries)
        if term.basis is Basis.OPEN:
            if keys not in offered:
                offered.add(keys)
                yield term
        elif not explained.issuperset(keys if term.basis is Basis.NAMED else {term.entries[0].key}):
            explained.update(keys if term.basis is Basis.NAMED else {term.entries[0].key})
            yield term


def _found(each: Candidate, decision: Decision | None, same: SameThing) -> FoundTerm:
    if isinstance(each, NamedRun):
        return _named(each, same)
    senses = decision.senses if decision else each.senses
    owners = same.once([sense.owner for sense in senses])
    return FoundTerm(
        each.run.start,
        each.run.end,
        owners[0].name.name,
        tuple(owner.choice for owner in owners),
        decision.basis if decision else Basis.OPEN,
        decision.because if decision else (),
    )


def _named(each: NamedRun, same: SameThing) -> FoundTerm:
    direct = same.once(strongest(written_words(each.run), each.owners, same.reader))
    entries = tuple({owner.choice.key: owner.choice for owner in direct}.values())
    basis = Basis.OPEN if each.is_foreign or len(entries) > 1 else Basis.NAMED
    return FoundTerm(each.run.start, each.run.end, direct[0].name.name, entries, basis)
