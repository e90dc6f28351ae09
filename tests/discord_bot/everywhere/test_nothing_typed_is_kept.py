"""After every command, suggestion, button, menu and form: what was typed is in no log, and stored only where it is for.

All loggers are at debug level, those of the libraries too. A command, component or form that is added is used at once.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest
import simcord
import structlog
from discord import app_commands
from discord_bot.body_checks import BUTTON, CHANNEL_SELECT, Json
from discord_bot.everywhere.forged import SENTENCE, forged_ids, form_fields
from discord_bot.everywhere.places import usable
from discord_bot.everywhere.test_commands_everywhere import usable as usable_in
from discord_bot.forging import submit
from discord_bot.lexicon_edits import damage
from discord_bot.world import World
from sqlalchemy import select

from bot.discord_bot.registry import COMMANDS, COMPONENTS, FORMS
from bot.logs import configure_logging
from bot.settings import Home, LogFormat, LogLevel, Settings
from bot.storage.guild_settings import GUILD_SETTINGS
from bot.storage.schema import metadata

# Words that occur nowhere else: typed as an option or into the form of a text to explain, and into any other form.
ASKED, WRITTEN = "zyxwvutask", "zyxwvutform"
EXPLAINING = "explain-text"
EVERY_COMMAND = {each.qualified_name: each for command in COMMANDS for each in usable_in(command)}
# The columns that hold what is typed into forms, because that is what they are for.
KEPT = {
    *(("feedback", "text"), ("guild_setting", "value")),
    *(("glossary_term", column) for column in ("draft", "sort_key", "words")),
    *(("glossary_change", column) for column in ("headword", "content")),
    *(("glossary_proposal", column) for column in ("draft", "sort_key", "reason")),
    *(("glossary_name", "folded"), ("glossary_import", "plan")),
}
# How often a component of one kind is used, and how many components lie between it and a command.
MAX_USES, MAX_DEPTH = 1, 3
TEXT_FIELD, MENU = 4, 3


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of a host who wants to see everything; SimCord, which plays Discord, logs too, and is left out."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(Settings(medlex_log=LogFormat.JSON, medlex_log_level=LogLevel.DEBUG))
    stream = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.setStream(stream)
        handler.addFilter(lambda record: not record.name.startswith("simcord"))
    root.setLevel(logging.DEBUG)
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", "alembic", "asyncio", "discord"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name in ("sqlalchemy.engine", "sqlalchemy.pool", "asyncio", "discord"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


@dataclass
class Visitor:
    """Somebody who manages the server and tries everything. `choice` is the option of menus that is chosen."""

    world: World
    person: simcord.MemberActor
    role: simcord.RoleHandle
    used: Counter[str] = field(default_factory=Counter)
    submitted: Counter[str] = field(default_factory=Counter)
    choice: int = 0

    async def use(self, name: str) -> None:
        """Use a command, and whatever its answer offers."""
        command = EVERY_COMMAND[name]
        if isinstance(command, app_commands.ContextMenu):
            message = await self.world.bob.send(self.world.channel, f"They found {ASKED}, interleukin and MS.")
            await self.follow(await self.person.context_menu(self.world.channel, name, message))
            return
        for parameter in command.parameters:
            if parameter.autocomplete:
                await self.person.autocomplete(self.world.channel, name, parameter.name, f"{ASKED} inter")
        for typed in (ASKED, f"interleukin {ASKED}", "interleukin"):
            options = {each.name: self.option(each, typed) for each in command.parameters if is_filled_in(each)}
            await self.follow(await self.person.slash(self.world.channel, name, **options))

    def option(self, parameter: app_commands.Parameter, typed: str) -> Any:
        """Return a value for an option: what is typed where anything may be."""
        match parameter.type:
            case discord.AppCommandOptionType.string:
                return parameter.choices[0].value if parameter.choices else typed
            case discord.AppCommandOptionType.integer:
                return 8
            case discord.AppCommandOptionType.attachment:
                return "terms.csv", f"term,definition\n{WRITTEN},{WRITTEN}".encode()
            case _:
                return self.world.channel

    async def follow(self, result: simcord.InteractionResult, depth: int = 0) -> None:
        """Fill in a form that is shown; press and choose what is on a page, but for kinds that were used enough."""
        if result.modal is not None:
            await self.follow(await self.submit(result), depth + 1)
        if result.response is None or depth == MAX_DEPTH:
            return
        for part in list(usable(result.response.components)):
            kind, message = kind_of(part["custom_id"]), result.response
            if message is None:  # it was deleted by one of its buttons
                return
            is_there = any(part["custom_id"] == each["custom_id"] for each in usable(message.components))
            if is_there and self.used[kind] < MAX_USES:
                self.used[kind] += 1
                await self.follow(await self.press(message, part), depth + 1)

    async def press(self, message: simcord.ResponseMessage, part: Json) -> simcord.InteractionResult:
        """Press a button, or choose an option of a menu."""
        if part["type"] == BUTTON:
            result = await self.person.click(message, custom_id=part["custom_id"])
        elif part["type"] == MENU:
            option = part["options"][min(self.choice, len(part["options"]) - 1)]
            result = await self.person.select(message, [option["value"]], custom_id=part["custom_id"])
        else:
            values = [self.world.channel if part["type"] == CHANNEL_SELECT else self.role]
            result = await self.person.select(message, values, custom_id=part["custom_id"])
        pressed: simcord.InteractionResult = result
        return pressed

    async def submit_others(self) -> None:
        """Send the forms that no page has shown."""
        fields = {name: _field(value) for name, value in form_fields().items()}
        for action, custom_ids in forged_ids(["interleukin"], [1]).items():
            if action in {form.action_type for form in FORMS} and not self.submitted[action.__name__]:
                for custom_id in custom_ids:
                    await submit(self.person, self.world.channel, custom_id, fields)

    async def submit(self, form: simcord.InteractionResult) -> simcord.InteractionResult:
        """Fill in a form: every text, and the first option of every menu."""
        assert form.modal is not None
        custom_id = form.modal["custom_id"]
        self.submitted[next(each.action_type.__name__ for each in FORMS if each.action_type.decode(custom_id))] += 1
        text = ASKED if custom_id.startswith(EXPLAINING) else WRITTEN
        fields: dict[str, Any] = {}
        for part in (label.get("component", label) for label in form.modal["components"]):
            if part["type"] == TEXT_FIELD:
                fields[part["custom_id"]] = f"{text} interleukin"[: part.get("max_length", 4_000)]
            elif part["type"] == MENU:
                fields[part["custom_id"]] = [part["options"][-1]["value"]]
        sent: simcord.InteractionResult = await self.person.submit_modal(form, fields)
        return sent


def _field(value: str | list[str]) -> str | list[str]:
    return WRITTEN if value == SENTENCE else value


def is_filled_in(parameter: app_commands.Parameter) -> bool:
    return parameter.required or (parameter.type is discord.AppCommandOptionType.string and not parameter.choices)


def kind_of(custom_id: str) -> str:
    """Return the name of the component that answers a `custom_id`."""
    for component in COMPONENTS:
        if component.__discord_ui_compiled_template__.fullmatch(custom_id):
            return component.__name__
    return custom_id


@pytest.fixture
async def visitor(world: World, log: io.StringIO) -> AsyncIterator[Visitor]:
    """Somebody who manages the server."""
    role = world.alice.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    ada = world.alice.guild.add_member(world.env.create_user("ada"), roles=[role])
    yield Visitor(world, ada, role)
    world.expected_errors().clear()


async def stored(world: World) -> dict[tuple[str, str], str]:
    """All that is stored, as text, by table and column."""
    found: dict[tuple[str, str], str] = {}
    async with world.clients[-1].server_data.database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                for column, value in row.items():
                    text = zlib.decompress(value).decode() if isinstance(value, bytes) else str(value)
                    found[table.name, column] = found.get((table.name, column), "") + "\n" + text
    return found


def files_of(home: Home) -> dict[str, bytes]:
    """The files that the bot writes, with those that SQLite has beside its own."""
    return {path.name: path.read_bytes() for path in home.folder.iterdir() if path.is_file()}


async def test_what_is_typed_is_in_no_log_and_stored_only_where_it_is_for(
    visitor: Visitor, world: World, log: io.StringIO, own_home: Home
) -> None:
    for name in EVERY_COMMAND:
        await visitor.use(name)
    for visitor.choice in range(1, len(GUILD_SETTINGS)):
        visitor.used.clear()
        await visitor.use("settings")
    await visitor.submit_others()
    kept = await stored(world)
    assert {where for where, text in kept.items() if ASKED in text.lower()} == set()
    assert {where for where, text in kept.items() if WRITTEN in text.lower()} <= KEPT
    assert ("feedback", "text") in {where for where, text in kept.items() if WRITTEN in text.lower()}
    assert [name for name, content in files_of(own_home).items() if ASKED.encode() in content.lower()] == []
    damage(own_home)
    for name in ("define", "search", "explain"):
        await visitor.use(name)
    lines = log.getvalue()
    assert "sqlalchemy" in lines
    assert '"logger": "discord' in lines
    assert re.findall(f".*(?:{ASKED}|{WRITTEN}).*", lines, re.IGNORECASE) == []
    assert re.findall(f".*(?:{visitor.person.id}|{world.alice.id}).*", lines) == []
