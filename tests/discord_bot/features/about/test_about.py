"""`/about` as someone on Discord uses it, and what the log says at the start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import simcord
from discord_bot.body_checks import COMPONENTS_V2, EPHEMERAL, message_problems
from discord_bot.reading import Shown
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot import __version__
from bot.building.build import remove
from bot.discord_bot.features.about.page import about_page, disclaimer_in_full
from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.renderer import render
from bot.settings import Home, Policies
from bot.sources.catalogue import catalogue, default_sources, missing_defaults, source
from bot.sources.edition import Edition
from bot.sources.parsing import Counts, describe
from bot.terms.source import InstalledSource

PUBLISHED = Policies("https://example.org/privacy", "https://example.org/terms")
BUILT = "2026-05-12T08:00:00+00:00"
# What the world's lexicon is built from.
INSTALLED = ("glossary", "nci-dictionary", "mesh")


async def about(world: World, **options: bool) -> simcord.ResponseMessage:
    """Alice uses /about in the server; the message that answers her."""
    return answered(await world.alice.slash(world.channel, "about", **options))


def described(id: str, **changes: object) -> InstalledSource:
    """A source of the catalogue as it is in a lexicon."""
    return replace(describe(source(id), Edition("2026-05-12", 2026), Counts()), **changes)  # type: ignore[arg-type]


def read(*sources: InstalledSource) -> Shown:
    """The page about a lexicon of these sources, which Discord takes."""
    sent: list[dict[str, Any]] = render(about_page(sources, BUILT)).to_components()
    assert list(message_problems({"flags": COMPONENTS_V2, "allowed_mentions": {"parse": []}, "components": sent})) == []
    return Shown(sent)


async def test_the_page_names_the_version(world: World) -> None:
    assert shown(await about(world)).heading == f"Medlex {__version__}"


async def test_every_source_stands_there_with_its_publisher_and_edition(world: World) -> None:
    page = shown(await about(world)).text
    for line in (
        "Medlex Starter Glossary (not medically reviewed), Medlex, edition 2026, installed",
        "NCI Dictionary of Cancer Terms, National Cancer Institute, edition 2026-05-12, installed",
        "Medical Subject Headings (MeSH), U.S. National Library of Medicine, edition 2026-01-01, installed",
    ):
        assert line in page


async def test_default_sources_that_are_missing_are_named_with_the_hosts_command(world: World) -> None:
    page = shown(await about(world)).text
    (line,) = [line for line in page.splitlines() if "Not installed yet" in line]
    missing = [each.title for each in missing_defaults(INSTALLED)]
    assert f"{', '.join(missing)}." in line
    assert "`medlex install`" in line
    assert "MeSH" not in line
    assert "Mondo" not in line


async def test_the_disclaimer_stands_there_in_full(world: World) -> None:
    texts = shown(await about(world)).texts
    assert any(text.startswith(disclaimer_in_full()) for text in texts)
    assert texts[-1] == f"-# {disclaimer()}"


async def test_without_an_address_of_the_policy_the_page_says_what_is_in_it(world: World) -> None:
    page = shown(await about(world))
    assert "does not keep your look-ups" in page.text
    assert page.links == {}


async def test_what_the_host_has_published_about_privacy_and_terms_is_linked(own_home: Home, world: World) -> None:
    await world.clients[-1].close_data()
    world.clients.append(MedlexClient(own_home, None, PUBLISHED, simulated=True))
    await world.env.restart_bot(world.clients[-1])
    page = shown(await about(world))
    assert page.links == {"Privacy": PUBLISHED.privacy, "Terms of use": PUBLISHED.terms}
    assert "does not keep your look-ups" not in page.text


async def test_others_see_it_unless_it_is_asked_for_privately(world: World) -> None:
    await about(world)
    await about(world, private=True)
    flags = [body["data"]["flags"] & EPHEMERAL for body in world.bodies()]
    assert flags == [0, EPHEMERAL]


async def test_it_works_where_the_bot_is_no_member(world: World) -> None:
    assert shown(answered(await world.alice.user.slash("about"))).heading == f"Medlex {__version__}"


async def test_the_page_is_about_the_lexicon_that_is_served_now(world: World, own_home: Home) -> None:
    remove(own_home, ["mesh"])
    page = shown(await about(world)).text
    assert "MeSH), U.S." not in page
    assert "MeSH)" in page.partition("Not installed yet")[2]


def test_when_all_defaults_are_there_none_is_called_missing() -> None:
    assert "Not installed yet" not in read(*[described(each.id) for each in default_sources()]).text


def test_dates_are_shown_in_the_readers_own_way() -> None:
    page = read(described("mesh", installed="2026-05-11T00:00:00+00:00")).texts
    assert "<t:1778572800:D> (<t:1778572800:R>)" in page[0]
    assert "installed <t:1778457600:d>" in page[1]


def test_each_title_links_to_its_publisher() -> None:
    assert "[Mondo Disease Ontology](<https://mondo.monarchinitiative.org/>)" in read(described("mondo")).texts[1]


def test_a_title_of_an_admins_own_formats_and_pings_nothing() -> None:
    own = described("mesh", title="**@everyone** <@1>", publisher="`x`", homepage=None, edition="_1_ 2026")
    assert "\\*\\*@\N{ZERO WIDTH SPACE}everyone\\*\\* \\<@1>" in read(own).texts[1]
    assert "\\`x\\`" in read(own).texts[1]
    assert "\\_1\\_ 2026" in read(own).texts[1]


def test_the_glossary_and_all_defaults_fit() -> None:
    every = [described("glossary"), *(described(each.id) for each in default_sources())]
    assert len(read(*every).texts[1].splitlines()) == len(every)


def test_every_source_of_the_catalogue_is_shown_or_counted() -> None:
    every = [described(id) for id in catalogue()]
    lines = read(*every).texts[1].splitlines()
    shown = len(lines) - lines[-1].endswith("more: see /sources")
    assert shown == len(every) or lines[-1] == f"- and {len(every) - shown} more: see /sources"


def test_sources_for_which_there_is_no_room_are_counted() -> None:
    own = [described("mesh", title=f"Words {number} " + "x" * 100) for number in range(40)]
    *lines, last = read(*own).texts[1].splitlines()
    assert 5 < len(lines) < 40
    assert last == f"- and {40 - len(lines)} more: see /sources"


async def test_the_log_says_once_at_the_start_which_default_sources_are_missing(world: World) -> None:
    with capture_logs() as log:
        await world.restart()
        await world.page("interleukin")
    (line,) = [line for line in log if line["event"] == "default_sources_not_installed"]
    assert line["sources"] == [each.id for each in missing_defaults(INSTALLED)]
    assert "medlex install" in line["remedy"]
