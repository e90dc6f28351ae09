"""The sites of an entry: once each, clean, bounded, and with the source that chose them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.building.merge.records import Record
from bot.building.merge.sites import MAX_SITES, sites
from bot.sources.concept import Concept
from bot.terms.model import Site

MakeConcept = Callable[..., Concept]
Chosen = Callable[..., tuple[Site, ...]]


@pytest.fixture
def chosen(make_concept: MakeConcept, make_records: Callable[..., list[Record]]) -> Chosen:
    """Return a function from the sites of records, named by their source, to those of their entry."""

    def choose(**each: list[Site]) -> tuple[Site, ...]:
        concepts: dict[str, Any] = {id: [make_concept("heart", sites=tuple(own))] for id, own in each.items()}
        return sites(make_records(**concepts))

    return choose


def site(address: str, title: str = "Hearts", **fields: Any) -> Site:
    """A site."""
    return Site(title=title, address=address, **fields)


def test_a_site_that_two_sources_chose_stands_once_with_the_first_of_them(chosen: Chosen) -> None:
    page = site("https://example.org/hearts", organization="Heart House")
    (found,) = chosen(medlineplus=[page], nci_dictionary=[page])
    assert (found.organization, found.source) == ("Heart House", "medlineplus")


def test_addresses_that_differ_in_nothing_but_their_beginning_or_end_are_one_page(chosen: Chosen) -> None:
    pages = [site("https://www.example.org/a"), site("http://example.org/a/"), site("https://example.org/b")]
    assert [each.address for each in chosen(medlineplus=pages)] == [
        "https://www.example.org/a",
        "https://example.org/b",
    ]


def test_the_title_in_the_language_of_the_page_is_kept(chosen: Chosen) -> None:
    mapped = site("https://example.org/es", "Hearts", language="es")
    own = site("https://example.org/es", "Corazones", language="es")
    (found,) = chosen(medlineplus=[mapped], medlineplus_es=[own])
    assert (found.title, found.source) == ("Corazones", "medlineplus-es")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "//example.org/hearts",
        "ftp://example.org/hearts",
        "https://medlineplus.gov@example.org/",
        "https://example.org\\@medlineplus.gov/",
        "https://localhost/",
        "https://example.org:port/",
        "https://example.org/a b",
        "https://example.org/\u202egnp",
        "https://example.org/<script>",
        "https://[::1/",
        "https://example.org/" + "a" * 400,
    ],
)
def test_an_address_that_a_page_may_not_link_to_is_left_out(chosen: Chosen, address: str) -> None:
    assert chosen(medlineplus=[site(address)]) == ()


def test_there_are_so_many_in_each_language_and_no_more(chosen: Chosen) -> None:
    pages = [
        site(f"https://example.org/{language}/{number}", language=language)
        for language in ("en", "es")
        for number in range(MAX_SITES + 5)
    ]
    found = chosen(medlineplus=pages)
    assert [each.language for each in found] == ["en"] * MAX_SITES + ["es"] * MAX_SITES
