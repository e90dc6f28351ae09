"""Pages of emergencies say what to do now, above the definitions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from discord_bot.world import World, shown
from starter_glossary import BY_HEADWORD

from bot.discord_bot.pages.emergency import emergency_line, set_emergency_number
from bot.files import shipped_tables
from bot.lexicon.emergencies import emergency_of
from bot.lexicon.model import Entry
from bot.terms.model import Name, NameKind

HEADWORDS = [each for headwords in shipped_tables("emergencies.toml").values() for each in headwords]


@pytest.fixture
def number() -> Iterator[str]:
    """A host that has set the emergency number."""
    set_emergency_number("112")
    yield "112"
    set_emergency_number(None)


@pytest.mark.parametrize("headword", HEADWORDS)
def test_every_listed_emergency_is_a_headword_of_the_glossary(headword: str) -> None:
    assert headword in BY_HEADWORD


async def test_the_line_stands_above_the_definition_also_when_another_name_was_typed(world: World) -> None:
    text = shown(await world.ask("define", term="heart attack")).text
    assert "Call **your local emergency number** at once" in text
    assert text.index("🚨") < text.index("heart muscle")


def test_the_hosts_number_is_in_the_line(number: str) -> None:
    assert f"**{number}**" in emergency_line(Entry(key="stroke", headword="stroke"))


def test_an_entry_with_another_headword_is_known_by_the_name_that_a_source_prefers() -> None:
    name = Name("Myocardial infarction", NameKind.PREFERRED, "glossary")
    assert emergency_of(Entry(key="heart-attack", headword="heart attack", names=(name,)))


async def test_other_entries_have_no_such_line(world: World) -> None:
    assert "🚨" not in shown(await world.ask("define", term="interleukin")).text


def test_an_everyday_name_alone_makes_no_emergency() -> None:
    name = Name("bleeding", NameKind.PLAIN, "glossary")
    assert emergency_of(Entry(key="bruise", headword="bruise", names=(name,))) is None
