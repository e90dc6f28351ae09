"""Entries that a reader cannot distinguish, because two sources have separate entries for one thing: they are one
choice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.lexicon.lookup.authority import Reader
from bot.lexicon.store.rows import NameOwner
from bot.terms.abbreviations import looks_like_code
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold

# Names of these kinds may belong to something else.
LOOSE = frozenset({NameKind.ENTRY_TERM, NameKind.ABBREVIATION})


@dataclass(frozen=True, slots=True)
class SameThing:
    """Recognizes entries that are the same thing; `names_of` returns the names of an owner's entry."""

    reader: Reader
    names_of: Callable[[NameOwner], Iterable[Name]]

    def once(self, owners: Sequence[NameOwner]) -> list[NameOwner]:
        """Return the owners in their order; of those that are the same thing only the best defined one, in the place of
        the first.

        If fewer than two would be left, they are returned unchanged: a choice never becomes an answer.
        """
        distinct: list[NameOwner] = []
        for owner in owners:
            at = next((at for at, other in enumerate(distinct) if self._are_same(owner, other)), None)
            if at is None:
                distinct.append(owner)
            elif owner.weight > distinct[at].weight:
                distinct[at] = owner
        return distinct if len(distinct) > 1 else list(owners)

    def _are_same(self, one: NameOwner, other: NameOwner) -> bool:
        """Return True if the hints of two owners show no difference, and they share a headword or one's headword is a
        name of the other.
        """
        if one.choice.hint != other.choice.hint:
            return False
        if fold(one.choice.headword) == fold(other.choice.headword):
            return True
        return self._is_name_of(one, other) or self._is_name_of(other, one)

    def _is_name_of(self, one: NameOwner, other: NameOwner) -> bool:
        """Return True if the headword of one is a name of the other, from a source with curated synonyms."""
        headword = one.choice.headword
        return not looks_like_code(headword) and any(
            fold(name.name) == fold(headword) and name.kind not in LOOSE and self.reader.trusts(name)
            for name in self.names_of(other)
        )
