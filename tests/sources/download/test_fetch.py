"""Fetching a source of the catalogue: the year's address, the newest file of a page, and pages."""

from __future__ import annotations

import gzip
import hashlib
import re
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import msgspec
import pytest
from aiohttp import web
from sources.downloading import left_in

from bot import __version__
from bot.errors import DataError, UnreachableError, UsageError
from bot.sources.catalogue import Listing, Source, source
from bot.sources.concept import Reading
from bot.sources.download.fetch import Fetched, fetch
from bot.sources.download.options import Validators
from bot.sources.formats.registry import FORMATS

pytestmark = pytest.mark.usefixtures("in_one_year")

Fetch = Callable[..., Awaitable[Fetched]]


@pytest.fixture
def mesh(publisher: Any) -> Source:
    """MeSH as this server gives it, without a mirror."""
    return msgspec.structs.replace(source("mesh"), addresses=(publisher.address("/desc{year}.gz"),), mirror=None)


@pytest.fixture
def listed(publisher: Any) -> Source:
    """MedlinePlus as a page of this server lists it."""
    medlineplus = source("medlineplus")
    assert medlineplus.listing is not None
    listing = msgspec.structs.replace(medlineplus.listing, address=publisher.address("/xml.html"))
    return msgspec.structs.replace(medlineplus, listing=listing)


def requested_paths(publisher: Any) -> list[str]:
    return [request.path for request in publisher.requests]


# The year


