"""The terms of an ontology that the catalogue excludes (`Source.leaves_out`): structures that only animals have,
diseases of pets.

A term's ancestors are only known when the whole file has been read, so the file of a source that excludes branches is
read twice; the first time only identifiers are stored.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO

from bot.files import data_folder
from bot.sources.archives.opening import damage_errors, members
from bot.sources.catalogue import LeftOut

CHUNK = 1 << 18
# The most bytes of a line; a file with a longer one is refused when its terms are read.
MAX_LINE = 1 << 22
IDENTIFIERS = re.compile(rb"^(id|is_a|subset|relationship: (?:part_of|BFO:0000050)):?[ \t]*(\S+)", re.MULTILINE)


@dataclass(slots=True)
class Hierarchy:
    """The terms directly below each term, and the terms of each subset."""

    children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    subsets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    terms: int = 0

    def below(self, roots: Iterable[str]) -> set[str]:
        """Return these terms and everything that is a kind or a part of them, directly or indirectly."""
        found, waiting = set[str](), list(roots)
        while waiting:
            term = waiting.pop()
            if term not in found:
                found.add(term)
                waiting += self.children.get(term, ())
        return found

    def marked(self, subset: str | None) -> set[str]:
        """Return the terms of a subset; none if it has less than half of all terms: then the file has the subset only
        from its imports.
        """
        held = self.subsets[subset] if subset else set()
        return held if 2 * len(held) > self.terms else set()


class Unwanted:
    """Says of a term whether and why it is excluded, and whether it is a quality, which is read as a concept and not
    as a finding or disease.
    """

    def __init__(self, rules: Iterable[LeftOut], path: Path, qualities: Collection[str] = ()) -> None:
        rules = self._rules = [rule.complete() for rule in rules]
        needs_hierarchy = bool(qualities) or any(rule.branches or rule.subset or rule.prefixes for rule in rules)
        hierarchy = self._hierarchy = _hierarchy(path, rules) if needs_hierarchy else Hierarchy()
        self._codes: dict[str, str] = {}
        self._qualities = hierarchy.below(qualities)
        for rule in rules:
            self._codes |= dict.fromkeys(hierarchy.below(rule.branches), rule.reason)
        self._subsets = [(held, rule.reason) for rule in rules if (held := hierarchy.marked(rule.subset))]
        marked = {reason for _, reason in self._subsets}
        self._prefixes = [(rule.prefixes, rule.reason) for rule in rules if rule.prefixes and rule.reason not in marked]
        self._words = [(_words(rule.words), rule.reason) for rule in rules if rule.words]
        self._not_left_out = hierarchy.below(code for rule in rules for code in rule.keeps)

    def is_quality(self, code: str) -> bool:
        """Return True if a term describes a property ("proximal", "refractory") and not a thing
        (`Source.qualities`).
        """
        return code in self._qualities

    def reason(self, code: str, name: str) -> str | None:
        """Return the reason why a term is excluded; None if it is not."""
        if not self._rules or code in self._not_left_out:
            return None
        if code in self._codes:
            return self._codes[code]
        for held, reason in self._subsets:
            if code not in held:
                return reason
        for prefixes, reason in self._prefixes:
            if all(below.startswith(prefixes) for below in self._hierarchy.below([code])):
                return reason
        return next((reason for words, reason in self._words if words.search(name)), None)


def _hierarchy(path: Path, rules: list[LeftOut]) -> Hierarchy:
    subsets = {rule.subset.encode() for rule in rules if rule.subset}
    hierarchy = Hierarchy()
    with damage_errors(path):
        for _, stream in members(path):
            _read(stream, subsets, hierarchy)
    return hierarchy


def _read(stream: BinaryIO, subsets: set[bytes], hierarchy: Hierarchy) -> None:
    term, rest = "", b""
    while len(rest) <= MAX_LINE and (chunk := stream.read(CHUNK)):
        lines, _, rest = (rest + chunk).rpartition(b"\n")
        for tag, value in IDENTIFIERS.findall(lines):
            if tag == b"id":
                term = value.decode(errors="replace")
                hierarchy.terms += 1
            elif tag != b"subset":
                hierarchy.children[value.decode(errors="replace")].append(term)
            elif value in subsets:
                hierarchy.subsets[value.decode()].add(term)


def _words(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these as a whole word, in any case."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def vulgar_words() -> re.Pattern[str]:
    """Return a pattern for the words of `data/vulgar_words.txt`: names with one of them are left out if the catalogue
    says so.
    """
    lines = (data_folder() / "vulgar_words.txt").read_text(encoding="utf-8").splitlines()
    return _words(word for word in map(str.strip, lines) if word and not word.startswith("#"))
