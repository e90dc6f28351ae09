"""The start tags of one element throughout an XML file, without building a tree.

This is for properties of a file that are needed before it is read: a second lexicon begins after the hundred
megabytes of the first. Only files in UTF-8 and encodings with the same ASCII are searched, comments included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 18
MAX_TAG = 1 << 16
# "<" cannot occur in a tag, not even in the value of an attribute (XML 1.0, 3.1), so that a match never goes beyond
# the next one.
TAG = rb"<%s(?=[\s/>])((?:[^\"'<>]|\"[^\"<]*\"|'[^'<]*')*+)>"
ATTRIBUTE = rb"\s%s\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"


def start_tags(beginning: bytes, stream: BinaryIO, element: str) -> Iterator[bytes]:
    """Yield the content of each start tag of an element, after its name: first those in `beginning`, then those in
    the rest of the stream.
    """
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
    """The tag at the end of a chunk that continues in the next; empty if there is none."""
    at = text.rfind(b"<")
    return text[at:] if at >= 0 and len(text) - at < MAX_TAG and not pattern.match(text, at) else b""


def attribute(tag: bytes, name: str) -> str | None:
    """Return the value of an attribute in a start tag, with references ("&amp;") unresolved; None if the tag does not
    have it.
    """
    found = re.search(ATTRIBUTE % name.encode(), tag)
    return (found[1] if found[1] is not None else found[2]).decode(errors="replace").strip() if found else None
