"""How often the publishers' own sentences use names, and with which capitals: what tells "luteinizing hormone" from "lutropin", and
"Bell palsy" from "bell pepper".

A publisher's title says little of either: some write every title in Title Case ("Breast Neoplasms"), others give each synonym a record of
its own. One stray use is no evidence, so uses are counted and compared.
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

# The words of a sentence without their marks; hyphens divide them as spaces do.
MARKS = bytes.maketrans(b".,;:!?()[]{}\"'/-*&\n\t", b" " * 20)
TYPOGRAPHIC = "“”‘’–—•\u00a0"
# These patterns begin with the letters that they are about, which are found much faster than what stands before them.
POSSESSIVE = re.compile(r"['’](?:(?<=[a-z].)s\b|(?<=s.)(?=\s))")
# The capital of the first word of a sentence or item says nothing; a sign that no name holds is put before it.
FIRST_WORD = re.compile(r"[A-Z](?:(?<=[.!?:;\n(\"“•|].)|(?<=[.!?:;•|–-] .)|(?<=\A.))")
SET_ASIDE = "~"
SETTING_ASIDE = rf"{SET_ASIDE}\g<0>"
# What follows is no prose: names that have records with the same text of their own.
NO_PROSE = re.compile(r"\b(?:Also (?:called|known as)|(?:It is|They are) sometimes called)\b")
# What one of these is in every such text, and is found ten times faster than the pattern.
SIGNS_OF_NO_PROSE = ("Also ", "sometimes called")
MAX_WORDS = 6
# The plainness of the sources for professionals of all fields.
MAX_PLAINNESS = 6
# A name in prose is evidence for small letters where this many are.
MIN_NAMES = 2
# "Solute Carrier Family 12, Member 3" is turned round nowhere.
NUMBERED = "member "
A_PAIR = 0
MEAN_THE_SAME = frozenset({NameKind.SYNONYM, NameKind.PLAIN})
BETWEEN = " "
BETWEEN_TEXTS = "\n| "
# Read together, they take half the time.
TEXTS_AT_ONCE = 1_000
# A word of a name that only prose has in small letters: "of" and "in" are small in Title Case, too.
SMALL_IN_PROSE = re.compile(r"[ -][a-z]{4,}")


class Usage(Struct, frozen=True):
    """How often names stand in definitions and `in_names` in longer names of other things, and how often words and pairs of words begin
    in definitions with a small letter and with a capital, without those that begin a sentence; `both` is how often both words of a pair
    have one. All are in lower case, with spaces between words.
    """

    names: Mapping[str, int]
    in_names: Mapping[str, int]
    small: Mapping[str, int]
    capital: Mapping[str, int]
    both: Mapping[str, int]

    def of(self, name: str) -> int:
        """How often a name stands in definitions."""
        return self.names.get(BETWEEN.join(words(name)), 0)

    def in_others(self, name: str) -> int:
        """How often a name stands in longer ones."""
        return self.in_names.get(BETWEEN.join(words(name)), 0)

    def of_word(self, word: str) -> int:
        """How often a word stands in definitions, in small letters or with a capital."""
        return self.small.get(word, 0) + self.capital.get(word, 0)


def counts(source: InstalledSource) -> bool:
    """Whether the definitions of a source tell how people use words: those for specialists of one field repeat its own in thousands."""
    return source.plainness <= MAX_PLAINNESS


# How MeSH ends the names of some groups of diseases.
INBORN_ERRORS = ", Inborn Errors"


def uninverted(name: str) -> str:
    """A name in its natural order."""
    if name.endswith(INBORN_ERRORS):
        return f"Inborn Errors of {name.removesuffix(INBORN_ERRORS)}"
    parts = name.split(", ")
    is_turned = len(parts) > 1 and is_inverted(name) and not any(part.lower().startswith(NUMBERED) for part in parts)
    return " ".join(reversed(parts)) if is_turned else name


def words(text: str) -> list[str]:
    """The words of a name or sentence in lower case."""
    return _without_marks(_without_possessive(text)).lower().split()


def _without_possessive(text: str) -> str:
    return POSSESSIVE.sub("", text) if "'" in text or "’" in text else text


def _without_marks(text: str) -> str:
    """A text with spaces for its marks. Python translates bytes ten times as fast as text."""
    if not text.isascii():
        for mark in TYPOGRAPHIC:
            text = text.replace(mark, " ")
    return text.encode(errors="replace").translate(MARKS).decode()


def usage_in(concepts: Iterable[tuple[Concept, bool]]) -> Usage:
    """How definitions in one language use the words and the names of concepts; with each is said whether its definitions and its names
    count (`counts`). Of names of the same thing those count that a sentence may hold.

    Names that are written as in a sentence count as sentences, but for their first word.
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
            sought.update((other, sought.get(other, False)) for other in _said_for(concept))
            sought[name] = True
        names[name] = None
    counts = _Counts(sought)
    for some in _together(texts):
        counts.read_texts(some)
    counts.read_longer_names(longer)
    counts.read_names(names)
    return counts.usage()


