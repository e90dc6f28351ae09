"""Who may do what with a glossary: owner, manager, approver, member, people of another server, and outside of servers."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from discord_bot.buttons import page_with
from discord_bot.features.glossary.conftest import Clinic, text_of
from discord_bot.world import answered

from bot.discord_bot.features.glossary.command import GLOSSARY_COMPONENTS
from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.glossary import AskToRemoveTerm, EditTerm, RemoveTerm, ShowTerm, UndoChange
from bot.discord_bot.ui.custom_ids.proposals import ApproveProposal, ShowProposal
from bot.storage.guild_settings import GlossaryMode

FOR_MANAGERS: dict[str, dict[str, Any]] = {
    "add": {},
    "edit": {"term": "bed nine"},
    "remove": {"term": "bed nine"},
    "history": {},
    "export": {},
    "import": {"file": ("terms.csv", b"term,definition\na,b\n")},
}


@pytest.mark.parametrize("command", FOR_MANAGERS)
async def test_members_and_approvers_are_told_who_can_change_the_glossary(clinic: Clinic, command: str) -> None:
    await clinic.add()
    for person in (clinic.world.alice, clinic.mo):
        assert "Manage Server" in await clinic.refused(person, command, **FOR_MANAGERS[command])
    assert await clinic.stored.count(clinic.guild_id) == 1


async def test_the_owner_may_do_what_managers_may(clinic: Clinic) -> None:
    guild = clinic.world.alice.guild
    owner = simcord.MemberActor(clinic.world.env, guild, guild.owner)
    clinic.telling.tell(owner, authorizing_integration_owners={"0": str(guild.id)})
    await clinic.add(by=owner)
    assert await clinic.stored.count(clinic.guild_id) == 1


async def test_who_loses_the_right_while_the_form_is_open_is_refused(clinic: Clinic) -> None:
    form = await clinic.use(clinic.ada, "add")
    clinic.telling.tell(clinic.ada, authorizing_integration_owners={"1": str(clinic.ada.id)})
    message = await clinic.fill(clinic.ada, form, term="bed nine", definition="The bay.", names="")
    assert "only in a server" in text_of(message)
    assert await clinic.stored.count(clinic.guild_id) == 0


BUTTONS = {
    "term": ShowTerm(1),
    "edit": EditTerm(1),
    "ask": AskToRemoveTerm(1),
    "remove": RemoveTerm(1),
    "undo": UndoChange(1),
    "proposal": ShowProposal(1),
    "approve": ApproveProposal(1),
}


@pytest.mark.parametrize("name", BUTTONS)
async def test_a_button_on_a_public_message_does_nothing_for_members(clinic: Clinic, name: str) -> None:
    await clinic.mode(GlossaryMode.PROPOSALS)
    await clinic.add()
    await clinic.propose("bed ten")
    public = await page_with(clinic.world, button("Press", BUTTONS[name]))
    message = answered(await clinic.world.bob.click(public, label="Press"))
    assert message.ephemeral
    assert "Manage Server" in text_of(message)
    assert await clinic.stored.count(clinic.guild_id) == 1
    assert await clinic.stored.proposals_count(clinic.guild_id) == 1


async def test_two_servers_have_the_same_term_each_for_itself(clinic: Clinic) -> None:
    eve = clinic.other_server()
    await clinic.add("bed nine", "The bay by the door.")
    await clinic.add("bed nine", "A bed in another house.", by=eve)
    here = answered(await clinic.use(clinic.world.alice, "show", term="bed nine"))
    there = answered(await clinic.use(eve, "show", term="bed nine"))
    assert "The bay by the door." in text_of(here)
    assert "A bed in another house." in text_of(there)
    message = answered(await clinic.use(eve, "remove", term="bed nine"))
    await eve.click(message, label="Yes, remove it")
    assert await clinic.stored.count(clinic.guild_id) == 1


async def test_the_numbers_of_one_server_lead_to_nothing_in_another(clinic: Clinic) -> None:
    await clinic.add()
    eve = clinic.other_server()
    assert "no longer in the glossary" in await clinic.refused(eve, "show", term="#1")
    message = answered(await clinic.use(eve, "history"))
    assert "bed nine" not in text_of(message)


async def test_a_mere_user_install_reads_and_changes_nothing(clinic: Clinic) -> None:
    await clinic.add()
    clinic.telling.tell(clinic.ada, authorizing_integration_owners={"1": str(clinic.ada.id)})
    public = await page_with(clinic.world, button("Press", RemoveTerm(1)))
    assert "only in a server" in text_of(answered(await clinic.ada.click(public, label="Press")))
    assert await clinic.stored.count(clinic.guild_id) == 1


def test_every_component_asks_who_uses_it() -> None:
    asked = {"glossary_manager", "glossary_reader", "glossary_approver", "glossary_proposer", "_link", "_show_own"}
    for component in GLOSSARY_COMPONENTS:
        assert asked & set(component.respond.__code__.co_names), component
