"""Short forms that people write every day ("DM", "PR", "US") and that are medical abbreviations, too: a list
kept as data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from bot.terms.normal_forms import fold, normal_forms
from bot.terms.words import index_word, plain


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the list, whose first lines say what each key means."""

    means: str
    seldom: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EverydayCapitals:
    """The everyday sense of a short form: the words that stand right before and after it, folded, and those
    that go with that sense somewhere around it, as the index has them. `is_seldom` says that it counts only
    where such words are there.
    """

    is_seldom: bool
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]


@cache
def everyday_capitals() -> dict[str, EverydayCapitals]:
    """The everyday sense of each short form of the list, by its normal form."""
    listed = msgspec.toml.decode(
        (files(__package__) / "data" / "everyday_capitals.toml").read_bytes(), type=dict[str, Listed]
    )
    return {form: _read(line) for short, line in listed.items() for form in normal_forms(short)}


def _read(line: Listed) -> EverydayCapitals:
    near = frozenset(index_word(plain(word)) for word in line.near)
    return EverydayCapitals(line.seldom, frozenset(map(fold, line.before)), frozenset(map(fold, line.after)), near)
