"""Evidence that two groups of records mean the same thing, for synonyms that their source does not guarantee to be
exact.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise, product

from bot.building.merge.grouping.words import grouping_words
from bot.building.merge.records import Group
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.memoized import Memoized
from bot.terms.model import SemanticType
from bot.terms.normal_forms import normal_forms, normal_words

MIN_STEM = 4
MAX_ENDING = 3
# A shorter word is the end of many unrelated words.
MIN_LAST_WORD = 6
DISORDER, INFECTION = "disorder", "infection"
# The words for a kind that a name may leave out, by semantic type.
IMPLIED_KIND_WORDS = {
    **dict.fromkeys((SemanticType.DISEASE, SemanticType.MENTAL_DISORDER, SemanticType.INJURY), (DISORDER, INFECTION)),
    SemanticType.BODY_PROCESS: ("process",),
}
SMALL_WORDS = frozenset({"of", "the"})
GLAND = "gland"
# A few thousand words make up most names.
MAX_STEMS = 20_000


def evidence(one: Group, other: Group) -> int:
    """Count the evidence for two groups being one: each shared name once for every source that gives it, and 1 for a
    shared abbreviation.
    """
    shared = _joining_forms(one) & _joining_forms(other)
    abbreviations = _abbreviations(one) & _abbreviations(other)
    return sum(_count_sources(form, one, other) for form in shared) + bool(abbreviations - shared)


def are_named_alike(one: Group, other: Group) -> bool:
    """Return True if a preferred name of each side differs only in insignificant words."""
    bare = [[_bare_words(record.concept.preferred_name) for record in side] for side in (one, other)]
    return any(_have_same_stems(first, second) for first in bare[0] for second in bare[1])


def have_words_in_common(one: str, other: str) -> bool:
    """Return True if two names share a word besides those for their kind, in any ending or as the end of a longer word
    ("dermatitis", "radiodermatitis").
    """
    words = [_bare_words(name) for name in (one, other)]
    return any(_have_one_stem(first, second) or _ends_in(first, second) for first, second in product(*words))


def _ends_in(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= MIN_LAST_WORD and longer.endswith(shorter)


def is_one_of_two(form: str, side: Group) -> bool:
    """Return True if a form is the name of one of two things that a heading combines ("Lissencephalies and
    Heterotopias").
    """
    names = (record.concept.preferred_name for record in side if " and " in record.concept.preferred_name)
    return any(form in normal_forms(part) for name in names for part in name.split(" and "))


def _count_sources(form: str, one: Group, other: Group) -> int:
    """Count the sources that give a shared name as a synonym, on the side that does not have it as a preferred name; 1
    if that is neither or both sides.
    """
    not_called_so = [side for side in (one, other) if not any(form in record.preferred_forms for record in side)]
    if len(not_called_so) != 1:
        return 1
    return len({record.source.id for record in not_called_so[0] if form in record.synonym_forms})


def _joining_forms(side: Group) -> frozenset[str]:
    return frozenset().union(*(record.preferred_forms | record.synonym_forms for record in side))


def _abbreviations(side: Group) -> frozenset[str]:
    abbreviated = (record for record in side if looks_like_abbreviation(record.concept.preferred_name))
    return frozenset().union(*(r.other_forms for r in side), *(r.preferred_forms for r in abbreviated))


def _bare_words(name: str) -> list[str]:
    """Return a name's words without those that only say its kind, sorted."""
    known = grouping_words()
    words = (known.same_words.get(word, word) for word in normal_words(name) if word not in SMALL_WORDS)
    return sorted(word for word in words if word not in known.kind_words)


def _have_same_stems(one: list[str], other: list[str]) -> bool:
    return bool(one) and len(one) == len(other) and all(map(_have_one_stem, one, other))


def _have_one_stem(one: str, other: str) -> bool:
    """Return True if two words are the same except for their ending ("colon", "colonic")."""
    shorter = min(len(one), len(other))
    stem = max(shorter - 2, MIN_STEM)
    alike = shorter > MIN_STEM and one[:stem] == other[:stem] and abs(len(one) - len(other)) <= MAX_ENDING
    return one == other or alike


def names_of_kind(name: str, kinds: Collection[SemanticType] = ()) -> list[str]:
    """Return the forms of a name that states its kind; names that state it in different words have a form in common.

    "Aortic diseases" and "aortic disorder" are both a disorder of the aorta. Names without a word for a kind, or with
    nothing else, have no such form.

    A name of one of these `kinds` may leave the word out ("ischemia", "ischemic disease"; "mumps", "mumps infection").
    The other words must then be the same, or both have an ending: eosinophilia is not every disorder of the eosinophil.
    """
    implied = {each for kind in kinds if kind in IMPLIED_KIND_WORDS for each in IMPLIED_KIND_WORDS[kind]}
    if not implied and not _may_say_its_kind(name):
        return []
    words = normal_words(name)
    if GLAND in words:
        words = _without_gland(words)
    known = grouping_words()
    words = [known.same_words.get(word, word) for word in words if word not in SMALL_WORDS]
    others = sorted(word for word in words if word not in known.kind_of_name)
    stated = {known.kind_of_name[word] for word in words if word in known.kind_of_name}
    if INFECTION in stated:
        stated.discard(DISORDER)
    if len(stated) > 1 or not others:
        return []
    stems = [_stems()[word] for word in others]
    marked = " ".join(stem if stem == word else f"{stem}-" for word, stem in zip(others, stems, strict=True))
    forms = [f"{kind}, perhaps unsaid: {marked}" for kind in sorted(stated or implied)]
    return forms + [f"{kind}: {' '.join(stems)}" for kind in sorted(stated)]


def _may_say_its_kind(name: str) -> bool:
    """Return True if a name, as it is written, may contain a word for a kind, in the singular or
    plural. A quick test.
    """
    return any(map(name.lower().__contains__, _kinds_begun()))


@cache
def _kinds_begun() -> tuple[str, ...]:
    """Return the words for kinds without the ending that differs in the plural."""
    return tuple(word.removesuffix("y") for word in grouping_words().kind_of_name)


def _without_gland(words: list[str]) -> list[str]:
    """Remove "gland" after the name of a gland ("pituitary gland")."""
    glands = grouping_words().glands
    return [word for before, word in pairwise(["", *words]) if word != GLAND or before not in glands]


def _stem(word: str) -> str:
    """Remove the ending that distinguishes an adjective from its noun ("aorta", "aortic")."""
    return _endings().sub("", word)


@cache
def _stems() -> Memoized:
    return Memoized(_stem, MAX_STEMS)


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w{{{MIN_STEM}}})(?:{'|'.join(grouping_words().endings)})$")
