"""Remarks for searchers in MeSH's scope notes ("For zoo animals, ANIMALS, ZOO is available")."""

from __future__ import annotations

import re

HEADING = r"[A-Z][A-Z, 0-9-]{3,}"
IS_AVAILABLE = rf"{HEADING}(?: and {HEADING})? (?:is|are) (?:also )?(?:available|the likely heading)"
# Whole sentences.
SENTENCES = (
    rf"(?:For [^.;]*?)?{IS_AVAILABLE}\b[^.;]*[.;]",
    r"Note that OMB category\b[^.]*\.",
    r"Race and ethnicity terms\b[^.]*\.",
    r"MeSH may contain\b[^.]*\.",
    r"Used? for (?:general )?(?:articles|material|discussions)\b[^.]*\.",
    r"Use also for [a-z ]+\.",
    r"Used? for [^.;]*\bfor which there is no specific heading\.",
    r"It is used when there is no specific heading\.",
    r"This (?:heading|term) is used (?:only )?for\b[^.]*\b(?:articles|conferences)\b[^.]*\.",
    r"In indexing\b[^.]*\.",
    rf"(?:Do not confuse with|Distinguish from) {HEADING}\.",
)
SENTENCE = re.compile(rf"(?:^|(?<=[.;)]\s)|(?<=[.;]))(?:{'|'.join(SENTENCES)})\s*")
# The end of a sentence that says what does not belong to the thing.
CLAUSE = re.compile(
    rf"(?:[,;:]? (?:for (?:which|this)|since|but|however,?)(?: the specific terms)?"
    rf"|; however,) {IS_AVAILABLE}\b(?:[^.;]|\.\d|(?<=lb)\.)*"
    r"|,? or for which there is no specific (?:heading|descriptor)"
)
# Every note with such a remark contains one of these.
SIGNS = (
    "available",
    "heading",
    "MeSH",
    "Race and",
    "Use",
    "descriptor",
    "In indexing",
    "is used",
    "Do not",
    "Distinguish",
)


def without_notes_to_searchers(note: str) -> str:
    """Return a scope note without remarks for searchers; "" if nothing else is left."""
    if not any(sign in note for sign in SIGNS):
        return note
    return SENTENCE.sub("", CLAUSE.sub("", note)).strip()
