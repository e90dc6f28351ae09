"""One HTTP request for a file, or for the rest of it, and the response (RFC 9110)."""

from __future__ import annotations

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
from bot.sources.download.body import receive
from bot.sources.download.destinations import GuardedResolver, redirected
from bot.sources.download.errors import NoConnectionError, TransientError, UnusableError, without_password
from bot.sources.download.options import FetchOptions, Validators
from bot.sources.download.partial_file import Origin, PartialFile
from bot.sources.download.retry import RetryPolicy

# The Gene Ontology's content delivery network refuses the names of libraries ("Python-urllib"):
# https://github.com/dhimmel/obonet/issues/34.
USER_AGENT = f"Medlex/{__version__} (self-hosted medical dictionary)"
# A file is stored as it comes. One that is compressed on the way has another length than the announced one.
HEADERS = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity"}
ACCEPTED_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip"})
REDIRECT_STATUSES = frozenset({301, 302, 303, 307, 308})
RETRY_STATUSES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
CONTENT_RANGE = re.compile(r"bytes (?P<first>[0-9]{1,18})-[0-9]{1,18}/(?P<total>[0-9]{1,18}|\*)", re.IGNORECASE)


def open_session(policy: RetryPolicy) -> aiohttp.ClientSession:
    """Open a session that sends Medlex's name, uses the proxies of the environment, and does not decompress."""
    timeout = aiohttp.ClientTimeout(
        total=None,
        connect=policy.connect_seconds,
        sock_connect=policy.connect_seconds,
        sock_read=policy.stall_seconds,
    )
    return aiohttp.ClientSession(
        headers=HEADERS,
        timeout=timeout,
        connector=aiohttp.TCPConnector(resolver=GuardedResolver()),
        trust_env=True,
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        read_bufsize=1 << 20,
    )


async def request(
    session: aiohttp.ClientSession, address: str, partial: PartialFile, options: FetchOptions
) -> Validators:
    """Request a file, or the rest of it, from an address; return the validators of its version.

    The partial file is complete afterwards, unless the result is `options.previous` itself (status 304: not
    modified). Raises TransientError or UnusableError; the bytes that came stay in the partial file.
    """
    wanted = partial.origin(address)
    conditions = _conditions(address, options.previous)
    with _http_errors(partial, options.policy):
        async with _final_answer(session, address, conditions | _range(partial, wanted), options) as answer:
            if answer.status == HTTPStatus.NOT_MODIFIED and conditions and options.previous:
                return options.previous
            start, origin = _accept(answer, address, partial, wanted, options.policy)
            await receive(answer, partial, start, origin, options)
            return origin.validators


def _conditions(address: str, previous: Validators | None) -> dict[str, str]:
    """Header fields by which the server sends the file only if it is not the one of before (RFC 9110, 13.1.2
    and 13.1.3).
    """
    if previous is None or previous.address != address:
        return {}
    conditions = {"If-None-Match": previous.etag, "If-Modified-Since": previous.last_modified}
    return {name: value for name, value in conditions.items() if value is not None}


def _range(partial: PartialFile, wanted: Origin | None) -> dict[str, str]:
    """Header fields by which the server sends the rest if the file is still the same, else all of it (RFC
    9110, 14.2, 13.1.5).
    """
    if wanted is None or wanted.if_range is None:
        return {}
    return {"Range": f"bytes={partial.resume_at(wanted)}-", "If-Range": wanted.if_range}


@asynccontextmanager
async def _final_answer(
    session: aiohttp.ClientSession, address: str, headers: Mapping[str, str], options: FetchOptions
) -> AsyncIterator[aiohttp.ClientResponse]:
    """The response at the end of the redirects (RFC 9110, 15.4). Raises UnusableError where one of them leads to a private
    address that is not allowed (`bot.sources.download.destinations`).
    """
    first = url = web_address(address)
    policy = options.policy
    for _ in range(policy.max_redirects + 1):
        with redirected(first, url, private_allowed=options.private_redirects):
            asked = await _answer(session, url, headers, options)
        async with asked as answer:
            if answer.status not in REDIRECT_STATUSES:
                yield answer
                return
            url = redirect_target(url, answer.headers.get("Location"))
    raise UnusableError(f"redirects more than {policy.max_redirects} times")


async def _answer(
    session: aiohttp.ClientSession, url: URL, headers: Mapping[str, str], options: FetchOptions
) -> aiohttp.ClientResponse:
    """The response of one server.

    Raises TransientError when there is no connection, NoConnectionError when that is known already or the
    proxy refuses.
    """
    host = url.host_port_subcomponent or ""
    if host in options.silent_hosts:
        raise NoConnectionError(host, options.silent_hosts[host])
    try:
        async with options.policy.clock.timeout(options.policy.connect_seconds + options.policy.stall_seconds):
            return await session.get(url, headers=headers, allow_redirects=False)
    except aiohttp.ClientSSLError:
        raise
    except aiohttp.ClientHttpProxyError as error:
        raise NoConnectionError(host, f"is not let through by the proxy ({_status_words(error.status)})") from error
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise TransientError(f"cannot be reached ({_why_unreachable(error)})", connected=False, host=host) from error


