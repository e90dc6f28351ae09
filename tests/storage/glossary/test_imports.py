"""Imports into a glossary: prepared, shown, applied whole or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from storage.glossary.drafts import ALICE, BOB, CLINIC, HUDDLE, MORNING, RED_BAG, SCHOOL, later

from bot.errors import UsageError
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import MAX_TERMS, GlossaryTerm, TermDraft
from bot.storage.glossary import history, import_plan, imports, terms
from bot.storage.glossary.records import (
    IMPORT_KEPT,
    Change,
    ChangeKind,
    ImportPlan,
    ImportRow,
    PlannedTerm,
    RefusedRow,
    UnchangedRow,
)
from bot.storage.schema import glossary_import
from bot.storage.server_data import ServerData

BAY = TermDraft("bay", "A room with four beds.", ("4-bed room",))


def rows(*drafts: TermDraft) -> list[ImportRow]:
    return [ImportRow(line, draft) for line, draft in enumerate(drafts, start=2)]


async def prepare(data: ServerData, *drafts: TermDraft, when: datetime = MORNING, **options: Any) -> ImportPlan:
    return await data.glossaries.prepare_import(CLINIC, rows(*drafts), options.pop("by", ALICE), when, **options)


async def apply(data: ServerData, plan: ImportPlan, when: datetime = MORNING, by: int = ALICE) -> Change:
    return await data.glossaries.apply_import(CLINIC, plan.token, by, when)


def refusals(plan: ImportPlan) -> dict[int, str]:
    return {row.line: row.error.problem for row in plan.refused}


def linked(draft: TermDraft, *names: str) -> TermDraft:
    """Return a draft that links to terms of the same file."""
    return replace(draft, parents=tuple(EntryReference("", name) for name in names))


async def test_a_row_links_to_terms_of_the_same_file_before_and_after_it(data: ServerData) -> None:
    plan = await prepare(data, linked(BAY, "Red bag"), linked(RED_BAG, "bay"), HUDDLE)
    await apply(data, plan)
    terms = {term.draft.headword: term for term in await data.glossaries.terms(CLINIC)}
    assert terms["bay"].draft.parents == (EntryReference(terms["red bag"].key, "red bag"),)
    assert terms["red bag"].draft.parents == (EntryReference(terms["bay"].key, "bay"),)


async def test_rows_that_link_to_a_refused_row_are_refused_with_it(data: ServerData) -> None:
    nobody = TermDraft("", "No name.")
    plan = await prepare(data, linked(BAY, "huddle"), linked(HUDDLE, "nowhere"), nobody, RED_BAG)
    assert [row.draft.headword for row in plan.added] == ["red bag"]
    assert sorted(refusals(plan)) == [2, 3, 4]
    assert "links to “nowhere”" in refusals(plan)[3]
    plan = await prepare(data, linked(BAY, "4-bed room"))
    assert refusals(plan) == {2: "“bay” cannot point to itself."}


async def test_a_long_chain_of_links_to_a_refused_row_is_refused_soon(data: ServerData) -> None:
    chain = [linked(TermDraft(f"term {at}", "x"), f"term {at + 1}") for at in range(2_000)]
    plan = await asyncio.wait_for(prepare(data, *chain), 10)
    assert (len(plan.added), len(plan.refused)) == (0, 2_000)


async def test_a_plan_says_what_would_be_done_with_each_row_and_does_nothing(data: ServerData) -> None:
    huddle = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    await data.glossaries.add(CLINIC, RED_BAG, ALICE, MORNING)
    changed = replace(HUDDLE, headword="Huddle", names=())
    plan = await prepare(data, changed, RED_BAG, BAY, TermDraft("", "No name."), TermDraft("MR", "Free now."))
    assert plan.changed == (PlannedTerm(2, 1, changed, huddle),)
    assert plan.unchanged == (UnchangedRow(3, "red bag"),)
    assert plan.added == (PlannedTerm(4, 3, BAY), PlannedTerm(6, 4, TermDraft("MR", "Free now.")))
    assert refusals(plan) == {5: "A term needs a name with a letter or a digit."}
    assert (plan.count, plan.by, plan.when, plan.replaced, plan.can_be_undone) == (2, ALICE, MORNING, None, True)
    assert await data.glossaries.waiting_import(CLINIC, plan.token, later(59)) == plan
    assert await data.glossaries.count(CLINIC) == 2
    assert await data.glossaries.version(CLINIC) == plan.version


async def test_an_applied_import_is_one_change(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    changed = replace(HUDDLE, definition="At 9.")
    plan = await prepare(data, changed, RED_BAG, BAY)
    change = await apply(data, plan, later(5), BOB)
    assert (change.kind, change.by, change.added, change.changed, change.removed) == (ChangeKind.IMPORT, BOB, 2, 1, 0)
    expected = {1: changed, 2: RED_BAG, 3: BAY}
    assert await data.glossaries.terms(CLINIC) == [
        GlossaryTerm(CLINIC, number, expected[number], later(5)) for number in (3, 1, 2)
    ]
    assert await data.glossaries.version(CLINIC) > plan.version
    assert await data.glossaries.history_count(CLINIC) == 2
    assert await data.glossaries.waiting_import(CLINIC, plan.token, later(5)) is None
    assert (await data.glossaries.add(CLINIC, TermDraft("next", "The next one."), ALICE, later(6))).number == 4


@pytest.mark.parametrize(
    ("drafts", "refused"),
    [
        ((BAY, replace(BAY, headword="BAY")), {3: "“BAY” is in line 2 of the file already."}),
        ((BAY, TermDraft("four", "…", ("4-Bed  Room",))), {3: "“4-Bed Room” is in line 2 of the file already."}),
        ((RED_BAG, RED_BAG, RED_BAG), dict.fromkeys((3, 4), "“red bag” is in line 2 of the file already.")),
        ((TermDraft("MR", "…"),), {2: "“MR” is in this glossary already, as another name of “huddle”."}),
        ((TermDraft("round", "…", ("huddle",)),), {2: "“huddle” is in this glossary already."}),
        ((TermDraft("bay", ""),), {2: "The term has no definition."}),
        ((TermDraft("bay", "x" * 2_001),), {2: "The definition has 2,001 characters. It can have at most 2,000."}),
        ((TermDraft("\u200b\x00", "Nothing to see."),), {2: "A term needs a name with a letter or a digit."}),
    ],
)
async def test_rows_are_refused_with_their_line_and_reason(
    data: ServerData, drafts: tuple[TermDraft, ...], refused: dict[int, str]
) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    plan = await prepare(data, *drafts)
    assert refusals(plan) == refused
    assert len(plan.added) == len(drafts) - len(refused)
    assert await data.glossaries.waiting_import(CLINIC, plan.token, MORNING) == plan


async def test_a_name_that_an_earlier_row_frees_can_be_taken(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    plan = await prepare(data, replace(HUDDLE, names=()), TermDraft("MR", "Magnetic resonance."))
    assert not plan.refused
    await apply(data, plan)
    assert [term.draft.headword for term in await data.glossaries.terms(CLINIC)] == ["huddle", "MR"]


async def test_rows_that_could_not_be_read_are_listed_with_the_others(data: ServerData) -> None:
    unread = RefusedRow(1, "", "Line {line} is no row.", "Correct it.", {"line": 1})
    plan = await prepare(data, TermDraft("bay", ""), BAY, refused=[unread])
    assert [row.line for row in plan.refused] == [1, 2]
    assert plan.refused[0].error.problem == "Line 1 is no row."


async def test_rows_beyond_the_limit_are_refused(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (import_plan, terms):
        monkeypatch.setattr(module, "MAX_TERMS", 2)
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    plan = await prepare(data, RED_BAG, BAY, replace(HUDDLE, definition="At 9."))
    assert refusals(plan) == {3: "This server's glossary is full: it has 2 of 2 terms."}
    assert len(plan.changed) == 1


async def test_a_file_without_rows_or_with_too_many_is_refused(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="The file has no terms"):
        await prepare(data)
    monkeypatch.setattr(imports, "MAX_IMPORT_ROWS", 2)
    with pytest.raises(UsageError, match=r"The file has 3 terms. A glossary can have 2\."):
        await prepare(data, HUDDLE, RED_BAG, BAY)


async def test_an_import_that_changes_nothing_is_refused(data: ServerData) -> None:
    await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    plan = await prepare(data, HUDDLE, TermDraft("", ""))
    with pytest.raises(UsageError, match="There is nothing to import"):
        await apply(data, plan)
    assert await data.glossaries.history_count(CLINIC) == 1


async def test_a_change_after_the_plan_refuses_the_import(data: ServerData) -> None:
    plan = await prepare(data, HUDDLE, RED_BAG)
    await data.glossaries.add(CLINIC, BAY, BOB, MORNING)
    with pytest.raises(UsageError, match=r"was changed after .* so nothing was imported. Send the file again, look"):
        await apply(data, plan)
    assert await data.glossaries.count(CLINIC) == 1
    await apply(data, await prepare(data, HUDDLE, RED_BAG))
    assert await data.glossaries.count(CLINIC) == 3


async def test_a_change_in_another_server_does_not(data: ServerData) -> None:
    plan = await prepare(data, HUDDLE)
    await data.glossaries.add(SCHOOL, BAY, BOB, MORNING)
    with pytest.raises(UsageError, match="no longer waits"):
        await data.glossaries.apply_import(SCHOOL, plan.token, ALICE, MORNING)
    assert await data.glossaries.waiting_import(SCHOOL, plan.token, MORNING) is None
    await apply(data, plan)
    assert await data.glossaries.count(SCHOOL) == 1


async def test_an_import_is_applied_once(data: ServerData, elsewhere: ServerData) -> None:
    plan = await prepare(data, HUDDLE, RED_BAG)
    applied = await asyncio.gather(*(apply(here, plan) for here in (data, elsewhere) * 2), return_exceptions=True)
    assert sum(isinstance(change, Change) for change in applied) == 1
    assert {type(change) for change in applied} == {Change, UsageError}
    assert await data.glossaries.count(CLINIC) == 2
    assert await data.glossaries.history_count(CLINIC) == 1


async def test_an_import_waits_for_an_hour(data: ServerData) -> None:
    plan = await prepare(data, HUDDLE)
    assert await data.glossaries.waiting_import(CLINIC, plan.token, MORNING + IMPORT_KEPT) == plan
    too_late = MORNING + IMPORT_KEPT + timedelta(seconds=1)
    assert await data.glossaries.waiting_import(CLINIC, plan.token, too_late) is None
    with pytest.raises(UsageError, match="no longer waits"):
        await apply(data, plan, too_late)


@pytest.mark.parametrize("way", ["clean up", "another server's import"])
async def test_an_import_that_waited_too_long_is_deleted(data: ServerData, way: str) -> None:
    await prepare(data, HUDDLE)
    if way == "clean up":
        await data.glossaries.clean_up(later(61))
    else:
        await data.glossaries.prepare_import(SCHOOL, rows(HUDDLE), BOB, later(61))
    async with data.database.reading() as connection:
        left = select(func.count()).select_from(glossary_import).where(glossary_import.c.guild_id == CLINIC)
        assert (await connection.execute(left)).scalar_one() == 0


async def test_a_second_import_takes_the_place_of_the_first(data: ServerData) -> None:
    first = await prepare(data, HUDDLE)
    second = await prepare(data, RED_BAG, when=later(1))
    assert second.replaced is None
    with pytest.raises(UsageError, match="no longer waits"):
        await apply(data, first)
    await apply(data, second, later(2))


async def test_an_import_that_takes_the_place_of_somebody_elses_says_so(data: ServerData) -> None:
    first = await prepare(data, HUDDLE, by=BOB)
    assert (await prepare(data, RED_BAG, when=later(1))).replaced == BOB
    with pytest.raises(UsageError, match="no longer waits"):
        await apply(data, first, later(2), BOB)
    assert (await prepare(data, RED_BAG, when=later(120), by=BOB)).replaced is None


async def test_a_canceled_import_is_gone(data: ServerData) -> None:
    plan = await prepare(data, HUDDLE)
    assert not await data.glossaries.cancel_import(SCHOOL, plan.token)
    assert await data.glossaries.cancel_import(CLINIC, plan.token)
    assert not await data.glossaries.cancel_import(CLINIC, plan.token)
    with pytest.raises(UsageError, match="no longer waits"):
        await apply(data, plan)


async def test_an_import_that_fails_on_its_way_has_not_happened(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    huddle = await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    plan = await prepare(data, replace(HUDDLE, definition="At 9."), RED_BAG, BAY)
    monkeypatch.setattr(history, "_trim", None)
    with pytest.raises(TypeError):
        await apply(data, plan)
    assert await data.glossaries.terms(CLINIC) == [huddle]
    monkeypatch.undo()
    await apply(data, plan)
    assert await data.glossaries.count(CLINIC) == 3


async def test_an_import_that_is_too_large_to_be_undone_says_so_before(
    data: ServerData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MAX_HISTORY_BYTES", 200)
    plan = await prepare(data, HUDDLE, RED_BAG, BAY)
    assert not plan.can_be_undone
    assert await data.glossaries.waiting_import(CLINIC, plan.token, MORNING) == plan


async def test_a_whole_glossary_is_imported_and_undone(data: ServerData) -> None:
    drafts = [TermDraft(f"term {n}", f"Word {n} of ours, in some words more.", (f"T{n}",)) for n in range(MAX_TERMS)]
    plan = await prepare(data, *drafts)
    assert len(plan.added) == MAX_TERMS
    change = await apply(data, plan)
    assert await data.glossaries.count(CLINIC) == change.added == MAX_TERMS
    with pytest.raises(UsageError, match="full: it has 5,000 of 5,000 terms"):
        await data.glossaries.add(CLINIC, HUDDLE, ALICE, MORNING)
    assert len((await prepare(data, *drafts)).unchanged) == MAX_TERMS
    changed = [replace(draft, definition="Another text.") for draft in drafts]
    await apply(data, await prepare(data, *changed))
    assert {term.draft.definition for term in await data.glossaries.terms(CLINIC)} == {"Another text."}
    await data.glossaries.undo(CLINIC, 2, ALICE, later(1))
    await data.glossaries.undo(CLINIC, 1, ALICE, later(1))
    assert await data.glossaries.count(CLINIC) == 0


@pytest.mark.parametrize("token", ["", "\x00", "\ud800", "%", "x" * 1_000])
async def test_a_forged_token_opens_nothing(data: ServerData, token: str) -> None:
    await prepare(data, HUDDLE)
    assert await data.glossaries.waiting_import(CLINIC, token, MORNING) is None
    assert not await data.glossaries.cancel_import(CLINIC, token)
    with pytest.raises(UsageError, match="no longer waits"):
        await data.glossaries.apply_import(CLINIC, token, ALICE, MORNING)
