"""Which sense of an abbreviation the words around it bear out.

Each sense gathers what speaks for it: the name of its entry in words elsewhere in the message, words right
beside the abbreviation that tell its sort (bot.lexicon.text_scan.cues), words around it that stand in names,
definitions and related headwords of its entry, and terms of the message whose own definitions name it. A rare
word tells more than a common one. An everyday sense (bot.lexicon.text_scan.everyday_capitals) gathers
likewise. All figures below were chosen on one half of benchmarks/quality/abbreviations.toml, and counted on
the other.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.lexicon.description_search.plain_words import FILLER, KIN
from bot.lexicon.text_scan.cues import Cue, beside, cues_beside
from bot.lexicon.text_scan.everyday_capitals import EverydayCapitals
from bot.lexicon.text_scan.prose import Piece, Prose, Run
from bot.terms.model import SemanticType

# So many words on either side are the words around an abbreviation.
WINDOW = 30
# How much a shared word tells by where the entry has it, before it is multiplied by how rare it is.
IN_NAME, IN_RELATED, IN_DEFINITION = 1.0, 0.8, 0.6
KINDRED_WORD = 0.5
NAMED_BY_A_TERM = 0.8
SPELLED_ELSEWHERE = 2.0
# Of all words around only those that tell most count, and those further away by half: a long message has some
# word for anything.
MAX_WORDS_COUNTED = 3
NEAR, FAR = 12, 0.5
BESIDE_EVERYDAY, NEAR_EVERYDAY = 2.0, 1.0
# Words that are said more often in a million tell nothing ("want", "good").
MAX_FREQUENCY = 400.0
MIN_WORD = 3
MAX_WORDS_SHOWN = 3
MAX_WORDS_BESIDE = 3
HEADING = ":"
MAX_BEFORE_FIGURE = 8

# A sense is borne out when it has gathered so much, and so much more than the next.
MIN_EVIDENCE = 0.9
MIN_LEAD = 0.5
# That a message is about diabetes hardly tells whether "DM me" is. So much at most do the words around tell
# against an everyday sense; those right beside tell as always.
MAX_AROUND_AGAINST_EVERYDAY = 1.5
MIN_EVIDENCE_AGAINST_EVERYDAY = 0.8
MIN_LEAD_OVER_EVERYDAY = 0.45


@dataclass(frozen=True, slots=True)
class Profile:
    """What words an entry is known by, as stems: those of its names, of its definitions, and of the headwords
    that it is related to; `kind` has the words of its headword and of what it is a kind of.
    """

    types: frozenset[SemanticType]
    names: frozenset[str]
    definitions: frozenset[str]
    related: frozenset[str]
    kind: frozenset[str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much the words right beside an abbreviation speak for a sense, and how much those around it do; and
    these words, those that tell most first. `is_small` says that those beside are only numbers and small
    words.
    """

    beside: float = 0.0
    around: float = 0.0
    words: tuple[str, ...] = ()
    is_small: bool = False

    @property
    def score(self) -> float:
        """How much all of them do."""
        return self.beside + self.around

    @property
    def among_senses(self) -> float:
        """How much they do against other medical senses: a number beside ("OR at 7") tells that it is no
        everyday word, but not which.
        """
        return self.around + (0.0 if self.is_small else self.beside)

    @property
    def against_everyday(self) -> float:
        """How much they do against an everyday sense."""
        return self.beside + min(self.around, MAX_AROUND_AGAINST_EVERYDAY)


@dataclass(frozen=True, slots=True)
class NamedTerm:
    """A term that the message names in words: how it is written there, and the stems of its definitions."""

    written: str
    definitions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words: the stem of each, how rare the stem is in the lexicon (from 0 to 1), and how
    often a word is said in a million.
    """

    stems: Mapping[str, str]
    rarity: Mapping[str, float]
    frequencies: Mapping[str, float]

    def stem(self, word: str) -> str:
        """The stem of a word; the word itself where the lexicon has none of that stem."""
        return self.stems.get(word, word)

    def tells(self, word: str) -> bool:
        """Whether a word of the message tells anything of what stands around it."""
        is_common = word in FILLER or self.frequencies.get(word, 0.0) > MAX_FREQUENCY
        return len(word) >= MIN_WORD and not word.isdigit() and not is_common


def rarity(entries: int, total: int) -> float:
    """How rare a stem is that so many of all entries have."""
    return 1.0 - math.log1p(entries) / math.log1p(max(total, 1, entries))


class Context:
    """The words around one abbreviation in a message."""

    def __init__(
        self, prose: Prose, run: Run, words: Words, terms: Iterable[NamedTerm] = (), medicines: Collection[int] = ()
    ) -> None:
        self._words = words
        self._around = [(piece, weight) for piece, weight in _around(prose, run) if words.tells(piece.word)]
        self._before, self._after = _phrases(prose, run)
        self._cues = list(cues_beside(prose, run, medicines))
        self._terms = list(terms)

    def evidence(self, sense: Profile, spelled: str | None) -> Evidence:
        """What speaks for a sense; `spelled` is its entry's name in words, as it stands elsewhere in the message."""
        fitting = [each for each in self._cues if _fits(each.cue, sense, self._words)]
        best = max(fitting, key=lambda each: (not each.cue.is_small, each.cue.weight), default=None)
        beside = (best.cue.weight, best.written) if best else (0.0, "")
        around = sorted(self._found_around(sense).values(), reverse=True)[:MAX_WORDS_COUNTED]
        if spelled:
            around.insert(0, (SPELLED_ELSEWHERE, spelled))
        is_small = best is not None and best.cue.is_small
        return Evidence(beside[0], sum(weight for weight, _ in around), _words([beside, *around]), is_small)

    def _found_around(self, sense: Profile) -> dict[str, tuple[float, str]]:
        """How much each stem around tells for a sense, and the word that it was found by."""
        found: dict[str, tuple[float, str]] = {}
        for piece, near in self._around:
            stem, weight = self._shared(piece, sense)
            _keep_best(found, stem, near * weight, piece.text)
        for term in self._terms:
            for stem in term.definitions & sense.names:
                _keep_best(found, stem, NAMED_BY_A_TERM * self._rarity(stem), term.written)
        return found

    def _shared(self, piece: Piece, sense: Profile) -> tuple[str, float]:
        """The stem of a word that an entry shares, or of one that stands for it, and how much that tells."""
        stem = self._words.stem(piece.word)
        weight = self._rarity(stem) * _place(stem, sense)
        for other in KIN.get(piece.word, ()):
            kindred = self._words.stem(other)
            weight = max(weight, KINDRED_WORD * self._rarity(kindred) * _place(kindred, sense))
        return stem, weight

    def _rarity(self, stem: str) -> float:
        return self._words.rarity.get(stem, 1.0)

    def everyday(self, capitals: EverydayCapitals | None) -> float:
        """How much speaks for the everyday sense."""
        if capitals is None:
            return 0.0
        sides = (not capitals.before.isdisjoint(self._before)) + (not capitals.after.isdisjoint(self._after))
        near = capitals.near & {piece.word for piece, _ in self._around}
        return BESIDE_EVERYDAY * sides + NEAR_EVERYDAY * len(near)


