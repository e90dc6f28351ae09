"""One request for a file and its answer, as RFC 9110 has them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import aiohttp
import msgspec
from yarl import URL

from bot import __version__
from bot.files import reason
from bot.sources.download.options import (
    NoConnectionError,
    Order,
    Patience,
    Progress,
    TransientError,
    UnusableError,
    Validators,
    shown,
)
from bot.sources.download.partial_file import Origin, Part

# GO's content delivery network refuses the names of libraries ("Python-urllib"): https://github.com/dhimmel/obonet/issues/34.
USER_AGENT = f"Medlex/{__version__} (self-hosted medical dictionary)"
# A file is kept as it comes. One packed on the way would have another length than the one announced.
HEADERS = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
UNPACKED_WHEN_READ = frozenset({"", "identity", "gzip", "x-gzip"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ASK_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
CONTENT_RANGE = re.compile(r"bytes (?P<first>[0-9]{1,18})-[0-9]{1,18}/(?P<total>[0-9]{1,18}|\*)", re.IGNORECASE)


def open_session(patience: Patience) -> aiohttp.ClientSession:
    """A session that names Medlex, goes through the proxies of the environment, and leaves packed bytes packed."""
    timeout = aiohttp.ClientTimeout(
        total=None,
        connect=patience.connect_seconds,
        sock_connect=patience.connect_seconds,
        sock_read=patience.stall_seconds,
    )
    return aiohttp.ClientSession(
        headers=HEADERS,
        timeout=timeout,
        trust_env=True,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=1 << 20,
    )


async def ask(session: aiohttp.ClientSession, address: str, part: Part, order: Order) -> Validators:
    """Ask an address for a file, or for the rest of it: what tells this version from the next.

    The part is whole afterwards, unless that is `order.previous` itself (status 304). Raises TransientError or UnusableError
    otherwise, and leaves what came in the part.
    """
    wanted = part.origin(address)
    conditions = _conditions(address, order.previous)
    with _naming_failures(part, order.patience):
        async with _final_answer(session, address, conditions | _range(part, wanted), order) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED and conditions and order.previous:
                return order.previous
            start, origin = _accept(answer, address, part, wanted, order.patience)
            await _receive(answer, part, start, origin, order)
            return origin.validators


def _conditions(address: str, previous: Validators | None) -> dict[str, str]:
    """RFC 9110, 13.1.2 and 13.1.3: send the file only if it is another than the one we had from this address."""
    if previous is None or previous.address != address:
        return {}
    conditions = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in conditions.items() if value is not None}


def _range(part: Part, wanted: Origin | None) -> dict[str, str]:
    """RFC 9110, 14.2 and 13.1.5: send the rest if the file is still the same, and all of it otherwise."""
    if wanted is None or wanted.if_range is None:
        return {}
    return {"Range": f"bytes={part.resume_at(wanted)}-", "If-Range": wanted.if_range}


@asynccontextmanager
async def _final_answer(
    session: aiohttp.ClientSession, address: str, headers: Mapping[str, str], order: Order
) -> AsyncIterator[aiohttp.ClientResponse]:
    """The answer at the end of the redirects (RFC 9110, 15.4)."""
    url = web_address(address)
    patience = order.patience
    for _ in range(patience.redirects + 1):
        async with await _answer(session, url, headers, order) as answer:
            if answer.status not in REDIRECTS:
                yield answer
                return
            url = redirect_target(url, answer.headers.get("Location"))
    raise UnusableError(f"redirects more than {patience.redirects} times")


async def _answer(
    session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], order: Order
) -> aiohttp.ClientResponse:
    """The answer of one server. Raises TransientError when there is nobody, NoConnectionError when that is known already or the
    proxy does not lead there.
    """
    host = url.host_port_subcomponent or ""
    if host in order.silent_hosts:
        raise NoConnectionError(host, order.silent_hosts[host])
    try:
        async with order.patience.clock.timeout(order.patience.connect_seconds + order.patience.stall_seconds):
            return await session.get(url, headers=headers, allow_redirects=False)
    except aiohttp.ClientSSLError:
        raise
    except aiohttp.ClientHttpProxyError as error:
        raise NoConnectionError(host, f"is not let through by the proxy ({_status_words(error.status)})") from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise TransientError(f"cannot be reached ({_why_unreachable(error)})", connected=False, host=host) from error


def web_address(text: str, base: URL | None = None) -> URL:
    """An address of the web, taken from `base` if it is relative. Raises UnusableError when it is none."""
    try:
        url = (base or URL()).join(URL(text))
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise UnusableError("redirects to no web address" if base else "is no web address")
    return url


def redirect_target(url: URL, location: str | None) -> URL:
    """Where an answer leads to. Raises UnusableError when that is nowhere, not the web, or from https to http."""
    if not location:
        raise UnusableError("redirects without saying where to")
    target = web_address(location, url)
    if url.scheme == "https" and target.scheme != "https":
        raise UnusableError(f"redirects to {shown(str(target))}, which is not encrypted")
    return target


def _accept(
    answer: aiohttp.ClientResponse, address: str, part: Part, wanted: Origin | None, patience: Patience
) -> tuple[int, Origin]:
    """The byte that an answer goes on from, and what it is a part of. Raises TransientError or UnusableError if it is no file."""
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in UNPACKED_WHEN_READ:
        raise UnusableError("answered in an encoding that Medlex did not ask for")
    if answer.status == HTTPStatus.OK:
        origin = _origin(answer, address)
        part.begin(origin)
        return 0, origin
    if wanted is not None and answer.status == HTTPStatus.PARTIAL_CONTENT:
        return _accept_rest(answer, part, wanted)
    if wanted is not None and answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        part.discard()
        raise TransientError("has no such part of the file any more")
    raise _refusal(answer, patience)


def _origin(answer: aiohttp.ClientResponse, address: str) -> Origin:
    validators = Validators(address, _header(answer, "ETag"), _header(answer, "Last-Modified"))
    return Origin(validators, answer.content_length, _header(answer, "Date"))


def _header(answer: aiohttp.ClientResponse, name: str) -> str | None:
    """A header of plain characters; one of others could be neither kept nor sent back as it was."""
    value = answer.headers.get(name, "")
    return value if value and value.isascii() and value.isprintable() else None


def _accept_rest(answer: aiohttp.ClientResponse, part: Part, wanted: Origin) -> tuple[int, Origin]:
    """RFC 9110, 15.3.7: the rest has to begin where it was asked to, and to belong to the same version and size."""
    start = part.resume_at(wanted)
    found = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    total = int(found["total"]) if found and found["total"] != "*" else wanted.total
    is_same = wanted.total in {None, total} and answer.headers.get("ETag") in {None, wanted.validators.etag}
    if not (is_same and found and int(found["first"]) == start):
        part.discard()
        raise TransientError("answered with another part than the one that is missing")
    return start, msgspec.structs.replace(wanted, total=total)


def _refusal(answer: aiohttp.ClientResponse, patience: Patience) -> TransientError | UnusableError:
    words = f"answered {_status_words(answer.status)}"
    if answer.status in ASK_AGAIN or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = retry_after(answer.headers.get("Retry-After"), patience.clock.now())
        too_long = wait is not None and wait > patience.longest_wait
        return TransientError(f"{words} and asks to wait {wait:,.0f} seconds" if too_long else words, retry_after=wait)
    return UnusableError(words)


def _status_words(status: int) -> str:
    """A status with the standard's own phrase: the server's may hold anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(value: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds, or a date); None if there is none."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None


