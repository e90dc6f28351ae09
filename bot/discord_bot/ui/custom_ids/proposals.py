"""The `custom_id`s of terms that members propose for their server's glossary. All begin with "glossary:".

As in those of the glossary, the numbers are those of the server in which a component is pressed.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.glossary import NUMBER
from bot.discord_bot.ui.custom_ids.record import CustomId, with_text


@dataclass(frozen=True, slots=True)
class ProposeTerm(CustomId):
    """A button: show the form for a proposal, in which a name may stand already; and that form, without the name."""

    name: str = ""

    TEMPLATE = r"glossary:propose:(?P<name>(?s:.*))"

    def encode(self) -> str:
        """Such as "glossary:propose:bed nine"; a name that is too long is left out."""
        return with_text("glossary:propose:", self.name)


@dataclass(frozen=True, slots=True)
class ShowProposals(CustomId):
    """A button: show a page of the open proposals, counted from zero."""

    at: int

    TEMPLATE = rf"glossary:proposals:(?P<at>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:proposals:0"."""
        return f"glossary:proposals:{self.at}"


@dataclass(frozen=True, slots=True)
class ShowMyProposals(CustomId):
    """A button: show the proposals of whoever presses it."""

    TEMPLATE = r"glossary:my-proposals"

    def encode(self) -> str:
        """Always "glossary:my-proposals"."""
        return "glossary:my-proposals"


@dataclass(frozen=True, slots=True)
class ShowProposal(CustomId):
    """A button: show a proposal."""

    number: int

    TEMPLATE = rf"glossary:proposal:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:proposal:7"."""
        return f"glossary:proposal:{self.number}"


@dataclass(frozen=True, slots=True)
class ApproveProposal(CustomId):
    """A button: add the term of a proposal to the glossary."""

    number: int

    TEMPLATE = rf"glossary:approve:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:approve:7"."""
        return f"glossary:approve:{self.number}"


@dataclass(frozen=True, slots=True)
class EditProposal(CustomId):
    """A button: show the form in which a proposal is edited before it is approved; and that form."""

    number: int

    TEMPLATE = rf"glossary:edit-proposal:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:edit-proposal:7"."""
        return f"glossary:edit-proposal:{self.number}"


@dataclass(frozen=True, slots=True)
class RefuseProposal(CustomId):
    """A button: show the form for the reason why a proposal is refused; and that form."""

    number: int

    TEMPLATE = rf"glossary:refuse:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:refuse:7"."""
        return f"glossary:refuse:{self.number}"
