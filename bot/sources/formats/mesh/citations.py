"""The works that MeSH's scope notes are taken from, which NLM cites in parentheses after a sentence: "(From Dorland,
28th ed)".

They are not part of the definition, but must be credited: they are removed from the text and shown in the line of its
source. Ontologies have copied such notes, and cite works of their own in the same way.
"""

from __future__ import annotations

import re

BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
TAKEN_FROM = r"(?:[Aa]dapted|[Mm]odified|[Ss]ummar(?:y|i[sz]ed)|[Ff]rom)\b"
BEHIND_A_SENTENCE = re.compile(
    rf"(?<=[.;:!?\"”)\]])\s*(?P<cited>{BRACKETS})\.?(?=\s|\Z)|\s*(?P<last>{BRACKETS})\.?\s*\Z"
    rf"|\s*(?P<book>\((?:{TAKEN_FROM}[^()]*|[A-Z][^()]*\b(?:Dictionary|\d(?:st|nd|rd|d|th) ed)\b[^()]*)\))(?=\.)"
    rf"|\s*(?P<address>\([^()]*(?:https?://|www\.)(?:[^()]|\([^()]*\))*\)|(?<=\.)\s+https?://\S+\s*\Z)"
)
# Repetitions are bounded (a label of a domain has at most 63 characters), so that the time grows with the length only.
# Signs of a work: an edition, a page, a kind of book, the year of a journal with its volume, an address, or the work
# that a text is adapted from.
WORK = re.compile(
    r"""\b\d+(?:st|nd|rd|d|th)\s+[Ee]d(?:ition|s)?\b | \b(?:pp?|pg)\.?\s?\d
    | \b(?:Dictionary|Thesaurus|Encyclop[a-z]+|Glossary|Textbook|Pharmacopoeia|Nomenclature)\b
    | \b(?:Dorland|Stedmans?|Webster|Martindale|Jablonski|Merck\ Index|Random\ House|UMDNS|(?i:DSM)[- ]?(?i:[IV]+|\d)
        |AFIP|AJCC|CUMBO|reVITALize|LCSH|JCAHO|HSDB|POPLINE|NeuroNames|Brain\ ?[Ii]nfo|Wikipedia)\b
    | ttps?:// | \bwww\. | \b[\w-]{1,63}\.(?:gov|org|com|edu|uk)\b | \b(?:personal|[Tt]elephone)\ communication\b
    | ^\(From:?\s+["“A-Z] | ^\((?:[Aa]dapted|[Mm]odified|[Ss]ummar(?:y|i[sz]ed))\s(?:from|by)\b
    | \b[A-Z][A-Za-z.]*\ (?:19|20)\d\d(?:\ [A-Z][a-z]{2}[^;()]*)?;\s?\d
    | ^\((?:[Ff]rom|[Ii]n|NTP|APA)\b[^()]*\b(?:19|20)\d\d\b
    """,
    re.VERBOSE,
)
# After a sentence, an author or office with a year is a work, too.
WORK_BEHIND_A_SENTENCE = re.compile(
    r"^\((?!(?:A|At|By|For|Here|In|It|Note|Since|The|There|These|This)\b)[A-Z][^()]*\b(?:19|20)\d\d\b[^()]*\)$"
    r"|^\(from\s+[A-Z]"
)
# Only notes with one of these are searched parenthesis by parenthesis.
MAY_BE_A_WORK = re.compile(rf"\((?:{TAKEN_FROM}|(?:In|NTP|APA)\b|[A-Z][^()]*\b(?:19|20)\d\d\b)")
BEFORE_WORKS = re.compile(
    r"^\s*\(?\s*(?:(?:[Aa]dapted |[Mm]odified |[Ss]ummar(?:y|i[sz]ed) )?(?:[Ff]rom|by):?\s+)?|[\s,]{0,20}\)$"
)
# An address is credited by its site alone.
ADDRESS = re.compile(r"h?ttps?://(?:www\.)?([\w.-]+[\w])(?:[/?#][^\s,;()]*)?|\bwww\.([\w.-]+\w)(?:/[^\s,;()]*)?")
ACCESSED = re.compile(r"(?<=.{9})(?<!\()[,\s]{0,20}\b[Aa]ccess(?:ed)?\b.*$|(?<=^\()accessed ")
# The most characters of a note that is searched; notes have a few hundred.
MAX_NOTE = 20_000
BETWEEN_WORKS = "; "
# Every citation contains one of these.
SIGNS = ("(", "http")


def without_citations(note: str) -> tuple[str, str | None]:
    """Return a scope note without the works that it cites, and these works; None if it cites none."""
    if not any(sign in note for sign in SIGNS) or len(note) > MAX_NOTE or not _may_cite(note):
        return note, None
    works: list[str] = []

    def remove(found: re.Match[str]) -> str:
        cited = found["cited"] or found["last"] or found["book"] or found["address"]
        if not _is_work(found, cited):
            return found[0]
        works.append(_named(cited))
        return "" if found["book"] or _goes_on(found) else "."

    text = note
    # A citation may follow another.
    while (shorter := BEHIND_A_SENTENCE.sub(remove, text)) != text:
        text = shorter
    return (text.strip(), BETWEEN_WORKS.join(dict.fromkeys(works))) if works and text.strip() else (note, None)


def _may_cite(note: str) -> bool:
    return WORK.search(note) is not None or MAY_BE_A_WORK.search(note) is not None


def _is_work(found: re.Match[str], cited: str) -> bool:
    if WORK.search(cited):
        return True
    ends = found.string[: found.start()].rstrip('"”').endswith((".", "!", "?"))
    return ends and WORK_BEHIND_A_SENTENCE.search(cited) is not None


def _named(cited: str) -> str:
    """A citation as it is credited: without parentheses, and an address reduced to the site."""
    work = BEFORE_WORKS.sub("", ACCESSED.sub("", cited))
    return ADDRESS.sub(lambda address: address[1] or address[2], work).strip(" ()")


def _goes_on(found: re.Match[str]) -> bool:
    """Return True if no full stop is needed before a citation: the sentence has ended, or continues after it."""
    before, behind = found.string[: found.start()], found.string[found.end() :]
    has_ended = before.rstrip().rstrip('"”)]').endswith((".", "!", "?", ";", ":")) or not before
    return has_ended or bool(found["address"] and behind.strip())
