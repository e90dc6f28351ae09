"""Find the sense of an abbreviation that the words around it confirm.

The evidence for a sense: the name of its entry in words elsewhere in the message, cues beside the abbreviation
(bot.lexicon.text_scan.cues), words around it that also occur in names, definitions and related headwords of its entry,
and terms of the message whose definitions name it. Rare words are stronger evidence than common ones. Everyday senses
(bot.lexicon.text_scan.everyday_capitals) are treated alike. All figures were chosen on one half of
benchmarks/quality/abbreviations.toml and measured on the other.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.lexicon.description_search.plain_words import FILLER
from bot.lexicon.text_scan.cues import Cue, beside, cues_beside
from bot.lexicon.text_scan.everyday_capitals import EverydayCapitals
from bot.lexicon.text_scan.prose import Piece, Prose, Run
from bot.terms.model import SemanticType

# The number of words on either side that are considered.
WINDOW = 30
# The value of a shared word by its place in the entry, before it is multiplied by its rarity.
IN_NAME, IN_RELATED, IN_DEFINITION = 1.0, 0.8, 0.6
NAMED_BY_A_TERM = 0.8
SPELLED_ELSEWHERE = 2.0
# Only the strongest words count, and distant ones half: a long message has some word for any sense.
MAX_WORDS_COUNTED = 3
NEAR, DISTANT = 12, 0.5
BESIDE_EVERYDAY, NEAR_EVERYDAY = 2.0, 1.0
# More frequent words, in uses per million, are no evidence ("want", "good").
MAX_FREQUENCY = 400.0
MIN_WORD = 3
MAX_WORDS_SHOWN = 3
MAX_WORDS_BESIDE = 3
HEADING = ":"
MAX_BEFORE_FIGURE = 8

# A sense is confirmed by so much evidence, if it leads the next sense by as much.
MIN_EVIDENCE = 0.9
MIN_LEAD = 0.5
# That a message is about diabetes does not show that "DM me" is. The words around count at most so much against an
# everyday sense; cues count fully.
MAX_AROUND_AGAINST_EVERYDAY = 1.5
MIN_EVIDENCE_AGAINST_EVERYDAY = 0.8
MIN_LEAD_OVER_EVERYDAY = 0.45


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of an entry as stems: those of its names, of its definitions, and of related headwords; `kind` has the
    words of its headword and of its parents.
    """

    types: frozenset[SemanticType]
    names: frozenset[str]
    definitions: frozenset[str]
    related: frozenset[str]
    kind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The strength of the evidence for a sense: from cues beside the abbreviation, and from words around it; and these
    words, the strongest first. `is_small` says that the cues are only numbers and small words.
    """

    beside: float = 0.0
    around: float = 0.0
    words: tuple[str, ...] = ()
    is_small: bool = False

    @property
    def score(self) -> float:
        """The strength of all evidence."""
        return self.beside + self.around

    @property
    def among_senses(self) -> float:
        """The strength against other medical senses: a number beside ("OR at 7") excludes an everyday word, but
        distinguishes no senses.
        """
        return self.around + (0.0 if self.is_small else self.beside)

    @property
    def against_everyday(self) -> float:
        """The strength against an everyday sense."""
        return self.beside + min(self.around, MAX_AROUND_AGAINST_EVERYDAY)


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term that the message names in words: its spelling there, and the stems of its definitions."""

    written: str
    definitions: frozenset[str]


@dataclass(frozen=True, slots=True)
class WordProperties:
    """Properties of words: the stem of each, the rarity of the stem in the lexicon (from 0 to 1), and how often a word
    is used in a million.
    """

    stems: Mapping[str, str]
    rarity: Mapping[str, float]
    frequencies: Mapping[str, float]

    def stem(self, word: str) -> str:
        """Return the stem of a word; the word itself if the lexicon does not know the stem."""
        return self.stems.get(word, word)

    def tells(self, word: str) -> bool:
        """Return True if a word of the message is evidence for the meaning of its neighbors."""
        is_common = word in FILLER or self.frequencies.get(word, 0.0) > MAX_FREQUENCY
        return len(word) >= MIN_WORD and not word.isdigit() and not is_common


def rarity(entries: int, total: int) -> float:
    """Return the rarity of a stem that `entries` of `total` entries have."""
    return 1.0 - math.log1p(entries) / math.log1p(max(total, 1, entries))


