"""The meaning of column titles. The titles are data: columns.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import OSA

# How exactly a title says what its column contains; lower is more exact.
EXACT, WEAK, WITHOUT_BRACKETS, IN_PARTS, LAST_WORD, MISSPELT, LANGUAGE = range(7)
STRENGTHS = {"exact": EXACT, "weak": WEAK}
# Fields that a title may name with its last word alone: "Medical term" has terms, but "Used by" no uses. These are
# the fields that a glossary cannot do without.
LAST_WORD_FIELDS = frozenset({"term", "short", "expansion", "definition"})
BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
BETWEEN_PARTS = re.compile(r"\s*(?:/|&|\+|,|;|\b(?:or|and|o|y|e|ou|et|oder|und)\b)\s*")
NOT_LETTERS = re.compile(r"[\W_]+")
MAX_TITLE = 60
CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
ENGLISH = frozenset({"en"})
# Titles of at least this many letters may have one letter wrong ("defintion").
FORGIVEN_FROM = 7
# The most letters of a code of a language: "is" and "it" alone are not languages.
MAX_CODE = 2


@dataclass(frozen=True, slots=True)
class Guess:
    """The field that a title means, and how exactly it says so; `language` is the language that it names, `languages`
    those to which its own words belong (all ISO 639-1).
    """

    field: str
    rank: int
    language: str | None = None
    words_of: frozenset[str] = ENGLISH


def normal_title(title: str) -> str:
    """Return a title without case, accents, punctuation and plural endings: "Plain-names:" and "plainNames" become
    "plain name".
    """
    return " ".join(map(_singular, NOT_LETTERS.sub(" ", _plain(title)).split()))


def _plain(title: str) -> str:
    apart = CAMEL_CASE.sub(" ", re.sub(r"</?\w[^>]*>", " ", title))
    letters = unicodedata.normalize("NFKD", apart.casefold().replace("'s", "s").replace("’s", "s"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))


def _titles() -> dict[str, Guess]:
    known: dict[str, Guess] = {}
    for strength, rank in STRENGTHS.items():
        for language, field, title in _each_title(strength):
            normal = normal_title(title)
            existing = known.setdefault(normal, Guess(field, rank, words_of=frozenset({language})))
            if existing.field == field:
                known[normal] = replace(existing, words_of=existing.words_of | {language})
    return known


def _each_title(strength: str) -> Iterator[tuple[str, str, str]]:
    """Each title of a strength with its language and field, English ones first."""
    english = {field: titles[strength] for field, titles in _data().items() if field not in {"languages", "in"}}
    others = {language: fields.get(strength, {}) for language, fields in _data()["in"].items()}
    for language, fields in {"en": english, **others}.items():
        for field, titles in fields.items():
            for title in titles:
                yield language, field, title


@cache
def languages() -> dict[str, str]:
    """Return the ISO 639-1 code of each language, by its names in titles."""
    return {_plain(name): code for code, names in _data()["languages"].items() for name in names}


@cache
def known_titles() -> dict[str, Guess]:
    """Return every title of columns.toml in its normal form, and Medlex's own names of the fields."""
    return _titles() | {normal_title(field): Guess(field, EXACT) for field in FIELDS if field != "abbreviations"}


FIELDS = (
    "term", "short", "expansion", "definition", "synonyms", "abbreviations", "plain_names", "brands",
    "former_names", "plurals",
    "other_names", "parent", "see_also", "kind", "hint", "note", "example", "hyphenation", "respelling",
    "pronunciation", "etymology",
    "credit", "code", "url",
)  # fmt: skip


@lru_cache(maxsize=10_000)
def guess(title: str) -> Guess | None:
    """Return the meaning of a title; None if Medlex does not know it."""
    if len(title) > MAX_TITLE:
        return None
    language, bare = _language(title)
    if language and not bare:
        return Guess("term", LANGUAGE, language)
    found = _known(bare) or (_known(title) if language else None)
    return replace(found, language=language) if found and language else found


def _known(title: str) -> Guess | None:
    if exact := known_titles().get(normal_title(title)):
        return exact
    without = BRACKETS.sub(" ", title)
    if without != title and (inner := known_titles().get(normal_title(without))):
        return replace(inner, rank=WITHOUT_BRACKETS)
    return _in_parts(without) or _by_last_word(without) or _misspelt(without)


def _in_parts(title: str) -> Guess | None:
    """A title with two names: "Meaning/Definition" is a definition, "Term or acronym" a term."""
    parts = [known_titles().get(normal_title(part)) for part in BETWEEN_PARTS.split(title) if part.strip()]
    if len(parts) < 2 or None in parts:
        return None
    fields = {part.field for part in parts if part}
    if len(fields) == 1:
        return Guess(fields.pop(), IN_PARTS)
    if fields <= {"term", "short"}:
        return Guess("term" if "term" in fields else "short", IN_PARTS)
    if fields <= {"definition", "expansion", "note"}:
        return Guess("definition", IN_PARTS)
    return None


def _by_last_word(title: str) -> Guess | None:
    """Titles that name a field with their last or first words: "Medical term", "Definition of the term"."""
    words = normal_title(title).split()
    first = words[0] if len(words) > 2 and words[1] in {"of", "de", "del"} else None
    for word in filter(None, (first, words[-1] if len(words) > 1 else None)):
        found = known_titles().get(word)
        if found and found.rank == EXACT and found.field in LAST_WORD_FIELDS:
            return replace(found, rank=LAST_WORD)
    return None


def _misspelt(title: str) -> Guess | None:
    """A title with one letter wrong, missing or added, or two letters swapped: "Abreviation", "Defintion"."""
    normal = normal_title(title)
    if len(normal) < FORGIVEN_FROM:
        return None
    for known, found in known_titles().items():
        if (
            found.rank == EXACT
            and abs(len(known) - len(normal)) <= 1
            and OSA.distance(known, normal, score_cutoff=1) <= 1
        ):
            return replace(found, rank=MISSPELT)
    return None


def _language(title: str) -> tuple[str | None, str]:
    """The language with which a title ends or begins, and the rest of the title, which is "" for "English"."""
    words = NOT_LETTERS.sub(" ", _plain(title)).split()
    if len(words) == 1 and len(words[0]) > MAX_CODE and words[0] in languages():
        return languages()[words[0]], ""
    if len(words) < 2:
        return None, title
    for language, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        if language in languages() and normal_title(" ".join(rest)) in known_titles():
            return languages()[language], " ".join(rest)
    return None, title
