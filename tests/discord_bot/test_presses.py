"""The number of presses from what somebody says to what it means: at most two, on a telephone."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.features.explain.test_explain import explained
from discord_bot.reading import Shown
from discord_bot.world import World, shown

MAX_PRESSES = 2
# What a reader types into /define, and the entry that is meant.
TYPED = {
    "PE": "pulmonary embolism",
    "MS": "multiple sclerosis",
    "cold": "common cold",
    "OD": "overdose",
    "stroke": "stroke",
    "COPD": "chronic obstructive pulmonary disease",
    "a1c": "hemoglobin A1c",
    "CABG": "coronary artery bypass",
    "BP": "blood pressure",
    "heart attack": "myocardial infarction",
    "UTI": "urinary tract infection",
    "MRI": "magnetic resonance imaging",
    "A-fib": "atrial fibrillation",
    "biopsy": "biopsy",
    "TIA": "transient ischemic attack",
    "mono": "infectious mononucleosis",
    "QOD": "every other day",
    "NPO": "nothing by mouth",
    "hypertensoin": "hypertension",
    "they found a mass": "lump",
    "they found a PE": "pulmonary embolism",
}
# Messages whose terms a reader has explained, and the entry that is meant.
SAID = {
    "They found a PE": "pulmonary embolism",
    "He had a TIA last night": "transient ischemic attack",
    "She is in for a CABG": "coronary artery bypass",
    "Her BP was high and she takes metformin": "metformin",
}


@pytest.mark.parametrize(("typed", "meant"), TYPED.items(), ids=TYPED)
async def test_what_is_typed_is_understood_in_two_presses(world: World, typed: str, meant: str) -> None:
    message = await world.page(typed)
    assert await presses(world, message, meant) <= MAX_PRESSES


@pytest.mark.parametrize(("said", "meant"), SAID.items(), ids=SAID)
async def test_what_someone_says_is_understood_in_two_presses(world: World, said: str, meant: str) -> None:
    message = await explained(world, said)
    assert await presses(world, message, meant) <= MAX_PRESSES


async def presses(world: World, message: simcord.ResponseMessage, meant: str) -> int:
    """Return the presses on a page until the definition of an entry is seen. To open a menu is a press, and so is to
    choose in it. Fails if there is no way from this page.
    """
    page = shown(message)
    if page.definitions and (page.heading == meant or _explains(page, meant)):
        return 0
    if opens := [each["custom_id"] for each in page.buttons if each["custom_id"].endswith(key_of(meant))]:
        await world.alice.click(message, custom_id=opens[0])
        count = 1
    else:
        (menu,) = page.menus
        value = next(each["value"] for each in menu["options"] if each["value"].partition(" ")[0] == key_of(meant))
        await world.alice.select(message, [value], custom_id=menu["custom_id"])
        count = 2
    assert shown(message).heading == meant
    assert shown(message).definitions
    return count


def key_of(headword: str) -> str:
    """The key of an entry of the starter glossary."""
    return headword.lower().replace(" ", "-")


def _explains(page: Shown, meant: str) -> bool:
    return any(f"**{meant}**\n" in text or f" → {meant}\n" in text for text in page.texts)
