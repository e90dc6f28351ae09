"""All checks, in the order in which a host sets Medlex up."""

from __future__ import annotations

from bot.cli.checks.configuration import configuration
from bot.cli.checks.finding import Finding
from bot.cli.checks.home import home
from bot.cli.checks.lexicon import lexicon
from bot.cli.checks.machine import machine
from bot.cli.checks.on_discord import on_discord
from bot.cli.checks.server_data import backups, server_data
from bot.cli.checks.sources import sources
from bot.settings import Settings


async def findings(settings: Settings, *, offline: bool) -> list[Finding]:
    """Check everything. `offline` means that Discord is not asked; publishers never are."""
    return [
        *home(settings),
        *configuration(settings),
        *([] if offline else [finding async for finding in on_discord(settings)]),
        *machine(settings),
        await server_data(settings),
        *backups(settings),
        *sources(settings),
        *await lexicon(settings),
    ]
