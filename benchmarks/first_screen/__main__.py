"""`python -m benchmarks.first_screen --home HOME`: how many of the best known entries have their first definition within
the first screen of a phone. It needs Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from statistics import median

from bot.lexicon.store.opening import opened
from bot.settings import Home
from screenshots.browser import BrowserError
from screenshots.measuring import PHONE_HEIGHT, FirstScreen, first_screens

# Entries that are printed, those with the lowest ends first.
MAX_SHOWN = 15


async def _measured(lexicon: Path, count: int) -> list[FirstScreen]:
    async with opened(lexicon) as dictionary:
        rows = await dictionary.rows("SELECT key FROM entry ORDER BY weight DESC, id LIMIT ?", count)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.lexicon.symlink_to(lexicon)
        return [screen async for screen in first_screens(home, [row["key"] for row in rows])]


def main() -> None:
    """Print the share, the medians, and the longest pages. Ends with status 1 without a browser."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_screen", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the MEDLEX_HOME whose dictionary is measured")
    parser.add_argument("--count", type=int, default=500, help="the number of entries, the best known first")
    arguments = parser.parse_args()
    try:
        screens = asyncio.run(_measured(Home(arguments.home).lexicon.resolve(), arguments.count))
    except BrowserError as error:
        sys.exit(str(error))
    seen = sum(screen.is_read_at_a_glance for screen in screens)
    whole = sum(screen.ends <= PHONE_HEIGHT for screen in screens)
    print(f"first definition above {PHONE_HEIGHT} px: {seen} of {len(screens)} entries; whole page: {whole}")
    print(f"median: definition ends at {median(screen.definition_ends for screen in screens):.0f} px, ", end="")
    print(f"page at {median(screen.ends for screen in screens):.0f} px")
    for screen in sorted(screens, key=lambda each: -each.definition_ends)[:MAX_SHOWN]:
        print(f"{screen.definition_ends:6.0f} {screen.ends:6.0f}  {screen.key}")


main()
