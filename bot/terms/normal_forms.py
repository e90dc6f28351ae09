"""Normal forms: which differently written strings are the same name.

`fold` ignores only what no writer means (case, spacing, typographic characters). `normal_forms` ignores every
difference that makes two strings variants of one name (docs/normal-forms.md): hyphens, possessives, plurals,
British spelling, Greek letters, numerals, spacing in codes, inverted order. Two names are variants of each
other exactly when they share a normal form; nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import pairwise

from bot.terms.abbreviations import is_short_for, looks_like_abbreviation
from bot.terms.numerals import (
    CLASSIFIERS,
    LIKE_NUMERALS,
    classifier_first,
    with_arabic_numerals,
    with_ordinals_in_letters,
)
from bot.terms.spelling import ABBREVIATIONS_IN_S, normal_word
from bot.terms.word_lists import LETTERS

# Of MeSH, HPO, Mondo, GO and the NCI dictionaries the longest name has 345 characters; RxNorm, whose
# combinations of medicines name every ingredient, allows 3,000 (NLM's scripts that load it: STR
# varchar(3000)). What is longer is no name.
MAX_NAME_LENGTH = 4_000

# fold
BEFORE_UNICODE = str.maketrans(LETTERS.before_unicode)
TYPOGRAPHIC = str.maketrans(LETTERS.typographic)
# latin
SPELT_GREEK = {ord(letter): f" {name} " for letter, name in LETTERS.greek.items()}
SPELT_SIGNS = {ord(sign): f" {word} " for sign, word in LETTERS.signs.items()}
MICRO_UNIT = re.compile(r"μ(?=(?:g|l|m|mol)\b)")

ABBREVIATION_PLURAL = re.compile(r"([A-Z]{2})s\b")
POSSESSIVE = re.compile(r"(?<!\d)'s\b|(?<=s)'(?=\s|$)")
# A prime tells one atom or end from another: 3,3',5'-triiodothyronine is not 3,3',5-triiodothyronine.
PRIME = re.compile(r"(?<=\d)'|(?<=\b[a-z])'(?![a-z])|(?<=')'")
# (+)-catechin, "D+HUS", "ER+" and "ER-" each mean something else than the same without its sign.
PLUS = re.compile(r"\(\+\)|(?<=[a-z0-9])\+(?=[a-z0-9])|(?<![^\s(])\+(?=[a-z])")
POSITIVE = re.compile(r"(?<=[a-z0-9])\+")
NEGATIVE = re.compile(r"^([a-z]{1,3}\d*)-$")
# Between letters, or two letters, a slash makes another abbreviation: "s/p" is not "SP", and "i/o" no moon.
# Between words it separates them: "and/or", "lopinavir/ritonavir". A slash after one or two letters that
# nothing follows belongs to them, too: "w/" is "with".
SLASH = re.compile(r"(?<![^\W_])([a-z]{1,2})\s?/(?=\s?[a-z]{1,2}(?![^\W_])|$)")
WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|%")

# Behind these a comma lists things, or goes on with a name.
ENDS_OF_LISTS = ("drug combination", "Drug Combination")
BEGINNINGS_OF_CONTINUATIONS = ("and ", "& ", "or ", "of ", "with ", "without ", "due to ")

VITAMINS = frozenset("abcdek")
# Every word that others beside it may change, or that may change these: most names have none of them.
READ_WITH_OTHERS = LIKE_NUMERALS | CLASSIFIERS | {"vit"}
MAX_CODE_LENGTH = 3

# All files that decide normal forms.
RULES = (
    *("normal_forms.py", "abbreviations.py", "numerals.py", "spelling.py", "word_lists.py"),
    *("data/letters.toml", "data/numbers.toml", "data/plurals.toml", "data/british_spellings.toml"),
)

Forms = tuple[str, ...]

BETWEEN_NAMES = "\n"
BETWEEN_FORMS = "\t"


def packed(forms: Iterable[Forms]) -> str:
    """The normal forms of several names in one string: as tuples they would take five times the memory."""
    return BETWEEN_NAMES.join(map(BETWEEN_FORMS.join, forms))


def unpacked(forms: str) -> list[Forms]:
    """The normal forms of each name, from the string that `packed` made of those of one name or more."""
    return [tuple(its_forms.split(BETWEEN_FORMS)) if its_forms else () for its_forms in forms.split(BETWEEN_NAMES)]


@cache
def rules() -> str:
    """A digest of the files that decide normal forms. Forms that the same rules made need not be made again."""
    return blake2b(b"".join((files(__package__) / name).read_bytes() for name in RULES), digest_size=8).hexdigest()


def fold(text: str) -> str:
    """The name as typed, in lower case, single-spaced, without control characters or typographic quotes and dashes.

    Compatibility characters are unified and case folded (Unicode Standard Annex 15, NFKC; Unicode 3.13,
    D147). Folding a folded text changes nothing.
    """
    if text.isascii() and text.isprintable():
        lowered = text.lower().replace("`", "'")
        is_spaced = "  " not in lowered and lowered[:1] != " " and lowered[-1:] != " "
        return lowered if is_spaced else " ".join(lowered.split())
    unified = _unified(_visible(text.translate(BEFORE_UNICODE)))
    return " ".join(_unified(_visible(unified).translate(TYPOGRAPHIC)).split())


def _unified(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")


def latin(folded: str) -> str:
    """Folded text with accents dropped, and Greek letters and signs that stand for a word spelt out."""
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", MICRO_UNIT.sub("mc", folded).translate(SPELT_SIGNS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(SPELT_GREEK)


def normal_forms(text: str) -> Forms:
    """Every normal form of a name: one, or more when it may be inverted ("leukemia, myeloid").

    A form is the name's words in their normal spelling, without spaces: spaces and hyphens don't matter
    ("IL6", "IL-6", "anti-inflammatory"), but two numbers, and a word and a single letter after it, stay apart
    ("Retin-A" is not "retina"). Text without a letter or digit has no form, nor has text that is longer than
    `MAX_NAME_LENGTH`.
    """
    if len(text) > MAX_NAME_LENGTH:
        return ()
    folded = _without_abbreviation_plural(text)
    form = _joined(_words(folded))
    if not is_inverted(folded):
        return (form,) if form else ()
    if spelt_out := _spelt_out_name(text):
        return tuple(dict.fromkeys((*_forms_of_spelt_out(_without_abbreviation_plural(spelt_out)), form)))
    return tuple(dict.fromkeys(filter(None, (form, _form_in_order(folded)))))


def normal_words(text: str) -> list[str]:
    """The words of a name in their normal spelling, in the order in which they stand."""
    return _words(_without_abbreviation_plural(text))


def form_of_words(words: list[str]) -> str:
    """The normal form of a name from its words in their normal spelling; empty for none.

    It is that of `normal_forms` for a name that is not inverted, whose words come from any number of `normal_words`.
    """
    return _joined(classifier_first(with_arabic_numerals(words)))


def is_inverted(name: str) -> bool:
    """Return True if commas invert a name ("leukemia, myeloid"), and do not list things ("peptides, and
    proteins", "hand, foot and mouth disease", "buprenorphine, naloxone drug combination") or go on with it
    ("46, XX", "fever, of swine").
    """
    first, comma, rest = name.partition(", ")
    if not comma or first.isdigit() or name.endswith(ENDS_OF_LISTS) or " and " in name.rpartition(", ")[2]:
        return False
    return not any(part.startswith(BEGINNINGS_OF_CONTINUATIONS) for part in rest.split(", "))


def _form_in_order(folded: str) -> str:
    """The form of an inverted, folded name with the parts between its commas in their natural order."""
    return _joined(_words(" ".join(reversed(folded.split(", ")))))


def _spelt_out_name(text: str) -> str | None:
    """The name in "acquired immunodeficiency syndrome, AIDS" and in "AIDS, acquired immunodeficiency
    syndrome"; None where one part is not short for the other.
    """
    first, _, second = text.partition(", ")
    if looks_like_abbreviation(first):
        first, second = second, first
    return first if looks_like_abbreviation(second) and is_short_for(second.lower(), first.lower()) else None


def _forms_of_spelt_out(folded: str) -> Iterator[str]:
    """The forms of a name that stood beside its abbreviation. No second abbreviation is looked for in it:
    "AB, AB, AB, …" would have as many forms as commas.
    """
    yield from filter(None, (_joined(_words(folded)), _form_in_order(folded) if is_inverted(folded) else ""))


def _without_abbreviation_plural(text: str) -> str:
    """The folded text without the small "s" of "NSAIDs" and "MIs", which only their capitals show to be a plural."""
    return fold(ABBREVIATION_PLURAL.sub(r"\1", text) if ABBREVIATION_PLURAL.search(text) else text)


def _words(folded: str) -> list[str]:
    words = _split(folded)
    if len(words) == 1 and words[0] in ABBREVIATIONS_IN_S:
        return words
    words = list(map(normal_word, words))
    if READ_WITH_OTHERS.isdisjoint(words):
        return words
    return classifier_first(with_arabic_numerals(_with_vitamins(words)))


def _with_vitamins(words: list[str]) -> list[str]:
    """Write "vitamin" for the "vit" of "vit D" and "vit B12"."""
    return ["vitamin" if word == "vit" and after in VITAMINS else word for word, after in pairwise([*words, ""])]


def _split(folded: str) -> list[str]:
    """The words and numbers of a folded name. Most names are letters, spaces, hyphens and commas alone: they
    are split ten times faster than by a pattern.
    """
    words = folded.replace("-", " ").replace(",", " ").split()
    together = "".join(words)
    is_plain = together.isalpha() and together.isascii() and not folded.endswith("-")
    return words if is_plain else WORD_OR_NUMBER.findall(_spelt_out(folded))


def _spelt_out(folded: str) -> str:
    """Put words for what is not a letter: Greek letters, micro signs, primes, plus, minus, slashes in
    abbreviations, arrows and "&"; drop accents and possessives.
    """
    text = with_ordinals_in_letters(latin(folded))
    if "/" in text:
        text = SLASH.sub(r"\1 slash ", text)
    if "'" in text:
        text = PRIME.sub(" prime ", POSSESSIVE.sub("", text)).replace("'", "")
    if "+" in text:
        text = POSITIVE.sub(" positive ", PLUS.sub(" plus ", text))
    if text.endswith("-"):
        text = NEGATIVE.sub(r"\1 negative", text)
    return text.replace("(-)", " minus ").replace("&", " and ")


def _joined(words: list[str]) -> str:
    """Words without spaces between them, and with a hyphen where a space counts."""
    together = "".join(words)
    if together.isalpha() and min(map(len, words)) > 1:  # no two words between which a space counts
        return together
    joined = [f"-{word}" if _space_counts(before, word) else word for before, word in pairwise(words)]
    return "".join((*words[:1], *joined))


def _space_counts(before: str, word: str) -> bool:
    """Return True if two words without a space would make another name: "Retin-A" the retina, "IL 1 6"
    interleukin-16. "IgA", "MRI" and "X-ray" are the same however they are spaced.
    """
    if before[-1].isdigit():
        return word[0].isdigit()
    return len(before) > MAX_CODE_LENGTH and len(word) == 1 and word.isalpha()
