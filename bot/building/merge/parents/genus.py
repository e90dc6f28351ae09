"""What a thing is called a kind of by its own names and definitions: "bacterial meningitis" is a meningitis, and what begins with "An
inflammation of …" is an inflammation.
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

# "A type of", "One of a group of": what follows says what the thing is.
LEADING = re.compile(
    r"^(?:In \w+, )?(?:Also called [^,]+, it is )?(?:(?:An?|The|One|Any|Some) )?(?:of (?:an?|the|several|two) )?"
    r"(?:\w+est of (?:the )?(?:two |three |four |five |six |seven |several )?)?"
    r"(?:[\w, -]{0,60}?\b(?:type|form|kind|group|class|family|subtype|variant|member)s? of )?(?:an? |the )?",
    re.IGNORECASE,
)
PHRASE_END = re.compile(
    r" (?:that|which|who|whose|in|of|on|at|to|by|for|from|with|within|without|due|used|being|made|found|caused|marked|resulting|"
    r"occurring|affecting|arising|produced|lying|is|are|was|has|have|into|between|during|composed|"
    r"consisting|called|and|or|when|where|\w+ing (?:the|an?|each|both|all|in|through|along)|"
    r"\w+ed (?:by|from|in|to|with|on|at|of|as|for))\b|[.;:(]"
    r"|, (?:usually|often|which|that)\b"
)
NO_PHRASE = re.compile(r"(?:Being|Having|How|What|When|Where|Whether) ")
MAX_PHRASE = 160
MAX_SENTENCE = 400
SENTENCES_APART = "\n"
# Words repeat: so many keep their normal spelling at hand.
MAX_KEPT = 20_000
MAX_WORDS = 5
MAX_DEFINITIONS = 4
NAMES = frozenset({NameKind.PREFERRED, NameKind.PLAIN})
PREPOSITIONS = frozenset({"due", "in", "of", "with", "without"})
BETWEEN_TWO = frozenset({"and", "or"})
# Before what stands behind its words it is a set of several things that a definition speaks of: "The bones that form the head."
SET_BEFORE = "The "


def heads(group: Group) -> list[Record]:
    """The records of the source that speaks first for a group: what its page is about."""
    if len(group) == 1:
        return group
    first = min((precedence(record.source) for record in group), default=None)
    return [record for record in group if precedence(record.source) == first]


def forms_of_heads(group: Group) -> frozenset[str]:
    """The normal forms of the names that mean what a group's page is about."""
    return frozenset().union(*(record.preferred_forms | record.synonym_forms for record in heads(group)))


def natural_words(name: str) -> list[str]:
    """The words of a name in their normal spelling, in their natural order, without what stands in brackets."""
    return normal_words(natural(name))


def natural(name: str) -> str:
    """A name turned round where its commas turn it, without what stands in brackets."""
    name = name.partition(" (")[0]
    return " ".join(reversed(name.split(", "))) if is_inverted(name) else name


def name_tails(group: Group) -> frozenset[str]:
    """What the preferred names of a group's records end with, as normal forms, without "of" and what is behind it, too. Records
    that are named otherwise than what the page is about are not heard. What is behind "of" says nothing of its own.
    """
    about = forms_of_heads(group) if len(group) > 1 else frozenset()
    names = {
        natural(name.name)
        for record in group
        if record.source.language == "en" and (len(group) == 1 or record.preferred_forms & about)
        for name in record.concept.names
        if name.kind in NAMES and not looks_like_abbreviation(name.name)
    }
    return frozenset(tail for name in names for way in {name, name.partition(" of ")[0]} for tail in _name_tails(way))


def genus_tails(group: Group) -> frozenset[str]:
    """What a group's definitions begin by calling the thing, as the normal forms of its last words. What is called "the bones" is
    none of them but their set.
    """
    parts = ([record] for record in group)
    texts = (text for part in parts for text in _definitions(part) if not _is_of_set(part[0], text))
    return frozenset(tail for text in texts for tail in _tails(genus(text)))


def mentioned(group: Group) -> str:
    """What the first sentences of a group's definitions say behind the words for what the thing is, written as a normal form is."""
    texts = map(_behind_genus, _definitions(group))
    return SENTENCES_APART.join(
        form_of_words([w for word in text.split() for w in _normal_words(word)]) for text in texts
    )


def _is_of_set(record: Record, text: str) -> bool:
    last = genus(text).rpartition(" ")[2] if text.startswith(SET_BEFORE) else ""
    return singular(last) != last and not is_plural(record)


def _name_tails(name: str) -> Iterator[str]:
    """The tails of a name that say what the thing is: none that is all behind a preposition ("lack of emotion"), or that is only the
    last of several things ("buprenorphine and naloxone").
    """
    words = name.split()
    start = next((at for at, word in enumerate(words) if at and word.lower() in PREPOSITIONS), len(words))
    for tail, at in zip(_tails(name), range(len(words) - 1, -1, -1), strict=False):
        if at < start and not (at and words[at - 1].lower() in BETWEEN_TWO):
            yield tail


def _tails(phrase: str) -> Iterator[str]:
    """The normal forms of the last words of a phrase, the whole of it among them. A word is not parted at its hyphens: what is
    non-allergic is not allergic.
    """
    parts = list(map(_normal_words, phrase.split()[-MAX_WORDS:]))
    form_of = "".join if _are_plain(list(chain.from_iterable(parts))) else form_of_words
    tail: list[str] = []
    for words in reversed(parts):
        tail = [*words, *tail]
        yield form_of(tail)


def _are_plain(words: list[str]) -> bool:
    """Whether these words make the same form run together as by all rules: they are of letters, and change no others beside them."""
    is_long = bool(words) and min(map(len, words)) > 1
    return is_long and "".join(words).isalpha() and READ_WITH_OTHERS.isdisjoint(words)


_normal_words = lru_cache(MAX_KEPT)(normal_words)


def forget_words() -> None:
    """Let go of the words that are kept."""
    _normal_words.cache_clear()


def _behind_genus(text: str) -> str:
    phrase = LEADING.sub("", text[:MAX_SENTENCE].partition(". ")[0], count=1)
    end = PHRASE_END.search(phrase)
    return phrase[end.end() :] if end else ""


def is_grouping(name: str) -> bool:
    """Whether a name is that of a group of disorders: "eye disease", "injuries of the knee"."""
    words = natural_words(name)
    end = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return bool(words[:end]) and words[end - 1] in words_for_parents().groupings


def genus(definition: str) -> str:
    """The noun phrase with which a definition begins; empty where its first words are no such phrase."""
    if NO_PHRASE.match(definition):
        return ""
    phrase = LEADING.sub("", definition[:MAX_PHRASE], count=1)
    end = PHRASE_END.search(phrase)
    return phrase[: end.start()] if end else ""


def _definitions(group: Group) -> Iterator[str]:
    for record in group:
        if record.source.language == "en":
            yield from record.concept.definitions[:MAX_DEFINITIONS]
