"""Sentences for what is stored, by the table and column that it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.storage.records import Count

# Tables of what belongs to a person alone, wherever they use Medlex.
EVERYWHERE = frozenset({"saved_entry", "study_card", "feedback"})


def of_member(counts: Sequence[Count], *, is_in_server: bool) -> Iterator[str]:
    """Yield paragraphs that say what is stored of a person: everywhere, in this server, and in others."""
    everywhere = [(count, count.here + count.elsewhere) for count in counts if count.table in EVERYWHERE]
    here = [(count, count.here) for count in counts if count.table not in EVERYWHERE]
    others = [(count, count.elsewhere) for count in counts if count.table not in EVERYWHERE]
    elsewhere = _("**In other servers**") if is_in_server else _("**In servers**")
    for title, counted in ((_("**Everywhere**"), everywhere), (_("**In this server**"), here), (elsewhere, others)):
        lines = [f"- {_of_member(count.table, count.column, number)}" for count, number in counted if number]
        if lines:
            yield "\n".join([title, *lines])


def _of_member(table: str, column: str, number: int) -> str:
    """Return the words for a number of rows that hold a person's id in a column."""
    count = Quantity(number)
    return {
        ("saved_entry", "user_id"): ngettext("{count:,} saved entry", "{count:,} saved entries", count),
        ("study_card", "user_id"): ngettext(
            "your progress with {count:,} entry that you study",
            "your progress with {count:,} entries that you study",
            count,
        ),
        ("feedback", "contact_id"): ngettext(
            "{count:,} report of a mistake in which you asked to be contacted",
            "{count:,} reports of mistakes in which you asked to be contacted",
            count,
        ),
        ("glossary_proposal", "proposed_by"): ngettext(
            "{count:,} term that you suggested", "{count:,} terms that you suggested", count
        ),
        ("glossary_proposal", "decided_by"): ngettext(
            "{count:,} suggestion that you decided on", "{count:,} suggestions that you decided on", count
        ),
        ("glossary_change", "made_by"): ngettext(
            "{count:,} change that you made to the glossary", "{count:,} changes that you made to the glossary", count
        ),
        ("glossary_import", "made_by"): ngettext(
            "{count:,} table of terms that you sent and that waits to be applied",
            "{count:,} tables of terms that you sent and that wait to be applied",
            count,
        ),
    }[table, column].format(count=count)


def of_guild(counts: Mapping[str, int]) -> list[str]:
    """Return a line for each thing that is stored of a server."""
    return [f"- {_of_guild(table, number)}" for table, number in counts.items() if number]


def _of_guild(table: str, number: int) -> str:
    """Return the words for a number of rows of a server."""
    count = Quantity(number)
    return {
        "guild_setting": ngettext("{count:,} setting", "{count:,} settings", count),
        "glossary_term": ngettext("{count:,} term of the glossary", "{count:,} terms of the glossary", count),
        "glossary_change": ngettext(
            "{count:,} change in the history of the glossary", "{count:,} changes in the history of the glossary", count
        ),
        "glossary_proposal": ngettext("{count:,} suggested term", "{count:,} suggested terms", count),
        "glossary_import": ngettext(
            "{count:,} table of terms that waits to be applied",
            "{count:,} tables of terms that wait to be applied",
            count,
        ),
        "term_of_the_day": _("where and when the term of the day is posted"),
        "posted_term": ngettext(
            "which term was posted on {count:,} day of the last year",
            "which terms were posted on {count:,} days of the last year",
            count,
        ),
        "guild_removal": _("since when I know that this server has removed me"),
    }[table].format(count=count)
