"""The notes of MeSH's supplementary records, without remarks for indexers.

A note consists of remarks between semicolons: "an imagined analgesic; RN given refers to parent cpd; structure". Some
say what the thing is; others where its structure was first printed, which form its registry number belongs to, or how
it was indexed before.
"""

from __future__ import annotations

import re

REMARK = re.compile(
    r"""(?:
    .*\b(?:first\ source|(?:parent|main)\ (?:cpd|compound)|minor\ descriptor
        |index\ medicus|Chemline|Toxlit|file\ maintained)\b.*
    |(?:RN|MF|NM|InChIKey|InChI|GenBank|UniProt|Swiss-?Prot|CAS)\b.*
    |structure(?:\ (?:(?:is\ )?given\ )?in\b.*)?
    |(?:on-line|online)\ (?:&\ \w+\ )?search\b.*
    |was\ (?:EP|MH|NM|SH|see\ under)\b.*
    |use\ .+\ to\ search\ .+
    |synonyms?\ \d.*
    |(?:tradename|request)s?\ (?:from\ searcher|that\ start)\b.*
    |\d+\(\d+\):\s?e?\d+(?:-\d+)?\.?
    |(?:[A-Z][A-Za-z]*\.?\ )+(?:[A-Z][A-Za-z]*)?\.?\s?(?:19|20)\d\d(?:\ [A-Z][a-z]{2})?(?:\ \d{1,2})?
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
# A remark that begins with one of these goes on to its end, commas included.
TO_THE_END = re.compile(r"(?:RN|MF|InChI(?:Key)?|GenBank)\b|structure (?:(?:is )?given )?in\b", re.IGNORECASE)
SEMICOLON = "; "


def without_remarks(note: str) -> str:
    """Return a note without the remarks that say nothing of the thing itself; empty if no other remark is left."""
    parts = [part.strip() for part in _divided(note, ";")]
    return SEMICOLON.join(filter(None, map(_without_tail, parts)))


def _without_tail(part: str) -> str:
    """A remark without remarks for indexers that a comma joins to its end ("an imagined factor, RN in first
    source").
    """
    if TO_THE_END.match(part):
        return ""
    pieces = _divided(part, ",")
    while pieces and REMARK.fullmatch(pieces[-1].strip()):
        pieces.pop()
    return ",".join(pieces).rstrip()


def _divided(text: str, mark: str) -> list[str]:
    """Split a text at a mark, but not inside parentheses: "(2S,3R)-form; structure"."""
    pieces, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")" and depth > 0)
        if letter == mark and not depth:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
