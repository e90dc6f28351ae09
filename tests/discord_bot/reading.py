"""A message as someone in front of it sees it, read from its components."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from discord_bot.body_checks import BUTTON, SELECT, TEXT, walk

Json = dict[str, Any]

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
MASKED_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(<([^>]*)>\)")
SOURCE_LINE = re.compile(r"-# (?:From|De) .+, .+, \d{4}$")
# Where definitions share one text, a blank line stands before the source of each.
BEFORE_SOURCE = re.compile(r"\n\n(?=-# (?:From|De) .+, .+, \d{4}$)", re.MULTILINE)
SUBTEXT = re.compile(r"^-# ", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """The texts and components of a page, as people see them."""

    components: list[Json]

    @property
    def texts(self) -> list[str]:
        """The texts from top to bottom, as sent."""
        return [part["content"] for part in walk(self.components) if part["type"] == TEXT]

    @property
    def text(self) -> str:
        """All text, as read: links by their words, escapes resolved."""
        return as_read("\n".join(self.texts))

    @property
    def heading(self) -> str:
        """The heading, as read."""
        return as_read(self.texts[0].splitlines()[0].removeprefix("## "))

    @property
    def buttons(self) -> list[Json]:
        """The buttons that do something in Discord."""
        return [part for part in walk(self.components) if part["type"] == BUTTON and "url" not in part]

    @property
    def links(self) -> dict[str, str]:
        """The link buttons: label and address."""
        return {part["label"]: part["url"] for part in walk(self.components) if "url" in part}

    @property
    def sites(self) -> dict[str, str]:
        """The links of the line with the search pages of other sites: words and address."""
        lines = (line for text in self.texts for line in text.splitlines())
        found = next((line for line in lines if "https://www.wordnik.com/" in line), "")
        return {as_read(words): address for words, address in MASKED_LINK.findall(found)}

    def button(self, label: str) -> Json:
        """The one button that says this."""
        (found,) = [button for button in self.buttons if button["label"] == label]
        return found

    def menu(self, name: str) -> Json:
        """The menu with this name."""
        (found,) = [part for part in self.menus if part["custom_id"] == f"open:{name}"]
        return found

    def options(self, name: str) -> dict[str, str]:
        """Return the options of a menu: label and value."""
        return {option["label"]: option["value"] for option in self.menu(name)["options"]}

    @property
    def menus(self) -> list[Json]:
        """All menus."""
        return [part for part in walk(self.components) if part["type"] == SELECT]

    @property
    def definitions(self) -> list[str]:
        """The definitions, or the parts of one, that stand on this page, as read and without their source lines."""
        parts = [part for text in self.texts for part in BEFORE_SOURCE.split(text)]
        lines = [part.split("\n") for part in parts]
        sourced = [each for each in lines if any(map(SOURCE_LINE.match, each))]
        return [as_read("\n".join(line for line in each if not SOURCE_LINE.match(line))) for each in sourced]

    @property
    def cited(self) -> list[tuple[str, str | None]]:
        """The source lines: as read, and the address that they link to."""
        lines = [line for text in self.texts for line in text.splitlines()]
        found = [line for line in lines if SOURCE_LINE.match(line)]
        return [(as_read(line), next((url for _, url in MASKED_LINK.findall(line)), None)) for line in found]


def as_read(markdown: str) -> str:
    """Return Markdown without what Discord hides: link addresses, small-print marks, escapes, invisible spaces."""
    shown = SUBTEXT.sub("", MASKED_LINK.sub(r"\1", markdown))
    return ESCAPED.sub(r"\1", shown).replace("\N{ZERO WIDTH SPACE}", "")


def live_markdown(markdown: str) -> list[str]:
    """Return all in a text that Discord would act on: formatting, mentions, links, emoji, signs at the start
    of a line.
    """
    unescaped = ESCAPED.sub("·", markdown)
    signs = r"[*_~|`<\[\]]|@everyone|@here|:[\w+-]+:|\w+://|^\s*(?:[>#+-]|\d+[.)])"
    return re.findall(signs, unescaped, re.MULTILINE)


def without_space(texts: Iterable[str]) -> str:
    """Texts run together without white space and without the marks of a text that is continued."""
    return re.sub(r"[\s…]+", "", "".join(texts))
