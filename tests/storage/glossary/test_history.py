"""The history of a glossary, and undoing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from storage.glossary.drafts import ALICE, BOB, CLINIC, HUDDLE, MORNING, RED_BAG, SCHOOL, later

from bot.errors import UsageError
from bot.lexicon.server_glossary.term import TermDraft
from bot.storage.glossary import history, terms
from bot.storage.glossary.records import Change, ChangeKind, ImportRow, TermChange
from bot.storage.server_data import ServerData

ROUND = replace(HUDDLE, headword="board round", names=())


async def imported(data: ServerData, *drafts: TermDraft, minute: float = 10) -> Change:
    rows = [ImportRow(line, draft) for line, draft in enumerate(drafts, start=2)]
    plan = await data.glossaries.prepare_import(CLINIC, rows, ALICE, later(minute))
    return await data.glossaries.apply_import(CLINIC, plan.token, ALICE, later(minute))


async def test_the_history_begins_with_the_last_change_and_comes_in_pages(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.edit(CLINIC, 1, ROUND, BOB, later(1))
    await data.glossaries.remove(CLINIC, 1, BOB, later(2))
    removed, edited, added = await data.glossaries.history(CLINIC, 0, 10)
    assert added == Change(CLINIC, 1, ChangeKind.ADD, ALICE, MORNING, "huddle", 1, 0, 0)
    assert edited == Change(CLINIC, 2, ChangeKind.EDIT, BOB, later(1), "board round", 0, 1, 0)
    assert removed == Change(CLINIC, 3, ChangeKind.REMOVE, BOB, later(2), "board round", 0, 0, 1)
    assert await data.glossaries.history(CLINIC, 1, 1) == [edited]
    assert await data.glossaries.history(SCHOOL, 0, 10) == []
    assert await data.glossaries.history_count(CLINIC) == 3


async def test_a_change_keeps_the_terms_before_and_after(data: ServerData) -> None:
    before = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    after = await data.glossaries.edit(CLINIC, 1, ROUND, BOB, later(1))
    assert await data.glossaries.changed_terms(CLINIC, 1) == [TermChange(None, before)]
    assert await data.glossaries.changed_terms(CLINIC, 2) == [TermChange(before, after)]
    assert await data.glossaries.changed_terms(CLINIC, 3) == []
    assert await data.glossaries.changed_terms(SCHOOL, 1) == []


async def test_undoing_an_addition_removes_the_term(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    undone = await data.glossaries.undo(CLINIC, 1, BOB, later(1))
    assert undone == Change(CLINIC, 2, ChangeKind.UNDO, BOB, later(1), "huddle", 0, 0, 1, undoes=1)
    assert await data.glossaries.terms(CLINIC) == []
    assert [change.undone_by for change in await data.glossaries.history(CLINIC, 0, 10)] == [None, 2]


async def test_undoing_an_edit_restores_the_text_and_its_date(data: ServerData) -> None:
    before = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.edit(CLINIC, 1, ROUND, ALICE, later(1))
    version = await data.glossaries.version(CLINIC)
    await data.glossaries.undo(CLINIC, 2, BOB, later(2))
    assert await data.glossaries.terms(CLINIC) == [before]
    assert await data.glossaries.version(CLINIC) > version
    await data.glossaries.add(CLINIC, ROUND, BOB, later(3))


async def test_undoing_a_removal_brings_the_term_back_with_its_number(data: ServerData) -> None:
    removed = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.remove(CLINIC, 1, ALICE, later(1))
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, later(2))
    await data.glossaries.undo(CLINIC, 2, BOB, later(3))
    assert await data.glossaries.find(CLINIC, 1) == removed
    assert await data.glossaries.containing(CLINIC, ["meeting"], 5) == [removed]
    with pytest.raises(UsageError, match="is in this glossary already"):
        await data.glossaries.add(CLINIC, TermDraft("MR", "A name that is taken again."), BOB, later(4))


async def test_undoing_an_import_undoes_all_of_it(data: ServerData) -> None:
    huddle = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    drafts = (replace(HUDDLE, definition="At 9."), RED_BAG, TermDraft("bay", "A room with four beds."))
    change = await imported(data, *drafts)
    assert (change.added, change.changed, change.removed) == (2, 1, 0)
    assert await data.glossaries.count(CLINIC) == 3
    undone = await data.glossaries.undo(CLINIC, change.number, ALICE, later(20))
    assert (undone.added, undone.changed, undone.removed) == (0, 1, 2)
    assert await data.glossaries.terms(CLINIC) == [huddle]


async def test_undoing_an_approval_removes_its_term(data: ServerData) -> None:
    await data.glossaries.propose(CLINIC, HUDDLE, BOB, MORNING, "en")
    await data.glossaries.approve(CLINIC, 1, HUDDLE, ALICE, later(1))
    await data.glossaries.undo(CLINIC, 1, ALICE, later(2))
    assert await data.glossaries.terms(CLINIC) == []


async def test_an_undone_change_is_made_again_by_undoing_its_undoing(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    edited = await data.glossaries.edit(CLINIC, 1, ROUND, ALICE, later(1))
    await data.glossaries.undo(CLINIC, 2, BOB, later(2))
    await data.glossaries.undo(CLINIC, 3, BOB, later(3))
    assert await data.glossaries.terms(CLINIC) == [edited]
    marks = {change.number: change.undone_by for change in await data.glossaries.history(CLINIC, 0, 10)}
    assert marks == {1: None, 2: None, 3: 4, 4: None}
    await data.glossaries.undo(CLINIC, 2, BOB, later(4))
    assert [term.draft for term in await data.glossaries.terms(CLINIC)] == [HUDDLE]


async def test_changes_are_undone_one_after_the_other_from_the_last_one_on(data: ServerData) -> None:
    states = [await data.glossaries.terms(CLINIC)]
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    states.append(await data.glossaries.terms(CLINIC))
    await data.glossaries.edit(CLINIC, 1, ROUND, ALICE, later(1))
    states.append(await data.glossaries.terms(CLINIC))
    await data.glossaries.edit(CLINIC, 1, RED_BAG, ALICE, later(2))
    states.append(await data.glossaries.terms(CLINIC))
    await data.glossaries.remove(CLINIC, 1, ALICE, later(3))
    for number in (4, 3, 2, 1):
        await data.glossaries.undo(CLINIC, number, BOB, later(10))
        assert await data.glossaries.terms(CLINIC) == states[number - 1]


async def test_a_change_is_not_undone_over_a_later_one(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.edit(CLINIC, 1, ROUND, ALICE, later(1))
    await data.glossaries.edit(CLINIC, 1, RED_BAG, BOB, later(2))
    for number in (1, 2):
        with pytest.raises(UsageError, match="“red bag” was changed again later"):
            await data.glossaries.undo(CLINIC, number, ALICE, later(3))
    await data.glossaries.remove(CLINIC, 1, BOB, later(4))
    with pytest.raises(UsageError, match="“red bag” was changed again later"):
        await data.glossaries.undo(CLINIC, 3, ALICE, later(5))
    assert await data.glossaries.terms(CLINIC) == []
    assert await data.glossaries.history_count(CLINIC) == 4


async def test_an_import_is_not_undone_by_halves(data: ServerData) -> None:
    change = await imported(data, HUDDLE, RED_BAG)
    await data.glossaries.edit(CLINIC, 2, replace(RED_BAG, definition="A bag."), BOB, later(20))
    before = await data.glossaries.terms(CLINIC)
    with pytest.raises(UsageError, match="“red bag” was changed again later"):
        await data.glossaries.undo(CLINIC, change.number, ALICE, later(21))
    assert await data.glossaries.terms(CLINIC) == before


async def test_a_term_does_not_come_back_under_a_name_that_is_taken(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.remove(CLINIC, 1, ALICE, later(1))
    await data.glossaries.add(CLINIC, TermDraft("MR", "Magnetic resonance."), ALICE, later(2))
    with pytest.raises(UsageError, match="“MR” is in this glossary already"):
        await data.glossaries.undo(CLINIC, 2, ALICE, later(3))


async def test_terms_do_not_come_back_into_a_full_glossary(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MAX_TERMS", 1)
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.remove(CLINIC, 1, ALICE, later(1))
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, later(2))
    with pytest.raises(UsageError, match="it has 1 of 1 terms"):
        await data.glossaries.undo(CLINIC, 2, ALICE, later(3))


async def test_a_change_is_undone_once(data: ServerData, elsewhere: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    undoing = (here.glossaries.undo(CLINIC, 1, ALICE, later(1)) for here in (data, elsewhere) * 2)
    undone = await asyncio.gather(*undoing, return_exceptions=True)
    assert sum(isinstance(change, Change) for change in undone) == 1
    refused = [str(error) for error in undone if isinstance(error, UsageError)]
    assert refused == ["Change 1 is undone already, by change 2. To make it again, undo change 2."] * 3


@pytest.mark.parametrize("number", [0, 2, -1, 2**31, 36**13])
async def test_a_change_that_is_not_there_cannot_be_undone(data: ServerData, number: int) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    with pytest.raises(UsageError, match="has no change"):
        await data.glossaries.undo(CLINIC, number, ALICE, later(1))
    with pytest.raises(UsageError, match="has no change"):
        await data.glossaries.undo(SCHOOL, 1, ALICE, later(1))
    assert await data.glossaries.changed_terms(CLINIC, number) == []


async def test_only_the_last_changes_are_kept(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MAX_CHANGES", 3)
    for minute in range(5):
        await data.glossaries.add(CLINIC, TermDraft(f"term {minute}", "A word of ours."), ALICE, later(minute))
    assert [change.number for change in await data.glossaries.history(CLINIC, 0, 10)] == [5, 4, 3]
    await data.glossaries.add(SCHOOL, HUDDLE, ALICE, MORNING)
    assert await data.glossaries.history_count(SCHOOL) == 1


async def test_the_terms_of_old_changes_go_when_they_take_too_much_room(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_HISTORY_BYTES", 500)
    for minute in range(5):
        await data.glossaries.add(CLINIC, TermDraft(f"term {minute}", "A word of ours."), ALICE, later(minute))
    kept = {change.number: change.may_be_undone for change in await data.glossaries.history(CLINIC, 0, 10)}
    assert kept[5]
    assert not kept[1]
    with pytest.raises(UsageError, match="Change 1 is too large or too old to be undone"):
        await data.glossaries.undo(CLINIC, 1, ALICE, later(9))
    await data.glossaries.undo(CLINIC, 5, ALICE, later(9))


async def test_a_change_that_is_too_large_is_in_the_history_without_its_terms(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MAX_HISTORY_BYTES", 200)
    change = await imported(data, HUDDLE, RED_BAG)
    assert not change.may_be_undone
    assert await data.glossaries.history(CLINIC, 0, 10) == [change]
    assert await data.glossaries.changed_terms(CLINIC, 1) == []
