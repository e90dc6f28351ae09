"""Which names in a message are medical terms, and which are everyday words: "back", "lead" and "all" are names too.

How everyday a name is, is how often its rarest word is said in a million, in the language of the source that gives the name.
The more everyday it is, the more must speak for its being meant as a medical term: that a source written for patients gives
that very word as a name, and that what it names is a disease, a test, a treatment. Very common words are never terms by
themselves. Abbreviations count only in capitals.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.lexicon.model import InstalledSource, Name, SemanticGroup, SemanticType
from bot.lexicon.names import fold, looks_like_abbreviation
from bot.lexicon.prose import Run
from bot.lexicon.spelling import ABBREVIATIONS_IN_S
from bot.lexicon.words import WORD, plain

# How often a word is said in a million: more than this is very common ("cold"), common ("cancer"), known ("asthma").
VERY_COMMON = 40.0
COMMON = 8.0
KNOWN = 0.5
# Some sources don't say of what sort a thing is, and measurements are of all sorts: they are taken for medical ones when the
# name is rather rare ("benign", "INR"; not "culture", "kilo").
RATHER_RARE = 1.5

# Sources whose definitions are as plain as this are written for patients.
PLAINNESS_FOR_PATIENTS = 3
SHORTEST_FOR_PROFESSIONALS = 3
FEWEST_TO_SHOUT = 8

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
NOT_MEDICAL = frozenset(
    {
        SemanticGroup.ACTIVITIES,
        SemanticGroup.CONCEPTS,
        SemanticGroup.OBJECTS,
        SemanticGroup.ORGANIZATIONS,
        SemanticGroup.PLACES,
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
    """How a message is read: how often words are said in each language, what sources there are, and whether it is written in
    capitals throughout, so that they do not mark abbreviations.
    """

    frequencies: Mapping[tuple[str, str], float]
    sources: Mapping[str, InstalledSource]
    is_shouted: bool

    def is_term(self, run: Run, text: str, name: Name, entry: Explained) -> bool:
        """Whether a run of words, which has a normal form of this name of this entry, is meant as a medical term."""
        frequency = self._frequency(run, name)
        if looks_like_abbreviation(name.name) or len(name.name) < SHORTEST_FOR_PROFESSIONALS:
            return self._is_abbreviation(text, name, frequency) and entry.is_medical(frequency)
        if len(run.pieces) > 1:
            return _has_as_many_words(text, name) and self._is_compound_term(frequency, entry)
        return self._is_single_term(text, name, frequency, entry)

    def _is_abbreviation(self, text: str, name: Name, frequency: float) -> bool:
        """Whether an abbreviation is written as such. Short ones and those that are everyday words ("ALL") count only where
        patients are told of them.
        """
        if plain(text) in ABBREVIATIONS_IN_S:
            frequency = 0.0
        has_its_capitals = [c for c in text if c.isupper()] == [c for c in name.name if c.isupper()]
        is_everyday = frequency > KNOWN or len(name.name) < SHORTEST_FOR_PROFESSIONALS
        return has_its_capitals and (not is_everyday or (self._is_for_patients(name) and not self.is_shouted))

    def _is_compound_term(self, frequency: float, entry: Explained) -> bool:
        if frequency > COMMON:
            return entry.for_patients and entry.is_medical(0.0)
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

    def _frequency(self, run: Run, name: Name) -> float:
        """How often the rarest word of a run is said, in the language of the source that gives the name."""
        source = self.sources.get(name.source)
        language = source.language if source else ""
        words = [piece.word for piece in run.pieces if len(piece.text) > 1 and not piece.text[0].isdigit()]
        return min((self.frequencies.get((word, language), 0.0) for word in words), default=0.0)


def is_for_patients(source: InstalledSource | None) -> bool:
    """Whether a source, which may not be known, is written for patients."""
    return source is not None and source.plainness <= PLAINNESS_FOR_PATIENTS


def is_shouted(words: list[str]) -> bool:
    """Whether most words of a message are in capitals; a few ("MRI today!!") tell nothing."""
    return len(words) >= FEWEST_TO_SHOUT and 2 * sum(map(str.isupper, words)) > len(words)


def _has_as_many_words(text: str, name: Name) -> bool:
    """Whether words that stand apart in a message are apart in the name too: "a normal" is not "abnormal"."""
    return len(WORD.findall(text)) <= len(WORD.findall(name.name)) or any(map(str.isdigit, text))
