"""Word parts on Discord: the line on an entry's page, the page of a part, and the way between them."""

from __future__ import annotations

from discord_bot.world import World, shown


async def test_an_entry_says_of_what_parts_its_headword_is_made(world: World) -> None:
    page = shown(await world.tab("hypoglycemia", "More"))
    assert "*hypo·glyc·emia*: too little + sugar + " in page.text
    assert "Word parts: Medlex's own list, 2026; not medically reviewed" in page.text


async def test_an_entry_without_parts_says_nothing_of_them(world: World) -> None:
    page = shown(await world.page("heart attack"))
    assert "Word parts" not in page.text


async def test_a_part_opens_from_the_entry_and_leads_back(world: World) -> None:
    message = await world.tab("hypoglycemia", "More")
    await world.restart()
    await world.alice.select(message, ["-emia"], custom_id="parts")
    page = shown(message)
    assert page.heading == "-emia"
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "hypoglycemia"


async def test_the_page_of_a_part_has_meaning_origin_and_entries(world: World) -> None:
    message = await world.page("-itis")
    page = shown(message)
    assert page.heading == "-itis"
    assert "**inflammation**" in page.text
    assert "Greek" in page.text
    assert "not medically reviewed" in page.text
    assert "Not medical advice" in page.text
    keys = [option["value"] for option in page.menu("part")["options"]]
    assert 0 < len(keys) <= 10
    await world.alice.select(message, [keys[0]], custom_id="open:part")
    assert shown(message).heading.endswith("itis")


async def test_a_part_that_is_made_of_parts_leads_to_them(world: World) -> None:
    message = await world.page("cholecyst-")
    await world.alice.click(message, label="cyst-")
    assert shown(message).heading == "cyst-"


async def test_a_part_that_may_be_a_misspelled_word_is_a_button_beside_the_names(world: World) -> None:
    message = await world.page("acut")
    assert "acute-disease" in [option["value"] for option in shown(message).menu("suggestion")["options"]]
    await world.alice.click(message, label="acu-: sharp")
    assert shown(message).heading == "acu-"


async def test_two_parts_that_are_written_alike_stand_on_one_page(world: World) -> None:
    text = shown(await world.page("ped-")).text
    assert "**child**" in text
    assert "**foot**" in text


async def test_parts_are_offered_while_somebody_types_a_hyphen(world: World) -> None:
    offered = await world.offered("-ecto")
    assert offered["-ectomy (word part: surgical removal)"] == "-ectomy"
    assert shown(await world.page("-ectomy")).heading == "-ectomy"
