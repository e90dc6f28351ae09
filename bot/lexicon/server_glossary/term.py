"""The terms of a server's own glossary, and the keys of their entries.

A key is `~`, the Discord id of the server in base 36, `.`, and the number of the term in base 36, such as
"~2hz9k1.1a". No key of the lexicon begins with `~`. It says which server a term belongs to, so that no other server
opens it, and holds no word that anybody wrote.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from bot.lexicon.model import EntryReference

MAX_TERMS = 5_000
# In characters.
MAX_TERM_LENGTH = 100
MAX_DEFINITION_LENGTH = 2_000
MAX_OTHER_NAMES = 10
MAX_LINKS = 5

KEY = re.compile(r"~([0-9a-z]{1,13})\.([0-9a-z]{1,13})")
DIGITS = string.digits + string.ascii_lowercase


@dataclass(frozen=True, slots=True)
class TermDraft:
    """What somebody writes about a term.

    `names` are other names and abbreviations. `adds_to` is the entry of the lexicon to which the definition is added
    as a note of the server; None for an entry of its own. `parents` ("is a kind of") and `see_also` are entries of the
    lexicon or of the same glossary.
    """

    headword: str
    definition: str
    names: tuple[str, ...] = ()
    adds_to: EntryReference | None = None
    parents: tuple[EntryReference, ...] = ()
    see_also: tuple[EntryReference, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term of a server's glossary. `number` counts from 1 in each server, and is not used again after a removal."""

    guild_id: int
    number: int
    draft: TermDraft
    updated_at: datetime

    @property
    def key(self) -> str:
        """The key of its entry."""
        return TermKey(self.guild_id, self.number).encode()


@dataclass(frozen=True, slots=True)
class TermKey:
    """The server (a Discord id) and the number of a term."""

    guild_id: int
    number: int

    def encode(self) -> str:
        """Return the key, such as "~2hz9k1.1a"."""
        return f"~{_base36(self.guild_id)}.{_base36(self.number)}"

    @staticmethod
    def beginning(guild_id: int) -> str:
        """Return what the keys of all terms of a server begin with, and no other key."""
        return TermKey(guild_id, 0).encode()[:-1]

    @classmethod
    def decode(cls, key: str) -> Self | None:
        """Return the server and number in a key; None for the key of an entry of the lexicon."""
        match = KEY.fullmatch(key)
        return cls(int(match[1], 36), int(match[2], 36)) if match else None


def _base36(number: int) -> str:
    digits, rest = "", abs(number)
    while rest:
        rest, digit = divmod(rest, len(DIGITS))
        digits = DIGITS[digit] + digits
    return f"{'-' if number < 0 else ''}{digits or '0'}"
