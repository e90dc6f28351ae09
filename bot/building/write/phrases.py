"""The rows of the table `phrase`: what people may say when they mean an entry."""

from __future__ import annotations

from collections.abc import Iterator

from bot.building.write.batches import PhraseRow
from bot.lexicon.model import Entry
from bot.terms.model import NameKind, SemanticGroup
from bot.terms.phrases import phrase_forms, says_enough

# The groups of what people feel, see and do, whose names they say in other words.
SAID_IN_OTHER_WORDS = frozenset(
    {SemanticGroup.DISORDERS, SemanticGroup.PHYSIOLOGY, SemanticGroup.PHENOMENA, SemanticGroup.ACTIVITIES}
)
# Names of these kinds are not said in other words.
FIXED = frozenset({NameKind.ABBREVIATION, NameKind.BRAND})
# Longer names and forms with more words are no phrases.
MAX_NAME = 60
MAX_WORDS = 5


def said_of(entry: Entry) -> Iterator[str]:
    """Yield what people may say of an entry: its phrases and, if it is something that they feel, see or do, its
    names.
    """
    yield from entry.phrases
    if entry.semantic_types and entry.semantic_types[0].group in SAID_IN_OTHER_WORDS:
        yield from (name.name for name in entry.names if name.kind not in FIXED and len(name.name) <= MAX_NAME)


def phrase_rows(id: int, entry: Entry) -> list[PhraseRow]:
    """Return the rows of an entry, one for each form: that of the phrase or name that is closest to it."""
    found: dict[str, PhraseRow] = {}
    for said in said_of(entry):
        for distance, form in enumerate(phrase_forms(said)):
            if _is_said(form, distance) and (form not in found or distance < found[form][3]):
                found[form] = form, id, said, distance
    return list(found.values())


def _is_said(form: str, distance: int) -> bool:
    """Return True if a form says enough, and not too much: one word that is left of several does not ("heavy eyes")."""
    words = form.split()
    return distance < len(words) <= MAX_WORDS and says_enough(words)
