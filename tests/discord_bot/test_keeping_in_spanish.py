"""Lists, the form for feedback, the quiz and settings, for members who have Discord in Spanish."""

from __future__ import annotations

import pytest
from discord_bot.languages import Locales
from discord_bot.world import World, answered, shown

from bot.settings import Home


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that nothing is kept yet."""
    return world


@pytest.fixture
def in_spanish(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Alice has Discord in Spanish."""
    Locales(monkeypatch).set(world.alice, "es-ES")


async def test_the_form_is_in_spanish_and_its_mistakes_too(world: World, in_spanish: None) -> None:
    form = await world.alice.slash(world.channel, "feedback", term="interleukin")
    assert form.modal is not None
    assert form.modal["title"] == "Avisar de un error"
    thanks = await world.alice.submit_modal(form, {"kind": ["wrong"], "text": "No.", "contact": ["no"]})
    assert answered(thanks).content.startswith("Gracias.")


async def test_the_list_and_its_files_are_in_spanish(world: World, in_spanish: None) -> None:
    message = answered(await world.alice.slash(world.channel, "saved"))
    assert shown(message).heading == "Su lista está vacía"
    await world.alice.click(message, label="Borrar todo…")
    assert shown(message).heading == "¿Borrar todo?"


async def test_a_quiz_in_spanish_asks_in_english_where_nothing_is_explained_in_spanish(
    world: World, in_spanish: None
) -> None:
    page = shown(answered(await world.alice.slash(world.channel, "quiz")))
    assert page.heading == "¿Qué es esto?"
    assert page.cited


async def test_each_is_answered_in_their_own_language(world: World, in_spanish: None) -> None:
    message = answered(await world.alice.slash(world.channel, "quiz"))
    option = shown(message).buttons[0]["label"]
    assert answered(await world.bob.click(message, label=option)).content.startswith("Someone else is playing.")
    await world.alice.click(message, label=option)
    assert shown(message).button("Siguiente pregunta")
