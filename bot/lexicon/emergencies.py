"""Entries that are emergencies: `data/emergencies.toml`, which documents its sources."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.lexicon.model import Entry
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold


class Emergency(StrEnum):
    """The kind of an emergency, by what to do first; `data/emergencies.toml` has the entries of each."""

    CALL = "call"
    STROKE = "stroke"
    CARDIAC_ARREST = "cardiac_arrest"
    CHOKING = "choking"
    DROWNING = "drowning"
    ELECTRICITY = "electricity"
    HEAT = "heat"
    CHEMICAL_BURN = "chemical_burn"
    SNAKE_BITE = "snake_bite"
    ANAPHYLAXIS = "anaphylaxis"
    BLEEDING = "bleeding"
    SEIZURE = "seizure"
    LONG_SEIZURE = "long_seizure"
    OVERDOSE = "overdose"
    POISONING = "poisoning"
    GAS = "gas"
    SUICIDE = "suicide"


def emergency_of(entry: Entry) -> Emergency | None:
    """Return the kind of emergency that an entry or one of its namesakes is about, by its headword or by the preferred
    name of a source; None if it is none.
    """
    preferred = [name.name for name in entry.names if name.kind is NameKind.PREFERRED]
    found = (_by_headword().get(fold(name)) for name in (entry.headword, *preferred))
    return next(filter(None, found), None) or next(filter(None, map(emergency_of, entry.namesakes)), None)


def is_emergency(headword: str) -> bool:
    """Return True if the entry with this headword is an emergency."""
    return fold(headword) in _by_headword()


@cache
def _by_headword() -> dict[str, Emergency]:
    tables = msgspec.convert(shipped_tables("emergencies.toml"), dict[Emergency, tuple[str, ...]])
    return {fold(headword): kind for kind, headwords in tables.items() for headword in headwords}
