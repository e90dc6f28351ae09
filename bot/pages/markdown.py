"""Text that is not ours, shown just as it is: nothing in it formats, links or pings.

Discord's formatting is described at https://support.discord.com/hc/en-us/articles/210298617, its mentions at
https://discord.com/developers/docs/reference#message-formatting.
"""

from __future__ import annotations

import re

FORMATTING = re.compile(r"([\\*_~|`<\[\]])")
LINE_START = re.compile(r"^(\s*)([>#+-]|\d+[.)])", re.MULTILINE)
MASS_MENTION = re.compile(r"@(?=everyone|here)")
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"


def plain(text: str) -> str:
    """Text with everything escaped that Discord would take for formatting, a mention or a masked link."""
    escaped = FORMATTING.sub(r"\\\1", text)
    escaped = LINE_START.sub(_escape_line_start, escaped)
    return MASS_MENTION.sub(f"@{ZERO_WIDTH_SPACE}", escaped)


def _escape_line_start(match: re.Match[str]) -> str:
    """Escape the sign that makes a line a quotation, heading or list: a number's full stop, else the sign itself."""
    space, sign = match.groups()
    return f"{space}{sign[:-1]}\\{sign[-1]}"


def link(text: str, url: str) -> str:
    """A masked link. The angle brackets keep round brackets in an address from ending it."""
    return f"[{text}](<{url}>)"


def shortened(text: str, most: int) -> str:
    """Text cut at a word to at most this many characters, with an ellipsis that says so."""
    if len(text) <= most:
        return text
    return (text[: most - 1].rpartition(" ")[0] or text[: most - 1]) + "…"
