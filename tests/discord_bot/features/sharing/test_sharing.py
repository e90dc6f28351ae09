"""Showing a private page to everyone, and deleting a public one."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.reading import Shown
from discord_bot.runtime.test_updating_pages import LONG, without_source
from discord_bot.world import World, answered, shown

from bot.discord_bot.limits import MAX_COMPONENTS
from bot.discord_bot.pages.choices import answer_page
from bot.discord_bot.ui.page import Page, Text, disclaimer
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.sharing import with_share_button
from bot.lexicon.model import Answer, Choice, Match
from bot.settings import Home

SHOW, DELETE = "Show to everyone", "Delete"


def labels(page: Shown) -> set[str]:
    """Return the labels of the buttons."""
    return {button["label"] for button in page.buttons}


def is_there(world: World, message: simcord.ResponseMessage) -> bool:
    """Return True if a message is still in the channel."""
    return message.id in {other.id for other in world.channel.history()}


async def test_a_private_page_can_be_shown_and_a_public_one_deleted(world: World) -> None:
    private = shown(await world.tab("interleukin", "More", private=True))
    public = shown(await world.tab("interleukin", "More"))
    assert labels(private) & {SHOW, DELETE} == {SHOW}
    assert labels(public) & {SHOW, DELETE} == {DELETE}


async def test_a_shown_page_is_public_and_says_who_shows_it_without_a_ping(world: World) -> None:
    private = await world.tab("interleukin", "More", private=True)
    before = private.components
    result = await world.alice.click(private, label=SHOW)
    public = answered(result)
    assert not public.ephemeral
    assert is_there(world, public)
    page = shown(public)
    assert page.heading == "interleukin"
    assert f"Shown by <@{world.alice.id}>" in page.text
    assert page.texts[-1] == f"-# {disclaimer()}"
    assert world.bodies()[-1]["data"]["allowed_mentions"] == {"parse": []}
    assert private.components == before


async def test_the_page_that_is_being_read_is_the_one_that_is_shown(world: World) -> None:
    private = await world.tab(LONG, "Definitions", private=True)
    await world.alice.click(private, label="Next")
    public = answered(await world.alice.click(private, label=SHOW))
    assert shown(public).definitions == shown(private).definitions


async def test_whoever_shows_a_page_turns_it_and_others_read_on_privately(world: World) -> None:
    public = answered(await world.alice.click(await world.tab("interleukin", "More", private=True), label=SHOW))
    assert (await world.bob.click(public, label="Related")).ephemeral
    await world.alice.select(public, ["cytokine"], custom_id="open:related")
    assert shown(public).heading == "cytokine"
    assert f"Shown by <@{world.alice.id}>" in shown(public).text


async def test_what_somebody_opened_privately_from_anothers_page_they_can_show(world: World) -> None:
    theirs = answered(await world.bob.click(await world.page("interleukin"), label="More"))
    public = answered(await world.bob.click(theirs, label=SHOW))
    assert not public.ephemeral
    assert f"Shown by <@{world.bob.id}>" in shown(public).text


@pytest.mark.parametrize("term", ["interleukin", "MS", "hydralizine", "qwrtzpsdfg"])
async def test_the_asker_deletes_what_answers_them(world: World, term: str) -> None:
    message = await world.page(term)
    if term == "interleukin":
        await world.alice.click(message, label="More")
    assert is_there(world, message)
    await world.alice.click(message, label=DELETE)
    assert not is_there(world, message)


PAGES: list[tuple[str, dict[str, str]]] = [
    ("search", {"words": "lack of oxygen in the blood"}),
    ("search", {"words": "qwrtzpsdfg"}),
    ("browse", {}),
    ("browse", {"letter": "a"}),
    ("compare", {"first": "interleukin", "second": "cytokine"}),
    ("compare", {"first": "MS", "second": "hydralizine"}),
    ("sources", {}),
    ("about", {}),
    ("help", {}),
    ("define", {"term": "MS"}),
    ("define", {"term": "hydralizine"}),
    ("define", {"term": "qwrtzpsdfg"}),
    ("pronounce", {"term": "MS"}),
]
OWN: list[tuple[str, dict[str, str]]] = [("quiz", {})]


@pytest.mark.parametrize(("command", "options"), PAGES)
async def test_every_private_page_that_is_nobodys_own_can_be_shown_to_everyone(
    world: World, command: str, options: dict[str, str]
) -> None:
    private = await world.ask(command, **options, private=True)
    assert labels(shown(private)) & {SHOW, DELETE} == {SHOW}
    before, seen = private.components, shown(private)
    public = answered(await world.alice.click(private, label=SHOW))
    assert not public.ephemeral
    page = shown(public)
    assert page.texts[0] == f"{seen.texts[0]}\n-# Shown by <@{world.alice.id}>"
    assert page.texts[1:] == seen.texts[1:]
    assert page.menus == seen.menus
    assert labels(page) == labels(seen) - {SHOW} | {DELETE}
    assert private.components == before
    assert answered(await world.bob.click(public, label=DELETE)).ephemeral
    await world.alice.click(public, label=DELETE)
    assert not is_there(world, public)


async def test_a_page_that_was_turned_to_is_shown_and_turned_on_with_the_name_of_whoever_shows_it(world: World) -> None:
    private = await world.ask("browse", letter="a", private=True)
    await world.alice.click(private, label="A to Z")
    public = answered(await world.alice.click(private, label=SHOW))
    assert shown(public).heading == shown(private).heading
    theirs = answered(await world.bob.click(public, label="B"))
    assert theirs.ephemeral
    assert SHOW in labels(shown(theirs))
    await world.alice.click(public, label="B")
    assert shown(public).heading == "B"
    assert f"Shown by <@{world.alice.id}>" in shown(public).text
    assert DELETE in labels(shown(public))


async def test_a_shown_page_is_in_the_language_that_was_chosen_for_it(world: World) -> None:
    private = await world.ask("define", term="hydralizine", language="es", private=True)
    public = answered(await world.alice.click(private, label="Mostrar a todos"))
    assert f"Lo muestra <@{world.alice.id}>" in shown(public).text
    await world.alice.click(public, custom_id="tab:overview:k:hydralazine")
    await world.alice.click(public, label="Más")
    assert "Borrar" in labels(shown(public))


async def test_a_list_can_be_shown_after_a_restart(world: World) -> None:
    private = await world.ask("search", words="lack of oxygen in the blood", private=True)
    await world.restart()
    assert "Shown by" in shown(answered(await world.alice.click(private, label=SHOW))).text


@pytest.mark.parametrize(("command", "options"), [*OWN, ("saved", {}), ("study", {})])
async def test_what_is_one_persons_own_cannot_be_shown(world: World, command: str, options: dict[str, str]) -> None:
    private = {"private": True} if command == "quiz" else {}
    assert SHOW not in labels(shown(await world.ask(command, **options, **private)))


async def test_a_pronunciation_can_be_shown_and_deleted(world: World) -> None:
    private = await world.ask("pronounce", term="interleukin", private=True)
    assert labels(shown(private)) == {SHOW}
    public = answered(await world.alice.click(private, label=SHOW))
    assert not public.ephemeral
    assert public.content.startswith("## interleukin")
    assert f"-# Shown by <@{world.alice.id}>" in public.content
    for message in (public, await world.ask("pronounce", term="interleukin")):
        assert labels(shown(message)) == {DELETE}
        assert answered(await world.bob.click(message, label=DELETE)).ephemeral
        await world.alice.click(message, label=DELETE)
        assert not is_there(world, message)


async def test_what_the_button_on_an_entrys_page_says_can_be_shown(world: World) -> None:
    private = answered(await world.bob.click(await world.tab("interleukin", "More"), label="Pronounce"))
    public = answered(await world.bob.click(private, label=SHOW))
    assert f"Shown by <@{world.bob.id}>" in public.content


async def test_showing_the_pronunciation_of_an_entry_that_a_rebuild_took_away_says_so_privately(
    own_home: Home, world: World
) -> None:
    private = await world.ask("pronounce", term="chilblain", private=True)
    without_source(own_home, "mesh")
    result = await world.alice.click(private, label=SHOW)
    assert result.ephemeral
    assert "no longer in the dictionary" in shown(answered(result)).text


@pytest.mark.parametrize(("command", "options"), [*PAGES, *OWN])
async def test_every_public_page_can_be_deleted_by_its_asker_and_no_private_one_has_the_button(
    world: World, command: str, options: dict[str, str]
) -> None:
    assert DELETE not in labels(shown(await world.ask(command, **options, private=True)))
    message = await world.ask(command, **options)
    assert shown(message).texts[-1] == f"-# {disclaimer()}"
    assert answered(await world.bob.click(message, label=DELETE)).ephemeral
    assert is_there(world, message)
    await world.alice.click(message, label=DELETE)
    assert not is_there(world, message)


async def test_a_page_that_is_turned_to_can_be_deleted_too(world: World) -> None:
    message = await world.ask("browse", letter="a")
    await world.alice.click(message, label="A to Z")
    assert DELETE in labels(shown(message))
    private = await world.ask("browse", letter="a", private=True)
    await world.alice.click(private, label="A to Z")
    assert DELETE not in labels(shown(private))


def test_a_full_page_goes_without_the_button() -> None:
    full = Page("a", (Text("a"),) * (MAX_COMPONENTS - 4))
    assert full.size.components == MAX_COMPONENTS - 1
    assert with_share_button(full, PageContext()) == full
    assert with_share_button(Page("a", (Text("a"),) * (MAX_COMPONENTS - 5)), PageContext()).buttons


async def test_nobody_else_deletes_it_and_they_are_told_kindly(world: World) -> None:
    message = await world.tab("interleukin", "More")
    result = await world.bob.click(message, label=DELETE)
    assert result.ephemeral
    assert "Only the person who asked" in answered(result).content
    assert is_there(world, message)


async def test_a_shown_page_is_deleted_by_whoever_shows_it_and_nobody_else(world: World) -> None:
    public = answered(await world.alice.click(await world.tab("interleukin", "More", private=True), label=SHOW))
    assert (await world.bob.click(public, label=DELETE)).ephemeral
    assert is_there(world, public)
    await world.alice.click(public, label=DELETE)
    assert not is_there(world, public)


async def test_showing_and_deleting_work_after_a_restart(world: World) -> None:
    private, public = await world.tab("interleukin", "More", private=True), await world.tab("cytokine", "More")
    await world.restart()
    again = answered(await world.alice.click(private, label=SHOW))
    assert shown(again).heading == "interleukin"
    assert (await world.bob.click(public, label=DELETE)).ephemeral
    for message in (public, again):
        await world.alice.click(message, label=DELETE)
        assert not is_there(world, message)


async def test_a_page_in_a_direct_message_can_be_deleted(world: World) -> None:
    message = answered(await world.alice.user.slash("define", term="interleukin"))
    await world.alice.user.click(message, label="More")
    await world.alice.user.click(message, label=DELETE)
    assert message.id not in {other.id for other in world.alice.user.dm_channel.history()}


async def test_a_page_that_a_moderator_has_deleted_meanwhile_is_no_error(world: World) -> None:
    message = await world.tab("interleukin", "More")
    world.env.inject_error("DELETE", "/webhooks/*", status=404, code=10008)
    result = await world.alice.click(message, label=DELETE)
    assert result.followups == []
    assert world.expected_errors() == []


async def test_showing_an_entry_that_a_rebuild_took_away_says_so_privately(own_home: Home, world: World) -> None:
    private = await world.tab("chilblain", "More", private=True)
    without_source(own_home, "mesh")
    result = await world.alice.click(private, label=SHOW)
    assert result.ephemeral
    assert "no longer in the dictionary" in shown(answered(result)).text


def test_choices_that_take_the_place_of_a_shown_page_still_say_who_shows_them() -> None:
    several = Answer(query="MS", match=Match.AMBIGUOUS, choices=(Choice("a", "a", ""), Choice("b", "b", "")))
    context = PageContext(shown_by=7)
    assert "Shown by <@7>" in with_share_button(answer_page(several, context), context).title
