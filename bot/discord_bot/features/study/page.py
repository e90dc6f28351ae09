"""The pages of `/study`: a name, what it means, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from discord.utils import format_dt

from bot.discord_bot.pages.actions import open_privately_button
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.saved import ShowSaved
from bot.discord_bot.ui.custom_ids.study import RateStudied, ShowMeaningOf, StudyNext
from bot.discord_bot.ui.markdown import plain, plain_name, shortened
from bot.discord_bot.ui.page import GAP, LINE, Button, Page, Row, Style, Text, small_print
from bot.discord_bot.ui.translation import _, ngettext
from bot.lexicon.model import Definition, Entry

MAX_TITLE = 200
MAX_DEFINITION = 3_000
MINUTES_OF_HOUR = 60


def question_page(entry: Entry, left: int) -> Page:
    """The page that asks for the meaning of an entry, when so many are left for today, this one included."""
    left_line = ngettext("{count} left for today", "{count} left for today", left).format(count=left)
    title = f"## {plain_name(entry.headword, MAX_TITLE)}\n{small_print(left_line)}"
    ask = Text(_("What does it mean? Say it to yourself, then look."))
    show = button(_("Show what it means"), ShowMeaningOf(entry.key), style=Style.PRIMARY)
    return Page(title, (GAP, ask, Row((show,))), takes_share_button=False)


def meaning_page(entry: Entry, definition: Definition, reviews: int, after: Mapping[int, timedelta]) -> Page:
    """The page with the meaning of an entry, and a button for how well it was known; `after` says when it then comes
    back.
    """
    ratings = tuple(_rating_buttons(entry.key, reviews, after))
    text = f"{source_line(definition)}\n{plain(shortened(definition.text.strip(), MAX_DEFINITION))}"
    body = (
        GAP,
        Text(text),
        LINE,
        Text(_("How well did you know it?")),
        Row(ratings[:2]),
        Row(ratings[2:]),
        Row((open_privately_button(entry.key),)),
    )
    return Page(f"## {plain_name(entry.headword, MAX_TITLE)}", body, takes_share_button=False)


def _rating_buttons(key: str, reviews: int, after: Mapping[int, timedelta]) -> Iterator[Button]:
    names = {1: _("Forgot it"), 2: _("Hard"), 3: _("Knew it"), 4: _("Easy")}
    for rating, name in names.items():
        label = _("{name}: in {time}").format(name=name, time=_time(after[rating]))
        yield button(label, RateStudied(rating, reviews, key))


def _time(interval: timedelta) -> str:
    """An interval in words: minutes, hours or days."""
    minutes = max(1, round(interval.total_seconds() / 60))
    if minutes < MINUTES_OF_HOUR:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    days = max(1, round(interval / timedelta(days=1)))
    return ngettext("{count} day", "{count} days", days).format(count=days)


def done_page(studied: int, next_due: datetime | None, *, has_more: bool, elsewhere: str = "") -> Page:
    """The page when nothing is left for today. `has_more` says that the list has entries that were never studied;
    `elsewhere` is the line about those that are not shown here.
    """
    title = _("## Done for today")
    lines = [ngettext("You have studied {count} entry today.", "You have studied {count} entries today.", studied)]
    lines = [line.format(count=studied) for line in lines if studied]
    if next_due:
        lines.append(_("The next entry is due {time}.").format(time=format_dt(next_due, "R")))
    if has_more:
        lines.append(_("New entries from your list come tomorrow."))
    if elsewhere:
        lines.append(elsewhere)
    row = Row((button(_("Check again"), StudyNext()), _list_button()))
    return Page(title, (Text("\n".join(lines) or _("Nothing is due.")), row), takes_share_button=False)


def nothing_page(elsewhere: str = "") -> Page:
    """The page for a member whose list has nothing to study; `elsewhere` is the line about what is not shown here."""
    title = _(
        "## Nothing to study yet\nPress **Save** below an entry that you want to learn. You will "
        "see a few here each day, and again just before you would forget them."
    )
    lines = (Text(elsewhere),) if elsewhere else ()
    return Page(title, (*lines, Row((_list_button(),))), takes_share_button=False)


def _list_button() -> Button:
    return button(_("My list"), ShowSaved(0))
