"""A member's own list: saving, reviewing, removing, exporting and deleting, all in private."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import simcord
from discord_bot.buttons import page_with
from discord_bot.lexicon_edits import change_entry, definition
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown
from homes import keys_of

from bot.building.build import build
from bot.discord_bot.pages.actions import save_button
from bot.settings import Home
from bot.sources.installed import archive_path
from bot.storage.records import Feedback, FeedbackKind, SavedEntry

START = datetime(2026, 3, 1, tzinfo=UTC)
ANKI = ["#separator:Comma", "#html:true", "#tags column:3", "#columns:Headword,Definition,Tags"]


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that no list is there yet."""
    return world


async def keep(world: World, member: simcord.MemberActor, *keys: str) -> None:
    """Put entries on a member's list, the last of them last."""
    names = keys_of(world.home)
    for minutes, key in enumerate(keys):
        entry = SavedEntry(member.id, key, names.get(key, key), START + timedelta(minutes=minutes))
        await world.clients[-1].server_data.saved.save(entry)


async def keys_on_list(world: World, member: simcord.MemberActor) -> list[str]:
    """Return the entries on a member's list, the one saved last first."""
    return [entry.entry_key for entry in await world.clients[-1].server_data.saved.page(member.id)]


async def review(world: World) -> simcord.ResponseMessage:
    """The list as Alice sees it."""
    return answered(await world.alice.slash(world.channel, "saved"))


async def file_of(world: World, label: str) -> str:
    """The file that a button of Alice's list gives her."""
    message = answered(await world.alice.click(await review(world), label=label))
    assert message.ephemeral
    (file,) = message.attachments
    return (await file.read()).decode()


def options(page: Shown, what: str) -> dict[str, str]:
    """Return the options of a menu of the list: label and value."""
    (menu,) = [menu for menu in page.menus if menu["custom_id"].startswith(f"mine:{what}:")]
    return {option["label"]: option["value"] for option in menu["options"]}


async def test_the_button_saves_for_whoever_presses_it_and_says_so_privately(world: World) -> None:
    message = await page_with(world, save_button("interleukin"))
    for member in (world.alice, world.bob):
        said = answered(await member.click(message, label="Save"))
        assert said.ephemeral
        assert "**interleukin** is now on your list" in said.content
        assert await keys_on_list(world, member) == ["interleukin"]


async def test_every_entrys_page_has_the_button_and_the_one_for_feedback(world: World) -> None:
    message = await world.tab("IL-6", "More")
    await world.alice.click(message, label="Save")
    assert await keys_on_list(world, world.alice) == ["interleukin-6"]
    form = await world.bob.click(message, label="Report a mistake")
    assert form.modal is not None
    assert form.modal["custom_id"] == "feedback:interleukin-6"


async def test_saving_twice_keeps_one(world: World) -> None:
    message = await page_with(world, save_button("interleukin"))
    await world.alice.click(message, label="Save")
    assert "already" in answered(await world.alice.click(message, label="Save")).content
    assert await keys_on_list(world, world.alice) == ["interleukin"]


async def test_the_button_works_after_a_restart(world: World) -> None:
    message = await page_with(world, save_button("interleukin"))
    await world.restart()
    await world.alice.click(message, label="Save")
    assert await keys_on_list(world, world.alice) == ["interleukin"]


async def test_an_entry_that_is_gone_is_not_saved_but_said_to_be_gone(world: World) -> None:
    message = await page_with(world, save_button("qwrtz-psdfg"))
    said = answered(await world.alice.click(message, label="Save"))
    assert said.ephemeral
    assert "no longer in the dictionary" in shown(said).text
    assert await keys_on_list(world, world.alice) == []


