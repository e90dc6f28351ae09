"""Downloads that are cut, and what the next try, or the next run, makes of what is left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.sources.download.download import download
from bot.sources.download.options import Expected, Validators
from bot.sources.download.partial_file import Origin, PartialFile

CONTENT = bytes(range(256)) * 400
NEWER = bytes(reversed(range(256))) * 400
CUT = 60_000
SETTLED = {"Last_Modified": "Tue, 05 May 2026 10:00:00 GMT", "Date": "Tue, 12 May 2026 12:00:00 GMT"}
JUST_WRITTEN = SETTLED | {"Last_Modified": "Tue, 12 May 2026 11:59:59 GMT"}


@pytest.fixture
def leave_part(tmp_path: Path) -> Callable[..., PartialFile]:
    """Leaves a part in the folder, as an earlier download of these bytes would have."""

    def leave(address: str, content: bytes, etag: str | None = '"v1"', total: int | None = len(CONTENT)) -> PartialFile:
        part = PartialFile(tmp_path / "mesh.gz")
        part.begin(Origin(Validators(address, etag), total))
        part.file.write_bytes(content)
        return part

    return leave


@pytest.mark.parametrize("reset", [True, False])
async def test_after_a_cut_only_the_rest_is_asked_for(publisher: Any, tmp_path: Path, reset: bool) -> None:
    cut, file = publisher.cut(CONTENT, CUT, reset=reset), publisher.file(CONTENT)
    address = publisher.gives("/mesh", cut, file)

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    first, second = publisher.requests
    assert "Range" not in first.headers
    assert second.headers["Range"] == f"bytes={CUT}-"
    assert second.headers["If-Range"] == '"v1"'
    assert done.path.read_bytes() == CONTENT
    assert done.validators.etag == '"v1"'
    assert publisher.left_in(tmp_path) == {"mesh.gz"}


async def test_several_cuts_are_got_over(publisher: Any, tmp_path: Path) -> None:
    cuts = [publisher.cut(CONTENT, at) for at in (10_000, 20_000, 70_000)]
    address = publisher.gives("/mesh", *cuts, publisher.file(CONTENT))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    ranges = [request.headers.get("Range") for request in publisher.requests]
    assert ranges == [None, "bytes=10000-", "bytes=20000-", "bytes=70000-"]
    assert done.path.read_bytes() == CONTENT


async def test_a_later_run_goes_on_where_the_last_one_failed(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT), publisher.status(404))
    await publisher.refusal([address], tmp_path)
    assert publisher.left_in(tmp_path) == {"mesh.gz.part", "mesh.gz.part.json"}

    publisher.gives("/mesh", publisher.file(CONTENT))
    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[-1].headers["Range"] == f"bytes={CUT}-"
    assert done.path.read_bytes() == CONTENT
    assert publisher.left_in(tmp_path) == {"mesh.gz"}


async def test_progress_begins_at_what_was_there(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, CONTENT[:CUT])

    await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.seen[0].done == CUT
    assert publisher.seen[-1].done == publisher.seen[-1].total == len(CONTENT)


async def test_the_checksum_is_that_of_the_joined_bytes(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, b"x" * CUT)
    options = publisher.options(expected=Expected(sha256=hashlib.sha256(CONTENT).hexdigest()))

    error = await publisher.refusal([address], tmp_path, options)
    assert "another SHA-256 checksum" in error.problem
    assert publisher.left_in(tmp_path) == set()

    done = await download([address], tmp_path, "mesh.gz", options)
    assert done.path.read_bytes() == CONTENT


async def test_a_file_that_changed_meanwhile_is_begun_again(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT), publisher.file(NEWER, etag='"v2"'))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[1].headers["If-Range"] == '"v1"'
    assert done.path.read_bytes() == NEWER
    assert done.validators.etag == '"v2"'


async def test_a_server_without_ranges_is_asked_for_all_of_it(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT), publisher.file(CONTENT, ranges=False))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == CONTENT


async def test_a_server_that_always_begins_again_and_always_cuts_is_given_up(publisher: Any, tmp_path: Path) -> None:
    """Bytes that were there before are no progress, however many they are."""
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT, etag=None))

    error = await publisher.refusal([address], tmp_path, publisher.options(policy={"progress_bytes": 1_000}))

    assert f"broke off after {CUT:,} bytes, 5 times in a row" in error.problem
    assert len(publisher.requests) == 6
    assert publisher.left_in(tmp_path) == set()


async def test_a_line_that_breaks_often_but_moves_on_is_not_given_up(publisher: Any, tmp_path: Path) -> None:
    cuts = [publisher.cut(CONTENT, at) for at in range(10_000, 100_000, 10_000)]
    address = publisher.gives("/mesh", *cuts, publisher.file(CONTENT))

    done = await download([address], tmp_path, "mesh.gz", publisher.options(policy={"progress_bytes": 10_000}))

    assert done.path.read_bytes() == CONTENT
    assert publisher.waits == [1] * 9


@pytest.mark.parametrize(
    ("etag", "headers", "if_range"),
    [
        ('"v1"', {}, '"v1"'),
        ('W/"v1"', {}, None),
        ('W/"v1"', SETTLED, None),
        (None, SETTLED, SETTLED["Last_Modified"]),
        (None, JUST_WRITTEN, None),
        (None, {"Last_Modified": "yesterday", "Date": SETTLED["Date"]}, None),
        (None, {}, None),
    ],
)
async def test_a_part_is_gone_on_with_only_under_a_strong_validator(
    publisher: Any, tmp_path: Path, etag: str | None, headers: dict[str, str], if_range: str | None
) -> None:
    """RFC 9110, 13.1.5 and 8.8.2.2."""
    cut = publisher.cut(CONTENT, CUT, etag=etag, **headers)
    address = publisher.gives("/mesh", cut, publisher.file(CONTENT, etag=etag, **headers))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[1].headers.get("If-Range") == if_range
    assert ("Range" in publisher.requests[1].headers) == (if_range is not None)
    assert done.path.read_bytes() == CONTENT


async def test_the_part_of_one_address_is_not_gone_on_with_from_another(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.cut(CONTENT, CUT), publisher.status(404))
    mirror = publisher.gives("/mirror", publisher.file(NEWER))

    done = await download([first, mirror], tmp_path, "mesh.gz", publisher.options())

    assert "Range" not in publisher.requests[-1].headers
    assert done.path.read_bytes() == NEWER


async def test_a_mirror_that_fails_too_leaves_the_first_ones_part(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.cut(CONTENT, CUT), publisher.status(404))
    mirror = publisher.gives("/mirror", publisher.status(404))

    await publisher.refusal([first, mirror], tmp_path)

    assert PartialFile(tmp_path / "mesh.gz").size == CUT


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Range": f"bytes {CUT + 1}-102399/102400", "ETag": '"v1"'},
        {"Content_Range": "bytes 0-102399/102400", "ETag": '"v1"'},
        {"Content_Range": f"bytes {CUT}-102399/999999", "ETag": '"v1"'},
        {"Content_Range": f"bytes {CUT}-102399/102400", "ETag": '"v2"'},
        {"Content_Range": "lines 1-2/3", "ETag": '"v1"'},
        {"Content_Range": f"bytes {CUT}-9/{'9' * 5_000}", "ETag": '"v1"'},
        {"ETag": '"v1"'},
    ],
)
async def test_a_part_that_does_not_fit_is_thrown_away_with_what_was_there(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile], headers: dict[str, str]
) -> None:
    wrong = publisher.status(206, NEWER[CUT:], **headers)
    address = publisher.gives("/mesh", wrong, publisher.file(CONTENT))
    leave_part(address, CONTENT[:CUT])

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert "Range" not in publisher.requests[1].headers
    assert done.path.read_bytes() == CONTENT


async def test_a_server_may_give_less_of_the_rest_than_was_asked_for(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    """RFC 9110, 15.3.7; also where the size was not known before."""
    some = publisher.status(206, CONTENT[CUT:80_000], Content_Range=f"bytes {CUT}-79999/102400", ETag='"v1"')
    address = publisher.gives("/mesh", some, publisher.file(CONTENT))
    leave_part(address, CONTENT[:CUT], total=None)

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[1].headers["Range"] == "bytes=80000-"
    assert done.path.read_bytes() == CONTENT


async def test_a_refused_range_is_no_end(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    refusal = publisher.status(416, b"", Content_Range="bytes */10")
    address = publisher.gives("/mesh", refusal, publisher.file(CONTENT))
    leave_part(address, CONTENT[:CUT])

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert "Range" not in publisher.requests[1].headers
    assert done.path.read_bytes() == CONTENT


async def test_a_whole_part_that_was_never_renamed_costs_one_byte(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, CONTENT)

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.requests[0].headers["Range"] == f"bytes={len(CONTENT) - 1}-"
    assert done.path.read_bytes() == CONTENT


async def test_a_part_that_is_longer_than_its_file_is_cut_to_it(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, CONTENT + b"more")

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == CONTENT


def test_beginning_again_first_empties_the_part(tmp_path: Path, leave_part: Callable[..., PartialFile]) -> None:
    """So that a crash right after cannot leave the old bytes under the new version's validators."""
    part = leave_part("http://a.example/mesh", CONTENT)

    part.begin(Origin(Validators("http://a.example/mesh", '"v2"'), len(NEWER)))

    assert part.size == 0
    assert part.origin() is None


