"""Presses and forms that no client of Discord's sends: with any `custom_id`, on any message of the bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import simcord
from discord import ComponentType, MessageFlags, ui
from discord_bot.body_checks import Json
from discord_bot.world import World
from simcord.actors import _dispatch_actor_interaction
from simcord.backend import serializers
from simcord.enums import InteractionType

from bot.discord_bot.registry import COMPONENTS

Person = simcord.MemberActor | simcord.UserHandle
ANY_VALUE = "interleukin"
CONTAINER, ROW, LABEL = 17, 1, 18


def is_menu(custom_id: str) -> bool:
    """Return True if the component that answers this `custom_id` is a menu."""
    answering = (each for each in COMPONENTS if each.__discord_ui_compiled_template__.fullmatch(custom_id))
    return any(ui.Select.__name__ in str(getattr(each, "__orig_bases__", ())) for each in answering)


async def press(  # noqa: PLR0913 (who, where and what)
    world: World,
    person: Person,
    channel: simcord.ChannelHandle,
    custom_id: str,
    *,
    values: Sequence[str] = (ANY_VALUE,),
    private: bool = False,
) -> simcord.InteractionResult:
    """Somebody uses a component with this `custom_id`, on a message of the bot that has nothing else. `values` are what
    they choose if it is a menu.
    """
    part, data = _component(custom_id, values)
    backend, flags = world.env.backend, MessageFlags(components_v2=True, ephemeral=private)
    rows = [{"type": CONTAINER, "components": [{"type": ROW, "components": [part]}]}]
    message = backend.create_message(channel.id, backend.bot_user.id, components=rows, flags=flags.value)
    extra = {"message": dict(serializers.message_payload(backend, message))}
    return await _dispatch_actor_interaction(
        person, InteractionType.MESSAGE_COMPONENT, channel, data, extra=extra, source_message_id=message.id
    )


def _component(custom_id: str, values: Sequence[str]) -> tuple[Json, Json]:
    """Return a button or menu, and the data of its use."""
    if is_menu(custom_id):
        kind = ComponentType.select.value
        options = [{"label": value or "-", "value": value} for value in dict.fromkeys([*values, "another"])]
        part: Json = {"type": kind, "custom_id": custom_id, "options": options}
        return part, {"custom_id": custom_id, "component_type": kind, "values": list(values)}
    kind = ComponentType.button.value
    return (
        {"type": kind, "custom_id": custom_id, "label": "Press", "style": 2},
        {"custom_id": custom_id, "component_type": kind},
    )


async def submit(
    person: Person, channel: simcord.ChannelHandle, custom_id: str, fields: Mapping[str, str | list[str]]
) -> simcord.InteractionResult:
    """Somebody sends a form with this `custom_id` and these fields, by the ids of these; lists are choices of menus."""
    components = [{"type": LABEL, "component": _field(name, content)} for name, content in fields.items()]
    data = {"custom_id": custom_id, "components": components}
    return await _dispatch_actor_interaction(person, InteractionType.MODAL_SUBMIT, channel, data)


def _field(name: str, content: str | list[str]) -> Json:
    if isinstance(content, str):
        return {"type": ComponentType.text_input.value, "custom_id": name, "value": content}
    return {"type": ComponentType.select.value, "custom_id": name, "values": content}
