"""A suggestion is posted for the team of the server, which decides from there, and whoever suggested is told."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.features.glossary.conftest import Clinic, text_of
from discord_bot.world import answered, posted

from bot.storage.guild_settings import INBOX, GlossaryMode


@pytest.fixture
async def team(clinic: Clinic) -> simcord.ChannelHandle:
    """The channel of a server whose glossary is open to suggestions."""
    await clinic.mode(GlossaryMode.PROPOSALS)
    channel = clinic.world.alice.guild.create_text_channel("team")
    await clinic.world.clients[-1].server_data.guild_settings.set(clinic.guild_id, INBOX, channel.id)
    return channel


async def test_an_approver_decides_from_the_post_and_the_member_is_told(
    clinic: Clinic, team: simcord.ChannelHandle
) -> None:
    await clinic.propose("bed nine", "The bay at the door.")
    (post,) = team.history()
    assert "bed nine" in posted(post).heading
    assert str(clinic.world.alice.id) not in str(posted(post))
    review = answered(await clinic.mo.click(post, label="Review"))
    assert review.ephemeral
    await clinic.mo.click(review, label="Approve")
    assert [term.draft.headword for term in await clinic.stored.terms(clinic.guild_id)] == ["bed nine"]
    (told,) = clinic.world.alice.user.dm_channel.history()
    assert posted(told).heading == "Your suggestion “bed nine” was approved: it is now in the server's glossary."


async def test_a_member_who_sees_the_post_can_decide_nothing(clinic: Clinic, team: simcord.ChannelHandle) -> None:
    await clinic.propose("bed nine", "The bay at the door.")
    (post,) = team.history()
    said = answered(await clinic.world.bob.click(post, label="Review"))
    assert said.ephemeral
    assert "can't decide" in text_of(said)
    assert await clinic.stored.count(clinic.guild_id) == 0
    assert len(clinic.world.expected_errors()) in {0, 1}


async def test_a_member_who_takes_no_messages_is_told_the_reason_at_their_next_command(
    clinic: Clinic, team: simcord.ChannelHandle
) -> None:
    await clinic.propose("bed nine", "The bay at the door.")
    (post,) = team.history()
    review = answered(await clinic.mo.click(post, label="Review"))
    form = await clinic.mo.click(review, label="Refuse")
    clinic.world.env.inject_error("POST", "/channels/*/messages", status=403, code=50_007)
    await clinic.fill(clinic.mo, form, reason="We say bay 9.")
    result = await clinic.use(clinic.world.alice, "proposals")
    assert "Refused: We say bay 9." in text_of(answered(result))
    (told,) = result.followups
    assert told.content.endswith("The reason: We say bay 9.")
    assert list(clinic.world.alice.user.dm_channel.history()) == []
