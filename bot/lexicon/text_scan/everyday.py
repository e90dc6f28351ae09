"""Distinguish medical terms in a message from everyday words: "back", "lead" and "all" are names, too.

A name is as common as its rarest word, in uses per million words of its source's language. The more common it is, the
more evidence is needed for a medical term: a source for patients has exactly this word as a name, and it names a
disease, a test or a treatment. Very common words are never terms by themselves. For abbreviations see
bot.lexicon.text_scan.abbreviations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.lexicon.lookup.everyday_words import COMMON, KNOWN, NOT_MEDICAL, VERY_COMMON
from bot.lexicon.store.rows import NameOwner
from bot.lexicon.text_scan.prose import Run
from bot.terms.model import Name, SemanticType
from bot.terms.normal_forms import fold
from bot.terms.source import InstalledSource
from bot.terms.words import WORD, index_word, plain

# Things without a kind, and measurements of any kind, count as medical if their name is this rare ("benign", "INR"; not
# "culture", "kilo").
RATHER_RARE = 1.5

# Sources with definitions as plain as this are written for patients.
PLAINNESS_FOR_PATIENTS = 3
MIN_WORDS_IN_CAPITALS = 8
# A message is in a language if one in so many of its words is.
MIN_SHARE = 3
CODE = re.compile(r"[A-Za-z]{1,5}[-‐‑– ]?\d{1,4}[A-Za-z]?")

CLEARLY_MEDICAL = frozenset(
    {
        SemanticType.DISEASE,
        SemanticType.HORMONE,
        SemanticType.INJURY,
        SemanticType.MEDICINE,
        SemanticType.MENTAL_DISORDER,
        SemanticType.PROCEDURE,
        SemanticType.SYMPTOM,
        SemanticType.TEST,
        SemanticType.TREATMENT,
    }
)


@dataclass(frozen=True, slots=True)
class EntryOutline:
    """The properties of an entry that decide if it is worth explaining: its semantic types, and whether a source for
    patients defines or names it.
    """

    semantic_types: tuple[SemanticType, ...]
    for_patients: bool

    @property
    def is_clearly_medical(self) -> bool:
        """True if it is a disease, a symptom, a test, a treatment or a medicine."""
        return not CLEARLY_MEDICAL.isdisjoint(self.semantic_types)

    def is_medical(self, frequency: float) -> bool:
        """Return True if it is a medical thing, given how often its name is used in a million words."""
        if set(self.semantic_types) <= {SemanticType.MEASUREMENT}:
            return self.for_patients and frequency < RATHER_RARE
        return any(sort.group not in NOT_MEDICAL for sort in self.semantic_types)


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """The circumstances in which a message is read.

    They are: how often words are used in each language, the sources, the languages of the message and of its reader
    (none if unknown), whether the whole message is in capitals, which then mark no abbreviations, and which of its
    words definitions write in lower case.
    """

    frequencies: Mapping[tuple[str, str], float]
    sources: Mapping[str, InstalledSource]
    written_in: frozenset[str] = frozenset()
    read_in: frozenset[str] = frozenset()
    is_shouted: bool = False
    prose_words: frozenset[str] = frozenset()

    def is_term(self, run: Run, text: str, name: Name, entry: EntryOutline) -> bool:
        """Return True if a run of words is meant as a medical term; `name` is the name of this entry with the same
        normal form.
        """
        frequency = self.frequency(run, name)
        if len(run.pieces) > 1:
            return _has_as_many_words(text, name) and self._is_compound_term(frequency, entry)
        return self._is_single_term(text, name, frequency, entry)

    def _is_compound_term(self, frequency: float, entry: EntryOutline) -> bool:
        if frequency > COMMON:  # "at night" is in lists of what prescriptions say
            return entry.for_patients and bool(entry.semantic_types) and entry.is_medical(0.0)
        if frequency > KNOWN:
            return entry.for_patients or entry.is_clearly_medical
        return entry.is_medical(0.0)

    def _is_single_term(self, text: str, name: Name, frequency: float, entry: EntryOutline) -> bool:
        if frequency > VERY_COMMON:
            return False
        if frequency > COMMON:
            return fold(text) == fold(name.name) and self._is_for_patients(name) and entry.is_clearly_medical
        if frequency > KNOWN:
            return self._is_for_patients(name) and entry.is_medical(frequency)
        return entry.is_medical(frequency)

    def _is_for_patients(self, name: Name) -> bool:
        return is_for_patients(self.sources.get(name.source))

    def frequency(self, run: Run, name: Name) -> float:
        """Return how often the rarest word of a run is used, in the source's language or in those of the message,
        whichever is more. A code ("Ki-67") is not used in speech.
        """
        if CODE.fullmatch(name.name):
            return 0.0
        words = [piece.word for piece in run.pieces if len(piece.text) > 1 and not piece.text[0].isdigit()]
        languages = {self._language(name), *self.written_in}
        return max((self._rarest(words, language) for language in languages), default=0.0)

    def _rarest(self, words: list[str], language: str) -> float:
        return min((self.frequencies.get((word, language), 0.0) for word in words), default=0.0)

    def _language(self, name: Name) -> str:
        source = self.sources.get(name.source)
        return source.language if source else ""

    def is_word(self, text: str) -> bool:
        """Return True if this is a word in some language: people or definitions use it in lower case."""
        words = {plain(text), index_word(plain(text))}
        if not words.isdisjoint(self.prose_words):
            return True
        return any((word, language) in self.frequencies for word in words for language in self._languages)

    @property
    def _languages(self) -> set[str]:
        return {source.language for source in self.sources.values()}

    def is_last_resort(self, owner: NameOwner) -> bool:
        """Return True if only general dictionaries and lists of codes have a name."""
        sources = self._sources_of(owner)
        return bool(sources) and all(source.traits.stands_back for source in sources)

    def is_for_specialists(self, owner: NameOwner) -> bool:
        """Return True if only sources for specialists have a name."""
        sources = self._sources_of(owner)
        return bool(sources) and all(source.traits.for_specialists for source in sources)

    def is_for_patients(self, owner: NameOwner) -> bool:
        """Return True if a source for patients has a name."""
        return any(map(is_for_patients, self._sources_of(owner)))

    def is_foreign(self, owner: NameOwner) -> bool:
        """Return True if only sources in other languages than the message have a name; if its language is unknown, in
        others than the reader's and the dictionary's.
        """
        languages = self._languages_of(owner)
        if self.written_in:
            return languages.isdisjoint(self.written_in)
        return bool(self.read_in) and languages.isdisjoint(self.read_in) and not self.is_ours(owner)

    def is_ours(self, owner: NameOwner) -> bool:
        """Return True if a source in the dictionary's main language has a name: the language of its plainest source."""
        return next((source.language for source in self.sources.values()), "") in self._languages_of(owner)

    def is_unreadable(self, owner: NameOwner) -> bool:
        """Return True if only sources in other languages than those of the message, the reader and the dictionary have
        a name.
        """
        is_read = not self._languages_of(owner).isdisjoint(self.read_in)
        return self.is_foreign(owner) and not is_read and not self.is_ours(owner)

    def _languages_of(self, owner: NameOwner) -> set[str]:
        return {source.language for source in self._sources_of(owner)}

    def _sources_of(self, owner: NameOwner) -> list[InstalledSource]:
        """Return the sources that have a name."""
        return [self.sources[id] for id in owner.sources if id in self.sources]


