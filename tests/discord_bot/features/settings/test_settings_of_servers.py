"""`/settings`: the panel, its quick options, and who may use them."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord
from discord_bot.body_checks import walk
from discord_bot.features.settings.conftest import Panel
from discord_bot.world import World, answered, shown

from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.runtime.inbox import FailedPost
from bot.errors import DataError
from bot.storage.guild_settings import (
    APPROVERS,
    EMERGENCY_NUMBER,
    FIRST_DEFINITIONS,
    GLOSSARY,
    GUILD_SETTINGS,
    HIDDEN_SOURCES,
    INBOX,
    LANGUAGE,
    PRIVATE,
    PRIVATE_EXCEPT,
    FirstDefinitions,
    GlossaryMode,
    GuildSetting,
)
from bot.storage.records import TermOfTheDay

DENIED = discord.PermissionOverwrite(view_channel=False, send_messages=False)


async def answer_of(world: World, admin: simcord.MemberActor, **options: object) -> str:
    """Return the private answer to the admin."""
    message = answered(await admin.slash(world.channel, "settings", **options))
    assert message.ephemeral
    return shown(message).text


async def value_of(world: World, setting: GuildSetting[Any]) -> Any:
    """The value that holds in the server."""
    return (await world.clients[-1].server_data.guild_settings.of(world.alice.guild.id))[setting]


async def put(world: World, setting: GuildSetting[Any], value: Any) -> None:
    """Set a value without the panel."""
    await world.clients[-1].server_data.guild_settings.set(world.alice.guild.id, setting, value)


def menu(panel: Panel, custom_id: str) -> dict[str, Any]:
    """A menu of the panel."""
    return next(part for part in walk(panel.message.components) if part.get("custom_id") == custom_id)


# The command


async def test_the_panel_shows_all_settings_privately_and_what_is_the_default(panel: Panel) -> None:
    assert panel.message.ephemeral
    for setting in GUILD_SETTINGS:
        assert f"{setting.title}: " in panel.text
    assert "Default language: none; English is used *(default)*" in panel.text
    assert "Private replies by default: no *(default)*" in panel.text
    assert "Term of the day: off *(default)*" in panel.text


async def test_a_language_is_set_and_reset_by_its_option(world: World, admin: simcord.MemberActor) -> None:
    assert "✅ Saved. Default language: Español" in await answer_of(world, admin, language="es")
    assert "Default language: **Español (Spanish)**" in await answer_of(world, admin)
    assert "Default language: none; English is used *(default)*" in await answer_of(world, admin, language="none")


async def test_private_by_default_holds_until_the_asker_chooses_otherwise(
    world: World, admin: simcord.MemberActor
) -> None:
    assert not (await world.define("interleukin")).ephemeral
    assert "Private replies by default: **yes**" in await answer_of(world, admin, private=True)
    assert (await world.define("interleukin")).ephemeral
    assert (await world.alice.slash(world.channel, "about")).ephemeral
    assert (await world.alice.slash(world.channel, "quiz")).ephemeral
    assert not (await world.define("interleukin", private=False)).ephemeral
    await world.restart()
    assert (await world.define("interleukin")).ephemeral
    assert "Private replies by default: **no**" in await answer_of(world, admin, private=False)
    assert not (await world.define("interleukin")).ephemeral


async def test_other_servers_and_direct_messages_are_not_concerned(world: World, admin: simcord.MemberActor) -> None:
    await answer_of(world, admin, private=True)
    other = world.env.create_guild("Other")
    there = other.add_member(world.alice.user)
    assert not (await there.slash(other.create_text_channel("talk"), "define", term="interleukin")).ephemeral
    assert not (await world.alice.user.slash("define", term="interleukin")).ephemeral


async def test_settings_that_cannot_be_read_keep_nobody_from_an_answer(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord_bot.runtime.context.SECONDS_FOR_SETTINGS", 0.0)
    assert (await world.page("interleukin")).components


async def test_replies_are_private_while_settings_cannot_be_read(
    world: World, admin: simcord.MemberActor, monkeypatch: pytest.MonkeyPatch
) -> None:
    await answer_of(world, admin, private=False)
    assert not (await world.define("interleukin")).ephemeral

    async def unreadable(*_: object) -> None:
        raise DataError("It is locked.", "Wait.")

    monkeypatch.setattr("bot.storage.guild_settings_table.GuildSettings.of", unreadable)
    assert (await world.define("interleukin")).ephemeral
    assert not (await world.define("interleukin", private=False)).ephemeral


# The pages of settings


async def test_a_switch_is_pressed_and_the_default_comes_back(world: World, panel: Panel) -> None:
    await panel.open("private")
    assert "Only the person who asks sees the reply" in panel.text
    await panel.press("Yes")
    assert "✅ Saved. Now: **yes**" in panel.text
    assert "Default: no" in panel.text
    assert await value_of(world, PRIVATE) is True
    await panel.press("Use the default")
    assert "Now: no *(default)*" in panel.text
    await panel.press("All settings")
    assert "Private replies by default: no *(default)*" in panel.text


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        (LANGUAGE, "es", "✅ Saved. Now: **Español (Spanish)**"),
        (FIRST_DEFINITIONS, FirstDefinitions.PROFESSIONAL, "for health professionals"),
        (GLOSSARY, GlossaryMode.PROPOSALS, "on, and members may suggest terms"),
    ],
)
async def test_a_choice_is_made_in_a_menu(
    world: World, panel: Panel, setting: GuildSetting[Any], value: object, said: str
) -> None:
    text = setting.value_type.write(value)
    await panel.open(setting.name)
    await panel.choose(f"settings:value:{setting.name}", text)
    assert said in panel.text
    assert await value_of(world, setting) == value
    chosen = [each["value"] for each in menu(panel, f"settings:value:{setting.name}")["options"] if each.get("default")]
    assert chosen == [text]


async def test_channels_and_roles_are_chosen_from_discords_own_menus(world: World, panel: Panel) -> None:
    guild = world.alice.guild
    hall, role = guild.create_text_channel("hall"), guild.create_role("editors")
    await panel.open("private_except")
    await panel.choose("settings:value:private_except", world.channel, hall)
    assert await value_of(world, PRIVATE_EXCEPT) == {world.channel.id, hall.id}
    assert f"<#{hall.id}>" in panel.text
    defaults = menu(panel, "settings:value:private_except")["default_values"]
    assert {int(each["id"]) for each in defaults} == {world.channel.id, hall.id}
    await panel.choose("settings:value:private_except")
    assert "Now: none *(default)*" in panel.text
    await (await panel.press("All settings")).open("approvers")
    await panel.choose("settings:value:approvers", role)
    assert await value_of(world, APPROVERS) == {role.id}
    assert f"<@&{role.id}>" in panel.text


async def test_a_channel_to_post_in_is_refused_where_the_bot_may_not_post(world: World, panel: Panel) -> None:
    guild = world.alice.guild
    seen = discord.PermissionOverwrite(view_channel=True)
    overwrites: dict[Any, Any] = {guild.default_role: DENIED, guild.roles["admins"]: seen}
    secret = guild.create_text_channel("secret", overwrites=overwrites)
    await panel.open("inbox")
    refused = await panel.admin.select(panel.message, [secret], custom_id="settings:value:inbox")
    assert "not allowed to post in that channel" in answered(refused).content
    assert world.expected_errors() == []
    assert await value_of(world, INBOX) is None
    await panel.choose("settings:value:inbox", world.channel)
    assert await value_of(world, INBOX) == world.channel.id
    await panel.choose("settings:value:inbox")
    assert await value_of(world, INBOX) is None


async def test_sources_are_hidden_and_shown_again(world: World, panel: Panel) -> None:
    await panel.open("hidden_sources")
    await panel.choose("settings:sources:0:hidden_sources", "mesh", "glossary")
    assert await value_of(world, HIDDEN_SOURCES) == {"mesh", "glossary"}
    assert "Medical Subject Headings (MeSH)" in panel.text
    await panel.choose("settings:sources:0:hidden_sources", "mesh")
    assert await value_of(world, HIDDEN_SOURCES) == {"mesh"}


async def test_a_number_is_written_in_a_form(world: World, panel: Panel) -> None:
    await panel.open("emergency_number")
    await write(panel, "  061 ")
    assert "✅ Saved. Now: **061**" in panel.text
    assert await value_of(world, EMERGENCY_NUMBER) == "061"
    refused = await write(panel, "call me")
    assert "“call me” is not a telephone number." in answered(refused).content
    assert await value_of(world, EMERGENCY_NUMBER) == "061"
    await write(panel, "")
    assert await value_of(world, EMERGENCY_NUMBER) is None


async def write(panel: Panel, text: str) -> simcord.InteractionResult:
    """Fill in the form of the page."""
    form = await panel.admin.click(panel.message, label="Write…")
    assert form.modal is not None
    return await panel.admin.submit_modal(form, {"value": text})


# What no longer exists


async def test_deleted_channels_and_roles_are_shown_and_removed(world: World, panel: Panel) -> None:
    await put(world, PRIVATE_EXCEPT, frozenset({world.channel.id, 77}))
    await put(world, APPROVERS, frozenset({78}))
    await panel.open("private_except")
    assert "⚠️ No longer there: `77`" in panel.text
    assert [int(each["id"]) for each in menu(panel, "settings:value:private_except")["default_values"]] == [
        world.channel.id
    ]
    await panel.press("Remove what is no longer there")
    assert "No longer there" not in panel.text
    assert await value_of(world, PRIVATE_EXCEPT) == {world.channel.id}
    await (await panel.press("All settings")).open("approvers")
    await panel.press("Remove what is no longer there")
    assert await value_of(world, APPROVERS) == frozenset()


async def test_a_source_that_was_removed_is_shown_and_taken_out(world: World, panel: Panel) -> None:
    await put(world, HIDDEN_SOURCES, frozenset({"mesh", "old-source"}))
    await panel.open("hidden_sources")
    assert "⚠️ No longer there: old-source (not installed)" in panel.text
    await panel.press("Remove what is no longer there")
    assert await value_of(world, HIDDEN_SOURCES) == {"mesh"}


async def test_if_discord_lists_no_channels_nothing_is_called_gone(
    world: World, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(world, PRIVATE_EXCEPT, frozenset({77}))

    async def silent(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("discord.http.HTTPClient.get_roles", silent)
    await panel.open("private_except")
    assert "No longer there" not in panel.text


async def test_a_value_that_an_older_version_stored_is_the_default(world: World, panel: Panel) -> None:
    await put(world, FIRST_DEFINITIONS, FirstDefinitions.PROFESSIONAL)
    data = world.clients[-1].server_data.guild_settings
    async with data.database.writing() as connection:
        await connection.exec_driver_sql("UPDATE guild_setting SET value = 'for children'")
    await world.restart()
    text = await answer_of(world, panel.admin)
    assert "First definitions: in plain words *(default)*" in text


# The term of the day


async def test_the_term_of_the_day_starts_with_a_channel(world: World, panel: Panel) -> None:
    await panel.open("term-of-the-day")
    assert "Now: off *(default)*" in panel.text
    await panel.choose("settings:daily-channel", world.channel)
    assert f"in <#{world.channel.id}> at 09:00 (UTC)" in panel.text
    await panel.choose("settings:daily-hour", "18")
    terms = world.clients[-1].server_data.terms_of_the_day
    guild = world.alice.guild.id
    assert await terms.get(guild) == TermOfTheDay(guild, world.channel.id, 18, "UTC", None)
    await panel.press("All settings")
    assert f"Term of the day: **in <#{world.channel.id}> at 18:00 (UTC)**" in panel.text
    await (await panel.open("term-of-the-day")).press("Turn it off")
    assert await terms.get(guild) is None
    await panel.choose("settings:daily-channel", world.channel)
    await panel.choose("settings:daily-channel")
    assert await terms.get(guild) is None


async def test_what_daily_has_set_stays_when_the_channel_changes(world: World, panel: Panel) -> None:
    guild, hall = world.alice.guild, world.alice.guild.create_text_channel("hall")
    terms = world.clients[-1].server_data.terms_of_the_day
    await terms.set(TermOfTheDay(guild.id, world.channel.id, 7, "Europe/Madrid", "es"))
    await panel.open("term-of-the-day")
    await panel.choose("settings:daily-channel", hall)
    assert await terms.get(guild.id) == TermOfTheDay(guild.id, hall.id, 7, "Europe/Madrid", "es")


# Posts that failed


async def test_the_panel_says_why_the_last_posts_failed(world: World, admin: simcord.MemberActor, panel: Panel) -> None:
    client, guild = world.clients[-1], world.alice.guild.id
    await put(world, INBOX, world.channel.id)
    await client.server_data.terms_of_the_day.set(TermOfTheDay(guild, world.channel.id, 7, "UTC", None))
    client.inbox.failures[guild] = FailedPost(world.channel.id, PostFailure.FORBIDDEN)
    client.post_failures.note(guild, PostFailure.NO_CHANNEL)
    assert (await answer_of(world, admin)).count("⚠️ the last post failed") == 2
    await panel.open("inbox")
    assert "Give me the View Channel and Send Messages permissions." in panel.text
    await (await panel.press("All settings")).open("term-of-the-day")
    assert "that channel no longer exists" in panel.text


# Who may


async def test_others_are_refused_kindly(world: World) -> None:
    guild = world.alice.guild
    registered = world.env.backend.visible_commands(user_id=guild.owner.id, channel_id=world.channel.id)
    (command,) = [each for each in registered if each["name"] == "settings"]
    guild.set_command_permissions(int(command["id"]), {world.alice: True})
    message = answered(await world.alice.slash(world.channel, "settings", private=True))
    assert message.ephemeral
    assert "with the Manage Server permission" in message.content
    assert world.expected_errors()
    assert not (await world.define("interleukin")).ephemeral


@pytest.mark.parametrize("step", ["Yes", "Use the default", "All settings"])
async def test_a_press_is_refused_once_the_permission_is_gone(world: World, panel: Panel, step: str) -> None:
    await put(world, PRIVATE, value=True)
    await panel.open("private")
    before = panel.message.components
    role = world.env.backend.get_guild(world.alice.guild.id).roles[world.alice.guild.roles["admins"].id]
    role.permissions = 0
    refused = await panel.admin.click(panel.message, label=step)
    assert "with the Manage Server permission" in answered(refused).content
    assert panel.message.components == before
    assert await value_of(world, PRIVATE) is True


async def test_a_setting_that_is_no_more_says_so(world: World, panel: Panel, monkeypatch: pytest.MonkeyPatch) -> None:
    await panel.open("private")
    monkeypatch.setattr("bot.storage.guild_settings.GUILD_SETTINGS", (LANGUAGE,))
    refused = await panel.admin.click(panel.message, label="Yes")
    assert "This setting no longer exists." in answered(refused).content
    assert await value_of(world, PRIVATE) is False
