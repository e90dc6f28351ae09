"""Normal forms: which differently written strings are the same name.

`fold` forgives only what no writer means (case, spacing, typographic characters). `normal_forms` forgives everything
that DESIGN calls a variant: hyphens, possessives, plurals, British spelling, Greek letters, numerals, spacing in codes,
inverted order. Two names are variants of each other exactly when they share a normal form; nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from bot.lexicon.spelling import normal_word

GREEK_LETTERS = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ο": "omicron",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "ϕ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
SPELT_GREEK = {ord(letter): f" {name} " for letter, name in GREEK_LETTERS.items()}

# Single letters are numerals only in "type I" and "factor V"; "X", "C", "D", "L" and "M" name chromosomes and vitamins.
ROMAN_NUMERALS = {
    numeral: str(number)
    for number, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), start=1)
    if numeral != "x"
}

TYPOGRAPHIC = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "′": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)

MICRO_UNIT = re.compile(r"μ(?=(?:g|l|m|mol)\b)")
POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?=\s|$)")
SIGNED = re.compile(r"\(([+-])\)|(?<=[a-z0-9])\+(?![a-z0-9])")
SIGN_WORDS = {"(+)": " plus ", "(-)": " minus ", "+": " positive "}
WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|%")
LONGEST_ABBREVIATION = 10
QUALIFIERS = frozenset({"type", "stage", "grade", "class", "phase"})


def fold(text: str) -> str:
    """The name as typed, in lower case, single-spaced, without control characters or typographic quotes and dashes.

    Compatibility characters are unified first (Unicode Standard Annex 15, NFKC), then case (full case folding).
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().replace("`", "'").split())
    unified = unicodedata.normalize("NFKC", text).translate(TYPOGRAPHIC)
    visible = "".join(" " if c.isspace() else c for c in unified if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(visible.casefold().translate(TYPOGRAPHIC).split())


def normal_forms(text: str) -> tuple[str, ...]:
    """Every normal form of a name: one, or two when it may be inverted ("leukemia, myeloid").

    A form is the name's words in their normal spelling, run together: spaces and hyphens don't matter ("IL6", "IL-6",
    "anti-inflammatory"), but two numbers, and a single letter and a word, stay apart ("Retin-A" is not "retina"). Text without a letter or digit has no form.
    """
    folded = fold(text)
    forms = [_run_together(_words(folded))]
    if is_inverted(folded):
        forms.append(_run_together(_words(" ".join(reversed(folded.split(", "))))))
    return tuple(dict.fromkeys(form for form in forms if form))


def is_inverted(name: str) -> bool:
    """Whether commas turn a name round ("leukemia, myeloid") rather than list things ("peptides, and proteins")."""
    return ", " in name and not any(part.startswith(("and ", "or ")) for part in name.split(", "))


def normal_words(text: str) -> list[str]:
    """The words of a name in their normal spelling, in the order in which they stand."""
    return _words(fold(text))


def _words(folded: str) -> list[str]:
    words = [normal_word(word) for word in WORD.findall(_spelt_out(folded))]
    return _qualifier_first(_with_arabic_numerals(words))


def _spelt_out(folded: str) -> str:
    """Put words for what is not a letter: Greek letters, micro signs, plus and minus, and no accents or possessives."""
    if folded.isascii():
        text = folded
    else:
        micro = MICRO_UNIT.sub("mc", folded)
        decomposed = unicodedata.normalize("NFKD", micro)
        text = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(SPELT_GREEK)
    if "'" in text:
        text = POSSESSIVE.sub("", text).replace("'", "")
    if "+" in text or "(-)" in text:
        text = SIGNED.sub(lambda match: SIGN_WORDS[match.group()], text)
    return text


def _with_arabic_numerals(words: list[str]) -> list[str]:
    """Write Roman numerals that follow a word in Arabic; a first word is more likely an abbreviation ("IV fluids")."""
    if len(words) < 2:
        return words
    return words[:1] + [ROMAN_NUMERALS.get(word, word) for word in words[1:]]


def _qualifier_first(words: list[str]) -> list[str]:
    """Move "type 2" and its like to the front: "diabetes type 2" and "type 2 diabetes" are one name."""
    for at in range(1, len(words) - 1):
        if words[at] in QUALIFIERS and (words[at + 1].isdigit() or len(words[at + 1]) == 1):
            return words[at : at + 2] + words[:at] + words[at + 2 :]
    return words


def _run_together(words: list[str]) -> str:
    joined = words[:1]
    for before, word in pairwise(words):
        joined.append(f"-{word}" if _space_counts(before, word) else word)
    return "".join(joined)


def _space_counts(before: str, word: str) -> bool:
    """Whether two words run together would make another name: "Retin-A" the retina, "IL 1 6" interleukin-16."""
    if before[-1].isdigit():
        return word[0].isdigit()
    return (len(before) == 1 or len(word) == 1) and word.isalpha()


def looks_like_abbreviation(name: str) -> bool:
    """Whether a name is written as abbreviations are: one short word with two capitals or more, which are at least half
    of its letters ("IL-6", "mRNA"; not "Retin-A" or "T-Cell").
    """
    if len(name) > LONGEST_ABBREVIATION or " " in name:
        return False
    capitals = sum(c.isupper() for c in name)
    return capitals >= 2 and 2 * capitals >= sum(c.isalpha() for c in name)
