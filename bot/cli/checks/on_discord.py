"""Checks that ask Discord: the token, its application, and the machine's clock. Nobody else is asked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cli.checks.configuration import how_to_reset, token_in
from bot.cli.checks.finding import Finding
from bot.discord_token import token_problem
from bot.errors import MedlexError, SettingsError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.discord_bot.inspection import Application

# A minute ago is too long for a request that Discord has signed (`medlex serve`); below, nothing depends on the clock but
# when terms of the day are posted.
WRONG_CLOCK = timedelta(seconds=60)
INEXACT_CLOCK = timedelta(seconds=5)
SET_CLOCK = "Let the system set its clock by NTP (`timedatectl set-ntp true` on Linux)."
GENERAL = "the page General Information at https://discord.com/developers/applications"
BOT_PAGE = "its Bot page at https://discord.com/developers/applications"


async def on_discord(settings: Settings) -> AsyncIterator[Finding]:
    """What Discord says. Without a usable token or an application's ID it is not asked."""
    token = token_in(settings)
    has_token = bool(token) and token_problem(token) is None
    if has_token:
        async for finding in _application(settings, token):
            yield finding
    if has_token or settings.discord_application_id is not None:
        yield await _clock()


async def _application(settings: Settings, token: str) -> AsyncIterator[Finding]:
    from bot.discord_bot.inspection import application_of

    try:
        found = await application_of(token, settings.medlex_feedback_channel)
    except SettingsError as error:
        yield Finding("discord", good=False, what=error.problem.rstrip("."), remedy=how_to_reset(settings))
        return
    except MedlexError as error:
        yield Finding("discord", good=False, what=error.problem.rstrip("."), remedy=error.remedy)
        return
    yield Finding("discord", good=True, what=f"the token is that of the bot {found.name}")
    yield _same_application(settings, found)
    yield _intents(found)
    yield _invite(found)
    yield _door(settings, found)
    if settings.medlex_feedback_channel is not None:
        yield _channel(found)


def _same_application(settings: Settings, found: Application) -> Finding:
    id, key = settings.discord_application_id, settings.discord_public_key
    wrong = [
        *(["DISCORD_APPLICATION_ID"] if id not in {None, found.id} else []),
        *(["DISCORD_PUBLIC_KEY"] if key is not None and key.casefold() != found.public_key.casefold() else []),
    ]
    if wrong:
        what = f"{' and '.join(wrong)} belong{'s' * (len(wrong) == 1)} to another application than DISCORD_TOKEN"
        remedy = f"Copy {'it' if len(wrong) == 1 else 'them'} from {GENERAL}; the token's application is {found.id}."
        return Finding("application", good=False, what=what, remedy=remedy)
    return Finding("application", good=True, what=f"its ID is {found.id}")


def _intents(found: Application) -> Finding:
    if not found.intents:
        return Finding("intents", good=True, what="no privileged intent is on, and none is needed")
    what = f"switched on, though Medlex needs no privileged intent: {', '.join(found.intents)}"
    return Finding("intents", good=True, what=what, remedy=f"Switch them off on {BOT_PAGE}.")


def _invite(found: Application) -> Finding:
    """The address that adds the bot to a server. It asks for no permission, as answers to commands need none."""
    if found.needs_code:
        what = "nobody can add the bot, because its application asks for an OAuth2 code"
        return Finding("invite", good=False, what=what, remedy=f"Switch Requires OAuth2 Code Grant off on {BOT_PAGE}.")
    who = "whoever manages a server" if found.is_public else "only you"
    what = f"{who} can add the bot, which asks for no permission:"
    return Finding("invite", good=True, what=what, address=found.invite)


def _door(settings: Settings, found: Application) -> Finding:
    """Whether interactions come to `medlex run` or to `medlex serve`."""
    serves = settings.discord_public_key is not None
    if found.endpoint and not serves:
        what = f"Discord sends what people ask to {found.endpoint}, so `medlex run` gets nothing"
        remedy = f"Empty the Interactions Endpoint URL on {GENERAL}; or use `medlex serve`."
        return Finding("interactions", good=False, what=what, remedy=remedy)
    if found.endpoint:
        return Finding("interactions", good=True, what=f"Discord sends them to {found.endpoint}, for `medlex serve`")
    if serves:
        what = "Discord sends them to `medlex run`: no Interactions Endpoint URL is set"
        remedy = f"For `medlex serve`, set it on {GENERAL} (docs/hosting/http.md); else take DISCORD_PUBLIC_KEY out."
        return Finding("interactions", good=True, what=what, remedy=remedy)
    return Finding("interactions", good=True, what="Discord sends them to `medlex run`")


def _channel(found: Application) -> Finding:
    if found.channel_problem is None:
        return Finding("feedback channel", good=True, what="the bot can post there")
    remedy = "Invite the bot to that server and let it post there, or correct MEDLEX_FEEDBACK_CHANNEL (its ID)."
    return Finding("feedback channel", good=False, what=found.channel_problem, remedy=remedy)


async def _clock() -> Finding:
    from bot.discord_bot.inspection import clock_difference

    try:
        ahead = await clock_difference()
    except MedlexError as error:
        what = f"it could not be compared with Discord's. {error.problem.rstrip('.')}"
        return Finding("clock", good=False, what=what, remedy=error.remedy)
    seconds = abs(ahead.total_seconds())
    what = f"{seconds:,.0f} s {'ahead of' if ahead > timedelta() else 'behind'} Discord's"
    if abs(ahead) >= WRONG_CLOCK:
        return Finding(
            "clock", good=False, what=what, remedy=f"{SET_CLOCK} Until then `medlex serve` refuses everything."
        )
    if abs(ahead) >= INEXACT_CLOCK:
        return Finding("clock", good=True, what=what, remedy=SET_CLOCK)
    return Finding("clock", good=True, what="as Discord's")
