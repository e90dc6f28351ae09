"""The first definition of an entry is read on the first screen of a phone. `benchmarks.first_screen` measures far more
entries than are tried here.
"""

from __future__ import annotations

import shutil

import pytest

from bot.lexicon.store.opening import opened
from bot.settings import Home
from screenshots.browser import PROGRAMS
from screenshots.measuring import first_screens

pytestmark = pytest.mark.skipif(not any(map(shutil.which, PROGRAMS)), reason="Chromium is not installed")

SAMPLE = 10
# Of a hundred.
MIN_READ_AT_A_GLANCE = 90


async def test_the_first_definition_of_well_known_entries_ends_on_the_first_screen_of_a_phone(own_home: Home) -> None:
    """Every 50th of the 500 best known entries is tried."""
    async with opened(own_home.lexicon) as lexicon:
        rows = await lexicon.rows("SELECT key FROM entry ORDER BY weight DESC, id LIMIT 500")
    keys = [row["key"] for row in rows][:: 500 // SAMPLE]
    screens = [screen async for screen in first_screens(own_home, keys)]
    assert len(screens) == SAMPLE
    read = sum(screen.is_read_at_a_glance for screen in screens)
    assert read * 100 >= MIN_READ_AT_A_GLANCE * SAMPLE, [screen for screen in screens if not screen.is_read_at_a_glance]
