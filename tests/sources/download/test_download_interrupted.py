"""Downloads that are cancelled, that run out of disk, or that meet another one or an odd folder."""

from __future__ import annotations

import asyncio
import errno
import os
import sys
from pathlib import Path
from typing import Any, Self

import pytest

from bot.errors import DataError
from bot.settings import CHECKOUT
from bot.sources.download.download import download
from bot.sources.download.options import Downloaded
from bot.sources.download.partial_file import Origin, PartialFile

CONTENT = bytes(range(256)) * 400
NEWER = bytes(reversed(range(256))) * 400
CUT = 60_000
SETTLED = {"Last_Modified": "Tue, 05 May 2026 10:00:00 GMT", "Date": "Tue, 12 May 2026 12:00:00 GMT"}
JUST_WRITTEN = SETTLED | {"Last_Modified": "Tue, 12 May 2026 11:59:59 GMT"}


# Servers that stall or drip


async def test_a_stall_keeps_what_came_before_it(publisher: Any, tmp_path: Path) -> None:
    stall = publisher.stall(CONTENT[:CUT], len(CONTENT))
    address = publisher.gives("/mesh", stall, publisher.file(CONTENT))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[1].headers["Range"] == f"bytes={CUT}-"
    assert done.path.read_bytes() == CONTENT


async def test_a_server_that_drips_is_given_up(publisher: Any, tmp_path: Path) -> None:
    """Each chunk comes in time, but at this rate nobody lives to see the last."""
    times = iter(range(0, 10_000, 61))
    address = publisher.gives("/mesh", publisher.cut(CONTENT, 100))
    options = publisher.options(clock={"monotonic": lambda: float(next(times))}, policy={"max_attempts": 1})

    error = await publisher.refusal([address], tmp_path, options)

    assert "sent only 100 bytes in 61 seconds" in error.problem


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("beginning", "again"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-Long: ", b"x"),
        (CHUNKED + b"5;", b"x"),
        (CHUNKED + b"5\r\nalpha\r\n0\r\n", b"X-More: 1\r\n"),
    ],
    ids=["informed", "headers", "a long header", "an extension of a chunk", "trailers"],
)
async def test_a_server_that_sends_anything_but_the_file_is_given_up(
    publisher: Any, tmp_path: Path, beginning: bytes, again: bytes
) -> None:
    """Something comes all the time, so that no connection looks dead."""
    address = publisher.gives("/mesh", publisher.trickle(beginning, again))
    options = publisher.options(policy={"max_attempts": 1})

    error = await publisher.refusal([address], tmp_path, options)

    assert "sent nothing of the file for 60 seconds" in error.problem
    assert publisher.left_in(tmp_path) == set()


# Cancelled


async def test_a_cancelled_download_is_gone_on_with(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.stall(CONTENT[:CUT], len(CONTENT), in_time=True))
    task = asyncio.create_task(download([address], tmp_path, "mesh.gz", publisher.options()))
    await publisher.until(lambda: publisher.done >= CUT)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert publisher.left_in(tmp_path) == {"mesh.gz.part", "mesh.gz.part.json"}

    publisher.gives("/mesh", publisher.file(CONTENT))
    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[-1].headers["Range"] == f"bytes={CUT}-"
    assert done.path.read_bytes() == CONTENT


async def test_a_download_that_is_cancelled_while_it_waits_leaves_its_part(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT))
    waiting = asyncio.Event()

    async def sleep(seconds: float) -> None:
        waiting.set()
        await asyncio.Event().wait()

    options = publisher.options(clock={"sleep": sleep})
    task = asyncio.create_task(download([address], tmp_path, "mesh.gz", options))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert PartialFile(tmp_path / "mesh.gz").size == CUT


KILLED = """
import asyncio, sys
from pathlib import Path
from bot.sources.download.download import download
asyncio.run(download([sys.argv[1]], Path(sys.argv[2]), "mesh.gz"))
"""


