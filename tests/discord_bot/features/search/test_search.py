"""`/search` as someone on Discord uses it."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.body_checks import COMPONENTS_V2, message_problems
from discord_bot.lexicon_edits import change_entry, definition, keep
from discord_bot.reading import Shown, as_read, live_markdown
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.search.page import search_page
from bot.discord_bot.pages.excerpt import excerpt
from bot.discord_bot.ui.custom_ids.lists import MAX_SEARCH_WORDS
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.languages import LANGUAGES
from bot.lexicon.description_search.search import Passage, SearchResult, SearchResults, Span
from bot.lexicon.model import EntryReference
from bot.settings import Home

OXYGEN = "the thing in blood that carries oxygen"
COMMON = "a part of the body"


def headwords(message: simcord.ResponseMessage) -> list[str]:
    """The headwords of the results on a page."""
    lines = [line for text in shown(message).texts for line in text.splitlines()]
    return [as_read(line.removeprefix("### ")) for line in lines if line.startswith("### ")]


def menu_of(message: simcord.ResponseMessage) -> dict[str, str]:
    """Return the options of the menu of results: label and value."""
    (menu,) = shown(message).menus
    return {option["label"]: option["value"] for option in menu["options"]}


async def open_result(world: World, message: simcord.ResponseMessage, number: int = 0) -> None:
    """Alice chooses a result."""
    (menu,) = shown(message).menus
    await world.alice.select(message, [menu["options"][number]["value"]], custom_id=menu["custom_id"])


async def test_what_fits_comes_with_its_sentence_and_who_published_it(world: World) -> None:
    message = await world.ask("search", words=OXYGEN)
    (found,) = [text for text in shown(message).texts if text.startswith("### hemoglobin\n")]
    assert "**carries** **oxygen**" in found
    assert found.splitlines()[1] == "-# From Medlex Starter Glossary (not medically reviewed), Medlex, 2026"


async def test_every_sentence_names_publisher_and_year_and_the_page_ends_with_the_disclaimer(world: World) -> None:
    page = shown(await world.ask("search", words=COMMON))
    assert len(page.cited) == 5
    assert page.texts[-1] == f"-# {disclaimer()}"


async def test_results_are_called_suggestions_and_no_answer(world: World) -> None:
    assert "These are suggestions, not an answer" in shown(await world.ask("search", words=OXYGEN)).texts[0]


async def test_the_pages_hold_different_results_in_one_order(world: World) -> None:
    message = await world.ask("search", words=COMMON)
    first = headwords(message)
    await world.alice.click(message, label="Next")
    second = headwords(message)
    assert len(first) == len(second) == 5
    assert not set(first) & set(second)
    assert "Showing 6 to 10." in shown(message).texts[0]
    await world.alice.click(message, label="Previous")
    assert headwords(message) == first


async def test_a_chosen_result_opens_in_place_and_leads_back_to_its_page(world: World) -> None:
    message = await world.ask("search", words=COMMON)
    await world.alice.click(message, label="Next")
    before = headwords(message)
    await open_result(world, message, 2)
    assert shown(message).heading == before[2]
    assert shown(message).definitions
    await world.alice.click(message, label="Back to the results")
    assert headwords(message) == before


async def test_the_way_back_stays_while_one_walks_on(world: World) -> None:
    message = await world.ask("search", words="protein messengers of cells")
    at = headwords(message).index("interleukin-6")
    await open_result(world, message, at)
    await world.alice.select(message, ["interleukin"], custom_id="open:related")
    assert shown(message).heading == "interleukin"
    await world.alice.click(message, label="Back to the results")
    assert "interleukin-6" in headwords(message)


async def test_buttons_and_menus_work_after_a_restart(world: World) -> None:
    message = await world.ask("search", words=COMMON)
    await world.restart()
    await world.alice.click(message, label="Next")
    await open_result(world, message)
    await world.restart()
    await world.alice.click(message, label="Back to the results")
    assert "Showing 6 to 10." in shown(message).texts[0]


async def test_a_page_that_a_rebuild_has_taken_away_becomes_the_first(own_home: Home, world: World) -> None:
    message = await world.ask("search", words=COMMON)
    first, *_ = menu_of(message).items()
    keep(own_home, first[1])
    await world.alice.click(message, label="Next")
    assert headwords(message) == [first[0]]
    assert "1 entry fits this description." in shown(message).texts[0]


async def test_a_result_that_a_rebuild_has_taken_away_is_said_privately(own_home: Home, world: World) -> None:
    message = await world.ask("search", words=COMMON)
    (menu,) = shown(message).menus
    before = message.components
    keep(own_home, "interleukin")
    result = await world.alice.select(message, [menu["options"][0]["value"]], custom_id=menu["custom_id"])
    assert result.ephemeral
    assert "no longer in the dictionary" in shown(answered(result)).text
    assert message.components == before


async def test_somebody_elses_press_answers_them_privately_and_leaves_the_page(world: World) -> None:
    message = await world.ask("search", words=COMMON)
    before = message.components
    result = await world.bob.click(message, label="Next")
    assert result.ephemeral
    assert headwords(answered(result)) != headwords(message)
    assert message.components == before


async def test_words_that_no_entry_has_lead_elsewhere(world: World) -> None:
    page = shown(await world.ask("search", words="qwrtzpsdfg"))
    assert "No entry has these words." in page.text
    assert page.menus == []
    assert "MedlinePlus" in page.sites


async def test_words_without_a_letter_are_refused_kindly_and_privately(world: World) -> None:
    result = await world.alice.slash(world.channel, "search", words="?!")
    assert result.ephemeral
    assert answered(result).content.startswith("There is no word to search for.")
    assert len(world.expected_errors()) == 1


async def test_the_longest_words_fit_into_every_button(world: World) -> None:
    words = ("part of the body that " + "blood " * 20)[:MAX_SEARCH_WORDS].strip()
    message = await world.ask("search", words=words.ljust(MAX_SEARCH_WORDS, "s"))
    await world.alice.click(message, label="Next")
    await open_result(world, message)
    await world.alice.click(message, label="Back to the results")
    assert headwords(message)


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("search", words=OXYGEN, private=True)).ephemeral
    message = answered(await world.alice.user.slash("search", words=OXYGEN))
    assert "hemoglobin" in headwords(message)


async def test_what_publishers_and_readers_wrote_is_inert(own_home: Home, world: World) -> None:
    nasty = "see @everyone <@1> `x` [y](https://z.org) zebrafish"
    change_entry(own_home, "hemoglobin", definitions=(definition(f"It carries oxygen in blood: {nasty}."),))
    message = await world.ask("search", words="oxygen blood carries @everyone `x` <@1>")
    for text in shown(message).texts:
        bold_removed = text.replace("**", "·").replace("### ", "").replace("## ", "")
        said = "\n".join(line for line in bold_removed.splitlines() if not line.startswith("-#"))
        assert live_markdown(said) == []


def passage(sentence: str, *words: str) -> Passage:
    """A passage of a sentence in which these words match."""
    starts = [sentence.index(word) for word in words]
    spans = tuple(Span(start, start + len(word)) for start, word in zip(starts, words, strict=True))
    return Passage(sentence, spans, definition(sentence))


def test_a_short_sentence_is_shown_whole_with_its_matches_bold() -> None:
    assert excerpt(passage("A *red* cell.", "cell"), 100) == r"A \*red\* **cell**."


@pytest.mark.parametrize("at", [0, 50, 199])
def test_a_long_sentence_is_cut_around_its_first_match_at_words(at: int) -> None:
    words = [f"word{number:03}" for number in range(200)]
    cut = excerpt(passage(" ".join(words), words[at]), 200)
    assert f"**{words[at]}**" in cut
    assert len(cut) <= 210
    assert set(cut.replace("*", "").replace("…", "").split()) <= set(words)
    assert cut.startswith("…") == (at > 0)
    assert cut.endswith("…") == (at < 199)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", ["x" * 3_000, "_a_ " * 900, "**\\" * 1_000])
def test_results_of_any_length_fit_in_a_message(text: str, language: str) -> None:
    cited = definition(text, title="t*" * 300, publisher="p_" * 300, url="https://example.org/" + "x" * 370)
    result = SearchResult(EntryReference("k", "h*" * 300), Passage(text, (Span(0, 2),), cited), 1.0)
    results = tuple(SearchResult(EntryReference(f"k{n}", "h*" * 300), result.passage, 1.0) for n in range(5))
    with in_language(language):
        page = search_page(SearchResults("*" * MAX_SEARCH_WORDS, 100, results), 9)
        sent = render(page).to_components()
    assert list(message_problems({"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent})) == []
    assert len([text for text in Shown(sent).texts if text.startswith("### ")]) == 5
