"""The terms of glossaries: reading, writing and counting them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, case, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm
from bot.storage.database import count_rows
from bot.storage.glossary.encoding import decoded, encoded, search_words, sort_key
from bot.storage.glossary.state import possible
from bot.storage.schema import glossary_name, glossary_term
from bot.terms.memoized import Memoized
from bot.terms.normal_forms import fold
from bot.terms.words import index_word

Item = TypeVar("Item")

# Rows of one statement. With more, an import would keep the event loop busy for longer at a time.
MAX_ROWS = 500
# Words whose spelling in the index is remembered while the rows of an import are made.
MAX_MEMOIZED = 200_000
# More words than people search for: each costs a comparison with every definition.
MAX_WORDS = 12
A_TO_Z = (glossary_term.c.sort_key, glossary_term.c.number)
COLUMNS = (
    *(glossary_term.c.guild_id, glossary_term.c.number),
    *(glossary_term.c.draft, glossary_term.c.updated_at),
)


def of_guild(guild_id: int) -> Select[Any]:
    """Return the query for all terms of a server."""
    return select(*COLUMNS).where(glossary_term.c.guild_id == guild_id)


def called(guild_id: int, name: str) -> Select[Any]:
    """Return the query for the term that has a name, in any spelling that folds alike."""
    these = (glossary_name.c.guild_id == guild_id) & (glossary_name.c.folded == fold(name))
    return of_guild(guild_id).where(glossary_term.c.number.in_(select(glossary_name.c.number).where(these)))


def beginning(guild_id: int, typed: str) -> Select[Any]:
    """Return the query for terms that have a name with a word that begins with what is typed: first those whose
    headword begins with it, then from A to Z.
    """
    start, folded = fold(typed), glossary_name.c.folded
    has_word = folded.startswith(start, autoescape=True) | folded.contains(f" {start}", autoescape=True)
    numbers = select(glossary_name.c.number).where((glossary_name.c.guild_id == guild_id) & has_word)
    is_first = case((glossary_term.c.sort_key.startswith(sort_key(typed), autoescape=True), 0), else_=1)
    return of_guild(guild_id).where(glossary_term.c.number.in_(numbers)).order_by(is_first, *A_TO_Z)


def before(text: str) -> ColumnElement[bool]:
    """Return the condition for terms that stand before a text from A to Z."""
    return glossary_term.c.sort_key < sort_key(text)


def with_words(guild_id: int, words: Iterable[str]) -> Select[Any] | None:
    """Return the query for terms whose definitions have at least one of some words, or a word that begins
    with it: those with the most of them first. None without any word.
    """
    index_words = Memoized(index_word, MAX_MEMOIZED)
    asked = list(dict.fromkeys(search_words(" ".join(words), index_words).split()))[:MAX_WORDS]
    if not asked:
        return None
    found = [case((glossary_term.c.words.contains(f" {word}", autoescape=True), 1), else_=0) for word in asked]
    score = sum(found[1:], found[0])
    return of_guild(guild_id).where(score > 0).order_by(score.desc(), *A_TO_Z)


async def read(connection: AsyncConnection, query: Select[Any]) -> list[GlossaryTerm]:
    """Return the terms of a query for `COLUMNS`. Thousands are read bit by bit, so that others are answered meanwhile."""
    result = await connection.stream(query.execution_options(yield_per=MAX_ROWS))
    return [
        GlossaryTerm(guild_id, number, decoded(draft), when)
        async for rows in result.partitions()
        for guild_id, number, draft, when in rows
    ]


async def find_many(connection: AsyncConnection, guild_id: int, numbers: Iterable[int]) -> dict[int, GlossaryTerm]:
    """Return those of some terms that there are, by number."""
    wanted, query = set(map(possible, numbers)), of_guild(guild_id)
    if len(wanted) <= MAX_ROWS:
        query = query.where(glossary_term.c.number.in_(wanted))
    return {term.number: term for term in await read(connection, query) if term.number in wanted}


async def count(connection: AsyncConnection, guild_id: int, *conditions: ColumnElement[bool]) -> int:
    """Return how many terms of a server fulfill some conditions."""
    return await count_rows(connection, glossary_term, glossary_term.c.guild_id == guild_id, *conditions)


def rows_of(after: Iterable[GlossaryTerm]) -> list[dict[str, Any]]:
    """Return the rows of some terms."""
    index_words = Memoized(index_word, MAX_MEMOIZED)
    return [_row(term, index_words) for term in after]


def _row(term: GlossaryTerm, index_words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "guild_id": term.guild_id,
        "number": term.number,
        "sort_key": sort_key(term.draft.headword),
        "draft": encoded(term.draft),
        "words": search_words(term.draft.definition, index_words),
        "updated_at": term.updated_at,
    }


async def delete_terms(connection: AsyncConnection, before: Iterable[GlossaryTerm]) -> None:
    """Delete terms with their names."""
    gone = [{"of_guild": term.guild_id, "with_number": term.number} for term in before]
    for table in (glossary_name, glossary_term):
        this = (table.c.guild_id == bindparam("of_guild")) & (table.c.number == bindparam("with_number"))
        for some in batches(gone):
            await connection.execute(delete(table).where(this), some)


async def insert_terms(connection: AsyncConnection, rows: Iterable[dict[str, Any]]) -> None:
    """Insert the `rows_of` some terms."""
    for some in batches(rows):
        await connection.execute(insert(glossary_term), some)


async def refuse_full(connection: AsyncConnection, guild_id: int, more: int) -> None:
    """Raise UsageError if a server would have too many terms with some more. It can always have fewer."""
    there = await count(connection, guild_id) if more > 0 else 0
    if there + more > MAX_TERMS:
        raise full(there, more)


def full(there: int, more: int) -> UsageError:
    """Return the error for a glossary that has no room for some more terms."""
    if there >= MAX_TERMS:
        problem = N_("This server's glossary is full: it has {count:,} of {most:,} terms.")
    else:
        problem = N_("This server's glossary has {count:,} of {most:,} terms, so there is no room for {more:,} more.")
    return UsageError(
        problem, N_("Remove terms that nobody needs, then try again."), count=there, most=MAX_TERMS, more=more
    )


def unknown(number: int) -> UsageError:
    """Return the error for a term that is not there, or no longer."""
    problem = N_("This server's glossary has no term with the number {number}.")
    return UsageError(problem, N_("It may have been removed. List the terms again."), number=number)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield items in lists that are short enough for one statement."""
    rest = iter(items)
    while some := list(islice(rest, MAX_ROWS)):
        yield some
