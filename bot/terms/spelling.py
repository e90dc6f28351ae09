"""One spelling for each word: American and singular, also for Latin and Greek plurals.

Only equality of the results matters: "disease" and "diseases" must become the same string, which need not be a word.
A rule that could join two different words is restricted to a list (bot/terms/data). The rules follow the spelling
differences listed in the documentation of NLM's SPECIALIST Lexicon
(https://lhncbc.nlm.nih.gov/LSG/Projects/lexicon/current/web/index.html) and the classical plurals of medical English.
"""

from __future__ import annotations

import re

from bot.terms.memoized import Memoized
from bot.terms.word_lists import BRITISH_SPELLINGS, PLURALS

MAX_CACHED_WORDS = 200_000
# The most letters of a word that is converted. The longest words of MeSH, HPO, GO and NCI have 59.
MAX_WORD_LENGTH = 200
VOWEL = re.compile(r"[aeiouy]")

SINGULAR_IN_S = PLURALS.singular_in_s
ABBREVIATIONS_IN_S = PLURALS.abbreviations_in_s
IRREGULAR_SINGULAR = PLURALS.irregular

AMERICAN_WORD = BRITISH_SPELLINGS.words
AMERICAN_PATTERNS = tuple((re.compile(pattern), replacement) for pattern, replacement in BRITISH_SPELLINGS.patterns)
MAY_BE_BRITISH = re.compile("|".join(pattern for pattern, _ in BRITISH_SPELLINGS.patterns))

# "ae" and "oe" are one sound in Greek and Latin words (haemoglobin, oedema), but not in fatty acids with
# several double bonds (docosahexaenoic is not docosahexenoic), in most short words, and in names (Boeck is
# not Beck, Vörner not Verner). In "angiooedema" two of them overlap.
DIPHTHONGS = re.compile(r"(?<![ao])[ao]++e(?=.)")
NUMBERS_BEFORE_BONDS = ("tetr", "pent", "hex", "hept", "oct")
# The letters behind a diphthong that begins a word.
MIN_AFTER_FIRST_DIPHTHONG = 2
MIN_LENGTH_WITH_DIPHTHONG = 6

CLASSICAL_PLURALS = tuple(plural for plural, _ in PLURALS.classical_endings)
# Genitives and names of families, which are not plurals: Mycoplasma pneumoniae causes the pneumonia of that name.
# "-aceae" and "-idae" are families of plants and animals: the Rosaceae are not rosacea.
GENITIVE_OR_FAMILY = re.compile(r"(pneumoniae|aceae|idae|vitae)$")
SINGULAR_IN_OSE = re.compile(rf"({'|'.join(PLURALS.singular_in_ose)})oses$")
NOT_CLASSICAL = (GENITIVE_OR_FAMILY, SINGULAR_IN_OSE, re.compile("ositides$|^cheeses$|^cellobiases$"))
# "-uses" is the plural of "-us" ("viruses") unless the singular ends in "-use" ("causes").
SINGULAR_IN_USE = re.compile(r"(?:[ao]|f|ab|cc|xc|mis|over|^am|^re|^m|^r|^)uses$")
# "-ches" is the plural of "-ch" ("stomachs", "branches") unless the singular ends in "-che".
SINGULAR_IN_CHE = re.compile(
    r"((^|head|ear|tooth|stomach|tummy|belly|back|body|bone|muscle|face|heart|neck)a"
    r"|^dou|^(micro)?ni|^psy|m[ou]sta|^ca)ches$"
)


def singular(word: str) -> str:
    """Return the singular of a lower-case English, Latin or Greek plural; any other word unchanged."""
    if word in SINGULAR_IN_S:
        return word
    if word in IRREGULAR_SINGULAR:
        return IRREGULAR_SINGULAR[word]
    without_ending = _without_classical_ending(word) or _without_s(word)
    return IRREGULAR_SINGULAR.get(without_ending, without_ending)  # "womens health" without its apostrophe


def _without_classical_ending(word: str) -> str | None:
    """The singular of a Latin or Greek plural; None if the word has no such ending, or only seems to."""
    if len(word) < 5 or not word.endswith(CLASSICAL_PLURALS) or any(pattern.search(word) for pattern in NOT_CLASSICAL):
        return None
    endings = ((plural, one) for plural, one in PLURALS.classical_endings if word.endswith(plural))
    return next((word.removesuffix(plural) + one for plural, one in endings), None)


def _without_s(word: str) -> str:
    """The singular of an English plural (-ies, -es after a sibilant, -s); any other word unchanged."""
    if not _may_be_english_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes", "zzes")) or (word.endswith("ches") and not SINGULAR_IN_CHE.search(word)):
        return word[:-2]
    if word.endswith("uses") and not SINGULAR_IN_USE.search(word):
        return word[:-2]
    return word[:-1]


def _may_be_english_plural(word: str) -> bool:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return False
    return bool(VOWEL.search(word)) or word in PLURALS.without_vowel


def american(word: str) -> str:
    """Return a lower-case word in American spelling: tumour → tumor, haem → hem, oedema → edema, centre → center. One
    with more than MAX_WORD_LENGTH letters is returned unchanged.
    """
    if len(word) > MAX_WORD_LENGTH:
        return word
    if word in AMERICAN_WORD:
        return AMERICAN_WORD[word]
    if MAY_BE_BRITISH.search(word):
        for pattern, replacement in AMERICAN_PATTERNS:
            word = pattern.sub(replacement, word)
    return _without_diphthongs(word)


def _without_diphthongs(word: str) -> str:
    """Replace "ae" and "oe" by "e", and "ooe", where two overlap, too: angiooedema → angiedema."""
    if word in BRITISH_SPELLINGS.names_with_diphthong or (
        len(word) < MIN_LENGTH_WITH_DIPHTHONG and word not in BRITISH_SPELLINGS.short_with_diphthong
    ):
        return word
    return DIPHTHONGS.sub(_without_diphthong, word)


def _without_diphthong(match: re.Match[str]) -> str:
    """The "e" that is left of vowels before an "e", with the first of them where that makes no diphthong."""
    word, start, end = match.string, *match.span()
    if start == 0:
        is_diphthong = len(word) - end >= MIN_AFTER_FIRST_DIPHTHONG
    else:
        is_diphthong = not word.endswith(NUMBERS_BEFORE_BONDS, 0, start)
    return "e" if is_diphthong else f"{match[0][0]}e"


def _spelling(word: str) -> str:
    return american(singular(word)) if word.isalpha() and len(word) <= MAX_WORD_LENGTH else word


# `normal_word(word)` returns one lower-case word in its normal spelling. A million names have far fewer words.
normal_word = Memoized(_spelling, MAX_CACHED_WORDS).__getitem__
