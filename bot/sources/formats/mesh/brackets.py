"""Cross-references in parentheses in MeSH's scope notes: "the large intestine (INTESTINE, LARGE)".

They tell indexers which record the words before them mean. Parentheses that repeat these words are removed, and so is
"(see OPTIC NERVE DISEASES)". Parentheses with another name are written in natural word order: "aphthous stomatitis"
for "STOMATITIS, APHTHOUS".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.terms.normal_forms import is_inverted
from bot.terms.spelling import singular

# Capitals, digits and punctuation, without small letters except in the words that join a list.
CAPITALS = r"[^()a-z]*[A-Z]{3}[^()a-z]*"
JOINED = rf"{CAPITALS}(?:\b(?:and|or|the|etc)\b[^()a-z]*)*"
# The words before examples ("e.g.") are part of the text; "see" and the sign of equivalence are not.
BRACKET = re.compile(
    rf" \((?P<lead>[Ss]ee(?: also)? |= ?|(?:e\.g\.|i\.e\.),? ?|such as |including )?(?P<inner>{JOINED})\)"
)
# At the end of a longer bracket: "(Charcot joint; see ARTHROPATHY, NEUROGENIC)".
SEE_AT_END = re.compile(rf"[;,] see (?:also )?(?P<inner>{CAPITALS})(?=\))")
# An inverted heading in small letters, as some ontologies have copied it.
IN_SMALL_LETTERS = re.compile(r" \((?P<inner>[a-z][a-z -]*(?:, [a-z][a-z -]*)+)\)")
SIGN_OF_BRACKETS = "("
# Punctuation that is left before a removed parenthesis.
LEFT_OVER = re.compile(r"[;,](?=[;,.])")
NEEDLESS = ("See", "see")
EQUALS = "="
LOOK_BACK = 90
SENTENCE_END = re.compile(r".*(?:[a-z)]\.|;)\s", re.DOTALL)
WORD = re.compile(r"[A-Za-z0-9]+")
SMALL_WORDS = frozenset({"and", "or", "of", "the", "etc"})
BEFORE_LAST_OF_TWO = re.compile(r"([^;]*);\s*((?:and|or) [^;]*)")
BETWEEN_ITEMS = re.compile(r";\s*")
# Names whose commas do not invert them: "Chromosomes, Human, Pair 1", "Solute Carrier Family 12, Member 3", chemical
# names with numbers, and lists ("Health Knowledge, Attitudes, Practice").
NOT_INVERTED = re.compile(
    r"^(?:\d|chromosomes,)|, \d+[a-z]?$|, (?:member|pair|as topic|attitudes|lymphoma)\b|, diseases$",
    re.IGNORECASE,
)
PART_OF_PROTEIN = re.compile(r"\b(?:subunit|chain)s?\b", re.IGNORECASE)
INBORN_ERRORS = re.compile(r"(.+), (inborn errors)")


def in_natural_order(name: str) -> str:
    """Return a heading in its natural word order: "aphthous stomatitis" for "stomatitis, aphthous"."""
    if errors := INBORN_ERRORS.fullmatch(name):
        return f"{errors[2]} of {errors[1]}"
    is_part = PART_OF_PROTEIN.search(name.partition(", ")[2])
    inverts = is_inverted(name) and not is_part and not NOT_INVERTED.search(name)
    return " ".join(reversed(name.split(", "))) if inverts else name


def without_needless_brackets(note: str, resolve: Callable[[str], str]) -> str:
    """Return a note without parentheses that only repeat or refer. The headings in the others are in running text, to
    which `resolve` converts capitals.
    """

    def written(bracket: re.Match[str]) -> str:
        text = resolve(bracket["inner"])
        if text == bracket["inner"]:
            return bracket[0]
        lead = bracket["lead"] or ""
        if lead.startswith(NEEDLESS) or (_may_go(lead) and _repeats(text, note[: bracket.start()])):
            return ""
        return f" ({'' if _may_go(lead) else lead}{_with_commas(text)})"

    if SIGN_OF_BRACKETS not in note:
        return note
    shorter = SEE_AT_END.sub("", BRACKET.sub(written, note))
    return shorter if shorter == note else LEFT_OVER.sub("", shorter)


def without_repeating_brackets(note: str) -> str:
    """Return a text without parentheses that only invert the words before them: "the large intestine (intestine,
    large)".
    """
    return IN_SMALL_LETTERS.sub(
        lambda found: "" if _repeats(found["inner"], note[: found.start()]) else found[0],
        note,
    )


def _may_go(lead: str) -> bool:
    return not lead or lead.startswith(EQUALS)


def _repeats(text: str, before: str) -> bool:
    """Return True if all words of a text occur in the part of the sentence before it."""
    near = SENTENCE_END.sub("", before[-LOOK_BACK:])
    return set(_words(text)) <= set(_words(near))


def _words(text: str) -> Iterator[str]:
    """The words of a text in the singular. Single letters keep their case, so that "hepatitis A" is not "a
    hepatitis".
    """
    for word in WORD.findall(text):
        if word.lower() not in SMALL_WORDS:
            yield word if len(word) == 1 else singular(word.lower())


def _with_commas(text: str) -> str:
    """A list with commas instead of semicolons, unless an item has a comma of its own."""
    text = text.strip(" ;")
    if two := BEFORE_LAST_OF_TWO.fullmatch(text):
        return f"{two[1]} {two[2]}"
    return text if "," in BETWEEN_ITEMS.sub("", text) else BETWEEN_ITEMS.sub(", ", text)
