"""Translation of the names and descriptions of commands, and how translators' tools find them.

A command is written in plain English; discord.py asks for the translation of each of its names and descriptions when it is
registered (https://discord.com/developers/docs/interactions/application-commands#localization). `pybabel extract` collects for the
catalogue whatever is asked for then, so a new command needs only its lines there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.ui.translation import in_language, pgettext
from bot.languages import ENGLISH, language_of

# Discord has rules for names, so the catalogue has them in a context of their own.
NAME = "name of a command or option"
REST = "command"
NAMES = frozenset({Location.command_name, Location.group_name, Location.parameter_name})


class CommandTranslator(app_commands.Translator):
    """Translates with the catalogue. Discord shows the English text to people whose language has no translation."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the translation into the language of a locale; None when that is English or none of ours."""
        if language_of(locale.value) in {None, ENGLISH}:
            return None
        with in_language(locale.value):
            return pgettext(context_of(context), string.message)


def context_of(context: app_commands.TranslationContextTypes) -> str:
    """Return the context under which the catalogue has a string. The name of a command in a menu is not typed, so no rules hold."""
    in_menu = isinstance(context.data, app_commands.ContextMenu)
    return NAME if context.location in NAMES and not in_menu else REST


class Collector(app_commands.Translator):
    """Collects what is to be translated, once each, with its context, and translates nothing."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], None] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,  # noqa: ARG002 (discord.py's)
        context: app_commands.TranslationContextTypes,
    ) -> None:
        """Collect a string."""
        self.found[context_of(context), string.message] = None


async def translatable(commands: Iterable[Any] = COMMANDS) -> list[tuple[str, str]]:
    """Return all names and descriptions in these commands, each with the context under which the catalogue has it."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    collector = Collector()
    for command in commands:
        tree.add_command(command)
        await command.get_translated_payload(tree, collector)
    return list(collector.found)


def extract(*_: object, **__: object) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield them for `pybabel extract` (https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods)."""
    for sentence in asyncio.run(translatable()):
        yield 0, "pgettext", sentence, []
