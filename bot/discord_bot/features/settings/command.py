"""`/settings`: the panel of a server's settings. For people who manage the server.

The command has an option for each setting that has a text for one, and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any

from discord import app_commands

from bot.discord_bot.features.settings.panel import send_panel
from bot.discord_bot.runtime.commands import managed_guild
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.storage.guild_settings import GUILD_SETTINGS, GuildSetting

# A choice of settings whose default is no value: nothing is set any longer.
NONE = app_commands.Choice(name="None", value="none")

Settings = Sequence[GuildSetting[Any]]
Callback = Callable[..., Coroutine[Any, Any, None]]


def settings_command(settings: Settings) -> app_commands.Command[Any, ..., None]:
    """Make a command that shows the panel, and changes those of these settings that have an option."""
    by_option = [setting for setting in settings if setting.option]

    async def answer(interaction: Interaction, **given: Any) -> None:
        guild_id = managed_guild(interaction)
        changed = [setting for setting in by_option if given[setting.name] is not None]
        if changed:
            await within_deadline(_change(interaction, guild_id, changed, given))
        await send_panel(interaction, changed)

    for restrict in (
        app_commands.default_permissions(manage_guild=True),
        app_commands.allowed_installs(guilds=True, users=False),
        app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False),
    ):
        restrict(answer)
    return app_commands.command(name="settings", description="See or change the settings of this server")(
        _with_options(answer, by_option)
    )


def _with_options(callback: Callback, settings: Settings) -> Callback:
    """Give a callback one optional parameter for each setting: discord.py reads its options from the signature."""
    options = [
        Parameter(setting.name, Parameter.KEYWORD_ONLY, default=None, annotation=setting.value_type.option | None)
        for setting in settings
    ]
    interaction = Parameter("interaction", Parameter.POSITIONAL_OR_KEYWORD)
    callback.__signature__ = Signature([interaction, *options])  # type: ignore[attr-defined]
    app_commands.describe(**{setting.name: setting.option or setting.title for setting in settings})(callback)
    choices = {setting.name: _choices(setting) for setting in settings if setting.value_type.choices}
    return app_commands.choices(**choices)(callback)


def _choices(setting: GuildSetting[Any]) -> list[app_commands.Choice[str]]:
    choices = [app_commands.Choice(name=name, value=text) for text, name in setting.value_type.choices.items()]
    return [*choices, NONE] if setting.default is None else choices


async def _change(interaction: Interaction, guild_id: int, settings: Settings, given: Mapping[str, Any]) -> None:
    """Set these settings to what is given, by their names."""
    stored = interaction.client.server_data.guild_settings
    for setting in settings:
        value = given[setting.name]
        is_none = value == NONE.value and setting.default is None
        await stored.set(guild_id, setting, None if is_none else value)


settings = settings_command(GUILD_SETTINGS)
