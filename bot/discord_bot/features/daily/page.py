"""The page of the term of the day, and the answers to the commands that set it."""

from __future__ import annotations

from bot.discord_bot.pages.actions import open_privately_button, save_button
from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.markdown import plain, plain_name
from bot.discord_bot.ui.page import LINE, Page, Row, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.languages import LANGUAGE_NAMES
from bot.lexicon.collections.well_known import Explained
from bot.storage.records import TermOfTheDay

MAX_TITLE = 200


def daily_page(found: Explained) -> Page:
    """The page of a term: its plainest definition, and buttons that open and save its entry."""
    title = small_print(_("Term of the day")) + f"\n## {plain_name(found.title, MAX_TITLE)}"
    body = (
        Text(f"{source_line(found.definition)}\n{plain(found.definition.text.strip())}"),
        LINE,
        Row((open_privately_button(found.entry.key), save_button(found.entry.key))),
    )
    return Page(title, body, takes_share_button=False)


def is_set_text(schedule: TermOfTheDay) -> str:
    """The answer to `/daily set`."""
    return _(
        "A term will be posted in {channel} every day at {hour:02}:00 ({time_zone}). Use /daily "
        "now to see an example, /daily status to check on it, and /daily off to stop it."
    ).format(channel=_mention(schedule.channel_id), hour=schedule.hour, time_zone=schedule.time_zone)


def not_set_text() -> str:
    """The answer where no term of the day is set."""
    return _("This server has no term of the day. To start one, use /daily set.")


def status_text(schedule: TermOfTheDay, language: str, failure: PostFailure | None, *, is_posted: bool) -> str:
    """The answer to `/daily status`. `language` (ISO 639-1) is that of the term, `failure` the reason why the
    last post failed, and `is_posted` is True if today's term was posted.
    """
    lines = (
        _("A term is posted in {channel} every day at {hour:02}:00 ({time_zone}). Language: {language}.").format(
            channel=_mention(schedule.channel_id),
            hour=schedule.hour,
            time_zone=schedule.time_zone,
            language=LANGUAGE_NAMES.get(language, language),
        ),
        _today_line(failure, is_posted=is_posted),
        failure_line(failure) if failure else "",
    )
    return "\n".join(filter(None, lines))


def _today_line(failure: PostFailure | None, *, is_posted: bool) -> str:
    """A line that says if today's term was posted; empty if that is unknown."""
    if not is_posted:
        return _("Today's term has not been posted yet.")
    return "" if failure is PostFailure.UNCLEAR else _("Today's term has been posted.")


def failure_line(failure: PostFailure) -> str:
    """The reason why the last post failed, and what to do."""
    return {
        PostFailure.FORBIDDEN: _(
            "⚠️ The last post failed: I can't see that channel or post in it. Give me the View Channel "
            "and Send Messages permissions there. I try again every hour, and after three tries once a "
            "day."
        ),
        PostFailure.NO_CHANNEL: _(
            "⚠️ The last post failed: that channel no longer exists. Choose another with /daily set."
        ),
        PostFailure.NOTHING_LEFT: _(
            "⚠️ The last post failed: every term with a plain definition has been posted within the last year."
        ),
        PostFailure.FAILED: _("⚠️ The last post failed. The bot's log says why. I try again every hour."),
        PostFailure.UNCLEAR: _(
            "⚠️ The last post may not have arrived: Discord's reply got lost. I won't send it again, "
            "so that no term is posted twice. The next one comes a day later."
        ),
    }[failure]


def _mention(channel: int) -> str:
    return f"<#{channel}>"
