"""The pronunciations of a headword and of other names, from the records about exactly this word, and their sources."""

from __future__ import annotations

from msgspec import Struct

from bot.building.merge.records import Group, Record
from bot.lexicon.model import NamePronunciation, PronunciationCredits
from bot.terms.normal_forms import fold, normal_forms

# A value, and the id of the source that gives it.
Attributed = tuple[str | None, str | None]
NOTHING: Attributed = (None, None)


class Pronunciation(Struct, frozen=True):
    """Hyphenation, respelling, recording and IPA of a headword, each with the id of the source that gives it."""

    hyphenation: Attributed = NOTHING
    respelling: Attributed = NOTHING
    audio: Attributed = NOTHING
    ipa: Attributed = NOTHING

    @property
    def credits(self) -> PronunciationCredits | None:
        """The ids of the sources; None if no source gives any of these."""
        sources = self.hyphenation[1], self.respelling[1], self.audio[1], self.ipa[1]
        return PronunciationCredits(*sources) if any(sources) else None


UNKNOWN = Pronunciation()


def pronunciation(group: Group, title: str) -> Pronunciation:
    """Return the first of each in the records about exactly this headword.

    The pronunciation of "heart attack" is not that of "myocardial infarction".
    """
    ipa = _ipa(group, title)
    if not any(map(_has_pronunciation, group)):
        return UNKNOWN if ipa is NOTHING else Pronunciation(ipa=ipa)
    return _first_of_each(_about(group, title), ipa)


def other_pronunciations(group: Group, title: str) -> tuple[NamePronunciation, ...]:
    """Return how names other than the headword are pronounced, for those that a record says it of."""
    pronounced = [record.concept.preferred_name for record in group if _has_pronunciation(record)]
    pronounced += [name for record in group for name, _ in record.concept.sounds]
    names = {fold(name): name for name in reversed(pronounced)}
    names.pop(fold(title), None)
    return tuple([_of_name(group, names[folded]) for folded in reversed(names)])


def _of_name(group: Group, name: str) -> NamePronunciation:
    records = [record for record in group if fold(record.concept.preferred_name) == fold(name)]
    found = _first_of_each(records, _ipa(group, name))
    return NamePronunciation(
        name=name,
        hyphenation=found.hyphenation[0],
        respelling=found.respelling[0],
        ipa=found.ipa[0],
        audio=found.audio[0],
        said_by=found.credits,
    )


def _first_of_each(records: list[Record], ipa: Attributed) -> Pronunciation:
    """Return the first of each in these records, with the IPA of their name."""

    def first(field: str) -> Attributed:
        found = ((getattr(record.concept, field), record.source.id) for record in records)
        return next((each for each in found if each[0]), NOTHING)

    return Pronunciation(first("hyphenation"), first("respelling"), first("audio"), ipa)


def _ipa(group: Group, title: str) -> Attributed:
    """Return the IPA of the first name with the spelling of the headword."""
    for record in group:
        for name, ipa in record.concept.sounds:
            if fold(name) == fold(title):
                return ipa, record.source.id
    return NOTHING


def _has_pronunciation(record: Record) -> bool:
    """Return True if a record says how its preferred name is pronounced."""
    return (record.concept.hyphenation or record.concept.respelling or record.concept.audio) is not None


def _about(group: Group, title: str) -> list[Record]:
    """Return the records whose preferred name is the headword, those with the same spelling first.

    They are in the headword's language: "anemia" is spelled the same in Spanish, and divided otherwise.
    """
    forms = set(normal_forms(title))
    records = [record for record in group if record.source.language == group[0].source.language]
    written = [record for record in records if fold(record.concept.preferred_name) == fold(title)]
    return written + [record for record in records if record.preferred_forms & forms and _same_number(record, title)]


def _same_number(record: Record, title: str) -> bool:
    """Return True if a preferred name has the number of the headword, and so the same pronunciation."""
    return fold(record.concept.preferred_name).endswith("s") == fold(title).endswith("s")
