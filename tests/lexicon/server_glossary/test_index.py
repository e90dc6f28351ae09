"""The index of a glossary: changed step by step it is the same as made anew, and it is small."""

from __future__ import annotations

import tracemalloc
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from lexicon.server_glossary.conftest import reference, term

from bot.lexicon.server_glossary.index import GlossaryIndex, index_of, joined
from bot.lexicon.server_glossary.matching import completions, near_beginnings, near_names, owners
from bot.lexicon.server_glossary.packed_texts import END, packed
from bot.lexicon.server_glossary.term import GlossaryTerm
from bot.terms.normal_forms import fold, normal_forms

TERMS = 5_000
MAX_BYTES = 5_000_000

names = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1, max_size=30)
numbers = st.integers(1, 6)
changes = st.lists(st.tuples(numbers, st.none() | st.tuples(names, st.lists(names, max_size=2), st.booleans())))


def contents(index: GlossaryIndex) -> set[tuple[int, str, str, bool, str, str]]:
    """Return all that an index has of each name."""
    return {(*index_fields(index, at), index.together[at], index.words[at]) for at in range(len(index.written))}


def index_fields(index: GlossaryIndex, at: int) -> tuple[int, str, str, bool]:
    """Return the term, the name and the headword of a name, and if it is the headword."""
    return int(index.terms[at]), index.written[at], index.name(at).headword, bool(index.headwords[at])


def answers(index: GlossaryIndex, typed: str) -> list[object]:
    """Return what an index answers, in an order that does not depend on the order of its terms."""
    found = (
        owners(index, typed),
        completions(index, typed, 100),
        [each.name for each in near_names(index, typed, 100)],
    )
    return [sorted({each.term for each in some}) for some in (*found, near_beginnings(index, typed, 100))]


@settings(max_examples=60, deadline=None)
@given(changes, names)
def test_changed_step_by_step_it_is_the_same_as_made_anew(
    steps: Sequence[tuple[int, tuple[str, list[str], bool] | None]], typed: str
) -> None:
    index, terms = index_of([]), dict[int, GlossaryTerm]()
    for number, written in steps:
        terms.pop(number, None)
        if written:
            headword, others, is_note = written
            target = reference("heart") if is_note else None
            terms[number] = term(number, headword, "Text.", *others, adds_to=target)
        index = index.changed([number], [terms[number]] if written else [])
    anew = index_of(list(terms.values()))
    assert contents(index) == contents(anew)
    assert len(index) == len(terms)
    assert index.notes.terms_of("heart") == anew.notes.terms_of("heart")
    for query in (typed, *(each.draft.headword for each in terms.values())):
        assert answers(index, query) == answers(anew, query)


@settings(max_examples=100, deadline=None)
@given(st.lists(names, min_size=1, max_size=8))
def test_every_name_is_found_as_it_is_written(written: list[str]) -> None:
    index = index_of([term(number, name, "Text.") for number, name in enumerate(written, start=1)])
    for number, name in enumerate(written, start=1):
        if fold(name):
            assert number in {each.term for each in index.called(fold(name))}
        for form in normal_forms(name):
            assert number in {each.term for _, each in index.variants([form])}


def test_the_empty_glossary_finds_nothing() -> None:
    for index in (index_of([]), joined([])):
        assert len(index) == 0
        assert answers(index, "anything") == [[], [], [], []]
        assert index.headword(1) is None
        assert not index.has(1)


def test_packed_texts_are_found_by_their_beginning_and_end() -> None:
    texts = packed(["heart", "art", "", "état", "heartache"])
    assert list(texts) == ["heart", "art", "", "état", "heartache"]
    assert texts.having(END + b"heart", 9) == [0, 4]
    assert texts.having(END + b"heart" + END, 9) == [0]
    assert texts.having(b"art", 2) == [0, 1]
    assert list(texts.kept(np.array([False, True, False, True, True]))) == ["art", "état", "heartache"]


def test_five_thousand_terms_take_five_megabytes_at_most() -> None:
    made = [_term(number) for number in range(1, TERMS + 1)]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    index = joined([index_of(made[at : at + 100]) for at in range(0, TERMS, 100)])
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(index) == TERMS
    assert index.size <= used <= MAX_BYTES


def _term(number: int) -> GlossaryTerm:
    return term(number, f"plan {number} of the night ward", "x" * 500, f"night form {number:x}", f"NW{number}")
