"""Measure look-ups over an installed lexicon: `python -m benchmarks.lookup --home FOLDER`.

Everything is measured in one run, and compared with other methods on the same queries: only ratios are comparable
between machines.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from pathlib import Path

from benchmarks.limits import ANSWER_LIMITS
from benchmarks.lookup import autocomplete, costs, event_loop, pages, phrases, suggestions
from benchmarks.lookup.queries import Query, pairs, queries, typos
from benchmarks.quality.sampling import weighted_names
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home


def main() -> None:
    """Measure everything and print it."""
    arguments = _arguments()
    lexicon = Home(arguments.home.absolute()).lexicon
    asked = asyncio.run(_asked(lexicon, arguments))
    print(f"{len(asked):,} mistyped queries; load {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    suggestions.compare(lexicon, asked, arguments.scanned, arguments.postgres)
    asyncio.run(_inside_the_process(lexicon, asked, arguments))
    costs.show_serving(lexicon)
    costs.show_building(lexicon)
    print(f"\nload {' '.join(f'{load:.1f}' for load in os.getloadavg())}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.lookup", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon; it is only read")
    parser.add_argument("--pairs", type=Path, help="misspellings: a TSV file with the columns typed and meant")
    parser.add_argument("--queries", type=int, default=1000, help="how many names are mistyped, and how many completed")
    parser.add_argument("--scanned", type=int, default=100, help="how many queries the scans of all names are asked")
    parser.add_argument("--postgres", metavar="DSN", help="a PostgreSQL database to measure pg_trgm in")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


async def _asked(lexicon: Path, arguments: argparse.Namespace) -> list[Query]:
    async with opened(lexicon) as opened_lexicon:
        mistyped = list(typos(await weighted_names(opened_lexicon), arguments.queries, arguments.seed))
        mistyped += pairs(arguments.pairs) if arguments.pairs else []
        return await queries(Dictionary(opened_lexicon, ANSWER_LIMITS), mistyped)


async def _inside_the_process(lexicon: Path, asked: list[Query], arguments: argparse.Namespace) -> None:
    async with opened(lexicon) as opened_lexicon:
        dictionary = Dictionary(opened_lexicon, ANSWER_LIMITS)
        await dictionary.suggester.index()
        await autocomplete.measure(dictionary, arguments.queries, arguments.seed)
        await pages.measure(dictionary, arguments.queries, arguments.seed)
        await phrases.measure(dictionary)
        await event_loop.measure(dictionary, [query.typed for query in asked], await phrases.no_names(dictionary))


if __name__ == "__main__":
    main()
