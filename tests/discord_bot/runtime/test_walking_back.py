"""The way back from an entry that was opened from another."""

from __future__ import annotations

from discord_bot.lexicon_edits import change_entry
from discord_bot.reading import Shown
from discord_bot.runtime.test_updating_pages import LONG, without_source
from discord_bot.world import World, answered, shown

from bot.discord_bot.ui.custom_ids.entry import GoBack
from bot.lexicon.model import EntryReference
from bot.settings import Home


def labels(page: Shown) -> list[str]:
    """Return the labels of the buttons."""
    return [button["label"] for button in page.buttons]


async def test_a_page_that_answers_a_question_has_no_way_back(world: World) -> None:
    assert "Back" not in labels(shown(await world.page("interleukin")))
    assert "Back" not in labels(shown(await world.page("MS")))


async def test_back_leads_to_the_entry_from_which_a_page_was_turned(world: World) -> None:
    message = await world.page("interleukin")
    before = shown(message)
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    await world.alice.click(message, label="Back")
    assert shown(message) == before


async def test_one_can_go_back_all_the_way(world: World) -> None:
    message = await world.page("interleukin-6")
    await world.alice.select(message, ["interleukin"], custom_id="open:related")
    await world.alice.select(message, ["interferon"], custom_id="open:related")
    assert shown(message).heading == "interferon"
    for heading in ("interleukin", "interleukin-6"):
        await world.alice.click(message, label="Back")
        assert shown(message).heading == heading
    assert "Back" not in labels(shown(message))


async def test_somebody_else_goes_on_and_back_privately_and_the_page_stays(world: World) -> None:
    message = await world.page("interleukin")
    before = message.components
    theirs = answered(await world.bob.select(message, ["cytokine"], custom_id="open:related"))
    back = await world.bob.click(theirs, label="Back")
    assert answered(back).id == theirs.id
    assert theirs.ephemeral
    assert shown(theirs).heading == "interleukin"
    assert message.components == before


async def test_somebody_elses_press_on_back_is_answered_privately(world: World) -> None:
    message = await world.page("interleukin")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    result = await world.bob.click(message, label="Back")
    assert result.ephemeral
    assert shown(answered(result)).heading == "interleukin"
    assert shown(message).heading == "cytokine"


async def test_the_way_back_is_still_there_on_the_next_page_of_a_long_entry(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", subclass_of=(EntryReference("treatment-diary", LONG),))
    message = await world.page("interleukin")
    await world.alice.select(message, ["treatment-diary"], custom_id="open:related")
    await world.alice.click(message, label="Definitions")
    await world.alice.click(message, label="Next")
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "interleukin"


async def test_the_way_back_outlives_a_restart(world: World) -> None:
    message = await world.page("interleukin")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    await world.restart()
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "interleukin"


async def test_back_to_an_entry_that_a_rebuild_took_away_says_so_and_offers_a_search(
    own_home: Home, world: World
) -> None:
    change_entry(own_home, "chilblain", subclass_of=(EntryReference("interleukin", "interleukin"),))
    message = await world.page("chilblain")
    await world.alice.select(message, ["interleukin"], custom_id="open:related")
    without_source(own_home, "mesh")
    result = await world.alice.click(message, label="Back")
    assert result.ephemeral
    gone = answered(result)
    assert "no longer in the dictionary" in shown(gone).text
    found = answered(await world.alice.click(gone, label="Search for it"))
    assert found.id == gone.id
    assert shown(found).heading == "chilblain"
    assert "No entry has this name" in shown(found).text or "nothing with this name" in shown(found).text


def test_older_entries_that_a_button_has_no_room_for_are_left_out() -> None:
    assert GoBack.along(("cytokine", "interleukin")) == GoBack(("cytokine", "interleukin"))
    assert GoBack.along(("k" * 80, "t" * 15)) == GoBack(("k" * 80,))
    assert GoBack.along(("k" * 96, "t")) is None
    assert GoBack.along(()) is None
