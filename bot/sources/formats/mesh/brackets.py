"""The cross-references that MeSH's scope notes have in round brackets: "the large intestine (INTESTINE, LARGE)".

They tell indexers which record the words before them mean. What a bracket says once more goes, and so does
"(see OPTIC NERVE DISEASES)"; what it says in other words stays as people write it: "aphthous stomatitis" for
"STOMATITIS, APHTHOUS".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.terms.normal_forms import is_inverted
from bot.terms.spelling import singular

# Capitals, numbers and marks, with no small letters but those of the words that join a list.
CAPITALS = r"[^()a-z]*[A-Z]{3}[^()a-z]*"
JOINED = rf"{CAPITALS}(?:\b(?:and|or|the|etc)\b[^()a-z]*)*"
# What stands before examples is kept; "see" and the sign for what is the same are not.
BRACKET = re.compile(
    rf" \((?P<lead>[Ss]ee(?: also)? |= ?|(?:e\.g\.|i\.e\.),? ?|such as |including )?(?P<inner>{JOINED})\)"
)
# At the end of a longer bracket: "(Charcot joint; see ARTHROPATHY, NEUROGENIC)".
SEE_AT_END = re.compile(rf"[;,] see (?:also )?(?P<inner>{CAPITALS})(?=\))")
# A heading turned round, in small letters, as ontologies have copied some.
IN_SMALL_LETTERS = re.compile(r" \((?P<inner>[a-z][a-z -]*(?:, [a-z][a-z -]*)+)\)")
SIGN_OF_BRACKETS = "("
# What stood before a bracket that is gone.
LEFT_OVER = re.compile(r"[;,](?=[;,.])")
NEEDLESS = ("See", "see")
EQUALS = "="
LOOK_BACK = 90
SENTENCE_END = re.compile(r".*(?:[a-z)]\.|;)\s", re.DOTALL)
WORD = re.compile(r"[A-Za-z0-9]+")
LITTLE_WORDS = frozenset({"and", "or", "of", "the", "etc"})
BEFORE_LAST_OF_TWO = re.compile(r"([^;]*);\s*((?:and|or) [^;]*)")
BETWEEN_ITEMS = re.compile(r";\s*")
# "Chromosomes, Human, Pair 1" and "Solute Carrier Family 12, Member 3" are turned round nowhere, nor are
# chemists' names with numbers and what is a list in truth ("Health Knowledge, Attitudes, Practice").
GOES_ON = re.compile(
    r"^(?:\d|chromosomes,)|, \d+[a-z]?$|, (?:member|pair|as topic|attitudes|lymphoma)\b|, diseases$|, .*\b(?:subunit|chain)s?\b",
    re.IGNORECASE,
)
INBORN_ERRORS = re.compile(r"(.+), (inborn errors)")


def in_natural_order(name: str) -> str:
    """A heading as it reads in a sentence: "aphthous stomatitis" for "stomatitis, aphthous"."""
    if errors := INBORN_ERRORS.fullmatch(name):
        return f"{errors[2]} of {errors[1]}"
    is_turned = is_inverted(name) and not GOES_ON.search(name)
    return " ".join(reversed(name.split(", "))) if is_turned else name


def without_needless_brackets(note: str, resolve: Callable[[str], str]) -> str:
    """A note without the brackets that only repeat or point elsewhere; others that only refer are in running
    text, which `resolve` makes of capitals.
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
    """A text without headings in brackets that only turn round the words before them: "the large intestine
    (intestine, large)".
    """
    return IN_SMALL_LETTERS.sub(
        lambda found: "" if _repeats(found["inner"], note[: found.start()]) else found[0],
        note,
    )


def _may_go(lead: str) -> bool:
    return not lead or lead.startswith(EQUALS)


def _repeats(text: str, before: str) -> bool:
    """Return True if all words of a text stand in the part of a sentence before it."""
    near = SENTENCE_END.sub("", before[-LOOK_BACK:])
    return set(_words(text)) <= set(_words(near))


def _words(text: str) -> Iterator[str]:
    """The words of a text in the singular; of single letters the capitals count, so that "hepatitis A" is not
    "a hepatitis".
    """
    for word in WORD.findall(text):
        if word.lower() not in LITTLE_WORDS:
            yield word if len(word) == 1 else singular(word.lower())


def _with_commas(text: str) -> str:
    """A list with commas for its semicolons, unless an item has a comma of its own."""
    text = text.strip(" ;")
    if two := BEFORE_LAST_OF_TWO.fullmatch(text):
        return f"{two[1]} {two[2]}"
    return text if "," in BETWEEN_ITEMS.sub("", text) else BETWEEN_ITEMS.sub(", ", text)
