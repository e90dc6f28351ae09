"""Downloading a file: it arrives whole, or unchanged files stay, or what came is refused."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path
from typing import Any

import pytest

from bot import __version__
from bot.sources.download.download import download
from bot.sources.download.options import Expected, Validators

CONTENT = bytes(range(256)) * 400
OTHER = b"the mirror's copy " * 1_000
HTML = b"<!DOCTYPE html><html><head><title>Sign in to this network</title></head></html>"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


async def test_a_file_arrives_whole_and_under_its_name(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT, Last_Modified="Tue, 05 May 2026 10:00:00 GMT"))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path == tmp_path / "mesh.gz"
    assert done.path.read_bytes() == CONTENT
    assert done.changed
    assert done.address == address
    assert done.validators == Validators(address, '"v1"', "Tue, 05 May 2026 10:00:00 GMT")
    assert publisher.left_in(tmp_path) == {"mesh.gz"}


async def test_the_request_says_honestly_who_asks_and_wants_no_packing(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    await download([address], tmp_path, "mesh.gz", publisher.options())

    (request,) = publisher.requests
    assert request.headers["User-Agent"] == f"Medlex/{__version__} (self-hosted medical dictionary)"
    assert request.headers["Accept-Encoding"] == "identity"
    assert not {"Range", "If-Range", "If-None-Match", "If-Modified-Since", "Cookie"} & request.headers.keys()


async def test_progress_tells_how_many_bytes_of_how_many(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.seen[0].done == 0
    assert publisher.seen[-1].done == len(CONTENT)
    assert {step.total for step in publisher.seen} == {len(CONTENT)}
    assert {step.address for step in publisher.seen} == {address}


async def test_a_folder_that_is_missing_is_made(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    done = await download([address], tmp_path / "new" / "folder", "mesh.gz", publisher.options())

    assert done.path.read_bytes() == CONTENT


async def test_an_older_file_of_the_name_is_replaced(publisher: Any, tmp_path: Path) -> None:
    (tmp_path / "mesh.gz").write_bytes(b"last year's")
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    await download([address], tmp_path, "mesh.gz", publisher.options())

    assert (tmp_path / "mesh.gz").read_bytes() == CONTENT


async def test_a_file_of_unannounced_length_arrives_whole(publisher: Any, tmp_path: Path) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nalpha\r\n4\r\nbeta\r\n0\r\n\r\n"
    address = publisher.gives("/mesh", publisher.raw(chunked))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == b"alphabeta"
    assert {step.total for step in publisher.seen} == {None}


async def test_a_file_that_the_server_packs_unasked_is_kept_as_it_came(publisher: Any, tmp_path: Path) -> None:
    packed = gzip.compress(CONTENT)
    address = publisher.gives("/mesh", publisher.file(packed, Content_Encoding="gzip"))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == packed


async def test_an_encoding_that_medlex_cannot_read_is_refused(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT, Content_Encoding="br"))

    error = await publisher.refusal([address], tmp_path)

    assert "answered in an encoding that Medlex did not ask for" in error.problem


async def test_a_validator_of_odd_characters_is_not_kept(publisher: Any, tmp_path: Path) -> None:
    odd = b'HTTP/1.1 200 OK\r\nETag: "\xe9\xff"\r\nContent-Length: 5\r\n\r\nalpha'
    address = publisher.gives("/mesh", publisher.raw(odd))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.validators == Validators(address)


# Unchanged files


async def test_an_unchanged_file_is_not_fetched_again(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))
    first = await download([address], tmp_path, "mesh.gz", publisher.options())

    second = await download([address], tmp_path, "mesh.gz", publisher.options(previous=first.validators))

    assert not second.changed
    assert second.validators == first.validators
    assert second.path.read_bytes() == CONTENT
    assert publisher.left_in(tmp_path) == {"mesh.gz"}


async def test_both_validators_are_sent_as_conditions(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT, etag='"v2"'))
    previous = Validators(address, '"v1"', "Tue, 05 May 2026 10:00:00 GMT")

    done = await download([address], tmp_path, "mesh.gz", publisher.options(previous=previous))

    assert publisher.requests[0].headers["If-None-Match"] == '"v1"'
    assert publisher.requests[0].headers["If-Modified-Since"] == "Tue, 05 May 2026 10:00:00 GMT"
    assert done.changed
    assert done.validators.etag == '"v2"'


async def test_validators_of_one_address_are_not_sent_to_another(publisher: Any, tmp_path: Path) -> None:
    publisher.gives("/main", publisher.status(404))
    publisher.gives("/mirror", publisher.file(OTHER, etag='"v1"'))
    main, mirror = publisher.address("/main"), publisher.address("/mirror")

    done = await download([main, mirror], tmp_path, "mesh.gz", publisher.options(previous=Validators(main, '"v1"')))

    assert "If-None-Match" in publisher.requests[0].headers
    assert "If-None-Match" not in publisher.requests[1].headers
    assert done.path.read_bytes() == OTHER


async def test_not_modified_without_having_asked_is_no_answer(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.status(304, b""))

    error = await publisher.refusal([address], tmp_path)

    assert "answered 304 Not Modified" in error.problem


# What arrives is checked


@pytest.mark.parametrize(
    "page",
    [
        HTML,
        b"\xef\xbb\xbf\r\n  " + HTML,
        HTML.lower(),
        b"<html lang=en><title>404</title>",
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        b"<!-- gateway 7 --><HTML>",
        gzip.compress(HTML, mtime=0),
    ],
)
async def test_a_web_page_with_status_200_is_not_the_file(publisher: Any, tmp_path: Path, page: bytes) -> None:
    first = publisher.gives("/first", publisher.file(page))
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([first, mirror], tmp_path, "mesh.gz", publisher.options())
    error = await publisher.refusal([first], tmp_path)

    assert done.address == mirror
    assert "answered with a web page instead of the file" in error.problem
    assert publisher.left_in(tmp_path) == {"mesh.gz"}


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE DescriptorRecordSet SYSTEM "desc2026.dtd"><DescriptorRecordSet/>',
        b'<?xml version="1.0"?><summaries xmlns:html="x"><text><html><html:p>Text.</html:p></html></text></summaries>',
        b"format-version: 1.2\ndef: <html is a markup language>",
        b"\x1f\x8b but not gzip",
    ],
)
async def test_data_is_not_taken_for_a_web_page(publisher: Any, tmp_path: Path, content: bytes) -> None:
    address = publisher.gives("/mesh", publisher.file(content, Content_Type="text/html"))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == content


async def test_a_web_page_is_taken_where_one_is_wanted(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/xml.html", publisher.file(HTML))

    done = await download([address], tmp_path, "xml.html", publisher.options(expected=Expected(html=True)))

    assert done.path.read_bytes() == HTML


async def test_an_empty_file_is_refused(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(b""))

    error = await publisher.refusal([address], tmp_path)

    assert "sent an empty file" in error.problem


async def test_a_file_with_another_checksum_is_thrown_away_for_the_mirror(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.file(OTHER))
    mirror = publisher.gives("/mirror", publisher.file(CONTENT))
    options = publisher.options(expected=Expected(sha256=SHA256.upper()))

    done = await download([first, mirror], tmp_path, "mesh.gz", options)

    assert done.address == mirror
    assert done.path.read_bytes() == CONTENT


async def test_nothing_stays_of_a_file_that_is_not_the_expected_one(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(OTHER))

    error = await publisher.refusal([address], tmp_path, publisher.options(expected=Expected(sha256=SHA256)))

    assert "sent a file with another SHA-256 checksum than expected" in error.problem
    assert publisher.left_in(tmp_path) == set()


async def test_less_than_the_announced_length_is_never_taken_for_whole(publisher: Any, tmp_path: Path) -> None:
    short = b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nonly this"
    first = publisher.gives("/first", publisher.raw(short))
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([first, mirror], tmp_path, "mesh.gz", publisher.options())
    error = await publisher.refusal([first], tmp_path / "other")

    assert done.address == mirror
    assert "broke off after" in error.problem
    assert publisher.left_in(tmp_path / "other") == set()


async def test_chunks_that_end_too_early_are_never_taken_for_whole(publisher: Any, tmp_path: Path) -> None:
    cut = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nalpha\r\n"
    address = publisher.gives("/mesh", publisher.raw(cut))

    error = await publisher.refusal([address], tmp_path)

    assert "broke off after" in error.problem
    assert publisher.left_in(tmp_path) == set()


async def test_more_than_the_announced_length_is_refused(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nalphabeta"))

    error = await publisher.refusal([address], tmp_path)

    assert "gave an answer that breaks the rules of HTTP" in error.problem
    assert publisher.left_in(tmp_path) == set()


async def test_what_follows_later_than_the_announced_length_is_no_part_of_the_file(
    publisher: Any, tmp_path: Path
) -> None:
    """RFC 9112, 6.3: the announced length is where the file ends, so only its checksum can tell that more was meant."""
    later = publisher.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nalpha", b"beta")
    address = publisher.gives("/mesh", later)
    expected = Expected(sha256=hashlib.sha256(b"alphabeta").hexdigest())

    done = await download([address], tmp_path, "mesh.gz", publisher.options())
    publisher.seen.clear()
    error = await publisher.refusal([address], tmp_path, publisher.options(expected=expected))

    assert done.path.read_bytes() == b"alpha"
    assert "another SHA-256 checksum" in error.problem


async def test_a_file_that_is_announced_as_too_large_is_not_begun(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.file(CONTENT))

    error = await publisher.refusal([address], tmp_path, publisher.options(policy={"max_bytes": 1_000}))

    assert "sends a file of over 1,000 bytes" in error.problem
    assert publisher.seen == []
    assert publisher.left_in(tmp_path) == set()


async def test_a_file_that_turns_out_too_large_is_thrown_away(publisher: Any, tmp_path: Path) -> None:
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n" + b"x" * 0x800 + b"\r\n0\r\n\r\n"
    address = publisher.gives("/mesh", publisher.raw(chunked))

    error = await publisher.refusal([address], tmp_path, publisher.options(policy={"max_bytes": 1_000}))

    assert "sends a file of over 1,000 bytes" in error.problem
    assert publisher.left_in(tmp_path) == set()
