"""Normal forms: which differently written strings are the same name.

`fold` forgives only what no writer means (case, spacing, typographic characters). `normal_forms` forgives everything
that docs/normal-forms.md calls a variant: hyphens, possessives, plurals, British spelling, Greek letters, numerals, spacing in codes,
inverted order. Two names are variants of each other exactly when they share a normal form; nothing here guesses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import pairwise

from bot.terms.spelling import ABBREVIATIONS_IN_S, normal_word

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
GREEK_NAMES = frozenset(GREEK_LETTERS.values())

# Single letters are numerals only in "type I" and "factor V"; "X", "C", "D", "L" and "M" name chromosomes and vitamins.
ROMAN_NUMERALS = {
    numeral: str(number)
    for number, numeral in enumerate("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), start=1)
    if numeral != "x"
}
PARTS = frozenset("abcd")
PART_OF_STAGE = re.compile(r"(i{1,3}|iv)([a-d])")
# Spelt out, numbers count after a word such as "type" only: "One Health" is not health number 1.
NUMBER_WORDS = {word: str(number) for number, word in enumerate("one two three four five six seven".split(), start=1)}
# Every word that may have to be written in Arabic numerals.
LIKE_NUMERALS = (
    ROMAN_NUMERALS.keys()
    | NUMBER_WORDS.keys()
    | {f"{stage}{part}" for stage in ("i", "ii", "iii", "iv") for part in PARTS}
)
ORDINALS = dict(
    enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        start=1,
    )
)
ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
VITAMINS = frozenset("abcdek")

# What Unicode's compatibility mapping would take apart: trade marks, and the accent that some keyboards have for an
# apostrophe. "∆" is a sign, not a Greek letter.
LOOKS_ALIKE = str.maketrans({"™": "", "℠": "", "®": "", "´": "'", "∆": "Δ"})
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
ABBREVIATION_PLURAL = re.compile(r"([A-Z]{2})s\b")
POSSESSIVE = re.compile(r"(?<!\d)'s\b|(?<=s)'(?=\s|$)")
# A prime tells one atom or end from another: 3,3',5'-triiodothyronine is not 3,3',5-triiodothyronine.
PRIME = re.compile(r"(?<=\d)'|(?<=\b[a-z])'(?![a-z])|(?<=')'")
# (+)-catechin, "D+HUS", "ER+" and "ER-" each mean something else than the same without its sign.
PLUS = re.compile(r"\(\+\)|(?<=[a-z0-9])\+(?=[a-z0-9])|(?<![^\s(])\+(?=[a-z])")
POSITIVE = re.compile(r"(?<=[a-z0-9])\+")
NEGATIVE = re.compile(r"^([a-z]{1,3}\d*)-$")
# Between letters, or two letters, a slash makes another abbreviation: "s/p" is not "SP", and "i/o" no moon. Between words it parts
# them: "and/or", "lopinavir/ritonavir". So it does behind one or two letters that nothing follows: "w/" is "with".
SLASH = re.compile(r"(?<![^\W_])([a-z]{1,2})\s?/(?=\s?[a-z]{1,2}(?![^\W_])|$)")
# Signs that clinicians write for a word.
SIGNS = {"↑": "increased", "↓": "decreased", "♀": "female", "♂": "male", "°": "degree", "≥": "at least", "≤": "at most"}
SPELT_SIGNS = {ord(sign): f" {word} " for sign, word in SIGNS.items()}
WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?|%")
ENDS_A_LIST = ("drug combination", "Drug Combination")
GOES_ON = ("and ", "& ", "or ", "of ", "with ", "without ", "due to ")
# Of MeSH, HPO, Mondo, GO and the NCI dictionaries the longest name has 345 characters; RxNorm, whose combinations of medicines name every
# ingredient, allows 3,000 (NLM's scripts that load it: STR varchar(3000)). What is longer is no name.
LONGEST_NAME = 4_000
LONGEST_ABBREVIATION = 10
LONGEST_CODE = 3
# No code holds four small letters in a row; no word has fewer than three letters, or none of these.
LONG_WORD = re.compile(r"[^\W\d_A-Z]{4}")
MIN_LETTERS_OF_WORD = 3
VOWELS = frozenset("aeiouyáéíóúü")
BETWEEN_WORDS = str.maketrans("", "", " -'")
QUALIFIERS = frozenset({"type", "stage", "grade", "class", "phase"})
# Stages are written IIIA and 3A alike; arthrogryposis type IIB and type 2B are two things.
QUALIFIERS_IN_PARTS = frozenset({"stage", "grade", "class"})
# Every word that others beside it may change, or that may change these: most names have none of them.
READ_WITH_OTHERS = LIKE_NUMERALS | QUALIFIERS | {"vit"}


def fold(text: str) -> str:
    """The name as typed, in lower case, single-spaced, without control characters or typographic quotes and dashes.

    Compatibility characters are unified and case folded (Unicode Standard Annex 15, NFKC; Unicode 3.13, D147). Folding
    what is folded changes nothing.
    """
    if text.isascii() and text.isprintable():
        lowered = text.lower().replace("`", "'")
        is_spaced = "  " not in lowered and lowered[:1] != " " and lowered[-1:] != " "
        return lowered if is_spaced else " ".join(lowered.split())
    unified = _unified(_visible(text.translate(LOOKS_ALIKE)))
    return " ".join(_unified(_visible(unified).translate(TYPOGRAPHIC)).split())


def _unified(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")


Forms = tuple[str, ...]

BETWEEN_NAMES = "\n"
BETWEEN_FORMS = "\t"


def packed(forms: Iterable[Forms]) -> str:
    """The normal forms of several names, one behind the other in one string: as tuples they would take five times the memory."""
    return BETWEEN_NAMES.join(map(BETWEEN_FORMS.join, forms))


def unpacked(forms: str) -> list[Forms]:
    """The normal forms of each name, from what `packed` has made of those of one name or more."""
    return [tuple(its_forms.split(BETWEEN_FORMS)) if its_forms else () for its_forms in forms.split(BETWEEN_NAMES)]


@cache
def rules() -> str:
    """What tells these rules from earlier and later ones: a digest of their text. Forms that were worked out by the same rules
    need not be worked out again.
    """
    modules = (files(__package__) / name for name in ("normal_forms.py", "spelling.py"))
    return blake2b(b"".join(module.read_bytes() for module in modules), digest_size=8).hexdigest()


def normal_forms(text: str) -> Forms:
    """Every normal form of a name: one, or more when it may be inverted ("leukemia, myeloid").

    A form is the name's words in their normal spelling, run together: spaces and hyphens don't matter ("IL6", "IL-6",
    "anti-inflammatory"), but two numbers, and a word and a single letter after it, stay apart ("Retin-A" is not
    "retina"). Text without a letter or digit has no form, nor has one that is too long for a name.
    """
    if len(text) > LONGEST_NAME:
        return ()
    folded = _without_abbreviation_plural(text)
    form = _run_together(_words(folded))
    if not is_inverted(folded):
        return (form,) if form else ()
    if spelt_out := _spelt_out_name(text):
        return tuple(dict.fromkeys((*_forms_of_spelt_out(_without_abbreviation_plural(spelt_out)), form)))
    return tuple(dict.fromkeys(filter(None, (form, _turned(folded)))))


def _turned(folded: str) -> str:
    """The form of a folded name with the parts between its commas the other way round."""
    return _run_together(_words(" ".join(reversed(folded.split(", ")))))


def _forms_of_spelt_out(folded: str) -> Iterator[str]:
    """The forms of a name beside which its abbreviation stood. A second abbreviation in it is not looked for, nor one in the rest:
    "AB, AB, AB, …" would have as many forms as commas.
    """
    yield from filter(None, (_run_together(_words(folded)), _turned(folded) if is_inverted(folded) else ""))


def _spelt_out_name(text: str) -> str | None:
    """The name in "acquired immunodeficiency syndrome, AIDS" and in "AIDS, acquired immunodeficiency syndrome"; None where one
    part is not short for the other.
    """
    first, _, second = text.partition(", ")
    if looks_like_abbreviation(first):
        first, second = second, first
    return first if looks_like_abbreviation(second) and is_short_for(second.lower(), first.lower()) else None


def is_short_for(abbreviation: str, name: str) -> bool:
    """Whether the letters of an abbreviation stand in a name in their order, the first of them at its beginning and each at the
    beginning of a word or inside the one before (Schwartz and Hearst: A simple algorithm for identifying abbreviation definitions
    in biomedical text, 2003).
    """
    letters = [letter for letter in abbreviation if letter.isalnum()]
    initials = {word[0] for word in name.replace("-", " ").split()}
    at = -1
    for letter in letters:
        at = name.find(letter, at + 1)
        if at < 0:
            return False
    return name[0] == letters[0] and initials <= set(letters)


def is_inverted(name: str) -> bool:
    """Whether commas turn a name round ("leukemia, myeloid") rather than list things ("peptides, and proteins", "hand, foot
    and mouth disease", "buprenorphine, naloxone drug combination") or go on with it ("46, XX", "fever, of swine").
    """
    first, comma, rest = name.partition(", ")
    if not comma or first.isdigit() or name.endswith(ENDS_A_LIST) or " and " in name.rpartition(", ")[2]:
        return False
    return not any(part.startswith(GOES_ON) for part in rest.split(", "))


def normal_words(text: str) -> list[str]:
    """The words of a name in their normal spelling, in the order in which they stand."""
    return _words(_without_abbreviation_plural(text))


def form_of_words(words: list[str]) -> str:
    """The normal form of a name from its words in their normal spelling; empty for none.

    It is that of `normal_forms` for a name that is not inverted, whose words come from any number of `normal_words`.
    """
    return _run_together(_qualifier_first(_with_arabic_numerals(words)))


def _without_abbreviation_plural(text: str) -> str:
    """The folded text without the small "s" of "NSAIDs" and "MIs", which only their capitals give away."""
    return fold(ABBREVIATION_PLURAL.sub(r"\1", text) if ABBREVIATION_PLURAL.search(text) else text)


def _words(folded: str) -> list[str]:
    words = _parted(folded)
    if len(words) == 1 and words[0] in ABBREVIATIONS_IN_S:
        return words
    words = list(map(normal_word, words))
    if READ_WITH_OTHERS.isdisjoint(words):
        return words
    return _qualifier_first(_with_arabic_numerals(_with_vitamins(words)))


def _with_vitamins(words: list[str]) -> list[str]:
    """Write "vitamin" for the "vit" of "vit D" and "vit B12"."""
    return ["vitamin" if word == "vit" and after in VITAMINS else word for word, after in pairwise([*words, ""])]


def _parted(folded: str) -> list[str]:
    """The words and numbers of a folded name. Most names are letters, spaces, hyphens and commas alone: they are parted ten
    times faster than by pattern.
    """
    words = folded.replace("-", " ").replace(",", " ").split()
    together = "".join(words)
    is_plain = together.isalpha() and together.isascii() and not folded.endswith("-")
    return words if is_plain else WORD.findall(_spelt_out(folded))


def _spelt_out(folded: str) -> str:
    """Put words for what is not a letter: Greek letters, micro signs, primes, plus, minus, slashes in abbreviations, arrows and "&";
    drop accents and possessives.
    """
    text = ORDINAL.sub(_ordinal, latin(folded))
    if "/" in text:
        text = SLASH.sub(r"\1 slash ", text)
    if "'" in text:
        text = PRIME.sub(" prime ", POSSESSIVE.sub("", text)).replace("'", "")
    if "+" in text:
        text = POSITIVE.sub(" positive ", PLUS.sub(" plus ", text))
    if text.endswith("-"):
        text = NEGATIVE.sub(r"\1 negative", text)
    return text.replace("(-)", " minus ").replace("&", " and ")


def _ordinal(match: re.Match[str]) -> str:
    """An ordinal in letters: the 7th cranial nerve is the seventh."""
    return ORDINALS.get(int(match[1]), match[0])


def latin(folded: str) -> str:
    """Folded text with accents dropped, and Greek letters and signs that stand for a word spelt out."""
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", MICRO_UNIT.sub("mc", folded).translate(SPELT_SIGNS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(SPELT_GREEK)


def _with_arabic_numerals(words: list[str]) -> list[str]:
    """Write Roman numerals that follow a word in Arabic; a first word is more likely an abbreviation ("IV fluids")."""
    return words[:1] + [part for before, word in pairwise(words) for part in _arabic(before, word)]


def _arabic(before: str, word: str) -> tuple[str, ...]:
    """A word, in Arabic where it is a Roman numeral: "IV", after "stage" also "IVA" and "four". Integrin αV (of vitronectin) is not α5,
    and letters in a row spell an abbreviation ("M.R.I.").
    """
    if before in QUALIFIERS and word in NUMBER_WORDS:
        return (NUMBER_WORDS[word],)
    if before in QUALIFIERS_IN_PARTS and (staged := PART_OF_STAGE.fullmatch(word)):
        return ROMAN_NUMERALS[staged[1]], staged[2]
    if (word == "v" and before in GREEK_NAMES) or len(before) == len(word) == 1:
        return (word,)
    return (ROMAN_NUMERALS.get(word, word),)


def _qualifier_first(words: list[str]) -> list[str]:
    """Move "type 2" and its like to the front: "diabetes type 2" and "type 2 diabetes" are one name."""
    for at in range(1, len(words) - 1):
        if words[at] in QUALIFIERS and (words[at + 1].isdigit() or len(words[at + 1]) == 1):
            end = at + 2 + (words[at + 1].isdigit() and not PARTS.isdisjoint(words[at + 2 : at + 3]))
            return words[at:end] + words[:at] + words[end:]
    return words


def _run_together(words: list[str]) -> str:
    together = "".join(words)
    if together.isalpha() and min(map(len, words)) > 1:  # nothing for a space to count between
        return together
    parted = [f"-{word}" if _space_counts(before, word) else word for before, word in pairwise(words)]
    return "".join((*words[:1], *parted))


def _space_counts(before: str, word: str) -> bool:
    """Whether two words run together would make another name: "Retin-A" the retina, "IL 1 6" interleukin-16. "IgA", "MRI"
    and "X-ray" are the same however they are spaced.
    """
    if before[-1].isdigit():
        return word[0].isdigit()
    return len(before) > LONGEST_CODE and len(word) == 1 and word.isalpha()


def looks_like_abbreviation(name: str) -> bool:
    """Whether a name is written as abbreviations are: one short word with two capitals or more, which are at least half
    of its letters ("IL-6", "mRNA"; not "Retin-A" or "T-Cell").
    """
    if len(name) > LONGEST_ABBREVIATION or " " in name or name.islower():
        return False
    capitals = sum(map(str.isupper, name))
    return capitals >= 2 and 2 * capitals >= sum(map(str.isalpha, name))


def looks_like_code(name: str) -> bool:
    """Whether a name is so short, or has such capitals, digits and signs, that it may stand for many things: an abbreviation ("MS",
    "NaCl", "s/p"), a symbol or a code ("q4h", "HER2-", "p53"). "Eye" and "gas" are words, and so are chemical names with a number.
    """
    if looks_like_abbreviation(name):
        return True
    if len(name) > LONGEST_ABBREVIATION or not any(map(str.isalnum, name)) or LONG_WORD.search(name):
        return False
    letters = [c for c in name.lower() if c.isalpha()]
    return (
        len(letters) < MIN_LETTERS_OF_WORD or VOWELS.isdisjoint(letters) or not name.translate(BETWEEN_WORDS).isalpha()
    )
