"""Pages show sources that name a thing without defining it, its pronunciation, and its etymology."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from discord_bot.body_checks import TEXT, walk
from discord_bot.lexicon_edits import change_entry, definition
from discord_bot.world import World, answered, shown

from bot.discord_bot.features.saved.export import as_text
from bot.discord_bot.features.saved.page import SavedItem, opened_page
from bot.discord_bot.ui.renderer import render
from bot.lexicon.model import PronunciationCredits, RecordLink, SourceRecord
from bot.storage.records import SavedEntry
from bot.terms.model import Relation

RECORD = SourceRecord(
    language="en",
    source="sample",
    title="Sample List",
    publisher="Sample House",
    year=2025,
    code="S17",
    url="https://example.org/S17",
    name="Interleukins, All",
    links=(
        RecordLink(Relation.ACTS_AS, "Messenger Agents"),
        RecordLink(Relation.MAPPED_TO, "cytokine", "cytokine"),
    ),
)


async def test_an_entry_that_nobody_defines_says_who_names_it_and_what_they_say(world: World) -> None:
    change_entry(world.home, "interleukin", definitions=(), records=(RECORD,))
    text = shown(await world.page("interleukin")).text
    assert "No installed source has a definition of this term." in text
    assert "Kind: protein" in text
    assert "Listed as Interleukins, All." in text
    assert "Acts as: Messenger Agents" in text
    assert "Covered under: cytokine" in text
    assert "Sample List, Sample House, 2025" in text


async def test_below_definitions_such_sources_stand_in_one_line(world: World) -> None:
    change_entry(world.home, "interleukin", definitions=(definition("A messenger."),), records=(RECORD,))
    text = shown(await world.tab("interleukin", "Definitions")).text
    assert "Also in: Sample List S17" in text
    assert "Acts as" not in text


async def test_short_views_say_who_names_what_nobody_defines(world: World) -> None:
    changed = change_entry(world.home, "interleukin", definitions=(), records=(RECORD,))
    saved = SavedEntry(1, changed.key, changed.headword, datetime(2026, 1, 1, tzinfo=UTC))
    said = await world.bob.send(world.channel, "interleukin and cytokine")
    explained = answered(await world.alice.context_menu(world.channel, "Explain medical terms", said))
    opened = render(opened_page(SavedItem(saved, changed), 0, 0)).to_components()
    views = {
        "compared": shown(await world.ask("compare", first="interleukin", second="cytokine")).text,
        "explained": shown(explained).text,
        "opened": "\n".join(part["content"] for part in walk(opened) if part["type"] == TEXT),
        "exported": as_text([SavedItem(saved, changed)]),
    }
    for view, text in views.items():
        assert "No installed source" in text, view
        assert "Sample List" in text, view
        assert "Sample House" in text, view
        assert ("Acts as: Messenger Agents" in text) == (view != "exported"), view


async def test_the_record_is_found_in_the_language_of_the_reader(world: World) -> None:
    change_entry(world.home, "interleukin", definitions=(), records=(RECORD,))
    text = shown(await world.page("interleukin", language="es")).text
    assert "Tipo: proteína" in text
    assert "Figura como Interleukins, All." in text
    assert "Actúa como: Messenger Agents" in text


async def test_sounds_stand_beside_the_respelling_with_their_source(world: World) -> None:
    change_entry(
        world.home,
        "interleukin",
        ipa="ˌɪntɚˈlukɪn",
        said_by=PronunciationCredits("glossary", "glossary", None, "sample"),
        records=(RECORD,),
    )
    page = shown(await world.tab("interleukin", "More"))
    assert "/ˌɪntɚˈlukɪn/" in page.text
    assert "Sample List" in page.text


async def test_the_origin_of_a_word_is_cited(world: World) -> None:
    change_entry(world.home, "interleukin", etymology=definition("From inter- and leukocyte."))
    text = shown(await world.tab("interleukin", "Definitions")).text
    assert "Origin of the word: From inter- and leukocyte." in text
    assert "Sample Glossary, Sample House, 2025" in text


@pytest.mark.parametrize("count", [1, 40])
async def test_any_number_of_such_records_fits_on_a_page(world: World, count: int) -> None:
    change_entry(world.home, "interleukin", definitions=(), records=(RECORD,) * count)
    assert "Listed as" in shown(await world.page("interleukin")).text
