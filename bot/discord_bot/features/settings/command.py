"""`/settings`: what holds in a server for everybody who chooses nothing else. For people who manage the server."""

from __future__ import annotations

from discord import app_commands

from bot.discord_bot.features.settings.wording import settings as wording
from bot.discord_bot.runtime.admins import managed_guild
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.deadline import within_deadline
from bot.discord_bot.runtime.options import LANGUAGE_CHOICES
from bot.storage.records import LANGUAGE, PRIVATE, GuildValues

NONE = "none"


@app_commands.command(description="See or change the settings of this server")
@app_commands.describe(
    language="The language of replies to people whose Discord is in a language that I don't speak",
    private="Whether only the one who asks sees the reply, unless they choose otherwise",
)
@app_commands.choices(language=[*LANGUAGE_CHOICES, app_commands.Choice(name="None", value=NONE)])
@app_commands.default_permissions(manage_guild=True)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
async def settings(interaction: Interaction, language: str | None = None, private: bool | None = None) -> None:
    """Set what is given, then say what holds."""
    guild = managed_guild(interaction)
    holds = await within_deadline(_change(interaction, guild, language, private))
    await interaction.response.send_message(wording(holds), ephemeral=True)


async def _change(interaction: Interaction, guild: int, language: str | None, private: bool | None) -> GuildValues:
    """Set what is given. Returns what holds then."""
    kept = interaction.client.server_data.guild_settings
    if language == NONE:
        await kept.reset(guild, LANGUAGE)
    elif language is not None:
        await kept.set(guild, LANGUAGE, language)
    if private is not None:
        await kept.set(guild, PRIVATE, private)
    return await kept.of(guild)
