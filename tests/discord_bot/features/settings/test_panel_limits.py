"""The pages of `/settings` stay within Discord's limits, whatever is set and however much there is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from discord_bot.body_checks import message_problems

from bot.discord_bot.features.settings.daily_page import DailyState, daily_settings_page, daily_words, next_post
from bot.discord_bot.features.settings.page import settings_page
from bot.discord_bot.features.settings.setting_page import setting_form, setting_page
from bot.discord_bot.features.settings.values import ServerState
from bot.discord_bot.runtime.context import PostFailure
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.languages import LANGUAGES
from bot.storage.guild_settings import GUILD_SETTINGS, GuildSetting, GuildValues
from bot.storage.records import TermOfTheDay
from bot.storage.setting_types import Control
from bot.terms.source import InstalledSource

SNOWFLAKES = ",".join(str(2**62 + number) for number in range(25))
LONGEST_ZONE = "America/Argentina/ComodRivadavia"
NOON = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def source(number: int) -> InstalledSource:
    """One of many sources with long titles."""
    long = f"{number:03} " + "A dictionary of *medical* words " * 6
    return InstalledSource(
        f"source-{number}", long, long, None, "CC0", "", "en", "patients", 5, "2026", 2026, "2026-01-01", 1, 1, 1, 0
    )


SOURCES = {each.id: each for each in map(source, range(100))}
LONGEST = {
    Control.SWITCH: "true",
    Control.CHANNELS: SNOWFLAKES,
    Control.ROLES: SNOWFLAKES,
    Control.SOURCES: ",".join([*SOURCES, *(f"gone-{number}-{'x' * 40}" for number in range(100))]),
    Control.TEXT: "+1 (555) 0100-0100 0100 0100",
}


def longest(setting: GuildSetting[Any]) -> str:
    """The text of the longest value of a setting."""
    if setting.value_type.choices:
        return max(setting.value_type.choices, key=lambda text: len(str(setting.words.get(text, text))))
    text = LONGEST[setting.value_type.control]
    return text if setting.value_type.is_several else text.partition(",")[0]


FAILURES = {each.name: PostFailure.FORBIDDEN for each in GUILD_SETTINGS}
FULL = ServerState(GuildValues({each.name: longest(each) for each in GUILD_SETTINGS}), SOURCES, frozenset(), FAILURES)
NOTHING = ServerState(GuildValues({}), {})
SCHEDULE = TermOfTheDay(1, 2**62, 23, LONGEST_ZONE, "es")


def problems(page: Page) -> list[str]:
    """The limits of Discord's that a page breaks."""
    body = {"flags": 1 << 15, "allowed_mentions": {"parse": []}, "components": render(page).to_components()}
    return list(message_problems(body))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [FULL, NOTHING], ids=["full", "nothing"])
def test_the_panel_fits_with_everything_set_and_changed(state: ServerState, language: str) -> None:
    with in_language(language):
        assert (
            problems(
                settings_page(GUILD_SETTINGS, state, daily_words(SCHEDULE, PostFailure.FAILED), GUILD_SETTINGS[:2])
            )
            == []
        )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", [FULL, NOTHING], ids=["full", "nothing"])
@pytest.mark.parametrize("setting", GUILD_SETTINGS, ids=lambda setting: setting.name)
def test_the_page_of_every_setting_fits(setting: GuildSetting[Any], state: ServerState, language: str) -> None:
    with in_language(language):
        for number in (0, 3, 99):
            assert problems(setting_page(setting, state, number, is_changed=True)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("setting", GUILD_SETTINGS, ids=lambda setting: setting.name)
def test_the_form_of_every_setting_fits(setting: GuildSetting[Any], language: str) -> None:
    with in_language(language):
        form = setting_form(setting, FULL).to_dict()
    assert 1 <= len(form["title"]) <= 45
    (label,) = form["components"]
    assert 1 <= len(label["label"]) <= 45
    assert len(label["description"]) <= 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("schedule", [SCHEDULE, None])
def test_the_page_of_the_term_of_the_day_fits(schedule: TermOfTheDay | None, language: str) -> None:
    with in_language(language):
        assert problems(daily_settings_page(DailyState(schedule, NOON, PostFailure.UNCLEAR), {}, is_changed=True)) == []


def test_of_many_sources_each_is_on_one_page() -> None:
    (hidden,) = [each for each in GUILD_SETTINGS if each.value_type.control is Control.SOURCES]
    pages = [setting_page(hidden, FULL, number).body for number in range(4)]
    options = [option.value for body in pages for part in body for option in getattr(part, "options", ())]
    assert sorted(options) == sorted(SOURCES)


@pytest.mark.parametrize(
    ("hour", "zone", "expected"),
    [
        (13, "UTC", datetime(2026, 3, 1, 13, tzinfo=UTC)),
        (12, "UTC", datetime(2026, 3, 2, 12, tzinfo=UTC)),
        (9, "America/New_York", datetime(2026, 3, 1, 14, tzinfo=UTC)),
    ],
)
def test_the_next_post_is_said_in_everyones_own_time(hour: int, zone: str, expected: datetime) -> None:
    assert next_post(TermOfTheDay(1, 2, hour, zone, None), NOON) == expected
