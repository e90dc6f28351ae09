"""The `custom_id`s of a server's glossary, but for those of proposals. All begin with "glossary:".

The numbers in them are those of terms and changes of the server in which a component is pressed: no
`custom_id` names a server, so one that is copied elsewhere leads to nothing of its first server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from bot.discord_bot.ui.custom_ids.record import CustomId, with_text

NUMBER = r"[0-9]{1,10}"
IMPORT = r"[\w-]{1,64}"


class TermLink(StrEnum):
    """A kind of link from a term to an entry."""

    PARENTS = "parents"
    SEE_ALSO = "see-also"
    ADDS_TO = "adds-to"


class PlanPart(StrEnum):
    """The rows of an import that would be added, changed, left as they are, and refused."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


LINKS, PARTS = "|".join(TermLink), "|".join(PlanPart)


@dataclass(frozen=True, slots=True)
class ListTerms(CustomId):
    """A button: show a page of the list of terms, counted from zero."""

    at: int

    TEMPLATE = rf"glossary:list:(?P<at>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:list:3"."""
        return f"glossary:list:{self.at}"


@dataclass(frozen=True, slots=True)
class ShowTerm(CustomId):
    """A button: show a term, with what can be done with it."""

    number: int

    TEMPLATE = rf"glossary:term:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:term:36"."""
        return f"glossary:term:{self.number}"


@dataclass(frozen=True, slots=True)
class AddTerm(CustomId):
    """A button: show the form for a new term, in which a name may stand already; and that form, without the name."""

    name: str = ""

    TEMPLATE = r"glossary:add:(?P<name>(?s:.*))"

    def encode(self) -> str:
        """Such as "glossary:add:bed nine"; a name that is too long is left out."""
        return with_text("glossary:add:", self.name)


@dataclass(frozen=True, slots=True)
class EditTerm(CustomId):
    """A button: show the form to edit a term; and that form. `seen` is when the term in the form was last changed, in
    microseconds since 1970, and 0 on the button.
    """

    number: int
    seen: int = 0

    TEMPLATE = rf"glossary:edit:(?P<number>{NUMBER}):(?P<seen>[0-9]{{1,17}})"

    def encode(self) -> str:
        """Such as "glossary:edit:36:0"."""
        return f"glossary:edit:{self.number}:{self.seen}"


@dataclass(frozen=True, slots=True)
class EditLinks(CustomId):
    """A button: show the form for the links of a term; and that form. `seen` is as in `EditTerm`."""

    number: int
    seen: int = 0

    TEMPLATE = rf"glossary:links:(?P<number>{NUMBER}):(?P<seen>[0-9]{{1,17}})"

    def encode(self) -> str:
        """Such as "glossary:links:36:0"."""
        return f"glossary:links:{self.number}:{self.seen}"


@dataclass(frozen=True, slots=True)
class ChooseLink(CustomId):
    """A menu whose option values are keys of entries: link a term to the chosen one. `menu` distinguishes several menus
    of one message.
    """

    number: int
    link: TermLink
    menu: int = 0

    TEMPLATE = rf"glossary:link:(?P<number>{NUMBER}):(?P<link>{LINKS}):(?P<menu>[0-9]{{1,2}})"

    def encode(self) -> str:
        """Such as "glossary:link:36:see-also:0"."""
        return f"glossary:link:{self.number}:{self.link}:{self.menu}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the term, the kind of link and the number of the menu."""
        return cls(int(match["number"]), TermLink(match["link"]), int(match["menu"]))


@dataclass(frozen=True, slots=True)
class MakeNote(CustomId):
    """A button: make a term a note on the entry with this key."""

    number: int
    key: str

    TEMPLATE = rf"glossary:note:(?P<number>{NUMBER}):(?P<key>.+)"

    def encode(self) -> str:
        """Such as "glossary:note:36:asthma"."""
        return f"glossary:note:{self.number}:{self.key}"


@dataclass(frozen=True, slots=True)
class AskToRemoveTerm(CustomId):
    """A button: ask whether a term is to be removed."""

    number: int

    TEMPLATE = rf"glossary:ask-remove:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:ask-remove:36"."""
        return f"glossary:ask-remove:{self.number}"


@dataclass(frozen=True, slots=True)
class RemoveTerm(CustomId):
    """A button: remove a term."""

    number: int

    TEMPLATE = rf"glossary:remove:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:remove:36"."""
        return f"glossary:remove:{self.number}"


@dataclass(frozen=True, slots=True)
class ShowHistory(CustomId):
    """A button: show a page of the changes, counted from zero."""

    at: int

    TEMPLATE = rf"glossary:history:(?P<at>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:history:0"."""
        return f"glossary:history:{self.at}"


@dataclass(frozen=True, slots=True)
class UndoChange(CustomId):
    """A button on a page of the changes: undo the change with this number."""

    number: int

    TEMPLATE = rf"glossary:undo:(?P<number>{NUMBER})"

    def encode(self) -> str:
        """Such as "glossary:undo:12"."""
        return f"glossary:undo:{self.number}"


@dataclass(frozen=True, slots=True)
class ShowImport(CustomId):
    """A button: show a page, counted from zero, of some rows of a waiting import."""

    token: str
    part: PlanPart
    at: int = 0
    # Distinguishes two buttons that lead to the same page.
    button: int = 0

    TEMPLATE = rf"glossary:import:(?P<token>{IMPORT}):(?P<part>{PARTS}):(?P<at>{NUMBER}):(?P<button>[0-9])"

    def encode(self) -> str:
        """Such as "glossary:import:f3a9:refused:0:0"."""
        return f"glossary:import:{self.token}:{self.part}:{self.at}:{self.button}"

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Read the import, the rows and the page."""
        return cls(match["token"], PlanPart(match["part"]), int(match["at"]), int(match["button"]))


@dataclass(frozen=True, slots=True)
class ApplyImport(CustomId):
    """A button: apply a waiting import."""

    token: str

    TEMPLATE = rf"glossary:apply:(?P<token>{IMPORT})"

    def encode(self) -> str:
        """Such as "glossary:apply:f3a9"."""
        return f"glossary:apply:{self.token}"


@dataclass(frozen=True, slots=True)
class CancelImport(CustomId):
    """A button: forget a waiting import."""

    token: str

    TEMPLATE = rf"glossary:cancel:(?P<token>{IMPORT})"

    def encode(self) -> str:
        """Such as "glossary:cancel:f3a9"."""
        return f"glossary:cancel:{self.token}"
