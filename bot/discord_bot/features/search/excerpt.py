"""A sentence of a definition as a search shows it: the words that were asked for in bold, a very long one cut around them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.ui.markdown import plain
from bot.lexicon.description_search.search import Passage, Span

# How much of a cut sentence stands before its first bold word.
BEFORE = 80
ELLIPSIS = "…"


def excerpt(passage: Passage, most: int) -> str:
    """The sentence of a passage, escaped, its matching words bold. One of more than `most` characters is cut to about so many,
    at words, with an ellipsis where it is cut.
    """
    shown = _window(passage, most)
    text = "".join(_pieces(passage, shown))
    before = f"{ELLIPSIS} " if shown.start > 0 else ""
    behind = f" {ELLIPSIS}" if shown.end < len(passage.sentence) else ""
    return f"{before}{text}{behind}"


def _window(passage: Passage, most: int) -> Span:
    """The part of the sentence to show."""
    sentence = passage.sentence
    if len(sentence) <= most:
        return Span(0, len(sentence))
    first = passage.matches[0].start if passage.matches else 0
    start = _word_start(sentence, min(max(first - BEFORE, 0), len(sentence) - most))
    end = min(start + most, len(sentence))
    return Span(start, end if end == len(sentence) else max(sentence.rfind(" ", start + BEFORE, end), start) or end)


def _word_start(sentence: str, at: int) -> int:
    """The first place from there on at which a word begins; the place itself when none is near."""
    space = sentence.find(" ", at, at + BEFORE) if at else -1
    return at if space < 0 else space + 1


def _pieces(passage: Passage, shown: Span) -> Iterator[str]:
    at = shown.start
    for match in passage.matches:
        if match.start < at or match.end > shown.end:
            continue
        yield plain(passage.sentence[at : match.start])
        yield f"**{plain(passage.sentence[match.start : match.end])}**"
        at = match.end
    yield plain(passage.sentence[at : shown.end])
