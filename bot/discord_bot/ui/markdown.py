"""Escapes text of publishers and members for Discord: nothing in it formats, links or pings.

Discord's formatting is described at https://support.discord.com/hc/en-us/articles/210298617, its mentions at
https://discord.com/developers/docs/reference#message-formatting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from bot.discord_bot.ui.translation import ngettext
from bot.terms.invisible import without_invisible

FORMATTING = re.compile(r"([\\*_~|`<\[\]])")
# Of a run of empty lines each is read once.
LINE_START = re.compile(r"^([^\S\n]*+)([>#+-]|\d++[.)])", re.MULTILINE)
# A colon makes an address a link ("https://…") and a word an emoji (":heart:").
LINK_OR_EMOJI = re.compile(r":(?=//|[\w+-]+:)")
MASS_MENTION = re.compile(r"@(?=everyone|here)")
BETWEEN_NAMES = ", "
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"

# Signs that may not stand between the angle brackets of a masked link, as RFC 3986 writes it.
UNSAFE_IN_ADDRESS = {ord(sign): f"%{ord(sign):02X}" for sign in '<>"\\^`{|} \t\r\n'}
# The names of publishers and the titles of sources are on every page.
MAX_CACHED_NAMES = 512
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
MAX_ADDRESS = 400


def plain(text: str) -> str:
    """Escape everything in a text that Discord would take for formatting, a mention, an emoji or a link, and remove
    what nobody sees.
    """
    text = without_invisible(text)
    if text.replace(" ", "").isalnum():  # most names
        return text
    escaped = FORMATTING.sub(r"\\\1", text)
    escaped = LINK_OR_EMOJI.sub(r"\\:", escaped)
    escaped = LINE_START.sub(_escape_line_start, escaped)
    return MASS_MENTION.sub(f"@{ZERO_WIDTH_SPACE}", escaped)


@lru_cache(maxsize=MAX_CACHED_NAMES)
def plain_name(name: str, max_length: int) -> str:
    """A name, or a longer text, on one line, escaped, in at most `max_length` characters."""
    return shortened(plain(" ".join(name.split())), max_length)


def _escape_line_start(match: re.Match[str]) -> str:
    """Escape the sign that makes a line a quotation, heading or list: a number's full stop, else the sign itself."""
    space, sign = match.groups()
    return f"{space}{sign[:-1]}\\{sign[-1]}"


def link(text: str, url: str | None) -> str:
    """A masked link; only the text if there is no address, or one that Discord does not link.

    The angle brackets keep round brackets in an address from ending it.
    """
    address = (url or "").translate(UNSAFE_IN_ADDRESS)
    usable = WEB_ADDRESS.match(address) and len(address) <= MAX_ADDRESS
    return f"[{text}](<{address}>)" if usable else text


def shortened(text: str, max_length: int) -> str:
    """Text (escaped or not) in at most `max_length` characters, cut between words if possible, with an ellipsis."""
    if len(text) <= max_length:
        return text
    word = text.rfind(" ", 0, max_length)
    return text[: outside_escape(text, word if word > max_length // 2 else max_length - 1)] + "…"


def outside_escape(text: str, cut: int) -> int:
    """The index to cut escaped text at: `cut`, or one less if a backslash and the sign that it escapes are there."""
    backslashes = cut - len(text[:cut].rstrip("\\"))
    return cut - backslashes % 2


def listed(names: Iterable[str], max_length: int, *, counted: bool = True) -> str:
    """As `in_a_row`, with each name escaped."""
    return in_a_row([plain_name(name, max_length) for name in names], max_length, counted=counted)


def in_a_row(names: list[str], max_length: int, *, counted: bool = True) -> str:
    """Names as they are, with commas: as many as fit in `max_length` characters, but at least one.

    The others are counted at the end if they are to be `counted`.
    """
    lengths = accumulate(len(name) + len(BETWEEN_NAMES) for name in names)
    fitting = sum(length - len(BETWEEN_NAMES) <= max_length for length in lengths)
    shown = names[: max(fitting, 1)]
    rest = len(names) - len(shown)
    return BETWEEN_NAMES.join(shown) + (_and_more(rest) if rest and counted else "")


def _and_more(count: int) -> str:
    return ngettext(" and {count} more", " and {count} more", count).format(count=count)
