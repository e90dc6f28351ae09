"""Convert publishers' HTML to plain lines for a small screen.

A paragraph becomes a line, a list item a line that begins with its mark, and a heading a line of its own after an
empty one. So no text runs into the next, and no full stop is added that the publisher did not write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import lxml.html
from lxml import etree

from bot.sources.formats.readers.xml_stream import local_name

# Elements that begin and end a line of their own (https://html.spec.whatwg.org/, 15.3 "Rendering"); a table row is
# one line.
BLOCKS = frozenset(
    "address article blockquote caption dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li ol p pre "
    "section table tbody tfoot thead tr ul".split()
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LISTS = frozenset({"ol", "ul"})
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset({"script", "style"})
BETWEEN_CELLS = "; "
BULLET = "• "
INDENT = "  "
QUESTION = "?"
# Unicode's line separator, which `split` treats as white space, and which no publisher's text contains.
LINE_BREAK = "\u2028"
# "10<sup>9</sup>" is not 109.
RAISED = {
    "sup": dict(zip("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻", strict=True)),
    "sub": dict(zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋", strict=True)),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text: the tag of its element, the mark and indent from its list, and whether the element has a
    class or style of its own.
    """

    text: str
    tag: str = "p"
    mark: str = ""
    is_styled: bool = False


@dataclass(slots=True)
class _List:
    """An open list: the number of its items so far, and whether they are numbered."""

    is_numbered: bool
    items: int = 0

    def next_mark(self) -> str:
        self.items += 1
        return f"{self.items}. " if self.is_numbered else BULLET


@dataclass(slots=True)
class _Walk:
    """The state of a walk through the elements: open blocks, open lists, the text since the last block, the mark for
    the next one.
    """

    blocks: list[etree._Element] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    mark: str = ""


def parsed_html(html: str) -> etree._Element:
    """Parse HTML into an element that contains all of it; comments are dropped and nothing is loaded."""
    parser = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    return lxml.html.fragment_fromstring(html, create_parent="div", parser=parser)


def embedded_html(element: etree._Element | None) -> etree._Element | None:
    """Return the HTML in an XML element, as elements or escaped; None if it has no text."""
    if element is None or not "".join(element.itertext()).strip():
        return None
    return element if len(element) else parsed_html(element.text or "")


def blocks(root: etree._Element | None) -> list[Block]:
    """Return the blocks of a document, without empty ones."""
    if root is None:
        return []
    walk = _Walk()
    found: list[Block] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = local_name(element)
        if tag in BLOCKS or element is root:
            found += _flushed(walk, root)
        if event == "start":
            _enter(walk, element, tag)
        else:
            _leave(walk, tag)
            walk.text.append((element.tail or "") if element is not root else "")
    return found


def _enter(walk: _Walk, element: etree._Element, tag: str) -> None:
    if tag in BLOCKS:
        walk.blocks.append(element)
    if tag in LISTS:
        walk.lists.append(_List(is_numbered=tag == "ol"))
    if tag == "li" and walk.lists:
        walk.mark = INDENT * (len(walk.lists) - 1) + walk.lists[-1].next_mark()
    if tag in CELLS and any(map(str.strip, walk.text)):
        walk.text.append(BETWEEN_CELLS)
    walk.text.append("" if tag in UNSEEN else _raised(tag, element.text or ""))


def _leave(walk: _Walk, tag: str) -> None:
    if tag in BLOCKS:
        walk.blocks.pop()
    if tag in LISTS:
        walk.lists.pop()
    if tag == "li":
        walk.mark = ""
    if tag == "br":
        walk.text.append(LINE_BREAK)


def _flushed(walk: _Walk, root: etree._Element) -> Iterator[Block]:
    """The text since the last block, if there is any: one block for each of its lines."""
    lines = [" ".join(line.split()) for line in "".join(walk.text).split(LINE_BREAK)]
    walk.text.clear()
    element = walk.blocks[-1] if walk.blocks else root
    for line in filter(None, lines):
        is_styled = element.get("class") is not None or element.get("style") is not None
        inside = walk.mark or INDENT * len(walk.lists)
        yield Block(line, local_name(element), inside, is_styled)
        walk.mark = ""


def _raised(tag: str, text: str) -> str:
    """The text of an element, with Unicode's superscript or subscript digits if it is <sup> or <sub>."""
    characters = RAISED.get(tag, {})
    if not text or not all(character in characters for character in text):
        return text
    return "".join(characters[character] for character in text)


def lines(text: Sequence[Block]) -> str:
    """Return blocks as lines, with an empty line before each heading.

    A question that begins the text ("What is asthma?") is left out, because the page's headword says it. So is a
    heading without text after it.
    """
    return "\n".join(_lines(_without_idle_headings(text)))


def _without_idle_headings(text: Sequence[Block]) -> Iterator[Block]:
    last = max((at for at, block in enumerate(text) if block.tag not in HEADINGS), default=-1)
    for at, block in enumerate(text):
        is_heading = block.tag in HEADINGS
        opens = at == 0 and block.text.endswith(QUESTION)
        if not is_heading or (at < last and not opens):
            yield block


def _lines(text: Iterable[Block]) -> Iterator[str]:
    for at, block in enumerate(text):
        if at and block.tag in HEADINGS:
            yield ""
        yield block.mark + block.text


def links(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    """Yield the text and the address of each link of a document that has both."""
    for element in () if root is None else root.iter("a", "{*}a"):
        words, address = " ".join("".join(element.itertext()).split()), element.get("href", "").strip()
        if words and address:
            yield words, address
