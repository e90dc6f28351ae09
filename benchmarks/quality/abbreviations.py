"""`python -m benchmarks.quality.abbreviations --home MEDLEX_HOME`: what abbreviations in messages are taken to mean.

`abbreviations.toml` beside this file holds messages written for this project, with what each abbreviation in
them means. For each half of it this prints how many were decided rightly, were left as a choice that has the
right sense, were wrongly decided (another sense, or an everyday one taken for a medical one), or were missed.
An abbreviation whose right senses the home's lexicon has no entry for is not counted.
"""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

from benchmarks.limits import MAX_MESSAGE_LENGTH
from bot.lexicon.store.opening import opened
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.text_scan.abbreviations import Basis
from bot.lexicon.text_scan.terms_in_text import FoundTerm, terms_in_text
from bot.settings import Home

TRUTH = Path(__file__).with_name("abbreviations.toml")
ENGLISH = ("en",)


class Outcome(StrEnum):
    """The result for an abbreviation."""

    RIGHT = "right"
    CHOICE = "a choice"
    WRONG = "wrong"
    MISSED = "missed"
    ABSENT = "not in this lexicon"


@dataclass(frozen=True, slots=True)
class Message:
    """A message, and the meanings of its abbreviations: the headwords that are right for each, those that are to be
    choices (`open`), and those that mean nothing medical (`dark`).
    """

    text: str
    half: str
    means: dict[str, tuple[str, ...]] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    dark: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """The content of `abbreviations.toml`."""

    message: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The result for one abbreviation of a message."""

    message: Message
    abbreviation: str
    outcome: Outcome
    found: str


def main() -> None:
    """Judge the abbreviations of every message with a home's lexicon."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True, help="the MEDLEX_HOME whose lexicon is asked")
    parser.add_argument("--missed", action="store_true", help="list what is not right of the part that is for tuning")
    arguments = parser.parse_args()
    judged = asyncio.run(judge_all(Home(arguments.home)))
    if arguments.missed:
        list_missed(judged)
    report(judged)


async def judge_all(home: Home) -> list[Judged]:
    """Judge every abbreviation of the file."""
    messages = msgspec.toml.decode(TRUTH.read_bytes(), type=Truth).message
    async with opened(home.lexicon) as lexicon:
        return [judged for message in messages for judged in await _judge(lexicon, message)]


async def _judge(lexicon: Lexicon, message: Message) -> list[Judged]:
    found = dict(_by_word(message.text, await terms_in_text(lexicon, message.text, MAX_MESSAGE_LENGTH, ENGLISH)))
    known = {headword for headwords in message.means.values() for headword in headwords}
    rows = await lexicon.rows(
        "SELECT headword FROM entry WHERE headword IN (SELECT value FROM json_each(?))",
        msgspec.json.encode(sorted(known)),
    )
    there = {row["headword"] for row in rows}
    return list(_outcomes(message, found, there))


def _by_word(text: str, terms: list[FoundTerm]) -> Iterator[tuple[str, FoundTerm]]:
    """Each term by each of its words and by all of them ("wet AMD")."""
    for term in reversed(terms):
        written = text[term.start : term.end]
        for word in (*written.split(), written):
            yield word, term


def _outcomes(message: Message, found: dict[str, FoundTerm], there: set[str]) -> Iterator[Judged]:
    for abbreviation, headwords in message.means.items():
        term = found.get(abbreviation) or _explained_already(found, set(headwords))
        outcome = _of_meaning(term, set(headwords))
        if not there & set(headwords) and outcome is Outcome.MISSED:
            outcome = Outcome.ABSENT
        yield Judged(message, abbreviation, outcome, _shown(term))
    for abbreviation in message.open:
        term = found.get(abbreviation)
        yield Judged(message, abbreviation, _of_open(term), _shown(term))
    for abbreviation in message.dark:
        term = found.get(abbreviation)
        yield Judged(message, abbreviation, _of_dark(term), _shown(term))


def _explained_already(found: dict[str, FoundTerm], right: set[str]) -> FoundTerm | None:
    """The term by which the message names the right sense in words: each entry is explained once."""
    return next(
        (term for term in found.values() if term.basis is Basis.NAMED and term.entries[0].headword in right), None
    )


def _of_meaning(term: FoundTerm | None, right: set[str]) -> Outcome:
    if term is None:
        return Outcome.MISSED
    headwords = [entry.headword for entry in term.entries]
    if term.basis is Basis.OPEN:
        return Outcome.CHOICE if right & set(headwords) else Outcome.WRONG
    return Outcome.RIGHT if headwords[0] in right else Outcome.WRONG


def _of_open(term: FoundTerm | None) -> Outcome:
    if term is None:
        return Outcome.MISSED
    return Outcome.RIGHT if term.basis is Basis.OPEN else Outcome.WRONG


def _of_dark(term: FoundTerm | None) -> Outcome:
    if term is None:
        return Outcome.RIGHT
    return Outcome.CHOICE if term.basis is Basis.OPEN else Outcome.WRONG


def _shown(term: FoundTerm | None) -> str:
    if term is None:
        return "-"
    return f"{term.basis} {[entry.headword for entry in term.entries]} {list(term.because)}"


def list_missed(judged: list[Judged]) -> None:
    """Print what is not right of the half for tuning; the other half is not to be looked at."""
    for one in judged:
        if one.message.half == "tune" and one.outcome not in {Outcome.RIGHT, Outcome.ABSENT}:
            print(f"{one.outcome}: {one.abbreviation} → {one.found}\n    in: {one.message.text[:100]}")


def report(judged: list[Judged]) -> None:
    """Print the outcomes of each part."""
    for half in ("tune", "held", "fresh"):
        counts = Counter(one.outcome for one in judged if one.message.half == half)
        print(f"abbreviations, {half}: " + ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome))


if __name__ == "__main__":
    main()
