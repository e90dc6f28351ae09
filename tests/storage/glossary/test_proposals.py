"""Terms that members propose."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from storage.glossary.drafts import ALICE, BOB, CLINIC, HUDDLE, MORNING, RED_BAG, SCHOOL, later

from bot.errors import UsageError
from bot.lexicon.server_glossary.term import GlossaryTerm, TermDraft
from bot.storage.glossary import proposals
from bot.storage.glossary.records import DECIDED_PROPOSALS_KEPT, ChangeKind, Proposal, ProposalState
from bot.storage.server_data import ServerData

MODERATOR = 222


async def propose(data: ServerData, draft: TermDraft = HUDDLE, *, by: int = BOB, guild_id: int = CLINIC) -> Proposal:
    return await data.glossaries.propose(guild_id, draft, by, MORNING, "en")


async def test_a_proposal_waits_and_is_no_term(data: ServerData) -> None:
    proposal = await data.glossaries.propose(CLINIC, HUDDLE, BOB, MORNING, "ES")
    assert proposal == Proposal(CLINIC, 1, HUDDLE, "es", BOB, MORNING)
    assert await data.glossaries.proposals(CLINIC, 0, 10) == [proposal]
    assert await data.glossaries.proposal(CLINIC, 1) == proposal
    assert await data.glossaries.proposals_of(CLINIC, BOB) == [proposal]
    assert await data.glossaries.proposals_count(CLINIC) == 1
    assert await data.glossaries.terms(CLINIC) == []
    assert await data.glossaries.version(CLINIC) == 0
    assert await data.glossaries.history(CLINIC, 0, 10) == []


async def test_an_approved_proposal_is_a_term_as_the_approver_edited_it(data: ServerData) -> None:
    await propose(data)
    edited = replace(HUDDLE, definition="The meeting at 8.")
    term = await data.glossaries.approve(CLINIC, 1, edited, MODERATOR, later(5))
    assert term == GlossaryTerm(CLINIC, 1, edited, later(5))
    assert await data.glossaries.terms(CLINIC) == [term]
    (change,) = await data.glossaries.history(CLINIC, 0, 10)
    assert (change.kind, change.by) == (ChangeKind.APPROVE, MODERATOR)
    assert await data.glossaries.proposals(CLINIC, 0, 10) == []
    assert await data.glossaries.proposals_of(CLINIC, BOB) == [
        Proposal(CLINIC, 1, HUDDLE, "en", BOB, MORNING, ProposalState.APPROVED, MODERATOR, later(5), term=1)
    ]


async def test_a_refused_proposal_says_why(data: ServerData) -> None:
    await propose(data)
    refused = await data.glossaries.refuse(CLINIC, 1, " We say\u202e “board round”. ", MODERATOR, later(5))
    assert (refused.state, refused.reason, refused.by) == (ProposalState.REFUSED, "We say “board round”.", BOB)
    assert await data.glossaries.proposal(CLINIC, 1) == refused
    assert await data.glossaries.terms(CLINIC) == []
    again = await propose(data)
    assert again.number == 2
    assert (await data.glossaries.refuse(CLINIC, 2, "", MODERATOR, later(6))).reason is None


@pytest.mark.parametrize("first", ["approve", "refuse"])
@pytest.mark.parametrize("second", ["approve", "refuse"])
async def test_a_proposal_is_decided_once(data: ServerData, first: str, second: str) -> None:
    async def decide(way: str) -> object:
        if way == "approve":
            return await data.glossaries.approve(CLINIC, 1, HUDDLE, MODERATOR, later(1))
        return await data.glossaries.refuse(CLINIC, 1, "No.", ALICE, later(1))

    await propose(data)
    await decide(first)
    with pytest.raises(UsageError, match=r"“huddle” is (approved|refused) already"):
        await decide(second)


async def test_of_two_who_decide_at_once_one_is_told(data: ServerData, elsewhere: ServerData) -> None:
    await propose(data)
    decided = await asyncio.gather(
        data.glossaries.approve(CLINIC, 1, HUDDLE, ALICE, MORNING),
        elsewhere.glossaries.refuse(CLINIC, 1, "No.", BOB, MORNING),
        data.glossaries.approve(CLINIC, 1, replace(HUDDLE, headword="another", names=()), MODERATOR, MORNING),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, UsageError) for outcome in decided) == 2
    assert await data.glossaries.count(CLINIC) <= 1


@pytest.mark.parametrize("number", [0, 2, -1, 2**31, 36**13])
async def test_a_proposal_that_is_not_there_cannot_be_decided(data: ServerData, number: int) -> None:
    await propose(data)
    with pytest.raises(UsageError, match="There is no suggestion"):
        await data.glossaries.approve(CLINIC, number, HUDDLE, ALICE, MORNING)
    assert await data.glossaries.proposal(CLINIC, number) is None
    with pytest.raises(UsageError, match="There is no suggestion"):
        await data.glossaries.refuse(SCHOOL, 1, "", ALICE, MORNING)
    assert await data.glossaries.proposal(SCHOOL, 1) is None
    assert await data.glossaries.proposals_of(SCHOOL, BOB) == []


async def test_what_is_in_the_glossary_is_not_proposed(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    with pytest.raises(UsageError, match="“mr” is in this glossary already"):
        await propose(data, TermDraft("mr", "Magnetic resonance."))
    await propose(data, TermDraft("mr", "Magnetic resonance."), guild_id=SCHOOL)


async def test_a_name_that_was_taken_meanwhile_is_said_to_the_approver(data: ServerData) -> None:
    await propose(data)
    await data.glossaries.add(CLINIC, TermDraft("MR", "Magnetic resonance."), ALICE, MORNING)
    with pytest.raises(UsageError, match="“MR” is in this glossary already"):
        await data.glossaries.approve(CLINIC, 1, HUDDLE, ALICE, MORNING)
    assert [proposal.number for proposal in await data.glossaries.proposals(CLINIC, 0, 10)] == [1]
    await data.glossaries.approve(CLINIC, 1, replace(HUDDLE, names=()), ALICE, MORNING)


async def test_a_form_that_is_sent_twice_is_one_proposal(data: ServerData) -> None:
    await propose(data)
    with pytest.raises(UsageError, match="You have suggested “Huddle” already"):
        await propose(data, replace(HUDDLE, headword="Huddle"))
    await propose(data, by=ALICE)
    assert await data.glossaries.proposals_count(CLINIC) == 2


async def test_a_member_has_so_many_proposals_waiting_in_a_server(data: ServerData) -> None:
    for number in range(10):
        await propose(data, TermDraft(f"term {number}", "A word of ours."))
    with pytest.raises(UsageError) as error:
        await propose(data, RED_BAG)
    assert error.value.problem == "You have 10 of 10 suggestions waiting in this server."
    await propose(data, RED_BAG, by=ALICE)
    await propose(data, RED_BAG, guild_id=SCHOOL)
    await data.glossaries.refuse(CLINIC, 3, "", ALICE, MORNING)
    await propose(data, RED_BAG)


async def test_a_server_has_so_many_proposals_waiting(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MAX_PROPOSALS", 3)
    for member in range(3):
        await propose(data, by=member)
    with pytest.raises(UsageError, match="This server has 3 of 3 suggestions waiting"):
        await propose(data, by=4)


async def test_at_once_no_more_are_proposed_than_may_wait(
    data: ServerData, elsewhere: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MAX_PROPOSALS_OF_MEMBER", 2)
    drafts = [TermDraft(f"term {number}", "A word of ours.") for number in range(6)]
    proposing = (propose(here, draft) for here, draft in zip((data, elsewhere) * 3, drafts, strict=True))
    proposed = await asyncio.gather(*proposing, return_exceptions=True)
    assert sum(isinstance(proposal, Proposal) for proposal in proposed) == 2
    assert await data.glossaries.proposals_count(CLINIC) == 2


async def test_open_proposals_come_oldest_first_in_pages(data: ServerData) -> None:
    for number in range(5):
        await propose(data, TermDraft(f"term {number}", "A word of ours."))
    pages = [await data.glossaries.proposals(CLINIC, offset, 2) for offset in (0, 2, 4)]
    assert [[proposal.number for proposal in page] for page in pages] == [[1, 2], [3, 4], [5]]


async def test_decided_proposals_are_kept_for_a_while(data: ServerData) -> None:
    for draft in (HUDDLE, RED_BAG):
        await propose(data, draft)
    await data.glossaries.refuse(CLINIC, 1, "No.", ALICE, MORNING)
    await data.glossaries.clean_up(MORNING + DECIDED_PROPOSALS_KEPT)
    assert [proposal.number for proposal in await data.glossaries.proposals_of(CLINIC, BOB)] == [2, 1]
    await data.glossaries.clean_up(later(1) + DECIDED_PROPOSALS_KEPT)
    assert [proposal.number for proposal in await data.glossaries.proposals_of(CLINIC, BOB)] == [2]


async def test_a_reason_that_is_too_long_is_refused(data: ServerData) -> None:
    await propose(data)
    with pytest.raises(UsageError, match=r"The reason has 501 characters\. It can have at most 500"):
        await data.glossaries.refuse(CLINIC, 1, "x" * 501, ALICE, MORNING)
    assert await data.glossaries.proposals_count(CLINIC) == 1