async def test_a_killed_download_is_gone_on_with(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives(
        "/mesh", publisher.stall(CONTENT[:CUT], len(CONTENT), in_time=True), publisher.file(CONTENT)
    )
    part = PartialFile(tmp_path / "mesh.gz")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED, address, str(tmp_path), env=os.environ | {"PYTHONPATH": str(CHECKOUT)}
    )
    await publisher.until(lambda: part.size > CUT // 2)
    process.kill()
    await process.wait()
    left = part.size

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[1].headers["Range"] == f"bytes={left}-"
    assert done.path.read_bytes() == CONTENT


# The folder


async def test_a_full_disk_is_named_and_leaves_a_part_to_go_on_with(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    appending = PartialFile.appending

    def short_of_space(part: PartialFile, start: int) -> Any:
        return FullDisk(appending(part, start), room=CUT)

    monkeypatch.setattr(PartialFile, "appending", short_of_space)
    error = await publisher.refusal([address], tmp_path)

    assert error.problem == f"The folder {tmp_path} cannot be written: no space left on device."
    assert error.remedy.startswith("Free some space")
    assert publisher.left_in(tmp_path) == {"mesh.gz.part", "mesh.gz.part.json"}

    monkeypatch.undo()
    done = await download([address], tmp_path, "mesh.gz", publisher.options())
    assert publisher.requests[-1].headers["Range"] == f"bytes={CUT}-"
    assert done.path.read_bytes() == CONTENT


class FullDisk:
    """A part on a disk that has room for only so many bytes."""

    def __init__(self, opened: Any, room: int) -> None:
        self.opened, self.room = opened, room

    def __enter__(self) -> Self:
        self.stream = self.opened.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.opened.__exit__(*error)

    def write(self, content: bytes) -> None:
        """Write what there is room for."""
        self.stream.write(content[: self.room])
        if len(content) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(content)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
async def test_a_disk_that_is_full_from_the_first_byte_is_named(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    (tmp_path / "mesh.gz.part").symlink_to("/dev/full")

    error = await publisher.refusal([address], tmp_path)

    assert "cannot be written" in error.problem


async def test_a_folder_that_is_a_file_is_refused(publisher: Any, tmp_path: Path) -> None:
    (tmp_path / "downloads").write_bytes(b"")

    error = await publisher.refusal([publisher.address("/mesh")], tmp_path / "downloads")

    assert f"The folder {tmp_path / 'downloads'} cannot be written" in error.problem
    assert publisher.requests == []


async def test_a_folder_that_may_not_be_written_is_refused(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever runs the tests may be root, who may write anywhere."""
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    def forbidden(part: PartialFile, origin: Origin) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(PartialFile, "begin", forbidden)
    error = await publisher.refusal([address], tmp_path)

    assert error.problem == f"The folder {tmp_path} cannot be written: permission denied."
    assert len(publisher.requests) == 1


async def test_two_downloads_of_one_name_do_not_mix(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.stall(CONTENT[:CUT], len(CONTENT), in_time=True))
    first = asyncio.create_task(download([address], tmp_path, "mesh.gz", publisher.options()))
    await publisher.until(lambda: publisher.done >= CUT)

    error = await publisher.refusal([address], tmp_path)

    assert error.problem == f"mesh.gz is being downloaded to {tmp_path} already."
    assert PartialFile(tmp_path / "mesh.gz").size == CUT
    first.cancel()
    await asyncio.wait([first])


async def test_downloads_of_different_names_share_a_folder(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.file(CONTENT))
    second = publisher.gives("/second", publisher.file(NEWER))

    async def get(address: str, name: str) -> Downloaded:
        return await download([address], tmp_path, name, publisher.options())

    both = await asyncio.gather(get(first, "first"), get(second, "second"))

    assert [done.path.read_bytes() for done in both] == [CONTENT, NEWER]


@pytest.mark.parametrize("name", ["médecine 2026 ☤.gz", "100% {}.xml", "a b\tc", "-rf", "CON", "x" * 200])
async def test_odd_names_are_only_names(publisher: Any, tmp_path: Path, name: str) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT), publisher.file(CONTENT))

    done = await download([address], tmp_path, name, publisher.options())

    assert done.path == tmp_path / name
    assert done.path.read_bytes() == CONTENT


@pytest.mark.parametrize("name", ["", ".", "..", "../mesh.gz", "/etc/passwd", "a/b", "a\\b", "nul\0"])
async def test_a_path_is_no_name(publisher: Any, tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a file name"):
        await download([publisher.address("/mesh")], tmp_path / "inside", name, publisher.options())

    assert publisher.left_in(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="has other limits")
async def test_a_name_that_the_disk_cannot_hold_is_refused(publisher: Any, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be written: file name too long"):
        await download([publisher.address("/mesh")], tmp_path, "x" * 300, publisher.options())
