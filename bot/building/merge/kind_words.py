"""What the last words of names say of the kind of thing: `data/kind_words.toml`."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.terms.model import SemanticType
from bot.terms.normal_forms import normal_words


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"kind": "is"}):
    """Words at the end of names, the kind that they say, and the kinds that publishers file such things under."""

    words: tuple[str, ...]
    kind: SemanticType
    instead_of: frozenset[SemanticType]


@cache
def kind_words() -> tuple[KindWords, ...]:
    """The lists as they ship with Medlex."""
    return msgspec.convert(shipped_tables("kind_words.toml")["kind"], tuple[KindWords, ...])


def kind_in_words(name: str) -> KindWords | None:
    """What the last words of a name say; None where they say nothing."""
    if not name.lower().endswith(_endings()):
        return None
    own = f" {' '.join(normal_words(name))}"
    return next((each for each in kind_words() if own.endswith(tuple(f" {word}" for word in each.words))), None)


@cache
def _endings() -> tuple[str, ...]:
    """How the last words end in the singular and plural: most names have none of them, which is seen quickly."""
    last = {word.split()[-1] for each in kind_words() for word in each.words}
    plurals = {f"{word.removesuffix('y')}ies" if word.endswith("y") else f"{word}s" for word in last}
    return tuple(last | plurals | {"indices", "indexes"})