async def test_next_years_file_is_asked_for_first_then_this_years_then_last_years(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    publisher.gives("/desc2025.gz", publisher.file(b"last year's"))
    fetched = await get(mesh)
    assert requested_paths(publisher) == ["/desc2027.gz", "/desc2026.gz", "/desc2025.gz"]
    assert fetched.path.read_bytes() == b"last year's"
    assert fetched.validators is not None
    assert fetched.validators.address == publisher.address("/desc2025.gz")


@pytest.mark.parametrize("year", [2027, 2026])
async def test_older_years_are_not_asked_for(publisher: Any, get: Fetch, mesh: Source, year: int) -> None:
    for each in range(2025, year + 1):
        publisher.gives(f"/desc{each}.gz", publisher.file(str(each).encode()))
    assert (await get(mesh)).path.read_bytes() == str(year).encode()
    assert requested_paths(publisher)[-1] == f"/desc{year}.gz"


async def test_a_web_page_in_the_place_of_next_years_file_is_passed_over(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    publisher.gives("/desc2027.gz", publisher.status(200, b"<!DOCTYPE html><html>Not here yet</html>"))
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    assert (await get(mesh)).path.read_bytes() == b"this year's"


async def test_when_no_year_is_there_each_address_is_named(
    publisher: Any, get: Fetch, mesh: Source, downloads: Path
) -> None:
    with pytest.raises(DataError) as refused:
        await get(mesh)
    for year in (2025, 2026, 2027):
        assert f"/desc{year}.gz answered 404" in refused.value.problem
    assert left_in(downloads) == []


async def test_an_address_without_a_year_is_asked_once(publisher: Any, get: Fetch) -> None:
    hpo = msgspec.structs.replace(source("hpo"), addresses=(publisher.address("/hp.obo"),), mirror=None)
    with pytest.raises(DataError):
        await get(hpo)
    assert requested_paths(publisher) == ["/hp.obo"]


async def test_the_years_of_all_addresses_are_asked_for_newest_of_each_first(publisher: Any, get: Fetch) -> None:
    addresses = (publisher.address("/a{year}"), publisher.address("/b{year}"))
    with pytest.raises(DataError):
        await get(msgspec.structs.replace(source("mesh"), addresses=addresses, mirror=None))
    assert requested_paths(publisher) == ["/a2027", "/a2026", "/a2025", "/b2027", "/b2026", "/b2025"]


async def test_last_years_file_never_takes_the_place_of_this_years(publisher: Any, get: Fetch, mesh: Source) -> None:
    publisher.gives("/desc2025.gz", publisher.file(b"last year's"))
    with pytest.raises(DataError, match="could not be downloaded"):
        await get(mesh, Validators(publisher.address("/desc2026.gz"), '"this year"'))
    assert requested_paths(publisher) == ["/desc2027.gz", "/desc2026.gz"]


async def test_a_file_of_last_year_is_left_for_this_years_when_that_appears(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    publisher.gives("/desc2025.gz", publisher.file(b"last year's"))
    first = await get(mesh)
    assert not (await get(mesh, first.validators)).changed
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    newer = await get(mesh, first.validators)
    assert newer.changed
    assert newer.path.read_bytes() == b"this year's"


# Unchanged, cut off, refused


async def test_an_unchanged_file_is_not_fetched_again(publisher: Any, get: Fetch, mesh: Source) -> None:
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    first = await get(mesh)
    first.path.unlink()
    second = await get(mesh, first.validators)
    assert (second.changed, second.validators) == (False, first.validators)
    assert publisher.requests[-1].headers["If-None-Match"] == '"v1"'
    assert left_in(first.path.parent) == []


async def test_what_came_before_a_cut_is_gone_on_with_by_the_next_command(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    content = bytes(range(250)) * 8
    publisher.gives("/desc2026.gz", publisher.cut(content, 1000), publisher.status(404))
    with pytest.raises(DataError):
        await get(mesh)
    publisher.gives("/desc2026.gz", publisher.file(content))
    fetched = await get(mesh)
    assert publisher.requests[-1].headers["Range"] == "bytes=1000-"
    assert fetched.path.read_bytes() == content
    assert left_in(fetched.path.parent) == [fetched.path.name]


async def test_a_file_whose_checksum_the_catalogue_gives_is_compared_with_it(
    publisher: Any, get: Fetch, mesh: Source, downloads: Path
) -> None:
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    checked = msgspec.structs.replace(mesh, sha256=hashlib.sha256(b"this year's").hexdigest())
    assert (await get(checked)).path.read_bytes() == b"this year's"
    publisher.gives("/desc2026.gz", publisher.file(b"another"))
    with pytest.raises(DataError, match="another SHA-256 checksum than expected"):
        await get(checked)


async def test_progress_is_told(publisher: Any, get: Fetch, mesh: Source) -> None:
    publisher.gives("/desc2026.gz", publisher.file(b"this year's"))
    await get(mesh)
    assert (publisher.seen[-1].done, publisher.seen[-1].total) == (11, 11)


async def test_a_source_without_an_address_is_refused_with_what_to_write(publisher: Any, get: Fetch) -> None:
    with pytest.raises(UsageError) as refused:
        await get(msgspec.structs.replace(source("hpo"), addresses=()))
    assert "`medlex install hpo --from FILE`" in refused.value.remedy
    assert publisher.requests == []


# A page that names the newest file


def page(publisher: Any, *dates: str) -> bytes:
    links = "".join(f'<a href="{publisher.address(f"/xml/mplus_topics_{date}.xml")}">x</a>\n' for date in dates)
    return f"<!DOCTYPE html><html>{links}<a href='/xml/mplus_topics.dtd'>x</a></html>".encode()


async def test_of_the_files_that_a_page_names_the_newest_is_fetched(publisher: Any, get: Fetch, listed: Source) -> None:
    content = page(publisher, "2026-05-09", "2026-05-12", "2025-12-31", "2026-05-11")
    publisher.gives("/xml.html", publisher.file(content, None))
    publisher.gives("/xml/mplus_topics_2026-05-12.xml", publisher.file(b"<newest/>"))
    fetched = await get(listed)
    assert requested_paths(publisher) == ["/xml.html", "/xml/mplus_topics_2026-05-12.xml"]
    assert left_in(fetched.path.parent) == [fetched.path.name]
    assert fetched.path.read_bytes() == b"<newest/>"


async def test_the_same_newest_file_is_not_fetched_again_and_a_newer_one_is(
    publisher: Any, get: Fetch, listed: Source
) -> None:
    publisher.gives("/xml.html", publisher.file(page(publisher, "2026-05-11"), None))
    publisher.gives("/xml/mplus_topics_2026-05-11.xml", publisher.file(b"<day-11/>", '"11"'))
    publisher.gives("/xml/mplus_topics_2026-05-12.xml", publisher.file(b"<day-12/>", '"12"'))
    first = await get(listed)
    assert not (await get(listed, first.validators)).changed
    publisher.gives("/xml.html", publisher.file(page(publisher, "2026-05-11", "2026-05-12"), None))
    newer = await get(listed, first.validators)
    assert (newer.changed, newer.path.read_bytes()) == (True, b"<day-12/>")


async def test_a_page_that_is_packed_unasked_is_unpacked(publisher: Any, get: Fetch, listed: Source) -> None:
    packed = gzip.compress(page(publisher, "2026-05-12"))
    publisher.gives("/xml.html", publisher.file(packed, None, Content_Encoding="gzip"))
    publisher.gives("/xml/mplus_topics_2026-05-12.xml", publisher.file(b"<newest/>"))
    assert (await get(listed)).path.read_bytes() == b"<newest/>"


@pytest.mark.parametrize("link", ["/xml/", "//127.0.0.1:{port}/xml/", "http://127.0.0.1:{port}/xml/"])
async def test_a_page_may_write_the_address_of_its_files_in_any_way(
    publisher: Any, get: Fetch, listed: Source, link: str
) -> None:
    address = link.format(port=publisher.port) + "mplus_topics_2026-05-12.xml"
    publisher.gives("/xml.html", publisher.file(f'<html><a href="{address}">x</a></html>'.encode(), None))
    publisher.gives("/xml/mplus_topics_2026-05-12.xml", publisher.file(b"<newest/>"))
    assert (await get(listed)).path.read_bytes() == b"<newest/>"


async def test_a_page_without_end_is_refused(
    publisher: Any, get: Fetch, listed: Source, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.fetch.MAX_PAGE_BYTES", 10_000)
    publisher.gives("/xml.html", publisher.file(b"<html>" + b" " * 10_000, None))
    with pytest.raises(DataError, match="sends a file of over 10,000 bytes"):
        await get(listed)
    assert left_in(downloads) == []


@pytest.mark.parametrize("content", [b"<html>We have moved.</html>", b"\x1f\x8b\x08 not gzip", b"\xff\xfe"])
async def test_a_page_that_names_no_file_is_refused(
    publisher: Any, get: Fetch, listed: Source, content: bytes, downloads: Path
) -> None:
    publisher.gives("/xml.html", publisher.file(content, None))
    with pytest.raises(DataError):
        await get(listed)
    assert requested_paths(publisher) == ["/xml.html"]
    assert left_in(downloads) == []


async def test_a_page_without_files_says_how_to_go_on_by_hand(
    publisher: Any, get: Fetch, listed: Source, downloads: Path
) -> None:
    publisher.gives("/xml.html", publisher.file(b"<html>We have moved.</html>", None))
    with pytest.raises(DataError) as refused:
        await get(listed)
    assert f"The page {publisher.address('/xml.html')} names no file of medlineplus" in refused.value.problem
    assert "`medlex install medlineplus --from FILE`" in refused.value.remedy
    assert left_in(downloads) == []


async def test_a_missing_page_is_named(publisher: Any, get: Fetch, listed: Source) -> None:
    with pytest.raises(DataError, match=re.escape(publisher.address("/xml.html"))):
        await get(listed)


# Pages of a year


@pytest.fixture
def yearly(publisher: Any) -> Source:
    """A source whose page and file are those of a year."""
    listing = Listing(publisher.address("/{year}/"), r"/\d{4}/codes-[^\"]+\.zip")
    return msgspec.structs.replace(source("icd-10-cm"), listing=listing, mirror=None)


def folder(year: int) -> bytes:
    return f'<html><A HREF="/{year}/codes-and index.zip">codes-and index.zip</A><br></html>'.encode()


async def test_the_page_of_the_newest_year_names_the_file(publisher: Any, get: Fetch, yearly: Source) -> None:
    publisher.gives("/2026/", publisher.file(folder(2026), None))
    publisher.gives("/2025/", publisher.file(folder(2025), None))
    publisher.gives("/2026/codes-and index.zip", publisher.file(b"codes"))
    fetched = await get(yearly)
    assert requested_paths(publisher) == ["/2027/", "/2026/", "/2026/codes-and index.zip"]
    assert fetched.path.read_bytes() == b"codes"
    assert not (await get(yearly, fetched.validators)).changed


async def test_a_page_that_is_there_before_its_file_is_passed_over(publisher: Any, get: Fetch, yearly: Source) -> None:
    publisher.gives("/2027/", publisher.file(b"<html>To be released in summer.</html>", None))
    publisher.gives("/2026/", publisher.file(folder(2026), None))
    publisher.gives("/2026/codes-and index.zip", publisher.file(b"codes"))
    assert (await get(yearly)).path.read_bytes() == b"codes"


async def test_when_no_page_names_a_file_each_says_why(publisher: Any, get: Fetch, yearly: Source) -> None:
    publisher.gives("/2026/", publisher.file(b"<html>Nothing.</html>", None))
    with pytest.raises(DataError) as refused:
        await get(yearly)
    for words in ("/2027/ answered 404", "/2026/ names no file of icd-10-cm", "/2025/ answered 404"):
        assert words in refused.value.problem


async def test_the_page_of_an_older_year_than_the_installed_one_is_not_asked_for(
    publisher: Any, get: Fetch, yearly: Source
) -> None:
    publisher.gives("/2025/", publisher.file(folder(2025), None))
    with pytest.raises(DataError):
        await get(yearly, Validators(publisher.address("/2026/codes-and%20index.zip"), '"v"'))
    assert requested_paths(publisher) == ["/2027/", "/2026/"]


async def test_a_publisher_that_skips_years_is_asked_back_to_its_last_edition(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    publisher.gives("/desc2023.gz", publisher.file(b"2023"))
    skipping = msgspec.structs.replace(mesh, oldest_year=2023)
    assert (await get(skipping)).path.read_bytes() == b"2023"
    assert requested_paths(publisher) == [f"/desc{year}.gz" for year in (2027, 2026, 2025, 2024, 2023)]


async def test_in_january_last_years_edition_is_had_until_this_years_is_there(
    publisher: Any, get: Fetch, mesh: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.gives("/desc2026.gz", publisher.file(b"2026"))
    in_december = await get(mesh)
    monkeypatch.setattr("sources.conftest.THIS_YEAR", 2027)
    in_january = await get(mesh, in_december.validators)
    publisher.gives("/desc2027.gz", publisher.file(b"2027"))
    later = await get(mesh, in_december.validators)
    assert (in_december.changed, in_january.changed, later.path.read_bytes()) == (True, False, b"2027")


# Several files that are one edition


@pytest.fixture
def in_files(publisher: Any) -> Source:
    """A source in three files."""
    files = tuple(
        publisher.gives(f"/xml/{name}.xml", publisher.file(f"<{name}/>".encode())) for name in ("one", "two", "three")
    )
    return msgspec.structs.replace(source("medlineplus"), listing=None, files=files)


async def test_all_files_are_fetched_into_one_archive(
    publisher: Any, get: Fetch, in_files: Source, downloads: Path
) -> None:
    fetched = await get(in_files)
    with zipfile.ZipFile(fetched.path) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "one.xml": b"<one/>",
            "two.xml": b"<two/>",
            "three.xml": b"<three/>",
        }
    assert left_in(downloads) == [fetched.path.name]


async def test_progress_counts_the_bytes_of_all_files(publisher: Any, get: Fetch, in_files: Source) -> None:
    await get(in_files)
    done = [step.done for step in publisher.seen]
    assert done == sorted(done)
    assert done[-1] == len(b"<one/><two/><three/>")


async def test_one_file_that_is_missing_is_named_and_nothing_is_left(
    publisher: Any, get: Fetch, in_files: Source, downloads: Path
) -> None:
    publisher.gives("/xml/two.xml", publisher.status(404))
    with pytest.raises(DataError, match=re.escape(f"{publisher.address('/xml/two.xml')} answered 404")):
        await get(in_files)
    assert left_in(downloads) == []


async def test_files_that_are_as_they_were_are_unchanged_and_one_other_is_a_change(
    publisher: Any, get: Fetch, in_files: Source
) -> None:
    first = await get(in_files)
    second = await get(in_files, first.validators)
    publisher.gives("/xml/two.xml", publisher.file(b"<two>now</two>"))
    third = await get(in_files, first.validators)
    assert (second.changed, third.changed) == (False, True)


async def test_a_file_that_is_cut_is_fetched_to_its_end(publisher: Any, get: Fetch, in_files: Source) -> None:
    content = b"<two>" + b"x" * 2000
    publisher.gives("/xml/two.xml", publisher.cut(content, 1000 + len(b"<one/>")), publisher.file(content))
    with zipfile.ZipFile((await get(in_files)).path) as archive:
        assert archive.read("two.xml") == content


# Pages of an API


async def test_a_paged_source_is_fetched_whole(publisher: Any, get: Fetch) -> None:
    async def api(request: web.Request) -> web.StreamResponse:
        letter = request.match_info["path"].removeprefix("Terms/")
        terms = [{"termId": ord(letter), "termName": f"{letter}-cell", "definition": {"text": "A word."}}]
        return web.json_response({"meta": {"totalResults": 1, "from": 0}, "results": terms})

    letters = source("nci-dictionary").paged
    assert letters is not None
    for letter in letters.letters:
        publisher.gives(f"/Terms/{letter}", api)
    total = publisher.gives("/count", publisher.file(b"27", None))
    nci = msgspec.structs.replace(
        source("nci-dictionary"),
        addresses=(publisher.address("/Terms/{letter}?size=10000&from=0"),),
        paged=msgspec.structs.replace(letters, total=total),
    )
    fetched = await get(nci)
    assert len(publisher.requests) == 28
    assert len(list(FORMATS[nci.format].concepts(fetched.path, Reading(nci)))) == 27


# Who asks


async def test_every_request_says_who_asks_even_after_redirects(publisher: Any, get: Fetch, listed: Source) -> None:
    publisher.gives("/xml.html", publisher.status(302, Location="/moved.html"))
    publisher.gives("/moved.html", publisher.file(page(publisher, "2026-05-12"), None))
    publisher.gives("/xml/mplus_topics_2026-05-12.xml", publisher.status(301, Location="/cdn/topics.xml"))
    publisher.gives("/cdn/topics.xml", publisher.cut(b"<newest/>", 3), publisher.file(b"<newest/>"))
    await get(listed)
    assert requested_paths(publisher)[-2:] == ["/xml/mplus_topics_2026-05-12.xml", "/cdn/topics.xml"]
    assert len(publisher.requests) == 6
    agents = {request.headers["User-Agent"] for request in publisher.requests}
    assert agents == {f"Medlex/{__version__} (self-hosted medical dictionary)"}


# Hosts that give no answer


@pytest.fixture
def nobody(unused_tcp_port: int) -> str:
    """The address of a host at which nobody is."""
    return f"http://127.0.0.1:{unused_tcp_port}"


async def test_a_host_without_an_answer_is_named_once_and_not_asked_for_every_year(
    get: Fetch, mesh: Source, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections: list[str] = []
    connect = aiohttp.TCPConnector.connect

    async def counted(self: Any, request: Any, **options: Any) -> Any:
        connections.append(str(request.url))
        return await connect(self, request, **options)

    monkeypatch.setattr(aiohttp.TCPConnector, "connect", counted)
    with pytest.raises(UnreachableError) as refused:
        await get(msgspec.structs.replace(mesh, addresses=(f"{nobody}/desc{{year}}.gz",)))
    assert connections == [f"{nobody}/desc2027.gz"] * 2
    assert refused.value.problem.count(nobody.removeprefix("http://")) == 1


async def test_a_host_without_an_answer_is_asked_by_one_source_of_a_run_alone(
    publisher: Any, mesh: Source, nobody: str, downloads: Path
) -> None:
    silent: dict[str, str] = {}
    gone = msgspec.structs.replace(mesh, addresses=(f"{nobody}/desc.gz",))
    for _ in range(2):
        with pytest.raises(UnreachableError, match="cannot be reached"):
            await fetch(gone, downloads, None, publisher.seen.append, silent)
    assert list(silent) == [nobody.removeprefix("http://")]


async def test_a_redirect_to_a_host_without_an_answer_does_not_speak_against_the_first(
    publisher: Any, mesh: Source, nobody: str, downloads: Path
) -> None:
    silent: dict[str, str] = {}
    away = publisher.gives("/away", publisher.status(302, Location=f"{nobody}/file"))
    here = publisher.gives("/here", publisher.file(b"here"))
    with pytest.raises(UnreachableError):
        await fetch(msgspec.structs.replace(mesh, addresses=(away,)), downloads, None, publisher.seen.append, silent)
    fetched = await fetch(
        msgspec.structs.replace(mesh, addresses=(here,)), downloads, None, publisher.seen.append, silent
    )
    assert fetched.path.read_bytes() == b"here"


async def test_a_server_that_answers_badly_is_not_unreachable(
    publisher: Any, get: Fetch, mesh: Source, nobody: str
) -> None:
    addresses = (f"{nobody}/desc.gz", publisher.address("/desc.gz"))
    with pytest.raises(DataError) as refused:
        await get(msgspec.structs.replace(mesh, addresses=addresses))
    assert not isinstance(refused.value, UnreachableError)
