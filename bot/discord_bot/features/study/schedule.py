"""When an entry comes back: FSRS (https://github.com/open-spaced-repetition/py-fsrs), with its default parameters.

An entry that was forgotten comes back after some minutes, in the same sitting; all others after days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler, State

from bot.storage.records import StudyCard

# An entry that is due within this time is shown when nothing else is, so that a sitting can be finished.
SOON = timedelta(minutes=20)
MAX_INTERVAL = 365 * 2
_SOON_AGAIN = (timedelta(minutes=10),)
# No two people who rate alike are to be told different days, so intervals are not varied at random.
_SCHEDULER = Scheduler(
    learning_steps=_SOON_AGAIN, relearning_steps=_SOON_AGAIN, maximum_interval=MAX_INTERVAL, enable_fuzzing=False
)


def reviewed(user_id: int, key: str, card: StudyCard | None, rating: int, now: datetime) -> StudyCard:
    """Return the card of an entry after a rating from 1 (forgotten) to 4 (easy); `card` is None if it has none yet."""
    now = now.astimezone(UTC)
    after, _ = _SCHEDULER.review_card(_of(card, now), Rating(rating), now)
    return StudyCard(
        user_id=user_id,
        entry_key=key,
        state=after.state.value,
        step=after.step,
        stability=float(after.stability or 0),
        difficulty=float(after.difficulty or 0),
        due_at=after.due,
        first_reviewed_at=card.first_reviewed_at if card else now,
        reviewed_at=now,
        reviews=card.reviews + 1 if card else 1,
    )


def intervals(card: StudyCard | None, now: datetime) -> Mapping[int, timedelta]:
    """Return after what time an entry would come back, for each rating."""
    now = now.astimezone(UTC)
    return {rating.value: _SCHEDULER.review_card(_of(card, now), rating, now)[0].due - now for rating in Rating}


def _of(card: StudyCard | None, now: datetime) -> Card:
    if card is None:
        return Card(card_id=0, due=now)
    return Card(0, State(card.state), card.step, card.stability, card.difficulty, card.due_at, card.reviewed_at)
