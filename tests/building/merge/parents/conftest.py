"""Fixtures of the tests of parents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.lexicon.model import Entry

MakeEntries = Callable[..., dict[str, Entry]]


@pytest.fixture
def entries_of(make_entries: MakeEntries) -> MakeEntries:
    """Entries by headword in lower case: other tests check the capitals."""
    return lambda **concepts: {headword.lower(): entry for headword, entry in make_entries(**concepts).items()}
