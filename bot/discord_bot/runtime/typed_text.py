"""Text as people typed it, before anything is done with it."""

from __future__ import annotations

import re
from typing import Any, cast

from bot.discord_bot.runtime.context import Interaction

# Halves of letters that UTF-16 writes in two. Alone they are no text: UTF-8 has no bytes for them.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def clean_typed_text(interaction: Interaction) -> None:
    """Replace the lone surrogates in all that an interaction brings: options, fields, and messages with their texts."""
    interaction.data = cast("Any", cleaned(interaction.data))


def cleaned(data: Any) -> Any:
    """Return the same JSON without lone surrogates in its texts."""
    if isinstance(data, str):
        return data if data.isascii() else LONE_SURROGATE.sub(REPLACEMENT, data)
    if isinstance(data, dict):
        return {name: cleaned(value) for name, value in data.items()}
    return [cleaned(value) for value in data] if isinstance(data, list) else data
