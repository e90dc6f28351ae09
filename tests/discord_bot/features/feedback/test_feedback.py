"""Feedback on entries: the form, what is kept, who is told what, and how much of it one member may give."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from discord_bot.buttons import page_with
from discord_bot.lexicon_edits import change_entry
from discord_bot.world import World, answered, shown
from structlog.testing import capture_logs

from bot.discord_bot.features.feedback import command
from bot.discord_bot.pages.actions import feedback_button
from bot.discord_bot.runtime.rate_limits import RateLimit
from bot.settings import Home
from bot.storage.records import Feedback, FeedbackKind

TEXT = "The second sentence is about something else."


@pytest.fixture(autouse=True)
def feedback_limit(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Each test begins with nobody having given feedback; the list holds the time in seconds."""
    time = [0.0]
    monkeypatch.setattr(command, "feedback_limit", RateLimit(5, 3_600, lambda: time[0]))
    return time


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot whose home is the test's own, so that there is no feedback yet."""
    return world


async def inbox(world: World) -> list[Feedback]:
    """Return the feedback that the host has not dealt with yet."""
    return await world.clients[-1].server_data.feedback.list()


async def asked(world: World, term: str = "interleukin") -> simcord.InteractionResult:
    """Alice uses /feedback."""
    return await world.alice.slash(world.channel, "feedback", term=term)


async def sent(world: World, form: simcord.InteractionResult, **fields: Any) -> simcord.ResponseMessage:
    """Return the answer to Alice, who submits the form."""
    filled = {"kind": ["wrong"], "text": TEXT, "contact": ["no"], **fields}
    return answered(await world.alice.submit_modal(form, filled))


async def test_the_form_is_kept_and_its_writer_gets_the_reference_privately(world: World) -> None:
    form = await asked(world, "IL-6")
    assert form.modal is not None
    said = await sent(world, form)
    (kept,) = await inbox(world)
    assert said.ephemeral
    assert f"`{kept.reference}`" in said.content
    assert (kept.entry_key, kept.headword, kept.kind, kept.text) == (
        "interleukin-6",
        "interleukin-6",
        FeedbackKind.WRONG,
        TEXT,
    )
    assert kept.guild_id == world.alice.guild.id
    assert kept.contact_id is None


async def test_who_wrote_it_is_kept_only_when_they_say_so(world: World) -> None:
    await sent(world, await asked(world), contact=["yes"], kind=["unclear"])
    (kept,) = await inbox(world)
    assert kept.contact_id == world.alice.id
    assert kept.kind is FeedbackKind.UNCLEAR


async def test_the_button_shows_the_form_to_whoever_presses_it(world: World) -> None:
    message = await page_with(world, feedback_button("interleukin"))
    form = await world.bob.click(message, label="Report a mistake")
    result = await world.bob.submit_modal(form, {"kind": ["other"], "text": TEXT, "contact": ["no"]})
    assert answered(result).ephemeral
    assert [kept.entry_key for kept in await inbox(world)] == ["interleukin"]


async def test_button_and_form_outlive_a_restart(world: World) -> None:
    message = await page_with(world, feedback_button("interleukin"))
    await world.restart()
    form = await world.alice.click(message, label="Report a mistake")
    await world.restart()
    await sent(world, form)
    assert len(await inbox(world)) == 1


async def test_the_bot_keeps_no_form_in_memory(world: World) -> None:
    await asked(world)
    assert world.clients[-1]._connection._view_store._modals == {}  # noqa: SLF001 (nothing public tells)


async def test_feedback_works_in_direct_messages(world: World) -> None:
    form = await world.alice.user.slash("feedback", term="interleukin")
    await world.alice.user.submit_modal(form, {"kind": ["wrong"], "text": TEXT, "contact": ["no"]})
    (kept,) = await inbox(world)
    assert kept.guild_id is None


@pytest.mark.parametrize("term", ["MS", "hydralizine", "qwrtzpsdfg"])
async def test_a_term_that_is_no_entry_gets_a_private_page_and_no_form(world: World, term: str) -> None:
    result = await asked(world, term)
    assert result.modal is None
    assert answered(result).ephemeral
    assert shown(answered(result)).heading == term
    assert "no longer in the dictionary" not in shown(answered(result)).text


async def test_a_button_for_an_entry_that_is_gone_says_so(world: World) -> None:
    message = await page_with(world, feedback_button("qwrtz-psdfg"))
    said = answered(await world.alice.click(message, label="Report a mistake"))
    assert said.ephemeral
    assert "no longer in the dictionary" in shown(said).text


async def test_names_are_offered_while_typing(world: World) -> None:
    offered = await world.alice.autocomplete(world.channel, "feedback", "term", "interleukin")
    assert offered[0]["value"] == "key:interleukin"


async def test_only_spaces_are_no_feedback(world: World) -> None:
    said = await sent(world, await asked(world), text="   \n ")
    assert said.ephemeral
    assert "no text" in said.content
    assert await inbox(world) == []


async def test_the_sixth_within_an_hour_is_refused_kindly_and_the_next_hour_is_open(
    world: World, feedback_limit: list[float]
) -> None:
    late = await asked(world)
    for _ in range(5):
        await sent(world, await asked(world))
    refused = await asked(world)
    assert refused.modal is None
    assert answered(refused).ephemeral
    assert "Please try again in 60 minutes." in answered(refused).content
    assert "Please try again" in (await sent(world, late)).content
    assert len(await inbox(world)) == 5
    feedback_limit[0] = 3_600.0
    assert (await asked(world)).modal is not None
    assert len(world.expected_errors()) == 1


async def test_somebody_else_has_an_allowance_of_their_own(world: World) -> None:
    for _ in range(5):
        await sent(world, await asked(world))
    assert (await world.bob.slash(world.channel, "feedback", term="interleukin")).modal is not None


async def test_nothing_of_the_text_goes_to_the_log(world: World) -> None:
    with capture_logs() as log:
        await sent(world, await asked(world))
        await sent(world, await asked(world), text=" ")
    assert "sentence" not in str(log)


async def test_a_headword_formats_nothing_in_the_form(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", headword="**@everyone** <@1>")
    form = (await asked(world, "key:interleukin")).modal
    assert form is not None
    assert "\\*\\*@\N{ZERO WIDTH SPACE}everyone\\*\\* \\<@1>" in form["components"][0]["content"]
