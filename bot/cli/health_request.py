"""Ask the bot that runs on this machine how it is doing. Nothing is imported that this does not need."""

from __future__ import annotations

import re
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from bot.errors import MedlexError
from bot.listen_address import Address

# As bot/discord_bot/monitoring/http.py has them: that module loads the whole bot.
LIVE, READY = "/healthz", "/readyz"
# "live", or a line for each check, such as "lexicon: ok" (`Check` in bot/discord_bot/monitoring/health.py).
REPORT = re.compile(r"live|[a-z][a-z0-9 ]*: .+(\n.+)*")
MAX_SECONDS = 5.0
MAX_BYTES = 1 << 16
# "All addresses of this machine" is where a program listens, not where it is asked.
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (they are compared with)


def ask(address: Address, path: str) -> tuple[bool, str]:
    """Return if the bot is well, and what it reports at a path. Raises MedlexError if no bot answers."""
    connection = HTTPConnection(EVERYWHERE.get(address.host, address.host), address.port, timeout=MAX_SECONDS)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return _read(address, response.status, response.read(MAX_BYTES))
    except HTTPException as error:
        raise _something_else(address) from error
    except OSError as error:
        raise MedlexError(
            f"No bot answers at {address}: {error.strerror or 'it took too long'}.",
            "Start it with `medlex run` (or `medlex serve`). If it runs, look in its log for a line with not_monitored.",
        ) from error
    finally:
        connection.close()


def _read(address: Address, status: int, body: bytes) -> tuple[bool, str]:
    """Read an answer. Raises MedlexError for one that is not a bot's."""
    report = body.decode(errors="replace").strip()
    if status not in (HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE) or not REPORT.fullmatch(report):
        raise _something_else(address)
    return status == HTTPStatus.OK, report


def _something_else(address: Address) -> MedlexError:
    return MedlexError(
        f"Something other than Medlex answers at {address}.",
        "Set MEDLEX_MONITORING to an address that nothing else uses, and start the bot again.",
    )
