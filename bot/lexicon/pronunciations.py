"""The pronunciation of the name that was typed, which may be another than the headword."""

from __future__ import annotations

from msgspec.structs import replace

from bot.lexicon.model import Answer, Entry, Match, NamePronunciation
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold, is_inverted, normal_forms

WRITTEN_WITH_CAPITALS = (NameKind.ABBREVIATION, NameKind.BRAND)


def typed_name(answer: Answer) -> str:
    """Return the name that was typed; the headword, abbreviations and brands as they are written, such as "COPD"."""
    name, entry = answer.matched_name, answer.entry
    if entry is not None and fold(answer.query) == fold(entry.headword):
        return entry.headword
    if name is None or fold(name.name) != fold(answer.query):
        return answer.query
    return name.name if name.kind in WRITTEN_WITH_CAPITALS else answer.query


def named(entry: Entry, name: str) -> Entry:
    """Return an entry with a name in place of the headword, and with how this name is pronounced, so far as sources
    say so.
    """
    if _is_said_alike(name, entry.headword):
        return replace(entry, headword=entry.headword if fold(name) == fold(entry.headword) else name)
    of_this_name = (each for each in entry.other_pronunciations if fold(each.name) == fold(name))
    alike = (each for each in entry.other_pronunciations if _is_said_alike(name, each.name))
    said = next(of_this_name, None) or next(alike, None) or NamePronunciation(name)
    return replace(
        entry,
        headword=name,
        hyphenation=said.hyphenation,
        hyphenation_is_approximate=said.hyphenation_is_approximate,
        respelling=said.respelling,
        ipa=said.ipa,
        audio=said.audio,
        said_by=said.said_by,
    )


def found_by_name(entry: Entry, name: str) -> Answer:
    """Return the answer that leads to an entry by one of its names; by its headword if it has no such name."""
    found = next((each for each in entry.names if fold(each.name) == fold(name)), None)
    if fold(name) == fold(entry.headword) or found is None:
        return Answer.by_headword(entry)
    match = Match.ABBREVIATION if found.kind is NameKind.ABBREVIATION else Match.SYNONYM
    return Answer(query=found.name, match=match, entry=entry, matched_name=found)


def _is_said_alike(name: str, other: str) -> bool:
    """Return True if two names are written differently, but are the same words in the same order and number."""
    if fold(name) == fold(other):
        return True
    is_possessive, other_is = ("'s" in fold(each) for each in (name, other))
    has_same_form = bool(set(normal_forms(name)[:1]) & set(normal_forms(other)[:1]))
    is_alike = has_same_form and is_possessive == other_is and _number(name) == _number(other)
    return is_alike and not is_inverted(fold(name)) and not is_inverted(fold(other))


def _number(name: str) -> bool:
    """Return True if a name ends as plurals do."""
    return fold(name).endswith(("s", "i", "ae"))
