"""The queries: mistyped names of a lexicon, the same in every run with the same seed, and misspellings from a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from benchmarks.quality.asking import keys_named
from benchmarks.quality.sampling import draw, randomness
from benchmarks.quality.typos import WORDS_OF_A_MULTI_WORD_NAME, multi_word_typo, typo
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.reader import Lexicon
from bot.terms.normal_forms import fold, normal_forms

Item = TypeVar("Item")

NAMES_FOR_ONE_OF_SEVERAL_WORDS = 4


class Origin(StrEnum):
    """The origin of a mistyped text."""

    TYPO = "1–2 edits"
    MULTI_WORD_TYPO = "several words"
    PAIR = "from the file"


@dataclass(frozen=True, slots=True)
class Mistyped:
    """A mistyped text, and the name that was meant."""

    typed: str
    name: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Query:
    """A folded query, and the keys of the entries that own the name that was meant."""

    typed: str
    meant: frozenset[str]
    origin: Origin


def typos(names: Iterable[str], number: int, seed: int) -> Iterator[Mistyped]:
    """So many of the names with one edit or two, and a fourth as many of several words, mistyped as such."""
    names = list(names)
    for name in draw(names, number, seed):
        if made := typo(name, randomness(name, seed)):
            yield Mistyped(made.typed, name, Origin.TYPO)
    several = (name for name in names if len(name.split()) in WORDS_OF_A_MULTI_WORD_NAME)
    for name in draw(several, number // NAMES_FOR_ONE_OF_SEVERAL_WORDS, seed):
        if made := multi_word_typo(name, randomness(name, seed)):
            yield Mistyped(made.typed, name, Origin.MULTI_WORD_TYPO)


def pairs(path: Path) -> Iterator[Mistyped]:
    """The rows of a TSV file with the columns `typed` and `meant`."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Mistyped(row["typed"], row["meant"], Origin.PAIR)


async def queries(dictionary: Dictionary, mistyped: Iterable[Mistyped]) -> list[Query]:
    """The queries that this dictionary can be asked: without those that are names as typed, and those meant for no
    name here.
    """
    misspelt = [one for one in mistyped if not await _is_a_name(dictionary.lexicon, one.typed)]
    asked = [Query(fold(one.typed), await keys_named(dictionary, one.name), one.origin) for one in misspelt]
    return [query for query in asked if query.meant]


async def _is_a_name(lexicon: Lexicon, typed: str) -> bool:
    return bool(await lexicon.owners_of_name(fold(typed)) or await lexicon.owners_of_forms(normal_forms(typed)))


def evenly_spaced(items: Sequence[Item], number: int) -> list[Item]:
    """So many of the items, at equal distances; all of them if there are no more."""
    number = min(number, len(items))
    return [items[at * len(items) // number] for at in range(number)]
