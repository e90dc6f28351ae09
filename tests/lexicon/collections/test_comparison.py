"""The nearest terms of which two entries are both kinds."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.lexicon.collections.comparison import compare
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.reader import Lexicon
from bot.sources.concept import Concept

PARENTS = {
    "matter": (),
    "chemical": ("matter",),
    "medicine": ("chemical",),
    "painkiller": ("medicine",),
    "fever medicine": ("medicine",),
    "aspirin": ("painkiller", "fever medicine"),
    "paracetamol": ("painkiller", "fever medicine"),
    "penicillin": ("antibiotic",),
    "antibiotic": ("medicine",),
    "stone": ("matter",),
}


@pytest.fixture
async def lexicon(
    open_dictionary: Callable[..., Awaitable[Dictionary]], make_concept: Callable[..., Concept]
) -> Lexicon:
    """A lexicon with one small hierarchy."""
    concepts = [make_concept(name, parents=parents) for name, parents in PARENTS.items()]
    return (await open_dictionary(glossary=concepts)).lexicon


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [
        ("aspirin", "paracetamol", ["fever medicine", "painkiller"]),
        ("aspirin", "penicillin", ["medicine"]),
        ("aspirin", "antibiotic", ["medicine"]),
        ("aspirin", "medicine", ["medicine"]),
        ("medicine", "aspirin", ["medicine"]),
        ("aspirin", "stone", []),
        ("chemical", "stone", ["matter"]),
    ],
)
async def test_the_nearest_broader_terms_are_shared(
    lexicon: Lexicon, first: str, second: str, shared: list[str]
) -> None:
    one, other = await lexicon.entry(first), await lexicon.entry(second)
    assert one is not None
    assert other is not None
    comparison = await compare(lexicon, one, other)
    assert sorted(term.headword for term in comparison.shared) == shared
