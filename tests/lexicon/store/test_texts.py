"""Texts in one piece of memory: found as in a list of strings."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.lexicon.store.texts import FEW, Texts, packed, sorted_texts

lines = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=6)
texts = st.lists(lines, max_size=60)
few_letters = st.lists(st.text("ab\U0010fffe", max_size=4) | st.text("ab", min_size=7, max_size=12), max_size=60)


@given(texts)
def test_each_is_what_was_packed(written: list[str]) -> None:
    held = Texts(*packed(written))
    assert len(held) == len(written)
    assert [held[at] for at in range(len(held))] == written
    numbers = np.arange(len(written))[::-1]
    assert held.some(numbers) == written[::-1]


@given(texts | few_letters, lines | st.text("ab", max_size=12), st.sampled_from([0, 5, FEW]), st.data())
def test_what_begins_with_letters_is_found_among_texts(
    written: list[str], start: str, few: int, data: st.DataObject
) -> None:
    written.sort()
    held = sorted_texts(written)
    first = data.draw(st.integers(0, len(written)))
    last = data.draw(st.integers(first, len(written)))
    starts = [start, "\ud83d", *(text[:9] for text in written)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.lexicon.store.texts.FEW", few)
        found = held.beginning(range(first, last), starts)
    for sought, among in zip(starts, found, strict=True):
        assert first <= among.start <= among.stop <= last
        assert [held[at] for at in among] == [text for text in written[first:last] if text.startswith(sought)]


@given(texts | few_letters, lines)
def test_a_text_is_found_as_in_a_list(written: list[str], other: str) -> None:
    written.sort()
    held = sorted_texts(written)
    for text in (*written, other, f"{other}c"):
        assert held.find(text) == (written.index(text) if text in written else None)
