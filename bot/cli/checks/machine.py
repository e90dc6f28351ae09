"""Checks of the machine: its time zones, and whether the addresses to listen at are free."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cli.checks.finding import Finding
from bot.cli.health_request import LIVE, ask
from bot.errors import MedlexError
from bot.files import reason
from bot.listen_address import Address
from bot.settings import Settings

# Of each part of the world, so that a cut set is noticed.
ZONES = ("Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "UTC")
TAKEN = "another program uses it"
HOW_TO_GET_ZONES = "Run `pip install --upgrade tzdata`: terms of the day are posted by the clock of each server."


def machine(settings: Settings) -> Iterator[Finding]:
    """The time zones, and the address of health and metrics; with an application's ID, that of `medlex serve`, too."""
    yield _time_zones()
    if settings.monitoring is not None:
        yield _monitoring(settings.monitoring)
    if settings.discord_application_id is not None:
        yield _http(Address.of(settings.medlex_http))


def _time_zones() -> Finding:
    missing = [name for name in ZONES if not _is_known(name)]
    if missing:
        what = f"the system does not know {', '.join(missing)}"
        return Finding("time zones", good=False, what=what, remedy=HOW_TO_GET_ZONES)
    with suppress(PackageNotFoundError):
        return Finding("time zones", good=True, what=f"known; the package tzdata has edition {version('tzdata')}")
    return Finding("time zones", good=True, what="known")


def _is_known(name: str) -> bool:
    try:
        ZoneInfo.no_cache(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _monitoring(address: Address) -> Finding:
    """A bot whose address of health and metrics is taken goes on without them."""
    problem = _problem(address)
    if problem is None:
        return Finding("monitoring", good=True, what=f"{address} is free for health and metrics")
    if problem == TAKEN and _answers(address):
        return Finding("monitoring", good=True, what=f"a running bot answers at {address}")
    remedy = "Set MEDLEX_MONITORING to an address that is, such as 127.0.0.1:8766: until then there are no metrics."
    return Finding("monitoring", good=True, what=f"{address} cannot be used: {problem}", remedy=remedy)


def _http(address: Address) -> Finding:
    problem = _problem(address)
    if problem is None:
        return Finding("http", good=True, what=f"{address} is free for `medlex serve`")
    if problem == TAKEN and _answers(address):
        return Finding("http", good=True, what=f"a running `medlex serve` answers at {address}")
    remedy = "Set MEDLEX_HTTP to an address of this machine that nothing else uses."
    return Finding("http", good=False, what=f"{address} cannot be used: {problem}", remedy=remedy)


def _problem(address: Address) -> str | None:
    """Return why nothing can listen at an address; None if something can. It is not listened at for long."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        with socket.socket(family) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((address.host, address.port))
            listener.listen()
    except OSError as error:
        return TAKEN if error.errno == errno.EADDRINUSE else reason(error)
    return None


def _answers(address: Address) -> bool:
    """Return True if a bot of ours answers there."""
    try:
        well, _ = ask(address, LIVE)
    except MedlexError:
        return False
    return well