def _said_for(concept: Concept) -> Iterator[str]:
    """The names of a concept that mean the same as the preferred one and that a sentence may hold: not turned round."""
    for each in islice(concept.names, 1, None):
        if each.kind in MEAN_THE_SAME and " " in each.name and ", " not in each.name:
            yield each.name


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Many texts at once, which are read faster."""
    remaining = iter(texts)
    while some := BETWEEN_TEXTS.join(islice(remaining, TEXTS_AT_ONCE)):
        yield some


def _prose(text: str) -> str:
    """What of a definition is prose."""
    return NO_PROSE.split(text, maxsplit=1)[0] if any(sign in text for sign in SIGNS_OF_NO_PROSE) else text


class _Counts:
    """Counts of what goes by; the names that are counted are known beforehand."""

    def __init__(self, names: Mapping[str, bool]) -> None:
        # For each first word of a name, its second word, and how many words the names have that begin so; A_PAIR where a preferred name
        # holds the two, whose capitals are wanted.
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
            self._beginnings[one].setdefault(other, set()).add(A_PAIR)
        if len(parts) > 1:
            self._beginnings[parts[0]].setdefault(parts[1], set()).add(len(parts))

    def read_texts(self, text: str) -> None:
        """Count the words and names of definitions."""
        text = _without_possessive(text)
        marked = _without_marks(FIRST_WORD.sub(SETTING_ASIDE, text)).split()
        self._written.update(marked)
        self._read_pairs(marked, _without_marks(text).lower().split())

    def _read_pairs(self, marked: list[str], plain: list[str]) -> None:
        for at, lengths in self._found(plain):
            if A_PAIR in lengths:
                self._count_pair(marked[at], marked[at + 1])
            self._names.update(self._names_at(at, lengths, plain))

    def _found(self, plain: list[str]) -> list[tuple[int, set[int]]]:
        """Where two words stand that begin names, and how many words those names have."""
        followed = map(self._beginnings.get, plain)
        pairs = enumerate(zip(followed, islice(plain, 1, None), strict=False))
        return [(at, seconds[other]) for at, (seconds, other) in pairs if seconds and other in seconds]

    def _names_at(self, at: int, lengths: Iterable[int], plain: list[str]) -> Iterator[str]:
        for length in lengths:
            name = BETWEEN.join(plain[at : at + length])
            if name in self._sought and at + length <= len(plain):
                yield name

    def read_longer_names(self, names: Iterable[str]) -> None:
        """Count the names that stand in others."""
        for some in _together(names):
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
        """Count the words of those names that are written as in a sentence."""
        found: list[str] = []
        for name in names:
            is_small = name[:1].islower()
            if is_small or SMALL_IN_PROSE.search(name):
                parts = _without_marks(_without_possessive(name)).split()
                found += parts if is_small else parts[1:]
        self._in_names.update(found)

    def usage(self) -> Usage:
        """What was counted. Names tell how a word is written only where no definition does: some are miswritten by hundreds."""
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
