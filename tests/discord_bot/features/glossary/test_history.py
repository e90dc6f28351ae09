"""The history of a glossary, and undoing."""

from __future__ import annotations

from discord_bot.features.glossary.conftest import Clinic, text_of
from discord_bot.world import answered, shown


async def test_the_history_says_who_changed_what(clinic: Clinic) -> None:
    await clinic.add("bed nine")
    form = await clinic.use(clinic.ada, "edit", term="bed nine")
    await clinic.fill(clinic.ada, form, term="bed nine", definition="Another.", names="")
    message = answered(await clinic.use(clinic.ada, "history"))
    assert message.ephemeral
    text = text_of(message).replace("**", "")
    assert "Added bed nine" in text
    assert "Edited bed nine" in text
    assert f"<@{clinic.ada.id}>" in text


async def test_an_edit_is_undone_and_the_undoing_too(clinic: Clinic) -> None:
    await clinic.add("bed nine", "One.")
    form = await clinic.use(clinic.ada, "edit", term="bed nine")
    await clinic.fill(clinic.ada, form, term="bed nine", definition="Two.", names="")
    message = answered(await clinic.use(clinic.ada, "history"))
    await clinic.ada.click(message, custom_id="glossary:undo:2")
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.definition == "One."
    assert "Undid change 2" in text_of(message)
    await clinic.ada.click(message, custom_id="glossary:undo:3")
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.definition == "Two."


async def test_a_change_with_a_later_one_in_the_way_is_not_undone(clinic: Clinic) -> None:
    await clinic.add("bed nine", "One.")
    for text in ("Two.", "Three."):
        form = await clinic.use(clinic.ada, "edit", term="bed nine")
        await clinic.fill(clinic.ada, form, term="bed nine", definition=text, names="")
    message = answered(await clinic.use(clinic.ada, "history"))
    said = answered(await clinic.ada.click(message, custom_id="glossary:undo:2"))
    assert said.ephemeral
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.definition == "Three."


async def test_pressed_twice_a_change_is_undone_once(clinic: Clinic) -> None:
    await clinic.add("bed nine")
    first = answered(await clinic.use(clinic.ada, "history"))
    second = answered(await clinic.use(clinic.ada, "history"))
    await clinic.ada.click(first, label="Undo")
    await clinic.ada.click(second, label="Undo")
    assert await clinic.stored.count(clinic.guild_id) == 0
    assert await clinic.stored.history_count(clinic.guild_id) == 2


async def test_the_history_has_pages(clinic: Clinic) -> None:
    for number in range(11):
        await clinic.add(f"term {number:02}")
    message = answered(await clinic.use(clinic.ada, "history"))
    assert "term 10" in text_of(message)
    assert "term 00" not in text_of(message)
    await clinic.ada.click(message, label="Next")
    assert "term 00" in text_of(message)
    assert shown(message).heading == "History"


async def test_an_empty_history_says_so(clinic: Clinic) -> None:
    assert "Nothing has been changed" in text_of(answered(await clinic.use(clinic.ada, "history")))
