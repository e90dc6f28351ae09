"""The prose in a chat message, and the runs of words in it that may be a name.

Code, addresses, mentions and emoji are left out (https://discord.com/developers/docs/reference#message-formatting);
marks for bold, italic, struck and hidden text are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

import msgspec

from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import fold, form_of_words, normal_words
from bot.terms.numerals import CLASSIFIERS, ROMAN_NUMERALS
from bot.terms.words import index_word, plain

# The longest names that people write in messages have so many words and numbers.
MAX_RUN = 6
MIN_INITIAL = 2

NOT_PROSE = re.compile(
    r"""```.*?(?:```|\Z)                            # a block of code, closed or not
    | ``.+?`` | `[^`\n]+`                           # code
    | <(?:@[!&]?|\#|/|a?:|t:|id:)[^<>\n]*>          # mentions, custom emoji, times
    | (?:https?://|www\.)\S+                        # addresses
    | (?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+         # of mail
    | :[a-z_][\w+-]*:                               # emoji by name
    """,
    re.VERBOSE | re.DOTALL,
)
LETTERS = r"(?:[^\W_]|[\u0300-\u036f])+"
# A sign is part of the word before it: "ER+" and "HER2-" differ from "ER" and "HER2". After small letters ("pre-") and
# before a letter or digit, a hyphen is no minus.
SIGN = r"\+|(?<=[A-Z0-9][A-Z0-9])[-−–](?![\w−–-])"
PIECE = re.compile(rf"\d+(?:\.\d+)?(?![^\W\d_])|{LETTERS}(?:['’ʼ]{LETTERS})*(?:{SIGN})?")
# Separators between the words of one name: spaces and marks, or a hyphen or slash.
WITHIN_NAME = re.compile(r"[ \t\u00a0*_~|]+|[*_~|]*[-‐‑–/][*_~|]*")
SIGN_AT_END = re.compile(r"[+−–-]$")
HYPHENS = frozenset("-‐‑–")
APOSTROPHE = re.compile(r"['’ʼ]")
POSSESSIVE = re.compile(r"['’ʼ]s$")
# Abbreviations are used as verbs: "OD'd", "D/C'd"; "I'd" is none.
VERB_ENDING = re.compile(r"(?:(?<=[A-Z][A-Z])|(?<=\b[A-HJ-Za-hj-z]))['’ʼ](?:d|ed|ing)$")
# The longest abbreviations in lower case ("ms", "inr").
MAX_LETTERS_UNMARKED = 3
# A slash between one or two letters is part of an abbreviation ("d/c"), as in bot.terms.normal_forms.
MAX_LETTERS_AT_SLASH = 2
SLASH_WORD = "slash"
FIGURE = re.compile(r"\d+(?:\.\d+)?")
GOES_ON_AS_FIGURE = re.compile(r"\s?(?:%|[/:x×]\s?\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or number of a message: as written, as in the index without possessive, and its position in characters
    (the end is not included).
    """

    text: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of a message, and their normal form as one name.

    `first` is the number of the first of them among all words. `unsigned` is the form without the sign at the end
    ("HER2-"), if there is one. `is_part_of_code` says that a hyphen joins it with a further number or letter ("PD" of
    "PD-1").
    """

    pieces: tuple[Piece, ...]
    form: str
    first: int
    unsigned: str | None = None
    is_part_of_code: bool = False

    @property
    def start(self) -> int:
        """The position of its beginning."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """The position of its end."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Prose:
    """The prose of a message: its text with everything else blanked out, its words and numbers, and the runs of them
    that may be a name, in the order of their beginnings.
    """

    text: str
    pieces: tuple[Piece, ...]
    runs: tuple[Run, ...]


def prose(message: str) -> Prose:
    """Return the words of a message, and every run of up to MAX_RUN that may be a name."""
    text = NOT_PROSE.sub(lambda match: "\0" * len(match.group()), message)
    pieces = tuple(_piece(match) for match in PIECE.finditer(text))
    joined = [_stand_together(text, one, other) for one, other in pairwise(pieces)]
    words = _normal_words(text, pieces)
    code = [_are_one_code(text, one, other) for one, other in pairwise(pieces)]
    found = (run for first in range(len(pieces)) for run in _runs_from(first, pieces, joined, words))
    named = (run for run in found if _may_be_name(text, run, pieces) and not _ends_in_figure(text, run, pieces))
    return Prose(text, pieces, tuple(_with_code(run, code) for run in named))


def without_ending(text: str) -> str:
    """Return a word without a possessive ending, or without the ending of an abbreviation used as a verb ("OD'd")."""
    return VERB_ENDING.sub("", POSSESSIVE.sub("", text))


def _normal_words(text: str, pieces: Sequence[Piece]) -> list[list[str]]:
    """Return the words of each piece in normal spelling; a slash within an abbreviation is a word after the first."""
    words = [normal_words(VERB_ENDING.sub("", piece.text)) for piece in pieces]
    for at, (one, other) in enumerate(pairwise(pieces)):
        if _is_slashed(text, one, other):
            words[at] = [*words[at], SLASH_WORD]
    return words


def _is_slashed(text: str, one: Piece, other: Piece) -> bool:
    """Return True if a slash joins two pieces to one abbreviation ("d/c", "mg/dL")."""
    parts = (one.text, without_ending(other.text))
    is_short = all(len(part) <= MAX_LETTERS_AT_SLASH and part.isalpha() for part in parts)
    return is_short and text[one.end : other.start] == "/"


def _are_one_code(text: str, one: Piece, other: Piece) -> bool:
    """Return True if a hyphen joins two pieces one of which is a number or a single letter."""
    is_code = any(len(piece.text) == 1 or piece.text[0].isdigit() for piece in (one, other))
    return is_code and text[one.end : other.start] in HYPHENS


def _with_code(run: Run, code: list[bool]) -> Run:
    last = run.first + len(run.pieces) - 1
    is_part = (run.first > 0 and code[run.first - 1]) or (last < len(code) and code[last])
    return replace(run, is_part_of_code=True) if is_part else run


def _piece(match: re.Match[str]) -> Piece:
    word = index_word(plain(POSSESSIVE.sub("", match.group())))
    return Piece(match.group(), word, match.start(), match.end())


def _stand_together(prose: str, one: Piece, other: Piece) -> bool:
    between = prose[one.end : other.start]
    is_initial = len(one.text) <= MIN_INITIAL and one.text[0].isupper()  # "St. John's wort", "E. coli"
    return bool(WITHIN_NAME.fullmatch(between)) or (is_initial and between in {".", ". "})


def _runs_from(first: int, pieces: Sequence[Piece], joined: list[bool], words: list[list[str]]) -> Iterator[Run]:
    run_words: list[str] = []
    for last in range(first, min(first + MAX_RUN, len(pieces))):
        if last > first and not joined[last - 1]:
            return
        run_words += words[last]
        if not (first == last and first > 0 and _is_numeral_of(pieces[first], pieces[first - 1])):
            unsigned = _unsigned_form(run_words[: len(run_words) - len(words[last])], pieces[last])
            yield Run(tuple(pieces[first : last + 1]), form_of_words(_without_slash_at_end(run_words)), first, unsigned)


def _without_slash_at_end(words: list[str]) -> list[str]:
    return words[:-1] if len(words) > 1 and words[-1] == SLASH_WORD else words


def _unsigned_form(words_before: list[str], last: Piece) -> str | None:
    """Return the form of a run without the sign at the end of its last word; None if there is no sign."""
    if not SIGN_AT_END.search(last.text):
        return None
    return form_of_words(words_before + normal_words(SIGN_AT_END.sub("", last.text)))


def _is_numeral_of(piece: Piece, before: Piece) -> bool:
    """Return True if a piece is a numeral of the word before it: "stage IV" means no infusion."""
    return before.text.lower() in CLASSIFIERS and piece.text.lower() in ROMAN_NUMERALS


def _may_be_name(text: str, run: Run, pieces: Sequence[Piece]) -> bool:
    """Return True if a run has a word, or is an abbreviation with a slash ("d/c"), and does not divide such an
    abbreviation. Numbers and single letters alone are no name.
    """
    last = run.first + len(run.pieces) - 1
    for at in (run.first - 1, last):
        if 0 <= at < len(pieces) - 1 and _is_slashed_letter(text, pieces[at], pieces[at + 1]):
            return False
    if len(run.pieces) > 1 and _is_slashed(text, *run.pieces[:2]):
        return True
    return any(len(piece.text) > 1 and any(map(str.isalpha, piece.text)) for piece in run.pieces)


def _is_slashed_letter(text: str, one: Piece, other: Piece) -> bool:
    """Return True if a slash joins two pieces one of which is a single letter: "c" of "d/c" is no word."""
    is_letter = len(one.text) == 1 or len(without_ending(other.text)) == 1
    return is_letter and _is_slashed(text, one, other)


def _ends_in_figure(text: str, run: Run, pieces: Sequence[Piece]) -> bool:
    """Return True if a run ends in a separate number that is part of a dose, a measurement or a time: "MS 2" in "MS 2
    mg"; "omega 3" in "omega 3 capsules" is a name.
    """
    if len(run.pieces) < 2 or not FIGURE.fullmatch(run.pieces[-1].text):
        return False
    before, number = run.pieces[-2:]
    if not _may_be_abbreviation(before.text) or not text[before.end : number.start].isspace():
        return False
    following = run.first + len(run.pieces)
    if GOES_ON_AS_FIGURE.match(text, number.end):
        return True
    return following < len(pieces) and _is_unit_of(text, number, pieces[following])


def _may_be_abbreviation(text: str) -> bool:
    return looks_like_abbreviation(text) or MIN_INITIAL <= len(text) <= MAX_LETTERS_UNMARKED


def _is_unit_of(text: str, number: Piece, after: Piece) -> bool:
    between = text[number.end : after.start]
    return (not between or between.isspace() or between == "-") and fold(after.text) in _units()


class ListedUnits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of the file of units."""

    units: tuple[str, ...]


@cache
def _units() -> frozenset[str]:
    """Return the words that make a number before them a dose, a measurement, a count or a time."""
    listed = msgspec.toml.decode((files(__package__) / "data" / "units.toml").read_bytes(), type=ListedUnits)
    return frozenset(map(fold, listed.units))
