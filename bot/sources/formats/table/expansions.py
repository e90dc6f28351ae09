"""Long forms: recognize whether a list gives the long form of a short form or its definition.

Letters are compared as in Schwartz and Hearst, A simple algorithm for identifying abbreviation definitions in
biomedical text, PSB 2003 (https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf).
"""

from __future__ import annotations

import re
from importlib.resources import files

import msgspec

from bot.terms.abbreviations import looks_like_abbreviation

MAX_WORDS = 8
MAX_EXPANSION = 120
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_GOES_ON = re.compile(r"[.!?:]\s|=")
NUMBERING = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[•·*–-])\s+")
BETWEEN_MEANINGS = re.compile(r"\s*(?:;|\n|\||\s/\s|\s\bor\b\s|\s(?=\(?\d[.)]\s))\s*")
PARENTHETICAL = re.compile(r"(?P<before>\S.*?)\s*[(\[](?P<within>[^()\[\]]{2,80})[)\]]")
WITH_DASH = re.compile(r"(?P<before>\S[^–—]{0,80}?)\s+[-–—]\s+(?P<within>\S[^–—]{1,80})")


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by language (ISO 639-1); `sentence_words.toml` explains them."""

    sentence: dict[str, frozenset[str]]
    articles: dict[str, frozenset[str]]
    light: dict[str, frozenset[str]]


_LISTED = msgspec.toml.decode((files(__package__) / "sentence_words.toml").read_bytes(), type=Listed)
SENTENCE_WORDS = frozenset[str]().union(*_LISTED.sentence.values())
ARTICLES = frozenset[str]().union(*_LISTED.articles.values())
LIGHT_WORDS = frozenset[str]().union(*_LISTED.light.values())


def is_expansion(short: str, text: str, *, is_short_form: bool = False, among_short_forms: bool = False) -> bool:
    """Return True if a text is the long form of a short form: its letters fit, or it is a short phrase and not a
    sentence.

    With `is_short_form` the column has only short forms. Otherwise terms count that look like abbreviations, and
    other words that consist of the first letters of the text. With `among_short_forms` most terms of the table look
    like abbreviations: only there is a phrase whose letters do not fit a long form ("TTO", "medicines to take home");
    in a glossary it is rather a definition ("EKG", "heart test").
    """
    words = [word.lower() for word in WORD.findall(text)]
    if not words or not _may_be_a_name(text, words) or _letters(short) == _letters(text):
        return False
    if not (is_short_form or looks_like_abbreviation(short)):
        return (
            " " not in short and len(words) > 1 and words[0] not in ARTICLES and initials_fit(short, text.rstrip("."))
        )
    if fits(short, text):
        return is_short_form or among_short_forms or "," not in text
    is_phrase = len(words) <= MAX_WORDS and not text.endswith((".", "!", "?")) and words[0] not in ARTICLES
    return is_phrase and (is_short_form or (among_short_forms and len(words) > 1))


def _may_be_a_name(text: str, words: list[str]) -> bool:
    is_long = "\n" in text or len(text) > MAX_EXPANSION
    return not is_long and SENTENCE_WORDS.isdisjoint(words) and not SENTENCE_GOES_ON.search(text)


def fits(short: str, text: str) -> bool:
    """Return True if the letters of a short form are in this order in a text, the first of them at its beginning.

    The text may have five words more than there are letters, or twice as many, whichever is less.
    """
    letters, words = _letters(short), WORD.findall(text.lower())
    heavy = [word for word in words if word not in LIGHT_WORDS] or words
    if not 2 <= len(letters) <= 10 or not heavy or len(words) > min(len(letters) + 5, 2 * len(letters)):
        return False
    if letters[0] not in {heavy[0][0], words[0][0]}:
        return False
    at = 0
    joined = " ".join(words)
    for letter in letters:
        at = joined.find(letter, at) + 1
        if at == 0:
            return False
    return True


def initials_fit(short: str, text: str) -> bool:
    """Return True if a short form consists of the first letters of the words of a text, in their order, with or
    without light words.
    """
    letters, words = _letters(short), WORD.findall(text.lower())
    heavy = [word for word in words if word not in LIGHT_WORDS]
    return letters in {"".join(word[0] for word in words), "".join(word[0] for word in heavy)}


def meanings(short: str, text: str, *, is_short_form: bool) -> list[str]:
    """Return the several long forms of a short form in a cell; a single one unless it is certain that they are
    several.
    """
    parts = [
        NUMBERING.sub("", part).strip() for part in BETWEEN_MEANINGS.split(NUMBERING.sub("", text)) if part.strip()
    ]
    if len(parts) > 1 and all(
        fits(short, part) and is_expansion(short, part, is_short_form=is_short_form) for part in parts
    ):
        return list(dict.fromkeys(parts))
    # Commas also occur within long forms: they separate only parts with the same initials.
    parts = [part.strip() for part in text.rstrip(".").split(",")]
    several = len(parts) > 1 and all(" " in part and initials_fit(short, part) for part in parts)
    return list(dict.fromkeys(parts)) if several else [text]


def parted(term: str) -> tuple[str, str] | None:
    """Return the long and the short form of a term with both: "blood pressure (BP)", "BP (blood pressure)", "BP -
    blood pressure". None for other terms.
    """
    match = PARENTHETICAL.fullmatch(term.strip()) or WITH_DASH.fullmatch(term.strip())
    if match is None:
        return None
    before, within = match["before"].strip(), match["within"].strip()
    for long, short in ((before, within), (within, before)):
        if " " in long and looks_like_abbreviation(short) and (initials_fit(short, long) or fits(short, long)):
            return long, short
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())
