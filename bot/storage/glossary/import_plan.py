"""Planning of an import: what would be done with each row of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.errors import N_, UsageError
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import MAX_TERM_LENGTH, MAX_TERMS, GlossaryTerm, TermDraft, TermKey
from bot.storage.checks import printable
from bot.storage.glossary.encoding import folded_names
from bot.storage.glossary.names import name_taken, names_by_fold
from bot.storage.glossary.records import ImportRow, PlannedTerm, RefusedRow, UnchangedRow
from bot.storage.glossary.terms import full
from bot.storage.glossary.text_checks import checked_draft, refuse_own_link
from bot.terms.normal_forms import fold


@dataclass(slots=True)
class Planner:
    """The glossary as it would be after the rows that are planned so far.

    `drafts` are the terms by number, `owners` the numbers of terms by each of their names, folded, `lines` the lines of
    rows by the number of the term that they add, change or repeat. A link to a new term of the file has no key at
    first, only a headword.
    """

    guild_id: int
    next_term: int
    before: dict[int, GlossaryTerm]
    drafts: dict[int, TermDraft]
    owners: dict[str, int]
    lines: dict[int, int] = field(default_factory=dict)
    added: list[PlannedTerm] = field(default_factory=list)
    changed: list[PlannedTerm] = field(default_factory=list)
    unchanged: list[UnchangedRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def plan(self, rows: Iterable[ImportRow]) -> None:
        """Plan each row in the order of the file. A row that cannot be imported is refused with its reason."""
        for row in rows:
            try:
                self._plan(row.line, checked_draft(self.guild_id, row.draft))
            except UsageError as error:
                headword = " ".join(printable(row.draft.headword).split())
                self.refused.append(RefusedRow.of(row.line, headword[:MAX_TERM_LENGTH], error))
        self._link()

    def _link(self) -> None:
        """Give links to new terms of the file their keys. A row that links to one that is refused is refused, too."""
        rows = {row.number: row for row in (*self.added, *self.changed)}
        linking: dict[int, list[int]] = {}
        gone: list[int] = []
        for number, row in list(rows.items()):
            try:
                rows[number] = replace(row, draft=self._with_keys(row))
            except UsageError as error:
                gone += self._take_back(rows, number, error)
            for name in _targets(row.draft) if number in rows else ():
                linking.setdefault(self.owners[name], []).append(number)
        while gone:
            target = gone.pop()
            for number in (each for each in linking.get(target, ()) if each in rows):
                gone += self._take_back(rows, number, _target_refused(self.drafts[target].headword))
        self.added = [rows[row.number] for row in self.added if row.number in rows]
        self.changed = [rows[row.number] for row in self.changed if row.number in rows]

    def _take_back(self, rows: dict[int, PlannedTerm], number: int, error: UsageError) -> list[int]:
        """Refuse a row that was planned. Return its number if its term is not there without it."""
        row = rows.pop(number)
        self.refused.append(RefusedRow.of(row.line, row.draft.headword, error))
        return [] if row.before else [number]

    def _with_keys(self, row: PlannedTerm) -> TermDraft:
        """Return the draft of a row with a key in each link. Raises UsageError for a link to a term that the file does
        not have, and to itself.
        """
        if not _targets(row.draft):
            return row.draft
        parents, see_also = (tuple(map(self._with_key, links)) for links in (row.draft.parents, row.draft.see_also))
        draft = replace(row.draft, parents=parents, see_also=see_also)
        refuse_own_link(self.guild_id, row.number, draft)
        return draft

    def _with_key(self, link: EntryReference) -> EntryReference:
        number = None if link.key else self.owners.get(fold(link.headword))
        if number is not None:
            return EntryReference(TermKey(self.guild_id, number).encode(), self.drafts[number].headword)
        if not link.key:
            raise _target_refused(link.headword)
        return link

    def _plan(self, line: int, draft: TermDraft) -> None:
        number = self._number_of(draft)
        before = self.before.get(number)
        self._refuse(number, draft)
        if before is None:
            self.added.append(PlannedTerm(line, number, draft))
            self.next_term += 1
        elif before.draft == draft:
            self.unchanged.append(UnchangedRow(line, draft.headword))
        else:
            self.changed.append(PlannedTerm(line, number, draft, before))
        self._take(line, number, draft)

    def _number_of(self, draft: TermDraft) -> int:
        """Return the number of the term with the headword of a draft, or the next number if there is none."""
        number = self.owners.get(fold(draft.headword))
        if number is not None and fold(self.drafts[number].headword) == fold(draft.headword):
            return number
        return self.next_term

    def _refuse(self, number: int, draft: TermDraft) -> None:
        """Raise UsageError for a row that repeats another, has a name of another term, or for which there is no room."""
        if number in self.lines:
            raise _in_line(draft.headword, self.lines[number])
        for folded, name in names_by_fold(draft).items():
            owner = self.owners.get(folded, number)
            if owner != number:
                raise _in_line(name, self.lines[owner]) if owner in self.lines else name_taken(name, self.drafts[owner])
        if number not in self.drafts and len(self.drafts) >= MAX_TERMS:
            raise full(len(self.drafts), 1)
        refuse_own_link(self.guild_id, number, draft)

    def _take(self, line: int, number: int, draft: TermDraft) -> None:
        if number in self.drafts:
            for folded in folded_names(self.drafts[number]):
                del self.owners[folded]
        self.owners.update(dict.fromkeys(folded_names(draft), number))
        self.drafts[number] = draft
        self.lines[number] = line


def planner(guild_id: int, next_term: int, terms: Iterable[GlossaryTerm]) -> Planner:
    """Return the planner for an import into a glossary with some terms. `next_term` is the number of the next one."""
    before = {term.number: term for term in terms}
    owners = {folded: term.number for term in before.values() for folded in folded_names(term.draft)}
    drafts = {number: term.draft for number, term in before.items()}
    return Planner(guild_id, next_term, before, drafts, owners)


def _targets(draft: TermDraft) -> list[str]:
    """Return the folded names of links to new terms of the file."""
    return [fold(link.headword) for link in (*draft.parents, *draft.see_also) if not link.key]


def _target_refused(headword: str) -> UsageError:
    return UsageError(N_("This row links to “{name}”, which is refused."), N_("Correct that row first."), name=headword)


def _in_line(name: str, line: int) -> UsageError:
    return UsageError(
        N_("“{name}” is in line {line} of the file already."), N_("Keep one of the two lines."), name=name, line=line
    )
