"""Fetching a source that its publisher gives out in several files, which together are one edition."""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import aiohttp
from yarl import URL

from bot.sources.download.download import fetch, from_first, holding, scratch
from bot.sources.download.options import ANY_VERSION, Downloaded, Order, Validators
from bot.sources.download.partial_file import Part
from bot.sources.download.request import open_session


async def download_collection(
    addresses: Sequence[str], folder: Path, name: str, order: Order = ANY_VERSION
) -> Downloaded:
    """Fetch all of the addresses into one zip archive `folder/name`, each as a file of its own name, or none of them.

    Each is fetched anew; files that are all the same as before count as unchanged. Raises as `download` does.
    """
    with holding(folder, name, order.called) as path, scratch(folder / f".{name}.files") as temporary:
        files = [temporary / f"{number:03}" for number in range(len(addresses))]
        async with open_session(order.patience) as session:
            for address, file in zip(addresses, files, strict=True):
                await _fetch(session, address, file, _file_order(order, files), name)
        return await asyncio.to_thread(_finish, addresses, files, path, order.previous)


async def _fetch(session: aiohttp.ClientSession, address: str, file: Path, order: Order, name: str) -> None:
    await from_first([address], name, order, lambda asked: fetch(session, asked, Part(file), order))


def _file_order(order: Order, files: Sequence[Path]) -> Order:
    before = sum(file.stat().st_size for file in files if file.exists())
    return replace(order.after(before), previous=None)


def _finish(addresses: Sequence[str], files: Sequence[Path], path: Path, previous: Validators | None) -> Downloaded:
    validators = Validators(addresses[0], digest=_digest(files))
    if validators == previous:
        return Downloaded(path, validators, changed=False)
    part = Part(path)
    try:
        with zipfile.ZipFile(part.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for address, file in zip(addresses, files, strict=True):
                archive.write(file, URL(address).name)
        part.finish()
    finally:
        part.discard()
    return Downloaded(path, validators, changed=True)


def _digest(files: Sequence[Path]) -> str:
    """The SHA-256 of the checksums of all files."""
    digests = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digests.update(hashlib.file_digest(stream, "sha256").digest())
    return digests.hexdigest()
