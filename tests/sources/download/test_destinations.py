"""Redirects of downloads: a publisher's server does not make Medlex ask this machine or the host's own network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.sources.download.destinations import is_public
from bot.sources.download.download import download

CONTENT = b"<mesh/>"


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.9.1", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "224.0.0.1"),
        *("169.254.169.254", "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "ff02::1"),
    ],
)
def test_addresses_of_this_machine_and_of_networks_are_not(address: str) -> None:
    assert not is_public(address)


def by_name(publisher: Any, path: str) -> str:
    """The address of a path, with a name in place of the number of this machine."""
    return f"http://localhost:{publisher.port}{path}"


async def test_a_redirect_to_a_private_address_is_refused(publisher: Any, tmp_path: Path) -> None:
    for number, target in enumerate([publisher.address("/file"), "http://169.254.169.254/x", "http://[::1]:80/x"]):
        publisher.gives(f"/{number}", publisher.status(302, Location=target))
        error = await publisher.refusal([by_name(publisher, f"/{number}")], tmp_path)
        assert "which is on this machine or in its network" in error.problem
        assert "MEDLEX_PRIVATE_REDIRECTS" in error.problem
    assert "/file" not in [request.path for request in publisher.requests]


async def test_a_redirect_to_a_name_of_a_private_address_is_refused_before_it_is_asked(
    publisher: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"publisher.example": "127.0.0.1", "inside.example": "127.0.0.1"}
    monkeypatch.setattr("bot.sources.download.destinations.aiohttp.DefaultResolver", lambda: Names(names))
    publisher.gives("/a", publisher.status(302, Location=f"http://inside.example:{publisher.port}/file"))

    error = await publisher.refusal([f"http://publisher.example:{publisher.port}/a"], tmp_path)

    assert "redirects to inside.example, which is on this machine or in its network" in error.problem
    assert [request.path for request in publisher.requests] == ["/a"]


class Names:
    """Stands in for a resolver that knows these names."""

    def __init__(self, addresses: dict[str, str]) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int, family: int) -> list[dict[str, Any]]:
        """Return the address of a name."""
        return [
            {"hostname": host, "host": self._addresses[host], "port": port, "family": 2, "proto": 0, "flags": 0},
        ]

    async def close(self) -> None:
        """Hold nothing."""


async def test_redirects_within_a_private_server_are_followed(publisher: Any, tmp_path: Path) -> None:
    publisher.gives("/file", publisher.file(CONTENT))
    publisher.gives("/a", publisher.status(302, Location=publisher.address("/file")))
    publisher.gives("/b", publisher.status(302, Location="/file"))

    from_number = await download([publisher.address("/a")], tmp_path, "a.xml", publisher.options())
    from_name = await download([by_name(publisher, "/b")], tmp_path, "b.xml", publisher.options())

    assert from_number.path.read_bytes() == from_name.path.read_bytes() == CONTENT


async def test_a_host_may_allow_redirects_to_private_addresses(publisher: Any, tmp_path: Path) -> None:
    publisher.gives("/file", publisher.file(CONTENT))
    publisher.gives("/a", publisher.status(302, Location=publisher.address("/file")))
    options = publisher.options(private_redirects=True)

    done = await download([by_name(publisher, "/a")], tmp_path, "mesh.xml", options)

    assert done.path.read_bytes() == CONTENT
