"""`/explain`: a form for a text, and pages that quote it with its terms in bold."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
import simcord
import structlog
from discord_bot.reading import Shown, as_read, live_markdown
from discord_bot.runtime.test_updating_pages import without_source
from discord_bot.world import World, answered, shown
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.features.explain_text.page import MAX_PARTS, chosen_term, chosen_value, text_pages
from bot.discord_bot.features.explain_text.quotation import MAX_QUOTED, Limits, excerpts, tidy
from bot.discord_bot.limits import MAX_FIELD_TEXT
from bot.discord_bot.ui.page import Menu
from bot.discord_bot.ui.page_context import Term
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Choice
from bot.lexicon.text_scan.terms_in_text import FoundTerm
from bot.logs import configure_logging
from bot.settings import Home, LogLevel, Settings

LETTER = (
    "Dear Ms. Reed,\n\nthe blood test showed interleukin-6, and you had frostbite.\nThey wrote MS on it; "
    "ask about cytokine. With the myelin gone, HR 120."
)


async def pasted(world: World, text: str) -> simcord.ResponseMessage:
    """Return the answer to Alice, who pastes a text into the form."""
    form = await world.alice.slash(world.channel, "explain")
    return answered(await world.alice.submit_modal(form, {"text": text}))


async def pasted_pages(world: World, text: str) -> list[Shown]:
    """Return all pages that Alice gets, who pastes a text into the form."""
    before = len(world.env.http_requests)
    await pasted(world, text)
    sent = [dict(each.json or {}) for each in world.env.http_requests[before:] if each.method == "POST"]
    return [Shown(body["components"]) for body in (each.get("data", each) for each in sent) if "title" not in body]


def labels(page: Shown) -> list[str]:
    return [button["label"] for button in page.buttons]


def menu_values(page: Shown) -> dict[str, str]:
    return {option["label"]: option["value"] for menu in page.menus for option in menu["options"]}


async def test_the_form_takes_as_much_text_as_discord_lets_a_form_have(world: World) -> None:
    form = (await world.alice.slash(world.channel, "explain")).modal
    assert form is not None
    field = form["components"][1]["component"]
    assert field["max_length"] == MAX_FIELD_TEXT == 4_000
    assert "the text is not kept" in form["components"][0]["content"]


async def test_the_text_comes_back_privately_with_its_terms_in_bold(world: World) -> None:
    message = await pasted(world, LETTER)
    assert message.ephemeral
    quoted = shown(message).texts[1]
    assert (
        "> the **blood test** showed **interleukin-6**, and you had **frostbite**.\n> They wrote **MS** on it" in quoted
    )
    assert quoted.startswith("> Dear Ms. Reed,\n> \n> ")
    assert "Show to everyone" not in labels(shown(message))


async def test_one_press_shows_a_meaning_below_the_text_with_its_source(world: World) -> None:
    message = await pasted(world, LETTER)
    quoted = shown(message).texts[1]
    again = answered(
        await world.alice.select(message, [menu_values(shown(message))["frostbite"]], custom_id="meanings:0")
    )
    assert again.id == message.id
    page = shown(message)
    assert page.texts[1] == quoted
    assert page.texts[2].startswith("**frostbite**\n")
    assert len(page.cited) == 1
    assert "Show the whole entry" in labels(page)


async def test_the_terms_are_gone_through_one_by_one_and_back(world: World) -> None:
    message = await pasted(world, "Interleukin, then frostbite, then cytokine.")
    assert labels(shown(message)) == ["Start with Interleukin", "Explain another text"]
    await world.alice.click(message, label="Start with Interleukin")
    assert labels(shown(message)) == ["Show the whole entry", "Next: frostbite"]
    await world.alice.click(message, label="Next: frostbite")
    await world.alice.click(message, label="Next: cytokine")
    assert labels(shown(message)) == ["Previous: frostbite", "Show the whole entry"]
    await world.alice.click(message, label="Previous: frostbite")
    assert "**frostbite**" in shown(message).texts[2]


async def test_the_whole_entry_opens_in_a_message_of_its_own_and_the_text_stays(world: World) -> None:
    message = await pasted(world, "Interleukin was high.")
    await world.alice.click(message, label="Start with Interleukin")
    before = shown(message)
    entry = answered(await world.alice.click(message, label="Show the whole entry"))
    assert entry.ephemeral
    assert entry.id != message.id
    assert shown(entry).heading == "interleukin"
    assert shown(message) == before


async def test_an_abbreviation_that_the_text_does_not_explain_is_not_guessed(world: World) -> None:
    message = await pasted(world, "Somebody wrote MS on it.")
    await world.alice.click(message, label="Start with MS")
    page = shown(message)
    assert page.definitions == []
    assert "MS can mean many things, such as" in page.text
    assert len(labels(page)) == 4
    sense = page.menus[0]["options"][1]
    await world.alice.select(message, [sense["value"]], custom_id="meanings:0")
    assert "The text does not say that MS means this." in shown(message).text
    assert sense["description"] in shown(message).text


async def test_a_sense_that_the_text_supports_is_labelled_as_probable(world: World) -> None:
    message = await pasted(world, "With MS the myelin in her spinal cord goes, they told her")
    await world.alice.click(message, label="Start with MS")
    assert "**MS** → multiple sclerosis\nProbably this, judging by the words around it: “myelin”" in shown(message).text


async def test_everything_outlives_a_restart(world: World) -> None:
    message = await pasted(world, LETTER)
    await world.restart()
    await world.alice.click(message, label="Start with blood test")
    await world.restart()
    await world.alice.click(message, label="Next: interleukin-6")
    assert "**interleukin-6**" in shown(message).texts[2]


async def test_a_term_that_a_rebuild_took_away_says_so_and_the_text_stays(own_home: Home, world: World) -> None:
    message = await pasted(world, "Does interleukin matter for chilblains?")
    without_source(own_home, "mesh")
    await world.alice.click(message, label="Start with interleukin")
    await world.alice.click(message, label="Next: chilblains")
    page = shown(message)
    assert "This term is no longer in the dictionary." in page.text
    assert labels(page) == ["Previous: interleukin"]


async def test_the_longest_text_is_whole_on_several_pages(world: World) -> None:
    sentences = " ".join(f"Sentence {number} says that nothing is wrong with her *at all*." for number in range(99))
    text = f"Interleukin came first. {sentences}"[: MAX_FIELD_TEXT - 12] + " frostbite."
    pages = await pasted_pages(world, text)
    assert [page.heading for page in pages] == ["Your text, part 1 of 2", "Your text, part 2 of 2"]
    quoted = " ".join(page.texts[1].removeprefix("> ").replace("**", "") for page in pages)
    assert as_read(quoted) == text
    assert pages[0].texts[1].endswith(".")
    assert labels(pages[1]) == ["Start with frostbite", "Explain another text"]


@pytest.mark.parametrize(
    "text",
    [
        "interleukin @everyone <@1> [a](https://example.org) ||x|| `y` :heart: <t:1>",
        "- interleukin\n# frostbite\n1. cytokine\n> quoted\n```\ncode",
        "interleukin\x00\x02\u202e\u2066 frost\u00adbite \x02cytokine\x02",
        "**interleukin** *frost*bite __cytokine__",
        "\\" * 2_000 + " interleukin " + "*" * 1_900,
        "He had MS, and then interleukin. " * 120,
        "a" * 3_900 + " interleukin",
    ],
)
async def test_hostile_text_formats_nothing(world: World, text: str) -> None:
    for page in await pasted_pages(world, text[:MAX_FIELD_TEXT]):
        quoted = page.texts[1].replace("**", "")
        assert [sign for sign in live_markdown(quoted) if sign.strip() != ">"] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Good morning, how are you?", "none of the words in your text"),
        (" \n\u200b ", "There are no words in your text."),
    ],
)
async def test_a_text_without_a_term_gets_one_private_line(world: World, text: str, said: str) -> None:
    message = await pasted(world, text)
    assert message.ephemeral
    assert said in shown(message).text
    assert shown(message).menus == []
    assert (await world.alice.click(message, label="Explain another text")).modal is not None


def test_many_terms_get_several_menus_that_say_what_is_in_them() -> None:
    terms = [Term(f"term {number}", f"key-{number}", f"term {number}") for number in range(60)]
    (page,) = text_pages([("> text", terms)], is_cut=False)
    menus = [part for part in page.body if isinstance(part, Menu)]
    assert [len(menu.options) for menu in menus] == [25, 25, 10]
    assert menus[1].placeholder == "Choose a term: term 25 to term 49"
    last, chosen = chosen_term(page, 59), chosen_value(page, "key-30")
    assert last is not None
    assert last.terms == (terms[59],)
    assert chosen is not None
    assert chosen.number == 30
    assert chosen_value(page, "key-60") is None


@given(st.text(max_size=3_000), st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 40)), max_size=60))
def test_any_text_is_divided_into_parts_that_fit_and_lose_nothing(text: str, places: list[tuple[int, int]]) -> None:
    tidied, found, at = tidy(text), list[FoundTerm](), 0
    for start, length in sorted(places):
        if at <= start and start + length <= len(tidied) and tidied[start : start + length].strip():
            found.append(FoundTerm(start, start + length, "x", (Choice("x", "x", ""),)))
            at = start + length
    parts = list(excerpts(tidied, found, Limits(4, 10)))
    assert sum(len(part.terms) for part in parts) == len(found)
    assert all(len(part.terms) <= 10 for part in parts)
    assert all(len(part.markdown) <= MAX_QUOTED + 10 for part in parts)
    quoted = "".join(part.markdown.replace("\n> ", "\n").removeprefix("> ") for part in parts)
    assert letters(quoted) == letters(tidied)


def letters(text: str) -> str:
    """The letters and digits of a text, which is all that no mark-up adds."""
    return "".join(filter(str.isalnum, text))


def test_a_text_that_never_ends_is_cut_and_says_so() -> None:
    pages = text_pages([("> a", [])] * MAX_PARTS, is_cut=True)
    assert "Send it separately." in pages[-1].title
    assert "Send it" not in pages[0].title


async def test_nothing_of_the_text_is_logged_even_when_something_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(_: Dictionary, message: str, *__: Any) -> None:
        raise RuntimeError(message)

    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging(Settings(medlex_log_level=LogLevel.DEBUG))
    stream = io.StringIO()
    monkeypatch.setattr(root.handlers[0], "stream", stream)
    try:
        await pasted(world, f"zyxwvut {LETTER}")
        monkeypatch.setattr(Dictionary, "terms_in", failing)
        assert "Something went wrong on our side" in (await pasted(world, f"zyxwvut {LETTER}")).content
    finally:
        root.handlers[:], root.level = handlers, level
        structlog.reset_defaults()
    assert "RuntimeError" in stream.getvalue()
    assert "zyxwvut" not in stream.getvalue()
    assert "frostbite" not in stream.getvalue()


async def test_the_bot_keeps_no_form_and_no_page_in_memory(world: World) -> None:
    await pasted(world, LETTER)
    store = world.clients[-1]._connection._view_store  # noqa: SLF001 (nothing public tells)
    assert store._modals == {}  # noqa: SLF001
    assert store._synced_message_views == {}  # noqa: SLF001
