"""The page of the term of the day in the panel of `/settings`, and its line there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from discord.utils import format_dt

from bot.discord_bot.features.settings.page import value_line
from bot.discord_bot.pages.command_mentions import command_mention
from bot.discord_bot.ui.components import button, menu
from bot.discord_bot.ui.custom_ids.settings import ChooseDailyChannel, ChooseDailyHour, ShowSettings, StopDaily
from bot.discord_bot.ui.page import GAP, Button, Listed, Option, Page, Part, Row, ServerMenu, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.storage.records import TermOfTheDay

HOURS = range(24)
# Where nobody has chosen one.
FIRST_HOUR = 9


def daily_words(schedule: TermOfTheDay | None) -> str:
    """Where and when the term of the day is posted."""
    if schedule is None:
        return _("off *(default)*")
    sentence = _("**in {channel} at {hour:02}:00 ({time_zone})**")
    return sentence.format(channel=f"<#{schedule.channel_id}>", hour=schedule.hour, time_zone=schedule.time_zone)


def daily_settings_page(
    schedule: TermOfTheDay | None, now: datetime, ids: Mapping[str, int], *, is_changed: bool = False
) -> Page:
    """The page. `ids` are those of commands, by name."""
    explanation = _("Every day, one term with its meaning is posted in a channel.")
    start = "" if schedule else _("Choose the channel to start.")
    title = f"## {_('Term of the day')}\n{explanation} {start}"
    body = (
        GAP,
        Text("\n".join(_now(schedule, now, is_changed=is_changed))),
        *_menus(schedule),
        Text(small_print(_more(ids))),
        GAP,
        Row(tuple(_ways_out(schedule))),
    )
    return Page(title.rstrip(), body, footer=(), takes_share_button=False)


def _now(schedule: TermOfTheDay | None, now: datetime, *, is_changed: bool) -> Iterator[str]:
    yield value_line(daily_words(schedule), is_changed=is_changed)
    if schedule is not None:
        yield small_print(_("For you, that is {time}.").format(time=format_dt(next_post(schedule, now), "t")))


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
