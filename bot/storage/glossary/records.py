"""Records of servers' glossaries: changes, proposals and imports. This module does not load SQLAlchemy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.errors import UsageError
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm, TermDraft

# The last changes of a server that are kept, and the bytes of their packed terms. Where these are more, the
# oldest changes keep no terms, and cannot be undone.
MAX_CHANGES = 200
MAX_HISTORY_BYTES = 8 * 1024 * 1024

# Open proposals of one member and of one server.
MAX_PROPOSALS_OF_MEMBER = 10
MAX_PROPOSALS = 500
# In characters.
MAX_REASON_LENGTH = 500
DECIDED_PROPOSALS_KEPT = timedelta(days=30)

MAX_IMPORT_ROWS = MAX_TERMS
IMPORT_KEPT = timedelta(hours=1)


class ChangeKind(StrEnum):
    """The action by which a glossary was changed."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    APPROVE = "approve"
    IMPORT = "import"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term before and after a change: `before` is None for a new term, `after` for a removed one."""

    before: GlossaryTerm | None
    after: GlossaryTerm | None

    @property
    def term(self) -> GlossaryTerm:
        """The term as it is after the change, or as it was before it was removed."""
        term = self.after or self.before
        assert term is not None  # noqa: S101 (a change of nothing is never made)
        return term


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a glossary. `number` counts from 1 in each server.

    `by` is the user who made it, None after they have deleted their data. `headword` is that of its first
    term; `added`, `changed` and `removed` are numbers of terms. `undoes` is the number of the change that it
    undid, `undone_by` that of the change that undid it. `is_kept` is False if its terms were too large to
    keep: it cannot be undone.
    """

    guild_id: int
    number: int
    kind: ChangeKind
    by: int | None
    when: datetime
    headword: str
    added: int
    changed: int
    removed: int
    undoes: int | None = None
    undone_by: int | None = None
    is_kept: bool = True

    @property
    def may_be_undone(self) -> bool:
        """True if it is not undone yet and its terms are kept. A later change may still be in the way."""
        return self.undone_by is None and self.is_kept


class ProposalState(StrEnum):
    """The decision about a proposal."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A term that a member proposes. `number` counts from 1 in each server.

    `by` and `decided_by` are users, None after they have deleted their data. `language` is that of the
    proposer's Discord (ISO 639-1), in which they are told the decision. `draft` is what they wrote; what was
    approved may differ. `term` is the number of the term that it became; `reason` says why it was refused.
    """

    guild_id: int
    number: int
    draft: TermDraft
    language: str
    by: int | None
    when: datetime
    state: ProposalState = ProposalState.OPEN
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    term: int | None = None


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A term in a file, and its line there, counted from 1."""

    line: int
    draft: TermDraft


@dataclass(frozen=True, slots=True)
class PlannedTerm:
    """A row that would add or change a term. `before` is the term as it is, None for a new one."""

    line: int
    number: int
    draft: TermDraft
    before: GlossaryTerm | None = None


@dataclass(frozen=True, slots=True)
class UnchangedRow:
    """A row that says what is in the glossary already."""

    line: int
    headword: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be imported. `problem`, `remedy` and `fields` are those of a UsageError."""

    line: int
    headword: str
    problem: str
    remedy: str
    fields: Mapping[str, str | int] = field(default_factory=dict)

    @classmethod
    def of(cls, line: int, headword: str, error: UsageError) -> RefusedRow:
        """Return the row that is refused with an error."""
        return cls(line, headword, *error.sentences, error.fields)

    @property
    def error(self) -> UsageError:
        """The error that says why it is refused."""
        return UsageError(self.problem, self.remedy, **self.fields)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """An import that waits to be applied: what would be done with each row.

    `token` is given to `apply_import`. `version` is the glossary's, and `count` its number of terms, when the
    plan was made. `replaced` is the user whose waiting import this one replaced, if it was somebody else.
    `can_be_undone` is False if the terms are too large to be kept in the history.
    """

    guild_id: int
    token: str
    by: int
    when: datetime
    version: int
    count: int
    added: tuple[PlannedTerm, ...] = ()
    changed: tuple[PlannedTerm, ...] = ()
    unchanged: tuple[UnchangedRow, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    replaced: int | None = None
    can_be_undone: bool = True
