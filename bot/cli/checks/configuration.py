"""Checks of the settings themselves. No secret is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.cli.checks.finding import Finding
from bot.cli.unknown_settings import unknown_settings
from bot.discord_token import token_problem
from bot.settings import ENV_FILE, Settings

HOW_TO_RESET = (
    "Open https://discord.com/developers/applications, choose your application, and on its Bot page Reset Token. "
    "Put the new token {where}, without anything else."
)


def token_in(settings: Settings) -> str:
    """Return the bot's token; an empty text if there is none."""
    return settings.discord_token.get_secret_value().strip() if settings.discord_token else ""


def configuration(settings: Settings) -> Iterator[Finding]:
    """The token by its shape, and names that are no settings."""
    yield _token(settings)
    for each in unknown_settings():
        yield Finding("settings", good=True, what=str(each), remedy="Correct the name, or take it out.")


def how_to_reset(settings: Settings) -> str:
    """Return how to get another token, and where to put it."""
    file = settings.discord_token_file
    return HOW_TO_RESET.format(where=f"into {file}" if file else "after DISCORD_TOKEN= in the file .env")


def _token(settings: Settings) -> Finding:
    token = token_in(settings)
    if not token:
        file = Path(ENV_FILE).absolute()
        place = f"nor in {file}" if file.is_file() else f"and there is no file {file}"
        what = f"DISCORD_TOKEN is not set in the environment, {place}; `medlex preview` and the terminal work without"
        return Finding("token", good=True, what=what)
    if problem := token_problem(token):
        return Finding("token", good=False, what=f"DISCORD_TOKEN {problem}", remedy=how_to_reset(settings))
    return Finding("token", good=True, what="DISCORD_TOKEN is set")
