"""rapidfuzz over all names: what a program without an index does (https://rapidfuzz.github.io/RapidFuzz/)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from benchmarks.lookup.peers.contestant import MAX_SHOWN, InProcess, each_once, names


class Scan(InProcess):
    """`process.extract` with one measure."""

    def __init__(self, lexicon: Path, keys: list[str], measure: Callable[..., Any]) -> None:
        self._path = lexicon
        self._keys = keys
        self._measure = measure

    async def open(self) -> None:
        """Hold every name."""
        self._names = [name for name, _ in names(self._path)]

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the 25 most similar names."""
        found = process.extract(typed, self._names, scorer=self._measure, limit=MAX_SHOWN)
        return each_once(self._keys[at] for _, _, at in found)


def weighted_ratio(lexicon: Path, keys: list[str]) -> Scan:
    """With WRatio, the default of `extract`."""
    return Scan(lexicon, keys, fuzz.WRatio)


def ratio(lexicon: Path, keys: list[str]) -> Scan:
    """With the similarity by insertions and deletions."""
    return Scan(lexicon, keys, fuzz.ratio)


def string_alignment(lexicon: Path, keys: list[str]) -> Scan:
    """With the optimal string alignment distance."""
    return Scan(lexicon, keys, OSA.normalized_similarity)
