"""Who uses Medlex, and where: what Discord tells differs, and so does what is to be expected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from discord_bot.body_checks import BUTTON, Json, walk
from discord_bot.everywhere.sentences import texts_in
from discord_bot.telling import Telling
from discord_bot.world import World
from simcord.actors import _dispatch_actor_interaction, _resolve_visible_command
from simcord.backend import serializers
from simcord.enums import AppCommandType, InteractionType

# https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-context-types
PRIVATE_CHANNEL = 2
# https://discord.com/developers/docs/resources/application#application-object-application-integration-types
USER_INSTALL = "1"


@dataclass(frozen=True)
class Here:
    """Somebody in one place, and what they do there. `manages` says whether they manage the server that it is in."""

    world: World
    person: simcord.MemberActor | simcord.UserHandle
    channel: simcord.ChannelHandle
    manages: bool = False

    @property
    def is_in_server(self) -> bool:
        """True if the channel is in a server."""
        return isinstance(self.person, simcord.MemberActor)

    async def slash(self, command: str, **options: Any) -> simcord.InteractionResult:
        """They use a slash command."""
        if isinstance(self.person, simcord.MemberActor):
            return await self.person.slash(self.channel, command, **options)
        result: simcord.InteractionResult = await self.person.slash(command, **options)
        return result

    async def offered(self, command: str, option: str, typed: str) -> list[Any]:
        """Return the suggestions that they see while they type."""
        if isinstance(self.person, simcord.MemberActor):
            return await self.person.autocomplete(self.channel, command, option, typed)
        return await self.person.autocomplete(command, option, typed)

    async def explain(self, command: str, written: str) -> simcord.InteractionResult:
        """They use a command in the menu of a message with this text. SimCord has no such menu in direct messages."""
        if isinstance(self.person, simcord.MemberActor):
            owner = simcord.MemberActor(self.world.env, self.person.guild, self.person.guild.owner)
            message = await owner.send(self.channel, written)
            return await self.person.context_menu(self.channel, command, message)
        message = await self.person.send_dm(written)
        data = self._of_menu(command, self.world.env.backend.get_message(self.channel.id, message.id))
        return await _dispatch_actor_interaction(self.person, InteractionType.APPLICATION_COMMAND, self.channel, data)

    def _of_menu(self, name: str, message: Any) -> dict[str, Any]:
        command = _resolve_visible_command(self.person, self.channel.id, name, AppCommandType.MESSAGE)
        said = dict(serializers.message_payload(self.world.env.backend, message))
        target = {"target_id": str(message.id), "resolved": {"messages": {str(message.id): said}}}
        return {"id": command["id"], "name": name, "type": AppCommandType.MESSAGE, **target}

    async def press(self, message: simcord.ResponseMessage, begins: str) -> simcord.InteractionResult:
        """They press the first button, or choose the first option of the first menu, whose `custom_id` begins so."""
        part = next(part for part in usable(message.components) if part["custom_id"].startswith(begins))
        if part["type"] == BUTTON:
            result = await self.person.click(message, custom_id=part["custom_id"])
        else:
            result = await self.person.select(message, [part["options"][0]["value"]], custom_id=part["custom_id"])
        pressed: simcord.InteractionResult = result
        return pressed

    async def send(self, form: simcord.InteractionResult, **fields: Any) -> simcord.InteractionResult:
        """They fill in a form."""
        sent: simcord.InteractionResult = await self.person.submit_modal(form, fields)
        return sent


def usable(components: list[Json]) -> Iterator[Json]:
    """The buttons and menus that can be used."""
    return (part for part in walk(components) if "custom_id" in part and not part.get("disabled"))


def read(result: simcord.InteractionResult) -> list[str]:
    """All that is read in an answer: a form, or a message."""
    assert result.response is not None or result.modal is not None, result
    if result.response is None:
        return list(texts_in(result.modal))
    return [*filter(None, [result.response.content]), *texts_in(result.response.components)]


def manager(world: World, _: Telling) -> Here:
    """Somebody who manages the server."""
    role = world.alice.guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    ada = world.alice.guild.add_member(world.env.create_user("ada"), roles=[role])
    return Here(world, ada, world.channel, manages=True)


def member(world: World, _: Telling) -> Here:
    """Any member of the server."""
    return Here(world, world.alice, world.channel)


def silenced(world: World, _: Telling) -> Here:
    """A member who may do nothing in the channel but read it and use commands; nor may the bot."""
    guild = world.alice.guild
    allowed = discord.Permissions(view_channel=True, read_message_history=True, use_application_commands=True)
    overwrite = discord.PermissionOverwrite.from_pair(allowed, ~allowed)
    channel = guild.create_text_channel("announcements", overwrites={guild.default_role: overwrite})
    return Here(world, world.bob, channel)


def direct_message(world: World, _: Telling) -> Here:
    """Somebody alone with the bot."""
    return Here(world, world.alice.user, world.alice.user.dm_channel)


def group_chat(world: World, telling: Telling) -> Here:
    """Somebody who has Medlex installed to their account, in a chat with others."""
    carol = world.env.create_user("carol")
    chat = {"id": str(carol.dm_channel.id), "type": discord.ChannelType.group.value, "recipients": [], "name": "Family"}
    telling.tell(carol, context=PRIVATE_CHANNEL, channel=chat, **_own_install(carol))
    return Here(world, carol, carol.dm_channel)


def own_install(world: World, telling: Telling) -> Here:
    """Somebody who has Medlex installed to their account, in a server that it is no member of."""
    server = world.env.create_guild("Elsewhere")
    carol = server.add_member(world.env.create_user("carol"))
    partial = {"id": str(server.id), "locale": "en-US", "features": []}
    telling.tell(carol, guild=partial, **_own_install(carol))
    return Here(world, carol, server.create_text_channel("talk"))


def _own_install(person: simcord.MemberActor | simcord.UserHandle) -> dict[str, Any]:
    return {"authorizing_integration_owners": {USER_INSTALL: str(person.id)}, "app_permissions": "0"}


MANAGER = "a manager of the server"
PLACES: dict[str, Callable[[World, Telling], Here]] = {
    MANAGER: manager,
    "a member": member,
    "a member without permissions": silenced,
    "a direct message": direct_message,
    "a group chat": group_chat,
    "a server without the bot": own_install,
}
