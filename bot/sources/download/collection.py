"""Download a source that its publisher offers as several files, which together are one edition."""

from __future__ import annotations

import asyncio
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import aiohttp
from yarl import URL

from bot.sources.download.download import download_from, first_success, locked_path, temporary_folder
from bot.sources.download.http import open_session
from bot.sources.download.options import DEFAULT_OPTIONS, Downloaded, FetchOptions, Validators
from bot.sources.download.partial_file import PartialFile


async def download_collection(
    addresses: Sequence[str], folder: Path, name: str, options: FetchOptions = DEFAULT_OPTIONS
) -> Downloaded:
    """Download all of the addresses into one zip archive `folder/name`, or none of them; each member has its
    address's last part as name.

    Each is downloaded again every time; if all files are the same as before, they count as unchanged. Raises
    as `download` does.
    """
    with locked_path(folder, name, options.title) as path, temporary_folder(folder / f".{name}.files") as temporary:
        files = [temporary / f"{number:03}" for number in range(len(addresses))]
        async with open_session(options.policy) as session:
            for address, file in zip(addresses, files, strict=True):
                await _fetch(session, address, file, _options_for_file(options, files), name)
        return await asyncio.to_thread(_finish, addresses, files, path, options.previous)


async def _fetch(session: aiohttp.ClientSession, address: str, file: Path, options: FetchOptions, name: str) -> None:
    await first_success([address], name, options, lambda each: download_from(session, each, PartialFile(file), options))


def _options_for_file(options: FetchOptions, files: Sequence[Path]) -> FetchOptions:
    before = sum(file.stat().st_size for file in files if file.exists())
    return replace(options.counting_from(before), previous=None)


def _finish(addresses: Sequence[str], files: Sequence[Path], path: Path, previous: Validators | None) -> Downloaded:
    validators = Validators(addresses[0], digest=_digest(files))
    if validators == previous:
        return Downloaded(path, validators, changed=False)
    partial = PartialFile(path)
    try:
        with zipfile.ZipFile(partial.file, "w", zipfile.ZIP_DEFLATED) as archive:
            for address, file in zip(addresses, files, strict=True):
                archive.write(file, URL(address).name)
        partial.finish()
    finally:
        partial.discard()
    return Downloaded(path, validators, changed=True)


def _digest(files: Sequence[Path]) -> str:
    """The SHA-256 of the SHA-256 checksums of all files, in hexadecimal."""
    digests = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            digests.update(hashlib.file_digest(stream, "sha256").digest())
    return digests.hexdigest()
