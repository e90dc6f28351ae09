"""Buttons and menus: who may press them, what they open, and that they outlive restarts and rebuilds."""

from __future__ import annotations

from unittest.mock import ANY

import pytest
import simcord
from discord_bot.buttons import page_with
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import Shown, without_space
from discord_bot.world import World, answered, shown

from bot.building.build import build
from bot.discord_bot.ui.page import Button, disclaimer
from bot.lexicon.model import EntryReference
from bot.settings import Home
from bot.sources.installed import archive_path

LONG = "treatment diary"


def without_source(home: Home, id: str) -> None:
    """Rebuild the lexicon without one of its sources."""
    archive_path(home.sources, id).unlink()
    build(home)


async def every_page(world: World, message: simcord.ResponseMessage) -> list[Shown]:
    """The pages of a long entry, by pressing Next for as long as it can be pressed."""
    pages = [shown(message)]
    while not pages[-1].button("Next").get("disabled"):
        await world.alice.click(message, label="Next")
        pages.append(shown(message))
    return pages


async def test_choosing_a_parent_turns_the_page_to_it(world: World) -> None:
    message = await world.page("interleukin")
    turned = answered(await world.alice.select(message, ["cytokine"], custom_id="open:related"))
    assert turned.id == message.id
    assert shown(message).heading == "cytokine"


async def test_three_parents_and_five_related_terms_are_in_sight_and_a_tab_has_all(
    own_home: Home, world: World
) -> None:
    parents = [EntryReference(f"parent-{number}", f"parent {number}") for number in range(1, 6)]
    change_entry(own_home, "interleukin", subclass_of=tuple(parents))
    message = await world.page("interleukin")
    lines = shown(message).text.splitlines()
    assert "**A type of:** parent 1, parent 2, parent 3" in lines
    (related,) = [line for line in lines if line.startswith("**Related:** ")]
    assert len(related.split(", ")) == 5
    await world.alice.click(message, label="Related")
    assert list(shown(message).options("parents")) == [parent.headword for parent in parents]