def web_address(text: str, base: URL | None = None) -> URL:
    """Parse an http or https address, relative to `base` if it is given. Raises UnusableError when it is not one."""
    try:
        url = (base or URL()).join(URL(text))
    except ValueError:
        url = URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise UnusableError("redirects to no web address" if base else "is no web address")
    return url


def redirect_target(url: URL, location: str | None) -> URL:
    """Return the address in a Location field. Raises UnusableError when it is missing, not http(s), or from
    https to http.
    """
    if not location:
        raise UnusableError("redirects without saying where to")
    target = web_address(location, url)
    if url.scheme == "https" and target.scheme != "https":
        raise UnusableError(f"redirects to {without_password(str(target))}, which is not encrypted")
    return target


def _accept(
    answer: aiohttp.ClientResponse, address: str, partial: PartialFile, wanted: Origin | None, policy: RetryPolicy
) -> tuple[int, Origin]:
    """Return the position of the response's first byte in the file, and the file's version.

    Raises TransientError or UnusableError when the response is not a file.
    """
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ACCEPTED_ENCODINGS:
        raise UnusableError("answered in an encoding that Medlex did not ask for")
    if answer.status == HTTPStatus.OK:
        origin = _origin(answer, address)
        partial.begin(origin)
        return 0, origin
    if wanted is not None and answer.status == HTTPStatus.PARTIAL_CONTENT:
        return _accept_rest(answer, partial, wanted)
    if wanted is not None and answer.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        partial.discard()
        raise TransientError("has no such part of the file any more")
    raise _refusal(answer, policy)


def _origin(answer: aiohttp.ClientResponse, address: str) -> Origin:
    validators = Validators(address, _header(answer, "ETag"), _header(answer, "Last-Modified"))
    return Origin(validators, answer.content_length, _header(answer, "Date"))


def _header(answer: aiohttp.ClientResponse, name: str) -> str | None:
    """Return a header field; None if it is missing or has other than printable ASCII characters and could not
    be sent back.
    """
    value = answer.headers.get(name, "")
    return value if value and value.isascii() and value.isprintable() else None


def _accept_rest(answer: aiohttp.ClientResponse, partial: PartialFile, wanted: Origin) -> tuple[int, Origin]:
    """Check that the rest begins at the requested byte and belongs to the same version and size (RFC 9110, 15.3.7)."""
    start = partial.resume_at(wanted)
    found = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    total = int(found["total"]) if found and found["total"] != "*" else wanted.total
    is_same = wanted.total in {None, total} and answer.headers.get("ETag") in {None, wanted.validators.etag}
    if not (is_same and found and int(found["first"]) == start):
        partial.discard()
        raise TransientError("answered with another part than the one that is missing")
    return start, msgspec.structs.replace(wanted, total=total)


def _refusal(answer: aiohttp.ClientResponse, policy: RetryPolicy) -> TransientError | UnusableError:
    words = f"answered {_status_words(answer.status)}"
    if answer.status in RETRY_STATUSES or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        wait = retry_after(answer.headers.get("Retry-After"), policy.clock.now())
        too_long = wait is not None and wait > policy.max_wait
        return TransientError(f"{words} and asks to wait {wait:,.0f} seconds" if too_long else words, retry_after=wait)
    return UnusableError(words)


def _status_words(status: int) -> str:
    """Return a status code with the standard's phrase: the server's own phrase may contain anything."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds of a Retry-After field (RFC 9110, 10.2.3: seconds or a date); None if it has none."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (TypeError, ValueError):
        return None


@contextmanager
def _http_errors(partial: PartialFile, policy: RetryPolicy) -> Iterator[None]:
    """Turn aiohttp's exceptions into TransientError (request again) or UnusableError (do not)."""
    try:
        yield
    except aiohttp.ClientSSLError as error:
        raise UnusableError("cannot be reached over a secure connection (its certificate may be wrong)") from error
    except TimeoutError as error:
        raise TransientError(f"sent nothing of the file for {policy.stall_seconds:g} seconds") from error
    except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError, ConnectionError) as error:
        raise TransientError(f"broke off after {partial.size:,} bytes") from error
    except aiohttp.InvalidURL as error:
        raise UnusableError("is no web address") from error
    except aiohttp.ClientError as error:
        raise UnusableError("gave an answer that breaks the rules of HTTP") from error


def _why_unreachable(error: aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError) -> str:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "its name is unknown, or there is no network"
    return reason(error.os_error) if isinstance(error, aiohttp.ClientConnectorError) else "no answer"
