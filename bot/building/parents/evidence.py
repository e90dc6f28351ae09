"""What names, definitions and other sources say of a claim that one thing is a kind of another."""

from __future__ import annotations

from functools import cache, lru_cache

from bot.building.parents.claims import Claim, Claims
from bot.building.parents.genus import forms_of_heads, genus_tails, heads, mentioned, name_tails
from bot.building.records import Group, Record

# A source bears out another one's parent that it has so many steps up.
MAX_STEPS = 4
# Shorter names stand inside of words.
MIN_MENTIONED = 6


class Evidence:
    """Finds what speaks for and against a claim that group `at` is below group `to`."""

    def __init__(self, groups: list[Group], claims: Claims) -> None:
        self._groups = groups
        self._claims = claims
        # All that is claimed of one thing is judged together, and many things stand below one.
        self._names = lru_cache(1)(lambda at: name_tails(groups[at]))
        self._genera = lru_cache(1)(lambda at: genus_tails(groups[at]))
        self._mentioned = lru_cache(1)(lambda at: mentioned(groups[at]))
        self._forms = cache(lambda at: forms_of_heads(groups[at]))

    def is_named_so(self, at: int, to: int) -> bool:
        """Whether a name of one thing ends with one of the other: bacterial meningitis, meningitis."""
        return not self._forms(to).isdisjoint(self._names(at))

    def is_defined_so(self, at: int, to: int) -> bool:
        """Whether a definition of one thing begins by calling it the other."""
        return not self._forms(to).isdisjoint(self._genera(at))

    def is_called_so(self, at: int, to: int) -> bool:
        """Whether a name or a definition of one thing says that it is the other."""
        return self.is_named_so(at, to) or self.is_defined_so(at, to)

    def is_mentioned(self, at: int, to: int) -> bool:
        """Whether a definition of one thing speaks of the other, but not to say that it is one."""
        text = self._mentioned(at)
        return any(form in text for form in self._forms(to) if len(form) >= MIN_MENTIONED)

    def is_meant(self, at: int, record: Record | None) -> bool:
        """Whether a record of a group and what its page is about call each other by their own names, one at least."""
        if record is None or len(self._groups[at]) == 1:
            return True
        if not record.preferred_forms.isdisjoint(self._forms(at)):
            return True
        own = record.synonym_forms
        return any(not own.isdisjoint(head.preferred_forms) for head in heads(self._groups[at]))

    def is_agreed(self, at: int, to: int, claims: list[Claim]) -> bool:
        """Whether another source bears out what one says: that the one is below the other, if not directly."""
        if len(self._groups[at]) == 1:
            return False
        said = {claim.record.source.id for claim in claims}
        others = {record.source.id for record in self._groups[at]} - said
        return len(said) > 1 or any(self._claims.reaches(source, at, to, MAX_STEPS) for source in others)
