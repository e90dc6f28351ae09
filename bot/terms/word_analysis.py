"""How a medical word is made of parts: chole·cyst·ectomy is bile, bladder and surgical removal.

A word is taken apart only if known parts make it from end to end and one way of doing so is better than any other.
Words whose parts do not add up to what they mean ("hysteria") are never taken apart. Whether they do is also
asked of a text about the thing: `word_agreement`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.terms.word_parts import (
    DRUG_NAME_STEM,
    Piece,
    Pieces,
    Place,
    WordPart,
    building_rules,
    opaque_words,
    word_parts,
)

MIN_LENGTH = 5
# The longest word of MeSH and NCI that is taken apart has 33 letters; what is longer is the name of a chemical.
MAX_LENGTH = 40
MAX_FORM = 16
VOWELS = frozenset("aeiouy")
CLASSICAL = frozenset({"Greek", "Latin"})

# What a reading costs: one for each part, and more for short forms, by their length, which stand in words by
# chance. One reading is better than another if it costs less by the margin.
COST_OF_PREFIX = {1: 0.9, 2: 0.35, 3: 0.1}
COST_OF_PREFIX_INSIDE = dict.fromkeys(range(1, 17), 0.3)
COST_OF_ROOT = {1: 1.2, 2: 1.2, 3: 0.45, 4: 0.1}
COST_OF_SUFFIX = {1: 1.0, 2: 1.0, 3: 0.2}
COST_OF_ENDING = {1: 0.6, 2: 0.2}
MAX_COST = 8.0
MARGIN = 0.15
MIN_PREFIX_INSIDE = 3
# A suffix as long as this, if it is no mere ending, stands behind a prefix alone: an·emia.
MIN_SUFFIX_BEHIND_PREFIX = 4


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to make a word, or its beginning, of parts."""

    pieces: Pieces = ()
    cost: float = 0.0

    @property
    def last(self) -> WordPart | None:
        return self.pieces[-1].part if self.pieces else None

    @property
    def length(self) -> int:
        return sum(len(piece.written) for piece in self.pieces)

    def with_piece(self, written: str, part: WordPart, costs: Mapping[int, float]) -> _Reading:
        return _Reading((*self.pieces, Piece(written, part)), self.cost + 1 + costs.get(len(written), 0))


def analyze(word: str) -> Pieces | None:
    """Return the parts of a one-word noun or adjective in their order, or None where they are not plain to see."""
    found = analyses(word)
    return found[0] if len(found) == 1 else None


def analyses(word: str) -> tuple[Pieces, ...]:
    """Return the parts of a one-word noun or adjective in their order: nothing where they are not plain to see, and
    several where letters do not tell which of parts that are written alike it has.
    """
    word = word.lower()
    if not (MIN_LENGTH <= len(word) <= MAX_LENGTH and word.isascii() and word.isalpha()) or word in opaque_words():
        return ()
    return _analyses(word) or _with_plural_s(word)


def _with_plural_s(word: str) -> tuple[Pieces, ...]:
    """Return the parts of an English plural, as those of its singular with an "s" behind the last."""
    if not word.endswith("s") or word.endswith("ss") or word[:-1] in opaque_words():
        return ()
    return tuple((*pieces[:-1], Piece(f"{pieces[-1].written}s", pieces[-1].part)) for pieces in _analyses(word[:-1]))


def _analyses(word: str) -> tuple[Pieces, ...]:
    readings = _grammar().readings(word)
    least = min((reading.cost for reading in readings), default=0.0)
    found = _best(word, {reading.pieces for reading in readings if reading.cost < least + MARGIN})
    return tuple(pieces for pieces in found if _says_something(pieces) and not _has_opaque_end(pieces))


def _best(word: str, found: set[Pieces]) -> Sequence[Pieces]:
    """The best of readings that cost the same; nothing if they do not divide the word in the same way."""
    if len({tuple(piece.part for piece in pieces) for pieces in found}) == 1:
        return [max(found, key=_letters_of_roots)]
    if len({tuple(piece.written for piece in pieces) for pieces in found}) != 1:
        return ()
    best = _with_example(word, list(found))
    return [best] if best else sorted(found, key=lambda pieces: [piece.part.meaning for piece in pieces])


def _letters_of_roots(pieces: Pieces) -> tuple[int, int]:
    """Tells apart where the same parts meet: cardi·ac rather than card·iac, but fibr·oid rather than fibro·id."""
    roots = [piece.written for piece in pieces if piece.part.place is Place.ROOT]
    return sum(len(root.removesuffix("o")) for root in roots), -sum(root.endswith("o") for root in roots)


def _with_example(word: str, found: Sequence[Pieces]) -> Pieces | None:
    """Of parts that are written alike, those that have the word among their examples."""
    known = [sum(word in piece.part.examples for piece in pieces) for pieces in found]
    return found[known.index(max(known))] if known.count(max(known)) == 1 else None


def _says_something(pieces: Pieces) -> bool:
    """Return True if two of the parts at least mean something."""
    return sum(piece.part.name not in building_rules().bare_endings for piece in pieces) > 1


def _has_opaque_end(pieces: Pieces) -> bool:
    """Return True if the last two or more parts make a word that is not made of them: neuro·anatomy."""
    written = [piece.written for piece in pieces]
    return any("".join(written[start:]) in opaque_words() for start in range(1, len(written) - 1))


