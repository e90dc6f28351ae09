"""Which names in a message are medical terms, and which are everyday words: "back", "lead" and "all" are names too.

How everyday a name is, is how often its rarest word is said in a million, in the language of the source that
gives the name. The more everyday it is, the more must speak for its being meant as a medical term: that a
source written for patients gives that very word as a name, and that what it names is a disease, a test, a
treatment. Very common words are never terms by themselves. Abbreviations are another matter:
bot.lexicon.text_scan.abbreviations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.lexicon.lookup.everyday_words import COMMON, KNOWN, NOT_MEDICAL, VERY_COMMON
from bot.lexicon.store.reader import NameOwner
from bot.lexicon.text_scan.prose import Run
from bot.terms.model import Name, SemanticType
from bot.terms.normal_forms import fold
from bot.terms.source import InstalledSource
from bot.terms.words import WORD, index_word, plain

# Some sources don't say of what sort a thing is, and measurements are of all sorts: they are taken for
# medical ones when the name is rather rare ("benign", "INR"; not "culture", "kilo").
RATHER_RARE = 1.5

# Sources whose definitions are as plain as this are written for patients.
PLAINNESS_FOR_PATIENTS = 3
MIN_WORDS_IN_CAPITALS = 8
# A message is in a language when one word in so many is of it.
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
class Explained:
    """What an entry is, as far as that decides whether it is worth explaining: its semantic types, and whether a source
    written for patients defines or at least names it.
    """

    semantic_types: tuple[SemanticType, ...]
    for_patients: bool

    @property
    def is_clearly_medical(self) -> bool:
        """Whether it is a disease, a symptom, a test, a treatment or a medicine."""
        return not CLEARLY_MEDICAL.isdisjoint(self.semantic_types)

    def is_medical(self, frequency: float) -> bool:
        """Whether it is a thing of medicine, when its name is said so often in a million words."""
        if set(self.semantic_types) <= {SemanticType.MEASUREMENT}:
            return self.for_patients and frequency < RATHER_RARE
        return any(sort.group not in NOT_MEDICAL for sort in self.semantic_types)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a message is read: how often words are said in each language, what sources there are, in which
    languages it is written and its reader reads (none where that is not known), whether it is written in
    capitals throughout, so that they do not mark abbreviations, and which of its words stand in small letters
    in definitions.
    """

    frequencies: Mapping[tuple[str, str], float]
    sources: Mapping[str, InstalledSource]
    written_in: frozenset[str] = frozenset()
    read_in: frozenset[str] = frozenset()
    is_shouted: bool = False
    prose_words: frozenset[str] = frozenset()

    def is_term(self, run: Run, text: str, name: Name, entry: Explained) -> bool:
        """Whether a run of words, which has a normal form of this name of this entry, is meant as a medical term."""
        frequency = self.frequency(run, name)
        if len(run.pieces) > 1:
            return _has_as_many_words(text, name) and self._is_compound_term(frequency, entry)
        return self._is_single_term(text, name, frequency, entry)

    def _is_compound_term(self, frequency: float, entry: Explained) -> bool:
        if frequency > COMMON:  # "at night" is in lists of what prescriptions say
            return entry.for_patients and bool(entry.semantic_types) and entry.is_medical(0.0)
        if frequency > KNOWN:
            return entry.for_patients or entry.is_clearly_medical
        return entry.is_medical(0.0)

    def _is_single_term(self, text: str, name: Name, frequency: float, entry: Explained) -> bool:
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
        """How often the rarest word of a run is said, in the language of the source that gives the name or in
        those of the message: whichever says it more often. A code ("Ki-67") is not said.
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
        """Whether some language has such a word, as far as it is known how often people say it or write it in
        small letters.
        """
        words = {plain(text), index_word(plain(text))}
        if not words.isdisjoint(self.prose_words):
            return True
        return any((word, language) in self.frequencies for word in words for language in self._languages)

    @property
    def _languages(self) -> set[str]:
        return {source.language for source in self.sources.values()}

    def stands_back(self, owner: NameOwner) -> bool:
        """Whether only general dictionaries and lists of codes give a name."""
        sources = self._sources_of(owner)
        return bool(sources) and all(source.traits.stands_back for source in sources)

    def is_for_specialists(self, owner: NameOwner) -> bool:
        """Whether only sources for specialists give a name."""
        sources = self._sources_of(owner)
        return bool(sources) and all(source.traits.for_specialists for source in sources)

    def is_for_patients(self, owner: NameOwner) -> bool:
        """Whether a source that is written for patients gives a name."""
        return any(map(is_for_patients, self._sources_of(owner)))

    def is_foreign(self, owner: NameOwner) -> bool:
        """Whether only sources in another language than the message give a name; where that is not known,
        than the reader's and the dictionary's own.
        """
        languages = self._languages_of(owner)
        if self.written_in:
            return languages.isdisjoint(self.written_in)
        return bool(self.read_in) and languages.isdisjoint(self.read_in) and not self.is_ours(owner)

    def is_ours(self, owner: NameOwner) -> bool:
        """Whether a source in the dictionary's own language, which is that of its plainest source, gives a name."""
        return next((source.language for source in self.sources.values()), "") in self._languages_of(owner)

    def is_unreadable(self, owner: NameOwner) -> bool:
        """Whether only sources in another language than the message, the reader's and the dictionary's own
        give a name.
        """
        is_read = not self._languages_of(owner).isdisjoint(self.read_in)
        return self.is_foreign(owner) and not is_read and not self.is_ours(owner)

    def _languages_of(self, owner: NameOwner) -> set[str]:
        return {source.language for source in self._sources_of(owner)}

    def _sources_of(self, owner: NameOwner) -> list[InstalledSource]:
        """The sources that give a name."""
        return [self.sources[id] for id in owner.sources if id in self.sources]


def languages_of(frequencies: Mapping[tuple[str, str], float], words: Iterable[str]) -> frozenset[str]:
    """The languages (ISO 639-1) in which at least a third of the words of a message are said most often; none
    when none of them is said anywhere.
    """
    by_word: dict[str, dict[str, float]] = {}
    for (word, language), frequency in frequencies.items():
        by_word.setdefault(word, {})[language] = frequency
    said = [by_word[word] for word in words if word in by_word]
    votes = Counter(max(each, key=lambda language: each[language]) for each in said)
    return frozenset(language for language, count in votes.items() if MIN_SHARE * count >= len(said))


def is_for_patients(source: InstalledSource | None) -> bool:
    """Whether a source, which may not be known, is written for patients."""
    return source is not None and source.plainness <= PLAINNESS_FOR_PATIENTS


def is_shouted(words: list[str]) -> bool:
    """Whether most words of a message are in capitals; a few ("MRI today!!") tell nothing."""
    return len(words) >= MIN_WORDS_IN_CAPITALS and 2 * sum(map(str.isupper, words)) > len(words)


def _has_as_many_words(text: str, name: Name) -> bool:
    """Whether words that stand apart in a message are apart in the name too: "a normal" is not "abnormal"."""
    return len(WORD.findall(text)) <= len(WORD.findall(name.name)) or any(map(str.isdigit, text))
