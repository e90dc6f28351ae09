"""Where a download may be redirected to: a publisher's server, or whoever answers in its place, must not make a program
on the host's machine ask other programs there, or devices of the host's own network (OWASP, Server-Side Request Forgery).

The first address comes from the catalogue, and is asked wherever it is. A redirect to another host is followed to public
addresses only, unless the host allows others (`MEDLEX_PRIVATE_REDIRECTS`) or the first address is a private one itself.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.sources.download.errors import UnusableError, without_password

# The host that the request under way was redirected to, if it must have public addresses.
_must_be_public: ContextVar[str | None] = ContextVar("must_be_public", default=None)


def is_public(address: str) -> bool:
    """Return True if an IP address is one of the public internet (https://www.iana.org/assignments/iana-ipv4-special-registry
    and iana-ipv6-special-registry). An IPv4 address within an IPv6 address counts as that address.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    return found.is_global and not found.is_multicast


@contextmanager
def redirected(first: URL, target: URL, *, private_allowed: bool) -> Iterator[None]:
    """Let requests within the block go from the `first` address of a download to the `target` of a redirect.

    Raises UnusableError, at once or when the name of the host is resolved, if the target is no public address and must be
    one.
    """
    if private_allowed or target.host == first.host or _is_private(first.host):
        yield
        return
    if _is_private(target.host):
        raise _refused(str(target))
    token = _must_be_public.set(target.host)
    try:
        yield
    finally:
        _must_be_public.reset(token)


def _is_private(host: str | None) -> bool:
    """Return True if a host is given by an address that is not public; False for names."""
    try:
        return not is_public(host or "")
    except ValueError:
        return False


def _refused(address: str) -> UnusableError:
    return UnusableError(
        f"redirects to {without_password(address)}, which is on this machine or in its network; "
        "MEDLEX_PRIVATE_REDIRECTS=on allows that"
    )


class GuardedResolver(AbstractResolver):
    """Resolves names of hosts as aiohttp does, and refuses those of `redirected` that have an address that is not public.

    The connection goes to the addresses that were checked. A proxy resolves names itself.
    """

    def __init__(self) -> None:
        self._resolver = aiohttp.DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of a host. Raises OSError when it has none, UnusableError when it must not be asked."""
        found = await self._resolver.resolve(host, port, family)
        if host == _must_be_public.get() and not all(is_public(each["host"]) for each in found):
            raise _refused(host)
        return found

    async def close(self) -> None:
        """Release what the resolver holds."""
        await self._resolver.close()
