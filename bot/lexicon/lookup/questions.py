"""Extract the term from a query that is a sentence: "what is a heart attack?", "define: COPD", "`angina`".

Nothing is guessed: only question words and surrounding marks are removed, and the query is tried as typed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Quotation marks, and the marks of Discord's text formatting (https://support.discord.com/hc/articles/210298617).
SURROUNDING = ' \t"“”„«»`*_~|'
CLOSING = " \t.,;:!?…¿¡"
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">", "'": "'", "‘": "’"}
BULLET = re.compile(r"^(?:[-•>#]+|/define)\s+")

ASKING = re.compile(
    r"""(?:
      (?:please|pls|plz|hi|hey|hello|ok|okay|so|um|sorry)\b
    | (?:can|could|would)\s+(?:you|someone|anyone|somebody|anybody)\b
    | (?:does|do)\s+(?:anyone|anybody|you)\s+know\b
    | (?:tell|give)\s+me\b | i\s+(?:want|need|would\s+like)\s+to\s+know\b
    | (?:look\s*up|search(?:\s+for)?|explain|describe)\b
    | (?:what['’]?s|what|wat|who)\b | (?:is|are|was|were|does|do|did)\s+(?:meant\s+by\b)?
    | (?:about|the\s+)?(?:define|definition|meaning)\b(?:\s+of\b)?
    | you\s+mean\s+by\b | (?:about|exactly|actually)\b | the\s+(?:word|term|abbreviation|acronym)\b
    | (?:qu[eé]\s+(?:es|son|significa)|define|definici[oó]n\s+de|significado\s+de)\b
    )[\s,:;=–—-]*""",
    re.IGNORECASE | re.VERBOSE,
)
QUESTION_ENDING = re.compile(
    r"""[\s,:;–—-]+(?:
      what\s+(?:is|are|does)\s+(?:it|that|this|they)(?:\s+mean)? | mean | means | is | are | meaning | definition
    | stand\s+for | please | pls | plz | thanks | thank\s+you | exactly
    | in\s+(?:simple|plain|lay(?:man['’]?s)?|easy|normal)\s+(?:terms|words|english|language)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
BETWEEN_TERMS = re.compile(r"\s*[,;/|+&]\s*|\s+(?:vs?\.?|versus|and|or|y|o|u|e)\s+", re.IGNORECASE)
MAX_TOGETHER = 5
# "A fib" does not mean "fib".
MIN_AFTER_ARTICLE = 4
ARTICLE = re.compile(r"(?:an?|the|un|una|el|la|los|las)\s+", re.IGNORECASE)


def terms_asked_for(query: str) -> Iterator[str]:
    """Yield the possible terms in the order in which to try them: the query without surrounding marks, then without
    question words, then without its article.
    """
    bare = without_surroundings(query)
    yield bare
    asked = _without_asking(bare) or bare
    if asked != bare:
        yield asked
    article = ARTICLE.match(asked)
    if article and len(asked) - article.end() >= MIN_AFTER_ARTICLE:
        yield asked[article.end() :]


def terms_asked_together(term: str) -> list[str]:
    """Return the terms in "asthma, COPD", "prednisone / prednisolone" or "asthma vs bronchitis"; none if there is only
    one or too many.
    """
    terms = [without_surroundings(part) for part in BETWEEN_TERMS.split(term)]
    return terms if 1 < len(terms) <= MAX_TOGETHER and min(map(len, terms)) > 1 else []


def without_surroundings(query: str) -> str:
    """Return the query without surrounding quotation marks, brackets, formatting and closing marks; unchanged if
    nothing else is in it.
    """
    text = BULLET.sub("", query)
    before = None
    while text != before:
        before = text
        text = text.strip(SURROUNDING).rstrip(CLOSING).lstrip("¿¡")
        if len(text) > 1 and BRACKETS.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
            text = text[1:-1]
    return text or query


def _without_asking(text: str) -> str:
    before = None
    while text != before:
        before = text
        asking = ASKING.match(text)
        text = QUESTION_ENDING.sub("", text[asking.end() :] if asking else text)
    return without_surroundings(text) if text else text
