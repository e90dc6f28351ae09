"""The sentence of a definition in search results: words of the query in bold, a long sentence cut around them.

A sentence of a source that the server hides is replaced by the beginning of a definition that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.discord_bot.ui.definition_selection import plainest
from bot.discord_bot.ui.guild_context import hidden_sources
from bot.discord_bot.ui.markdown import plain
from bot.discord_bot.ui.paging import SENTENCE_END
from bot.discord_bot.ui.translation import _
from bot.lexicon.description_search.search import Passage, SearchResult, Span
from bot.lexicon.dictionary import Lookup
from bot.lexicon.model import Entry

# Characters of a cut sentence before its first bold word.
BEFORE = 80
ELLIPSIS = "…"


async def visible_results(dictionary: Lookup, results: Sequence[SearchResult]) -> tuple[SearchResult, ...]:
    """Return results without the sentences of sources that the server hides."""
    hidden = hidden_sources()
    changed = [each.entry.key for each in results if each.passage and each.passage.definition.source in hidden]
    entries = await dictionary.entries(changed) if changed else {}
    return tuple(
        replace(each, passage=_first_sentence(entries.get(each.entry.key))) if each.entry.key in changed else each
        for each in results
    )


def _first_sentence(entry: Entry | None) -> Passage | None:
    """Return the first sentence of the plainest definition; None if no source that is shown defines the entry."""
    definition = plainest(entry) if entry else None
    if definition is None:
        return None
    return Passage(SENTENCE_END.split(definition.text.strip(), maxsplit=1)[0], (), definition)


def no_sentence() -> str:
    """The words for a result without a sentence."""
    if hidden_sources():
        return _("*No source that is shown in this server has a definition.*")
    return _("*No installed source has a definition. The name fits.*")


def excerpt(passage: Passage, max_length: int) -> str:
    """The sentence of a passage, escaped, with its matching words in bold.

    One of more than `max_length` characters is cut to about that length, between words, with an ellipsis on each side.
    """
    shown = _window(passage, max_length)
    text = "".join(_pieces(passage, shown))
    before = f"{ELLIPSIS} " if shown.start > 0 else ""
    after = f" {ELLIPSIS}" if shown.end < len(passage.sentence) else ""
    return f"{before}{text}{after}"


def _window(passage: Passage, max_length: int) -> Span:
    """The part of the sentence to show."""
    sentence = passage.sentence
    if len(sentence) <= max_length:
        return Span(0, len(sentence))
    first = passage.matches[0].start if passage.matches else 0
    start = _word_start(sentence, min(max(first - BEFORE, 0), len(sentence) - max_length))
    end = min(start + max_length, len(sentence))
    return Span(start, end if end == len(sentence) else max(sentence.rfind(" ", start + BEFORE, end), start) or end)


def _word_start(sentence: str, at: int) -> int:
    """The index of the first beginning of a word from `at` on; `at` if there is none near."""
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
