"""What of a chat message is prose, and the runs of words in it that may be a name.

Code, addresses, mentions and emoji are left out (https://discord.com/developers/docs/reference#message-formatting); marks
for bold, italic, struck and hidden text are looked through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.lexicon.names import QUALIFIERS, ROMAN_NUMERALS, form_of_words, normal_words
from bot.lexicon.words import index_word, plain

# The longest names that people write in messages have so many words and numbers.
LONGEST_RUN = 6
SHORTEST_INITIAL = 2

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
PIECE = re.compile(rf"\d+(?:\.\d+)?(?![^\W\d_])|{LETTERS}(?:['’ʼ]{LETTERS})*\+?")
# What may stand between the words of one name: spaces and marks, or a hyphen or slash.
WITHIN_NAME = re.compile(r"[ \t\u00a0*_~|]+|[*_~|]*[-‐‑–/][*_~|]*")
POSSESSIVE = re.compile(r"['’ʼ]s$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or number of a message: as it is written, as the index has it without possessive, and where it stands (in
    characters, the end not included).
    """

    text: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a message that stand together, and their normal form as one name."""

    pieces: tuple[Piece, ...]
    form: str

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1].end


def runs(message: str) -> list[Run]:
    """Every run of up to six words that may be a name, in the order of their beginnings."""
    prose = NOT_PROSE.sub(lambda match: "\0" * len(match.group()), message)
    pieces = [_piece(match) for match in PIECE.finditer(prose)]
    joined = [_stand_together(prose, one, other) for one, other in pairwise(pieces)]
    words = [normal_words(piece.text) for piece in pieces]
    return [
        run for first in range(len(pieces)) for run in _runs_from(first, pieces, joined, words) if _may_be_name(run)
    ]


def _piece(match: re.Match[str]) -> Piece:
    word = index_word(plain(POSSESSIVE.sub("", match.group())))
    return Piece(match.group(), word, match.start(), match.end())


def _stand_together(prose: str, one: Piece, other: Piece) -> bool:
    between = prose[one.end : other.start]
    is_initial = len(one.text) <= SHORTEST_INITIAL and one.text[0].isupper()  # "St. John's wort", "E. coli"
    return bool(WITHIN_NAME.fullmatch(between)) or (is_initial and between in {".", ". "})


def _runs_from(first: int, pieces: list[Piece], joined: list[bool], words: list[list[str]]) -> Iterator[Run]:
    run_words: list[str] = []
    for last in range(first, min(first + LONGEST_RUN, len(pieces))):
        if last > first and not joined[last - 1]:
            return
        run_words += words[last]
        if not (first == last and first > 0 and _is_numeral_of(pieces[first], pieces[first - 1])):
            yield Run(tuple(pieces[first : last + 1]), form_of_words(run_words))


def _is_numeral_of(piece: Piece, before: Piece) -> bool:
    """Whether a piece only numbers what stands before it: "stage IV" is no drip."""
    return before.text.lower() in QUALIFIERS and piece.text.lower() in ROMAN_NUMERALS


def _may_be_name(run: Run) -> bool:
    """Whether there is a word in a run; numbers and single letters alone are no name."""
    return any(len(piece.text) > 1 and any(map(str.isalpha, piece.text)) for piece in run.pieces)
