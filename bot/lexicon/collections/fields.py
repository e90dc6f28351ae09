"""Fields of medicine as readers think of them, each made of semantic groups."""

from __future__ import annotations

from enum import StrEnum

from bot.terms.model import SemanticGroup


class Field(StrEnum):
    """What an entry is about. The value stands in `custom_id`s, so it is one letter that never changes."""

    ANY = "a"
    DISEASES = "d"
    MEDICINES = "m"
    BODY = "b"
    TESTS = "t"
    FUNCTIONS = "f"
    LIVING = "l"
    DEVICES = "o"

    def has(self, group: str) -> bool:
        """Whether entries of a semantic group belong to the field; an empty one is that of entries of which
        no source says what they are.
        """
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
