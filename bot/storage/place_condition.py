"""Conditions for rows by the glossary that their entry belongs to."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, true

from bot.lexicon.model import GLOSSARY_MARK
from bot.lexicon.server_glossary.term import TermKey
from bot.storage.records import Place


def shown_in(table: Table, place: Place | None) -> ColumnElement[bool]:
    """Return the condition for the rows of a table whose `entry_key` a place shows; for all rows without a place."""
    if place is None:
        return true()
    of_lexicon = ~table.c.entry_key.startswith(GLOSSARY_MARK, autoescape=True)
    if place.guild_id is None:
        return of_lexicon
    return of_lexicon | is_term_of(place.guild_id, table)


def is_term_of(guild_id: int, table: Table) -> ColumnElement[bool]:
    """Return the condition for the rows of a table whose `entry_key` is that of a term of a server's glossary."""
    return table.c.entry_key.startswith(TermKey.beginning(guild_id), autoescape=True)
