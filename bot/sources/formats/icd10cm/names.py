"""The words and brackets in ICD-10-CM's titles and inclusion terms, and the names that follow from them.

The rules are those of the ICD-10-CM Official Guidelines for Coding and Reporting, section I.A: parentheses hold
"supplementary words that may be present or absent" (7, punctuation), square brackets "synonyms, alternative wording
or explanatory phrases" (7). "NOS" is "the equivalent of unspecified" (6), and an "unspecified" code is one for which
nothing more is known (9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind
from bot.terms.normal_forms import normal_forms

# Parentheses within a word, as in "(osteo)arthritis" and "finger(s)", do not hold a word that may be absent.
SUPPLEMENTARY = re.compile(r"(?<!\S)\(([^()]*)\)(?=[\s,]|$)")
# Another wording of the words before it: "Gestational [pregnancy-induced] hypertension".
GLOSS_INSIDE = re.compile(r"(?<!\S)\[[^\[\]]*\](?=[\s,]|$)")
GLOSS = re.compile(r"^(?P<name>.+)\s[\[(](?P<gloss>[^\[\]()]+)[\])]$")
ELSEWHERE = re.compile(r",? not elsewhere classified$", re.IGNORECASE)
# "unspecified" at the beginning, or at the end, where a preposition and the unknown property may stand before it
# ("aneurysm of unspecified site").
UNSPECIFIED = re.compile(
    r"^unspecified (?:type of )?(?=\w)"
    r"|(?:,|(?: (?:at|by|due to|from|in|of|with))?) (?:unspecified(?: (?:cause|level|organism|site|type))?"
    r"|(?:cause|level|part|site|type) (?:not specified|unspecified))$",
    re.IGNORECASE,
)
NOS = re.compile(r",?(?: or)? NOS$")
SPACES = re.compile(r"\s+(?=,)|\s+(?=\s)|\s+$")

# A gloss at the end replaces only the last noun if that noun depends on another: "Complication of respirator
# [ventilator]".
DEPENDS = re.compile(r"\b(?:affected|and|by|due|for|from|in|of|on|or|to|with)\b", re.IGNORECASE)
# Glosses that are no names: "[Kawasaki]" is a person, "[any part, except face]" a limit, "[E. coli]" a short form of
# an organism.
NO_NAME = re.compile(r"^[A-Z][\w'’-]*$|[.,]|^(?:any|including|other|part)\b|^[A-Z]\w+(?:-[A-Z]\w+)+$")

MAX_TERM = 100
# Notes that are no terms: prose, headings of further terms, and references to other codes.
NO_TERM = re.compile(r":$|\b[A-Z][0-9][0-9A-Z]\b|^(?:any|code|codes|conditions?|use)\b|\bclassifiable\b", re.IGNORECASE)


def bare(title: str) -> str:
    """Return a title without supplementary words, glosses and "unspecified"."""
    name = title
    while gloss := GLOSS.match(name):
        name = gloss["name"].strip()
    name = UNSPECIFIED.sub("", _without_supplements(name)).strip()
    return name[:1].upper() + name[1:] or title


def stem(title: str) -> str:
    """Return the key by which titles are compared: `bare`, also without "not elsewhere classified", in lower case."""
    return ELSEWHERE.sub("", bare(title)).casefold()


def is_same(title: str, other: str) -> bool:
    """Return True if two titles mean one thing, also if one is in the plural ("Sleep disorders" and "Sleep disorder,
    unspecified").
    """
    names = stem(title), stem(other)
    return names[0] == names[1] or not set(normal_forms(names[0])).isdisjoint(normal_forms(names[1]))


def titles(title: str) -> Iterator[tuple[str, NameKind]]:
    """Yield a title as the publisher writes it, then its other spellings, each with its kind.

    For a title with "unspecified" the name without it comes first: a fever of which nothing more is known is still
    fever.
    """
    name = bare(title)
    preferred = name if UNSPECIFIED.search(title) else title
    yield preferred, NameKind.PREFERRED
    if name != title:
        yield (title if preferred == name else name), NameKind.SYNONYM
    yield from _glossed(title)


def _glossed(title: str) -> Iterator[tuple[str, NameKind]]:
    """The gloss at the end of a title if it is another name of the whole: an abbreviation of all words before it, or
    a synonym.
    """
    found = GLOSS.match(title)
    if found is None:
        return
    name, gloss = found["name"], found["gloss"].strip()
    if looks_like_abbreviation(gloss):
        if _abbreviates(gloss, name):
            yield gloss, NameKind.ABBREVIATION
    elif title.endswith("]") and not NO_NAME.search(gloss) and not DEPENDS.search(name):
        yield gloss, NameKind.SYNONYM


def _abbreviates(short: str, name: str) -> bool:
    """Return True if an abbreviation has the first letter of a name, ends within its last word, and has its letters
    in their order.
    """
    letters = [letter for letter in short.casefold() if letter.isalnum()]
    words = re.findall(r"\w+", name.casefold())
    rest = iter("".join(words))
    is_in_order = all(letter in rest for letter in letters)
    return bool(words and letters) and is_in_order and words[0][0] == letters[0] and letters[-1] in words[-1]


def terms(notes: Iterable[str]) -> list[str]:
    """Return the terms of notes that are names, without "NOS", each once. A term with words in brackets is given also
    without them, and so is the content of the brackets if that is another name.
    """
    names = (NOS.sub("", note) for note in notes if len(note) <= MAX_TERM and not NO_TERM.search(note))
    return list(dict.fromkeys(spelling for name in names for spelling in _spellings(name) if spelling))


def _spellings(name: str) -> Iterator[str]:
    yield name
    yield _without_supplements(name)
    yield from (gloss for gloss, _ in _glossed(name))


def _without_supplements(name: str) -> str:
    return SPACES.sub("", GLOSS_INSIDE.sub("", SUPPLEMENTARY.sub("", name))).strip()
