"""Titles with a second name in brackets: "Post-COVID Conditions (Long COVID)", "Alcohol Use Disorder (AUD)
Treatment".

Brackets contain another name, an abbreviation of the words before them, or a restriction of the title ("Waiting
Period (Job-based coverage)"). Only the first two are names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files

import msgspec

from bot.sources.concept import ConceptName
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold, normal_forms

BRACKETED = re.compile(r"(?P<before>[^()]*[^()\s])\s+\((?P<inside>[^()]+)\)(?P<after>\s+[^()]+)?\.?")
# As in "Seguro Médico para los Niños (CHIP en inglés)".
IN_ENGLISH = re.compile(r"(?P<short>\S+)\s+en\s+inglés")
QUOTED = re.compile(r"[\"“'](?P<name>.+)[\"”']")
WORD = re.compile(r"[^\W_]+")
MIN_SHARED_WORD = 4


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of restrictions by language (ISO 639-1); `titles.toml` explains them."""

    prepositions: dict[str, frozenset[str]]
    people: dict[str, frozenset[str]]
    things: dict[str, frozenset[str]]


_LISTED = msgspec.toml.decode((files(__package__) / "titles.toml").read_bytes(), type=Listed)
PREPOSITIONS = frozenset[str]().union(*_LISTED.prepositions.values())
RESTRICTIONS = PREPOSITIONS.union(*_LISTED.people.values(), *_LISTED.things.values())


def names_of_title(title: str, listed: Collection[str] = (), *, brackets_name: bool) -> Iterator[ConceptName]:
    """Yield the names in a title, the preferred one first.

    `listed` are the record's other names, which confirm that the brackets contain a name. `brackets_name` says that
    this publisher puts other names into brackets unless they are recognized as a restriction; for other publishers
    the brackets must have a word in common with the title. If the brackets contain no name, the title without them is
    an entry term.
    """
    parts = BRACKETED.fullmatch(title)
    if parts is None:
        yield ConceptName(title, NameKind.PREFERRED)
        return
    before, inside, after = parts["before"], parts["inside"].strip(), parts["after"] or ""
    other = tuple(_other_names(before, inside, after, listed, brackets_name=brackets_name))
    yield ConceptName(before + after if other else title, NameKind.PREFERRED)
    yield from other
    yield ConceptName(title if other else before + after, NameKind.ENTRY_TERM)


def _other_names(
    before: str, inside: str, after: str, listed: Collection[str], *, brackets_name: bool
) -> Iterator[ConceptName]:
    if quoted := QUOTED.fullmatch(inside):
        yield ConceptName(quoted["name"], NameKind.SYNONYM)
    elif english := IN_ENGLISH.fullmatch(inside):
        yield ConceptName(english["short"], NameKind.ABBREVIATION)
    elif looks_like_abbreviation(inside) and (spelt_out := long_form(inside, before)):
        yield _abbreviated(before, inside, after, spelt_out)
    elif not after and _is_another_name(before, inside, listed, brackets_name=brackets_name):
        yield ConceptName(inside, NameKind.SYNONYM)


def _abbreviated(before: str, inside: str, after: str, spelt_out: str) -> ConceptName:
    """The abbreviation as a name: of the whole title, of all but its end, or only of some of its words."""
    if spelt_out != before:
        return ConceptName(inside + after, NameKind.ENTRY_TERM)
    return ConceptName(inside + after, NameKind.SYNONYM if after else NameKind.ABBREVIATION)


def _is_another_name(before: str, inside: str, listed: Collection[str], *, brackets_name: bool) -> bool:
    is_listed = any(set(normal_forms(name)).intersection(normal_forms(inside)) for name in listed)
    if is_listed or (looks_like_abbreviation(before) and long_form(before, inside) == inside):
        return True
    words, others = _words(before), _words(inside)
    # If one has only words of the other, it is a kind of it: an exclusionary rider is a rider.
    is_part = words <= others or others <= words
    if is_part or looks_like_abbreviation(inside) or is_restriction(inside):
        return False
    return brackets_name or any(len(word) >= MIN_SHARED_WORD for word in words & others)


def _words(text: str) -> set[str]:
    return set(WORD.findall(fold(text)))


def is_restriction(text: str) -> bool:
    """Return True if words in brackets say to whom or what a title is restricted ("in children", "Adult", "Drugs")."""
    words = WORD.findall(fold(text))
    return not words or words[0] in PREPOSITIONS or RESTRICTIONS.issuperset(words)


def long_form(short: str, text: str) -> str | None:
    """Return the end of a text of which this is the abbreviation; None if there is none. Backwards, each letter of
    the abbreviation is found before the one after it, and the first begins a word (Schwartz and Hearst: A simple
    algorithm for identifying abbreviation definitions in biomedical text, 2003).
    """
    folded = text.casefold()
    if len(folded) != len(text):
        return None
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    at = len(folded)
    for number, letter in reversed(list(enumerate(letters))):
        at = folded.rfind(letter, 0, at)
        while number == 0 and at > 0 and folded[at - 1].isalnum():
            at = folded.rfind(letter, 0, at)
        if at < 0:
            return None
    return text[at:]


def each_name_once(names: Iterable[ConceptName]) -> tuple[ConceptName, ...]:
    """Return the names without empty ones and without those that equal another but for case and spacing. Entry terms
    come last, so that a name that is also listed as a synonym stays a synonym.
    """
    once: dict[str, ConceptName] = {}
    for name in sorted(names, key=lambda name: name.kind is NameKind.ENTRY_TERM):
        if folded := fold(name.name):
            once.setdefault(folded, name)
    return tuple(once.values())
