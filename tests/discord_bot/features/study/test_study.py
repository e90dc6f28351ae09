"""Saved entries come back to be studied, in private, a few a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import simcord
from discord_bot.world import World, answered, shown
from homes import keys_of

from bot.discord_bot.features.study.command import MAX_NEW_A_DAY
from bot.settings import Home
from bot.storage.records import SavedEntry, StudyCard

START = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is saved yet."""
    del own_home
    return world


def defined_keys(world: World, count: int) -> list[str]:
    return [key for key in keys_of(world.home) if "~" not in key][:count]


async def save(world: World, *keys: str) -> None:
    names = keys_of(world.home)
    for minutes, key in enumerate(keys):
        entry = SavedEntry(world.alice.id, key, names.get(key, key), START + timedelta(minutes=minutes))
        await world.clients[-1].server_data.saved.save(entry)


async def begun(world: World) -> simcord.ResponseMessage:
    return answered(await world.alice.slash(world.channel, "study"))


async def cards(world: World) -> list[StudyCard]:
    return await world.clients[-1].server_data.study.all(world.alice.id)


def label(message: simcord.ResponseMessage, begins: str) -> str:
    labels = [str(button["label"]) for button in shown(message).buttons]
    return next(each for each in labels if each.startswith(begins))


async def rate(world: World, message: simcord.ResponseMessage, name: str) -> None:
    await world.alice.click(message, label="Show what it means")
    await world.alice.click(message, label=label(message, name))


async def test_an_empty_list_has_nothing_to_study(world: World) -> None:
    message = await begun(world)
    assert message.ephemeral
    assert shown(message).heading == "Nothing to study yet"


async def test_a_name_is_asked_its_meaning_shown_and_the_rating_kept(world: World) -> None:
    await save(world, "interleukin")
    message = await begun(world)
    assert message.ephemeral
    assert shown(message).heading == "interleukin"
    assert "1 left for today" in shown(message).text
    assert shown(message).cited == []
    await world.restart()
    await world.alice.click(message, label="Show what it means")
    assert len(shown(message).cited) == 1
    assert label(message, "Forgot it") == "Forgot it: in 10 minutes"
    await world.alice.click(message, label=label(message, "Knew it"))
    assert shown(message).heading == "Done for today"
    assert "You have studied 1 entry today." in shown(message).text
    (card,) = await cards(world)
    assert (card.entry_key, card.reviews) == ("interleukin", 1)
    assert card.due_at > card.reviewed_at + timedelta(hours=23)


async def test_what_was_forgotten_comes_again_in_the_same_sitting(world: World) -> None:
    await save(world, "interleukin")
    message = await begun(world)
    await rate(world, message, "Forgot it")
    assert shown(message).heading == "interleukin"
    await rate(world, message, "Knew it")
    assert shown(message).heading == "Done for today"
    (card,) = await cards(world)
    assert card.reviews == 2


async def test_only_a_few_new_entries_come_a_day(world: World) -> None:
    await save(world, *defined_keys(world, MAX_NEW_A_DAY + 4))
    message = await begun(world)
    for _ in range(MAX_NEW_A_DAY):
        await rate(world, message, "Easy")
    assert shown(message).heading == "Done for today"
    assert "New entries from your list come tomorrow." in shown(message).text
    assert len(await cards(world)) == MAX_NEW_A_DAY


async def test_a_button_that_is_pressed_twice_counts_once(world: World) -> None:
    await save(world, *defined_keys(world, 2))
    first, second = await begun(world), await begun(world)
    for message in (first, second):
        await world.alice.click(message, label="Show what it means")
    for message in (first, second):
        await world.alice.click(message, label=label(message, "Knew it"))
    assert [card.reviews for card in await cards(world)] == [1]


async def test_an_entry_that_left_the_list_is_not_rated(world: World) -> None:
    await save(world, "interleukin")
    message = await begun(world)
    await world.alice.click(message, label="Show what it means")
    await world.clients[-1].server_data.saved.remove(world.alice.id, "interleukin")
    await world.alice.click(message, label=label(message, "Knew it"))
    assert await cards(world) == []


async def test_an_entry_that_the_dictionary_no_longer_has_is_passed_over(world: World) -> None:
    await save(world, "no-longer-there", "interleukin")
    assert shown(await begun(world)).heading == "interleukin"


async def test_the_list_leads_to_study_and_its_files_have_what_was_studied(world: World) -> None:
    await save(world, "interleukin")
    message = answered(await world.alice.slash(world.channel, "saved"))
    await world.alice.click(message, label="Study")
    await rate(world, message, "Knew it")
    (card,) = await cards(world)
    files = {}
    for name in ("Export as text", "Export for Anki"):
        listed = answered(await world.alice.slash(world.channel, "saved"))
        (file,) = answered(await world.alice.click(listed, label=name)).attachments
        files[name] = (await file.read()).decode()
    day = card.due_at.date().isoformat()
    assert f"Studied 1 time; comes back on {day}" in files["Export as text"]
    assert f"medlex::due::{day}" in files["Export for Anki"]
    assert "medlex::interval::" in files["Export for Anki"]


async def test_deleting_everything_deletes_what_was_studied(world: World) -> None:
    await save(world, "interleukin")
    await rate(world, await begun(world), "Knew it")
    message = answered(await world.alice.slash(world.channel, "saved"))
    await world.alice.click(message, label="Delete all…")
    assert "your progress with 1 entry that you study" in shown(message).text
    await world.alice.click(message, label="Yes, delete everything")
    assert await cards(world) == []