async def _receive(answer: aiohttp.ClientResponse, part: Part, start: int, origin: Origin, order: Order) -> None:
    """Write the body to the part, off the event loop, and check that nothing is missing (RFC 9112, 8)."""
    total = origin.total
    _refuse_oversized(part, total or 0, order.patience)
    done = await _write(answer, part, start, origin, order)
    _refuse_oversized(part, done, order.patience)
    if total is not None and done < total:
        raise TransientError(f"stopped after {done:,} of {total:,} bytes")
    if total is not None and done > total:
        part.discard()
        raise UnusableError(f"sent more than the {total:,} bytes that it announced")


async def _write(answer: aiohttp.ClientResponse, part: Part, done: int, origin: Origin, order: Order) -> int:
    """Write what comes, up to more than the most that may; how many bytes there are then."""
    pace = Pace(order.patience)
    with part.appending(done) as stream:
        order.progress(Progress(done, origin.total, origin.validators.address))
        while chunk := await _next_chunk(answer, order.patience):
            await asyncio.to_thread(stream.write, chunk)
            done += len(chunk)
            order.progress(Progress(done, origin.total, origin.validators.address))
            pace.count(len(chunk))
            if done > order.patience.most_bytes:
                break
    return done


async def _next_chunk(answer: aiohttp.ClientResponse, patience: Patience) -> bytes:
    """What comes next of the body, nothing at its end. aiohttp's own limit is for any byte: what a server sends around the
    body for ever (headers, extensions of chunks) would pass it.
    """
    async with patience.clock.timeout(patience.stall_seconds):
        return await answer.content.readany()


def _refuse_oversized(part: Part, size: int, patience: Patience) -> None:
    if size > patience.most_bytes:
        part.discard()
        raise UnusableError(f"sends a file of over {patience.most_bytes:,} bytes")


class Pace:
    """Whether bytes come fast enough for a download to end."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.since = patience.clock.monotonic()
        self.received = 0

    def count(self, size: int) -> None:
        """Note bytes. Raises TransientError when too few came for too long."""
        self.received += size
        elapsed = self.patience.clock.monotonic() - self.since
        if elapsed < self.patience.slow_seconds:
            return
        if self.received < self.patience.slowest_bytes:
            raise TransientError(f"sent only {self.received:,} bytes in {elapsed:,.0f} seconds")
        self.since, self.received = self.since + elapsed, 0


@contextmanager
def _naming_failures(part: Part, patience: Patience) -> Iterator[None]:
    """Turn what aiohttp raises into words, and into whether to ask again."""
    try:
        yield
    except aiohttp.ClientSSLError as error:
        raise UnusableError("cannot be reached over a secure connection (its certificate may be wrong)") from error
    except TimeoutError as error:
        raise TransientError(f"sent nothing of the file for {patience.stall_seconds:g} seconds") from error
    except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError) as error:
        raise TransientError(f"broke off after {part.size:,} bytes") from error
    except aiohttp.InvalidURL as error:
        raise UnusableError("is no web address") from error
    except aiohttp.ClientError as error:
        raise UnusableError("gave an answer that breaks the rules of HTTP") from error


def _why_unreachable(error: aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is unknown, or there is no network"
    return reason(error.os_error) if isinstance(error, aiohttp.ClientConnectorError) else "no answer"
