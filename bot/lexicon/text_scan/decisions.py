"""Decides the meaning of the abbreviations in a message, from everything that the message says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.lexicon.store.rows import NameOwner
from bot.lexicon.text_scan.abbreviations import (
    Abbreviation,
    Basis,
    Decision,
    decide,
)
from bot.lexicon.text_scan.prose import Prose, Run
from bot.lexicon.text_scan.senses import Context, Evidence, NamedTerm
from bot.lexicon.text_scan.spelled_out import spelled_out
from bot.lexicon.text_scan.text_reader import (
    OwnedName,
    Profiles,
)


@dataclass(frozen=True, slots=True)
class NamedRun:
    """A run of words that is meant as a medical term, and the owners of that name.

    `is_foreign` says that only sources in other languages than those of the message and the dictionary have it,
    `is_medicine` that it names a medicine.
    """

    run: Run
    owners: list[NameOwner]
    entries: frozenset[int]
    is_foreign: bool
    is_medicine: bool


Candidate = NamedRun | Abbreviation


@dataclass(frozen=True, slots=True)
class AbbreviationDecisions:
    """The evidence for all abbreviations of a message.

    `spelled_out` are the entries that the message spells out for each form, `elsewhere` those that it names
    in words, by spelling; `terms` are terms with definitions as evidence, `medicines` the numbers of the
    words that name medicines.
    """

    written: Prose
    spelled_out: Mapping[str, frozenset[int]]
    elsewhere: Mapping[int, str]
    terms: Sequence[NamedTerm]
    profiles: Profiles
    medicines: frozenset[int]

    def decision(self, each: Abbreviation) -> Decision | None:
        """Return the meaning of an abbreviation; None if it is ignored."""
        if each.form in self.spelled_out:
            senses = tuple(sense for sense in each.senses if sense.entry in self.spelled_out[each.form])
            return Decision(senses, Basis.NAMED if len(senses) == 1 else Basis.OPEN) if senses else None
        if not each.needs_evidence:
            return decide(each, {}, 0.0)
        spelled = [sense for sense in each.senses if sense.entry in self.elsewhere]
        if len(spelled) > 1:  # whatever stands around stands there for one as for the other
            return Decision(each.senses, Basis.OPEN)
        context = Context(self.written, each.run, self.profiles.words, self.terms, self.medicines)
        weighed = {sense.entry: self._evidence(context, sense.entry) for sense in each.senses}
        return decide(each, weighed, context.everyday(each.capitals))

    def _evidence(self, context: Context, entry: int) -> Evidence:
        profile = self.profiles.senses.get(entry)
        return context.evidence(profile, self.elsewhere.get(entry)) if profile else Evidence()


def decided_terms(
    written: Prose, candidates: list[Candidate], owned: list[OwnedName], profiles: Profiles, telling: Mapping[str, int]
) -> list[tuple[Candidate, Decision | None]]:
    """Return the terms that are meant, and the abbreviations with their meanings; those that are
    ignored are left out.
    """
    elsewhere = {
        entry: written_words(each.run) for each in candidates if isinstance(each, NamedRun) for entry in each.entries
    }
    terms = [NamedTerm(text, profiles.telling.get(entry, frozenset())) for text, entry in telling.items()]
    deciding = AbbreviationDecisions(
        written, dict(_spelled_out_entries(written, owned)), elsewhere, terms, profiles, _medicines(candidates)
    )
    decided: list[tuple[Candidate, Decision | None]] = []
    for each in candidates:
        decision = deciding.decision(each) if isinstance(each, Abbreviation) else None
        if decision or isinstance(each, NamedRun):
            decided.append((each, decision))
    return _same_sense_throughout(decided)


def _medicines(candidates: Iterable[Candidate]) -> frozenset[int]:
    """Return the numbers of the words that name medicines."""
    runs = [each.run for each in candidates if isinstance(each, NamedRun) and each.is_medicine]
    return frozenset(at for run in runs for at in range(run.first, run.first + len(run.pieces)))


def _spelled_out_entries(written: Prose, owned: Iterable[OwnedName]) -> Iterator[tuple[str, frozenset[int]]]:
    """Yield the forms of abbreviations that the message spells out, with the entries that have the long form as a name.
    A single other word may be there by chance.
    """
    entries: dict[str, set[int]] = {}
    for each in owned:
        entries.setdefault(each.form, set()).add(each.entry)
    forms = {(run.first, run.first + len(run.pieces)): run.form for run in written.runs}
    for spelled in spelled_out(written):
        long = forms.get((spelled.first, spelled.end), "")
        short = forms.get((spelled.at, spelled.at + 1))
        if short and (long in entries or spelled.end - spelled.first > 1):
            yield short, frozenset(entries.get(long, ()))


def _same_sense_throughout(decided: list[tuple[Candidate, Decision | None]]) -> list[tuple[Candidate, Decision | None]]:
    """Give an abbreviation that the words around confirm in one place the same meaning in all others."""
    likely = {
        each.form: decision
        for each, decision in reversed(decided)
        if isinstance(each, Abbreviation) and decision and decision.basis is Basis.LIKELY
    }
    return [
        (each, likely.get(each.form, decision) if isinstance(each, Abbreviation) else decision)
        for each, decision in decided
    ]


def written_words(run: Run) -> str:
    """Return the words of a run as they are written, with spaces between them."""
    return " ".join(piece.text for piece in run.pieces)
