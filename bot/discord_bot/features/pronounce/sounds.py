"""The sounds that speech is made of: those of the IPA or respelling that is shown, so that all agree; else
none, and the program reads the letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.discord_bot.features.pronounce.phonemes import phonemes
from bot.discord_bot.features.pronounce.respelling import PRIMARY, ipa_of_respelling
from bot.languages import ENGLISH
from bot.lexicon.model import Cited, Entry
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import fold
from bot.terms.source import SERVER_SOURCE

MAX_LETTERS_SPELLED = 6
# Abbreviations that are read as words.
READ_AS_WORDS = frozenset("AIDS SARS MERS MRSA NSAID LASIK HELLP TENS SIDS GERD BIPAP CPAP CABG PICC".split())
VOWEL = re.compile("[aeiouæɑɒɔəɚɛɜɝɪʊʌɐɨᵻ]+")


class Basis(Enum):
    """The source of the sounds."""

    IPA = auto()
    RESPELLING = auto()
    LETTERS = auto()
    # There is a respelling or IPA that cannot be read, and nothing else may be put beside it.
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class SpokenSounds:
    """The source of the sounds of a headword; their IPA and mnemonics, None for letters."""

    basis: Basis
    ipa: str | None = None
    phonemes: str | None = None


def language_of(entry: Entry) -> str:
    """The language (ISO 639-1) to speak the headword in: that of the source that has it as a name; if that has several
    or is not known, English if any definition is English. What people in a server wrote counts only where no publisher
    has the word.
    """
    sources = {name.source for name in entry.names if fold(name.name) == fold(entry.headword)}
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    cited = tuple(each for each in cited if each.source != SERVER_SOURCE) or cited
    of_name = {each.language for each in cited if each.source in sources}
    if len(of_name) == 1:
        return of_name.pop()
    languages = [definition.language for definition in entry.definitions] or [ENGLISH]
    return ENGLISH if ENGLISH in languages else languages[0]


def spoken_sounds(entry: Entry) -> SpokenSounds:
    """Return the sounds of a headword.

    Those of the published IPA come first, then those of the respelling. If the two contradict each other, such as in a
    word that is stressed otherwise in Britain, only the respelling counts.
    """
    language = language_of(entry)
    respelled = ipa_of_respelling(entry.respelling) if entry.respelling and language == ENGLISH else None
    if entry.ipa and (respelled is None or _agree(entry.ipa, respelled)):
        read = phonemes(entry.ipa, language)
        return SpokenSounds(Basis.IPA, entry.ipa, read)
    if respelled:
        return SpokenSounds(Basis.RESPELLING, respelled, phonemes(respelled, language))
    is_unreadable = bool(entry.respelling) and language == ENGLISH
    return SpokenSounds(Basis.UNREADABLE if is_unreadable else Basis.LETTERS)


def is_spoken(entry: Entry, sounds: SpokenSounds) -> bool:
    """Return True if a program is to speak the headword: no publisher has a recording, and what is shown can
    be read.
    """
    return not entry.audio and (sounds.basis is Basis.LETTERS or sounds.phonemes is not None)


def spoken_words(name: str) -> str:
    """Return a name as the program is to read it: an abbreviation letter by letter, unless it is read as a word."""
    is_spelled = name.isalpha() and name.isupper() and looks_like_abbreviation(name) and name not in READ_AS_WORDS
    return " ".join(name) if is_spelled and len(name) <= MAX_LETTERS_SPELLED else name


def _agree(ipa: str, other: str) -> bool:
    """Return True if two transcriptions have as many syllables, and the same one stressed."""
    return _rhythm(ipa) == _rhythm(other)


def _rhythm(ipa: str) -> tuple[int, int]:
    """The number of vowels, and how many of them stand before the primary stress."""
    before, _, _ = ipa.partition(PRIMARY)
    return len(VOWEL.findall(ipa)), len(VOWEL.findall(before)) if PRIMARY in ipa else 0
