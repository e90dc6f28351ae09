"""Names of commands in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.discord_bot.ui.translation import pgettext


def command_mention(ids: Mapping[str, int], *names: str) -> str:
    """Return the name of a command, and of its groups before it: a link if Discord's id of the command is known, else
    as it is typed in the reader's language (https://discord.com/developers/docs/reference#message-formatting).
    """
    id = ids.get(names[0])
    return f"</{' '.join(names)}:{id}>" if id else typed_name(names)


def typed_name(names: Iterable[str]) -> str:
    """Return the name of a command as it is typed in the reader's language."""
    return f"`/{' '.join(pgettext('name of a command or option', part) for part in names)}`"
