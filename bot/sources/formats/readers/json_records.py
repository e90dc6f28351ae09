"""Records of JSON that are decoded one by one, so that a broken one does not take the others with it."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from bot.files import reason
from bot.sources.archives.opening import NOT_JSON
from bot.sources.concept import BrokenRecord

# So much of a broken record is quoted in the log.
MAX_QUOTED = 60

Layout = TypeVar("Layout")


def decoded(raw: msgspec.Raw, layout: type[Layout]) -> Layout | BrokenRecord:
    """One record in its layout; broken, with its first characters and the reason, where it is in none."""
    try:
        return msgspec.json.decode(raw, type=layout)
    except NOT_JSON as error:
        return BrokenRecord(bytes(raw)[:MAX_QUOTED].decode(errors="replace"), reason(error))
