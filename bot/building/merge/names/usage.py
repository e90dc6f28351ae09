"""How often the publishers' own sentences use names, and with which capitals: this distinguishes "luteinizing hormone"
from "lutropin", and "Bell palsy" from "bell pepper".

Titles do not show it: some publishers write every title in Title Case ("Breast Neoplasms"), others have a record for
each synonym. A single use is no evidence, so uses are counted and compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise

from msgspec import Struct

from bot.sources.concept import Concept
from bot.terms.model import NameKind
from bot.terms.normal_forms import is_inverted
from bot.terms.source import InstalledSource
from bot.terms.spelling import singular

# Punctuation is replaced by spaces, and hyphens separate words.
MARKS = bytes.maketrans(b".,;:!?()[]{}\"'/-*&\n\t", b" " * 20)
TYPOGRAPHIC = "“”‘’–—•\u00a0"
# These patterns start with the letters themselves and look behind from there, which is much faster than the reverse.
POSSESSIVE = re.compile(r"['’](?:(?<=[a-z].)s\b|(?<=s.)(?=\s))")
# The capital of the first word of a sentence or item says nothing; it is marked with a character that no name contains.
FIRST_WORD = re.compile(r"[A-Z](?:(?<=[.!?:;\n(\"“•|].)|(?<=[.!?:;•|–-] .)|(?<=\A.))")
SET_ASIDE = "~"
SETTING_ASIDE = rf"{SET_ASIDE}\g<0>"
# The text after these words is a list of names, which have records with the same text of their own.
NO_PROSE = re.compile(r"\b(?:Also (?:called|known as)|(?:It is|They are) sometimes called)\b")
# Every such text contains one of these, which are found ten times faster than the pattern.
SIGNS_OF_NO_PROSE = ("Also ", "sometimes called")
MAX_WORDS = 6
# The plainness of sources for professionals of all fields.
MAX_PLAINNESS = 6
# From so many uses on, the spelling in names is evidence.
MIN_NAMES = 2
# "Solute Carrier Family 12, Member 3" is not an inverted name.
NUMBERED = "member "
PAIR_WANTED = 0
MEAN_THE_SAME = frozenset({NameKind.SYNONYM, NameKind.PLAIN})
BETWEEN = " "
BETWEEN_TEXTS = "\n| "
# Reading so many at once takes half the time.
TEXTS_AT_ONCE = 1_000
# A word that only prose writes in lower case: "of" and "in" are in lower case in Title Case, too.
SMALL_IN_PROSE = re.compile(r"[ -][a-z]{4,}")


class Usage(Struct, frozen=True):
    """How often names and words are used.

    `names` counts names in definitions, `in_names` names in longer names of other things. `small` and `capital` count
    words and pairs of words in definitions by their first letter, except at the start of a sentence; `both` counts
    pairs with two capitals. All keys are in lower case, with spaces between words.
    """

    names: Mapping[str, int]
    in_names: Mapping[str, int]
    small: Mapping[str, int]
    capital: Mapping[str, int]
    both: Mapping[str, int]

    def of(self, name: str) -> int:
        """Return how often a name occurs in definitions."""
        return self.names.get(BETWEEN.join(words(name)), 0)

    def in_others(self, name: str) -> int:
        """Return how often a name occurs in longer names."""
        return self.in_names.get(BETWEEN.join(words(name)), 0)

    def of_word(self, word: str) -> int:
        """Return how often a word occurs in definitions, in either case."""
        return self.small.get(word, 0) + self.capital.get(word, 0)


def counts(source: InstalledSource) -> bool:
    """Return True if the definitions of a source show how people use words. Those for specialists of one field repeat
    their own terms thousands of times.
    """
    return source.plainness <= MAX_PLAINNESS


# MeSH ends the names of some groups of diseases so.
INBORN_ERRORS = ", Inborn Errors"


def uninverted(name: str) -> str:
    """Return a name in its natural word order."""
    if name.endswith(INBORN_ERRORS):
        return f"Inborn Errors of {name.removesuffix(INBORN_ERRORS)}"
    parts = name.split(", ")
    is_turned = len(parts) > 1 and is_inverted(name) and not any(part.lower().startswith(NUMBERED) for part in parts)
    return " ".join(reversed(parts)) if is_turned else name


def words(text: str) -> list[str]:
    """Return the words of a name or sentence in lower case."""
    return _without_marks(_without_possessive(text)).lower().split()


def _without_possessive(text: str) -> str:
    return POSSESSIVE.sub("", text) if "'" in text or "’" in text else text


def _without_marks(text: str) -> str:
    """Replace punctuation by spaces. Python translates bytes ten times as fast as text."""
    if not text.isascii():
        for mark in TYPOGRAPHIC:
            text = text.replace(mark, " ")
    return text.encode(errors="replace").translate(MARKS).decode()


def usage_in(concepts: Iterable[tuple[Concept, bool]]) -> Usage:
    """Count how the definitions in one language use the words and names of concepts.

    Each concept comes with True if its definitions and names are evidence (`counts`). Of its further names, those count
    that a sentence may use. Names that are written as in a sentence count as sentences, except for their first word.
    """
    # Dictionaries keep the order, so that the same files always make the same lexicon.
    texts: dict[str, None] = {}
    names: dict[str, None] = {}
    sought: dict[str, bool] = {}
    longer: dict[str, None] = {}
    for concept, does_count in concepts:
        name = concept.preferred_name
        if does_count:
            longer[uninverted(name).lower()] = None
            texts.update(dict.fromkeys(map(_prose, concept.definitions)))
            sought.update((other, sought.get(other, False)) for other in _usable_names(concept))
            sought[name] = True
        names[name] = None
    counts = _Counts(sought)
    for some in _joined(texts):
        counts.read_texts(some)
    counts.read_longer_names(longer)
    counts.read_names(names)
    return counts.usage()


def _usable_names(concept: Concept) -> Iterator[str]:
    """Yield the names that mean the same as the preferred one and that a sentence may use: no inverted ones."""
    for each in islice(concept.names, 1, None):
        if each.kind in MEAN_THE_SAME and " " in each.name and ", " not in each.name:
            yield each.name


def _joined(texts: Iterable[str]) -> Iterator[str]:
    """Join many texts, which can be read faster."""
    remaining = iter(texts)
    while some := BETWEEN_TEXTS.join(islice(remaining, TEXTS_AT_ONCE)):
        yield some


def _prose(text: str) -> str:
    """Return the prose of a definition."""
    return NO_PROSE.split(text, maxsplit=1)[0] if any(sign in text for sign in SIGNS_OF_NO_PROSE) else text


class _Counts:
    """Counts uses; the names that are counted are known beforehand."""

    def __init__(self, names: Mapping[str, bool]) -> None:
        # By first word and second word, the lengths in words of the names that begin so; PAIR_WANTED if the
        # capitals of a preferred name with this pair are wanted.
        self._beginnings: dict[str, dict[str, set[int]]] = defaultdict(dict)
        self._sought: set[str] = set()
        for name, is_preferred in names.items():
            parts = words(uninverted(name))
            self._seek(parts, is_preferred)
            if is_preferred and parts and (last := singular(parts[-1])) != parts[-1]:
                self._seek([*parts[:-1], last], is_preferred)
        self._written: Counter[str] = Counter()
        self._in_names: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._in_longer: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._both: Counter[str] = Counter()

    def _seek(self, parts: list[str], is_preferred: bool) -> None:
        if len(parts) > MAX_WORDS:
            return
        self._sought.add(BETWEEN.join(parts))
        for one, other in pairwise(parts) if is_preferred else ():
            self._beginnings[one].setdefault(other, set()).add(PAIR_WANTED)
        if len(parts) > 1:
            self._beginnings[parts[0]].setdefault(parts[1], set()).add(len(parts))

    def read_texts(self, text: str) -> None:
        """Count the words and names in definitions."""
        text = _without_possessive(text)
        marked = _without_marks(FIRST_WORD.sub(SETTING_ASIDE, text)).split()
        self._written.update(marked)
        self._read_pairs(marked, _without_marks(text).lower().split())

    def _read_pairs(self, marked: list[str], plain: list[str]) -> None:
        for at, lengths in self._found(plain):
            if PAIR_WANTED in lengths:
                self._count_pair(marked[at], marked[at + 1])
            self._names.update(self._names_at(at, lengths, plain))

    def _found(self, plain: list[str]) -> list[tuple[int, set[int]]]:
        """Return the positions of pairs that begin names, with the lengths in words of those names."""
        followed = map(self._beginnings.get, plain)
        pairs = enumerate(zip(followed, islice(plain, 1, None), strict=False))
        return [(at, seconds[other]) for at, (seconds, other) in pairs if seconds and other in seconds]

    def _names_at(self, at: int, lengths: Iterable[int], plain: list[str]) -> Iterator[str]:
        for length in lengths:
            name = BETWEEN.join(plain[at : at + length])
            if name in self._sought and at + length <= len(plain):
                yield name

    def read_longer_names(self, names: Iterable[str]) -> None:
        """Count the names within other names."""
        for some in _joined(names):
            plain = _without_marks(_without_possessive(some)).split()
            self._in_longer.update(filter(self._sought.__contains__, plain))
            for at, lengths in self._found(plain):
                self._in_longer.update(self._names_at(at, lengths, plain))
        self._in_longer.subtract(
            set(map(BETWEEN.join, map(words, names))) & self._in_longer.keys()
        )  # each stands in itself

    def _count_pair(self, one: str, other: str) -> None:
        if one[0] == SET_ASIDE:
            return
        pair = f"{one} {other}".lower()
        if one[0].islower():
            self._small[pair] += 1
            return
        self._capital[pair] += 1
        if other[0].isupper():
            self._both[pair] += 1

    def read_names(self, names: Iterable[str]) -> None:
        """Count the words of the names that are written as in a sentence."""
        found: list[str] = []
        for name in names:
            is_small = name[:1].islower()
            if is_small or SMALL_IN_PROSE.search(name):
                parts = _without_marks(_without_possessive(name)).split()
                found += parts if is_small else parts[1:]
        self._in_names.update(found)

    def usage(self) -> Usage:
        """Return the counts. Names are evidence for the spelling of a word only if no definition uses it: some names
        are misspelled hundreds of times.
        """
        for written, count in self._written.items():
            word = written.lstrip(SET_ASIDE)
            if word.lower() in self._sought:
                self._names[word.lower()] += count
            if word == written:
                self._count(word, count)
        known = self._small.keys() | self._capital.keys()
        for word, count in self._in_names.items():
            if word.lower() not in known and count >= MIN_NAMES:
                self._count(word, count)
        return Usage(dict(self._names), dict(self._in_longer), dict(self._small), dict(self._capital), dict(self._both))

    def _count(self, word: str, count: int) -> None:
        if word.islower():
            self._small[word] += count
        elif word.istitle():
            self._capital[word.lower()] += count
