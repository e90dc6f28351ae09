"""The lists of `data/plain_words.toml`: no word in them is without effect."""

from __future__ import annotations

from importlib.resources import files
from itertools import chain, combinations

import msgspec
import pytest

from bot.lexicon.description_search.plain_words import FILLER, PlainWords, related_words
from bot.terms.words import index_word, plain_words, stems

PACKAGE = "bot.lexicon.description_search"


@pytest.fixture(scope="module")
def groups() -> list[tuple[str, ...]]:
    written = (files(PACKAGE) / "data" / "plain_words.toml").read_bytes()
    return list(msgspec.toml.decode(written, type=PlainWords).related)


@pytest.fixture(scope="module")
def stem_of(groups: list[tuple[str, ...]]) -> dict[str, str]:
    words = set(chain.from_iterable(groups))
    by_indexed = stems(map(index_word, words))
    return {word: by_indexed[index_word(word)] for word in words}


def test_related_words_are_single_plain_words(groups: list[tuple[str, ...]]) -> None:
    assert [word for word in chain.from_iterable(groups) if plain_words(word) != [word]] == []


def test_filler_is_related_to_nothing(groups: list[tuple[str, ...]]) -> None:
    assert FILLER.intersection(chain.from_iterable(groups)) == set()


def test_groups_are_small_and_of_different_words(groups: list[tuple[str, ...]], stem_of: dict[str, str]) -> None:
    assert [group for group in groups if not 2 <= len(group) <= 6] == []
    assert [group for group in groups if len({stem_of[word] for word in group}) < len(group)] == []


def test_every_group_relates_words_that_the_others_do_not(
    groups: list[tuple[str, ...]], stem_of: dict[str, str]
) -> None:
    pairs = [{frozenset(pair) for pair in combinations(map(stem_of.__getitem__, group), 2)} for group in groups]
    repeated = [
        group
        for number, group in enumerate(groups)
        if pairs[number] <= set().union(*pairs[:number], *pairs[number + 1 :])
    ]
    assert repeated == []


def test_words_are_related_both_ways_but_groups_are_not_joined() -> None:
    related = related_words()
    assert related["renal"]["kidnei"] == "kidney"
    assert related["kidnei"]["renal"] == "renal"
    assert {"water", "effus"} <= related["fluid"].keys()
    assert "effus" not in related["water"]
