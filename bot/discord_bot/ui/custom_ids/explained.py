"""The `custom_id`s of the form of `/explain`, and of what its pages can do."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.record import CustomId


@dataclass(frozen=True, slots=True)
class ExplainText(CustomId):
    """A button: show the form in which somebody pastes a text; and that form."""

    TEMPLATE = r"explain-text"

    def encode(self) -> str:
        """Always "explain-text"."""
        return "explain-text"


@dataclass(frozen=True, slots=True)
class ShowMeaning(CustomId):
    """A button below a quoted text: show the meaning of its term `number` (from zero), whose senses count as one."""

    number: int

    TEMPLATE = r"meaning:(?P<number>[0-9]{1,3})"

    def encode(self) -> str:
        """Such as "meaning:12"."""
        return f"meaning:{self.number}"


@dataclass(frozen=True, slots=True)
class ChooseMeaning(CustomId):
    """Menu `number` (from zero) below a quoted text: show the meaning of the chosen term."""

    number: int

    TEMPLATE = r"meanings:(?P<number>[0-9])"

    def encode(self) -> str:
        """Such as "meanings:0"."""
        return f"meanings:{self.number}"
