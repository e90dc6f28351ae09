"""Read XML files of any size, one record at a time.

Entities, external definitions, the network and libxml2's "huge" texts are disabled, so that a file can neither
exhaust memory nor read the host's files (OWASP, XML External Entity Prevention). Each record is freed after it is
read, so that memory does not grow with the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from lxml import etree

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.opening import damage_errors, members
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition

CHUNK = 1 << 16
DOCTYPE_WITHIN = 4096


@dataclass(frozen=True, slots=True)
class XmlLayout:
    """The layout of a publisher's XML.

    `title` is its name in messages, `roots` the elements that it may begin with, `records` the elements that are read
    one by one, `remedy` what to do when a file is something else or not whole. With `any_root` a file that begins
    with another element is read, too, if it has a record. Names are without namespace; a record of any namespace is
    "{*}name". With `has_neighbors` the publisher's archive has other files, too, which are skipped.
    """

    title: str
    roots: tuple[str, ...]
    records: tuple[str, ...]
    remedy: str
    any_root: bool = False
    has_neighbors: bool = False


# The result of one element: a record, several, or none.
Outcome = Concept | BrokenRecord | list[Concept | BrokenRecord] | None
Read = Callable[[etree._Element], Outcome]  # noqa: SLF001 (the only name that lxml's types have for it)


def records(path: Path, layout: XmlLayout, read: Read) -> Iterator[Concept | BrokenRecord]:
    """Yield the results of `read` for each record of all files at a path, in their order; it returns None to skip
    one.

    A record that uses an entity of its own is broken: the entity is not resolved. Raises DataError when a file has
    another root, ends in the middle or cannot be read.
    """
    for name, stream in wanted_members(path, layout):
        with damage_errors(path):
            try:
                yield from _records(name, stream, layout, read)
            except etree.XMLSyntaxError as error:
                raise DataError(
                    f"The file {name} is not whole XML of {layout.title}: {reason(error)}.", layout.remedy
                ) from error


def wanted_members(path: Path, layout: XmlLayout) -> Iterator[tuple[str, BinaryIO]]:
    """Yield each file at a path as `members` does, but if the layout has neighbors, without those of an archive or
    folder with another root.

    Raises DataError when none is left, and as `members` does.
    """
    found = False
    for name, stream in members(path):
        is_alone = not layout.has_neighbors or name == str(path)
        if is_alone or _has_root(cast(BufferedReader, stream), layout):
            found = True
            yield name, stream
    if not found:
        raise DataError(f"{path} holds no file of {layout.title}.", layout.remedy)


def _has_root(stream: BufferedReader, layout: XmlLayout) -> bool:
    root = first_element(stream.peek(CHUNK))
    return root is not None and root.tag in layout.roots


def _records(name: str, stream: BinaryIO, layout: XmlLayout, read: Read) -> Iterator[Concept | BrokenRecord]:
    parser = _parser("end", layout.records)
    chunk = stream.read(CHUNK)
    root = _refuse_other_root(name, chunk, layout)
    has_record = root in layout.roots
    while chunk:
        parser.feed(chunk)
        for _, element in parser.read_events():
            has_record = True
            outcome = _hidden_text(element) or read(element)
            if isinstance(outcome, list):
                yield from outcome
            elif outcome is not None:
                yield outcome
            _free(element)
        chunk = stream.read(CHUNK)
    parser.close()
    if not has_record:
        raise _other_file(name, root, layout)


def _parser(event: str, tags: tuple[str, ...] | str | None) -> etree.XMLPullParser:
    # Never with collect_ids=False: then lxml 6's feed parser loads the external definition in spite of
    # load_dtd=False.
    return etree.XMLPullParser(
        events=(event,),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_other_root(name: str, beginning: bytes, layout: XmlLayout) -> str:
    root = _first(beginning, None)
    tag = None if root is None else local_name(root)
    if tag is None or (not layout.any_root and tag not in layout.roots):
        raise _other_file(name, tag, layout)
    return tag


def _other_file(name: str, root: str | None, layout: XmlLayout) -> DataError:
    held = "no element" if root is None else f"<{root}>"
    expected = " or ".join(f"<{tag}>" for tag in layout.roots)
    return DataError(f"The file {name} is not {layout.title}: it holds {held}, not {expected}.", layout.remedy)


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _first(beginning: bytes, tag: str | None) -> etree._Element | None:
    parser = _parser("start", tag)
    parser.feed(beginning)
    return next((element for _, element in parser.read_events()), None)


def _hidden_text(element: etree._Element) -> BrokenRecord | None:
    entity = next(element.iter(etree.Entity), None)
    return None if entity is None else BrokenRecord(place(element), f"it uses the entity {entity.text}")


def _free(element: etree._Element) -> None:
    parent = element.getparent()
    element.clear()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def first_attributes(path: Path) -> Iterator[dict[str, str]]:
    """Return the attributes of the root of each file at a path that begins as XML."""
    return (dict(element.attrib) for element in first_elements(path))


def first_elements(path: Path, tag: str | None = None) -> Iterator[etree._Element]:
    """Yield the first element with this tag (by default the root), as far as it is near the beginning of its file,
    for each file at a path that begins as XML and has one there.
    """
    for _, stream in members(path):
        with damage_errors(path):
            beginning = stream.read(CHUNK)
        element = first_element(beginning, tag)
        if element is not None:
            yield element


def root_names(path: Path) -> Iterator[str]:
    """Return the name, without namespace, of the first element of each file at a path that begins as XML."""
    return map(local_name, first_elements(path))


def first_element(beginning: bytes, tag: str | None = None) -> etree._Element | None:
    """Return the first element with this tag (by default the root), with its attributes, of a file that begins with
    these bytes; None if it does not begin as XML or has none there.
    """
    try:
        return _first(beginning, tag)
    except etree.XMLSyntaxError:
        return None


def doctype_edition(path: Path, pattern: re.Pattern[bytes]) -> Edition | None:
    """Return the edition by the date in the address of the document type definition: `pattern` has groups for year,
    month and day. None if there is none.
    """
    for _, stream in members(path):
        with damage_errors(path):
            date = pattern.search(stream.read(DOCTYPE_WITHIN))
        if date:
            year, month, day = (int(part) for part in date.groups())
            return Edition(label=f"{year:04}-{month:02}-{day:02}", year=year)
    return None


def place(element: etree._Element) -> str:
    """Return the place of a record without an identifier, for messages."""
    return f"the <{element.tag}> in line {element.sourceline}"


def text(element: etree._Element | None) -> str:
    """Return all text inside an element on one line, single-spaced; "" if there is no element."""
    if element is None:
        return ""
    inside = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(inside.split())


def texts(element: etree._Element, path: str) -> Iterator[str]:
    """Yield the text of each element at a path, without empty ones."""
    return filter(None, map(text, element.iterfind(path)))
