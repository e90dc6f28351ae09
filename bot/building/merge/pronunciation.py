"""How the headword of a group is said: what its records tell of this very word, and who tells it."""

from __future__ import annotations

from msgspec import Struct

from bot.building.merge.records import Group, Record
from bot.lexicon.model import PronunciationCredits
from bot.terms.normal_forms import fold, normal_forms

# A value, and the id of the source that says it.
Told = tuple[str | None, str | None]
NOTHING: Told = (None, None)


class Spoken(Struct, frozen=True):
    """Hyphenation, respelling, recording and IPA of a headword, each with the id of the source that says it."""

    hyphenation: Told = NOTHING
    respelling: Told = NOTHING
    audio: Told = NOTHING
    ipa: Told = NOTHING

    @property
    def said_by(self) -> PronunciationCredits | None:
        """Who says each of them; None where nobody says any."""
        sources = self.hyphenation[1], self.respelling[1], self.audio[1], self.ipa[1]
        return PronunciationCredits(*sources) if any(sources) else None


UNSAID = Spoken()


def spoken(group: Group, title: str) -> Spoken:
    """The first of each that the records about this very headword have: how "heart attack" is said is not how "myocardial
    infarction" is said.
    """
    ipa = _ipa(group, title)
    if not any(map(_is_spoken, group)):
        return UNSAID if ipa is NOTHING else Spoken(ipa=ipa)
    records = _about(group, title)

    def first(field: str) -> Told:
        told = ((getattr(record.concept, field), record.source.id) for record in records)
        return next((each for each in told if each[0]), NOTHING)

    return Spoken(first("hyphenation"), first("respelling"), first("audio"), ipa)


def _ipa(group: Group, title: str) -> Told:
    """The sounds of the first name that is written as the headword is."""
    for record in group:
        for name, ipa in record.concept.sounds:
            if fold(name) == fold(title):
                return ipa, record.source.id
    return NOTHING


def _is_spoken(record: Record) -> bool:
    """Whether a record tells how its preferred name is said."""
    return (record.concept.hyphenation or record.concept.respelling or record.concept.audio) is not None


def _about(group: Group, title: str) -> list[Record]:
    """The records whose preferred name is the headword; those that write it so first."""
    forms = set(normal_forms(title))
    written = [record for record in group if fold(record.concept.preferred_name) == fold(title)]
    return written + [record for record in group if record.preferred_forms & forms and _same_number(record, title)]


def _same_number(record: Record, title: str) -> bool:
    """Whether a preferred name is singular or plural as the headword is: it is then said the same."""
    return fold(record.concept.preferred_name).endswith("s") == fold(title).endswith("s")
