"""The terms of glossaries, and the names by which each is found."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Select, case, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import N_, UsageError
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm, TermDraft
from bot.storage.glossary.encoding import decoded, encoded, folded_names, search_words, sort_key
from bot.storage.glossary.records import TermChange
from bot.storage.schema import glossary_name, glossary_term
from bot.terms.normal_forms import fold

Item = TypeVar("Item")

# Values of one statement. SQLite takes 32,766 (https://sqlite.org/limits.html#max_variable_number), PostgreSQL 32,767.
MAX_VALUES = 5_000
# More words than people search for: each costs a comparison with every definition.
MAX_WORDS = 12
A_TO_Z = (glossary_term.c.sort_key, glossary_term.c.number)
COLUMNS = (
    *(glossary_term.c.guild_id, glossary_term.c.number),
    *(glossary_term.c.draft, glossary_term.c.updated_at),
)

Row = dict[str, Any]
# The rows of terms, and of their names.
Rows = tuple[list[Row], list[Row]]


def of_guild(guild_id: int) -> Select[Any]:
    """Return the query for all terms of a server."""
    return select(*COLUMNS).where(glossary_term.c.guild_id == guild_id)


def with_words(guild_id: int, words: Iterable[str]) -> Select[Any] | None:
    """Return the query for terms whose definitions have at least one of some words, or a word that begins
    with it: those with the most of them first. None without any word.
    """
    asked = list(dict.fromkeys(" ".join(map(search_words, words)).split()))[:MAX_WORDS]
    if not asked:
        return None
    found = [case((glossary_term.c.words.contains(f" {word}", autoescape=True), 1), else_=0) for word in asked]
    score = sum(found[1:], found[0])
    return of_guild(guild_id).where(score > 0).order_by(score.desc(), *A_TO_Z)


async def read(connection: AsyncConnection, query: Select[Any]) -> list[GlossaryTerm]:
    """Return the terms of a query for `COLUMNS`."""
    rows = await connection.execute(query)
    return [GlossaryTerm(guild_id, number, decoded(draft), when) for guild_id, number, draft, when in rows]


async def find_many(connection: AsyncConnection, guild_id: int, numbers: Iterable[int]) -> dict[int, GlossaryTerm]:
    """Return those of some terms that there are, by number."""
    found: dict[int, GlossaryTerm] = {}
    for some in batches(dict.fromkeys(numbers)):
        terms = await read(connection, of_guild(guild_id).where(glossary_term.c.number.in_(some)))
        found.update((term.number, term) for term in terms)
    return found


async def count(connection: AsyncConnection, guild_id: int) -> int:
    """Return how many terms a server has."""
    query = select(func.count()).select_from(glossary_term).where(glossary_term.c.guild_id == guild_id)
    return (await connection.execute(query)).scalar_one()


def rows_of(changes: Iterable[TermChange]) -> Rows:
    """Return the rows of terms as they are after some changes."""
    after = [change.after for change in changes if change.after is not None]
    names = [
        {"guild_id": term.guild_id, "folded": folded, "number": term.number}
        for term in after
        for folded in folded_names(term.draft)
    ]
    return list(map(_row, after)), names


def _row(term: GlossaryTerm) -> Row:
    return {
        "guild_id": term.guild_id,
        "number": term.number,
        "sort_key": sort_key(term.draft.headword),
        "draft": encoded(term.draft),
        "words": search_words(term.draft.definition),
        "updated_at": term.updated_at,
    }


async def write(connection: AsyncConnection, guild_id: int, changes: Sequence[TermChange], rows: Rows) -> None:
    """Replace terms as they were before some changes by the `rows_of` them after. Names of other terms are not touched:
    see first that they are free.
    """
    gone = [change.before.number for change in changes if change.before is not None]
    for table in (glossary_name, glossary_term):
        for numbers in batches(gone):
            these = (table.c.guild_id == guild_id) & table.c.number.in_(numbers)
            await connection.execute(delete(table).where(these))
    for table, its_rows in zip((glossary_term, glossary_name), rows, strict=True):
        if its_rows:
            await connection.execute(insert(table), its_rows)


async def refuse_taken_names(
    connection: AsyncConnection, guild_id: int, drafts: Sequence[TermDraft], changed: Container[int] = ()
) -> None:
    """Raise UsageError if a name of a draft belongs to a term of the server, other than those that are `changed`."""
    written = {folded: name for draft in drafts for folded, name in names_by_fold(draft).items()}
    for some in batches(written):
        these = (glossary_name.c.guild_id == guild_id) & glossary_name.c.folded.in_(some)
        for folded, number in await connection.execute(
            select(glossary_name.c.folded, glossary_name.c.number).where(these)
        ):
            if number not in changed:
                owner = await find_many(connection, guild_id, [number])
                raise name_taken(written[folded], owner[number].draft)


def name_taken(name: str, owner: TermDraft) -> UsageError:
    """Return the error for a name that another term of the same glossary has."""
    remedy = N_("Edit that term, or choose another name.")
    if fold(name) == fold(owner.headword):
        return UsageError(N_("“{name}” is in this glossary already."), remedy, name=owner.headword)
    problem = N_("“{name}” is in this glossary already, as another name of “{headword}”.")
    return UsageError(problem, remedy, name=name, headword=owner.headword)


def names_by_fold(draft: TermDraft) -> dict[str, str]:
    """Return the headword and the other names of a draft by their folded form."""
    return dict(zip(folded_names(draft), (draft.headword, *draft.names), strict=True))


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
    while some := list(islice(rest, MAX_VALUES)):
        yield some
