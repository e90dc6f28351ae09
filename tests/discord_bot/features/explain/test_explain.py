"""The message command "Explain medical terms"."""

from __future__ import annotations

import re
from typing import Any

import discord
import pytest
import simcord
from discord_bot.lexicon_edits import change_entry, definition
from discord_bot.reading import Shown
from discord_bot.runtime.test_updating_pages import without_source
from discord_bot.world import World, answered, shown
from simcord.backend.models.message import Poll, PollAnswer
from simcord.results import to_discord_message
from structlog.testing import capture_logs

from bot.discord_bot.features.explain.page import terms_page
from bot.discord_bot.ui.page import Page, Text, disclaimer
from bot.discord_bot.ui.page_context import Term, TermList
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.terms_menu import terms_menu, terms_of
from bot.lexicon.model import Entry
from bot.lexicon.store.opening import opened
from bot.lexicon.text_scan.abbreviations import Basis
from bot.settings import Home

COMMAND = "Explain medical terms"
MESSAGE = (
    "They found **interleukin-6** and a heart attack, not MS. Ask about `frostbite` at https://example.org/cytokine"
)

LIKELY = "With MS the myelin in her spinal cord goes, they told her"
# The type of a reference that forwards a message
# (https://discord.com/developers/docs/resources/message#message-reference-types).
FORWARD = 1


async def explained(world: World, text: str) -> simcord.ResponseMessage:
    """Return the answer to Alice, who uses the command on a message of Bob's."""
    said = await world.bob.send(world.channel, text)
    return answered(await world.alice.context_menu(world.channel, COMMAND, said))


def menu_of(page: Shown) -> dict[str, str]:
    """The menu of terms: label and value."""
    (menu,) = [menu for menu in page.menus if menu["custom_id"].startswith("open:terms")]
    return {option["label"]: option["value"] for option in menu["options"]}


async def test_the_terms_are_listed_privately_in_the_order_of_the_message(world: World) -> None:
    message = await explained(world, MESSAGE)
    assert message.ephemeral
    text = shown(message).text
    places = [text.index(f"**{term}**") for term in ("interleukin-6", "heart attack", "MS")]
    assert places == sorted(places)
    assert text.endswith(disclaimer())


async def test_code_and_addresses_are_not_explained(world: World) -> None:
    text = shown(await explained(world, MESSAGE)).text
    assert "frostbite" not in text
    assert "cytokine**" not in text


async def test_each_definition_names_its_publisher_and_year(world: World) -> None:
    page = shown(await explained(world, "interleukin and cytokine"))
    assert len(page.definitions) == 2
    assert all(len(line.split(", ")) >= 3 for line, _ in page.cited)
    assert len(page.cited) == 2


async def test_a_name_that_is_not_the_headword_says_where_it_leads(world: World) -> None:
    assert "**heart attack** → myocardial infarction" in shown(await explained(world, "a heart attack")).text


async def test_an_ambiguous_name_is_not_defined_but_can_be_chosen(world: World) -> None:
    message = await explained(world, "She has MS, and multiple sclerosis is not mitral stenosis")
    page = shown(message)
    assert "MS can mean 6 things: " in page.text
    senses = [option for menu in page.menus for option in menu["options"] if option["label"] == "MS"]
    assert len(senses) == 6
    assert {option["description"] for option in senses} >= {"→ multiple sclerosis", "→ mitral stenosis"}
    for option in senses:
        again = await explained(world, "She has MS, and multiple sclerosis is not mitral stenosis")
        await world.alice.select(again, [option["value"]], custom_id="open:terms")
        assert shown(again).heading == option["description"].removeprefix("→ ")


async def test_opening_a_term_turns_the_page_and_one_can_go_back_to_the_list(world: World) -> None:
    message = await explained(world, MESSAGE)
    before = shown(message)
    opened = answered(await world.alice.select(message, ["interleukin-6"], custom_id="open:terms"))
    assert opened.id == message.id
    assert shown(message).heading == "interleukin-6"
    await world.alice.click(message, label="Back to the list")
    assert shown(message) == before


async def test_from_an_opened_term_one_walks_on_and_back_to_the_list(world: World) -> None:
    message = await explained(world, MESSAGE)
    before = shown(message)
    await world.alice.select(message, ["interleukin-6"], custom_id="open:terms")
    await world.alice.select(message, ["interleukin"], custom_id="open:related")
    await world.alice.click(message, label="Back")
    assert shown(message).heading == "interleukin-6"
    await world.alice.select(message, ["myocardial-infarction"], custom_id="open:terms")
    await world.alice.click(message, label="Back to the list")
    assert shown(message) == before


