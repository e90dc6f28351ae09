"""Feedback of members about entries."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import UsageError
from bot.storage import feedback as module
from bot.storage.records import Feedback, FeedbackKind
from bot.storage.server_data import ServerData

MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
READER, GUILD = 80351110224678912, 197038439483310086


def about(headword: str, text: str = "The second sentence is wrong.", *, minute: int = 0) -> Feedback:
    return Feedback(headword, headword, FeedbackKind.WRONG, text, MORNING + timedelta(minutes=minute))


async def test_feedback_is_listed_as_it_was_given(data: ServerData) -> None:
    given = [
        replace(about("interleukin"), kind=kind, guild_id=GUILD, written_at=MORNING + timedelta(minutes=minute))
        for minute, kind in enumerate(FeedbackKind)
    ]
    assert [await data.feedback.add(feedback) for feedback in given] == given
    assert await data.feedback.list() == given


async def test_who_wrote_it_is_kept_only_when_they_ask_to_be_contacted(data: ServerData) -> None:
    await data.feedback.add(about("interleukin"))
    await data.feedback.add(replace(about("cytokine", minute=1), contact_id=READER))
    assert [feedback.contact_id for feedback in await data.feedback.list()] == [None, READER]


async def test_references_are_short_and_cannot_be_misread(data: ServerData) -> None:
    references = [(await data.feedback.add(about("interleukin"))).reference for _ in range(20)]
    assert len(set(references)) == 20
    for reference in references:
        assert re.fullmatch("[2-9A-Z]{6}", reference)
        assert not set(reference) & set("AEIOU")


async def test_a_reference_that_is_taken_is_not_given_again(data: ServerData, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["TAKEN2", "FRESH3"])
    monkeypatch.setattr(module, "new_reference", lambda: next(drawn))
    await data.feedback.add(replace(about("interleukin"), reference="TAKEN2"))
    second = await data.feedback.add(replace(about("cytokine", minute=1), reference="TAKEN2"))
    assert second.reference == "FRESH3"
    assert [feedback.headword for feedback in await data.feedback.list()] == ["interleukin", "cytokine"]


async def test_what_is_done_waits_no_more_and_nobody_is_to_be_contacted(data: ServerData) -> None:
    given = await data.feedback.add(replace(about("interleukin"), contact_id=READER))
    evening = MORNING + timedelta(hours=10)
    assert await data.feedback.mark_done(given.reference.lower(), evening) == given
    assert await data.feedback.list() == []
    assert await data.feedback.list(with_done=True) == [replace(given, contact_id=None, done_at=evening)]


async def test_feedback_can_be_deleted_for_good(data: ServerData) -> None:
    given, other = await data.feedback.add(about("interleukin")), await data.feedback.add(about("cytokine"))
    await data.feedback.delete(given.reference.lower())
    assert await data.feedback.list(with_done=True) == [other]


async def test_a_reference_that_there_is_not_is_refused(data: ServerData) -> None:
    for refused in (data.feedback.mark_done("NONE22", MORNING), data.feedback.delete("NONE22")):
        with pytest.raises(UsageError, match="NONE22") as error:
            await refused
        assert "medlex feedback" in error.value.remedy


@pytest.mark.parametrize("text", ["", "   ", "\n\t\n", "\x00", "\ud800", "\x1b\x07"])
async def test_feedback_without_text_is_refused(data: ServerData, text: str) -> None:
    with pytest.raises(UsageError, match="no text"):
        await data.feedback.add(about("interleukin", text))
    assert await data.feedback.list() == []


async def test_feedback_may_have_a_thousand_characters_and_no_more(data: ServerData) -> None:
    longest = "é" * 999 + "🫀"
    assert (await data.feedback.add(about("interleukin", f"  {longest}\n"))).text == longest
    with pytest.raises(UsageError, match=r"1,001 characters. It can have at most 1,000"):
        await data.feedback.add(about("interleukin", longest + "x"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("'); DROP TABLE feedback; --", "'); DROP TABLE feedback; --"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        ("\x1b[31mred\x1b[0m \x9b2J", "[31mred[0m 2J"),
        ("a\x00b", "ab"),
        ("half \ud83e of an emoji", "half  of an emoji"),
        ("[bold]@everyone[/bold] <@1> 肝臓 مرض", "[bold]@everyone[/bold] <@1> 肝臓 مرض"),
    ],
)
async def test_hostile_text_is_kept_as_harmless_text(data: ServerData, typed: str, kept: str) -> None:
    await data.feedback.add(about("interleukin", typed))
    assert [feedback.text for feedback in await data.feedback.list()] == [kept]


async def test_feedback_that_comes_all_at_once_is_all_kept(data: ServerData) -> None:
    await asyncio.gather(*(data.feedback.add(about("interleukin", f"number {number}")) for number in range(30)))
    assert {feedback.text for feedback in await data.feedback.list()} == {f"number {number}" for number in range(30)}
