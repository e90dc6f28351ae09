"""Short forms that people use every day ("DM", "PR", "US") and that are medical abbreviations as well, from a data
file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from bot.terms.normal_forms import fold, normal_forms
from bot.terms.words import index_word, plain


class ListedCapitals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the file, which documents its keys."""

    means: str
    seldom: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EverydayCapitals:
    """The everyday sense of a short form: the folded words directly before and after it, and words anywhere near it in
    the spelling of the index. `is_seldom` says that it needs such words.
    """

    is_seldom: bool
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]


@cache
def everyday_capitals() -> dict[str, EverydayCapitals]:
    """Return the everyday sense of each short form in the file, by normal form."""
    listed = msgspec.toml.decode(
        (files(__package__) / "data" / "everyday_capitals.toml").read_bytes(), type=dict[str, ListedCapitals]
    )
    return {form: _read(line) for short, line in listed.items() for form in normal_forms(short)}


def _read(line: ListedCapitals) -> EverydayCapitals:
    near = frozenset(index_word(plain(word)) for word in line.near)
    return EverydayCapitals(line.seldom, frozenset(map(fold, line.before)), frozenset(map(fold, line.after)), near)
