"""Words in the names and definitions of a disorder: the part of the body, and whether it is a growth or
an infection.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.building.merge.parents.genus import (
    MAX_MEMOIZED,
    MAX_SENTENCE,
    PREPOSITIONS,
    genus,
    in_natural_order,
    natural_words,
)
from bot.building.merge.parents.word_lists import words_for_parents
from bot.building.merge.records import Group, Record
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind
from bot.terms.normal_forms import normal_words

# Endings in which words of one stem differ: cornea, corneal; ovary, ovarian; spine, spinal; larynx, laryngeal; artery,
# arterial.
ENDING = re.compile(
    r"(?:|a|ac|ae|al|an|ar|ary|c|cic|e|ea|eal|ed|en|ence|ent|es|geal|gitis|ia|iac|ial|ian|ic|ile|in|ine|ing|ion|is|it|"
    r"itic|itis|ity|l|le|ly|m|n|nic|ngeal|nx|oid|on|or|ory|ose|ous|ral|s|se|sis|t|tic|tion|ual|ular|um|us|x|xis|y|ying)"
)
# Shorter words have to be equal.
MIN_STEM = 4
# Words that share so many letters may continue differently: laryngeal, laryngostenosis.
LONG_STEM = 5
# After these words a definition says what the thing occurs with or comes from.
OPENING_END = re.compile(
    r"[.;:,]|\b(?:that|which|who|whose|where|when|caus\w+|due|result\w+|mark\w+|characteri[sz]ed|with|without|by|or|"
    r"associated|secondary|includ\w+|such|usually|often|follow\w+|after|during|seen|because|induced|lead\w+)\b"
)
IN_BRACKETS = re.compile(r" ?[(\[][^)\]]*[)\]]")
EITHER = re.compile(r"[\w-]+ (?:and/)?or (?:the |an? )?[\w-]+")
NAME_KINDS = frozenset({NameKind.PREFERRED, NameKind.SYNONYM, NameKind.PLAIN})

# Words in normal spelling, by their first MIN_STEM letters.
WordsByStem = dict[str, set[str]]


def names_and_openings(group: Group) -> WordsByStem:
    """Return the words of a group's names, and of its definitions up to what the thing occurs with."""
    openings = (OPENING_END.split(IN_BRACKETS.sub("", text), maxsplit=1)[0] for text in _definitions(group))
    return _by_stem((*_names(group), *openings))


def names_and_sentences(group: Group) -> WordsByStem:
    """Return the words of a group's names, and of the first sentences of its definitions without alternatives."""
    sentences = (
        EITHER.sub("", IN_BRACKETS.sub("", text[:MAX_SENTENCE].partition(". ")[0])) for text in _definitions(group)
    )
    return _by_stem((*_names(group), *sentences))


def nouns(group: Group) -> frozenset[str]:
    """Return the nouns of a group's names and of its definitions' genus."""
    phrases = (*map(in_natural_order, _names(group)), *map(genus, _definitions(group)))
    return frozenset(filter(None, map(noun, phrases)))


def noun(name: str) -> str:
    """Return the noun of a name: "injury" of "injuries of the knee"; "" if it has none."""
    words = _before_preposition(natural_words(name))
    return words[-1] if words else ""


def has_words_of(record: Record, words: WordsByStem) -> bool:
    """Return True if all significant words of one of a class's names are among these words."""
    return any(all(_is_among(word, words) for word in name) for name in _significant_words(record))


def is_class_of_germs(record: Record) -> bool:
    """Return True if a record is the class of the infections with some class of germs."""
    lists = words_for_parents()
    endings = lists.germs if noun(record.concept.preferred_name).endswith(lists.infections) else ()
    return bool(endings) and any(any(word.endswith(endings) for word in words) for words in _significant_words(record))


def are_of_one_sort(one: str, nouns: Iterable[str]) -> bool:
    """Return True if one of the nouns means the sort of thing (growth, infection) of which `one` is a class; also if
    `one` means no sort.
    """
    sort = _sort(one)
    if sort is None:
        return True
    exceptions = words_for_parents().no_growths
    return any(noun.endswith(sort) and not noun.endswith(exceptions) for noun in nouns)


def is_infection(noun: str) -> bool:
    """Return True if a noun means an infection."""
    return noun.endswith(words_for_parents().infections)


def _sort(noun: str) -> tuple[str, ...] | None:
    lists = words_for_parents()
    for sort in (lists.growths, lists.infections):
        if noun.endswith(sort):
            return sort
    return None if noun in lists.says_little else (noun,)


def _significant_words(record: Record) -> Iterator[list[str]]:
    for name in record.concept.names:
        if name.kind in NAME_KINDS and not looks_like_abbreviation(name.name):
            lists = words_for_parents()
            ignored = lists.insignificant | lists.groupings
            if words := [word for word in natural_words(name.name) if word not in ignored]:
                yield words


def _is_among(word: str, words: WordsByStem) -> bool:
    near = words.get(word[:MIN_STEM], ())
    return word in near or any(_are_of_one_stem(word, other) for other in near)


@lru_cache(MAX_MEMOIZED)
def _are_of_one_stem(one: str, other: str) -> bool:
    length = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if length < MIN_STEM or not ENDING.fullmatch(one[length:]):
        return False
    return length >= LONG_STEM or ENDING.fullmatch(other[length:]) is not None


def _by_stem(phrases: Iterable[str]) -> WordsByStem:
    words: WordsByStem = defaultdict(set)
    for phrase in phrases:
        for word in normal_words(phrase.replace("-", " ")):
            words[word[:MIN_STEM]].add(word)
    return words


def _before_preposition(words: list[str]) -> list[str]:
    return words[: next((at for at, word in enumerate(words) if at and word in PREPOSITIONS), len(words))]


def _names(group: Group) -> list[str]:
    english = (record for record in group if record.source.language == "en")
    return [name.name for record in english for name in record.concept.names if name.kind in NAME_KINDS]


def _definitions(group: Group) -> list[str]:
    return [text for record in group if record.source.language == "en" for text in record.concept.definitions]
