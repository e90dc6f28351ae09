"""Downloading from addresses of which some fail, ask for patience, lead elsewhere, or are none."""

from __future__ import annotations

import hashlib
import logging
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from yarl import URL

from bot.sources.download.download import download
from bot.sources.download.errors import TransientError, UnusableError
from bot.sources.download.http import redirect_target, retry_after
from bot.sources.download.retry import RetryState

CONTENT = bytes(range(256)) * 400
OTHER = b"the mirror's copy " * 1_000
HTML = b"<!DOCTYPE html><html><head><title>Sign in to this network</title></head></html>"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.mark.parametrize("status", [204, 206, 300, 400, 401, 403, 404, 410, 451, 599])
async def test_the_mirror_is_asked_when_the_first_address_fails(publisher: Any, tmp_path: Path, status: int) -> None:
    first = publisher.gives("/first", publisher.status(status, b""))
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([first, mirror], tmp_path, "mesh.gz", publisher.options())

    assert done.address == mirror
    assert done.path.read_bytes() == OTHER


async def test_an_error_that_stays_is_not_asked_about_twice(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.status(404))

    await publisher.refusal([address], tmp_path)

    assert len(publisher.requests) == 1
    assert publisher.waits == []


async def test_the_refusal_names_each_address_its_reason_and_what_to_do(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.status(403))
    second = publisher.gives("/second", publisher.status(500))

    error = await publisher.refusal([first, second], tmp_path)

    assert error.problem == (
        f"mesh.gz could not be downloaded: {first} answered 403 Forbidden; "
        f"{second} answered 500 Internal Server Error, 5 times in a row."
    )
    assert "--from FILE" in error.remedy
    assert publisher.left_in(tmp_path) == set()


async def test_the_refusal_calls_the_file_as_it_was_ordered(publisher: Any, tmp_path: Path) -> None:
    options = publisher.options(title="mesh", remedy="Wait.")

    error = await publisher.refusal([publisher.gives("/first", publisher.status(403))], tmp_path, options)

    assert error.problem.startswith("mesh could not be downloaded: ")
    assert error.remedy == "Wait."


