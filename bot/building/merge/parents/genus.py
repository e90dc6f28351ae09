"""The genus of a thing, from its names and definitions: "bacterial meningitis" is a meningitis, and a definition that
begins with "An inflammation of …" defines an inflammation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from bot.building.merge.parents.claims import is_plural
from bot.building.merge.parents.word_lists import words_for_parents
from bot.building.merge.records import Group, Record, precedence
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.model import NameKind
from bot.terms.normal_forms import READ_WITH_OTHERS, form_of_words, is_inverted, normal_words
from bot.terms.spelling import singular

# "A type of", "One of a group of": the genus follows.
LEADING = re.compile(
    r"^(?:In \w+, )?(?:Also called [^,]+, it is )?(?:(?:An?|The|One|Any|Some) )?(?:of (?:an?|the|several|two) )?"
    r"(?:\w+est of (?:the )?(?:two |three |four |five |six |seven |several )?)?"
    r"(?:[\w, -]{0,60}?\b(?:type|form|kind|group|class|family|subtype|variant|member)s? of )?(?:an? |the )?",
    re.IGNORECASE,
)
PHRASE_END = re.compile(
    r" (?:that|which|who|whose|in|of|on|at|to|by|for|from|with|within|without|due|used|being|made|found|caused|"
    r"marked|resulting|occurring|affecting|arising|produced|lying|is|are|was|has|have|into|between|during|composed|"
    r"consisting|called|and|or|when|where|\w+ing (?:the|an?|each|both|all|in|through|along)|"
    r"\w+ed (?:by|from|in|to|with|on|at|of|as|for))\b|[.;:(]"
    r"|, (?:usually|often|which|that)\b"
)
NO_PHRASE = re.compile(r"(?:Being|Having|How|What|When|Where|Whether) ")
MAX_PHRASE = 160
MAX_SENTENCE = 400
BETWEEN_SENTENCES = "\n"
# The same words occur again and again.
MAX_MEMOIZED = 20_000
MAX_WORDS = 5
MAX_DEFINITIONS = 4
NAMES = frozenset({NameKind.PREFERRED, NameKind.PLAIN})
PREPOSITIONS = frozenset({"due", "in", "of", "with", "without"})
BETWEEN_TWO = frozenset({"and", "or"})
# "The bones that form the head" defines a set of several things.
SET_BEFORE = "The "


def leading_records(group: Group) -> list[Record]:
    """Return the records of the first source of a group: these decide what its page is about."""
    if len(group) == 1:
        return group
    first = min((precedence(record.source) for record in group), default=None)
    return [record for record in group if precedence(record.source) == first]


def leading_forms(group: Group) -> frozenset[str]:
    """Return the normal forms of the names and synonyms in the first source's records."""
    return frozenset().union(*(record.preferred_forms | record.synonym_forms for record in leading_records(group)))


def natural_words(name: str) -> list[str]:
    """Return the words of a name in normal spelling and natural order, without a qualifier in brackets."""
    return normal_words(in_natural_order(name))


def in_natural_order(name: str) -> str:
    """Return a name in natural word order, without a qualifier in brackets."""
    name = name.partition(" (")[0]
    return " ".join(reversed(name.split(", "))) if is_inverted(name) else name


def name_tails(group: Group) -> frozenset[str]:
    """Return the normal forms of the last words of a group's preferred names, also without "of" and the words after it.

    Records whose name differs from what the page is about are ignored. The words after "of" are no genus themselves.
    """
    about = leading_forms(group) if len(group) > 1 else frozenset()
    names = {
        in_natural_order(name.name)
        for record in group
        if record.source.language == "en" and (len(group) == 1 or record.preferred_forms & about)
        for name in record.concept.names
        if name.kind in NAMES and not looks_like_abbreviation(name.name)
    }
    return frozenset(tail for name in names for way in {name, name.partition(" of ")[0]} for tail in _name_tails(way))


def genus_tails(group: Group) -> frozenset[str]:
    """Return the normal forms of the last words of the genus in each definition. "The bones" is no genus, but a set."""
    parts = ([record] for record in group)
    texts = (text for part in parts for text in _definitions(part) if not _is_of_set(part[0], text))
    return frozenset(tail for text in texts for tail in _tails(genus(text)))


def mentioned(group: Group) -> str:
    """Return the first sentences of a group's definitions after the genus, spelled like normal forms."""
    texts = map(_behind_genus, _definitions(group))
    return BETWEEN_SENTENCES.join(
        form_of_words([w for word in text.split() for w in _normal_words(word)]) for text in texts
    )


def _is_of_set(record: Record, text: str) -> bool:
    last = genus(text).rpartition(" ")[2] if text.startswith(SET_BEFORE) else ""
    return singular(last) != last and not is_plural(record)


def _name_tails(name: str) -> Iterator[str]:
    """Yield those last words of a name that say what the thing is.

    Words after a preposition do not ("lack of emotion"), nor does the last of several things ("buprenorphine and
    naloxone").
    """
    words = name.split()
    start = next((at for at, word in enumerate(words) if at and word.lower() in PREPOSITIONS), len(words))
    for tail, at in zip(_tails(name), range(len(words) - 1, -1, -1), strict=False):
        if at < start and not (at and words[at - 1].lower() in BETWEEN_TWO):
            yield tail


def _tails(phrase: str) -> Iterator[str]:
    """Yield the normal forms of the last words of a phrase, up to the whole phrase. Words are not divided at hyphens:
    non-allergic is not allergic.
    """
    parts = list(map(_normal_words, phrase.split()[-MAX_WORDS:]))
    form_of = "".join if _are_plain(list(chain.from_iterable(parts))) else form_of_words
    tail: list[str] = []
    for words in reversed(parts):
        tail = [*words, *tail]
        yield form_of(tail)


def _are_plain(words: list[str]) -> bool:
    """Return True if the words form the same normal form when they are simply joined: they consist of letters and
    change no neighboring word.
    """
    is_long = bool(words) and min(map(len, words)) > 1
    return is_long and "".join(words).isalpha() and READ_WITH_OTHERS.isdisjoint(words)


_normal_words = lru_cache(MAX_MEMOIZED)(normal_words)


def clear_word_cache() -> None:
    """Clear the cache of normal words."""
    _normal_words.cache_clear()


def _behind_genus(text: str) -> str:
    phrase = LEADING.sub("", text[:MAX_SENTENCE].partition(". ")[0], count=1)
    end = PHRASE_END.search(phrase)
    return phrase[end.end() :] if end else ""


def is_grouping(name: str) -> bool:
    """Return True if a name is that of a class of disorders: "eye disease", "injuries of the knee"."""
    words = natural_words(name)
    end = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return bool(words[:end]) and words[end - 1] in words_for_parents().groupings


def genus(definition: str) -> str:
    """Return the noun phrase with which a definition begins; "" if it begins with something else."""
    if NO_PHRASE.match(definition):
        return ""
    phrase = LEADING.sub("", definition[:MAX_PHRASE], count=1)
    end = PHRASE_END.search(phrase)
    return phrase[: end.start()] if end else ""


def _definitions(group: Group) -> Iterator[str]:
    for record in group:
        if record.source.language == "en":
            yield from record.concept.definitions[:MAX_DEFINITIONS]
