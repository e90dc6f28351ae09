"""`python -m benchmarks.quality.added_sources --few HOME --all HOME`: whether adding sources makes an answer worse.

Asks names and abbreviations, which the home with few sources answers, of the home with all of them. An answer
of before may become a choice, when sources that may answer, or two of specialists, know a further sense of
the name; its entry must be among the choices. Everything else is a fault:

- *lost*: there is no answer any more, or a choice without the entry of before;
- *turned*: another entry is answered;
- *crowded*: a choice, though only sources that may not answer for the name added the other senses;
- *split*: a choice of entries that were one.

Two entries are the same thing when they hold a record or a text of one publisher in common, or when most
names that the few sources give the one are among those that they give the other: of several records with one
text, a page shows one. Exit status: 1 when there is any fault.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from benchmarks.limits import ANSWER_LIMITS, MAX_OPTION_LENGTH
from benchmarks.quality.measures import print_list
from benchmarks.quality.sampling import draw
from bot.errors import MedlexError, UsageError
from bot.languages import ENGLISH
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.authority import Reader
from bot.lexicon.model import Answer, Choice, Cited, Entry, Suggestion
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.terms.normal_forms import fold, normal_forms

NAMES = 5_000


class Outcome(StrEnum):
    """The change of an answer."""

    SAME = "the same"
    CHOICE = "a choice, for a further sense is known"
    LOST = "lost"
    TURNED = "turned"
    CROWDED = "crowded"
    SPLIT = "split"


FAULTS = (Outcome.LOST, Outcome.TURNED, Outcome.CROWDED, Outcome.SPLIT)


@dataclass(frozen=True, slots=True)
class Compared:
    """A name, its answers before and now, and the kind of change."""

    name: str
    before: str
    now: str
    outcome: Outcome

    def __str__(self) -> str:
        return f"{self.name!r}: {self.before} → {self.now}"


def main() -> None:
    """Compare two homes, print the changes of their answers, and end with a status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=Path, required=True, help="the MEDLEX_HOME with few sources")
    parser.add_argument("--all", type=Path, required=True, help="the MEDLEX_HOME with these and others")
    parser.add_argument("--names", type=int, default=NAMES, metavar="N", help="how many names are asked")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other names")
    parser.add_argument("--choices", action="store_true", help="list, too, what became a choice")
    arguments = parser.parse_args()
    try:
        sys.exit(asyncio.run(_run(arguments)))
    except (MedlexError, OSError) as error:
        sys.exit(str(error))


async def _run(arguments: argparse.Namespace) -> int:
    async with _dictionary(arguments.few) as few, _dictionary(arguments.all) as every:
        compared = await compare(few, every, arguments.names, arguments.seed)
    counts = Counter(one.outcome for one in compared)
    print(f"{len(compared):,} names that few sources answer, asked of all (seed {arguments.seed}):")
    for outcome in Outcome:
        print(f"{counts[outcome]:7,}  {outcome}")
    for outcome in [*FAULTS, *([Outcome.CHOICE] if arguments.choices else [])]:
        print_list(outcome, [str(one) for one in compared if one.outcome is outcome])
    return 1 if any(counts[fault] for fault in FAULTS) else 0


@asynccontextmanager
async def _dictionary(home: Path) -> AsyncIterator[Dictionary]:
    async with opened(Home(home).lexicon) as lexicon:
        yield Dictionary(lexicon, ANSWER_LIMITS)


async def compare(few: Dictionary, every: Dictionary, number: int, seed: int) -> list[Compared]:
    """Compare the answers to so many names that the home with few sources answers."""
    rows = await few.lexicon.rows("SELECT folded, min(name) AS name FROM name GROUP BY folded")
    written = {row["folded"]: row["name"] for row in rows if len(row["name"]) <= MAX_OPTION_LENGTH}
    reader = Reader(ENGLISH, await every.lexicon.sources_by_id())
    compared: list[Compared] = []
    for folded in draw(written, len(written), seed):
        name = written[folded]
        with suppress(UsageError):  # a name of signs that nobody can ask for
            if entry := (await few.look_up(name)).entry:
                compared.append(await _compared(every, reader, name, entry))
        if len(compared) == number:
            break
    return compared


async def _compared(every: Dictionary, reader: Reader, name: str, before: Entry) -> Compared:
    answer = await every.look_up(name)
    if answer.entry is not None:
        outcome = Outcome.SAME if are_same(before, answer.entry) else Outcome.TURNED
    else:
        outcome = await _without_answer(every, reader, name, before, answer)
    return Compared(name, before.headword, _shown(answer), outcome)


async def _without_answer(every: Dictionary, reader: Reader, name: str, before: Entry, answer: Answer) -> Outcome:
    """The kind of change if there is now a choice, suggestions or nothing instead of an answer."""
    entries = await every.lexicon.entries([choice.key for choice in answer.choices])
    meant = {key for key, entry in entries.items() if are_same(before, entry)}
    if not meant:
        return Outcome.LOST
    if len(meant) == len(entries):
        return Outcome.SPLIT
    owners = [
        *await every.lexicon.owners_of_name(fold(name)),
        *await every.lexicon.owners_of_forms(normal_forms(name)),
    ]
    further = (owner for owner in owners if owner.choice.key in entries and owner.choice.key not in meant)
    counts = any(reader.may_be_answered(owner) or reader.is_confirmed(owner) for owner in further)
    return Outcome.CHOICE if counts else Outcome.CROWDED


def are_same(one: Entry, other: Entry) -> bool:
    """Return True if an entry of a dictionary with few sources (`one`) and one of a dictionary with more are the same
    thing.
    """
    if not _records(one).isdisjoint(_records(other)):
        return True
    names = {fold(name.name) for name in one.names}
    sources = {name.source for name in one.names}
    shared = names & {fold(name.name) for name in other.names if name.source in sources}
    return 2 * len(shared) > len(names)


def _records(entry: Entry) -> frozenset[tuple[str, str]]:
    """The records of an entry, by source and code, and its definitions, by source and text."""
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    texts = [(each.source, each.text) for each in entry.definitions]
    return frozenset([*((each.source, each.code) for each in cited), *texts])


def _shown(answer: Answer) -> str:
    if answer.entry is not None:
        return answer.entry.headword
    offered: tuple[Choice | Suggestion, ...] = (*answer.choices, *answer.suggestions)
    shown = "; ".join(one.headword for one in offered[:6])
    return f"{answer.match}: {shown}" if shown else answer.match


if __name__ == "__main__":
    main()
