"""Fetching a publisher's file: resumed after a cut, retried, from the next mirror when one fails, checked, renamed."""

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
from bot.sources.download.options import (
    ANY_VERSION,
    Downloaded,
    NoConnectionError,
    Order,
    TransferError,
    TransientError,
    Tries,
    UnusableError,
    Validators,
    failed,
    shown,
    unwritable,
)
from bot.sources.download.partial_file import Part
from bot.sources.download.request import ask, open_session

logger = logging.getLogger(__name__)


async def download(addresses: Sequence[str], folder: Path, name: str, order: Order = ANY_VERSION) -> Downloaded:
    """Fetch a file to `folder/name` from the first address that gives it.

    What came before a cut, a cancellation or a crash stays as `name.part` and is gone on with. Raises DataError when no
    address gives the file, the folder cannot be written, or another download of this name is at work; ValueError when
    `name` is not a plain file name.
    """
    with holding(folder, name, order.called) as path:
        part = Part(path)
        try:
            async with open_session(order.patience) as session:
                return await from_first(addresses, name, order, lambda address: fetch(session, address, part, order))
        finally:
            part.discard_unless_resumable()


@contextmanager
def holding(folder: Path, name: str, called: str | None = None) -> Iterator[Path]:
    """Hold a file name in a folder, made if it is missing, for one download at a time; its path. Messages call it by its name, or as it
    is `called`.

    Raises DataError when it is held already or the folder cannot be written.
    """
    path = _inside(folder, name)
    lock = FileLock(folder / f".{name}.lock", timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with lock:
            yield path
    except Timeout as error:
        raise DataError(
            f"{called or name} is being downloaded to {folder} already.", "Wait until that has ended."
        ) from error
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """An empty folder for a while; one that a killed program left is cleared."""
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


async def from_first(
    addresses: Sequence[str], name: str, order: Order, attempt: Callable[[str], Awaitable[Downloaded]]
) -> Downloaded:
    """What the first address gives that gives anything. Raises DataError naming each and why it failed."""
    failures: list[tuple[str, TransferError]] = []
    for address in addresses:
        try:
            return await attempt(address)
        except TransferError as failure:
            logger.log(_level(is_silent=isinstance(failure, NoConnectionError)), "%s %s", shown(address), failure)
            failures.append((address, failure))
    raise failed(name, order, failures)


async def fetch(session: aiohttp.ClientSession, address: str, part: Part, order: Order) -> Downloaded:
    """Fetch a file from one address, asking again as often as the order's patience allows.

    Raises UnusableError when the address does not give it.
    """
    validators = await _ask_until_whole(session, address, part, order)
    if validators is order.previous:
        part.discard()
        return Downloaded(part.path, validators, changed=False)
    await asyncio.to_thread(part.refuse_unexpected, order.expected)
    await asyncio.to_thread(part.finish)
    return Downloaded(part.path, validators, changed=True)


async def _ask_until_whole(session: aiohttp.ClientSession, address: str, part: Part, order: Order) -> Validators:
    tries = Tries(order.patience, part.size)
    while True:
        try:
            return await ask(session, address, part, order)
        except TransientError as failure:
            seconds = tries.wait_after(failure, part.size)
            if seconds is None:
                raise _given_up(failure, tries.failures, order.silent_hosts) from failure
            level = _level(is_silent=not failure.connected)
            logger.log(level, "%s %s: asking again in %.1f s", shown(address), failure, seconds)
            await order.patience.clock.sleep(seconds)


def _level(*, is_silent: bool) -> int:
    """How much an address's failure is worth telling: hosts that give no answer come by the dozen where there is no network."""
    return logging.DEBUG if is_silent else logging.INFO


def _given_up(failure: TransientError, failures: int, silent_hosts: dict[str, str]) -> UnusableError:
    words = f"{failure}, {failures} times in a row" if failures > 1 else str(failure)
    if failure.connected or failure.host is None:
        return UnusableError(words)
    silent_hosts[failure.host] = words
    return NoConnectionError(failure.host, words)
