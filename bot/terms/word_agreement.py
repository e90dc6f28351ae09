"""Do texts about a thing speak of the parts of its name? No definition of glaucoma speaks of gray-green or of a tumor.

Where they do not, the name has come to mean something else, or was never made of these parts. The same texts tell
which of several meanings a part has: the "kerat-" of keratitis is the cornea, that of keratosis is horn.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from bot.terms.model import SemanticGroup, SemanticType
from bot.terms.spelling import singular
from bot.terms.word_parts import Piece, Pieces, Place, WordPart, building_rules

WORD_OF_TEXT = re.compile(r"[a-z]{3,}")
# Words that begin with the same letters count as one: inflamed and inflammation.
LETTERS_OF_STEM = 5
# A word that is no shorter than a name, and begins like all of it but so many letters, is another form of it:
# thromboses.
LETTERS_OF_ENDING = 2
# Roots as short as this, without their joining vowel, stand in words by chance.
MAX_SHORT_ROOT = 3
MIN_ROOT_OF_OTHER_WORDS = 4


class Agreement(Struct, frozen=True, forbid_unknown_fields=True):
    """What must be so where a part has its usual meaning; empty where nothing is asked."""

    kinds: frozenset[SemanticType] = frozenset()
    words: tuple[str, ...] = ()


class _AgreementFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`word_agreement.toml`."""

    same_words: tuple[tuple[str, ...], ...]
    sure_roots: frozenset[str]
    roots_like_words: frozenset[str]
    endings_of_kind: dict[SemanticType, frozenset[str]]
    agreement: dict[str, Agreement]


