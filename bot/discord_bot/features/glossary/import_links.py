"""The rows of a file as drafts of terms, with what they link to: names of the file, the glossary and the lexicon.

A name that leads to no single entry refuses its row: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.discord_bot.features.glossary.group import glossaries
from bot.discord_bot.features.glossary.links import linked_already, reference_in
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.translation import language
from bot.errors import N_, UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, EntryReference
from bot.lexicon.server_glossary.term import MAX_LINKS, GlossaryTerm, TermDraft
from bot.sources.term_table.rows import TermRow, TermTable
from bot.storage.glossary.records import ImportRow, RefusedRow
from bot.terms.normal_forms import fold

# A headword with the key of its entry, as `with_key` writes it.
WITH_KEY = re.compile(r"(?P<headword>.*?)\s*\[key:(?P<key>[^\s\]]{1,100})\]")
# A file that links to more different names would take too long.
MAX_LINK_NAMES = 2_000
MAX_LISTED = 4
# The signs at which a cell with several names is split (bot.sources.term_table.rows).
SEPARATORS = frozenset(";|,\n")


@dataclass(slots=True)
class LinkTargets:
    """Where names lead: the glossary's own terms and those of the file by their folded names, the others in the
    lexicon. The key of a term that is new in the file is empty; it gets one when the import is planned.
    """

    dictionary: Dictionary
    own: Mapping[str, EntryReference]
    terms: Mapping[str, GlossaryTerm]
    answers: dict[str, EntryReference | UsageError] = field(default_factory=dict)

    async def find(self, name: str, headword: str, *, is_note: bool = False) -> EntryReference:
        """Return the entry that a row with a headword links to by a name. Raises UsageError if it is not certain."""
        own = None if is_note else self.own.get(fold(name))
        if own is not None and fold(own.headword) != fold(headword):
            return own
        if name not in self.answers:
            if len(self.answers) >= MAX_LINK_NAMES:
                raise UsageError(N_("The file links to too many different names."), N_("Divide it into several files."))
            self.answers[name] = await self._in_lexicon(name)
        found = self.answers[name]
        if isinstance(found, UsageError):
            raise found
        return found

    async def _in_lexicon(self, name: str) -> EntryReference | UsageError:
        try:
            answer = await self._answer(name)
        except UsageError as error:
            return error
        return reference_in(answer) or (_ambiguous(name, answer) if answer.choices else _unknown(name))

    async def _answer(self, name: str) -> Answer:
        """Answer a name; with a key, only the entry that has it and still the same headword."""
        if match := WITH_KEY.fullmatch(name):
            entry = (await self.dictionary.entries([match["key"]])).get(match["key"])
            if entry is not None and fold(without_separators(entry.headword)) == fold(match["headword"]):
                return Answer.by_headword(entry)
            name = match["headword"]
        return await self.dictionary.look_up_name(name.removeprefix(KEY_MARK), language())


def with_key(entry: EntryReference) -> str:
    """Return a link to an entry whose headword alone would not lead to it, as the export writes it."""
    return f"{without_separators(entry.headword)} [key:{entry.key}]"


def without_separators(headword: str) -> str:
    """Return a headword without the signs that separate names in a cell."""
    return " ".join("".join(" " if sign in SEPARATORS else sign for sign in headword).split())


async def drafts_of(
    interaction: Interaction, guild_id: int, table: TermTable
) -> tuple[list[ImportRow], list[RefusedRow]]:
    """Return the rows as drafts, and those that link to something that is not certain. What a file has no column for
    stays as it is in terms that there are.
    """
    there = {fold(term.draft.headword): term for term in await glossaries(interaction).terms(guild_id)}
    rows: list[ImportRow] = []
    refused: list[RefusedRow] = []
    async with interaction.client.live.dictionary() as dictionary:
        targets = LinkTargets(dictionary, _own_targets(there.values(), table.rows), there)
        for row in table.rows:
            try:
                rows.append(ImportRow(row.line, await _draft(row, table, targets)))
            except UsageError as error:
                refused.append(RefusedRow.of(row.line, row.term, error))
    return rows, refused


def _own_targets(there: Iterable[GlossaryTerm], rows: Sequence[TermRow]) -> dict[str, EntryReference]:
    """Return the entries of the server's own terms, and of those in a file, by folded names. Headwords count more than
    other names.
    """
    own: dict[str, EntryReference] = {}
    terms = list(there)
    known = {fold(term.draft.headword): EntryReference(term.key, term.draft.headword) for term in terms}
    new = {fold(row.term): known.get(fold(row.term), EntryReference("", row.term)) for row in rows if row.term}
    for term in terms:
        own |= {fold(name): known[fold(term.draft.headword)] for name in term.draft.names}
    for row in rows:
        own |= {fold(name): new[fold(row.term)] for name in row.names if row.term}
    return own | known | new


async def _draft(row: TermRow, table: TermTable, targets: LinkTargets) -> TermDraft:
    term = targets.terms.get(fold(row.term))
    before = term.draft if term else TermDraft(row.term, "")
    links = {
        name: tuple([await _linked(before, each, row.term, targets) for each in getattr(row, name)[: MAX_LINKS + 1]])
        if name in table.fields
        else getattr(before, name)
        for name in ("parents", "see_also")
    }
    adds_to = before.adds_to
    if "adds_to" in table.fields:
        adds_to = await targets.find(row.adds_to, row.term, is_note=True) if row.adds_to else None
    names = row.names if "names" in table.fields else before.names
    return TermDraft(row.term, row.definition, names, adds_to, links["parents"], links["see_also"])


async def _linked(before: TermDraft, name: str, headword: str, targets: LinkTargets) -> EntryReference:
    """Return the entry of a name. One that the term links to already by this headword stays the same."""
    return linked_already((*before.parents, *before.see_also), name) or await targets.find(name, headword)


def _ambiguous(name: str, answer: Answer) -> UsageError:
    headwords = [choice.headword for choice in answer.choices]
    return UsageError(
        N_("“{name}” in a link can mean several entries, such as {headwords}."),
        N_("Write one of these."),
        name=name,
        headwords=", ".join(headwords[:MAX_LISTED]),
    )


def _unknown(name: str) -> UsageError:
    return UsageError(
        N_("Nothing in the dictionary is called “{name}”, so this row can't link to it."),
        N_("Correct the name, or leave it out."),
        name=name,
    )
