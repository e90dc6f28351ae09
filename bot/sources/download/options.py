"""What a download is asked for, what it gives back, and how long it tries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
from yarl import URL

from bot.clock import Clock
from bot.errors import DataError, UnreachableError
from bot.files import reason

GIBIBYTE = 1 << 30


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a server said to tell one version of a file from the next (RFC 9110, 8.8).

    `address` is the one that was asked: another server's entity tags mean nothing to it. `digest` is the SHA-256, in hexadecimal,
    of all that came where it came in several answers. Callers keep these from one download to the next.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a file beforehand: its SHA-256 in hexadecimal, whether it is a web page."""

    sha256: str | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How many bytes are there, of how many (None when the server does not say), from which address."""

    done: int
    total: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A file that is whole at `path`; or, when `changed` is false, not fetched, because the publisher has no newer one.

    `path` is then where it would be: whether the earlier file is still there is the caller's affair.
    """

    path: Path
    validators: Validators
    changed: bool

    @property
    def address(self) -> str:
        """The address that the file came from, as it was asked for."""
        return self.validators.address


class TransferError(Exception):
    """Why one address did not give the file, in words that follow its address: "answered 404 Not Found"."""


class UnusableError(TransferError):
    """The address will not give the file: the next one is asked."""


class NoConnectionError(UnusableError):
    """There is nobody at the `host` of the address, or of one that it redirects to."""

    def __init__(self, host: str, words: str) -> None:
        super().__init__(words)
        self.host = host


class TransientError(TransferError):
    """The same address may give the file if it is asked again.

    `retry_after` is how many seconds the server wants to be left alone. `connected` is false when there was nobody at the
    `host` at all.
    """

    def __init__(
        self, words: str, *, retry_after: float | None = None, connected: bool = True, host: str | None = None
    ) -> None:
        super().__init__(words)
        self.retry_after = retry_after
        self.connected = connected
        self.host = host


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, how often and how much. Seconds and bytes.

    `tries` are those in a row that brought less than `progress_bytes` more than was ever there; `connection_tries` those
    at an address that never answered. A server is given up for now when nothing comes for `stall_seconds`, or less than
    `slowest_bytes` in `slow_seconds`, so that one that drips cannot hold an installation for days. `longest_wait` bounds
    both the backoff and what a server's Retry-After is heeded for.
    """

    tries: int = 5
    connection_tries: int = 2
    connect_seconds: float = 10
    stall_seconds: float = 60
    slow_seconds: float = 60
    slowest_bytes: int = 60_000
    progress_bytes: int = 1 << 20
    first_wait: float = 1
    longest_wait: float = 60
    redirects: int = 10
    most_bytes: int = 4 * GIBIBYTE
    clock: Clock = field(default_factory=Clock)


class Tries:
    """How often one address was asked in vain."""

    def __init__(self, patience: Patience, size: int) -> None:
        self.patience = patience
        self.furthest = size
        self.failures = 0
        self.answered = False

    def wait_after(self, failure: TransientError, size: int) -> float | None:
        """The seconds until the next try after one that ended with so many bytes; None when there shall be none.

        Backoff doubles. A server that wants to be left alone for longer than `longest_wait` is not asked again (RFC 9110,
        10.2.3).
        """
        self.answered = self.answered or failure.connected
        self.failures = 0 if size - self.furthest >= self.patience.progress_bytes else self.failures + 1
        self.furthest = max(self.furthest, size)
        if self.failures >= (self.patience.tries if self.answered else self.patience.connection_tries):
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self.patience.longest_wait else None
        return self._backoff()

    def _backoff(self) -> float:
        doubled = self.patience.first_wait * 2.0 ** max(self.failures - 1, 0)
        return min(self.patience.longest_wait, doubled) * self.patience.clock.jitter()


def ignore(progress: Progress) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a file is to be fetched, whichever address it comes from.

    `previous` is what an earlier download of the same file gave: an unchanged file is not fetched again. `progress` is
    called on the event loop, many times a second. `silent_hosts` are those that gave no answer, and why: they are noted there, and
    not asked again by any download that shares the notes. `called` is what messages call the file, if not by its name on disk, and
    `remedy` what can be done when no address gives it.
    """

    previous: Validators | None = None
    expected: Expected = Expected()
    progress: Callable[[Progress], None] = ignore
    patience: Patience = field(default_factory=Patience)
    silent_hosts: dict[str, str] = field(default_factory=dict)
    called: str | None = None
    remedy: str = "Repeat the command later, or download the file by hand and give it with --from FILE."

    def after(self, before: int) -> Order:
        """The order for the next of several files, whose progress counts the bytes of those before it."""

        def of_all(progress: Progress) -> None:
            self.progress(Progress(before + progress.done, None, progress.address))

        return replace(self, progress=of_all)


ANY_VERSION = Order()


def shown(address: str) -> str:
    """An address as it may stand in a message or a log: without the name and password that one may carry."""
    try:
        return str(URL(address).with_user(None)).replace("%7B", "{").replace("%7D", "}")
    except ValueError:
        return address


def failed(name: str, order: Order, failures: list[tuple[str, TransferError]]) -> DataError:
    """The error that ends a download: every address that was tried and what came of it; a host that gave no answer is named once."""
    lines: dict[str, str] = {}
    for address, failure in failures:
        asked = failure.host if isinstance(failure, NoConnectionError) else address
        lines.setdefault(asked, f"{shown(address)} {failure}")
    each = "; ".join(lines.values())
    is_unreachable = failures and all(isinstance(failure, NoConnectionError) for _, failure in failures)
    return (UnreachableError if is_unreachable else DataError)(
        f"{order.called or name} could not be downloaded: {each or 'there is no address for it'}.", order.remedy
    )


def unwritable(folder: Path, error: OSError) -> DataError:
    """The error for a folder that takes no more: full, read-only, or not a folder."""
    return DataError(
        f"The folder {folder} cannot be written: {reason(error)}.",
        "Free some space or change its permissions, then repeat the command: it goes on where it stopped.",
    )
