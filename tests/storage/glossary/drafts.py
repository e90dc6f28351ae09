"""Terms, people, servers and times of these tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.lexicon.server_glossary.term import TermDraft

CLINIC, SCHOOL = 197038439483310086, 2**63 - 1
ALICE, BOB = 80351110224678912, 53908232506183680
MORNING = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)

HUDDLE = TermDraft("huddle", "The short meeting of the ward at 8 a.m.", ("morning round", "MR"))
RED_BAG = TermDraft("red bag", "The bag that goes with a patient to the hospital.")


def later(minutes: float) -> datetime:
    """The time some minutes after `MORNING`."""
    return MORNING + timedelta(minutes=minutes)
