"""The settings of guilds in the database."""

from __future__ import annotations

import pytest

from bot.errors import UsageError
from bot.storage import guild_settings_table as module
from bot.storage.database import put
from bot.storage.guild_settings import LANGUAGE, PRIVATE, GuildValues
from bot.storage.guild_settings_table import GuildSettings
from bot.storage.schema import guild_setting
from bot.storage.server_data import ServerData

CLINIC, SCHOOL = 197038439483310086, 2**62


class Clock:
    """A clock that stands still until it is put forward."""

    seconds = 1_000.0

    def __call__(self) -> float:
        """The time by this clock."""
        return self.seconds


async def test_where_nothing_is_set_the_defaults_hold(data: ServerData) -> None:
    values = await data.guild_settings.of(CLINIC)
    assert (values[LANGUAGE], values[PRIVATE]) == (None, False)


async def test_a_setting_holds_in_its_guild_alone_until_it_is_reset(data: ServerData) -> None:
    await data.guild_settings.set(CLINIC, LANGUAGE, "es")
    await data.guild_settings.set(CLINIC, PRIVATE, value=True)
    here, there = await data.guild_settings.of(CLINIC), await data.guild_settings.of(SCHOOL)
    assert (here[LANGUAGE], here[PRIVATE]) == ("es", True)
    assert (there[LANGUAGE], there[PRIVATE]) == (None, False)
    await data.guild_settings.reset(CLINIC, LANGUAGE)
    await data.guild_settings.reset(CLINIC, LANGUAGE)
    here = await data.guild_settings.of(CLINIC)
    assert (here[LANGUAGE], here[PRIVATE]) == (None, True)


async def test_a_setting_can_be_changed(data: ServerData) -> None:
    for private in (True, False, True):
        await data.guild_settings.set(CLINIC, PRIVATE, private)
        assert (await data.guild_settings.of(CLINIC))[PRIVATE] is private


async def test_a_value_that_cannot_be_is_not_kept(data: ServerData) -> None:
    await data.guild_settings.set(CLINIC, LANGUAGE, "es")
    with pytest.raises(UsageError):
        await data.guild_settings.set(CLINIC, LANGUAGE, "'; DROP TABLE guild_setting; --")
    assert (await data.guild_settings.of(CLINIC))[LANGUAGE] == "es"


async def test_a_value_that_is_no_longer_possible_gives_way_to_the_default(data: ServerData) -> None:
    async with data.database.writing() as connection:
        await put(connection, guild_setting, guild_id=CLINIC, name="private", value="sometimes")
        await put(connection, guild_setting, guild_id=CLINIC, name="of-a-later-version", value="1")
    assert (await data.guild_settings.of(CLINIC))[PRIVATE] is False


async def test_another_processs_change_shows_within_half_a_minute(data: ServerData, elsewhere: ServerData) -> None:
    """Also where nothing tells of it at once."""
    clock = Clock()
    here = GuildSettings(data.database, clock)
    assert (await here.of(CLINIC))[PRIVATE] is False
    await elsewhere.guild_settings.set(CLINIC, PRIVATE, value=True)
    clock.seconds += 29
    assert (await here.of(CLINIC))[PRIVATE] is False
    clock.seconds += 2
    assert (await here.of(CLINIC))[PRIVATE] is True


async def test_the_settings_of_any_number_of_guilds_take_no_more_memory(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CACHED", 3)
    await data.guild_settings.set(1, PRIVATE, value=True)
    for guild_id in range(1, 20):
        assert (await data.guild_settings.of(guild_id))[PRIVATE] is (guild_id == 1)
        assert len(data.guild_settings._cache) <= 3  # noqa: SLF001 (memory is what this test is about)


async def test_a_change_is_not_undone_by_what_was_read_before_it(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = data.guild_settings
    read = GuildSettings._read  # noqa: SLF001 (a slow database)

    async def read_slowly(self: GuildSettings, guild_id: int) -> GuildValues:
        values = await read(self, guild_id)
        await settings.set(guild_id, PRIVATE, value=True)
        return values

    monkeypatch.setattr(GuildSettings, "_read", read_slowly)
    assert not (await settings.of(1))[PRIVATE]
    monkeypatch.undo()
    assert (await settings.of(1))[PRIVATE]
