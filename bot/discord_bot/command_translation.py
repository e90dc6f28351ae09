"""Translates the names and descriptions of commands, and finds them for translators' tools.

A command is written in plain English. When it is registered, discord.py asks for the translation of each of
its names and descriptions
(https://discord.com/developers/docs/interactions/application-commands#localization). `pybabel extract`
collects the same strings for the catalogue, so a new command needs only its translations there.
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

# Contexts of strings in the catalogue. Names have one of their own, as Discord has rules for them.
NAME_CONTEXT = "name of a command or option"
OTHER_CONTEXT = "command"
NAME_LOCATIONS = frozenset({Location.command_name, Location.group_name, Location.parameter_name})


class CommandTranslator(app_commands.Translator):
    """Translates from the catalogue. People whose language has no translation see the English text."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return the translation into the language of a locale; None if that is English or a language without
        a catalogue.
        """
        if language_of(locale.value) in {None, ENGLISH}:
            return None
        with in_language(locale.value):
            return pgettext(context_of(context), string.message)


def context_of(context: app_commands.TranslationContextTypes) -> str:
    """Return the context of a string in the catalogue. Discord's rules for names exempt commands in a context menu."""
    in_menu = isinstance(context.data, app_commands.ContextMenu)
    return NAME_CONTEXT if context.location in NAME_LOCATIONS and not in_menu else OTHER_CONTEXT


class Collector(app_commands.Translator):
    """Collects each string that is to be translated once, with its context. It translates nothing."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], None] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,  # noqa: ARG002 (discord.py's)
        context: app_commands.TranslationContextTypes,
    ) -> None:
        """Collect a string. Returns no translation."""
        self.found[context_of(context), string.message] = None


async def translatable(commands: Iterable[Any] = COMMANDS) -> list[tuple[str, str]]:
    """Return all names and descriptions in these commands, as pairs of context and string."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    collector = Collector()
    for command in commands:
        tree.add_command(command)
        await command.get_translated_payload(tree, collector)
    return list(collector.found)


def extract(*_: object, **__: object) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield all strings of commands for `pybabel extract`
    (https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods).
    """
    for sentence in asyncio.run(translatable()):
        yield 0, "pgettext", sentence, []
