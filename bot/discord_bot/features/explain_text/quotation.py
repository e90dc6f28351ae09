"""Divides a pasted text into parts that fit on a page, and quotes each in Markdown with its medical terms in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.paging import SENTENCE_END
from bot.lexicon.text_scan.terms_in_text import FoundTerm
from bot.terms.invisible import without_invisible

# Characters of Markdown in one part. The rest of a message is for the title and for the meaning of one term.
MAX_QUOTED = 2_300
QUOTE, BOLD = "> ", "**"
# Stands for BOLD until the text is escaped. Unicode has no character there, and a tidy text does not have it.
MARK = "\ufdd0"
# A word, or a piece of something without spaces, with the space after it.
WORD = re.compile(r"\S{1,200}\s*")
BLANK_LINES = re.compile(r"\n\s*\n\s*")
ANY_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest numbers of senses of a term, and of options in the menus of a part."""

    senses: int
    options: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a text: the quotation in Markdown, and the terms in it."""

    markdown: str
    terms: tuple[FoundTerm, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or a term of several words: where it ends in the text, the characters of its Markdown, its options in
    menus, and whether a sentence or line ends with it.
    """

    end: int
    length: int
    options: int
    ends_sentence: bool


def tidy(text: str) -> str:
    """Return a pasted text without characters that nobody sees and without repeated blank lines."""
    lines = (ANY_SPACE.sub(" ", line).rstrip() for line in without_invisible(text).replace(MARK, "").split("\n"))
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def excerpts(text: str, found: Sequence[FoundTerm], limits: Limits) -> Iterator[Excerpt]:
    """Yield the parts of a text that was made tidy, with the terms found in it.

    A part has at most MAX_QUOTED characters of Markdown. It ends after a sentence if possible, and never within a term.
    """
    pieces = list(_pieces(text, found, limits.senses))
    start = 0
    while pieces:
        count = _fitting(pieces, limits.options)
        end = pieces[count - 1].end
        terms = tuple(each for each in found if start <= each.start < end)
        yield Excerpt(_quoted(text[start:end], start, terms), terms)
        pieces, start = pieces[count:], end


def _pieces(text: str, found: Sequence[FoundTerm], max_senses: int) -> Iterator[Piece]:
    inside = {at for each in found for at in range(each.start + 1, each.end)}
    options = {each.start: min(len(each.entries), max_senses) for each in found}
    start = 0
    for end in (match.end() for match in WORD.finditer(text)):
        if end in inside:
            continue
        piece = text[start:end]
        terms = [options[at] for at in range(start, end) if at in options]
        length = len(plain(piece)) + len(QUOTE) * piece.count("\n") + 2 * len(BOLD) * len(terms)
        ends_sentence = "\n" in piece or bool(SENTENCE_END.search(piece))
        yield Piece(end, length, sum(terms), ends_sentence)
        start = end


def _fitting(pieces: Sequence[Piece], max_options: int) -> int:
    """Return the number of pieces in the first part; at least one."""
    length = options = sentences = 0
    for at, piece in enumerate(pieces):
        length, options = length + piece.length, options + piece.options
        if at and (length > MAX_QUOTED or options > max_options):
            return sentences if sentences > at // 2 else at
        if piece.ends_sentence:
            sentences = at + 1
    return len(pieces)


def _quoted(text: str, offset: int, terms: Sequence[FoundTerm]) -> str:
    """Quote a part of a text, which begins at `offset` of the whole, with its terms in bold."""
    marked, at = "", 0
    for term in terms:
        start, end = term.start - offset, term.end - offset
        marked += f"{text[at:start]}{MARK}{' '.join(text[start:end].split())}{MARK}"
        at = end
    escaped = plain((marked + text[at:]).strip()).replace(MARK, BOLD)
    return "\n".join(f"{QUOTE}{line}" for line in escaped.splitlines())
