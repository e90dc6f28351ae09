"""What a server's own glossary costs: `python -m benchmarks.server_glossary --home FOLDER`.

Completion is measured beside that of the lexicon alone, in one run. It ends with status 1 if it costs too much.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.limits import ANSWER_LIMITS, MAX_COMPLETIONS
from benchmarks.lookup.measuring import MILLISECONDS, p99, show
from bot.discord_bot.runtime.server_dictionaries import StoredTexts
from bot.discord_bot.runtime.server_glossaries import ServerGlossaries
from bot.lexicon.dictionary import Dictionary, Lookup
from bot.lexicon.server_glossary.dictionary import ServerDictionary
from bot.lexicon.server_glossary.entries import GlossaryLabels
from bot.lexicon.server_glossary.term import MAX_TERMS, TermDraft
from bot.lexicon.store.opening import opened as opened_lexicon
from bot.settings import Home
from bot.storage.glossary.records import ImportRow
from bot.storage.server_data import ServerData, opened

GUILD, EDITOR = 7, 5
SYLLABLES = "ba ce di fu gu har len mar nix pol que ros stin tra ven zol car dio gly hem".split()
DEFINITION_LENGTH = 500
# Milliseconds more for a completion, and MB for an active server.
MAX_MORE, MAX_MEGABYTES = 1.0, 5.0
MAX_LENGTH = 12
NAP = 0.001
LABELS = GlossaryLabels("This server's glossary", "this server", "en")


@dataclass(frozen=True, slots=True)
class Loading:
    """How long loading took in seconds, how many milliseconds the event loop was late meanwhile, and the MB kept."""

    seconds: float
    late: list[float]
    megabytes: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Completions of so many beginnings of names: the median without a glossary, and the median and p99 of what each
    takes more with it, in milliseconds.
    """

    whose: str
    beginnings: int
    median: float
    median_more: float
    p99_more: float


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server_glossary", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a MEDLEX_HOME with a built lexicon; it is only read")
    parser.add_argument("--names", type=int, default=100, help="how many names of each kind are typed")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    print(f"load {' '.join(f'{load:.1f}' for load in os.getloadavg())}")
    sys.exit(asyncio.run(measure(Home(arguments.home.absolute()).lexicon, arguments.names, arguments.seed)))


async def measure(lexicon: Path, number: int, seed: int) -> int:
    """Fill a glossary to the limit, load it, and complete so many headwords of the lexicon and names of the glossary
    with it and without it. Return the exit status.
    """
    rng = random.Random(seed)  # noqa: S311 (made-up names)
    drafts = made_up(rng)
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Home(Path(folder))) as data, opened_lexicon(lexicon) as open_lexicon:
            await _fill(data, drafts)
            loading = await _load(data)
            dictionary = Dictionary(open_lexicon, ANSWER_LIMITS)
            await dictionary.suggester.index()
            groups = {
                "headwords of the lexicon": await _headwords(dictionary, rng, number),
                "names of the glossary": [draft.headword for draft in rng.sample(drafts, number)],
            }
            own = await _over(dictionary, data)
            compared = [await _compared(whose, dictionary, own, names) for whose, names in groups.items()]
    _show(loading, compared)
    is_cheap = all(each.median_more <= MAX_MORE for each in compared)
    return 0 if is_cheap and loading.megabytes <= MAX_MEGABYTES else 1


async def _headwords(dictionary: Dictionary, rng: random.Random, number: int) -> list[str]:
    rows = await dictionary.lexicon.rows("SELECT headword FROM entry ORDER BY weight DESC LIMIT 2000")
    return rng.sample([row["headword"] for row in rows], min(number, len(rows)))


async def _over(dictionary: Dictionary, data: ServerData) -> ServerDictionary:
    glossary = await ServerGlossaries(lambda: data).of(GUILD)
    if glossary is None:
        raise RuntimeError("the glossary was filled, and is empty")
    return ServerDictionary(dictionary, glossary, StoredTexts(lambda: data), LABELS, ANSWER_LIMITS)


def made_up(rng: random.Random, terms: int = MAX_TERMS) -> list[TermDraft]:
    """Return terms with two other names each, and a definition."""

    def word() -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 4)))

    def name() -> str:
        return " ".join(word() for _ in range(rng.randint(1, 3)))

    text = "A text of the ward. " * (DEFINITION_LENGTH // 20)
    return [
        TermDraft(f"{name()} {number:x}", text, (f"{name()} {number:x}", f"{word()[:3].upper()}{number:X}"))
        for number in range(terms)
    ]


async def _fill(data: ServerData, drafts: Sequence[TermDraft]) -> None:
    rows = [ImportRow(line, draft) for line, draft in enumerate(drafts, start=1)]
    now = datetime.now(UTC)
    plan = await data.glossaries.prepare_import(GUILD, rows, EDITOR, now)
    await data.glossaries.apply_import(GUILD, plan.token, EDITOR, now)


async def _load(data: ServerData) -> Loading:
    """Load the glossary twice: once for the time, once for the memory, which is slower to measure."""
    late: list[float] = []
    napping = asyncio.create_task(_nap(late))
    before = time.perf_counter()
    await ServerGlossaries(lambda: data).of(GUILD)
    seconds = time.perf_counter() - before
    napping.cancel()
    tracemalloc.start()
    at_start = tracemalloc.get_traced_memory()[0]
    kept = ServerGlossaries(lambda: data)
    await kept.of(GUILD)
    used = tracemalloc.get_traced_memory()[0] - at_start
    tracemalloc.stop()
    kept.close()
    return Loading(seconds, late, used / 1e6)


async def _nap(late: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(NAP)
        late.append((time.perf_counter() - before - NAP) * MILLISECONDS)


async def _compared(whose: str, alone: Dictionary, own: ServerDictionary, names: Sequence[str]) -> Compared:
    """Type names letter by letter, each beginning twice with the glossary and twice without; the faster one counts."""
    more: list[float] = []
    without: list[float] = []
    for typed in (name[:length] for name in names for length in range(1, min(len(name), MAX_LENGTH) + 1)):
        took = [await _took(lookup, typed) for lookup in (alone, own, alone, own)]
        without.append(min(took[0], took[2]))
        more.append(min(took[1], took[3]) - without[-1])
    return Compared(whose, len(more), statistics.median(without), statistics.median(more), p99(more))


async def _took(lookup: Lookup, typed: str) -> float:
    before = time.perf_counter()
    await lookup.complete(typed, MAX_COMPLETIONS)
    return (time.perf_counter() - before) * MILLISECONDS


def _show(loading: Loading, compared: Sequence[Compared]) -> None:
    show(
        f"Completion with a glossary of {MAX_TERMS:,} terms with two other names each: milliseconds",
        ["typed", "beginnings", "median without", "median more", "p99 more"],
        [[each.whose, each.beginnings, each.median, each.median_more, each.p99_more] for each in compared],
        f"At most {MAX_MORE:g} ms more at the median.",
    )
    show(
        "Loading such a glossary",
        ["seconds", "MB kept", "loop late, longest", "loop late, p99"],
        [[loading.seconds, loading.megabytes, max(loading.late, default=0.0), p99(loading.late or [0.0])]],
        f"At most {MAX_MEGABYTES:g} MB, by tracemalloc. Milliseconds by which the event loop was late meanwhile.",
    )


if __name__ == "__main__":
    main()
