"""Divides long entries and lists into pages, without leaving anything out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.markdown import outside_escape, plain
from bot.lexicon.model import Definition

# Characters of a page of several definitions: two screens of a phone.
COMFORTABLE_TEXT = 2_000
SENTENCE_END = re.compile(r"(?<=[.;!?])\s+")
WORD_END = re.compile(r"\s+")
NO_SPACE = re.compile(r"\S")
CONTINUES = " …"
CONTINUED = "… "


@dataclass(frozen=True, slots=True)
class Block:
    """A definition, or a part of a long one, as it is on a page: the source line and the text below it."""

    text: str

    def __len__(self) -> int:
        return len(self.text)


def pages(
    definitions: Iterable[Definition], max_text: int, max_blocks: int, further: Iterable[Block] = ()
) -> list[list[Block]]:
    """The definitions as blocks, followed by `further` blocks, on pages of at most `max_text` characters and
    `max_blocks` blocks.

    A definition that fits on one page is never divided. A longer one is continued on the next page.
    """
    filled: list[list[Block]] = [[]]
    for block in chain(chain.from_iterable(_blocks(each, max_text) for each in definitions), further):
        text = sum(map(len, filled[-1])) + len(block)
        is_full = len(filled[-1]) == max_blocks or text > min(max_text, COMFORTABLE_TEXT)
        if filled[-1] and is_full:
            filled.append([])
        filled[-1].append(block)
    return filled


def beginning(definition: Definition, max_text: int) -> str:
    """A definition below its source line: the whole text, or, of one with more than `max_text` characters,
    the beginning, up to the end of a sentence if possible, and `CONTINUES`.
    """
    text = plain(definition.text.strip())
    first = next(_parts(text, max_text), "")
    return f"{source_line(definition)}\n{first}" + (CONTINUES if len(first) < len(text) else "")


def page_count(count: int, per_page: int) -> int:
    """The number of pages that `count` things take with `per_page` of them on each; at least one."""
    return max(1, -(-count // per_page))


def in_pages(lines: Sequence[str], max_text: int) -> list[list[str]]:
    """Lines on pages of at most `max_text` characters, with at least one line on each."""
    divided: list[list[str]] = [[]]
    for each in lines:
        if divided[-1] and sum(map(len, divided[-1])) + len(divided[-1]) + len(each) > max_text:
            divided.append([])
        divided[-1].append(each)
    return divided


@dataclass(frozen=True, slots=True)
class ListPage:
    """Page `number` (from zero) of the `pages` pages of a list, as text; empty if the list is."""

    text: str
    number: int
    pages: int


def list_page(lines: Sequence[tuple[str, str]], number: int, max_text: int) -> ListPage:
    """Page `number` of a list whose lines each stand below a heading, or the last page if there are fewer. A heading
    stands above its first line on each page; an empty one is left out.
    """
    divided = in_pages([line for _heading, line in lines], max_text)
    number = min(number, len(divided) - 1)
    first = sum(map(len, divided[:number]))
    shown = groupby(lines[first : first + len(divided[number])], key=lambda line: line[0])
    groups = (([f"### {heading}"] if heading else []) + [line for _heading, line in group] for heading, group in shown)
    return ListPage("\n".join(chain.from_iterable(groups)), number, len(divided))


def _blocks(definition: Definition, max_text: int) -> Iterator[Block]:
    line = source_line(definition)
    parts = list(_parts(plain(definition.text.strip()), max_text - len(f"{CONTINUED}{CONTINUES}\n{line}")))
    for number, part in enumerate(parts, start=1):
        beginning = CONTINUED if number > 1 else ""
        end = CONTINUES if number < len(parts) else ""
        yield Block(f"{line}\n{beginning}{part}{end}")


def _parts(text: str, max_text: int) -> Iterator[str]:
    """Text in parts of at most `max_text` characters, cut between sentences, else between words, else anywhere."""
    start = 0
    while len(text) - start > max_text:
        window = text[start : start + max_text]
        cut = _last_cut(window, max_text)
        yield window[:cut].rstrip()
        rest = NO_SPACE.search(text, start + cut)
        start = rest.start() if rest else len(text)
    if start < len(text):
        yield text[start:]


def _last_cut(text: str, max_text: int) -> int:
    """The last good place to cut within `max_text`. A place in the first half is not good: the page would
    look empty.
    """
    for pattern in (SENTENCE_END, WORD_END):
        last = max((end.start() for end in pattern.finditer(text, 0, max_text)), default=0)
        if last > max_text // 2:
            return last
    return outside_escape(text, max_text)