async def test_what_a_thing_is_a_part_of_has_a_line_of_its_own(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", part_of=(EntryReference("cytokine", "cytokine"),), subclass_of=())
    page = shown(await world.page("interleukin"))
    assert "**Part of:** cytokine" in page.text
    assert "A type of" not in page.text


@pytest.mark.parametrize("count", [29, 30, 53, 60])
async def test_each_of_very_many_parents_can_be_opened(own_home: Home, world: World, count: int) -> None:
    others = [f"parent number {number}" for number in range(1, count)]
    parents = (
        EntryReference("cytokine", "cytokine"),
        *(EntryReference(name.replace(" ", "-"), name) for name in others),
    )
    change_entry(own_home, "interleukin", subclass_of=tuple(reversed(parents)))
    message = await world.tab("interleukin", "Related")
    menus = [menu for menu in shown(message).menus if menu["custom_id"].startswith("open:parents")]
    assert len(menus) == -(-count // 25)
    offered = [option["value"] for menu in menus for option in menu["options"]]
    assert offered == [parent.key for parent in reversed(parents)]
    await world.alice.select(message, ["cytokine"], custom_id=menus[-1]["custom_id"])
    assert shown(message).heading == "cytokine"


async def test_choosing_a_related_term_turns_the_page_to_it(world: World) -> None:
    message = await world.page("interleukin")
    related = shown(message).options("related")
    assert {"interferon", "cytokine", "interleukin-6"} <= set(related)
    turned = answered(await world.alice.select(message, [related["interferon"]], custom_id="open:related"))
    assert turned.id == message.id
    assert shown(message).heading == "interferon"


async def test_related_terms_say_what_they_are_to_the_entry_in_plain_words(world: World) -> None:
    options = shown(await world.page("interleukin")).menu("related")["options"]
    said = {option["label"]: option["description"] for option in options}
    assert said["cytokine"] == "more general"
    assert not {"parent", "child", "sibling"} & set(said.values())


async def test_one_can_walk_on_from_page_to_page(world: World) -> None:
    message = await world.page("interleukin-6")
    for key in ("interleukin", "cytokine"):
        await world.alice.select(message, [key], custom_id="open:related")
        assert shown(message).heading == key
        assert shown(message).texts[-1] == f"-# {disclaimer()}"


async def test_choosing_a_meaning_turns_the_page_to_it(world: World) -> None:
    message = await world.page("MS")
    turned = answered(await world.alice.select(message, ["mitral-stenosis"], custom_id="open:meaning"))
    assert turned.id == message.id
    assert shown(message).heading == "mitral stenosis"
    assert shown(message).definitions


async def test_an_answer_whose_name_has_other_senses_warns_of_them_and_leads_there(world: World) -> None:
    message = await world.page("ph")
    assert shown(message).heading == "pH"
    assert "*ph* can also mean: pulmonary hypertension" in shown(message).text
    await world.alice.select(message, ["pulmonary-hypertension"], custom_id="open:senses")
    assert shown(message).heading == "pulmonary hypertension"
    assert "can also mean" not in shown(message).text


async def test_choosing_a_suggestion_turns_the_page_to_it(world: World) -> None:
    message = await world.page("hydralizine")
    await world.alice.click(message, custom_id="tab:overview:k:hydralazine")
    assert shown(message).heading == "hydralazine"


async def test_the_pages_of_a_long_definition_hold_all_of_it_in_order(world: World) -> None:
    pages = await every_page(world, await world.tab(LONG, "Definitions"))
    assert len(pages) > 2
    told = without_space(part for page in pages for part in page.definitions)
    assert told == without_space(definition.text for definition in entry(world.home, "treatment-diary").definitions)


async def test_every_page_of_a_long_entry_names_its_source_and_ends_with_the_disclaimer(world: World) -> None:
    for page in await every_page(world, await world.tab(LONG, "Definitions")):
        assert page.heading == LONG
        assert page.cited == [("From NCI Dictionary of Cancer Terms, National Cancer Institute, 2026", ANY)]
        assert page.texts[-1] == f"-# {disclaimer()}"


async def test_previous_leads_back_to_the_page_before(world: World) -> None:
    message = await world.tab(LONG, "Definitions")
    first = shown(message)
    await world.alice.click(message, label="Next")
    assert shown(message) != first
    await world.alice.click(message, label="Previous")
    assert shown(message).definitions == first.definitions


async def test_the_first_page_has_no_previous_and_the_last_no_next(world: World) -> None:
    pages = await every_page(world, await world.tab(LONG, "Definitions"))
    assert [page.button("Previous").get("disabled", False) for page in pages] == [True] + [False] * (len(pages) - 1)
    count = len(pages)
    where = [button["label"] for page in pages for button in page.buttons if button["label"].startswith("Page ")]
    assert where == [f"Page {number} of {count}" for number in range(1, count + 1)]
    with pytest.raises(simcord.SetupError, match="disabled"):
        await world.alice.click(await world.tab(LONG, "Definitions"), label="Previous")


async def test_a_short_entry_has_no_pager(world: World) -> None:
    labels = [button["label"] for button in shown(await world.page("interleukin")).buttons]
    assert not {"Previous", "Next"} & set(labels)


async def test_pages_are_divided_alike_however_the_entry_was_found(own_home: Home, world: World) -> None:
    text = " ".join(f"word{number}" for number in range(2_000))
    change_entry(own_home, "myocardial-infarction", definitions=(definition(text),))
    pages = await every_page(world, await world.tab("heart attack", "Definitions"))
    assert without_space(part for page in pages for part in page.definitions) == without_space([text])


async def test_somebody_elses_press_answers_them_privately_and_leaves_the_page(world: World) -> None:
    message = await world.page("interleukin")
    before = message.components
    for result in (
        await world.bob.select(message, ["cytokine"], custom_id="open:related"),
        await world.bob.click(message, label="Related"),
        await world.bob.click(message, label="More"),
    ):
        assert result.ephemeral
        assert answered(result).id != message.id
        assert shown(answered(result)).heading in {"cytokine", "interleukin"}
        assert shown(answered(result)).texts[-1] == f"-# {disclaimer()}"
    assert message.components == before


async def test_somebody_else_can_read_a_long_entry_on_privately(world: World) -> None:
    message = await world.tab(LONG, "Definitions")
    theirs = answered(await world.bob.click(message, label="Next"))
    assert shown(theirs).button("Page 2 of 5")
    again = answered(await world.bob.click(theirs, label="Next"))
    assert again.id == theirs.id
    assert shown(theirs).button("Page 3 of 5")
    assert shown(message).button("Page 1 of 5")


async def test_the_askers_press_turns_a_private_page_too(world: World) -> None:
    message = await world.page("interleukin", private=True)
    turned = answered(await world.alice.select(message, ["cytokine"], custom_id="open:related"))
    assert turned.id == message.id
    assert turned.ephemeral
    assert shown(message).heading == "cytokine"


async def test_pages_turn_in_direct_messages(world: World) -> None:
    message = answered(await world.alice.user.slash("define", term="interleukin"))
    await world.alice.user.select(message, ["cytokine"], custom_id="open:related")
    assert shown(message).heading == "cytokine"


async def test_buttons_and_menus_work_after_a_restart(world: World) -> None:
    entry_page, meanings, suggestions = [await world.page(term) for term in ("interleukin", "MS", "hydralizine")]
    long = await world.tab(LONG, "Definitions")
    await world.restart()
    await world.alice.select(entry_page, ["cytokine"], custom_id="open:related")
    await world.alice.select(meanings, ["multiple-sclerosis"], custom_id="open:meaning")
    await world.alice.click(suggestions, custom_id="tab:overview:k:hydralazine")
    await world.alice.click(long, label="Next")
    headings = [shown(message).heading for message in (entry_page, meanings, suggestions, long)]
    assert headings == ["cytokine", "multiple sclerosis", "hydralazine", LONG]
    assert shown(long).button("Page 2 of 5")


async def test_after_a_restart_somebody_elses_press_is_still_private(world: World) -> None:
    message = await world.page("interleukin")
    before = message.components
    await world.restart()
    assert (await world.bob.select(message, ["cytokine"], custom_id="open:related")).ephemeral
    assert message.components == before


async def test_the_bot_remembers_nothing_about_its_pages(world: World) -> None:
    message = await world.page("interleukin")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    assert list(world.clients[-1].persistent_views) == []
    assert world.clients[-1]._connection._view_store._views == {}  # noqa: SLF001 (nothing public tells)


async def test_buttons_work_after_a_rebuild_and_show_what_it_brought(own_home: Home, world: World) -> None:
    message = await world.page("interleukin-6")
    without_source(own_home, "nci-dictionary")
    await world.alice.select(message, ["interleukin"], custom_id="open:related")
    await world.alice.click(message, label="Definitions")
    page = shown(message)
    assert page.heading == "interleukin"
    assert [line.split(", ")[-2] for line, _ in page.cited] == ["Medlex", "U.S. National Library of Medicine"]


async def test_an_entry_that_a_rebuild_took_away_is_named_privately_and_the_page_stays(
    own_home: Home, world: World
) -> None:
    message = await world.page("frostbite")
    before = message.components
    without_source(own_home, "mesh")
    result = await world.alice.select(message, ["cold-temperature"], custom_id="open:related")
    assert result.ephemeral
    page = shown(answered(result))
    assert "no longer in the dictionary" in page.text
    assert "cold temperature" in page.text
    assert page.sites
    assert page.definitions == []
    assert page.texts[-1] == f"-# {disclaimer()}"
    assert message.components == before


async def test_next_on_a_long_entry_that_became_short_shows_what_there_is(own_home: Home, world: World) -> None:
    message = await world.tab(LONG, "Definitions")
    change_entry(own_home, "treatment-diary", definitions=(definition("A diary."),))
    await world.alice.click(message, label="Next")
    assert shown(message).definitions == ["A diary."]


async def test_a_vanished_key_whose_words_are_a_name_still_opens_what_they_mean(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", subclass_of=(EntryReference("heart-attack", "heart attack"),))
    message = await world.page("interleukin")
    await world.alice.select(message, ["heart-attack"], custom_id="open:related")
    assert shown(message).heading == "myocardial infarction"


async def test_buttons_of_messages_from_before_there_were_tabs_still_answer(world: World) -> None:
    message = await page_with(
        world, Button("Next", "page:1:treatment-diary"), Button("Show", "share:1:treatment-diary")
    )
    public = answered(await world.alice.click(message, label="Show"))
    await world.alice.click(message, label="Next")
    for page in (shown(message), shown(public)):
        assert page.heading == LONG
        assert page.button("Page 2 of 5")
        assert page.button("Overview")


async def test_a_tab_of_a_newer_version_shows_the_first_screen(world: World) -> None:
    message = await page_with(world, Button("New", "tab:unknown:k:interleukin"))
    await world.alice.click(message, label="New")
    assert shown(message).heading == "interleukin"
    assert shown(message).button("Definitions")
