"""Which of our languages the sentences are in that somebody reads, told by the catalogues of translations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.messages.pofile import read_po
from discord_bot.reading import as_read

from bot.discord_bot.ui.translation import DOMAIN, LOCALES
from bot.languages import ENGLISH, LANGUAGES

# What people read of a component or a form; the rest is state, and what publishers and members wrote stands in `value`.
READ = {"content", "label", "placeholder", "description", "title"}
FIELD = re.compile(r"\{[^}]*\}")
# With this many words, a publisher is unlikely to have written the same sentence.
MIN_WORDS = 4
# A button's label, a menu's placeholder or a short line may be one sentence of ours as a whole.
MAX_LABEL_LENGTH = 100
# The label of a button is in the language that the button turns to, not in that of its page.
IN_ANOTHER_LANGUAGE = "In English ({count})"


@dataclass(frozen=True)
class Sentences:
    """The sentences of one language: what stands between the fields of long ones, and a pattern for labels."""

    parts: frozenset[str]
    label: re.Pattern[str]


def languages_of(texts: list[str]) -> set[str]:
    """The languages that sentences of ours among these texts are in."""
    read = [as_read(text) for text in texts]
    return {language for language in LANGUAGES if any(_is_in(_sentences()[language], text) for text in read)}


def _is_in(sentences: Sentences, text: str) -> bool:
    is_label = len(text) <= MAX_LABEL_LENGTH and sentences.label.fullmatch(text) is not None
    return is_label or any(part in text for part in sentences.parts)


def texts_in(shown: Any) -> Iterator[str]:
    """Everything that is read in components or a form."""
    if isinstance(shown, list):
        for part in shown:
            yield from texts_in(part)
    elif isinstance(shown, dict):
        for name, part in shown.items():
            if name in READ and isinstance(part, str):
                yield part
            else:
                yield from texts_in(part)


@cache
def _sentences() -> dict[str, Sentences]:
    """Of each language what no other has."""
    of: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for language in LANGUAGES[1:]:
        for english, translated in _catalogue(language):
            if english != translated:
                of[ENGLISH].add(english)
                of[language].add(translated)
    return {language: _patterns(sentences - _others(of, language)) for language, sentences in of.items()}


def _others(of: dict[str, set[str]], language: str) -> set[str]:
    return set().union(*(sentences for other, sentences in of.items() if other != language))


def _catalogue(language: str) -> Iterator[tuple[str, str]]:
    """Each sentence in English and translated; of several things, each form."""
    with (LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in filter(lambda message: message.id and message.id != IN_ANOTHER_LANGUAGE, catalogue):
        yield from zip(_forms(message.id), _forms(message.string), strict=True)


def _forms(sentence: Any) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


def _patterns(sentences: set[str]) -> Sentences:
    read = {as_read(sentence.strip()) for sentence in sentences}
    parts = {part.strip() for sentence in read for part in FIELD.split(sentence)}
    # Kinds of entries ("hormone") may be headwords, too; labels and sentences begin with a capital.
    labels = [".+?".join(map(re.escape, FIELD.split(sentence))) for sentence in read if sentence[0].isupper()]
    return Sentences(frozenset(filter(_is_long, parts)), re.compile("|".join(labels)))


def _is_long(part: str) -> bool:
    return len(re.findall(r"[^\W\d_]{2,}", part)) >= MIN_WORDS
