"""From a respelling ("in-ter-LOO-kin") to the International Phonetic Alphabet, as an American says it.

The letters are read as in the keys of the NCI dictionary and of the starter glossary: hyphens separate
syllables, capitals mark stressed ones, "uh" is the vowel of "cup" or the last one of "sofa", "y" without
another vowel that of "my".
"""

from __future__ import annotations

import re
from itertools import chain

# A vowel, one or two consonants and a silent e at the end of a syllable: "drome", "kyne", "fide", "chylde", "nized".
SILENT_E = re.compile(r"([aeiouy])([bcdfgjklmnprstvz]|th|[lnz]d)e(d?)$")
LONG_VOWELS = {"a": "eɪ", "e": "iː", "i": "aɪ", "o": "oʊ", "u": "uː", "y": "aɪ"}
# Longer spellings come first. WITH_STRESS has what differs in stressed syllables.
VOWELS = {
    "eye": "aɪ", "igh": "aɪ", "eer": "ɪɹ", "ayr": "ɛɹ", "air": "ɛɹ", "oor": "ʊɹ", "ohr": "ɔɹ", "ahr": "ɑɹ", "owr": "aʊɹ",
    "ar": "ɑɹ", "or": "ɔɹ", "er": "ɚ", "ir": "ɚ", "ur": "ɚ", "ay": "eɪ", "ai": "eɪ", "aw": "ɔ", "ah": "ɑ", "ee": "i",
    "ea": "i", "eh": "ɛ", "ih": "ɪ", "oh": "oʊ", "oo": "uː", "ow": "aʊ", "ou": "aʊ", "oy": "ɔɪ", "oi": "ɔɪ", "uh": "ə",
    "uu": "ʊ", "a": "æ", "e": "ɛ", "i": "ɪ", "o": "ɑ", "u": "ə", "y": "aɪ",
}  # fmt: skip
WITH_STRESS = {"ə": "ʌ", "ɚ": "ɝ", "i": "iː"}
CONSONANTS = {
    "tch": "tʃ", "ngk": "ŋk", "ch": "tʃ", "sh": "ʃ", "zh": "ʒ", "dh": "ð", "th": "θ", "ng": "ŋ", "nk": "ŋk", "ph": "f",
    "wh": "w", "ck": "k", "qu": "kw", "ss": "s", "ll": "l", "ff": "f", "zz": "z", "tt": "t", "nn": "n", "mm": "m",
    "b": "b", "c": "k", "d": "d", "f": "f", "g": "ɡ", "h": "h", "j": "dʒ", "k": "k", "l": "l", "m": "m", "n": "n",
    "p": "p", "r": "ɹ", "s": "s", "t": "t", "v": "v", "w": "w", "x": "ks", "z": "z", "y": "j",
}  # fmt: skip
SYLLABLE = re.compile(
    rf"(?P<before>(?:{'|'.join(CONSONANTS)})*?)(?P<vowel>{'|'.join(VOWELS)})(?P<behind>(?:{'|'.join(CONSONANTS)})*)"
)
CONSONANT = re.compile("|".join(CONSONANTS))
PRIMARY, SECONDARY = "ˈ", "ˌ"


def ipa_of_respelling(respelling: str) -> str | None:
    """Return a respelling in the International Phonetic Alphabet; None if a part of it cannot be read."""
    words = [_word(word) for word in respelling.replace("'", "").replace("/", " ").split()]
    return None if None in words else " ".join(filter(None, words)) or None


def _word(word: str) -> str | None:
    syllables = [syllable for syllable in word.split("-") if syllable]
    marks = _stress(syllables)
    sounds = [_syllable(syllable, mark) for syllable, mark in zip(syllables, marks, strict=True)]
    return None if None in sounds else "".join(chain.from_iterable(zip(marks, filter(None, sounds), strict=True)))


def _stress(syllables: list[str]) -> list[str]:
    """The stress mark before each syllable, or "" for none.

    Of several stressed syllables the last one has the primary stress ("KAYR-uh-TOH-sis"), but not if it ends the word
    ("KOL-poh-SKOPE").
    """
    stressed = [at for at, syllable in enumerate(syllables) if syllable.isupper()]
    if not stressed:
        return [PRIMARY if len(syllables) == 1 else ""] * len(syllables)
    primary = stressed[0] if stressed[-1] == len(syllables) - 1 else stressed[-1]
    marks = {at: PRIMARY if at == primary else SECONDARY for at in stressed}
    return [marks.get(at, "") for at in range(len(syllables))]


def _syllable(syllable: str, mark: str) -> str | None:
    """The sounds of a syllable; None if it is no syllable."""
    if syllable == "I":  # "I-oh-dine"
        return "aɪ"
    letters = syllable.lower()
    if silent := SILENT_E.search(letters):
        before, vowel, behind = letters[: silent.start()], LONG_VOWELS[silent[1]], silent[2] + silent[3]
    elif parts := SYLLABLE.fullmatch(letters):
        before, vowel, behind = parts["before"], VOWELS[parts["vowel"]], parts["behind"]
    else:
        return None
    if CONSONANT.sub("", before):
        return None
    is_full = bool(mark) or (vowel == "i" and bool(behind))
    return _consonants(before) + (WITH_STRESS.get(vowel, vowel) if is_full else vowel) + _consonants(behind)


def _consonants(letters: str) -> str:
    return "".join(CONSONANTS[each] for each in CONSONANT.findall(letters))
