"""Members suggest terms, and people with the right to it approve, edit or refuse them."""

from __future__ import annotations

import pytest
from discord_bot.buttons import page_with
from discord_bot.features.glossary.conftest import Clinic, field_texts, text_of
from discord_bot.world import answered, shown

from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.proposals import ApproveProposal, RefuseProposal
from bot.storage.glossary.records import ProposalState
from bot.storage.guild_settings import GlossaryMode


@pytest.fixture
async def clinic(clinic: Clinic) -> Clinic:
    """The server whose glossary is open to proposals."""
    await clinic.mode(GlossaryMode.PROPOSALS)
    return clinic


async def test_a_member_suggests_a_term_and_sees_where_it_stands(clinic: Clinic) -> None:
    message = await clinic.propose("bed nine", "The bay.", "bay 9")
    assert message.ephemeral
    assert "Your suggestion bed nine is waiting" in text_of(message).replace("**", "")
    own = answered(await clinic.use(clinic.world.alice, "proposals"))
    assert own.ephemeral
    assert "Waiting for a decision" in text_of(own)
    assert await clinic.stored.count(clinic.guild_id) == 0


async def test_an_approver_sees_all_and_approves_one(clinic: Clinic) -> None:
    await clinic.propose("bed nine", "The bay.", "bay 9")
    await clinic.propose("red phone", "For emergencies.", by=clinic.world.bob)
    message = answered(await clinic.use(clinic.mo, "proposals"))
    assert "2 are waiting" in text_of(message)
    await clinic.mo.click(message, custom_id="glossary:proposal:1")
    assert "The bay." in text_of(message)
    await clinic.mo.click(message, label="Approve")
    assert "bed nine is now in the glossary" in text_of(message).replace("**", "")
    assert "1 is waiting" in text_of(message)
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert (term.draft.headword, term.draft.names) == ("bed nine", ("bay 9",))
    own = answered(await clinic.use(clinic.world.alice, "proposals"))
    assert "Approved" in text_of(own)


async def test_a_suggestion_is_edited_and_then_approved(clinic: Clinic) -> None:
    await clinic.propose("bed nien", "The bay.")
    message = answered(await clinic.use(clinic.ada, "proposals"))
    await clinic.ada.click(message, label="Open")
    form = await clinic.ada.click(message, label="Edit, then approve")
    texts = field_texts(form)
    assert texts["term"] == "bed nien"
    await clinic.fill(clinic.ada, form, **(dict(texts) | {"term": "bed nine"}))
    (term,) = await clinic.stored.terms(clinic.guild_id)
    assert term.draft.headword == "bed nine"


async def test_a_suggestion_is_refused_with_a_reason_that_the_proposer_reads(clinic: Clinic) -> None:
    await clinic.propose()
    message = answered(await clinic.use(clinic.mo, "proposals"))
    await clinic.mo.click(message, label="Open")
    form = await clinic.mo.click(message, label="Refuse")
    await clinic.fill(clinic.mo, form, reason="We say bay 9.")
    assert await clinic.stored.count(clinic.guild_id) == 0
    own = answered(await clinic.use(clinic.world.alice, "proposals"))
    assert "Refused: We say bay 9." in text_of(own)


async def test_a_suggestion_with_a_name_that_the_dictionary_has_says_so_to_approvers(clinic: Clinic) -> None:
    await clinic.propose("interleukin", "The blue sheet.")
    message = answered(await clinic.use(clinic.mo, "proposals"))
    await clinic.mo.click(message, label="Open")
    assert "explains this name already: interleukin" in text_of(message)


async def test_what_two_approvers_press_is_done_once(clinic: Clinic) -> None:
    await clinic.propose()
    pages = [answered(await clinic.use(person, "proposals")) for person in (clinic.mo, clinic.ada)]
    await clinic.mo.click(pages[0], label="Open")
    await clinic.ada.click(pages[1], label="Open")
    form = await clinic.ada.click(pages[1], label="Refuse")
    await clinic.mo.click(pages[0], label="Approve")
    assert "approved this suggestion already" in text_of(answered(await clinic.ada.click(pages[1], label="Approve")))
    assert "already" in text_of(await clinic.fill(clinic.ada, form, reason="Too late."))
    proposal = await clinic.stored.proposal(clinic.guild_id, 1)
    assert proposal is not None
    assert proposal.state is ProposalState.APPROVED


