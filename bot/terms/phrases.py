"""Phrases in which people say what they see and feel: which of them mean nearly the same.

"Couldn't sleep at all" and "trouble sleeping" have a form in common, so that one may be offered for the other. The
forms are far too loose to answer with: `bot.terms.normal_forms` decides what is a variant of a name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain

import msgspec

from bot.terms.memoized import Memoized
from bot.terms.normal_forms import fold, latin
from bot.terms.spelling import normal_word
from bot.terms.words import stems

WORD_OR_NUMBER = re.compile(r"[a-z]+|\d+")
# "don't" → "dont"
APOSTROPHE = re.compile(r"(?<=[a-z])'(?=[a-z])")
MAX_CACHED_WORDS = 200_000


class PhraseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of `phrases.toml`, which documents each."""

    filler: tuple[str, ...]
    modifier: tuple[str, ...]
    never_alone: tuple[str, ...]
    body_parts: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    stand_for: dict[str, str]
    irregular: dict[str, str]


class Rules(msgspec.Struct, frozen=True):
    """The lists with the stems of their words. `label_of` has the word that stands for a group, by the stem of each
    word of the group; `stand_for` has what stands for several words, by their stems. `known` has all stems.
    """

    filler: frozenset[str]
    modifier: frozenset[str]
    never_alone: frozenset[str]
    body_parts: frozenset[str]
    label_of: dict[str, str]
    stand_for: dict[tuple[str, ...], tuple[str, ...]]
    longest: int
    known: frozenset[str]


@cache
def _lists() -> PhraseWords:
    return msgspec.toml.decode((files(__package__) / "data" / "phrases.toml").read_bytes(), type=PhraseWords)


def _regular(word: str) -> str:
    return normal_word(_lists().irregular.get(word, word))


def _stem(word: str) -> str:
    regular = _regular(word)
    return stems([regular]).get(regular, regular)


_stems = Memoized(_stem, MAX_CACHED_WORDS)


def _words(text: str) -> list[str]:
    return WORD_OR_NUMBER.findall(APOSTROPHE.sub("", latin(fold(text)).replace("’", "'")))


def stem_phrases(texts: Iterable[str]) -> None:
    """Compute the stems of the words of many texts at once, which takes a tenth of the time."""
    unknown = {word: _regular(word) for word in chain.from_iterable(map(_words, texts)) if word not in _stems}
    stem_of = stems(set(unknown.values())) if unknown else {}
    for word, regular in unknown.items():
        _stems[word] = stem_of.get(regular, regular)


def phrase_stems(text: str) -> list[str]:
    """Return the stems of the words of a text, in American spelling, without signs."""
    stem_phrases([text])
    return [_stems[word] for word in _words(text)]


@cache
def phrase_rules() -> Rules:
    """Return the rules of `phrases.toml`; they are read once."""
    lists = _lists()
    stem_phrases(
        [
            *lists.never_alone,
            *lists.body_parts,
            *lists.filler,
            *lists.modifier,
            *chain(*lists.same),
            *chain(*lists.stand_for.items()),
        ]
    )
    labels: dict[str, str] = {}
    for group in lists.same:
        for word in group:
            labels.setdefault(_stems[word], _stems[group[0]])
    stand_for = {tuple(phrase_stems(words)): tuple(phrase_stems(other)) for words, other in lists.stand_for.items()}
    filler, modifier = (frozenset(map(_stems.__getitem__, words)) for words in (lists.filler, lists.modifier))
    return Rules(
        filler=filler,
        modifier=modifier,
        never_alone=_labeled(lists.never_alone, labels),
        body_parts=_labeled(lists.body_parts, labels),
        label_of=labels,
        stand_for=stand_for,
        longest=max(map(len, stand_for)),
        known=frozenset(chain(filler, modifier, labels, *stand_for)),
    )


def _labeled(words: Iterable[str], labels: Mapping[str, str]) -> frozenset[str]:
    return frozenset(labels.get(_stems[word], _stems[word]) for word in words)


def phrase_forms(text: str) -> tuple[str, ...]:
    """Return the forms of a phrase, the closest first: with and without words that say how much, how often and when.

    A form is the words that stand for those of the phrase, each once, in alphabetical order. A text without words has
    none.
    """
    return tuple(dict.fromkeys(filter(None, map(form_of, labels_of(phrase_stems(text))))))


def says_enough(labels: Collection[str]) -> bool:
    """Return False if these words of a form say too little to be a phrase by themselves ("not", "disease", "eye")."""
    rules = phrase_rules()
    return not rules.never_alone.issuperset(labels) and (len(labels) > 1 or rules.body_parts.isdisjoint(labels))


def form_of(labels: Iterable[str]) -> str:
    """Return the form that consists of these words."""
    return " ".join(sorted(labels))


def labels_of(words: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that stand for some stems: all but fillers, and those without modifiers."""
    rules = phrase_rules()
    replaced = list(_replaced(words, rules))
    said = [word for word in replaced if word not in rules.filler] or replaced
    loose = [word for word in said if word not in rules.modifier and not word.isdigit()] or said
    return _labels(said, rules), _labels(loose, rules)


def _replaced(words: Sequence[str], rules: Rules) -> Iterator[str]:
    """Yield the words, with what stands for several of them in their place; the longest come first."""
    at = 0
    while at < len(words):
        lengths = range(min(rules.longest, len(words) - at), 0, -1)
        length = next((some for some in lengths if tuple(words[at : at + some]) in rules.stand_for), 0)
        yield from rules.stand_for[tuple(words[at : at + length])] if length else (words[at],)
        at += length or 1


def _labels(words: Iterable[str], rules: Rules) -> frozenset[str]:
    return frozenset(rules.label_of.get(word, word) for word in words)
