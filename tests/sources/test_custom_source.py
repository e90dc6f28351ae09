"""A custom source: a table as its admin describes it, with any trait that a source of the catalogue may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import UsageError
from bot.sources.catalogue import Source
from bot.sources.custom import TRAITS, CustomSourceOptions, custom_source
from bot.sources.edition import Edition
from bot.sources.parsing import Counts, describe
from bot.terms.model import SemanticType
from bot.terms.source import InstalledSource, Traits

EDITION = Edition("2026", 2026)


def described(traits: str | None, before: InstalledSource | None = None) -> Source:
    """A list with these traits, installed over one from before."""
    given = CustomSourceOptions("Our words", "Our clinic", "ours", traits=traits)
    return custom_source("our-clinic", given, EDITION, before, Path("words.csv"))[0]


def installed(traits: str | None) -> InstalledSource:
    """The traits stored for a list that was installed with these."""
    return describe(described(traits), EDITION, Counts())


def test_a_list_of_which_nothing_else_is_said_has_its_texts_shown_as_they_are() -> None:
    assert described(None).traits == TRAITS
    assert TRAITS.titles_as_written
    assert not TRAITS.for_specialists


@pytest.mark.parametrize("said", ["for_specialists,inverts_names", " for-specialists , inverts-names "])
def test_traits_are_named_with_commas_between_them(said: str) -> None:
    traits = described(said).traits
    assert traits.for_specialists
    assert traits.inverts_names
    assert not traits.curated_abbreviations


def test_traits_are_given_values_as_in_the_catalogue() -> None:
    said = "titles_as_written = false, decides_kinds = ['test', 'device'], lists = [' panel$', '^set, ']"
    traits = described(said).traits
    assert not traits.titles_as_written
    assert traits.decides_kinds == (SemanticType.TEST, SemanticType.DEVICE)
    assert traits.lists == (" panel$", "^set, ")


def test_a_list_for_specialists_has_no_everyday_names_unless_that_is_said() -> None:
    assert not described("for_specialists").traits.everyday_names
    assert described("for_specialists, everyday_names").traits.everyday_names
    assert described("curated_abbreviations").traits.everyday_names


@pytest.mark.parametrize(
    "said", [None, "", "for_specialists", "titles_as_written = false, lists = ['^Set ']", "decides_kinds = ['cell']"]
)
def test_traits_are_kept_for_the_next_edition(said: str | None) -> None:
    before = installed(said)
    assert described(None, before).traits == before.traits


def test_what_is_said_of_the_next_edition_takes_the_place_of_what_was_said_before() -> None:
    traits = described("curated_abbreviations", installed("inverts_names"))
    assert traits.traits.curated_abbreviations
    assert not traits.traits.inverts_names
    assert described("", installed("for_specialists")).traits == TRAITS


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("loud", "'loud'"),
        ("loud = true", "'loud'"),
        ("inverts_names = 'very'", "bool"),
        ("decides_kinds = ['vibe']", "vibe"),
        ("decides_kinds", "array"),
        ("lists = ['(']", "unterminated"),
        ("inverts_names = ", "value"),
    ],
)
def test_a_trait_that_cannot_be_is_refused(said: str, wrong: str) -> None:
    with pytest.raises(UsageError) as refused:
        described(said)
    assert wrong.lower() in refused.value.problem.lower()


def test_the_refusal_names_every_trait_that_there_is() -> None:
    with pytest.raises(UsageError) as refused:
        described("loud")
    assert all(trait in refused.value.remedy for trait in Traits.__struct_fields__)
