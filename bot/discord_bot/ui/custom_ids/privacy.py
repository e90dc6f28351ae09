"""The `custom_id`s of the pages that say what is stored of a person and of a server."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_bot.ui.custom_ids.record import CustomId


@dataclass(frozen=True, slots=True)
class ShowMyData(CustomId):
    """A button: say what is stored of the person who presses it."""

    TEMPLATE = r"privacy:mine"

    def encode(self) -> str:
        """Always "privacy:mine"."""
        return "privacy:mine"


@dataclass(frozen=True, slots=True)
class ExportMyData(CustomId):
    """A button: send what is stored of the person as files."""

    TEMPLATE = r"privacy:export"

    def encode(self) -> str:
        """Always "privacy:export"."""
        return "privacy:export"


@dataclass(frozen=True, slots=True)
class ShowServerData(CustomId):
    """A button: say what is stored of the server."""

    TEMPLATE = r"privacy:server"

    def encode(self) -> str:
        """Always "privacy:server"."""
        return "privacy:server"


@dataclass(frozen=True, slots=True)
class ExportServerData(CustomId):
    """A button: send what is stored of the server as files."""

    TEMPLATE = r"privacy:server-export"

    def encode(self) -> str:
        """Always "privacy:server-export"."""
        return "privacy:server-export"


@dataclass(frozen=True, slots=True)
class AskToDeleteServerData(CustomId):
    """A button: ask whether everything that is stored of the server is to be deleted."""

    TEMPLATE = r"privacy:server-delete"

    def encode(self) -> str:
        """Always "privacy:server-delete"."""
        return "privacy:server-delete"


@dataclass(frozen=True, slots=True)
class DeleteServerData(CustomId):
    """A button: delete everything that is stored of the server."""

    TEMPLATE = r"privacy:server-clear"

    def encode(self) -> str:
        """Always "privacy:server-clear"."""
        return "privacy:server-clear"
