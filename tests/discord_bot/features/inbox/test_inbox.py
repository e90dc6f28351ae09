"""Proposals in the channel of a server's team, and decisions told to whoever proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
import simcord
from discord_bot.world import World, answered, posted, shown

from bot.discord_bot.features.inbox.page import failure_line
from bot.discord_bot.features.inbox.proposals import announce_proposal, tell_decision
from bot.discord_bot.runtime.context import Interaction, PostFailure
from bot.discord_bot.ui.custom_ids.lists import ShowHelp
from bot.lexicon.server_glossary.term import TermDraft
from bot.settings import Home
from bot.storage.glossary.records import Proposal, ProposalState
from bot.storage.guild_settings import INBOX

NOW = datetime(2026, 1, 1, tzinfo=UTC)
REVIEW = ShowHelp(0)  # any action


@pytest.fixture
async def world(world: World, own_home: Home) -> World:
    """A bot with two more commands: one that proposes as Alice, one that decides."""
    proposal = Proposal(
        world.alice.guild.id, 1, TermDraft("bed *nine*", "The one at the door."), "en", world.alice.id, NOW
    )
    approved = replace(proposal, state=ProposalState.APPROVED, term=1)
    refused = replace(proposal, state=ProposalState.REFUSED, reason="It is bed ten.", language="es")

    @discord.app_commands.command(name="propose_in_test", description="Propose")
    async def propose(interaction: Interaction) -> None:
        announce_proposal(interaction, proposal, REVIEW)
        await interaction.response.send_message("proposed", ephemeral=True)

    @discord.app_commands.command(name="decide_in_test", description="Decide")
    async def decide(interaction: Interaction, approve: bool) -> None:
        tell_decision(interaction, approved if approve else refused)
        await interaction.response.send_message("decided", ephemeral=True)

    tree = world.clients[-1].tree
    tree.add_command(propose)
    tree.add_command(decide)
    await tree.sync()
    return world


async def decide(world: World, *, approve: bool) -> simcord.InteractionResult:
    """Bob decides."""
    return await world.bob.slash(world.channel, "decide_in_test", approve=approve)


async def test_a_proposal_is_posted_for_the_team_without_who_made_it(world: World) -> None:
    team = world.alice.guild.create_text_channel("team")
    await world.clients[-1].server_data.guild_settings.set(world.alice.guild.id, INBOX, team.id)
    await world.ask("propose_in_test")
    (post,) = team.history()
    page = posted(post)
    assert page.heading == "Suggested for this server's glossary: bed *nine*"
    assert "The one at the door." in page.text
    assert str(world.alice.id) not in str(page)
    assert page.button("Review")["custom_id"] == REVIEW.encode()


async def test_without_a_channel_nothing_is_posted(world: World) -> None:
    assert (await world.ask("propose_in_test")).content == "proposed"
    assert world.bodies("/messages") == []
    assert world.clients[-1].inbox.failures == {}


async def test_whoever_proposed_gets_a_direct_message_with_the_decision(world: World) -> None:
    await decide(world, approve=True)
    (message,) = world.alice.user.dm_channel.history()
    assert posted(message).heading == "Your suggestion “bed *nine*” was approved: it is now in the server's glossary."
    assert f"https://discord.com/channels/{world.alice.guild.id}" in str(posted(message))


async def test_a_refusal_has_its_reason_and_is_in_the_language_of_whoever_proposed(world: World) -> None:
    await decide(world, approve=False)
    (message,) = world.alice.user.dm_channel.history()
    assert posted(message).heading.endswith("El motivo: It is bed ten.")


async def test_whoever_gets_no_messages_is_told_at_their_next_command_there_once(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50_007)
    assert answered(await decide(world, approve=True)).content == "decided"
    elsewhere = await world.alice.user.slash("help")
    assert elsewhere.followups == []
    others = await world.bob.slash(world.channel, "help")
    assert others.followups == []
    form = await world.alice.slash(world.channel, "explain")
    assert form.followups == []
    first, second = [await world.alice.slash(world.channel, "help") for _ in range(2)]
    (told,) = first.followups
    assert told.ephemeral
    assert told.content == "Your suggestion “bed \\*nine\\*” was approved: it is now in the server's glossary."
    assert second.followups == []


async def test_whoever_decides_about_their_own_is_not_written_to(world: World) -> None:
    await world.alice.slash(world.channel, "decide_in_test", approve=True)
    assert list(world.alice.user.dm_channel.history()) == []


async def test_a_post_that_failed_is_told_in_the_settings_until_another_channel_is_chosen(world: World) -> None:
    guild, client = world.alice.guild, world.clients[-1]
    manager = guild.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    ada = guild.add_member(world.env.create_user("ada"), roles=[manager])
    denied = discord.PermissionOverwrite(view_channel=False)
    team = guild.create_text_channel("team", overwrites={guild.default_role: denied})
    await client.server_data.guild_settings.set(guild.id, INBOX, team.id)
    await world.ask("propose_in_test")
    panel = answered(await ada.slash(world.channel, "settings"))
    assert "⚠️ the last post failed" in shown(panel).text
    page = answered(await ada.select(panel, [INBOX.name]))
    assert "I couldn't post there: I can't see that channel" in shown(page).text
    assert "Nothing is lost" in shown(page).text
    await client.server_data.guild_settings.set(guild.id, INBOX, world.channel.id)
    assert "the last post failed" not in shown(answered(await ada.slash(world.channel, "settings"))).text


def test_every_failure_says_what_to_do_and_that_nothing_is_lost() -> None:
    lines = {failure_line(failure) for failure in PostFailure}
    assert len(lines) == 3
    assert all(line.startswith("⚠️") for line in lines)
