"""The starter glossary in Spanish: joined to English entries, in plain sentences, spelled and divided by the rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from statistics import median

import pytest
from spanish_syllables import divided
from spellchecker import SpellChecker
from starter_glossary import BY_FILE as ENGLISH_BY_FILE
from starter_glossary import BY_HEADWORD, notes

from bot.files import data_folder
from bot.sources.formats.glossary_translation import TranslatedEntry, entries
from bot.terms.normal_forms import fold

MIN_ENTRIES = 600
# Sentences of a definition, words of a sentence, and words of half of all sentences.
MAX_SENTENCES, MAX_WORDS, MAX_MEDIAN_WORDS = 3, 28, 15
MAX_DEFINITION = 260

BY_FILE = {file.name: entries(file) for file in sorted((data_folder() / "glossary_es").glob("*.toml"))}
ENTRIES = [entry for its_entries in BY_FILE.values() for entry in its_entries]
NOTES = notes("spanish.toml")
# Words that are correct and not in the dictionary of everyday Spanish that `pyspellchecker` has.
TERMS = frozenset(NOTES["terms"])
# Words that are divided as in their own language, each with its syllables.
FOREIGN: dict[str, str] = NOTES["foreign"]

WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# Whoever reads is neither addressed nor told what to do.
ADDRESSED = re.compile(
    r"\b(?:usted(?:es)?|tú|tus?|te|ti|(?<!se )debes?|consulte|acuda|llame|tome|evite|vaya)\b", re.IGNORECASE
)
# Words with these ends have an accent.
LACKS_ACCENT = re.compile(
    r"^[^áéíóú]*(?:[cstx]ion|logia|grafia|ectomia|patia|pedia|metria|logico|patico|stico|ologo|atico)$"
)


def breaking(rule: re.Pattern[str]) -> list[str]:
    """The headwords of the entries whose definition has something that it must not have."""
    return [entry.headword for entry in ENTRIES if rule.search(entry.definition)]


def names(entry: TranslatedEntry) -> list[str]:
    """The names of an entry that are spelled out."""
    return [entry.headword, *entry.synonyms, *entry.plain_names]


def sentences(entry: TranslatedEntry) -> list[str]:
    return SENTENCE_END.split(entry.definition)


def words_of(entry: TranslatedEntry) -> set[str]:
    return {word.lower() for text in (entry.definition, *names(entry)) for word in WORD.findall(text)}


def test_the_entries_are_there() -> None:
    assert len(ENTRIES) >= MIN_ENTRIES


def test_every_entry_is_joined_to_one_of_its_own_of_the_file_of_the_same_name() -> None:
    joined = Counter(entry.english for entry in ENTRIES)
    assert [english for english in joined if english not in BY_HEADWORD] == []
    assert [english for english, count in joined.items() if count > 1] == []
    english = {entry.headword: name for name, its in ENGLISH_BY_FILE.items() for entry in its}
    assert [e.headword for name, its in BY_FILE.items() for e in its if english[e.english] != name] == []


def test_a_name_of_several_things_stands_at_each_and_no_other_stands_twice() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for name in names(entry):
            owners[fold(name)].add(entry.english)
    shared = {name: its for name, its in owners.items() if len(its) > 1}
    assert shared == {fold(name): set(its) for name, its in NOTES["shared_names"].items()}


def test_an_entry_does_not_give_one_name_twice() -> None:
    assert [e.headword for e in ENTRIES if len({fold(name) for name in names(e)}) < len(names(e))] == []


def test_abbreviations_have_more_than_two_letters() -> None:
    assert [a for entry in ENTRIES for a in entry.abbreviations if len(a) < 3] == []


def test_an_abbreviation_is_no_name_that_is_spelled_out() -> None:
    assert [a for entry in ENTRIES for a in entry.abbreviations if not re.search(r"[A-ZÁÉÍÓÚ]", a)] == []


def test_the_files_are_in_alphabetical_order() -> None:
    for name, its_entries in BY_FILE.items():
        headwords = [entry.headword.lower() for entry in its_entries]
        assert headwords == sorted(headwords), name


def test_definitions_are_a_few_short_sentences() -> None:
    assert [
        e.headword for e in ENTRIES if len(sentences(e)) > MAX_SENTENCES or len(e.definition) > MAX_DEFINITION
    ] == []
    lengths = {s: len(WORD.findall(s)) for entry in ENTRIES for s in sentences(entry)}
    assert [sentence for sentence, length in lengths.items() if length > MAX_WORDS] == []
    assert median(lengths.values()) <= MAX_MEDIAN_WORDS


def test_definitions_are_sentences() -> None:
    assert [e.headword for e in ENTRIES if not all(s[0].isupper() and s[-1] in ".!?" for s in sentences(e))] == []
    assert breaking(re.compile(r"\s\s|\s[.,;:]|\n")) == []


def test_definitions_do_not_advise_or_address_the_reader() -> None:
    assert breaking(ADDRESSED) == []


def test_headwords_are_written_in_small_letters_but_for_proper_names() -> None:
    known = set(NOTES["proper_names"])
    capitals = {word for entry in ENTRIES for word in WORD.findall(entry.headword) if word != word.lower()}
    assert capitals <= known


def test_every_word_is_one_of_the_language_or_a_term_that_was_looked_up() -> None:
    dictionary = SpellChecker(language="es")
    unknown = dictionary.unknown(sorted(set().union(*map(words_of, ENTRIES))))
    assert sorted(unknown - TERMS - {name.lower() for name in NOTES["proper_names"]}) == []
    assert sorted(TERMS - set().union(*map(words_of, ENTRIES))) == []


def test_accents_are_written() -> None:
    assert [word for entry in ENTRIES for word in sorted(words_of(entry)) if LACKS_ACCENT.search(word)] == []
    without = set(NOTES["needs_accent"])
    assert [(e.headword, sorted(found)) for e in ENTRIES if (found := words_of(e) & without)] == []


@pytest.mark.parametrize("word", ["infeccion", "presion", "biologia", "radiografia", "diagnostico", "neuropatia"])
def test_a_word_without_its_accent_is_noticed(word: str) -> None:
    assert LACKS_ACCENT.search(word) or word in NOTES["needs_accent"]


def test_headwords_are_divided_by_the_rules_of_spelling() -> None:
    def expected(headword: str) -> str:
        return " ".join(FOREIGN.get(word, divided(word)) for word in headword.split(" "))

    assert {e.headword: e.hyphenation for e in ENTRIES if e.hyphenation != expected(e.headword)} == {}


@pytest.mark.parametrize(
    "syllables",
    [
        "co·ra·zón", "o·í·do", "ciu·dad", "at·le·ta", "cons·truc·ción", "hue·so", "pan·za", "gui·sar",
        "al·co·hol", "quis·te", "lin·güís·ti·co", "hi·per·ten·sión ar·te·rial", "a·ho·go", "rey",
    ],
)  # fmt: skip
def test_syllables_are_those_of_spanish(syllables: str) -> None:
    assert divided(syllables.replace("·", "")) == syllables
