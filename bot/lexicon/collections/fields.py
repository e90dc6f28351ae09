"""Fields of medicine for readers, each made of semantic groups."""

from __future__ import annotations

from enum import StrEnum

from bot.terms.model import SemanticGroup


class Field(StrEnum):
    """The subject of an entry. The value is part of `custom_id`s, so it is one letter that never changes."""

    ANY = "a"
    DISEASES = "d"
    MEDICINES = "m"
    BODY = "b"
    TESTS = "t"
    FUNCTIONS = "f"
    LIVING = "l"
    DEVICES = "o"

    def has(self, group: str) -> bool:
        """Return True if the field includes a semantic group; "" is the group of entries without a semantic type."""
        return self is Field.ANY or group in GROUPS[self]


GROUPS = {
    Field.DISEASES: {SemanticGroup.DISORDERS},
    Field.MEDICINES: {SemanticGroup.CHEMICALS},
    Field.BODY: {SemanticGroup.ANATOMY},
    Field.TESTS: {SemanticGroup.PROCEDURES},
    Field.FUNCTIONS: {SemanticGroup.PHYSIOLOGY, SemanticGroup.PHENOMENA, SemanticGroup.GENES},
    Field.LIVING: {SemanticGroup.LIVING},
    Field.DEVICES: {SemanticGroup.DEVICES, SemanticGroup.OBJECTS},
}