async def test_list_and_way_back_outlive_a_restart(world: World) -> None:
    message = await explained(world, MESSAGE)
    before = shown(message)
    await world.restart()
    await world.alice.select(message, ["interleukin-6"], custom_id="open:terms")
    await world.restart()
    await world.alice.click(message, label="Back to the list")
    assert shown(message) == before


async def test_a_term_that_a_rebuild_took_away_is_not_on_the_list_any_more(own_home: Home, world: World) -> None:
    message = await explained(world, "Does interleukin matter for chilblains?")
    assert "chilblain" in menu_of(shown(message)).values()
    await world.alice.select(message, ["interleukin"], custom_id="open:terms")
    without_source(own_home, "mesh")
    await world.alice.click(message, label="Back to the list")
    assert list(menu_of(shown(message)).values()) == ["interleukin"]


async def test_a_long_definition_ends_with_its_first_sentences_and_is_whole_when_opened(
    own_home: Home, world: World
) -> None:
    change_entry(own_home, "cytokine", definitions=(definition("One sentence stands here. " * 40),))
    message = await explained(world, "cytokine")
    (told,) = shown(message).definitions
    name, _, beginning = told.partition("\n")
    assert name == "**cytokine**"
    assert 200 < len(beginning) <= 302
    assert beginning.endswith("sentence stands here. …")
    await world.alice.select(message, ["cytokine"], custom_id="open:terms")
    await world.alice.click(message, label="Definitions")
    assert shown(message).definitions == [("One sentence stands here. " * 40).strip()]


async def test_terms_that_have_no_room_are_counted(own_home: Home, world: World) -> None:
    words = ["cytokine", "interleukin", "interferon", "frostbite", "leukemia", "multiple sclerosis", "mitral stenosis"]
    for key in ("cytokine", "interleukin", "interferon", "frostbite", "leukemia", "multiple-sclerosis"):
        long = definition("word " * 58, title="t" * 110, publisher="p" * 110, url="https://example.org/" + "u" * 380)
        change_entry(own_home, key, definitions=(long,))
    page = shown(await explained(world, ", ".join(words)))
    shown_terms = len(menu_of(page))
    assert 1 < shown_terms < len(words)
    rest = len(words) - shown_terms
    assert f"{rest} more term" in page.text


@pytest.mark.parametrize("text", ["Good morning, how are you?", "`interleukin`", "🙂", "12 14"])
async def test_a_message_without_a_term_gets_a_kind_line(world: World, text: str) -> None:
    message = await explained(world, text)
    assert message.ephemeral
    assert "no medical terms in that message" in shown(message).text
    assert shown(message).menus == []


async def test_embeds_are_read_too(world: World) -> None:
    said = world.env.backend.create_message(world.channel.id, world.bob.id, "look", embeds=[EMBED])
    page = shown(answered(await world.alice.context_menu(world.channel, COMMAND, to_discord_message(world.env, said))))
    assert {"cytokine", "frostbite"} <= set(menu_of(page).values())


def forwarded(world: World, **said: Any) -> discord.Message:
    """A message of Bob's that forwards another of his, which says this."""
    backend = world.env.backend
    first = backend.create_message(world.channel.id, world.bob.id, **said)
    reference = {"type": FORWARD, "message_id": str(first.id), "channel_id": str(world.channel.id)}
    return to_discord_message(world.env, backend.create_message(world.channel.id, world.bob.id, reference=reference))


EMBED = {"title": "Cytokine", "description": "and chilblains", "fields": [{"name": "x", "value": "frostbite"}]}
PAGE = [{"type": 17, "components": [{"type": 10, "content": "cytokine"}, {"type": 10, "content": "and frostbite"}]}]


@pytest.mark.parametrize(
    "said",
    [
        {"content": "cytokine and frostbite"},
        {"content": "", "embeds": [EMBED]},
        {"content": "", "components": PAGE, "flags": 1 << 15},
    ],
)
async def test_of_a_forwarded_message_everything_is_read_that_is_read_of_others(
    world: World, said: dict[str, Any]
) -> None:
    message = forwarded(world, **said)
    page = shown(answered(await world.alice.context_menu(world.channel, COMMAND, message)))
    assert {"cytokine", "frostbite"} <= set(menu_of(page).values())


async def test_the_question_and_answers_of_a_poll_are_read(world: World) -> None:
    answers = [PollAnswer(1, "frostbite"), PollAnswer(2, None, "🙂")]
    poll = Poll("Which cytokine?", answers, "2026-12-24T00:00:00+00:00")
    said = world.env.backend.create_message(world.channel.id, world.bob.id, poll=poll)
    page = shown(answered(await world.alice.context_menu(world.channel, COMMAND, to_discord_message(world.env, said))))
    assert list(menu_of(page).values()) == ["cytokine", "frostbite"]


