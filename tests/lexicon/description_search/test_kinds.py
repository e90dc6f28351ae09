"""The kinds of entries that the words at the beginning of a description suggest."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from bot.errors import DataError
from bot.lexicon.description_search.kinds import ALL_ENTRIES, KIND_NUMBERS, likelier_kinds, packed_counts
from bot.lexicon.description_search.search import search
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]
WriteLexicon = Callable[..., Path]

DISORDER, BODY_PART = KIND_NUMBERS[SemanticType.MENTAL_DISORDER], KIND_NUMBERS[SemanticType.BODY_PART]


def counts(**entries: int) -> bytes:
    by_kind = {DISORDER: entries.get("disorders", 0), BODY_PART: entries.get("body_parts", 0)}
    return packed_counts(by_kind.get(number, 0) for number in KIND_NUMBERS.values())


EVEN = counts(disorders=500, body_parts=500)


def test_the_kind_that_has_a_word_more_often_is_likelier_with_it() -> None:
    fear = likelier_kinds([counts(disorders=20)], EVEN)
    assert fear[DISORDER] > 0 > fear[BODY_PART]


def test_a_kind_is_likelier_only_if_it_is_more_frequent_than_in_the_lexicon() -> None:
    assert likelier_kinds([counts(disorders=90, body_parts=10)], counts(disorders=900, body_parts=100)) == (
        pytest.approx(np.zeros(len(KIND_NUMBERS)))
    )


def test_a_few_entries_say_less_than_many() -> None:
    few, many = (likelier_kinds([counts(disorders=number)], EVEN)[DISORDER] for number in (3, 300))
    assert 0 < few < many


@pytest.mark.parametrize("lexicon", [EVEN, counts()])
def test_without_words_all_kinds_are_as_likely_as_in_the_lexicon(lexicon: bytes) -> None:
    assert not likelier_kinds([], lexicon).any()


@pytest.mark.parametrize("damaged", [b"", b"\x01", EVEN[4:], EVEN + EVEN])
def test_damaged_counts_are_refused(damaged: bytes) -> None:
    for stems, lexicon in (([damaged], EVEN), ([EVEN], damaged)):
        with pytest.raises(ValueError, match=r".+"):
            likelier_kinds(stems, lexicon)


def fears(make_concept: MakeConcept) -> list[Concept]:
    """Disorders whose definitions begin with the same word, as many body parts, and two entries that have other words
    asked for: the body part says less else.
    """
    disorder = (SemanticType.MENTAL_DISORDER,)
    phobias = [
        make_concept(f"{animal} phobia", definitions=(f"A fear of {animal}.",), semantic_types=disorder)
        for animal in ("dogs", "birds", "snakes", "horses")
    ]
    body_part = (SemanticType.BODY_PART,)
    toes = [
        make_concept(f"toe {number}", definitions=(f"Number {number}.",), semantic_types=body_part)
        for number in ("one", "two", "three", "four")
    ]
    rib = make_concept("rib", definitions=("Broken by terror, spiders.",), semantic_types=body_part)
    panic = make_concept("panic", definitions=("Terror seeing spiders nearby.",), semantic_types=disorder)
    return [rib, panic, *phobias, *toes]


async def test_entries_of_the_likelier_kind_come_first(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=fears(make_concept))
    for words, first in (("terror of spiders", "rib"), ("fear and terror of spiders", "panic")):
        found = (await search(dictionary.lexicon, words, 0, 10)).results
        headwords = [result.entry.headword for result in found]
        assert min(("rib", "panic"), key=headwords.index) == first


async def test_words_of_few_entries_and_words_that_come_later_are_not_counted(
    write_lexicon: WriteLexicon, make_concept: MakeConcept, tmp_path: Path
) -> None:
    path = write_lexicon(tmp_path / "lexicon.sqlite3", glossary=fears(make_concept))
    with closing(sqlite3.connect(path)) as lexicon:
        numbers = dict(lexicon.execute("SELECT word, number FROM word"))
        counted = {number: np.frombuffer(row, "<u4") for number, row in lexicon.execute("SELECT * FROM kind_word")}
    assert counted.keys() == {ALL_ENTRIES, numbers["fear"], numbers["number"]}  # "terror" begins one only
    assert counted[numbers["fear"]].nonzero()[0].tolist() == [DISORDER]
    assert counted[ALL_ENTRIES][[DISORDER, BODY_PART]].tolist() == [5, 5]


@pytest.mark.parametrize("change", ["UPDATE kind_word SET entries = x'01'", "DELETE FROM kind_word"])
async def test_damaged_counts_in_a_lexicon_are_reported_with_what_to_run(
    write_lexicon: WriteLexicon, make_concept: MakeConcept, tmp_path: Path, change: str
) -> None:
    path = write_lexicon(tmp_path / "lexicon.sqlite3", glossary=fears(make_concept))
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute(change)
        lexicon.commit()
    async with opened(path) as damaged:
        with pytest.raises(DataError, match="medlex build"):
            await search(damaged, "fear of spiders", 0, 10)
