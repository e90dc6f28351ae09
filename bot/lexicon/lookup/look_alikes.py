"""Medicines whose names are taken for each other, in tall man letters: `data/look_alikes.toml`, which says
where they are from.
"""

from __future__ import annotations

from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.lexicon.model import Entry
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold

# A salt of a listed medicine is named as it is, with one or two of these behind it.
SALTS = frozenset(
    (
        "acetate bitartrate carbonate citrate hydrochloride maleate malate monohydrate phosphate sodium succinate sulfate tartrate"
    ).split()
)


class LookAlike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A listed medicine: its name in tall man letters, and what it is for ("for …") in English and Spanish."""

    name: str
    en: str
    es: str

    def use(self, language: str) -> str:
        """What the medicine is for, in the language with this ISO 639-1 code; in English where it is in none other."""
        return self.es if language == "es" else self.en


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Medicines that are taken for each other; a single one is listed without saying for which."""

    names: tuple[LookAlike, ...]


def listed(name: str) -> LookAlike | None:
    """The listed medicine that this is the name of, or that of a salt of; None when it is that of none."""
    first, *behind = fold(name).split() or [""]
    return _by_name().get(first) if SALTS.issuperset(behind) else None


def listed_names() -> list[str]:
    """The names of all listed medicines, folded."""
    return list(_by_name())


def partners(medicine: LookAlike) -> tuple[LookAlike, ...]:
    """The medicines that this one is taken for."""
    group = next(group for group in _groups() if medicine in group.names)
    return tuple(other for other in group.names if other != medicine)


def tall_man(name: str) -> str:
    """A name with the capitals that tell it from its look-alikes, if it is listed; else as it is."""
    medicine = listed(name)
    return medicine.name + name[len(medicine.name) :] if medicine else name


def listed_entry(entry: Entry) -> LookAlike | None:
    """The listed medicine that an entry is about; None when it is about none."""
    by_name = (
        _by_name().get(fold(name.name))
        for name in entry.names
        if name.kind in {NameKind.PREFERRED, NameKind.SYNONYM} and len(name.name.split()) == 1
    )
    return listed(entry.headword) or next(filter(None, by_name), None)


@cache
def _groups() -> tuple[Group, ...]:
    tables = shipped_tables("look_alikes.toml")
    return msgspec.convert(tables["group"], tuple[Group, ...])


@cache
def _by_name() -> dict[str, LookAlike]:
    return {fold(medicine.name): medicine for group in _groups() for medicine in group.names}
