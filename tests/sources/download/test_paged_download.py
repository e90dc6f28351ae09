"""Downloading a dictionary page by page, as the NCI's glossary API gives it out."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.errors import DataError
from bot.sources.catalogue import Paging
from bot.sources.concept import Concept
from bot.sources.download.options import Downloaded, Validators
from bot.sources.download.pages import download_pages, page_address
from bot.sources.formats.nci import glossary as nci_glossary

Api = Callable[[web.Request], Awaitable[web.StreamResponse]]
PATH = "/Terms/Cancer.gov/Patient/en"


def body(first: int, last: int, total: int) -> bytes:
    """The page of terms from one number up to another, of so many."""
    terms = [{"termId": id, "termName": f"term {id}", "definition": {"text": "A word."}} for id in range(first, last)]
    return json.dumps({"meta": {"totalResults": total, "from": first}, "results": terms}).encode()


@pytest.fixture
def api() -> Callable[..., Api]:
    """Makes an API with so many terms, so many to a page; `totals` are the numbers that it says there are, in turn."""

    def make(total: int, size: int, *totals: int, pack: Callable[[bytes], bytes] = bytes, **headers: str) -> Api:
        said = list(totals)

        async def answer(request: web.Request) -> web.StreamResponse:
            if request.headers.get("If-None-Match", "") == headers.get("ETag"):
                return web.Response(status=304, headers=headers)
            first = int(request.query["from"])
            page = body(first, min(first + size, total), said.pop(0) if said else total)
            return web.Response(body=pack(page), headers=headers)

        return answer

    return make


@pytest.fixture
def get(publisher: Any, tmp_path: Path) -> Callable[..., Awaitable[Downloaded]]:
    """Downloads the pages of addresses into `terms.zip`."""

    async def got(*addresses: str, paging: Paging | None = None, **fields: Any) -> Downloaded:
        return await download_pages(addresses, tmp_path, "terms.zip", publisher.options(**fields), paging)

    return got


@pytest.fixture
def address(publisher: Any) -> str:
    """The address of the first page, as the catalogue has it."""
    return str(publisher.address(f"{PATH}?size=10000&from=0&includeAdditionalInfo=true"))


def terms_in(path: Path) -> list[str]:
    return [concept.code for concept in nci_glossary.concepts(path) if isinstance(concept, Concept)]


async def test_pages_are_fetched_until_none_is_missing(
    publisher: Any, get: Any, api: Any, address: str, tmp_path: Path
) -> None:
    publisher.gives(PATH, api(250, 100))

    done = await get(address)

    assert done.path == tmp_path / "terms.zip"
    assert done.changed
    assert terms_in(done.path) == [f"CDR{id:010}" for id in range(250)]
    assert [request.query["from"] for request in publisher.requests] == ["0", "100", "200"]
    assert all(request.query["size"] == "10000" for request in publisher.requests)
    assert all(request.query["includeAdditionalInfo"] == "true" for request in publisher.requests)
    assert publisher.left_in(tmp_path) == {"terms.zip"}
    assert not (tmp_path / ".terms.zip.pages").exists()


async def test_a_dictionary_on_one_page_is_asked_for_once(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, api(30, 10_000))

    done = await get(address)

    assert len(terms_in(done.path)) == 30
    assert len(publisher.requests) == 1
    with zipfile.ZipFile(done.path) as archive:
        assert archive.namelist() == ["00000.json"]


def test_the_address_of_a_later_page_differs_in_its_position_alone() -> None:
    first = "https://api.example/Terms/Cancer.gov/Patient/en?size=10000&from=0&includeAdditionalInfo=true"

    assert page_address(first, 0) == first
    assert page_address(first, 10_000) == first.replace("from=0", "from=10000")
    assert page_address("https://api.example/Terms", 7) == "https://api.example/Terms?from=7"


async def test_progress_counts_the_bytes_of_all_pages(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, api(250, 100))

    await get(address)

    done = [step.done for step in publisher.seen]
    assert done == sorted(done)
    assert done[-1] == sum(len(body(first, min(first + 100, 250), 250)) for first in (0, 100, 200))


async def test_pages_that_are_packed_on_the_way_are_unpacked(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, api(250, 100, pack=gzip.compress, **{"Content-Encoding": "gzip"}))

    done = await get(address)

    assert len(terms_in(done.path)) == 250


async def test_a_page_that_fails_is_asked_for_again(publisher: Any, get: Any, api: Any, address: str) -> None:
    good = api(250, 100)
    publisher.gives(PATH, good, publisher.status(502), publisher.status(503), good)

    done = await get(address)

    assert [request.query["from"] for request in publisher.requests] == ["0", "100", "100", "100", "200"]
    assert len(terms_in(done.path)) == 250


async def test_a_page_that_is_cut_is_fetched_to_its_end(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, publisher.cut(body(0, 100, 250), 500), publisher.file(body(0, 100, 250)), api(250, 100))

    done = await get(address)

    assert publisher.requests[1].headers["Range"] == "bytes=500-"
    assert terms_in(done.path) == [f"CDR{id:010}" for id in range(250)]


@pytest.mark.parametrize("other", [240, 251])
async def test_a_dictionary_that_changes_while_it_is_read_is_read_again(
    publisher: Any, get: Any, api: Any, address: str, other: int
) -> None:
    publisher.gives(PATH, api(250, 100, other))

    done = await get(address)

    assert [request.query["from"] for request in publisher.requests] == ["0", "100", "0", "100", "200"]
    assert len(terms_in(done.path)) == 250


async def test_a_dictionary_that_never_stands_still_is_refused(
    publisher: Any, get: Any, api: Any, address: str
) -> None:
    publisher.gives(PATH, api(250, 100, 1_000, 1_001, 1_002, 1_003))

    with pytest.raises(DataError, match="changed twice while it was read"):
        await get(address)


async def test_the_mirror_is_read_from_its_first_page(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, api(250, 100), publisher.status(403))
    publisher.gives("/mirror", api(120, 60))
    mirror = publisher.address("/mirror?from=0")

    done = await get(address, mirror)

    assert done.address == mirror
    assert len(terms_in(done.path)) == 120


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        (b'{"message": "Internal error"}', "answered with something else than a page of terms"),
        (b"[]", "answered with something else than a page of terms"),
        (b"\xff\xfe", "answered with something else than a page of terms"),
        (b"\x1f\x8bnot gzip", "answered with something else than a page of terms"),
        (b"<!DOCTYPE html><title>Maintenance</title>", "answered with a web page instead of the file"),
        (body(0, 0, 250), "gives 0 of the 250 terms that it says there are"),
        (body(0, 0, 0), "gives 0 of the 0 terms that it says there are"),
    ],
)
async def test_what_is_no_page_is_refused(publisher: Any, get: Any, address: str, page: bytes, problem: str) -> None:
    publisher.gives(PATH, publisher.file(page))

    with pytest.raises(DataError) as caught:
        await get(address)

    assert problem in caught.value.problem
    assert address in caught.value.problem


async def test_nothing_is_left_of_pages_that_cannot_be_had(
    publisher: Any, get: Any, api: Any, address: str, tmp_path: Path
) -> None:
    publisher.gives(PATH, api(250, 100), publisher.status(404))

    with pytest.raises(DataError, match="404 Not Found"):
        await get(address)

    assert publisher.left_in(tmp_path) == set()
    assert not (tmp_path / ".terms.zip.pages").exists()


async def test_pages_that_never_end_are_given_up(
    publisher: Any, get: Any, api: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.pages.MAX_PAGES", 3)
    publisher.gives(PATH, api(1_000_000, 1))

    with pytest.raises(DataError, match="gives 3 of the 1,000,000 terms"):
        await get(address)


async def test_a_page_that_unpacks_to_too_much_is_refused(
    publisher: Any, get: Any, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.pages.MAX_PAGE_BYTES", 10_000)
    publisher.gives(PATH, publisher.file(gzip.compress(b"[" * 1_000_000)))

    with pytest.raises(DataError, match="a page of over 10,000 bytes"):
        await get(address)


async def test_an_unchanged_page_is_not_fetched_again(publisher: Any, get: Any, api: Any, address: str) -> None:
    publisher.gives(PATH, api(30, 100, ETag='"v1"'))
    first = await get(address)

    second = await get(address, previous=first.validators)

    assert first.validators == Validators(address, '"v1"')
    assert not second.changed
    assert len(terms_in(second.path)) == 30


async def test_several_pages_are_never_taken_for_unchanged(publisher: Any, get: Any, api: Any, address: str) -> None:
    """An unchanged first page says nothing about the others."""
    publisher.gives(PATH, api(250, 100, ETag='"v1"'))
    first = await get(address)

    second = await get(address, previous=first.validators)

    assert first.validators == Validators(address)
    assert second.changed


async def test_what_a_killed_download_left_is_cleared(
    publisher: Any, get: Any, api: Any, address: str, tmp_path: Path
) -> None:
    (tmp_path / ".terms.zip.pages").mkdir()
    (tmp_path / ".terms.zip.pages" / "00000.json").write_bytes(body(500, 600, 250))
    publisher.gives(PATH, api(250, 100))

    done = await get(address)

    assert len(terms_in(done.path)) == 250
    assert publisher.left_in(tmp_path) == {"terms.zip"}
    assert not (tmp_path / ".terms.zip.pages").exists()


async def test_the_older_file_stays_when_the_pages_cannot_be_had(
    publisher: Any, get: Any, api: Any, address: str
) -> None:
    publisher.gives(PATH, api(30, 100))
    older = await get(address)
    publisher.gives(PATH, api(250, 100), publisher.status(404))

    with pytest.raises(DataError, match="404 Not Found"):
        await get(address)

    assert len(terms_in(older.path)) == 30


# Letter by letter


LETTERS = "ab#"
TERMS = {"a": range(1, 4), "b": range(0), "#": range(7, 9)}


@pytest.fixture
def by_letter(publisher: Any) -> Callable[..., tuple[str, Paging]]:
    """A dictionary with these terms under each letter, and a count of all: its address, and how it is asked for."""

    def make(terms: dict[str, range], *counts: object) -> tuple[str, Paging]:
        for letter, ids in terms.items():
            publisher.gives(f"/expand/{letter}", publisher.file(body(ids.start, ids.stop, len(ids)), None))
        said = [publisher.file(str(count).encode(), None) for count in counts]
        total = publisher.gives("/count", *said) if said else None
        return publisher.address("/expand/{letter}?size=10000&from=0"), Paging(LETTERS, total)

    return make


async def test_each_letter_is_asked_for_and_one_without_terms_is_none_the_less_answered(
    publisher: Any, get: Any, by_letter: Any
) -> None:
    address, paging = by_letter(TERMS, 5)

    done = await get(address, paging=paging)

    assert [request.raw_path for request in publisher.requests] == [
        "/expand/a?size=10000&from=0",
        "/expand/b?size=10000&from=0",
        "/expand/%23?size=10000&from=0",
        "/count",
    ]
    assert terms_in(done.path) == [f"CDR{id:010}" for id in (1, 2, 3, 7, 8)]
    assert done.address == address


async def test_a_letter_may_have_several_pages(publisher: Any, get: Any, api: Any, by_letter: Any) -> None:
    address, paging = by_letter(TERMS, 252)
    publisher.gives("/expand/a", api(250, 100))

    done = await get(address, paging=paging)

    assert [request.query.get("from") for request in publisher.requests[:3]] == ["0", "100", "200"]
    assert len(terms_in(done.path)) == 250, "two of the numbers are in both"


@pytest.mark.parametrize("count", [4, 6])
async def test_letters_that_make_another_sum_than_the_count_are_asked_for_again_and_then_refused(
    publisher: Any, get: Any, by_letter: Any, count: int
) -> None:
    address, paging = by_letter(TERMS, count)

    with pytest.raises(DataError) as refused:
        await get(address, paging=paging)

    assert f"{address} gives 5 of the {count} terms that it says there are" in refused.value.problem
    assert len(publisher.requests) == 8


async def test_a_term_that_is_added_while_letters_are_read_is_read_too(
    publisher: Any, get: Any, by_letter: Any
) -> None:
    address, paging = by_letter(TERMS, 6, 5)

    assert len(terms_in((await get(address, paging=paging)).path)) == 5


async def test_the_count_may_be_said_by_a_page(publisher: Any, get: Any, by_letter: Any) -> None:
    address, paging = by_letter(TERMS, body(0, 1, 5).decode())

    assert (await get(address, paging=paging)).changed


async def test_more_terms_than_the_server_counts_are_no_contradiction(
    get: Any, by_letter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.download.pages.MAX_COUNT", 4)
    address, paging = by_letter(TERMS, body(0, 1, 4).decode())

    assert len(terms_in((await get(address, paging=paging)).path)) == 5


@pytest.mark.parametrize("count", ["many", "{}", "1.5", '"5"'])
async def test_a_count_that_is_none_is_refused(get: Any, by_letter: Any, count: str) -> None:
    address, paging = by_letter(TERMS, count)

    with pytest.raises(DataError, match="does not say how many terms there are"):
        await get(address, paging=paging)


async def test_where_the_letters_cannot_be_had_the_whole_is_asked_for(
    publisher: Any, get: Any, api: Any, by_letter: Any
) -> None:
    address, paging = by_letter(TERMS, 30)
    publisher.gives("/expand/b", publisher.status(404))
    whole = publisher.gives("/all", api(30, 100)) + "?size=10000&from=0"

    done = await get(address, whole, paging=paging)

    assert done.address == whole
    assert len(terms_in(done.path)) == 30


async def test_a_dictionary_without_any_terms_is_refused(get: Any, by_letter: Any) -> None:
    address, paging = by_letter({letter: range(0) for letter in LETTERS})

    with pytest.raises(DataError, match="gives no terms"):
        await get(address, paging=paging)


async def test_an_answer_that_stops_at_what_the_server_counts_is_refused(
    publisher: Any, get: Any, api: Any, by_letter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elasticsearch says "10,000" of any number beyond."""
    monkeypatch.setattr("bot.sources.download.pages.MAX_COUNT", 3)
    address, paging = by_letter(TERMS)

    with pytest.raises(DataError, match="counts no further than 3 terms, so that some may be missing"):
        await get(address, paging=paging)


async def test_letters_that_are_as_they_were_are_unchanged(publisher: Any, get: Any, by_letter: Any) -> None:
    address, paging = by_letter(TERMS, 5)
    first = await get(address, paging=paging)

    second = await get(address, paging=paging, previous=first.validators)
    by_letter(TERMS | {"a": range(2, 5)}, 5)
    third = await get(address, paging=paging, previous=first.validators)

    assert (second.changed, second.validators) == (False, first.validators)
    assert third.changed