async def test_a_password_in_an_address_is_neither_shown_nor_logged(
    publisher: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    publisher.gives("/mesh", publisher.status(500))
    address = f"http://admin:hunter2@127.0.0.1:{publisher.port}/mesh"

    error = await publisher.refusal([address], tmp_path)

    assert publisher.address("/mesh") in error.problem
    assert "hunter2" not in str(error) + caplog.text


async def test_a_source_without_an_address_is_refused(publisher: Any, tmp_path: Path) -> None:
    error = await publisher.refusal([], tmp_path)

    assert "there is no address for it" in error.problem


@pytest.mark.parametrize(
    "address", ["", "mesh.gz", "file:///etc/passwd", "ftp://127.0.0.1/mesh", "http://[", "http://"]
)
async def test_what_is_no_web_address_is_passed_over(publisher: Any, tmp_path: Path, address: str) -> None:
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([address, mirror], tmp_path, "mesh.gz", publisher.options())

    assert done.address == mirror


async def test_two_server_errors_are_got_over_with_growing_waits(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.status(500), publisher.status(503), publisher.file(CONTENT))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == CONTENT
    assert publisher.waits == [1, 2]


async def test_a_server_that_fails_for_ever_is_left_for_the_mirror(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.status(502))
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([first, mirror], tmp_path, "mesh.gz", publisher.options())

    assert done.address == mirror
    assert [request.path for request in publisher.requests] == ["/first"] * 5 + ["/mirror"]
    assert publisher.waits == [1, 2, 4, 8]


async def test_backoff_is_bounded(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.status(500))

    await publisher.refusal([address], tmp_path, publisher.options(policy={"max_attempts": 9, "max_wait": 10}))

    assert publisher.waits == [1, 2, 4, 8, 10, 10, 10, 10]


async def test_the_seconds_that_a_busy_server_asks_for_are_waited(publisher: Any, tmp_path: Path) -> None:
    busy = publisher.status(429, Retry_After="7")
    address = publisher.gives("/mesh", busy, publisher.file(CONTENT))

    await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.waits == [7]


async def test_the_date_that_a_busy_server_asks_for_is_waited_for(publisher: Any, tmp_path: Path) -> None:
    busy = publisher.status(503, Retry_After="Tue, 12 May 2026 12:00:20 GMT")
    address = publisher.gives("/mesh", busy, publisher.file(CONTENT))

    await download([address], tmp_path, "mesh.gz", publisher.options())

    assert publisher.waits == [20]


async def test_a_server_that_asks_for_an_hour_is_left_alone(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.status(429, Retry_After="3600"))

    error = await publisher.refusal([first], tmp_path)

    assert "answered 429 Too Many Requests and asks to wait 3,600 seconds" in error.problem
    assert len(publisher.requests) == 1
    assert publisher.waits == []


@pytest.mark.parametrize("value", [None, "", "soon", "-5", "1.5", "٣", "Tue, 99 May 2026"])
def test_a_retry_after_that_says_nothing_is_not_heeded(value: str | None) -> None:
    assert retry_after(value, datetime.now(UTC)) is None


async def test_nobody_at_the_address_is_found_out_quickly(publisher: Any, tmp_path: Path, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}/mesh"
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([address, mirror], tmp_path, "mesh.gz", publisher.options())
    error = await publisher.refusal([address], tmp_path)

    assert done.address == mirror
    assert publisher.waits == [1, 1]
    assert f"{address} cannot be reached (connect" in error.problem


def test_an_address_that_answered_before_gets_as_many_tries_when_nobody_is_there(publisher: Any) -> None:
    """A server that restarts is there again soon; one that never answered hardly is."""
    cut, nobody = TransientError("broke off"), TransientError("cannot be reached", connected=False)
    known, unknown = (RetryState(publisher.options().policy, 0) for _ in range(2))

    assert [known.wait_after(failure, 0) for failure in (cut, nobody, nobody, nobody, nobody)] == [1, 2, 4, 8, None]
    assert [unknown.wait_after(failure, 0) for failure in (nobody, nobody)] == [1, None]


async def test_a_server_that_says_nothing_is_given_up(publisher: Any, tmp_path: Path) -> None:
    first = publisher.gives("/first", publisher.stall())
    mirror = publisher.gives("/mirror", publisher.file(OTHER))
    options = publisher.options(policy={"max_attempts": 2})

    done = await download([first, mirror], tmp_path, "mesh.gz", options)
    error = await publisher.refusal([first], tmp_path, options)

    assert done.address == mirror
    assert "sent nothing of the file for 60 seconds, 2 times in a row" in error.problem


async def test_a_connection_that_is_not_secure_is_no_secure_connection(publisher: Any, tmp_path: Path) -> None:
    address = publisher.address("/mesh").replace("http:", "https:")

    error = await publisher.refusal([address], tmp_path)

    assert "cannot be reached over a secure connection" in error.problem
    assert publisher.waits == []


async def test_an_answer_that_is_not_http_is_refused(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/mesh", publisher.raw(b"SSH-2.0-OpenSSH_9.6\r\n"))

    error = await publisher.refusal([address], tmp_path)

    assert f"{address} gave an answer that breaks the rules of HTTP" in error.problem


async def test_the_proxy_of_the_environment_is_used(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{publisher.port}")
    publisher.gives("/mesh", publisher.file(CONTENT))

    done = await download(["http://publisher.invalid/mesh"], tmp_path, "mesh.gz", publisher.options())

    assert done.path.read_bytes() == CONTENT
    assert publisher.requests[0].host == "publisher.invalid"


async def test_a_proxy_that_lets_nothing_through_is_named(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test server is no proxy, and says so; others want a password (407)."""
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{publisher.port}")

    error = await publisher.refusal(["https://publisher.invalid/mesh"], tmp_path)

    assert "is not let through by the proxy (404 Not Found)" in error.problem


async def test_a_host_that_nobody_knows_is_found_out_quickly(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*arguments: Any, **options: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    error = await publisher.refusal(["http://publisher.invalid/mesh"], tmp_path)

    assert "cannot be reached (its name is unknown, or there is no network), 2 times in a row" in error.problem


# Redirects


async def test_redirects_are_followed_and_the_asked_address_is_kept(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/a", publisher.status(301, Location="/b"))
    publisher.gives("/b", publisher.status(302, Location=publisher.address("/c")))
    publisher.gives("/c", publisher.status(307, Location="d?edition=2026"))
    publisher.gives("/d", publisher.status(308, Location=f"//127.0.0.1:{publisher.port}/e"))
    publisher.gives("/e", publisher.status(303, Location="f%2Fg"))
    publisher.gives("/f/g", publisher.file(CONTENT))

    done = await download([address], tmp_path, "mesh.gz", publisher.options())

    assert done.address == address
    assert [request.path for request in publisher.requests] == ["/a", "/b", "/c", "/d", "/e", "/f/g"]
    assert publisher.requests[3].query == {"edition": "2026"}


async def test_redirects_in_a_circle_end(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/a", publisher.status(302, Location="/b"))
    publisher.gives("/b", publisher.status(302, Location="/a"))
    mirror = publisher.gives("/mirror", publisher.file(OTHER))

    done = await download([address, mirror], tmp_path, "mesh.gz", publisher.options())
    error = await publisher.refusal([address], tmp_path, publisher.options(policy={"max_redirects": 3}))

    assert done.address == mirror
    assert "redirects more than 3 times" in error.problem


async def test_a_redirect_to_nowhere_is_refused(publisher: Any, tmp_path: Path) -> None:
    address = publisher.gives("/a", publisher.status(302))

    error = await publisher.refusal([address], tmp_path)

    assert "redirects without saying where to" in error.problem


def test_a_redirect_from_https_to_http_is_refused() -> None:
    with pytest.raises(UnusableError, match=r"redirects to http://nlm.example/b, which is not encrypted"):
        redirect_target(URL("https://nlm.example/a"), "http://nlm.example/b")


def test_a_redirect_that_stays_on_https_is_followed() -> None:
    assert redirect_target(URL("https://a.example/x/y"), "../z") == URL("https://a.example/z")
    assert redirect_target(URL("https://a.example/x"), "//b.example/z") == URL("https://b.example/z")
    assert redirect_target(URL("http://a.example/x"), "https://a.example/x") == URL("https://a.example/x")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://["])
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    with pytest.raises(UnusableError, match="redirects to no web address"):
        redirect_target(URL("https://a.example/x"), location)