async def test_what_the_words_around_bear_out_is_labelled_with_them_and_with_the_other_senses(world: World) -> None:
    page = shown(await explained(world, LIKELY))
    assert "**MS** → multiple sclerosis\nProbably this, judging by the words around it: “myelin”" in page.text
    assert re.search(r"MS can also mean [^.]*\bmitral stenosis\b", page.text)
    assert {"multiple sclerosis", "mitral stenosis"} <= {
        option.get("description", "").removeprefix("→ ").partition(" ← ")[0] for option in page.menus[0]["options"]
    }


async def test_the_label_is_there_again_on_the_way_back_and_after_a_restart(world: World) -> None:
    message = await explained(world, LIKELY)
    before = shown(message)
    assert "Probably this" in before.text
    await world.alice.select(message, [before.menus[0]["options"][0]["value"]], custom_id="open:terms")
    assert shown(message).heading == "multiple sclerosis"
    await world.restart()
    await world.alice.click(message, label="Back to the list")
    assert shown(message) == before


async def test_senses_of_which_nothing_tells_stand_in_the_order_in_which_a_look_up_has_them(world: World) -> None:
    page = shown(await explained(world, "somebody wrote MS on it"))
    senses = [option["description"].removeprefix("→ ") for option in page.menus[0]["options"]]
    assert senses == list(shown(await world.page("MS")).options("meaning"))


async def test_a_choice_is_there_again_on_the_way_back(world: World) -> None:
    message = await explained(world, "somebody wrote MS on it")
    before = shown(message)
    assert "MS can mean 6 things" in before.text
    await world.alice.select(message, [before.menus[0]["options"][0]["value"]], custom_id="open:terms")
    await world.alice.click(message, label="Back to the list")
    assert shown(message) == before


@pytest.mark.parametrize("words", [("a + b",), ("← x",), ("w" * 90, "v" * 90), ()])
def test_a_menu_remembers_what_it_is_made_of(words: tuple[str, ...]) -> None:
    terms = TermList(
        (
            Term("MS", "k" * 80, "multiple sclerosis", Basis.LIKELY, words, has_more=True),
            Term("MS", "m", "mitral stenosis"),
            Term("XY", "m", "mitral stenosis", Basis.OPEN),
            Term("cytokine", "cytokine", "cytokine"),
        )
    )
    (container,) = render(Page("Terms", (terms_menu(terms),))).to_components()
    (menu,) = container["components"][1]["components"]
    options = [discord.SelectOption.from_dict(option) for option in menu["options"]]
    again = terms_of(options, 0)
    assert [(term.name, term.key, term.headword, term.basis, term.has_more) for term in again.terms] == [
        (term.name, term.key, term.headword, term.basis, term.has_more) for term in terms.terms
    ]
    assert all(len(option.value) <= 100 for option in options)


async def test_one_meaning_that_nothing_in_the_message_tells_is_offered(world: World) -> None:
    entry = await world_entry(world, "cytokine")
    page = terms_page(TermList((Term("CYT", "cytokine", "cytokine", Basis.OPEN),)), {"cytokine": entry})
    (told,) = [part.content for part in page.body if isinstance(part, Text)]
    assert told == ("**CYT**\nCYT may mean cytokine, but nothing in the message says so. Choose it below to open it.")


async def world_entry(world: World, key: str) -> Entry:
    """An entry of the lexicon that the bot answers from."""
    async with opened(world.home.lexicon) as lexicon:
        entry = await lexicon.entry(key)
    assert entry is not None
    return entry


async def test_a_page_of_the_bots_own_can_be_explained(world: World) -> None:
    message = await world.page("interleukin")
    page = shown(answered(await world.alice.context_menu(world.channel, COMMAND, message)))
    assert "cytokine" in menu_of(page).values()


async def test_the_longest_message_is_answered(world: World) -> None:
    page = shown(await explained(world, ("interleukin " * 200)[:2_000]))
    assert list(menu_of(page)) == ["interleukin"]


async def test_an_explained_entry_can_be_shown_to_everyone(world: World) -> None:
    message = await explained(world, MESSAGE)
    await world.alice.select(message, ["interleukin-6"], custom_id="open:terms")
    await world.alice.click(message, label="More")
    public = answered(await world.alice.click(message, label="Show to everyone"))
    assert not public.ephemeral
    assert not [menu for menu in shown(public).menus if menu["custom_id"].startswith("open:terms")]


async def test_nothing_of_the_message_is_in_the_log(world: World) -> None:
    with capture_logs() as log:
        await explained(world, f"zyxwvut interleukin. {LIKELY}")
    for word in ("zyxwvut", "interleukin", "sclerosis", "myelin", "MS"):
        assert word not in str(log)
