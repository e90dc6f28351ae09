"""Normal forms: strings that are written differently, but are the same name, have one in common.

`fold` ignores only differences that no writer means (case, spacing, typographic characters). `normal_forms` ignores
every difference that makes two strings variants of one name (docs/normal-forms.md): hyphens, possessives, plurals,
British spelling, Greek letters, numerals, spacing in codes, inverted order. Two names are variants of each other
exactly if they share a normal form; nothing here guesses.
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

# The most characters of a name. The longest one of MeSH, HPO, Mondo, GO and the NCI dictionaries has 345; RxNorm,
# whose combinations of medicines name every ingredient, allows 3,000 (NLM's loading scripts: STR varchar(3000)).
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
# A prime distinguishes atoms or ends: 3,3',5'-triiodothyronine is not 3,3',5-triiodothyronine.
PRIME = re.compile(r"(?<=\d)'|(?<=\b[a-z])'(?![a-z])|(?<=')'")
# "(+)-catechin", "D+HUS", "ER+" and "ER-" mean something else than the same without the sign.
PLUS = re.compile(r"\(\+\)|(?<=[a-z0-9])\+(?=[a-z0-9])|(?<![^\s(])\+(?=[a-z])")
POSITIVE = re.compile(r"(?<=[a-z0-9])\+")
NEGATIVE = re.compile(r"^([a-z]{1,3}\d*)-$")
# A slash between single letters or pairs of letters makes another abbreviation: "s/p" is not "SP", and "i/o" not
# "io". Between words it separates them: "and/or", "lopinavir/ritonavir". After one or two letters at the end it
# belongs to them: "w/" is "with".
SLASH = re.compile(r"(?<![^\W_])([a-z]{1,2})\s?/(?=\s?[a-z]{1,2}(?![^\W_])|$)")
WORD_OR_NUMBER = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|%")

# Names that end so are lists, and parts that begin so after a comma continue the name.
ENDS_OF_LISTS = ("drug combination", "Drug Combination")
BEGINNINGS_OF_CONTINUATIONS = ("and ", "& ", "or ", "of ", "with ", "without ", "due to ")

VITAMINS = frozenset("abcdek")
# Every word that is read together with the words beside it; most names have none.
READ_WITH_OTHERS = LIKE_NUMERALS | CLASSIFIERS | {"vit"}
MAX_CODE_LENGTH = 3

# The files that decide normal forms.
RULES = (
    *("normal_forms.py", "abbreviations.py", "numerals.py", "spelling.py", "word_lists.py"),
    *("data/letters.toml", "data/numbers.toml", "data/plurals.toml", "data/british_spellings.toml"),
)

Forms = tuple[str, ...]

BETWEEN_NAMES = "\n"
BETWEEN_FORMS = "\t"


def packed(forms: Iterable[Forms]) -> str:
    """Pack the normal forms of several names into one string: as tuples they would take five times the memory."""
    return BETWEEN_NAMES.join(map(BETWEEN_FORMS.join, forms))


def unpacked(forms: str) -> list[Forms]:
    """Unpack the normal forms of each name from a string that `packed` made of one name or more."""
    return [tuple(its_forms.split(BETWEEN_FORMS)) if its_forms else () for its_forms in forms.split(BETWEEN_NAMES)]


@cache
def rules() -> str:
    """Return a digest of the files that decide normal forms. Forms made by the same rules need not be made again."""
    return blake2b(b"".join((files(__package__) / name).read_bytes() for name in RULES), digest_size=8).hexdigest()


def fold(text: str) -> str:
    """Return a name in lower case and single-spaced, without control characters, and with plain quotes and dashes.

    Compatibility characters are unified and case folded (Unicode Standard Annex 15, NFKC; Unicode 3.13, D147).
    Folding a folded text changes nothing.
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
    """Return folded text without accents, with Greek letters and signs that mean a word spelled out."""
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", MICRO_UNIT.sub("mc", folded).translate(SPELT_SIGNS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(SPELT_GREEK)


def normal_forms(text: str) -> Forms:
    """Return every normal form of a name: one, or several if it may be inverted ("leukemia, myeloid").

    A form is the name's words in their normal spelling, without spaces: spaces and hyphens are ignored ("IL6",
    "IL-6", "anti-inflammatory"), except between two numbers, and between a word and a single letter after it
    ("Retin-A" is not "retina"). Text without a letter or digit has no form, and neither has text longer than
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
    """Return the words of a name in their normal spelling, in their order."""
    return _words(_without_abbreviation_plural(text))


def form_of_words(words: list[str]) -> str:
    """Return the normal form of a name from its words in their normal spelling; "" for no words.

    It is the result of `normal_forms` for a name that is not inverted. The words may come from several calls of
    `normal_words`.
    """
    return _joined(classifier_first(with_arabic_numerals(words)))


def is_inverted(name: str) -> bool:
    """Return True if commas invert a name ("leukemia, myeloid"), and do not separate the items of a list ("peptides,
    and proteins", "hand, foot and mouth disease", "buprenorphine, naloxone drug combination") or continue the name
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
    """The name in "acquired immunodeficiency syndrome, AIDS" and in "AIDS, acquired immunodeficiency syndrome"; None
    if neither part is short for the other.
    """
    first, _, second = text.partition(", ")
    if looks_like_abbreviation(first):
        first, second = second, first
    return first if looks_like_abbreviation(second) and is_short_for(second.lower(), first.lower()) else None


def _forms_of_spelt_out(folded: str) -> Iterator[str]:
    """The forms of a name that was beside its abbreviation. A second abbreviation is not searched in it: "AB, AB, AB,
    …" would have as many forms as commas.
    """
    yield from filter(None, (_joined(_words(folded)), _form_in_order(folded) if is_inverted(folded) else ""))


def _without_abbreviation_plural(text: str) -> str:
    """The folded text without the small "s" of "NSAIDs" and "MIs", which only their capitals identify as a plural."""
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
    """The words and numbers of a folded name. Most names consist of letters, spaces, hyphens and commas: they are
    split ten times faster than by a pattern.
    """
    words = folded.replace("-", " ").replace(",", " ").split()
    together = "".join(words)
    is_plain = together.isalpha() and together.isascii() and not folded.endswith("-")
    return words if is_plain else WORD_OR_NUMBER.findall(_spelt_out(folded))


def _spelt_out(folded: str) -> str:
    """Replace Greek letters, micro signs, primes, plus, minus, slashes in abbreviations, arrows and "&" by words;
    remove accents and possessives.
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
    """Join words, with a hyphen where a space counts."""
    together = "".join(words)
    if together.isalpha() and min(map(len, words)) > 1:  # no two words between which a space counts
        return together
    joined = [f"-{word}" if _space_counts(before, word) else word for before, word in pairwise(words)]
    return "".join((*words[:1], *joined))


def _space_counts(before: str, word: str) -> bool:
    """Return True if two words without a space would be another name: "Retin-A" the retina, "IL 1 6" interleukin-16.
    "IgA", "MRI" and "X-ray" are the same with and without.
    """
    if before[-1].isdigit():
        return word[0].isdigit()
    return len(before) > MAX_CODE_LENGTH and len(word) == 1 and word.isalpha()
