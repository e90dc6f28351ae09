"""The start tags of one element throughout an XML file, without building the tree that they belong to.

This is for what has to be known of a file before it is read: a second lexicon begins after the hundred
megabytes of the first. Only files in UTF-8 and its kin are searched; comments are not told from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 18
MAX_TAG = 1 << 16
# "<" stands nowhere in a tag, not even in the value of an attribute (XML 1.0, 3.1): a search never goes
# beyond the next one.
TAG = rb"<%s(?=[\s/>])((?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*+)>"
ATTRIBUTE = rb"\s%s\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"


def start_tags(beginning: bytes, stream: BinaryIO, element: str) -> Iterator[bytes]:
    """What stands in each start tag of an element, after its name: in the beginning, then in the rest of the stream."""
    pattern = re.compile(TAG % element.encode())
    text = beginning
    while True:
        for tag in pattern.finditer(text):
            yield tag[1]
        chunk = stream.read(CHUNK)
        if not chunk:
            return
        text = _unfinished(pattern, text) + chunk


def _unfinished(pattern: re.Pattern[bytes], text: bytes) -> bytes:
    """The tag at the end of a piece of text that goes on in the next; nothing where there is none."""
    at = text.rfind(b"<")
    return text[at:] if at >= 0 and len(text) - at < MAX_TAG and not pattern.match(text, at) else b""


def attribute(tag: bytes, name: str) -> str | None:
    """The value of an attribute in a start tag; None where it has none. References in it ("&amp;") stay as they are."""
    found = re.search(ATTRIBUTE % name.encode(), tag)
    return (found[1] if found[1] is not None else found[2]).decode(errors="replace").strip() if found else None
