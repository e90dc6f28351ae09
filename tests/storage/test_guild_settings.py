"""Settings of guilds as records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.errors import UsageError
from bot.storage.guild_settings import GUILD_SETTINGS, LANGUAGE, PRIVATE, GuildSetting, documentation_table

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "server-settings.md"


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [(LANGUAGE, " ES", "es"), (PRIVATE, "True", True), (PRIVATE, "false ", False)],
)
def test_a_setting_reads_what_an_admin_types(setting: GuildSetting[Any], typed: str, value: object) -> None:
    assert setting.value_type.read(typed) == value
    assert setting.value_type.read(setting.value_type.write(value)) == value


@pytest.mark.parametrize(
    ("setting", "typed"), [(LANGUAGE, "Spanish"), (LANGUAGE, ""), (LANGUAGE, "e\x00"), (PRIVATE, "yes"), (PRIVATE, "")]
)
def test_a_setting_refuses_what_it_cannot_be(setting: GuildSetting[Any], typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        setting.value_type.read(typed)
    assert f"“{typed}”" in refused.value.problem


@pytest.mark.parametrize("setting", GUILD_SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_says_what_it_is_and_has_a_possible_default(setting: GuildSetting[Any]) -> None:
    assert setting.title
    assert setting.option is None or (setting.option and not setting.option.endswith("."))
    assert setting.explanation.endswith(".")
    assert setting.documentation.endswith(".")
    read, write = setting.value_type.read, setting.value_type.write
    assert setting.default is None or read(write(setting.default)) == setting.default
    assert [write(read(choice)) for choice in setting.value_type.choices] == list(setting.value_type.choices)


def test_settings_have_names_of_their_own() -> None:
    assert len({setting.name for setting in GUILD_SETTINGS}) == len(GUILD_SETTINGS) >= 2


def test_the_documentation_is_made_from_the_records() -> None:
    assert documentation_table() in DOCUMENTATION.read_text("utf-8")
