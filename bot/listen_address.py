"""A place at which requests are listened for, as settings write it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Address:
    """A place to listen at: a name or number of this machine, and a port; 0 is any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.shown_host}:{self.port}"

    @property
    def shown_host(self) -> str:
        """The host as it stands in a URL."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @classmethod
    def of(cls, text: str) -> Address:
        """Read `host:port`, with the host of IPv6 in brackets. Raises ValueError."""
        host, colon, port = text.strip().rpartition(":")
        if not (colon and host and port.isdecimal() and int(port) <= MAX_PORT):
            raise ValueError("it is not a host and a port, such as 127.0.0.1:8080")
        return cls(host.removeprefix("[").removesuffix("]"), int(port))
