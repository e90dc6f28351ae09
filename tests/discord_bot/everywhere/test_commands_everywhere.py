"""Every command, used by everybody who can come to it, wherever and in whichever language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import simcord
from discord import app_commands
from discord_bot.everywhere.places import MANAGER, PLACES, Here, read
from discord_bot.everywhere.sentences import languages_of

from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.runtime.errors import mistake
from bot.discord_bot.ui.translation import in_language
from bot.errors import UsageError

# How each command is used; what is written in the message of a command in its menu.
USES: dict[str, dict[str, Any]] = {
    "define": {"term": "interleukin"},
    "search": {"words": "lack of oxygen in the blood"},
    "compare": {"first": "interleukin", "second": "cytokine"},
    "browse": {"letter": "a"},
    "random": {},
    "pronounce": {"term": "interleukin"},
    "journals": {"topic": "interleukin"},
    "sources": {},
    "about": {},
    "help": {},
    "Explain medical terms": {
        "written": "They found interleukin-6 and frostbite, wrote MS on it, and then ER, so I went to the ER."
    },
    "explain": {},
    "saved": {},
    "study": {},
    "feedback": {"term": "interleukin"},
    "privacy": {},
    "daily set": {"hour": 8},
    "daily off": {},
    "daily status": {},
    "daily now": {},
    "quiz": {},
    "settings": {},
}
TYPED = {
    "term": "inter",
    "topic": "inter",
    "first": "inter",
    "second": "cyto",
    "source": "mesh",
    "letter": "i",
    "timezone": "madrid",
}
ALWAYS_PRIVATE = {"Explain medical terms", "saved", "study", "privacy"}
# An example of what a server gets is in the language of the server.
SERVERS_OWN = {"daily now": "en"}
FORMS_SHOWN = {"explain", "feedback"}
# https://discord.com/developers/docs/interactions/application-commands#create-global-application-command
FOR_ALL = {"default_member_permissions": None, "contexts": [0, 1, 2], "integration_types": [0, 1]}

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


# Those of a server's glossary are for servers only, and differ by rights: test_glossary_everywhere.py.
OTHERS = [command for command in COMMANDS if command.name != "glossary"]


def usable(command: AnyCommand | app_commands.Group) -> Iterator[AnyCommand]:
    """Yield the command itself, or, of a group, the commands in it."""
    if isinstance(command, app_commands.Group):
        yield from (each for each in command.walk_commands() if isinstance(each, app_commands.Command))
    else:
        yield command


BY_NAME = {each.qualified_name: each for command in OTHERS for each in usable(command)}
FOR_MANAGERS = {each.qualified_name for command in OTHERS if command.default_permissions for each in usable(command)}
FOR_EVERYBODY = BY_NAME.keys() - FOR_MANAGERS


def test_every_command_is_tried() -> None:
    assert set(USES) == set(BY_NAME)


async def use(here: Here, name: str, **more: Any) -> simcord.InteractionResult:
    """They use a command as `USES` has it."""
    options = USES[name] | more
    if isinstance(BY_NAME[name], app_commands.ContextMenu):
        return await here.explain(name, **options)
    if name == "daily set":
        options |= {"channel": here.channel}
    return await here.slash(name, **options)


ONLY_ADMINS = UsageError("Only people with the Manage Server permission can do this.", "Ask one of them.")
ONLY_SERVERS = UsageError(
    "This command works only in a server.", "Use it in a channel of a server that has added this bot."
)


def offered_to(here: Here) -> dict[str, AnyCommand]:
    """The commands that Discord shows to somebody."""
    return {name: command for name, command in BY_NAME.items() if here.manages or name in FOR_EVERYBODY}


async def let_everybody_see_every_command(here: Here) -> None:
    """Show all commands to everybody everywhere, as a server's own settings or an old registration may do."""
    client = here.world.clients[-1]
    commands = [command.to_dict(client.tree) | FOR_ALL for command in COMMANDS]
    await client.http.bulk_upsert_global_commands(client.application_id or 0, payload=commands)


def refusal(here: Here, language: str) -> str:
    """Return the reply to people who may not use a command for admins."""
    with in_language(language):
        return mistake(ONLY_ADMINS if here.is_in_server else ONLY_SERVERS)


async def test_every_command_answers_in_the_readers_language_and_as_privately_as_asked(
    here: Here, language: str
) -> None:
    for name, command in offered_to(here).items():
        result = await use(here, name)
        assert languages_of(read(result)) == {SERVERS_OWN.get(name, language)}, name
        assert (result.modal is not None) is (name in FORMS_SHOWN), name
        assert result.ephemeral is (name in ALWAYS_PRIVATE | FOR_MANAGERS), name
        if name not in FOR_MANAGERS and "private" in [each.name for each in getattr(command, "parameters", ())]:
            private = await use(here, name, private=True)
            assert private.ephemeral, name
            assert languages_of(read(private)) == {language}, name


@pytest.mark.parametrize("language", ["en"], indirect=True)
async def test_a_command_for_managers_is_shown_to_nobody_else(here: Here) -> None:
    where = (here.channel,) if here.is_in_server else ()
    assert FOR_MANAGERS & set(here.person.available_commands(*where)) == (FOR_MANAGERS if here.manages else set())


@pytest.mark.parametrize("here", [place for place in PLACES if place != MANAGER], indirect=True)
async def test_whoever_is_shown_a_command_for_managers_all_the_same_is_told_privately_why_it_is_not_for_them(
    here: Here, language: str
) -> None:
    await let_everybody_see_every_command(here)
    # Outside of servers nobody has a channel to choose.
    tried = FOR_MANAGERS if here.is_in_server else FOR_MANAGERS - {"daily set"}
    for name in tried:
        result = await use(here, name)
        assert result.ephemeral, name
        assert read(result) == [refusal(here, language)], name
        assert languages_of(read(result)) == {language}, name
    assert len(here.world.expected_errors()) == len(tried)


async def test_whatever_is_offered_while_somebody_types_is_offered_everywhere(here: Here, language: str) -> None:
    for name, command in offered_to(here).items():
        for option in getattr(command, "parameters", ()):
            if option.autocomplete:
                assert await here.offered(name, option.name, TYPED[option.name]), (name, option.name)
