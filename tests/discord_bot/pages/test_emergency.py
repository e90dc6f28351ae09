"""Pages of emergencies say what to do now, above the definitions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from discord_bot.world import World, shown
from starter_glossary import BY_HEADWORD

from bot.discord_bot.pages.emergency import emergency_line, set_emergency_number
from bot.files import shipped_tables
from bot.lexicon.emergencies import Emergency, emergency_of
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


@pytest.mark.parametrize("kind", Emergency)
def test_every_kind_has_an_entry_and_a_sentence_with_the_number(kind: Emergency, number: str) -> None:
    headword = shipped_tables("emergencies.toml")[kind][0]
    assert f"**{number}**" in emergency_line(Entry(key="e", headword=headword))


@pytest.mark.parametrize(
    ("headword", "first"),
    [
        ("cardiac arrest", "push hard and fast on the middle of the chest"),
        ("choking", "5 firm blows between the shoulder blades, then 5 quick thrusts"),
        ("electric shock", "Do not touch the person until the power is off"),
        ("poisoning", "Do not make anyone vomit"),
        ("snake bite", "Do not cut or suck the bite"),
        ("febrile seizure", "put nothing in the mouth"),
        ("transient ischemic attack", "even if the signs go away"),
    ],
)
def test_the_line_says_what_first_aid_begins_with(headword: str, first: str) -> None:
    assert first in emergency_line(Entry(key="e", headword=headword))


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
