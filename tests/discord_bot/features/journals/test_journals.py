"""`/journals` and the tab Journals as someone on Discord uses them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from discord_bot.reading import MASKED_LINK, live_markdown
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.journals.page import topic_page
from bot.discord_bot.pages.journals import journals_page
from bot.discord_bot.pages.tabs.tab import ROOM
from bot.discord_bot.ui.links import pubmed_links
from bot.discord_bot.ui.page import BUDGET, Text, size_of
from bot.discord_bot.ui.translation import in_language
from bot.lexicon.lookup.journals import Fit, FoundJournal
from bot.lexicon.model import Entry
from bot.settings import Home
from bot.terms.model import Journal

HOSTILE = "**[free](https://evil.example)** <@1> @everyone :x: https://evil.example\n# A"


def found(number: int, title: str = "Hearts", **fields: object) -> FoundJournal:
    """A made-up journal."""
    known = {"code": str(number), "title": title, "address": f"https://www.example.org/{number}", "publisher": "House"}
    return FoundJournal(Journal(**(known | fields)), "doaj", Fit.TOPIC)  # type: ignore[arg-type]


async def test_journals_on_a_term_say_who_publishes_them_and_in_which_languages(
    reading_home: Home, world: World
) -> None:
    page = shown(await world.ask("journals", topic="heart attack"))
    assert page.heading == "Journals: myocardial infarction"
    assert "### Journals on myocardial infarction\n- Journal of Hearts: House of Made-up Journals; English" in page.text
    assert "From: Directory of Open Access Journals, 2026 (doaj.org)." in page.text
    assert "Bridges" not in page.text


async def test_the_tab_of_an_entry_has_the_same_journals(reading_home: Home, world: World) -> None:
    message = await world.page("heart attack")
    pressed = await world.alice.click(message, custom_id=shown(message).button("Journals")["custom_id"])
    assert "- Journal of Hearts: House of Made-up Journals; English" in shown(answered(pressed)).text


async def test_words_that_no_entry_has_find_journals_too(reading_home: Home, world: World) -> None:
    page = shown(await world.ask("journals", topic="lungs of the world"))
    assert "No entry has this name." in page.text
    assert "- Lungs of the World" in page.text


async def test_a_spanish_reader_reads_languages_in_spanish(reading_home: Home, world: World) -> None:
    with in_language("es"):
        (text, *_) = journals_page("x", [found(1, languages=("Spanish", "Klingon"))], []).parts
    assert isinstance(text, Text)
    assert text.content.endswith("House; español, Klingon")


async def test_without_a_list_there_are_the_links_to_pubmed(world: World) -> None:
    page = shown(await world.ask("journals", topic="interleukin"))
    assert "No list of journals is installed here." in page.text
    assert list(page.links) == ["Reviews", "Free to read", "Last five years", "In English"]


async def test_a_name_with_several_meanings_is_a_choice(world: World) -> None:
    assert shown(await world.ask("journals", topic="MS")).options("meaning")


async def test_the_entry_is_one_press_away(world: World) -> None:
    message = await world.ask("journals", topic="interleukin")
    pressed = await world.alice.click(message, custom_id=shown(message).button("Read what it means")["custom_id"])
    assert shown(answered(pressed)).heading == "interleukin"


async def test_topics_are_completed_as_terms_are(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "journals", "topic", "interleuki")
    assert {choice["name"]: choice["value"] for choice in choices} == await world.offered("interleuki")


@pytest.mark.parametrize(("language", "filter"), [("en", "lang.english"), ("es", "lang.spanish")])
def test_pubmed_is_asked_with_its_own_filters(language: str, filter: str) -> None:
    with in_language(language):
        links = pubmed_links("Crohn's disease & 50% more")
    queries = [parse_qs(urlsplit(link.url).query) for link in links]
    assert [query["filter"] for query in queries] == [
        ["pubt.review"],
        ["simsearch2.ffrft"],
        ["datesearch.y_5"],
        [filter],
    ]
    assert {query["term"][0] for query in queries} == {"Crohn's disease & 50% more"}


def test_a_term_that_is_too_long_for_an_address_has_no_links() -> None:
    assert pubmed_links("ü" * 200) == ()


def test_many_journals_are_on_pages_that_leave_none_out() -> None:
    each = [found(number, f"Journal {number}") for number in range(50)]
    entry = Entry(key="a", headword="a")
    first = journals_page("a", each, [])
    assert first.pages > 1
    texts = [
        part.content
        for number in range(first.pages)
        for part in topic_page(entry, each, [], number).body
        if isinstance(part, Text)
    ]
    titles = [title for text in texts for title, _ in MASKED_LINK.findall(text)]
    assert titles == [one.journal.title for one in each]


async def test_the_pager_turns_the_pages_of_a_topic(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    each = tuple(found(number, f"Journal {number}") for number in range(50))

    async def journals(*_: object) -> tuple[FoundJournal, ...]:
        return each

    monkeypatch.setattr("bot.lexicon.dictionary.journals_for", journals)
    message = await world.ask("journals", topic="interleukin")
    pressed = answered(await world.alice.click(message, custom_id=shown(message).button("Next")["custom_id"]))
    assert "Page 2 of" in str(pressed.components)
    assert "- Journal 0:" not in shown(pressed).text


def test_the_longest_journals_fit_into_a_page() -> None:
    title, address = "*" * 300, "https://www.example.org/" + "a" * 370
    many = [
        found(number, title, address=address, publisher="_" * 300, languages=("~" * 99,) * 9) for number in range(9)
    ]
    shown = journals_page("#" * 200, many, [])
    assert size_of(shown.parts).fits(ROOM)
    assert topic_page("#" * 80, many, []).size.fits(BUDGET)


def test_nothing_in_a_journal_formats_links_or_pings() -> None:
    hostile = found(1, HOSTILE, publisher=HOSTILE, languages=(HOSTILE,))
    (text, *_) = journals_page("x", [hostile], []).parts
    assert isinstance(text, Text)
    line = text.content.splitlines()[-1]
    assert live_markdown(MASKED_LINK.sub("", line.removeprefix("- "))) == []
    ((shown, address),) = MASKED_LINK.findall(line)
    assert (live_markdown(shown), address) == ([], "https://www.example.org/1")
