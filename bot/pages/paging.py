"""Dividing a long entry into pages without leaving anything out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.lexicon.model import Definition
from bot.pages.markdown import link, plain

# All text of a message together (https://discord.com/developers/docs/components/reference#text-display): 4,000 characters.
MOST_TEXT = 4_000
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
CONTINUES = " …"
CONTINUED = "… "


@dataclass(frozen=True, slots=True)
class Block:
    """One definition, or one part of a long one, as it stands on a page: the text and the source line below it."""

    text: str

    def __len__(self) -> int:
        return len(self.text)


def source_line(definition: Definition) -> str:
    """Title, publisher and year of a definition, linking to the publisher's page for that very record."""
    title = plain(definition.title)
    cited = link(title, definition.url) if definition.url else title
    return f"-# {cited} · {plain(definition.publisher)} · {definition.year}"


def pages(definitions: tuple[Definition, ...], room: int) -> list[list[Block]]:
    """The definitions as blocks on pages of at most `room` characters; a definition longer than a page is continued."""
    filled: list[list[Block]] = [[]]
    used = 0
    for block in (part for definition in definitions for part in _blocks(definition, room)):
        if filled[-1] and used + len(block) > room:
            filled.append([])
            used = 0
        filled[-1].append(block)
        used += len(block)
    return filled


def _blocks(definition: Definition, room: int) -> Iterator[Block]:
    line = source_line(definition)
    parts = list(_parts(plain(definition.text), room - len(line) - len(CONTINUES) - len(CONTINUED) - 1))
    for number, part in enumerate(parts, start=1):
        beginning = CONTINUED if number > 1 else ""
        end = CONTINUES if number < len(parts) else ""
        yield Block(f"{beginning}{part}{end}\n{line}")


def _parts(text: str, room: int) -> Iterator[str]:
    """Text in parts of at most `room` characters, cut between sentences, else between words, else anywhere."""
    while len(text) > room:
        cut = _last_cut(text, room)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def _last_cut(text: str, room: int) -> int:
    sentence = max((end.start() for end in SENTENCE_END.finditer(text, 0, room)), default=0)
    word = text.rfind(" ", 0, room)
    cut = sentence if sentence > room // 2 else word if word > 0 else room
    return cut - 1 if text[cut - 1] == "\\" else cut
