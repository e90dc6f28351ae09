"""A page as data: title, body, buttons and footer. The renderer makes Discord's components of it.

A page is some fifty records. They are msgspec's, which are made ten times as fast as frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct, field

from bot.discord_bot.limits import MAX_COMPONENTS, MAX_PAGE_TEXT
from bot.discord_bot.ui.translation import _


def disclaimer() -> str:
    """The sentence at the foot of every page."""
    return _(
        "Not medical advice. Sources may disagree or be out of date. "
        "For anything about your own health, ask a doctor, nurse or pharmacist."
    )


def small_print(line: str) -> str:
    """A line in Discord's small print."""
    return f"-# {line}"


class Style(StrEnum):
    """The color of a button, by the name that discord.py has for it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    DANGER = "danger"


class Size(Struct, frozen=True):
    """Characters of text, and number of components."""

    text: int = 0
    components: int = 0

    def __add__(self, other: Size) -> Size:
        """Both together."""
        return Size(self.text + other.text, self.components + other.components)

    def __sub__(self, other: Size) -> Size:
        """The room that is left beside `other`."""
        return Size(self.text - other.text, self.components - other.components)

    def fits(self, budget: Size) -> bool:
        """Return True if neither the text nor the components exceed the budget."""
        return self.text <= budget.text and self.components <= budget.components


# The room in a message.
BUDGET = Size(MAX_PAGE_TEXT, MAX_COMPONENTS)


class Text(Struct, frozen=True):
    """A paragraph in Markdown."""

    content: str

    @property
    def size(self) -> Size:
        """Its characters, and one component."""
        return Size(len(self.content), 1)


class Separator(Struct, frozen=True):
    """A thin line between parts; a gap if it is not `visible`."""

    visible: bool = True

    @property
    def size(self) -> Size:
        """One component."""
        return Size(0, 1)


LINE = Separator()
GAP = Separator(visible=False)


class Button(Struct, frozen=True):
    """A button. It has either a `custom_id` or the `url` that it links to; `emoji` stands before its label."""

    label: str
    custom_id: str | None = None
    url: str | None = None
    style: Style = Style.SECONDARY
    emoji: str | None = None
    disabled: bool = False


class Row(Struct, frozen=True):
    """A row of buttons."""

    buttons: tuple[Button, ...]

    @property
    def size(self) -> Size:
        """The row and its buttons."""
        return Size(0, 1 + len(self.buttons))


class Section(Struct, frozen=True):
    """A paragraph in Markdown with a button to the right of it."""

    content: str
    button: Button

    @property
    def size(self) -> Size:
        """The section, its text and its button."""
        return Size(len(self.content), 3)


class Picture(Struct, frozen=True):
    """A picture at a web address, and a text that says what it shows, for those who do not see it."""

    address: str
    description: str | None = None


class Gallery(Struct, frozen=True):
    """Pictures that are shown in place."""

    pictures: tuple[Picture, ...]

    @property
    def size(self) -> Size:
        """One component; Discord does not count the pictures, nor their descriptions as text."""
        return Size(0, 1)


class Option(Struct, frozen=True):
    """A choice of a menu: its value, and what is shown; `default` marks the one that is chosen at first."""

    value: str
    label: str
    description: str | None = None
    default: bool = False


class Menu(Struct, frozen=True):
    """A menu in a row of its own, in which between `least` and `most` options are chosen."""

    custom_id: str
    placeholder: str | None
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1

    @property
    def size(self) -> Size:
        """The row and the menu."""
        return Size(0, 2)


class Listed(StrEnum):
    """What Discord lists in a menu: the channels that people can write in, those that a bot can post in, or the roles
    of the server.
    """

    CHANNELS = "channels"
    POSTABLE = "postable"
    ROLES = "roles"


class ServerMenu(Struct, frozen=True):
    """A menu that Discord fills with what the server has, in a row of its own. `chosen` are the ids of what is chosen
    at first, at most `most`.
    """

    custom_id: str
    placeholder: str | None
    listed: Listed
    chosen: tuple[int, ...] = ()
    most: int = 1

    @property
    def size(self) -> Size:
        """The row and the menu."""
        return Size(0, 2)


Part = Text | Separator | Row | Section | Gallery | Menu | ServerMenu


class Page(Struct, frozen=True):
    """A page, from top to bottom: the title in Markdown, the body, a row of buttons, and lines of small print.

    `takes_share_button` is False if the button that shows the page to everyone, or deletes it, is in the body
    already, or if there is nothing to share.
    """

    title: str
    body: tuple[Part, ...] = ()
    buttons: tuple[Button, ...] = ()
    footer: tuple[str, ...] = field(default_factory=lambda: (disclaimer(),))
    takes_share_button: bool = True

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts in order. A gap separates the buttons from a row or menu above them."""
        parts: list[Part] = [Text(self.title), *self.body]
        if self.buttons:
            parts += [*([GAP] if isinstance(parts[-1], Row | Menu | ServerMenu) else []), Row(self.buttons)]
        if self.footer:
            parts.append(Text("\n".join(map(small_print, self.footer))))
        return tuple(parts)

    @property
    def size(self) -> Size:
        """The size of all parts and of the container around them."""
        return size_of(self.parts) + Size(components=1)


def size_of(parts: Iterable[Part]) -> Size:
    """The size of several parts together."""
    return sum((part.size for part in parts), Size())
