"""Fetching a source of the catalogue: the year's address, the newest file of a page, and pages."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from sources.downloading import left_in

from bot.errors import DataError, UsageError
from bot.sources.catalogue import Source, source
from bot.sources.concept import Reading
from bot.sources.fetch import Fetched
from bot.sources.formats.registry import FORMATS
from bot.sources.transfer import Validators

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


def asked(publisher: Any) -> list[str]:
    return [request.path for request in publisher.requests]


# The year


async def test_next_years_file_is_asked_for_first_then_this_years_then_last_years(
    publisher: Any, get: Fetch, mesh: Source
) -> None:
    publisher.gives("/desc2025.gz", publisher.file(b"last year's"))
    fetched = await get(mesh)
    assert asked(publisher) == ["/desc2027.gz", "/desc2026.gz", "/desc2025.gz"]
    assert fetched.path.read_bytes() == b"last year's"
    assert fetched.validators is not None
    assert fetched.validators.address == publisher.address("/desc2025.gz")


@pytest.mark.parametrize("year", [2027, 2026])
async def test_older_years_are_not_asked_for(publisher: Any, get: Fetch, mesh: Source, year: int) -> None:
    for each in range(2025, year + 1):
        publisher.gives(f"/desc{each}.gz", publisher.file(str(each).encode()))
    assert (await get(mesh)).path.read_bytes() == str(year).encode()
    assert asked(publisher)[-1] == f"/desc{year}.gz"


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
    hpo = msgspec.structs.replace(source("hpo"), addresses=(publisher.address("/hp.obo"),))
    with pytest.raises(DataError):
        await get(hpo)
    assert asked(publisher) == ["/hp.obo"]


async def test_the_years_of_all_addresses_are_asked_for_newest_of_each_first(publisher: Any, get: Fetch) -> None:
    addresses = (publisher.address("/a{year}"), publisher.address("/b{year}"))
    with pytest.raises(DataError):
        await get(msgspec.structs.replace(source("mesh"), addresses=addresses, mirror=None))
    assert asked(publisher) == ["/a2027", "/a2026", "/a2025", "/b2027", "/b2026", "/b2025"]


async def test_last_years_file_never_takes_the_place_of_this_years(publisher: Any, get: Fetch, mesh: Source) -> None:
    publisher.gives("/desc2025.gz", publisher.file(b"last year's"))
    with pytest.raises(DataError, match="could not be downloaded"):
        await get(mesh, Validators(publisher.address("/desc2026.gz"), '"this year"'))
    assert asked(publisher) == ["/desc2027.gz", "/desc2026.gz"]


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
    assert asked(publisher) == ["/xml.html", "/xml/mplus_topics_2026-05-12.xml"]
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
    monkeypatch.setattr("bot.sources.fetch.MOST_PAGE_BYTES", 10_000)
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
    assert asked(publisher) == ["/xml.html"]
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


# Pages of an API


async def test_a_paged_source_is_fetched_whole(publisher: Any, get: Fetch) -> None:
    async def api(request: web.Request) -> web.StreamResponse:
        first = int(request.query["from"])
        term = {"termId": first, "termName": f"term {first}", "definition": {"text": "A word."}}
        return web.json_response({"meta": {"totalResults": 3, "from": first}, "results": [term]})

    address = publisher.gives("/Terms", api)
    nci = msgspec.structs.replace(source("nci-dictionary"), addresses=(f"{address}?size=10000&from=0",))
    fetched = await get(nci)
    assert [request.query["from"] for request in publisher.requests] == ["0", "1", "2"]
    assert len(list(FORMATS[nci.format].concepts(fetched.path, Reading(nci)))) == 3
