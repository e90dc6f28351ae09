"""The options of a download, its progress, and its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from bot.sources.download.retry import RetryPolicy


class Validators(msgspec.Struct, frozen=True, omit_defaults=True):
    """The header fields that distinguish one version of a file from the next (RFC 9110, 8.8).

    `address` is the one that was requested: entity tags of one server mean nothing to another. `digest` is
    the SHA-256, in hexadecimal, of all that came, where it came in several answers. Callers store these from
    one download to the next.
    """

    address: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """The properties of a file that are known before the download: its SHA-256 in hexadecimal, and whether it is a
    web page.
    """

    sha256: str | None = None
    html: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """The bytes that have come, the bytes in all (None when the server does not say), and the address that
    they come from.
    """

    done: int
    total: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Downloaded:
    """A complete file at `path`. With `changed` False nothing was downloaded, because the publisher has no
    newer version.

    `path` is then where the file would be: the earlier file may be gone.
    """

    path: Path
    validators: Validators
    changed: bool

    @property
    def address(self) -> str:
        """The address that was requested, before any redirect."""
        return self.validators.address


def ignore(progress: Progress) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """The options of a download, independent of the address.

    With `previous`, the validators of an earlier download, an unchanged file is not downloaded again. `progress` is
    called on the event loop, many times a second. `silent_hosts` maps hosts without a connection to the reason:
    downloads that share the mapping do not try such a host again. `title` names the file in messages (default: its
    name on disk), and `remedy` says what a person can do when no address gives it. With `private_redirects`, a server
    may redirect to addresses that are not public.
    """

    previous: Validators | None = None
    expected: Expected = Expected()
    progress: Callable[[Progress], None] = ignore
    policy: RetryPolicy = field(default_factory=RetryPolicy)
    silent_hosts: dict[str, str] = field(default_factory=dict)
    private_redirects: bool = False
    title: str | None = None
    remedy: str = "Repeat the command later, or download the file by hand and give it with --from FILE."

    def counting_from(self, done: int) -> FetchOptions:
        """Return the options for the next of several files, whose progress adds the `done` bytes of the files
        before it.
        """

        def of_all(progress: Progress) -> None:
            self.progress(Progress(done + progress.done, None, progress.address))

        return replace(self, progress=of_all)


DEFAULT_OPTIONS = FetchOptions()
