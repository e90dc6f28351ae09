"""The `custom_id`s of `/study`, all of which begin with "study:"."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.record import CustomId


@dataclass(frozen=True, slots=True)
class StudyNext(CustomId):
    """A button: show the next entry to study."""

    TEMPLATE = r"study:next"

    def encode(self) -> str:
        """Always "study:next"."""
        return "study:next"


@dataclass(frozen=True, slots=True)
class ShowMeaningOf(CustomId):
    """A button: show what an entry that is studied means."""

    key: str

    TEMPLATE = r"study:show:(?P<key>.+)"

    def encode(self) -> str:
        """Such as "study:show:interleukin"."""
        return f"study:show:{self.key}"


@dataclass(frozen=True, slots=True)
class RateStudied(CustomId):
    """A button: say how well an entry was known, from 1 (forgotten) to 4 (easy). `reviews` is how often it had been
    rated before, so that a button that is pressed twice counts once.
    """

    rating: int
    reviews: int
    key: str

    TEMPLATE = r"study:rate:(?P<rating>[1-4]):(?P<reviews>[0-9]{1,6}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "study:rate:3:0:interleukin"."""
        return f"study:rate:{self.rating}:{self.reviews}:{self.key}"
