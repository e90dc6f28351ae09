"""When an entry comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from bot.discord_bot.features.study.schedule import MAX_INTERVAL, intervals, reviewed
from bot.storage.records import StudyCard

NOW = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
FORGOT, HARD, KNEW, EASY = 1, 2, 3, 4


def after(*ratings: int) -> StudyCard:
    """Return the card after these ratings, each given when the entry was due."""
    card: StudyCard | None = None
    for rating in ratings:
        card = reviewed(7, "gout", card, rating, card.due_at if card else NOW)
    assert card is not None
    return card


def test_what_was_forgotten_comes_back_in_minutes_and_what_was_known_in_days() -> None:
    assert after(FORGOT).due_at == NOW + timedelta(minutes=10)
    assert after(KNEW).due_at >= NOW + timedelta(days=1)
    assert after(EASY).due_at > after(KNEW).due_at


def test_what_is_known_again_and_again_comes_back_later_and_later() -> None:
    days = [(after(*[KNEW] * times).due_at - after(*[KNEW] * times).reviewed_at).days for times in range(1, 5)]
    assert days == sorted(set(days))
    assert (after(*[EASY] * 12).due_at - after(*[EASY] * 12).reviewed_at).days <= MAX_INTERVAL


def test_a_card_counts_its_reviews_and_keeps_the_moment_of_the_first() -> None:
    card = after(FORGOT, KNEW, HARD)
    assert (card.reviews, card.first_reviewed_at) == (3, NOW)
    assert card.reviewed_at > NOW


def test_the_intervals_that_buttons_tell_are_those_that_come() -> None:
    for card in (None, after(KNEW), after(KNEW, FORGOT)):
        now = card.due_at if card else NOW
        told = intervals(card, now)
        assert told == {rating: reviewed(7, "gout", card, rating, now).due_at - now for rating in (1, 2, 3, 4)}
        assert sorted(told.values()) == list(told.values())


def test_the_clock_may_have_any_offset() -> None:
    in_madrid = NOW.astimezone(timezone(timedelta(hours=2)))
    assert reviewed(7, "gout", None, KNEW, in_madrid) == reviewed(7, "gout", None, KNEW, NOW)
