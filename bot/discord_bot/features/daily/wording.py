"""Every sentence about the term of the day."""

from __future__ import annotations

from enum import StrEnum

from bot.discord_bot.ui.translation import LANGUAGE_NAMES, _


class DailyTrouble(StrEnum):
    """Why the last post of a server could not be made."""

    FORBIDDEN = "forbidden"
    NO_CHANNEL = "no-channel"
    NOTHING_LEFT = "nothing-left"
    FAILED = "failed"
    UNCLEAR = "unclear"


def heading() -> str:
    """What stands above a term of the day."""
    return _("Term of the day")


def open_entry() -> str:
    """What the button says that shows the whole page of the entry."""
    return _("Show the whole entry")


def only_admins() -> tuple[str, str]:
    """What is wrong when somebody else changes what admins set, and what to do."""
    return (
        _("This is for people who manage this server: it needs the permission Manage Server."),
        _("Ask one of them."),
    )


def only_servers() -> tuple[str, str]:
    """What is wrong when a command for servers is used elsewhere, and what to do."""
    return _("This command works in servers only."), _("Use it in a channel of a server that has added this bot.")


def no_channel() -> tuple[str, str]:
    """What is wrong with a channel that the bot does not find, and what to do."""
    return (
        _("I do not find that channel, or may not see it."),
        _("Choose another, or give me the permission View Channel there."),
    )


def may_not_post() -> tuple[str, str]:
    """What is wrong with a channel in which the bot may not post, and what to do."""
    return (
        _("I may not post in that channel, so nothing was changed."),
        _(
            "Give me the permissions View Channel and Send Messages there. If I am not among the members of this server, "
            "invite me again as a bot."
        ),
    )


def is_set(channel: str, hour: int, time_zone: str) -> str:
    """What an admin is told who has set the term of the day."""
    return _(
        "From now on a term comes to {channel} every day at {hour:02}:00 ({time_zone}). /daily now shows you an example, "
        "/daily status tells how it goes, and /daily off ends it."
    ).format(channel=channel, hour=hour, time_zone=time_zone)


def is_off() -> str:
    """What an admin is told who has ended the term of the day."""
    return _("No more terms of the day will be posted here.")


def was_off() -> str:
    """What an admin is told where no term of the day is wanted."""
    return _("No term of the day is set for this server. /daily set begins it.")


def status(channel: str, hour: int, time_zone: str, language: str) -> str:
    """What is set, for an admin; the language is a code of ISO 639-1."""
    return _("A term comes to {channel} every day at {hour:02}:00 ({time_zone}). Language: {language}.").format(
        channel=channel, hour=hour, time_zone=time_zone, language=LANGUAGE_NAMES.get(language, language)
    )


def posted_today() -> str:
    """That today's term was posted."""
    return _("Today's term has been posted.")


def not_yet_today() -> str:
    """That today's term was not posted."""
    return _("Today's term has not been posted yet.")


def trouble(trouble: DailyTrouble) -> str:
    """What kept the last post from being made, and what to do."""
    return {
        DailyTrouble.FORBIDDEN: _(
            "⚠️ The last post could not be made: I may not see that channel or post in it. Give me the permissions View Channel "
            "and Send Messages there; I try again every hour, and after three times once a day."
        ),
        DailyTrouble.NO_CHANNEL: _(
            "⚠️ The last post could not be made: that channel is gone. Choose another with /daily set."
        ),
        DailyTrouble.NOTHING_LEFT: _(
            "⚠️ The last post could not be made: this dictionary has no further term in plain words that has not been posted "
            "within a year."
        ),
        DailyTrouble.FAILED: _(
            "⚠️ The last post could not be made, for a reason that is in the bot's log. I try again every hour."
        ),
        DailyTrouble.UNCLEAR: _(
            "⚠️ I do not know whether the last post has arrived: Discord's answer to it got lost. So that no term comes twice, I do "
            "not send it again; the next comes the day after."
        ),
    }[trouble]


def nothing_left() -> tuple[str, str]:
    """What is wrong when there is no term to show, and what to do."""
    return (
        _("This dictionary has no further term in plain words that has not been posted here within a year."),
        _("The people who run this bot can add sources with `medlex install`."),
    )
