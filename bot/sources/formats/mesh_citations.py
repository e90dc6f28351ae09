"""The works that MeSH's scope notes are taken from, which NLM cites in round brackets behind a sentence: "(From Dorland, 28th ed)".

They are no part of what a note says, but credit is due to them: they are taken out of the text and shown in the line of its source.
"""

from __future__ import annotations

import re

BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
BEHIND_A_SENTENCE = re.compile(
    rf"(?<=[.;:!?\"”)\]])\s*(?P<cited>{BRACKETS})\.?(?=\s|\Z)|\s*(?P<last>{BRACKETS})\.?\s*\Z|\s*(?P<book>\((?:[Ff]rom )?[A-Z][^()]*\b(?:Dictionary|\d(?:st|nd|rd|d|th) ed)\b[^()]*\))(?=\.)"
)
# An edition, a page, or the kind of book; a journal's year with its volume.
WORK = re.compile(
    r"""\b\d+(?:st|nd|rd|d|th)\s+[Ee]d\b | \bpp?\.?\s?\d | \b(?:Dictionary|Thesaurus|Encyclop[a-z]+|Glossary|Textbook|Pharmacopoeia|Nomenclature)\b
    | \b(?:Dorland|Stedman|Webster|Martindale|Jablonski|Merck\ Index|Random\ House|UMDNS|DSM-\w+)\b | https?://
    | \b[A-Z][A-Za-z.]*\ (?:19|20)\d\d(?:\ [A-Z][a-z]{2}[^;()]*)?;\s?\d | ^\((?:[Ff]rom|[Ii]n|NTP|APA)\b[^()]*\b(?:19|20)\d\d\b
    """,
    re.VERBOSE,
)
BEFORE_WORKS = re.compile(r"^\(\s*(?:[Ff]rom:?\s+)?|[\s,]*\)$")
# Such notes are a few hundred letters long; what is much longer nobody wrote by hand.
LONGEST_NOTE = 20_000
BETWEEN_WORKS = "; "


def without_citations(note: str) -> tuple[str, str | None]:
    """A scope note without the works that it cites, and these; None where it cites none."""
    if "(" not in note or len(note) > LONGEST_NOTE or not WORK.search(note):
        return note, None
    works: list[str] = []

    def taken(found: re.Match[str]) -> str:
        cited = found["cited"] or found["last"] or found["book"]
        if not WORK.search(cited):
            return found[0]
        works.append(BEFORE_WORKS.sub("", cited))
        return "" if found["book"] or _ends_sentence(found.string[: found.start()]) else "."

    text = note
    # A citation may stand behind another.
    while (shorter := BEHIND_A_SENTENCE.sub(taken, text)) != text:
        text = shorter
    return (text.strip(), BETWEEN_WORKS.join(dict.fromkeys(works))) if works and text.strip() else (note, None)


def _ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip('"”)]').endswith((".", "!", "?", ";", ":")) or not text