async def test_a_suggestion_whose_name_was_taken_meanwhile_stays_open(clinic: Clinic) -> None:
    await clinic.propose()
    await clinic.add()
    message = answered(await clinic.use(clinic.mo, "proposals"))
    await clinic.mo.click(message, label="Open")
    said = answered(await clinic.mo.click(message, label="Approve"))
    assert "is in this glossary already" in text_of(said)
    assert await clinic.stored.proposals_count(clinic.guild_id) == 1


async def test_only_the_chosen_roles_may_suggest(clinic: Clinic) -> None:
    await clinic.proposers(clinic.moderators)
    assert "certain roles" in await clinic.refused(clinic.world.alice, "propose")
    await clinic.propose(by=clinic.mo)
    assert await clinic.stored.proposals_count(clinic.guild_id) == 1


async def test_who_may_no_longer_suggest_when_the_form_is_sent_is_refused(clinic: Clinic) -> None:
    form = await clinic.use(clinic.world.alice, "propose")
    await clinic.mode(GlossaryMode.ON)
    message = await clinic.fill(clinic.world.alice, form, term="bed nine", definition="The bay.", names="")
    assert "not open" in text_of(message)
    assert await clinic.stored.proposals_count(clinic.guild_id) == 0


async def test_nothing_found_offers_members_to_suggest_the_term(clinic: Clinic) -> None:
    page = answered(await clinic.world.alice.slash(clinic.world.channel, "define", term="qwrtzpsdfg"))
    form = await clinic.world.alice.click(page, label="Suggest this term")
    assert field_texts(form)["term"] == "qwrtzpsdfg"
    message = await clinic.fill(clinic.world.alice, form, term="qwrtzpsdfg", definition="A test.", names="")
    assert message.ephemeral
    assert await clinic.stored.proposals_count(clinic.guild_id) == 1


async def test_on_a_public_page_members_suggest_what_managers_add(clinic: Clinic) -> None:
    page = answered(await clinic.ada.slash(clinic.world.channel, "define", term="zzyzxq"))
    form = await clinic.world.alice.click(page, label="Add this term")
    assert field_texts(form)["term"] == "zzyzxq"
    await clinic.fill(clinic.world.alice, form, term="zzyzxq", definition="Our bay.", names="")
    assert await clinic.stored.count(clinic.guild_id) == 0
    (proposal,) = await clinic.stored.proposals(clinic.guild_id, 0, 10)
    assert proposal.draft.headword == "zzyzxq"


async def test_the_form_of_a_public_page_is_not_for_those_who_may_not(clinic: Clinic) -> None:
    page = answered(await clinic.world.alice.slash(clinic.world.channel, "define", term="qwrtzpsdfg"))
    await clinic.proposers(clinic.moderators)
    said = answered(await clinic.world.bob.click(page, label="Suggest this term"))
    assert said.ephemeral
    assert "certain roles" in text_of(said)


async def test_a_post_in_a_channel_is_decided_by_those_who_may_and_by_nobody_else(clinic: Clinic) -> None:
    await clinic.propose()
    public = await page_with(clinic.world, button("Yes", ApproveProposal(1)), button("No", RefuseProposal(1)))
    said = answered(await clinic.world.bob.click(public, label="Yes"))
    assert "can't decide" in text_of(said)
    assert "can't decide" in text_of(answered(await clinic.world.bob.click(public, label="No")))
    await clinic.mo.click(public, label="Yes")
    assert await clinic.stored.count(clinic.guild_id) == 1


async def test_a_member_has_at_most_ten_open_suggestions(clinic: Clinic) -> None:
    for number in range(10):
        await clinic.propose(f"term {number}")
    message = await clinic.propose("term 10")
    assert "10" in text_of(message)
    assert await clinic.stored.proposals_count(clinic.guild_id) == 10
    page = answered(await clinic.use(clinic.mo, "proposals"))
    await clinic.mo.click(page, label="Next")
    assert "term 9" in text_of(page)
    assert shown(page).buttons
