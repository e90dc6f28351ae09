"""What is kept of the registration of slash commands: which were registered, and the numbers that Discord gave them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import structlog

from bot.settings import Home

logger = structlog.get_logger(__name__)


def noted_fingerprint(home: Home) -> bytes | None:
    """The fingerprint of the commands that were registered last; None when none is kept."""
    try:
        return home.registered_commands.read_bytes()
    except OSError:
        return None


def noted_ids(home: Home) -> dict[str, int]:
    """The numbers of the commands by their names; none when no note of them can be read."""
    try:
        return msgspec.json.decode(home.command_ids.read_bytes(), type=dict[str, int])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def note(home: Home, fingerprint: bytes, ids: Mapping[str, int]) -> None:
    """Remember what was registered. Without that the next start registers it again, which does no harm."""
    try:
        home.command_ids.write_bytes(msgspec.json.encode(ids))
        home.registered_commands.write_bytes(fingerprint)
    except OSError as error:
        logger.warning("registration_not_noted", problem=str(error))
