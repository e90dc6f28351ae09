"""The page of an import that waits: what would be done with each row, and the button that does it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_bot.runtime.errors import mistake
from bot.discord_bot.ui.components import button, pager
from bot.discord_bot.ui.custom_ids.glossary import ApplyImport, CancelImport, ListTerms, PlanPart, ShowImport
from bot.discord_bot.ui.markdown import listed, plain_name, shortened
from bot.discord_bot.ui.page import LINE, Button, Page, Part, Row, Style, Text
from bot.discord_bot.ui.paging import page_count
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.lexicon.server_glossary.term import TermDraft
from bot.storage.glossary.records import Change, ImportPlan, PlannedTerm, RefusedRow, UnchangedRow

ROWS_PER_PAGE = 10
MAX_NAME = 50
MAX_MEANING = 80
MAX_REASON = 160
MAX_UNUSED = 200

PlanRow = PlannedTerm | UnchangedRow | RefusedRow


def import_page(plan: ImportPlan, part: PlanPart, at: int, unused: Sequence[str] = ()) -> Page:
    """Return page `at` (from zero) of some rows of a plan; the last one if there are fewer. `unused` are the titles of
    columns that were not read.
    """
    rows = rows_of(plan, part)
    pages = page_count(len(rows), ROWS_PER_PAGE)
    at = min(at, pages - 1)
    shown = rows[at * ROWS_PER_PAGE : (at + 1) * ROWS_PER_PAGE]
    body: list[Part] = [_parts_row(plan, part)]
    if shown:
        body.append(Text("\n".join(f"- {_line(row)}" for row in shown)))
    if pages > 1:
        body.append(pager(at, pages, lambda number: ShowImport(plan.token, part, number)))
    return Page(
        _heading(plan, unused), (*body, LINE), _buttons(plan), footer=tuple(_footer(plan)), takes_share_button=False
    )


def first_part(plan: ImportPlan) -> PlanPart:
    """Return the rows to show first: those that were refused, or else those that would be done."""
    return next(
        (part for part in (PlanPart.REFUSED, PlanPart.ADDED, PlanPart.CHANGED) if rows_of(plan, part)),
        PlanPart.UNCHANGED,
    )


def rows_of(plan: ImportPlan, part: PlanPart) -> Sequence[PlanRow]:
    """Return the rows of one part of a plan."""
    parts: dict[PlanPart, Sequence[PlanRow]] = {
        PlanPart.ADDED: plan.added,
        PlanPart.CHANGED: plan.changed,
        PlanPart.UNCHANGED: plan.unchanged,
        PlanPart.REFUSED: plan.refused,
    }
    return parts[part]


def imported_page(change: Change) -> Page:
    """Return the page after an import was applied."""
    added = ngettext("{count:,} term added", "{count:,} terms added", change.added).format(count=Quantity(change.added))
    changed = ngettext("{count:,} term changed", "{count:,} terms changed", change.changed)
    title = _("## Imported\n{added}, {changed}. Everyone in this server finds them with /define now.").format(
        added=added, changed=changed.format(count=Quantity(change.changed))
    )
    footer = (_("To undo the whole import, use /glossary history."),)
    return Page(title, buttons=(button(_("See the list"), ListTerms(0)),), footer=footer, takes_share_button=False)


def canceled_page() -> Page:
    """Return the page after an import was canceled."""
    return Page(_("## Canceled\nNothing was imported."), footer=(), takes_share_button=False)


def _heading(plan: ImportPlan, unused: Sequence[str]) -> str:
    lines = [_("## Check before you import"), _("Nothing is saved yet. This is what your file would do.")]
    if plan.refused:
        lines.append(_("Refused rows are left out. You can correct them and send the file again."))
    if unused:
        lines.append(_("Columns that I didn't read: {titles}").format(titles=listed(unused, MAX_UNUSED)))
    if plan.replaced is not None:
        lines.append(_("This replaces a file of <@{member}> that was waiting.").format(member=plan.replaced))
    return "\n".join(lines)


def _parts_row(plan: ImportPlan, chosen: PlanPart) -> Row:
    labels = {
        PlanPart.ADDED: ngettext("{count:,} new", "{count:,} new", len(plan.added)),
        PlanPart.CHANGED: ngettext("{count:,} changed", "{count:,} changed", len(plan.changed)),
        PlanPart.UNCHANGED: ngettext("{count:,} unchanged", "{count:,} unchanged", len(plan.unchanged)),
        PlanPart.REFUSED: ngettext("{count:,} refused", "{count:,} refused", len(plan.refused)),
    }
    return Row(tuple(_part_button(plan, part, label, chosen) for part, label in labels.items()))


def _part_button(plan: ImportPlan, part: PlanPart, label: str, chosen: PlanPart) -> Button:
    count = len(rows_of(plan, part))
    style = Style.PRIMARY if part is chosen else Style.SECONDARY
    action = ShowImport(plan.token, part, 0, button=1)
    return button(label.format(count=Quantity(count)), action, style=style, is_usable=bool(count))


def _buttons(plan: ImportPlan) -> tuple[Button, ...]:
    count = len(plan.added) + len(plan.changed)
    apply = ngettext("Import {count:,} term", "Import {count:,} terms", count).format(count=Quantity(count))
    return (
        *([button(apply, ApplyImport(plan.token), style=Style.PRIMARY)] if count else []),
        button(_("Cancel"), CancelImport(plan.token)),
    )


def _footer(plan: ImportPlan) -> Iterator[str]:
    if plan.added or plan.changed:
        yield _("These terms are imported together, or none of them is. The file waits here for an hour.")
    if not plan.can_be_undone:
        yield _("This import is too large to be undone. Use /glossary export first if you may want the old terms back.")


def _line(row: PlanRow) -> str:
    headword = row.draft.headword if isinstance(row, PlannedTerm) else row.headword
    name = plain_name(headword, MAX_NAME) or _("(no term)")
    start = _("Line {line}: **{name}**").format(line=Quantity(row.line), name=name)
    if isinstance(row, RefusedRow):
        return f"{start}: {shortened(mistake(row.error), MAX_REASON)}"
    if isinstance(row, UnchangedRow):
        return start
    if row.before is None:
        return f"{start}: {plain_name(row.draft.definition, MAX_MEANING)}"
    return f"{start}: {', '.join(_changes(row.before.draft, row.draft))}"


def _changes(before: TermDraft, after: TermDraft) -> Iterator[str]:
    """Yield which fields of a term differ."""
    fields = (
        (before.headword != after.headword, _("the spelling of the term")),
        (before.definition != after.definition, _("the definition")),
        (before.names != after.names, _("other names")),
        (
            (before.parents, before.see_also, before.adds_to) != (after.parents, after.see_also, after.adds_to),
            _("links"),
        ),
    )
    return (words for differs, words in fields if differs)
