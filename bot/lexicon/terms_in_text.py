"""Terms in text: the medical names in a message, longest first, in one pass.

Every run of words is looked up by its normal form, in few questions to the lexicon; `bot.lexicon.everyday` decides which of
the names that are found are meant as terms.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from bot.errors import N_, UsageError
from bot.lexicon.everyday import Explained, Reading, is_for_patients, is_shouted
from bot.lexicon.lookup import strongest
from bot.lexicon.model import Choice, InstalledSource, SemanticType
from bot.lexicon.prose import Run, runs
from bot.lexicon.store import Lexicon, NameOwner, marks, name_owner, naming_lexicon

# What Discord lets people write who pay for it; others have half (https://support.discord.com/hc/en-us/articles/115000435108).
LONGEST_MESSAGE = 4_000
# SQLite takes 32,766 values in one question (https://sqlite.org/limits.html); more than so many at once are no faster.
VALUES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A medical name in a message: where it stands (in characters, the end not included), the name as a source writes it, and
    the entry that owns it; several entries where the name is ambiguous.
    """

    start: int
    end: int
    name: str
    entries: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What of a definition or record in an entry's document tells for whom it is written."""

    source: str


@dataclass(frozen=True, slots=True)
class Outlined:
    """What of an entry's document tells whether it is worth explaining."""

    semantic_types: tuple[SemanticType, ...] = ()
    definitions: tuple[Source, ...] = ()
    records: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnedName:
    """A name by one of its normal forms, with its owner, and the number of the owner's entry."""

    form: str
    owner: NameOwner
    entry: int


@dataclass(frozen=True, slots=True)
class MeantRun:
    """A run of words that is meant as a medical term, and the owners of that name."""

    run: Run
    owners: list[NameOwner]


async def terms_in_text(lexicon: Lexicon, message: str) -> list[FoundTerm]:
    """The medical terms of a message, in the order in which they stand, each entry once, where it stands first.

    Raises UsageError when the message has over 4,000 characters, DataError when the lexicon is damaged.
    """
    if len(message) > LONGEST_MESSAGE:
        raise UsageError(
            N_("That is {length:,} characters long; a message has at most {most:,}."),
            N_("Ask about a part of it."),
            length=len(message),
            most=LONGEST_MESSAGE,
        )
    in_message = await asyncio.to_thread(runs, message)
    owned = await _owned(lexicon, {run.form for run in in_message})
    sources = {source.id: source for source in await lexicon.sources()}
    explained = await _explained(lexicon, {each.entry for each in owned}, sources)
    reading, behind = await _reading(lexicon, in_message, sources), await lexicon.sources_that_stand_back()
    return await asyncio.to_thread(
        lambda: list(_each_entry_once(_longest_first(_meant(message, in_message, owned, explained, reading)), behind))
    )


async def _owned(lexicon: Lexicon, forms: set[str]) -> list[OwnedName]:
    """The names that have one of these normal forms, with their owners."""
    rows = await _rows_for(
        lexicon,
        "SELECT form.form, name.name, name.kind, name.source, name.place, entry.id, entry.key, entry.headword, entry.hint, entry.weight "
        "FROM form JOIN name ON name.id = form.name JOIN entry ON entry.id = name.entry WHERE form.form IN ({})",
        sorted(forms),
    )
    with naming_lexicon(lexicon.path):
        return [_owned_name(dict(row)) for row in rows]


def _owned_name(row: dict[str, Any]) -> OwnedName:
    return OwnedName(msgspec.convert(row["form"], str), name_owner(row), msgspec.convert(row["id"], int))


async def _explained(
    lexicon: Lexicon, entries: set[int], sources: Mapping[str, InstalledSource]
) -> dict[int, Explained]:
    """What each of these entries is, by its number."""
    rows = await _rows_for(lexicon, "SELECT id, document FROM entry WHERE id IN ({})", sorted(entries))
    decode = msgspec.json.Decoder(Outlined).decode
    with naming_lexicon(lexicon.path):
        outlined = {row["id"]: decode(row["document"]) for row in rows}
    return {
        id: Explained(
            entry.semantic_types,
            any(is_for_patients(sources.get(each.source)) for each in (*entry.definitions, *entry.records)),
        )
        for id, entry in outlined.items()
    }


async def _reading(lexicon: Lexicon, in_message: list[Run], sources: Mapping[str, InstalledSource]) -> Reading:
    singles = [run.pieces[0] for run in in_message if len(run.pieces) == 1]
    rows = await _rows_for(
        lexicon,
        "SELECT word, language, frequency FROM everyday_word WHERE word IN ({})",
        sorted({piece.word for piece in singles}),
    )
    frequencies = {(row["word"], row["language"]): row["frequency"] for row in rows}
    return Reading(frequencies, sources, is_shouted([piece.text for piece in singles]))


async def _rows_for(lexicon: Lexicon, sql: str, values: Sequence[object]) -> list[sqlite3.Row]:
    """The rows of a query over any number of values, whose place in it is `{}`."""
    batches = [values[start : start + VALUES_AT_ONCE] for start in range(0, len(values), VALUES_AT_ONCE)]
    return [row for batch in batches for row in await lexicon.rows(sql.format(marks(batch)), *batch)]


def _meant(
    message: str, in_message: list[Run], owned: list[OwnedName], explained: Mapping[int, Explained], reading: Reading
) -> Iterator[MeantRun]:
    """The runs of words that are meant as medical terms, each with those owners of the name that it is meant for."""
    by_form: dict[str, list[OwnedName]] = {}
    for each in owned:
        by_form.setdefault(each.form, []).append(each)
    for run in in_message:
        text = message[run.start : run.end]
        owners = [
            each.owner
            for each in by_form.get(run.form, ())
            if reading.is_term(run, text, each.owner.name, explained[each.entry])
        ]
        if owners:
            yield MeantRun(run, owners)


def _longest_first(meant: Iterable[MeantRun]) -> list[MeantRun]:
    """Those that don't overlap with a longer one (of two that are as long: with the first), as they stand in the message."""
    taken: list[MeantRun] = []
    for each in sorted(meant, key=lambda meant: (-len(meant.run.pieces), meant.run.start)):
        if not any(each.run.start < other.run.end and other.run.start < each.run.end for other in taken):
            taken.append(each)
    return sorted(taken, key=lambda meant: meant.run.start)


def _each_entry_once(meant: Iterable[MeantRun], behind: frozenset[str]) -> Iterator[FoundTerm]:
    seen: set[str] = set()
    for each in meant:
        direct = strongest(" ".join(piece.text for piece in each.run.pieces), each.owners, behind)
        entries = tuple({owner.choice.key: owner.choice for owner in direct}.values())
        if not seen.issuperset(entry.key for entry in entries):
            seen.update(entry.key for entry in entries)
            yield FoundTerm(each.run.start, each.run.end, direct[0].name.name, entries)
