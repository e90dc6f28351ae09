"""`/random` as someone on Discord uses it."""

from __future__ import annotations

import re
from unittest.mock import Mock

import pytest
from discord import ui
from discord_bot.lexicon_edits import change_lexicon, entry
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.random.command import AnotherButton
from bot.discord_bot.runtime.commands import FIELD_NAMES
from bot.discord_bot.ui.custom_ids.lists import ShowRandom
from bot.discord_bot.ui.page import disclaimer
from bot.lexicon.collections.fields import GROUPS, Field
from bot.settings import Home
from bot.terms.normal_forms import normal_words

FEW = [Field.DISEASES, Field.BODY, Field.TESTS]


async def test_an_entry_comes_that_is_defined_with_publisher_and_year(world: World) -> None:
    page = shown(await world.ask("random"))
    assert page.definitions
    assert page.cited
    assert page.texts[-1].endswith(disclaimer())


@pytest.mark.parametrize("field", FEW)
async def test_a_field_brings_only_entries_of_its_groups(world: World, field: Field) -> None:
    for _ in range(5):
        page = shown(await world.ask("random", field=field.value))
        key = "-".join(normal_words(page.heading))
        assert {kind.group for kind in entry(world.home, key).semantic_types} & GROUPS[field]


async def test_another_entry_comes_in_place_also_after_a_restart(world: World) -> None:
    message = await world.ask("random")
    seen = {shown(message).heading}
    await world.restart()
    for _ in range(10):
        await world.alice.click(message, label="Another entry")
        seen.add(shown(message).heading)
    assert len(seen) > 1


async def test_somebody_elses_press_answers_them_privately_and_leaves_the_page(world: World) -> None:
    message = await world.ask("random")
    before = message.components
    result = await world.bob.click(message, label="Another entry")
    assert result.ephemeral
    assert shown(answered(result)).definitions
    assert message.components == before


async def test_a_button_with_a_field_that_there_is_not_fails_where_it_is_told() -> None:
    match = re.fullmatch(ShowRandom.TEMPLATE, "random:z")
    assert match
    button = await AnotherButton.from_custom_id(Mock(), ui.Button(custom_id=match.string), match)
    assert button.action == ShowRandom("z")


async def test_a_field_in_which_nothing_is_defined_is_said_kindly_and_privately(own_home: Home, world: World) -> None:
    change_lexicon(own_home, "DELETE FROM plain_entry_part")
    result = await world.alice.slash(world.channel, "random", field=Field.DEVICES.value)
    assert result.ephemeral
    assert "Choose another kind, or none." in answered(result).content
    assert world.expected_errors()


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("random", private=True)).ephemeral
    assert shown(answered(await world.alice.user.slash("random"))).definitions


def test_every_field_can_be_chosen() -> None:
    assert FIELD_NAMES.keys() == set(Field) - {Field.ANY}
