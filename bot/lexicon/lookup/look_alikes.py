"""Medicines with similar names, in tall man letters: `data/look_alikes.toml`, which documents its sources."""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.lexicon.model import Entry
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold

# The name of a salt of a listed medicine is its name with one or two of these words.
SALTS = frozenset(
    (
        "acetate bitartrate carbonate citrate hydrochloride maleate malate monohydrate phosphate "
        "sodium succinate sulfate tartrate"
    ).split()
)


class LookAlike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A listed medicine: its name in tall man letters, and its use ("for …") in English and Spanish."""

    name: str
    en: str
    es: str

    def use(self, language: str) -> str:
        """Return the use of the medicine in the language with this ISO 639-1 code, or else in English."""
        return self.es if language == "es" else self.en


class LookAlikeGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Medicines that are confused with each other; a single one is listed without its look-alikes."""

    names: tuple[LookAlike, ...]


def listed(name: str) -> LookAlike | None:
    """Return the listed medicine with this name, or whose salt has this name; None if there is none."""
    first, _, behind = fold(name).partition(" ")
    medicine = _by_name().get(first)
    return medicine if medicine and SALTS.issuperset(behind.split()) else None


def listed_names() -> list[str]:
    """Return the folded names of all listed medicines."""
    return list(_by_name())


def partners(medicine: LookAlike) -> tuple[LookAlike, ...]:
    """Return the medicines with which this one is confused."""
    group = next(group for group in _groups() if medicine in group.names)
    return tuple(other for other in group.names if other != medicine)


def tall_man(name: str) -> str:
    """Return a listed name in tall man letters, and any other name unchanged."""
    medicine = listed(name)
    return medicine.name + name[len(medicine.name) :] if medicine else name


def listed_entry(entry: Entry) -> LookAlike | None:
    """Return the listed medicine that an entry or one of its namesakes is about, or None."""
    by_name = (
        _by_name().get(fold(name.name))
        for name in entry.names
        if name.kind in {NameKind.PREFERRED, NameKind.SYNONYM} and len(name.name.split()) == 1
    )
    own = listed(entry.headword) or next(filter(None, by_name), None)
    return own or next(filter(None, map(listed_entry, entry.namesakes)), None)


@cache
def _groups() -> tuple[LookAlikeGroup, ...]:
    tables = shipped_tables("look_alikes.toml")
    return msgspec.convert(tables["group"], tuple[LookAlikeGroup, ...])


@cache
def _by_name() -> dict[str, LookAlike]:
    return {fold(medicine.name): medicine for group in _groups() for medicine in group.names}
