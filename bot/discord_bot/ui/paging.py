"""Dividing a long entry into pages without leaving anything out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.discord_bot.ui import wording
from bot.discord_bot.ui.markdown import link, outside_escape, plain, plain_name
from bot.lexicon.model import Cited, Definition, review_of

# All text of a message together (https://discord.com/developers/docs/components/reference#text-display): 4,000 characters.
MOST_TEXT = 4_000
# A page that holds several definitions is not made longer than this: two screens of a phone.
COMFORTABLE = 2_000
LONGEST_TITLE = 120
# A license's own words and the name of whoever a publisher has a text from.
LONGEST_CREDIT = 240
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
WORD_END = re.compile(r"\s+")
CONTINUES = " …"
CONTINUED = "… "


@dataclass(frozen=True, slots=True)
class Block:
    """One definition, or one part of a long one, as it stands on a page: the text and the source line below it."""

    text: str

    def __len__(self) -> int:
        return len(self.text)


def source_line(definition: Cited, *, linked: bool = True) -> str:
    """Title, publisher and year of a definition or record, `linked` to the publisher's page for that very record, the credit that
    its licence asks for, and who reviewed it.
    """
    title, publisher = (plain_name(name, LONGEST_TITLE) for name in (definition.title, definition.publisher))
    credit = plain_name(definition.credit, LONGEST_CREDIT) if definition.credit else None
    parts = (
        link(title, definition.url if linked else None),
        publisher,
        str(definition.year),
        credit,
        _reviewed(definition),
    )
    return f"-# {' · '.join(filter(None, parts))}"


def _reviewed(cited: Cited) -> str | None:
    review = review_of(cited)
    return wording.reviewed(review, plain_name(review.by, LONGEST_TITLE)) if review else None


def pages(definitions: Iterable[Definition], room: int, most: int, further: Iterable[Block] = ()) -> list[list[Block]]:
    """The definitions as blocks, and further ones behind them, on pages of at most `room` characters and `most` blocks.

    A definition that fits on a page of its own is never divided; a longer one is continued on the next page.
    """
    filled: list[list[Block]] = [[]]
    for block in chain(chain.from_iterable(_blocks(each, room) for each in definitions), further):
        full = len(filled[-1]) == most or sum(map(len, filled[-1])) + len(block) > min(room, COMFORTABLE)
        if filled[-1] and full:
            filled.append([])
        filled[-1].append(block)
    return filled


def in_pages(lines: Sequence[str], most: int) -> list[list[str]]:
    """Lines on pages of at most so many characters; a page has one line at least."""
    divided: list[list[str]] = [[]]
    for each in lines:
        if divided[-1] and sum(map(len, divided[-1])) + len(divided[-1]) + len(each) > most:
            divided.append([])
        divided[-1].append(each)
    return divided


def _blocks(definition: Definition, room: int) -> Iterator[Block]:
    line = source_line(definition)
    parts = list(_parts(plain(definition.text.strip()), room - len(f"{CONTINUED}{CONTINUES}\n{line}")))
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
    if text:
        yield text


def _last_cut(text: str, room: int) -> int:
    """The last good place to cut; a place in the first half would leave a page that looks empty, and is not good."""
    for pattern in (SENTENCE_END, WORD_END):
        last = max((end.start() for end in pattern.finditer(text, 0, room)), default=0)
        if last > room // 2:
            return last
    return outside_escape(text, room)
