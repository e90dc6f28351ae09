"""Backups that stop on their way, because the program that makes them is told to end."""

from __future__ import annotations

import threading


class BackupStoppedError(Exception):
    """The backup was stopped. Nothing of it stays, and nothing was wrong."""


class Stop:
    """A request to stop, made by any thread. Whoever copies calls it after each step of some milliseconds."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def request(self) -> None:
        """Ask for the backup to be stopped."""
        self._event.set()

    @property
    def is_requested(self) -> bool:
        """True once `request` was called."""
        return self._event.is_set()

    def __call__(self) -> None:
        """Go on. Raises BackupStoppedError once `request` was called."""
        if self.is_requested:
            raise BackupStoppedError


# Of backups that are made to their end.
NEVER = Stop()
