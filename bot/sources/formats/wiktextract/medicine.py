"""The medical senses of a Wiktionary extract, and the meaning of their labels, by `data/wiktionary.toml`."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from bot.files import shipped_tables
from bot.sources.formats.wiktextract.layout import Sense, Word
from bot.terms.model import SemanticType

MEDICINE = "medicine"
TYPES = {str(kind): kind for kind in SemanticType}
ENGLISH_CATEGORY = "en:"
# Labels at the beginning of a definition: "(pathology, countable)".
LEADING_LABELS = re.compile(r"^\(([^()]*)\)\s*")


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Labels, by their effect on a sense."""

    grammar: frozenset[str]
    offensive: frozenset[str]
    not_human: frozenset[str]
    misspelt: frozenset[str]
    former: frozenset[str]
    abbreviation: frozenset[str]


class Medicine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The topics and categories that make a sense medical, each with the likely semantic type of a noun (or nothing),
    and the parts of speech that are read, each with the word that a reader is shown for it (or nothing).
    """

    topics: dict[str, str]
    categories: dict[str, str]
    parts_of_speech: dict[str, str]
    labels: Labels

    def likely_types(self, word: Word, sense: Sense) -> tuple[SemanticType, ...]:
        """Return the likely semantic types of a sense of a noun."""
        if self.parts_of_speech.get(word.pos) != "":
            return ()
        types = [self.topics.get(topic, "") for topic in topics(word, sense)]
        types += [self.categories.get(name, "") for name in categories(sense)]
        return tuple(dict.fromkeys(TYPES[kind] for kind in types if kind))

    def is_medical(self, word: Word, sense: Sense) -> bool:
        """Return True if a topic or a category of a sense is medical."""
        return not self.topics.keys().isdisjoint(topics(word, sense)) or not self.categories.keys().isdisjoint(
            categories(sense)
        )

    def hint(self, word: Word, sense: Sense) -> str | None:
        """Return the words that distinguish a sense from others of its word: its part of speech if it is not a noun,
        and its first topic.
        """
        of_sense = topics(word, sense)
        topic = next((topic for topic in self.topics if topic != MEDICINE and topic in of_sense), "")
        return ", ".join(filter(None, (self.parts_of_speech.get(word.pos), topic))) or None


@cache
def medicine() -> Medicine:
    """Return the rules of `data/wiktionary.toml`."""
    return msgspec.convert(shipped_tables("wiktionary.toml"), Medicine)


def topics(word: Word, sense: Sense) -> tuple[str, ...]:
    """Return the topics of a sense and of the whole word."""
    return sense.topics + word.topics


def categories(sense: Sense) -> list[str]:
    """Return the categories that Wiktionary's editors gave a sense, without "en:"."""
    names = [each if isinstance(each, str) else "" if each.worked_out else each.name for each in sense.categories]
    return [name.removeprefix(ENGLISH_CATEGORY) for name in names if name]


def labels(sense: Sense) -> frozenset[str]:
    """Return the tags and topics of a sense and the labels before its definition, as they are written."""
    written = [label for text in sense.raw_glosses for label in leading_labels(text)]
    return frozenset([*sense.tags, *sense.topics, *written])


def leading_labels(text: str) -> list[str]:
    """Return the labels in parentheses at the beginning of a definition."""
    found = LEADING_LABELS.match(text)
    return [label.strip() for label in found.group(1).split(",")] if found else []
