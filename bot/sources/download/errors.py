"""Errors of downloads: of one address, and the error that ends the whole download."""

from __future__ import annotations

from pathlib import Path

from yarl import URL

from bot.errors import DataError, UnreachableError
from bot.files import reason


class TransferError(Exception):
    """One address did not give the file; the message follows the address: "answered 404 Not Found"."""


class UnusableError(TransferError):
    """The address will not give the file: the next address is tried."""


class NoConnectionError(UnusableError):
    """No connection to `host`, the host of the address or of one that it redirects to, can be made."""

    def __init__(self, host: str, words: str) -> None:
        super().__init__(words)
        self.host = host


class TransientError(TransferError):
    """The same address may give the file if it is requested again.

    `retry_after` is how many seconds the server asks to wait. `connected` is False when no connection to
    `host` was made.
    """

    def __init__(
        self, words: str, *, retry_after: float | None = None, connected: bool = True, host: str | None = None
    ) -> None:
        super().__init__(words)
        self.retry_after = retry_after
        self.connected = connected
        self.host = host


def without_password(address: str) -> str:
    """Return an address as it may stand in a message or a log: without the user name and password that it may carry."""
    try:
        return str(URL(address).with_user(None)).replace("%7B", "{").replace("%7D", "}")
    except ValueError:
        return address


def download_failed(title: str, remedy: str, failures: list[tuple[str, TransferError]]) -> DataError:
    """Make the error that ends a download, from every address that was tried and its failure.

    A host without a connection is named once. The error is an UnreachableError when there was no connection
    to any of them.
    """
    lines: dict[str, str] = {}
    for address, failure in failures:
        place = failure.host if isinstance(failure, NoConnectionError) else address
        lines.setdefault(place, f"{without_password(address)} {failure}")
    each = "; ".join(lines.values())
    is_unreachable = failures and all(isinstance(failure, NoConnectionError) for _, failure in failures)
    return (UnreachableError if is_unreachable else DataError)(
        f"{title} could not be downloaded: {each or 'there is no address for it'}.", remedy
    )


def folder_not_writable(folder: Path, error: OSError) -> DataError:
    """Make the error for a folder that cannot be written: full, read-only, or not a folder."""
    return DataError(
        f"The folder {folder} cannot be written: {reason(error)}.",
        "Free some space or change its permissions, then repeat the command: it goes on where it stopped.",
    )
