"""Words at the end of names that say what kind of thing is meant: `data/kind_words.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.terms.model import SemanticType
from bot.terms.normal_forms import normal_words


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "is"}):
    """One table: last words of names, the kind that they mean, and the kinds under which publishers
    file such things.
    """

    words: tuple[str, ...]
    kind: SemanticType
    instead_of: frozenset[SemanticType]


@cache
def kind_words() -> tuple[KindWords, ...]:
    """Return the lists that ship with Medlex; the file is read once."""
    return msgspec.convert(shipped_tables("kind_words.toml")["kind"], tuple[KindWords, ...])


def kind_in_words(name: str) -> KindWords | None:
    """Return the list that has the last words of a name; None if no list has them."""
    if not name.lower().endswith(_endings()):
        return None
    own = f" {' '.join(normal_words(name))}"
    return next((each for each in kind_words() if own.endswith(tuple(f" {word}" for word in each.words))), None)


@cache
def _endings() -> tuple[str, ...]:
    """Return the last letters of all listed words, singular and plural: a quick test that most names fail."""
    last = {word.split()[-1] for each in kind_words() for word in each.words}
    plurals = {f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}s" for word in last}
    return tuple(last | plurals | {"indices", "indexes"})