@dataclass(frozen=True, slots=True)
class AboutThing:
    """A thing: the words of its definitions and other names, their stems, and its kinds."""

    words: frozenset[str]
    stems: frozenset[str]
    kinds: frozenset[SemanticType]

    @classmethod
    def from_text(cls, text: str, kinds: Collection[SemanticType]) -> AboutThing:
        """Read a text about a thing of these kinds."""
        return cls._from_words(frozenset(WORD_OF_TEXT.findall(text.lower())), frozenset(kinds))

    @classmethod
    def _from_words(cls, words: frozenset[str], kinds: frozenset[SemanticType]) -> AboutThing:
        return cls(words, _stems(words - building_rules().small_words), kinds)

    def without_forms_of(self, name: str) -> AboutThing:
        """Return the thing without the words that are the name in another form, which tell nothing of its parts."""
        begun = name.lower()[:-LETTERS_OF_ENDING]
        if len(begun) <= LETTERS_OF_STEM:
            return self
        forms = {word for word in self.words if word.startswith(begun) and len(word) >= len(name)}
        return self._from_words(self.words - forms, self.kinds) if forms else self

    def agrees_with(self, pieces: Pieces) -> bool:
        """Return True if the parts say what the thing is."""
        return (
            (any(map(self._speaks_of, pieces)) or self._is_of_kind(pieces[-1]))
            and all(map(self._is_usual, pieces))
            and all(self._is_sure(pieces, number) for number in range(len(pieces)))
        )

    def meanings_of(self, pieces: Pieces) -> tuple[str, ...]:
        """Return the meaning of each part that the texts speak of, its first where they speak of none."""
        return tuple([self._meaning_of(piece.part, [other.part for other in pieces]) for piece in pieces])

    def _meaning_of(self, part: WordPart, parts: Collection[WordPart]) -> str:
        """Return the meaning of one of the parts of a word, for which words that other parts are spoken of by do not
        count.
        """
        if _is_wide(part):
            return part.meanings[0]
        theirs = frozenset[str]().union(
            *(_stems_of(other.meaning, is_wide=_is_wide(other)) for other in parts if other != part)
        )
        told = (meaning for meaning in part.meanings if (_stems_of(meaning, is_wide=False) - theirs) & self.stems)
        return next(told, part.meanings[0])

    def _is_sure(self, pieces: Pieces, number: int) -> bool:
        """Return True if a text speaks of a piece or need not do so."""
        return (
            not self._needs_word(pieces, pieces[number])
            or self._speaks_of(pieces[number])
            or self._has_word_with(pieces, number)
        )

    def _needs_word(self, pieces: Pieces, piece: Piece) -> bool:
        """Return True if a text must speak of a piece: a short root, and any root in the name of a chemical, unless
        the word is an example of it.
        """
        name = "".join(each.written for each in pieces)
        if piece.part.place is not Place.ROOT or name in piece.part.examples or piece.part.name in _file().sure_roots:
            return False
        is_chemical = any(kind.group is SemanticGroup.CHEMICALS for kind in self.kinds)
        root = _stem_of_root(piece.written)
        return is_chemical or len(root) <= MAX_SHORT_ROOT or root in _file().roots_like_words

    def _is_usual(self, piece: Piece) -> bool:
        """Return True if the thing is what a part with its usual meaning asks for."""
        asked = _file().agreement.get(f"-{piece.written}", Agreement())
        if asked.kinds and self.kinds and self.kinds.isdisjoint(asked.kinds):
            return False
        return not asked.words or self._has(asked.words)

    def _has(self, beginnings: tuple[str, ...]) -> bool:
        """Return True if the texts have a word that begins like one of these."""
        return bool(beginnings) and any(word.startswith(beginnings) for word in self.words)

    def _is_of_kind(self, last: Piece) -> bool:
        """Return True if the thing is of a kind that the end of its name speaks of."""
        endings = _file().endings_of_kind
        asked = _file().agreement.get(f"-{last.written}", Agreement())
        return self._has(asked.words) or any(last.written in endings.get(kind, ()) for kind in self.kinds)

    def _speaks_of(self, piece: Piece) -> bool:
        """Return True if the texts have a word of a part's meaning, or the part as a word ("spasm")."""
        if len(piece.written) >= LETTERS_OF_STEM and piece.written in self.words:
            return True
        return not self.stems.isdisjoint(_stems_of(piece.part.meaning, is_wide=_is_wide(piece.part)))

    def _has_word_with(self, pieces: Pieces, number: int) -> bool:
        """Return True if the texts have a word that begins with a root and goes on otherwise than the name does:
        "cardiac" for the "cardio" of cardiomegaly.
        """
        root = _stem_of_root(pieces[number].written)
        rest = "".join(piece.written for piece in pieces[number:])
        longer = rest[: len(root) + 2]
        others = (word for word in self.words if word.startswith(root) and not word.startswith(longer))
        return len(root) >= MIN_ROOT_OF_OTHER_WORDS and any(others)


def say_the_same(one: str, other: str) -> bool:
    """Return True if two meanings have a word in common, or words that say the same."""
    words, others = (frozenset(WORD_OF_TEXT.findall(each.lower())) for each in (one, other))
    return not words.isdisjoint(others) or not _stems_of(one, is_wide=False).isdisjoint(_stems_of(other, is_wide=False))


def _stem_of_root(written: str) -> str:
    """The root without its joining vowel."""
    return written.removesuffix("o") if len(written) > 3 else written


def _is_wide(part: WordPart) -> bool:
    """Return True for prefixes and endings, whose meanings have words that any text may have."""
    return part.place is Place.PREFIX or part.name in building_rules().endings


@cache
def _stems_of(meaning: str, *, is_wide: bool) -> frozenset[str]:
    rules = building_rules()
    words = frozenset(WORD_OF_TEXT.findall(meaning.lower())) - rules.small_words
    words -= rules.wide_words if is_wide else frozenset()
    return _stems(words.union(*(_same_words().get(word, ()) for word in words)))


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset([singular(word)[:LETTERS_OF_STEM] for word in words])


@cache
def _file() -> _AgreementFile:
    text = (files(__package__) / "data" / "word_agreement.toml").read_bytes()
    return msgspec.toml.decode(text, type=_AgreementFile)


@cache
def _same_words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in _file().same_words:
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(words) for word, words in found.items()}
