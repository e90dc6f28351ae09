"""The terms of a message where a server's own names are among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.lexicon.model import Choice
from bot.lexicon.server_glossary.index import GlossaryIndex, IndexedName
from bot.lexicon.server_glossary.matching import in_runs
from bot.lexicon.text_scan.abbreviations import Basis
from bot.lexicon.text_scan.prose import prose
from bot.lexicon.text_scan.terms_in_text import FoundTerm


@dataclass(frozen=True, slots=True)
class Mention:
    """The names of a glossary at one place of a message, in characters (the end is not included)."""

    start: int
    end: int
    names: tuple[IndexedName, ...]

    def overlaps(self, other: Mention | FoundTerm) -> bool:
        """Return True if both have a character in common."""
        return self.start < other.end and other.start < self.end


def mentions(index: GlossaryIndex, message: str) -> list[Mention]:
    """Return the names of a glossary in a message, in their order: longest first where they overlap, and each set of
    terms once.
    """
    runs = in_runs(index, prose(message).runs, lambda run: message[run.start : run.end])
    found = [(len(run.pieces), Mention(run.start, run.end, tuple(names))) for run, names in runs]
    taken: list[Mention] = []
    for _, each in sorted(found, key=lambda pair: (-pair[0], pair[1].start)):
        if not any(each.overlaps(other) for other in taken):
            taken.append(each)
    first: dict[frozenset[int], Mention] = {}
    for each in sorted(taken, key=lambda mention: mention.start):
        first.setdefault(frozenset(name.term for name in each.names), each)
    return list(first.values())


def together(own: Iterable[Mention], choices: Mapping[int, Choice], found: Sequence[FoundTerm]) -> list[FoundTerm]:
    """Return the terms of a message from both: `own` names of a glossary, whose terms lead to these `choices`, and
    those `found` in the lexicon.

    At one place the longer name is meant. Of a name that both have, the server's meaning is first, and the others
    follow.
    """
    rest = list(found)
    terms: list[FoundTerm] = []
    for each in own:
        across = [other for other in rest if each.overlaps(other)]
        if any(other.end - other.start > each.end - each.start for other in across):
            continue
        if term := _found(each, choices, [other for other in across if other.start == each.start]):
            terms.append(term)
            rest = [other for other in rest if other not in across]
    shown = {entry.key for term in terms for entry in term.entries}
    rest = [each for each in rest if each.basis is not Basis.NAMED or each.entries[0].key not in shown]
    return sorted([*terms, *rest], key=lambda term: term.start)


def _found(mention: Mention, choices: Mapping[int, Choice], same: Sequence[FoundTerm]) -> FoundTerm | None:
    own = {choices[name.term].key: choices[name.term] for name in mention.names if name.term in choices}
    if not own:
        return None
    basis = Basis.NAMED if len(own) == 1 else Basis.OPEN
    others = {
        choice.key: choice
        for term in same
        if term.end == mention.end
        for choice in term.entries
        if choice.key not in own
    }
    return FoundTerm(mention.start, mention.end, mention.names[0].name, (*own.values(), *others.values()), basis)
