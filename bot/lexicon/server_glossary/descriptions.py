"""The terms of a glossary that fit a description: each word of it is sought in their names and definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon.description_search.plain_words import FILLER
from bot.lexicon.description_search.search import Passage, Span
from bot.lexicon.description_search.sentences import SENTENCE_END
from bot.lexicon.lookup.match_ladder import visible
from bot.lexicon.model import Definition
from bot.lexicon.server_glossary.term import GlossaryTerm
from bot.terms.words import index_word, text_words

# A term must have more than this share of the words.
MIN_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Description:
    """The words of a description as the index has them, each once."""

    words: tuple[str, ...]

    def share_in(self, *texts: str) -> float:
        """Return the share of the words, from 0 to 1, that some texts have."""
        having = {index_word(word.word) for text in texts for word in text_words(text)}
        return sum(any(_fits(asked, word) for word in having) for asked in self.words) / len(self.words)

    def is_asked(self, word: str) -> bool:
        """Return True if a plain word of a text is one of the words."""
        return any(_fits(asked, index_word(word)) for asked in self.words)


def description_of(typed: str) -> Description | None:
    """Return the description that was typed, without filler words if it has others; None without any word."""
    words = [word.word for word in text_words(visible(typed))]
    meant = [word for word in words if word not in FILLER] or words
    return Description(tuple(dict.fromkeys(map(index_word, meant)))) if meant else None


def fitting(terms: Sequence[GlossaryTerm], asked: Description) -> list[tuple[GlossaryTerm, float]]:
    """Return the terms that fit a description, the best first, each with the share of it that it has."""
    covered = [(term, asked.share_in(term.draft.headword, *term.draft.names, term.draft.definition)) for term in terms]
    return sorted((pair for pair in covered if pair[1] > MIN_COVERED), key=lambda pair: -pair[1])


def passage_of(definition: Definition, asked: Description) -> Passage:
    """Return the sentence of a definition that fits a description best."""
    sentences = SENTENCE_END.split(definition.text)
    best = max(sentences, key=asked.share_in)
    spans = tuple(Span(word.start, word.end) for word in text_words(best) if asked.is_asked(word.word))
    return Passage(best, spans, definition)


def _fits(asked: str, word: str) -> bool:
    """Return True if a word is the one that was asked for, or begins with it."""
    return word.startswith(asked)