class Context:
    """The words around one abbreviation in a message."""

    def __init__(
        self,
        prose: Prose,
        run: Run,
        words: WordProperties,
        terms: Iterable[NamedTerm] = (),
        medicines: Collection[int] = (),
    ) -> None:
        self._words = words
        self._around = [(piece, weight) for piece, weight in _around(prose, run) if words.tells(piece.word)]
        self._before, self._after = _phrases(prose, run)
        self._cues = list(cues_beside(prose, run, medicines))
        self._terms = list(terms)

    def evidence(self, sense: Profile, spelled: str | None) -> Evidence:
        """Return the evidence for a sense; `spelled` is its entry's name in words as it occurs elsewhere in the
        message.
        """
        fitting = [each for each in self._cues if _fits(each.cue, sense, self._words)]
        best = max(fitting, key=lambda each: (not each.cue.is_small, each.cue.weight), default=None)
        beside = (best.cue.weight, best.written) if best else (0.0, "")
        around = sorted(self._found_around(sense).values(), reverse=True)[:MAX_WORDS_COUNTED]
        if spelled:
            around.insert(0, (SPELLED_ELSEWHERE, spelled))
        is_small = best is not None and best.cue.is_small
        return Evidence(beside[0], sum(weight for weight, _ in around), _words([beside, *around]), is_small)

    def _found_around(self, sense: Profile) -> dict[str, tuple[float, str]]:
        """Return the value of each stem around for a sense, and the word of the message with it."""
        found: dict[str, tuple[float, str]] = {}
        for piece, near in self._around:
            stem = self._words.stem(piece.word)
            _keep_best(found, stem, near * self._rarity(stem) * _place(stem, sense), piece.text)
        for term in self._terms:
            for stem in term.definitions & sense.names:
                _keep_best(found, stem, NAMED_BY_A_TERM * self._rarity(stem), term.written)
        return found

    def _rarity(self, stem: str) -> float:
        return self._words.rarity.get(stem, 1.0)

    def everyday(self, capitals: EverydayCapitals | None) -> float:
        """Return the strength of the evidence for the everyday sense."""
        if capitals is None:
            return 0.0
        sides = (not capitals.before.isdisjoint(self._before)) + (not capitals.after.isdisjoint(self._after))
        near = capitals.near & {piece.word for piece, _ in self._around}
        return BESIDE_EVERYDAY * sides + NEAR_EVERYDAY * len(near)


def _around(prose: Prose, run: Run) -> Iterator[tuple[Piece, float]]:
    """Yield the words around a run, and the factor for their distance."""
    last = run.first + len(run.pieces)
    for at, piece in enumerate(prose.pieces[max(run.first - WINDOW, 0) : run.first][::-1]):
        yield piece, 1.0 if at < NEAR else DISTANT
    for at, piece in enumerate(prose.pieces[last : last + WINDOW]):
        yield piece, 1.0 if at < NEAR else DISTANT


def _phrases(prose: Prose, run: Run) -> tuple[set[str], set[str]]:
    """Return the phrases directly before a run, and directly after it."""
    before, after = beside(prose, run, MAX_WORDS_BESIDE)
    phrases_before = {" ".join(before[at:]) for at in range(len(before))}
    phrases_after = {" ".join(after[: at + 1]) for at in range(len(after))}
    return phrases_before, phrases_after | ({HEADING} if _is_heading(prose, run) else set())


def _is_heading(prose: Prose, run: Run) -> bool:
    """Return True if a colon follows that announces something other than a number ("PSA: 4.2")."""
    after = prose.text[run.end : run.end + MAX_BEFORE_FIGURE].lstrip("*_ ")
    return after.startswith(HEADING) and not any(map(str.isdigit, after))


def _place(stem: str, sense: Profile) -> float:
    if stem in sense.names:
        return IN_NAME
    if stem in sense.related:
        return IN_RELATED
    return IN_DEFINITION if stem in sense.definitions else 0.0


def _fits(cue: Cue, sense: Profile, words: WordProperties) -> bool:
    return not cue.types.isdisjoint(sense.types) or any(words.stem(word) in sense.kind for word in cue.words)


def _keep_best(found: dict[str, tuple[float, str]], what: str, weight: float, written: str) -> None:
    if weight > found.get(what, (0.0, ""))[0]:
        found[what] = (weight, written)


def _words(weighted: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """Return the words with a value, the strongest first."""
    weighed = sorted((each for each in weighted if each[0] > 0), key=lambda each: -each[0])
    return tuple(dict.fromkeys(written for _, written in weighed))


def confirmed_sense(weighed: Mapping[int, Evidence]) -> int | None:
    """Return the one of several senses, by entry, that the words around confirm; None if they confirm
    none or several.
    """
    best, *others = sorted(weighed, key=lambda key: -weighed[key].among_senses)
    next_best = weighed[others[0]].among_senses if others else 0.0
    score = weighed[best].among_senses
    return best if score >= MIN_EVIDENCE and score - next_best >= MIN_LEAD else None


def telling_words(weighed: Mapping[int, Evidence], sense: int) -> tuple[str, ...]:
    """Return the words to show as evidence for a sense: those that are evidence for no other sense ("with" is for every
    disease), or else those that are not for all others.
    """
    words = weighed[sense].words
    others = [set(evidence.words) for other, evidence in weighed.items() if other != sense]
    only_here = [word for word in words if not any(word in theirs for theirs in others)]
    telling = [word for word in words if not all(word in theirs for theirs in others)]
    return tuple(only_here or telling or words)[:MAX_WORDS_SHOWN]


def beats_everyday(weighed: Mapping[int, Evidence], everyday: float) -> bool:
    """Return True if the words around confirm a medical sense of a term that people also use every day."""
    best = max(evidence.against_everyday for evidence in weighed.values())
    return best >= MIN_EVIDENCE_AGAINST_EVERYDAY and best - everyday >= MIN_LEAD_OVER_EVERYDAY
