"""`/browse` as someone on Discord uses it."""

from __future__ import annotations

import simcord
from discord_bot.body_checks import COMPONENTS_V2, message_problems
from discord_bot.lexicon_edits import change_lexicon, keep
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.browse.page import entries_page, initials_page
from bot.discord_bot.ui.page import Page, disclaimer
from bot.discord_bot.ui.renderer import render
from bot.lexicon.collections.directory import DirectoryPage, DirectoryPart, ListedEntry, PageRange
from bot.settings import Home
from bot.terms.model import SemanticType


def listed(message: simcord.ResponseMessage) -> list[str]:
    """The headwords on a page."""
    return [line.removeprefix("- ") for line in shown(message).texts[1].splitlines()]


async def choose(world: World, message: simcord.ResponseMessage, menu: str, value: str) -> None:
    """Alice chooses in the menu whose `custom_id` begins so."""
    (id,) = [each["custom_id"] for each in shown(message).menus if each["custom_id"].startswith(menu)]
    await world.alice.select(message, [value], custom_id=id)


async def test_without_a_letter_one_chooses_from_all_that_some_entry_begins_with(world: World) -> None:
    message = await world.ask("browse")
    letters = [button["label"] for button in shown(message).buttons if button["label"] != "Delete"]
    assert letters[:3] == ["A", "B", "C"]
    assert letters == sorted(letters, key=lambda letter: (letter == "0–9 and others", letter))
    await world.alice.click(message, label="I")
    assert all(headword.lower().startswith("i") for headword in listed(message))
    assert shown(message).texts[-1] == f"-# {disclaimer()}"


async def test_a_letter_shows_its_entries_in_alphabetical_order_on_pages(world: World) -> None:
    message = await world.ask("browse", letter="c")
    seen = listed(message)
    while not shown(message).button("Next").get("disabled"):
        await world.alice.click(message, label="Next")
        seen += listed(message)
    assert len(seen) == len(set(seen)) > 50
    assert {"cell", "cough", "cytokine"} <= set(seen)
    # Every letter of the fixtures' headwords is plain, so that Python sorts them as a directory does.
    plain = [name.lower() for name in seen if name.replace(" ", "").isalpha() and name.isascii()]
    assert plain == sorted(plain)


async def test_several_letters_lead_to_where_a_term_would_stand(world: World) -> None:
    assert "interleukin" in listed(await world.ask("browse", letter="interl"))


async def test_one_gets_from_any_page_to_a_part_of_the_letter_in_one_step(world: World) -> None:
    message = await world.ask("browse", letter="c")
    (jump,) = [menu for menu in shown(message).menus if menu["custom_id"].startswith("jump:")]
    last = jump["options"][-1]
    await choose(world, message, "jump:", last["value"])
    begins, ends = last["label"].split(" – ")
    assert (listed(message)[0], listed(message)[-1]) == (begins, ends)
    assert shown(message).button("Next")["disabled"]


async def test_an_entry_opens_in_place_and_leads_back_to_its_page(world: World) -> None:
    message = await world.ask("browse", letter="interl")
    before = listed(message)
    await choose(world, message, "from:", "interleukin")
    assert shown(message).heading == "interleukin"
    assert shown(message).definitions
    await world.alice.click(message, label="Back to the list")
    assert listed(message) == before


async def test_every_page_leads_to_the_letters(world: World) -> None:
    message = await world.ask("browse", letter="q")
    await world.alice.click(message, label="A to Z")
    assert shown(message).heading == "All entries from A to Z"


async def test_typing_offers_letters_with_how_many_entries_they_have(world: World) -> None:
    async def offered(typed: str) -> dict[str, str]:
        choices = await world.alice.autocomplete(world.channel, "browse", "letter", typed)
        return {choice["value"]: choice["name"] for choice in choices}

    assert len(await offered("")) <= 25
    assert list(await offered("Inter")) == ["i"]
    assert (await offered("i"))["i"].startswith("I: ")
    page = shown(await world.ask("browse", letter="i")).texts[0]
    assert page.endswith(f"of {(await offered('i'))['i'].split()[1]}")


async def test_a_letter_that_no_entry_begins_with_is_said_above_the_letters(own_home: Home, world: World) -> None:
    message = await world.ask("browse")
    change_lexicon(own_home, "DELETE FROM directory_part WHERE initial = 'i'")
    asked = shown(await world.ask("browse", letter="interl"))
    await world.alice.click(message, label="I")
    for page in (asked, shown(message)):
        assert page.heading == "All entries from A to Z"
        assert "No entry starts with I." in page.text
        assert "I" not in [button["label"] for button in page.buttons]


async def test_buttons_and_menus_work_after_a_restart_and_for_others_privately(world: World) -> None:
    message = await world.ask("browse", letter="c")
    before = message.components
    await world.restart()
    result = await world.bob.click(message, label="Next")
    assert result.ephemeral
    assert message.components == before
    await world.alice.click(message, label="Next")
    assert listed(message) == listed(answered(result))


async def test_an_entry_that_a_rebuild_has_taken_away_is_said_privately(own_home: Home, world: World) -> None:
    message = await world.ask("browse", letter="interl")
    keep(own_home, "cytokine")
    (id,) = [each["custom_id"] for each in shown(message).menus if each["custom_id"].startswith("from:")]
    result = await world.alice.select(message, ["interleukin"], custom_id=id)
    assert result.ephemeral
    assert "no longer in the dictionary" in shown(answered(result)).text


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("browse", private=True)).ephemeral
    message = answered(await world.alice.user.slash("browse", letter="interl"))
    assert "interleukin" in listed(message)


def problems(page: Page) -> list[str]:
    """Why Discord would not take a page."""
    sent = render(page).to_components()
    return list(message_problems({"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent}))


def test_the_longest_headwords_and_the_most_pages_fit_in_a_message() -> None:
    entries = tuple(ListedEntry(f"k{n}", "*" * 300, SemanticType.DISEASE) for n in range(25))
    ranges = tuple(PageRange(n, n, "a" * 300, "b*" * 150) for n in range(25))
    page = DirectoryPage(DirectoryPart("p", 0, 400_000), 15_999, 16_000, 399_976, entries, (ranges, ranges, ranges))
    assert problems(entries_page(page)) == []


def test_all_letters_fit_in_a_message() -> None:
    assert problems(initials_page([DirectoryPart(letter, 0, 99_999) for letter in "abcdefghijklmnopqrstuvwxyz0"])) == []
