"""From the International Phonetic Alphabet to the phoneme mnemonics that eSpeak NG reads.

They are listed in https://github.com/espeak-ng/espeak-ng/blob/1.52.0/docs/phonemes.md.
"""

from __future__ import annotations

import re
import unicodedata

ENGLISH = {
    "tʃ": "tS", "dʒ": "dZ", "iː": "i:", "ɑː": "A:", "ɔː": "O:", "uː": "u:", "ɜː": "3:", "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI",
    "oɪ": "OI", "aʊ": "aU", "oʊ": "oU", "əʊ": "oU", "ɪə": "i@", "ɛə": "e@", "eə": "e@", "ʊə": "U@", "ɛː": "e@", "ɑ": "A:",
    "ɒ": "0", "ɔ": "O:", "u": "u:", "ɜ": "3:", "ɝ": "3:", "ɚ": "3", "i": "i", "ɪ": "I", "ɨ": "I", "ᵻ": "I", "ɛ": "E",
    "e": "E", "æ": "a", "a": "a", "ʌ": "V", "ʊ": "U", "ə": "@", "ɐ": "@", "o": "oU", "θ": "T", "ð": "D", "ʃ": "S", "ʒ": "Z",
    "ŋ": "N", "ɹ": "r", "r": "r", "ɾ": "t#", "ɫ": "l", "ʍ": "w", "ɡ": "g", "g": "g", "ʔ": "?", "x": "x",
}  # fmt: skip
SPANISH = {
    "tʃ": "tS", "a": "a", "e": "e", "i": "i", "o": "o", "u": "u", "ɲ": "n^", "ɾ": "*", "r": "R", "x": "x", "ŋ": "N",
    "ʎ": "l^", "ʝ": "j", "θ": "T", "ɡ": "g", "g": "g", "β": "B", "ð": "D", "ɣ": "Q",
}  # fmt: skip
# Sounds that both languages write with the same letter, and stress marks.
COMMON = {each: each for each in "pbtdkfvszhmnljw "} | {"ˈ": "'", "ˌ": ","}
ALPHABETS = {"en": ENGLISH | COMMON, "es": SPANISH | COMMON}
# Only the first of several pronunciations is spoken.
BETWEEN_PRONUNCIATIONS = re.compile(r"[,;~]|\bor\b")
SYLLABIC = re.compile("[\u0329\u030d]")
# Without a vowel behind it: the ending of "letter".
R_COLORED = re.compile("ə[ɹr](?![aeiouæɑɒɔəɛɜɪʊʌ])")
# "aU@" and its like are sounds of their own; "|" separates two sounds.
RUN_TOGETHER = re.compile(r"(?<=aU|aI|OI|eI|oU|i:|u:|A:|O:)(?=[@3])|(?<=[aeiEOUA])(?=[@3])")
IGNORED = frozenset(".-‿ː/[]()ʰˑ")


def phonemes(ipa: str, language: str) -> str | None:
    """Return IPA as mnemonics for the voice of a language (ISO 639-1); None if it has a sign that is not known."""
    alphabet = ALPHABETS.get(language)
    first = BETWEEN_PRONUNCIATIONS.split(ipa)[0]
    if alphabet is None or not first.strip():
        return None
    signs = R_COLORED.sub("ɚ", _plain(first))
    read = [alphabet.get(sign) for sign in _signs(signs, alphabet) if sign not in IGNORED]
    if None in read:
        return None
    return RUN_TOGETHER.sub("|", " ".join("".join(filter(None, read)).split())) or None


def _plain(ipa: str) -> str:
    """IPA without ties and other marks above or below letters; a syllabic consonant gets a vowel."""
    decomposed = unicodedata.normalize("NFD", ipa.strip())
    decomposed = re.sub(r"([lmnɫɹr])" + SYLLABIC.pattern, r"ə\1", decomposed)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _signs(ipa: str, alphabet: dict[str, str]) -> list[str]:
    """The signs of an alphabet in an IPA, each as long as possible; other characters one by one."""
    longest = "|".join(map(re.escape, sorted(alphabet, key=len, reverse=True)))
    return re.findall(f"{longest}|.", ipa, flags=re.DOTALL)
