"""`python -m benchmarks.quality.messages --home MEDLEX_HOME`: how well terms in messages are told from everyday words.

`messages.toml` beside this file holds messages written for this project, with the words in each that should
light up. Words that the home's lexicon has no entry of are listed, and not counted. Prints precision (how
many of the words that lit up should), recall (how many of those that should did) and the time taken.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.limits import MAX_MESSAGE_LENGTH
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.text_scan.terms_in_text import terms_in_text
from bot.settings import Home
from bot.terms.normal_forms import fold, normal_forms

TRUTH = Path(__file__).with_name("messages.toml")
MEASURED_LENGTH = 2_000
REPEATS = 20


@dataclass(frozen=True, slots=True)
class Message:
    """A message, the words in it that should be marked as terms, and those that may be."""

    text: str
    terms: tuple[str, ...]
    either: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """The content of `messages.toml`."""

    message: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The result for a message: words that were rightly marked, that should have been, that should not have been, and
    those that should have been but have no entry in the lexicon.
    """

    message: Message
    right: Collection[str]
    missed: Collection[str]
    wrong: Collection[str]
    absent: Collection[str]


def main() -> None:
    """Find the terms of every message in a home's lexicon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the MEDLEX_HOME whose lexicon is asked")
    arguments = parser.parse_args()
    asyncio.run(_judge_all(Home(arguments.home)))


async def _judge_all(home: Home) -> None:
    messages = msgspec.toml.decode(TRUTH.read_bytes(), type=Truth).message
    async with opened(home.lexicon) as lexicon:
        _report([await _judge(lexicon, message) for message in messages])
        text = "\n".join(message.text for message in messages)
        for length in (MEASURED_LENGTH, MAX_MESSAGE_LENGTH):
            taken = [await _milliseconds(lexicon, text[start : start + length]) for start in range(REPEATS)]
            print(f"{length:,} characters: median {statistics.median(taken):.1f} ms, most {max(taken):.1f} ms")


async def _judge(lexicon: Lexicon, message: Message) -> Judged:
    found = {
        fold(message.text[term.start : term.end])
        for term in await terms_in_text(lexicon, message.text, MAX_MESSAGE_LENGTH)
    }
    expected = {fold(term) for term in message.terms}
    absent = {term for term in expected if not await lexicon.owners_of_forms(normal_forms(term))}
    return Judged(
        message,
        right=found & expected,
        missed=expected - found - absent,
        wrong=found - expected - {fold(term) for term in message.either},
        absent=absent,
    )


async def _milliseconds(lexicon: Lexicon, text: str) -> float:
    started = time.process_time()
    await terms_in_text(lexicon, text, MAX_MESSAGE_LENGTH)
    return 1_000 * (time.process_time() - started)


def _report(judged: list[Judged]) -> None:
    for one in judged:
        if one.missed or one.wrong:
            print(f"missed: {', '.join(sorted(one.missed)) or '-'}; wrong: {', '.join(sorted(one.wrong)) or '-'}")
            print(f"    in: {' '.join(one.message.text.split())[:100]}")
    absent = sorted({term for one in judged for term in one.absent})
    print(f"not in this lexicon ({len(absent)}): {', '.join(absent)}")
    right, missed, wrong = (
        sum(map(len, kind)) for kind in zip(*((j.right, j.missed, j.wrong) for j in judged), strict=True)
    )
    print(f"precision: {right / (right + wrong):.3f} ({wrong} of {right + wrong} lit up wrongly)")
    print(f"recall: {right / (right + missed):.3f} ({missed} of {right + missed} missed)")


if __name__ == "__main__":
    main()
