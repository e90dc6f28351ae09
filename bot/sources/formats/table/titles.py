"""What the title of a column says that it holds. The titles are data: columns.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

# How exactly a title says what its column holds; less is more exact.
EXACT, WEAK, WITHOUT_BRACKETS, IN_PARTS, LAST_WORD = range(5)
# "Medical term" holds terms, but "Used by" holds no uses: only what a glossary cannot be without is told from a last word.
TOLD_BY_LAST_WORD = frozenset({"term", "short", "expansion", "definition", "synonyms"})
BRACKETS = re.compile(r"[(\[{][^)\]}]*[)\]}]")
BETWEEN_PARTS = re.compile(r"\s*(?:/|&|\+|,|;|\bor\b|\band\b|\bo\b|\by\b)\s*")
NOT_LETTERS = re.compile(r"[\W_]+")
LONGEST_TITLE = 60
# ISO 639-1 codes and how titles write them: "definition_es", "Meaning (English)".
LANGUAGES = {
    "en": "en", "eng": "en", "english": "en", "ingles": "en", "inglés": "en",
    "es": "es", "spa": "es", "spanish": "es", "espanol": "es", "castellano": "es",
    "fr": "fr", "french": "fr", "francais": "fr", "de": "de", "german": "de", "deutsch": "de",
    "it": "it", "italian": "it", "pt": "pt", "portuguese": "pt", "nl": "nl", "dutch": "nl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """The field that a title stands for, and how exactly it says so; `language` where it names one (ISO 639-1)."""

    field: str
    rank: int
    language: str | None = None


def normal_title(title: str) -> str:
    """A title without case, accents, punctuation and plural endings: "Plain-names:" is "plain name"."""
    letters = unicodedata.normalize("NFKD", re.sub(r"</?\w[^>]*>", " ", title).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(map(_singular, NOT_LETTERS.sub(" ", plain.replace("'s", "s")).split()))


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _titles() -> dict[str, Guess]:
    tables = tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))
    known: dict[str, Guess] = {}
    for rank, strength in ((EXACT, "exact"), (WEAK, "weak")):
        for field, titles in tables.items():
            for title in titles[strength]:
                known.setdefault(normal_title(title), Guess(field, rank))
    return known


@cache
def known_titles() -> dict[str, Guess]:
    """Every title of columns.toml, in its normal form, and Medlex's own names of the fields."""
    return _titles() | {normal_title(field): Guess(field, EXACT) for field in FIELDS if field != "abbreviations"}


FIELDS = (
    "term", "short", "expansion", "definition", "synonyms", "abbreviations", "plain_names", "brands", "former_names", "plurals",
    "other_names", "parent", "see_also", "kind", "hint", "note", "example", "hyphenation", "respelling", "pronunciation", "etymology",
    "credit", "code", "url",
)  # fmt: skip


@lru_cache(maxsize=10_000)
def guess(title: str) -> Guess | None:
    """What a title says that its column holds; None where it says nothing that Medlex knows."""
    if len(title) > LONGEST_TITLE:
        return None
    language, bare = _language(title)
    found = _known(bare) or (_known(title) if language else None)
    return Guess(found.field, found.rank, language) if found and language else found


def _known(title: str) -> Guess | None:
    if exact := known_titles().get(normal_title(title)):
        return exact
    without = BRACKETS.sub(" ", title)
    if without != title and (inner := known_titles().get(normal_title(without))):
        return Guess(inner.field, WITHOUT_BRACKETS)
    return _in_parts(without) or _by_last_word(without)


def _in_parts(title: str) -> Guess | None:
    """A title that says it twice: "Meaning/Definition" is a definition, "Term or acronym" a term."""
    parts = [known_titles().get(normal_title(part)) for part in BETWEEN_PARTS.split(title) if part.strip()]
    if len(parts) < 2 or None in parts:
        return None
    fields = {part.field for part in parts if part}
    if fields <= {"term", "short"}:
        return Guess("term" if "term" in fields else "short", IN_PARTS)
    if fields <= {"definition", "expansion", "note"}:
        return Guess("definition", IN_PARTS)
    return Guess(fields.pop(), IN_PARTS) if len(fields) == 1 else None


def _by_last_word(title: str) -> Guess | None:
    """ "Medical term" and "Definition of the term" say it with their last or first words."""
    words = normal_title(title).split()
    first = words[0] if len(words) > 2 and words[1] in {"of", "de", "del"} else None
    for word in filter(None, (first, words[-1] if len(words) > 1 else None)):
        found = known_titles().get(word)
        if found and found.rank == EXACT and found.field in TOLD_BY_LAST_WORD:
            return Guess(found.field, LAST_WORD)
    return None


def _language(title: str) -> tuple[str | None, str]:
    """The language that a title ends or begins with, and the title without it."""
    words = re.sub(r"[\W_]+", " ", title).split()
    if len(words) < 2:
        return None, title
    for at, rest in ((-1, words[:-1]), (0, words[1:])):
        plain = unicodedata.normalize("NFKD", words[at].casefold()).encode("ascii", "ignore").decode()
        if plain in LANGUAGES and normal_title(" ".join(rest)) in known_titles():
            return LANGUAGES[plain], " ".join(rest)
    return None, title