def languages_of(frequencies: Mapping[tuple[str, str], float], words: Iterable[str]) -> frozenset[str]:
    """Return the languages (ISO 639-1) to which at least a third of the words of a message belong, by frequency; none
    if all words are unknown.
    """
    by_word: dict[str, dict[str, float]] = {}
    for (word, language), frequency in frequencies.items():
        by_word.setdefault(word, {})[language] = frequency
    known = [by_word[word] for word in words if word in by_word]
    votes = Counter(max(each, key=lambda language: each[language]) for each in known)
    return frozenset(language for language, count in votes.items() if MIN_SHARE * count >= len(known))


def is_for_patients(source: InstalledSource | None) -> bool:
    """Return True if a source, which may be unknown, is written for patients."""
    return source is not None and source.plainness <= PLAINNESS_FOR_PATIENTS


def is_shouted(words: list[str]) -> bool:
    """Return True if most words of a message are in capitals; a few words ("MRI today!!") are no evidence."""
    return len(words) >= MIN_WORDS_IN_CAPITALS and 2 * sum(map(str.isupper, words)) > len(words)


def _has_as_many_words(text: str, name: Name) -> bool:
    """Return True if words that are separate in a message are separate in the name as well: "a normal" is not
    "abnormal".
    """
    return len(WORD.findall(text)) <= len(WORD.findall(name.name)) or any(map(str.isdigit, text))
