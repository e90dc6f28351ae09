"""The page of the term of the day in the panel of `/settings`, and its line there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from discord.utils import format_dt

# The reasons why a post failed are said there too.
from bot.discord_bot.features.daily.page import failure_line
from bot.discord_bot.features.settings.page import value_line
from bot.discord_bot.features.settings.values import failed
from bot.discord_bot.pages.command_mentions import command_mention
from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.ui.components import button, menu
from bot.discord_bot.ui.custom_ids.settings import ChooseDailyChannel, ChooseDailyHour, ShowSettings, StopDaily
from bot.discord_bot.ui.page import GAP, Button, Listed, Option, Page, Part, Row, ServerMenu, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.storage.records import TermOfTheDay

HOURS = range(24)
# Where nobody has chosen one.
FIRST_HOUR = 9


def daily_words(schedule: TermOfTheDay | None, failure: PostFailure | None = None) -> str:
    """Where and when the term of the day is posted, and that the last post failed."""
    if schedule is None:
        return _("off *(default)*")
    sentence = _("**in {channel} at {hour:02}:00 ({time_zone})**")
    words = sentence.format(channel=f"<#{schedule.channel_id}>", hour=schedule.hour, time_zone=schedule.time_zone)
    return f"{words} {failed()}" if failure else words


@dataclass(frozen=True, slots=True)
class DailyState:
    """What is set for a server, None if nothing is; the time now, and why the last post failed if it did."""

    schedule: TermOfTheDay | None
    now: datetime
    failure: PostFailure | None = None


def daily_settings_page(state: DailyState, ids: Mapping[str, int], *, is_changed: bool = False) -> Page:
    """The page. `ids` are those of commands, by name."""
    schedule = state.schedule
    explanation = _("Every day, one term with its meaning is posted in a channel.")
    start = "" if schedule else _("Choose the channel to start.")
    title = f"## {_('Term of the day')}\n{explanation} {start}"
    body = (
        GAP,
        Text("\n".join(_now(state, is_changed=is_changed))),
        *_menus(schedule),
        Text(small_print(_more(ids))),
        GAP,
        Row(tuple(_ways_out(schedule))),
    )
    return Page(title.rstrip(), body, footer=(), takes_share_button=False)


def _now(state: DailyState, *, is_changed: bool) -> Iterator[str]:
    yield value_line(daily_words(state.schedule), is_changed=is_changed)
    if state.schedule is not None:
        time = format_dt(next_post(state.schedule, state.now), "t")
        yield small_print(_("For you, that is {time}.").format(time=time))
    if state.failure is not None:
        yield failure_line(state.failure)


def next_post(schedule: TermOfTheDay, now: datetime) -> datetime:
    """Return the next moment at which a term is posted, after `now`."""
    here = now.astimezone(ZoneInfo(schedule.time_zone))
    today = here.replace(hour=schedule.hour, minute=0, second=0, microsecond=0)
    return today if today > here else today + timedelta(days=1)


def _menus(schedule: TermOfTheDay | None) -> Iterator[Part]:
    chosen = (schedule.channel_id,) if schedule else ()
    yield ServerMenu(ChooseDailyChannel().encode(), _("Choose a channel…"), Listed.POSTABLE, chosen)
    if schedule is not None:
        hours = [Option(str(hour), f"{hour:02}:00", schedule.time_zone, hour == schedule.hour) for hour in HOURS]
        yield menu(ChooseDailyHour(), _("Choose the hour…"), hours)


def _more(ids: Mapping[str, int]) -> str:
    sentence = _("The time zone and the language are set with {set}. {now} shows an example.")
    return sentence.format(set=command_mention(ids, "daily", "set"), now=command_mention(ids, "daily", "now"))


def _ways_out(schedule: TermOfTheDay | None) -> Iterator[Button]:
    yield button(_("Turn it off"), StopDaily(), is_usable=schedule is not None)
    yield button(_("All settings"), ShowSettings())