async def test_a_full_list_says_what_to_do(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.saved.MAX_SAVED", 1)
    await keep(world, world.alice, "cytokine")
    message = await page_with(world, save_button("interleukin"))
    assert "Remove some" in answered(await world.alice.click(message, label="Save")).content
    assert await keys_on_list(world, world.alice) == ["cytokine"]


async def test_the_list_is_private_and_shows_the_newest_first(world: World) -> None:
    await keep(world, world.alice, "cytokine", "interleukin")
    await keep(world, world.bob, "sepsis")
    message = await review(world)
    assert message.ephemeral
    page = shown(message)
    assert page.heading == "Your list: 2 entries"
    assert list(options(page, "entry")) == ["interleukin", "cytokine"]
    assert "sepsis" not in page.text
    assert "Not medical advice" in page.text


async def test_the_list_works_in_direct_messages(world: World) -> None:
    await keep(world, world.alice, "cytokine")
    assert "cytokine" in shown(answered(await world.alice.user.slash("saved"))).text


async def test_a_long_list_has_pages(world: World) -> None:
    keys = list(keys_of(world.home))[:32]
    await keep(world, world.alice, *keys)
    message = await review(world)
    seen = [*options(shown(message), "entry").values()]
    for _ in range(2):
        await world.alice.click(message, label="Next")
        seen += options(shown(message), "entry").values()
    assert seen == keys[::-1]
    assert "Page 3 of 3" in shown(message).text
    assert shown(message).button("Next")["disabled"]
    await world.alice.click(message, label="Previous")
    assert "Page 2 of 3" in shown(message).text


async def test_an_opened_entry_has_a_way_back_to_its_page_of_the_list(world: World) -> None:
    await keep(world, world.alice, *list(keys_of(world.home))[:20], "interleukin")
    message = await review(world)
    await world.alice.click(message, label="Next")
    oldest = list(options(shown(message), "entry"))[-1]
    await world.alice.select(message, [options(shown(message), "entry")[oldest]], custom_id="mine:entry:1")
    page = shown(message)
    assert page.heading == oldest
    assert page.cited
    await world.alice.click(message, label="Back to my list")
    assert "Page 2 of 2" in shown(message).text


async def test_a_long_entry_is_read_page_by_page(world: World) -> None:
    await keep(world, world.alice, "treatment-diary")
    message = await review(world)
    await world.alice.select(message, ["treatment-diary"], custom_id="mine:entry:0")
    first = shown(message).definitions
    await world.alice.click(message, label="Next")
    assert shown(message).definitions != first
    await world.alice.click(message, label="Previous")
    assert shown(message).definitions == first


async def test_the_whole_page_comes_in_a_private_message_of_its_own(world: World) -> None:
    await keep(world, world.alice, "interleukin")
    message = await review(world)
    await world.alice.select(message, ["interleukin"], custom_id="mine:entry:0")
    whole = answered(await world.alice.click(message, label="Whole page"))
    assert whole.ephemeral
    assert whole.id != message.id
    assert shown(whole).heading == "interleukin"
    assert shown(whole).button("Definitions")


async def test_one_entry_is_removed_with_the_menu_or_from_its_page(world: World) -> None:
    await keep(world, world.alice, "cytokine", "interleukin", "sepsis")
    message = await review(world)
    await world.alice.select(message, ["cytokine"], custom_id="mine:remove:0")
    assert list(options(shown(message), "entry")) == ["sepsis", "interleukin"]
    await world.alice.select(message, ["sepsis"], custom_id="mine:entry:0")
    await world.alice.click(message, label="Remove")
    assert shown(message).heading == "Your list: 1 entry"
    assert await keys_on_list(world, world.alice) == ["interleukin"]


async def test_removing_the_last_entry_of_the_last_page_shows_the_page_before(world: World) -> None:
    keys = list(keys_of(world.home))[:16]
    await keep(world, world.alice, *keys)
    message = await review(world)
    await world.alice.click(message, label="Next")
    await world.alice.select(message, [keys[0]], custom_id="mine:remove:1")
    assert shown(message).heading == "Your list: 15 entries"
    await world.alice.select(message, keys[1:2], custom_id="mine:remove:0")
    assert shown(message).heading == "Your list: 14 entries"


async def test_an_entry_that_a_rebuild_took_away_is_marked_and_can_be_removed(own_home: Home, world: World) -> None:
    await keep(world, world.alice, "chilblain", "interleukin")
    archive_path(own_home.sources, "mesh").unlink()
    build(own_home)
    message = await review(world)
    assert "~~chilblain~~" in shown(message).texts[1]
    assert shown(message).texts[1].count("no longer in the dictionary") == 1
    await world.alice.select(message, ["chilblain"], custom_id="mine:entry:0")
    assert "changed since you saved this entry" in shown(message).text
    await world.alice.click(message, label="Remove")
    assert await keys_on_list(world, world.alice) == ["interleukin"]


async def test_an_entry_that_a_rebuild_took_away_can_be_searched_for(own_home: Home, world: World) -> None:
    await keep(world, world.alice, "chilblain")
    archive_path(own_home.sources, "mesh").unlink()
    build(own_home)
    message = await review(world)
    await world.alice.select(message, ["chilblain"], custom_id="mine:entry:0")
    found = answered(await world.alice.click(message, label="Search for it"))
    assert found.ephemeral
    assert "no longer in the dictionary" not in shown(found).text
    assert shown(found).sites


async def test_the_lists_buttons_work_after_a_restart(world: World) -> None:
    await keep(world, world.alice, "cytokine", "interleukin")
    message = await review(world)
    await world.restart()
    await world.alice.select(message, ["cytokine"], custom_id="mine:entry:0")
    await world.alice.click(message, label="Remove")
    assert await keys_on_list(world, world.alice) == ["interleukin"]


async def test_the_text_file_names_publisher_and_year(world: World) -> None:
    await keep(world, world.alice, "interleukin", "no-such-entry")
    text = await file_of(world, "Export as text")
    assert "\ninterleukin\n" in text
    assert "Medlex, 2026" in text
    assert "no-such-entry\nno longer in the dictionary" in text
    assert "Not medical advice" in text


async def test_the_anki_file_is_csv_as_anki_reads_it(own_home: Home, world: World) -> None:
    tricky = 'He said "2 < 3, & 4 > 1".\nNext line.'
    change_entry(own_home, "interleukin", definitions=(definition(tricky),))
    await keep(world, world.alice, "no-such-entry", "interleukin")
    lines = (await file_of(world, "Export for Anki")).split("\n", 4)
    assert lines[:4] == ANKI
    ((headword, back, tags),) = csv.reader(io.StringIO(lines[4]))
    assert headword == "interleukin"
    assert back.startswith("He said &quot;2 &lt; 3, &amp; 4 &gt; 1&quot;.<br>Next line.<br><br>")
    assert "Sample House, 2025" in back
    assert tags.split()[0] == "medlex"
    assert all(" " not in tag and tag for tag in tags.split(" "))


async def test_entries_without_a_card_are_counted(world: World) -> None:
    await keep(world, world.alice, "no-such-entry", "interleukin")
    said = answered(await world.alice.click(await review(world), label="Export for Anki")).content
    assert "1 card " in said
    assert "1 entry on your list has no definition" in said


async def test_nothing_to_export_is_said(world: World) -> None:
    await keep(world, world.alice, "no-such-entry")
    result = await world.alice.click(await review(world), label="Export for Anki")
    assert answered(result).ephemeral
    assert "nothing to put in this file" in answered(result).content


async def test_everything_is_deleted_after_a_second_question_only(world: World) -> None:
    await keep(world, world.alice, "cytokine", "interleukin")
    await keep(world, world.bob, "sepsis")
    inbox = world.clients[-1].server_data.feedback
    theirs = Feedback("interleukin", "interleukin", FeedbackKind.WRONG, "No.", START, contact_id=world.alice.id)
    await inbox.add(theirs)
    message = await review(world)
    await world.alice.click(message, label="Delete all…")
    assert "2 saved entries" in shown(message).text
    assert len(await keys_on_list(world, world.alice)) == 2
    await world.alice.click(message, label="Back to my list")
    assert shown(message).heading == "Your list: 2 entries"
    await world.alice.click(message, label="Delete all…")
    await world.alice.click(message, label="Yes, delete everything")
    assert "2 saved entries" in shown(message).text
    assert await keys_on_list(world, world.alice) == []
    assert await keys_on_list(world, world.bob) == ["sepsis"]
    assert await inbox.list() == []
    assert shown(await review(world)).heading == "Your list is empty"


async def test_a_headword_formats_nothing(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", headword="**@everyone** <@1>")
    await keep(world, world.alice, "interleukin")
    assert "\\*\\*@\N{ZERO WIDTH SPACE}everyone\\*\\* \\<@1>" in shown(await review(world)).texts[1]
