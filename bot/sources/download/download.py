"""Download a publisher's file: resume and retry, try the next address when one fails, check the file, move it
into place.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from filelock import FileLock, Timeout

from bot.errors import DataError
from bot.sources.download.errors import (
    NoConnectionError,
    TransferError,
    TransientError,
    UnusableError,
    download_failed,
    folder_not_writable,
    without_password,
)
from bot.sources.download.http import open_session, request
from bot.sources.download.options import DEFAULT_OPTIONS, Downloaded, FetchOptions, Validators
from bot.sources.download.partial_file import PartialFile
from bot.sources.download.retry import RetryState

logger = logging.getLogger(__name__)


async def download(
    addresses: Sequence[str], folder: Path, name: str, options: FetchOptions = DEFAULT_OPTIONS
) -> Downloaded:
    """Download a file to `folder/name` from the first address that gives it.

    What came before a broken connection, a cancellation or a crash stays as `name.part`, and a later download
    resumes it. Raises DataError when no address gives the file, the folder cannot be written, or another
    download of this name is running; ValueError when `name` is not a plain file name.
    """
    with locked_path(folder, name, options.title) as path:
        partial = PartialFile(path)
        try:
            async with open_session(options.policy) as session:
                return await first_success(
                    addresses, name, options, lambda address: download_from(session, address, partial, options)
                )
        finally:
            partial.discard_unless_resumable()


@contextmanager
def locked_path(folder: Path, name: str, title: str | None = None) -> Iterator[Path]:
    """Lock a file name in a folder, which is created if missing, for one download at a time; give its path.

    `title` names the file in messages (default: `name`). Raises DataError when the name is locked already or
    the folder cannot be written.
    """
    path = _inside(folder, name)
    lock = FileLock(folder / f".{name}.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock:
            yield path
    except Timeout as error:
        raise DataError(
            f"{title or name} is being downloaded to {folder} already.", "Wait until that has ended."
        ) from error
    except OSError as error:
        raise folder_not_writable(folder, error) from error


@contextmanager
def temporary_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder and delete it afterwards; what a killed program left in it is deleted first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _inside(folder: Path, name: str) -> Path:
    if name in {"", ".", ".."} or any(character in name for character in "/\\\0"):
        raise ValueError(f"not a file name: {name!r}")
    return folder / name


async def first_success(
    addresses: Sequence[str], name: str, options: FetchOptions, attempt: Callable[[str], Awaitable[Downloaded]]
) -> Downloaded:
    """Return the download of the first address that gives the file. Raises DataError that names each address
    and its failure.
    """
    failures: list[tuple[str, TransferError]] = []
    for address in addresses:
        try:
            return await attempt(address)
        except TransferError as failure:
            level = _log_level(is_silent=isinstance(failure, NoConnectionError))
            logger.log(level, "%s %s", without_password(address), failure)
            failures.append((address, failure))
    raise download_failed(options.title or name, options.remedy, failures)


async def download_from(
    session: aiohttp.ClientSession, address: str, partial: PartialFile, options: FetchOptions
) -> Downloaded:
    """Download a file from one address, with as many attempts as the retry policy allows.

    Raises UnusableError when the address does not give the file.
    """
    validators = await _request_until_complete(session, address, partial, options)
    if validators is options.previous:
        partial.discard()
        return Downloaded(partial.path, validators, changed=False)
    await asyncio.to_thread(partial.refuse_unexpected, options.expected)
    await asyncio.to_thread(partial.finish)
    return Downloaded(partial.path, validators, changed=True)


async def _request_until_complete(
    session: aiohttp.ClientSession, address: str, partial: PartialFile, options: FetchOptions
) -> Validators:
    attempts = RetryState(options.policy, partial.size)
    while True:
        try:
            return await request(session, address, partial, options)
        except TransientError as failure:
            seconds = attempts.wait_after(failure, partial.size)
            if seconds is None:
                raise _given_up(failure, attempts.failures, options.silent_hosts) from failure
            level = _log_level(is_silent=not failure.connected)
            logger.log(level, "%s %s: asking again in %.1f s", without_password(address), failure, seconds)
            await options.policy.clock.sleep(seconds)


def _log_level(*, is_silent: bool) -> int:
    """The level at which a failure is logged: without a network there are dozens of hosts without a connection."""
    return logging.DEBUG if is_silent else logging.INFO


def _given_up(failure: TransientError, failures: int, silent_hosts: dict[str, str]) -> UnusableError:
    words = f"{failure}, {failures} times in a row" if failures > 1 else str(failure)
    if failure.connected or failure.host is None:
        return UnusableError(words)
    silent_hosts[failure.host] = words
    return NoConnectionError(failure.host, words)