def _around(prose: Prose, run: Run) -> Iterator[tuple[Piece, float]]:
    """The words around a run, and how much each counts by how near it is."""
    last = run.first + len(run.pieces)
    for at, piece in enumerate(prose.pieces[max(run.first - WINDOW, 0) : run.first][::-1]):
        yield piece, 1.0 if at < NEAR else FAR
    for at, piece in enumerate(prose.pieces[last : last + WINDOW]):
        yield piece, 1.0 if at < NEAR else FAR


def _phrases(prose: Prose, run: Run) -> tuple[set[str], set[str]]:
    """The phrases right before a run, and right after it."""
    before, after = beside(prose, run, MAX_WORDS_BESIDE)
    phrases_before = {" ".join(before[at:]) for at in range(len(before))}
    phrases_after = {" ".join(after[: at + 1]) for at in range(len(after))}
    return phrases_before, phrases_after | ({HEADING} if _is_heading(prose, run) else set())


def _is_heading(prose: Prose, run: Run) -> bool:
    """Whether a colon follows that announces something, not a figure ("PSA: 4.2")."""
    after = prose.text[run.end : run.end + MAX_BEFORE_FIGURE].lstrip("*_ ")
    return after.startswith(HEADING) and not any(map(str.isdigit, after))


def _place(stem: str, sense: Profile) -> float:
    if stem in sense.names:
        return IN_NAME
    if stem in sense.related:
        return IN_RELATED
    return IN_DEFINITION if stem in sense.definitions else 0.0


def _fits(cue: Cue, sense: Profile, words: Words) -> bool:
    return not cue.types.isdisjoint(sense.types) or any(words.stem(word) in sense.kind for word in cue.words)


def _keep_best(found: dict[str, tuple[float, str]], what: str, weight: float, written: str) -> None:
    if weight > found.get(what, (0.0, ""))[0]:
        found[what] = (weight, written)


def _words(told: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """The words that tell anything, those that tell most first."""
    weighed = sorted((each for each in told if each[0] > 0), key=lambda each: -each[0])
    return tuple(dict.fromkeys(written for _, written in weighed))


def borne_out(weighed: Mapping[int, Evidence]) -> int | None:
    """The one of several senses, by entry, that the words around bear out; None where they don't, or bear out
    more than one.
    """
    best, *others = sorted(weighed, key=lambda key: -weighed[key].among_senses)
    next_best = weighed[others[0]].among_senses if others else 0.0
    score = weighed[best].among_senses
    return best if score >= MIN_EVIDENCE and score - next_best >= MIN_LEAD else None


def telling_words(weighed: Mapping[int, Evidence], sense: int) -> tuple[str, ...]:
    """The words to show for a sense, of those that speak for it: the first that speak for no other one as
    well ("with" does for every disease), else those that don't for all others.
    """
    words = weighed[sense].words
    others = [set(evidence.words) for other, evidence in weighed.items() if other != sense]
    only_here = [word for word in words if not any(word in theirs for theirs in others)]
    telling = [word for word in words if not all(word in theirs for theirs in others)]
    return tuple(only_here or telling or words)[:MAX_WORDS_SHOWN]


def beats_everyday(weighed: Mapping[int, Evidence], everyday: float) -> bool:
    """Whether the words around bear out a medical sense of what people also write every day."""
    best = max(evidence.against_everyday for evidence in weighed.values())
    return best >= MIN_EVIDENCE_AGAINST_EVERYDAY and best - everyday >= MIN_LEAD_OVER_EVERYDAY
