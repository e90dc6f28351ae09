"""Text of publishers and readers is shown as they wrote it: it never pings, formats, links or becomes an emoji."""

from __future__ import annotations

import re

import pytest
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import live_markdown
from discord_bot.world import World, shown

from bot.lexicon.lookup.questions import without_surroundings
from bot.lexicon.model import EntryReference, PronunciationCredits
from bot.settings import Home

NASTY = {
    "mass mention": "see @everyone and @here now",
    "mentions": "ask <@123456789012345678> or <@&123456789012345678> in <#123456789012345678>",
    "command and time": "</define:123456789012345678> at <t:1700000000:R>",
    "custom emoji": "<:pill:123456789012345678> <a:pill:123456789012345678>",
    "emoji by name": "the :heart: and the :+1: of it",
    "bold and more": "**bold** __under__ *slanted* ~~struck~~ ||hidden||",
    "code": "`x` and ```python\nx\n```",
    "masked link": "[free pills](https://example.com/a_b) and [x](<https://example.com>)",
    "bare link": "see https://example.com/a_b?c=d and <https://example.com>",
    "line starts": "# title\n## smaller\n-# tiny\n> quoted\n>>> all quoted\n- one\n* two\n1. three\n  + four",
    "backslashes": r"\*not slanted\* and \\ and \_ and a last one \ ",
    "unclosed": "a * b _ c ` d ~~ e || f [ g",
    "a gene": "TNF-α*02:01, p53_mut, 5-HT<sub>2A</sub>, CD4+/CD8-",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_a_definition_shows_just_as_its_publisher_wrote_it(own_home: Home, world: World, text: str) -> None:
    change_entry(own_home, "interleukin", definitions=(definition(text),))
    page = shown(await world.page("interleukin"))
    (sent,) = [part.partition("\n")[2] for part in page.texts if part.partition("\n")[0].endswith("2025")]
    assert page.definitions == [text.strip()]
    assert live_markdown(sent) == []


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
async def test_names_and_citations_are_inert(own_home: Home, world: World, text: str) -> None:
    name = " ".join(text.split())
    change_entry(
        own_home,
        "interleukin",
        headword=name,
        hyphenation=name,
        respelling=name,
        audio=None,
        said_by=PronunciationCredits(hyphenation=name, respelling=name, audio=None),
        subclass_of=(EntryReference("cytokine", name),),
        definitions=(definition("A text.", title=name, publisher=name, url=None),),
    )
    message = await world.page("key:interleukin")
    page = shown(message)
    title, said = page.texts[0].splitlines()
    parents, *_ = page.texts[2].splitlines()
    await world.alice.click(message, label="More")
    all_said, said_by, *_ = shown(message).texts[1].splitlines()
    sent = [
        title.removeprefix("## "),
        said.removeprefix("-# "),
        page.texts[1].splitlines()[0].removeprefix("-# "),
        parents.removeprefix("**A type of:** "),
        all_said.removeprefix("**How to say it:** "),
        said_by.removeprefix("-# Pronunciation: "),
    ]
    assert [live_markdown(line) for line in sent] == [[]] * 6
    assert page.heading == name
    assert page.text.count(name) >= 5


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone",
        "<@123456789012345678>",
        "**MS**x",
        "[pills](https://example.com)",
        "https://example.com/pills",
        "||spoiler||",
        ":qwrtz:",
        "# big",
        "`code`",
        r"\*x\*",
    ],
)
async def test_what_was_typed_comes_back_inert(world: World, typed: str) -> None:
    page = shown(await world.page(typed))
    assert page.heading == without_surroundings(typed)
    text = page.texts[0].removeprefix("## ")
    for own_words in ("**they may mean something quite different**", "**read what each one is before you rely on it**"):
        text = text.replace(own_words, "")
    suggested = re.sub(r"^- \*\*(.*?)\*\*", r"\1", text, flags=re.MULTILINE)
    assert live_markdown(suggested) == []
    assert not any("example.com" in url.split("/")[2] for url in (page.links | page.sites).values())


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "discord://x", "not an address", "", "https://e.org/" + "x" * 600]
)
async def test_an_address_that_discord_would_not_link_leaves_the_title_plain(
    own_home: Home, world: World, url: str
) -> None:
    change_entry(own_home, "interleukin", audio=url, definitions=(definition("A text.", url=url),))
    page = shown(await world.page("interleukin"))
    assert page.cited == [("From Sample Glossary, Sample House, 2025", None)]
    assert "](<" not in "".join(page.texts)
    assert not url or url not in page.text


async def test_an_address_cannot_break_out_of_its_link(own_home: Home, world: World) -> None:
    change_entry(
        own_home, "interleukin", definitions=(definition("A text.", url="https://e.org/a(b)>) @everyone \n# x"),)
    )
    page = shown(await world.page("interleukin"))
    assert page.cited == [
        ("From Sample Glossary, Sample House, 2025", "https://e.org/a(b)%3E)%20@everyone%20%0A#%20x"),
    ]


async def test_nobody_can_be_pinged_by_anything_the_bot_sends(world: World) -> None:
    meanings = await world.page("MS")
    await world.alice.select(meanings, ["mitral-stenosis"], custom_id="open:meaning")
    for term in ("@everyone", "interleukin"):
        await world.page(term)
    await world.bob.click(await world.page("interleukin"), label="Related")
    await world.define("?!")
    assert world.expected_errors()
    assert [body["data"]["allowed_mentions"] for body in world.bodies()] == [{"parse": []}] * 7


async def test_a_definition_of_the_fixtures_needs_no_escaping_to_read_right(world: World) -> None:
    page = shown(await world.page("reagent strip"))
    assert page.definitions == [definition.text for definition in entry(world.home, "reagent-strip").definitions]