@pytest.mark.parametrize("sidecar", [b"", b"{", b"[]", b'{"validators": 7}', b"\xff\xfe"])
async def test_a_part_without_a_readable_sidecar_is_begun_again(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile], sidecar: bytes
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, NEWER[:CUT]).sidecar.write_bytes(sidecar)

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert "Range" not in publisher.requests[0].headers
    assert done.path.read_bytes() == CONTENT


async def test_the_sidecar_says_what_the_part_is_a_part_of(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.cut(CONTENT, CUT, **SETTLED), publisher.status(404))

    await publisher.refusal([address], tmp_path)

    assert json.loads((tmp_path / "mesh.gz.part.json").read_bytes()) == {
        "validators": {"address": address, "etag": '"v1"', "last_modified": SETTLED["Last_Modified"]},
        "total": len(CONTENT),
        "date": SETTLED["Date"],
    }


async def test_a_part_is_dropped_when_the_installed_version_is_still_the_newest(
    publisher: Any, tmp_path: Path, leave_part: Callable[..., PartialFile]
) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    leave_part(address, NEWER[:CUT], etag='"v0"')

    done = await download([address], tmp_path, "mesh.gz", publisher.options(previous=Validators(address, '"v1"')))

    assert not done.changed
    assert publisher.left_in(tmp_path) == set()
