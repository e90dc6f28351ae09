"""`/sources` as someone on Discord uses it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from discord_bot.body_checks import COMPONENTS_V2, message_problems
from discord_bot.lexicon_edits import change_lexicon
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown

from bot.building.build import remove
from bot.discord_bot.features.sources.page import sources_page
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import in_language
from bot.settings import Home
from bot.sources.catalogue import catalogue, missing_defaults, source
from bot.sources.edition import Edition
from bot.sources.parsing import Counts, describe
from bot.terms.source import InstalledSource


def described(id: str, **changes: object) -> InstalledSource:
    """A source of the catalogue as it is in a lexicon."""
    counts = Counts(concepts=1_234, names=2_345, definitions=3_456)
    return replace(describe(source(id), Edition("2026-05-12", 2026), counts), **changes)  # type: ignore[arg-type]


def read(*sources: InstalledSource, number: int = 0) -> Shown:
    """A page of these sources, which Discord takes."""
    sent: list[dict[str, Any]] = render(sources_page(sources, number)).to_components()
    assert list(message_problems({"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent})) == []
    return Shown(sent)


async def test_every_source_stands_there_plainest_first(world: World) -> None:
    page = shown(await world.ask("sources"))
    titles = [text.splitlines()[0].partition("**, ")[2] for text in page.texts[1:5]]
    assert titles == ["Medlex", "Medlex", "National Cancer Institute", "U.S. National Library of Medicine"]
    assert page.heading == "Sources"
    assert page.texts[-1] == f"-# {disclaimer()}"


def test_a_source_says_edition_year_day_counts_licence_and_attribution() -> None:
    mesh = described("mesh", installed="2026-05-11T00:00:00+00:00")
    text = read(mesh).texts[1]
    assert text.startswith(f"**[{mesh.title}](<{mesh.homepage}>)**, {mesh.publisher}\n")
    assert "Edition 2026-05-12 (2026), installed <t:1778457600:d>" in text
    assert "1,234 concepts, 2,345 names, 3,456 definitions" in text
    assert f"License: {mesh.licence}" in read(mesh).text
    with in_language("es"):
        assert "1234 conceptos, 2345 nombres, 3456 definiciones" in read(mesh).text
    assert mesh.attribution in read(mesh).text


async def test_default_sources_that_are_missing_are_named_with_the_hosts_command(world: World) -> None:
    page = shown(await world.ask("sources")).text
    (line,) = [line for line in page.splitlines() if "Not installed yet" in line]
    missing = missing_defaults(("glossary", "nci-dictionary", "mesh"))
    assert f"{', '.join(each.title for each in missing)}." in line
    assert "`medlex install`" in line


def test_the_whole_catalogue_stands_on_pages_each_source_once() -> None:
    every = [described(id) for id in catalogue()]
    pages = [read(*every, number=number) for number in range(10)]
    assert pages[-1].button("Next")["disabled"]
    told = [text for page in pages for text in page.texts if text.startswith("**") and "License: " in text]
    assert len(dict.fromkeys(told)) == len(every)
    assert "All default sources are installed." in pages[0].text


async def test_pages_turn_in_place_also_after_a_restart_and_for_others_privately(own_home: Home, world: World) -> None:
    change_lexicon(
        own_home,
        "WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < 12) "
        "INSERT INTO source SELECT 'own-' || n, 10 + n, description FROM more, (SELECT description FROM source LIMIT 1)",
    )
    message = await world.ask("sources")
    before = message.components
    await world.restart()
    result = await world.bob.click(message, label="Next")
    assert result.ephemeral
    assert message.components == before
    await world.alice.click(message, label="Next")
    assert any(button["label"].startswith("Page 2 of ") for button in shown(message).buttons)
    assert shown(message).texts == shown(answered(result)).texts


async def test_the_page_is_about_the_lexicon_that_is_served_now(own_home: Home, world: World) -> None:
    remove(own_home, ["mesh"])
    page = shown(await world.ask("sources"))
    assert "National Library of Medicine" not in page.text
    assert "MeSH)" in page.text.partition("Not installed yet")[2]


def test_names_of_an_admins_own_format_and_ping_nothing_however_long() -> None:
    nasty = "**@everyone** <@1> " + "x_" * 300
    own = described(
        "mesh", title=nasty, publisher=nasty, licence=nasty, attribution=nasty, edition=nasty, homepage=None
    )
    text = read(own).texts[1]
    assert text.count("\\*\\*@\N{ZERO WIDTH SPACE}everyone\\*\\* \\<@1>") == 5
    assert "@everyone" not in text


async def test_it_can_be_asked_privately_and_in_direct_messages(world: World) -> None:
    assert (await world.ask("sources", private=True)).ephemeral
    assert shown(answered(await world.alice.user.slash("sources"))).heading == "Sources"
