"""Trials of finding the entry that was meant: by lists of misspellings, by typing errors, and while a name is typed."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.quality.asking import Outcome, keys_named, look_up, rank, type_out
from benchmarks.quality.measures import Measures, Share, recall
from benchmarks.quality.sampling import draw, draw_known, headwords, randomness, weighted_names
from benchmarks.quality.truth import OFFERED
from benchmarks.quality.typos import WORDS_OF_A_MULTI_WORD_NAME, Typo, multi_word_typo, one_edit, typo
from bot.lexicon.dictionary import Dictionary
from bot.terms.normal_forms import fold, normal_forms

# For every so many names that are mistyped, one name of several words is mistyped as one of several words.
NAMES_FOR_ONE_OF_SEVERAL_WORDS = 4
LENGTHS_OF_PREFIXES = (3, 5, 8)
LENGTH_OF_MISTYPED_PREFIX = 8


@dataclass(frozen=True, slots=True)
class Tried:
    """A typed text, the name that was meant, the kind of trial, the outcome, and the place of the entry in it."""

    typed: str
    meant: str
    kind: str
    outcome: Outcome
    place: int | None

    @property
    def is_wrong_answer(self) -> bool:
        """True if an entry was answered that is not the one that was meant."""
        return self.outcome.is_answer and self.place is None

    def __str__(self) -> str:
        return f"{self.typed!r} → {self.outcome}   [meant: {self.meant}]"


@dataclass(frozen=True, slots=True)
class Trials:
    """All trials, and the number of those that could not be made, by reason."""

    tried: list[Tried] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)

    @property
    def wrong_answers(self) -> list[Tried]:
        """The trials that were answered with another entry."""
        return [one for one in self.tried if one.is_wrong_answer]

    def measure(self, what: str) -> Measures:
        """The recall of all and of each kind, and the share that was not answered with another entry."""
        measures = recall(what, [one.place for one in self.tried])
        for kind in sorted({one.kind for one in self.tried} - {""}):
            measures |= recall(f"{what}, {kind}", [one.place for one in self.tried if one.kind == kind])
        looked_up = [one for one in self.tried if one.outcome.match != OFFERED]
        if looked_up:
            not_wrong = Share(len(looked_up) - len(self.wrong_answers), len(looked_up))
            measures[f"{what}, not answered with another entry: right"] = not_wrong
        return measures


async def try_pairs(dictionary: Dictionary, path: Path) -> Trials:
    """Try everything in a list of misspellings: TSV with the columns `typed`, `meant` and optionally `set`.

    Raises ValueError if the file has no such columns.
    """
    trials = Trials()
    for pair in _pairs(path):
        meant = await keys_named(dictionary, pair["meant"])
        if meant:
            trials.tried.append(await _try(dictionary, pair["typed"], pair["meant"], pair.get("set") or "", meant))
        else:
            trials.left_out["no entry has the name that was meant"] += 1
    return trials


def _pairs(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not {"typed", "meant"} <= set(reader.fieldnames or ()):
            raise ValueError(
                f"{path} does not begin with a line that names the columns typed and meant. Put one there."
            )
        yield from reader


async def try_typos(dictionary: Dictionary, number: int, seed: int) -> Trials:
    """Try so many mistyped names, and a fourth as many mistyped names of several words."""
    trials = Trials()
    names = await weighted_names(dictionary.lexicon)
    for mistyped in _typos(names, number, seed):
        if mistyped is None:
            trials.left_out["nothing to mistype"] += 1
        elif await _is_a_name(dictionary, mistyped.typed):
            trials.left_out["another real name"] += 1
        else:
            meant = await keys_named(dictionary, mistyped.name)
            trials.tried.append(await _try(dictionary, mistyped.typed, mistyped.name, mistyped.kind, meant))
    return trials


def _typos(names: Iterable[str], number: int, seed: int) -> Iterator[Typo | None]:
    names = list(names)
    for name in draw(names, number, seed):
        yield typo(name, randomness(name, seed))
    several = [name for name in names if len(name.split()) in WORDS_OF_A_MULTI_WORD_NAME]
    for name in draw(several, number // NAMES_FOR_ONE_OF_SEVERAL_WORDS, seed):
        yield multi_word_typo(name, randomness(name, seed))


async def _is_a_name(dictionary: Dictionary, typed: str) -> bool:
    lexicon = dictionary.lexicon
    return bool(await lexicon.owners_of_name(fold(typed)) or await lexicon.owners_of_forms(normal_forms(typed)))


async def _try(dictionary: Dictionary, typed: str, name: str, kind: str, meant: frozenset[str]) -> Tried:
    outcome = await look_up(dictionary, typed)
    place = await rank(dictionary, outcome, lambda key, _: key in meant)
    return Tried(typed, name, kind, outcome, place)


async def try_prefixes(dictionary: Dictionary, number: int, seed: int) -> Trials:
    """Type so many known names, and as many headwords, letter by letter, and see if they are offered."""
    lexicon = dictionary.lexicon
    drawn = {
        "known names": draw_known(await weighted_names(lexicon), number, seed),
        "any headword": draw(await headwords(lexicon), number, seed),
    }
    trials = Trials()
    for whose, names in drawn.items():
        for name in names:
            trials.tried.extend([one async for one in _typing_out(dictionary, name, whose, seed)])
    return trials


async def _typing_out(dictionary: Dictionary, name: str, whose: str, seed: int) -> AsyncIterator[Tried]:
    meant = await keys_named(dictionary, name)
    for how, typed in _beginnings(name, seed):
        outcome = await type_out(dictionary, typed)
        place = await rank(dictionary, outcome, lambda key, _: key in meant)
        yield Tried(typed, name, f"{whose}, {how}", outcome, place)


def _beginnings(name: str, seed: int) -> Iterator[tuple[str, str]]:
    """The beginnings of a name that are typed, and the kind of each; the whole name is none of them."""
    for length in LENGTHS_OF_PREFIXES:
        if len(name) > length:
            yield f"after {length} letters", name[:length]
    if len(name) > LENGTH_OF_MISTYPED_PREFIX:
        _, typed = one_edit(name[:LENGTH_OF_MISTYPED_PREFIX], randomness(name, seed))
        yield f"after {LENGTH_OF_MISTYPED_PREFIX} letters, one wrong", typed