Forms = Mapping[str, Sequence[WordPart]]


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The parts that are looked for in words, by their letters."""

    prefixes: Forms
    roots: Forms
    ends: Forms

    def readings(self, word: str) -> list[_Reading]:
        """All ways to make a word of parts."""
        found: list[_Reading] = []
        begun = [_Reading()]
        while begun:
            reading = begun.pop()
            rest = word[reading.length :]
            found += self._ended(reading, rest)
            begun += (longer for longer in self._continued(reading, rest) if longer.cost < MAX_COST)
        return found

    def _continued(self, reading: _Reading, rest: str) -> Iterator[_Reading]:
        """The reading with one more prefix or root."""
        for length in range(1, min(len(rest), MAX_FORM)):
            written, behind = rest[:length], rest[length:]
            for part in self.prefixes.get(written, ()):
                if _may_have_prefix(reading, written) and behind[0] in building_rules().before.get(written, behind[0]):
                    costs = (
                        COST_OF_PREFIX_INSIDE if reading.last and reading.last.place is Place.ROOT else COST_OF_PREFIX
                    )
                    yield reading.with_piece(written, part, costs)
            for part in self._roots_written(written, behind):
                if _may_follow(reading.last, part, written) and _meets(written, part, behind):
                    yield reading.with_piece(written, part, COST_OF_ROOT)

    def _roots_written(self, written: str, behind: str) -> Sequence[WordPart]:
        """The roots that are written so before these letters: of the two i's before "-itis" there is one, as in
        chol·ang·itis.
        """
        found = self.roots.get(written, ())
        return found or (self.roots.get(f"{written}i", ()) if behind == "itis" and len(written) > 2 else ())

    def _ended(self, reading: _Reading, rest: str) -> Iterator[_Reading]:
        """The reading with a part that ends the word."""
        for part in self.ends.get(rest, ()):
            if reading.pieces and _may_follow(reading.last, part, rest) and _may_end(reading.pieces[-1], part, rest):
                yield reading.with_piece(rest, part, _costs_of_end(part))


def _may_have_prefix(reading: _Reading, written: str) -> bool:
    """Return True if a prefix comes next: before all roots, or, if it is no short one, behind a root with its joining
    vowel (hemo·dia·lysis).
    """
    if reading.last is None or reading.last.place is Place.PREFIX:
        return True
    return len(written) >= MIN_PREFIX_INSIDE and reading.pieces[-1].written.endswith("o")


def _may_follow(last: WordPart | None, part: WordPart, written: str) -> bool:
    """Return True if a root or suffix stands behind a part."""
    if last is None:
        return True
    if last.place is Place.PREFIX:
        return (
            last.name not in building_rules().same_language
            or part.origin == last.origin
            or part.origin not in CLASSICAL
        )
    return part.place is Place.SUFFIX or len(written) > 3 or _may_stand_inside(written)


def _may_stand_inside(root: str) -> bool:
    """Return True if a short root stands behind another."""
    stem = root[:2] if len(root) == 3 and root[-1] in VOWELS else root
    return len(stem) > 2 or f"{stem}-" in building_rules().short_roots_inside


def _meets(written: str, root: WordPart, behind: str) -> bool:
    """Return True if a root is written so before these letters: before a consonant with its joining vowel, if
    it has one.
    """
    if written[-1] in VOWELS or behind[0] in VOWELS:
        return True
    return not any(form[:-2] == written and form[-2] in VOWELS for form in root.forms if form.endswith("-"))


def _may_end(last: Piece, part: WordPart, written: str) -> bool:
    """Return True if a root or suffix ends a word behind a piece."""
    if part.place is Place.ROOT:
        return True
    if last.part.place is Place.PREFIX:
        return part.name not in building_rules().endings and len(written) >= MIN_SUFFIX_BEHIND_PREFIX
    if (
        part.name in building_rules().endings and written[0] in VOWELS and last.written.endswith("o")
    ):  # gastr·itis, not gastro·itis
        return False
    return part.name not in building_rules().latin_endings or last.part.origin != "Greek"


def _costs_of_end(part: WordPart) -> Mapping[int, float]:
    if part.place is Place.ROOT:
        return COST_OF_ROOT
    return COST_OF_ENDING if part.name in building_rules().endings else COST_OF_SUFFIX


@cache
def _grammar() -> _Grammar:
    """All parts but the stems of medicines and those that are made of other parts."""
    parts = [part for part in word_parts() if part.origin != DRUG_NAME_STEM and not part.made_of]
    before_others = [(form, part) for part in parts for form in _looked_for(part) if form.endswith("-")]
    return _Grammar(
        prefixes=_by_letters((form, part) for form, part in before_others if part.place is Place.PREFIX),
        roots=_by_letters((form, part) for form, part in before_others if part.place is not Place.PREFIX),
        ends=_by_letters((form, part) for part in parts for form in _looked_for(part) if not form.endswith("-")),
    )


def _looked_for(part: WordPart) -> Iterator[str]:
    """The forms of a part that are looked for in words."""
    not_looked_for = building_rules().endings_not_looked_for | (
        building_rules().roots_not_looked_for if part.place is Place.ROOT else set()
    )
    for form in part.forms:
        has_joining_vowel = (
            form.startswith("-o") and f"-{form[2:]}" in part.forms
        )  # "-ology" is "-logy" behind a root in "-o-"
        if form not in not_looked_for and not has_joining_vowel:
            yield form


def _by_letters(forms: Iterable[tuple[str, WordPart]]) -> Forms:
    parts = defaultdict(list)
    for form, part in forms:
        parts[form.strip("-")].append(part)
    return parts
