"""`medlex remove`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from homes import contents, installed_in, keys_of

from bot.settings import Home

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]


def test_removing_prints_what_was_built(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", "ncit", "nci-genetics", home=new)
    result = medlex("remove", "mesh", "ncit", "mesh", home=new)
    assert result.exit_code == 0
    assert "of 4 sources." in result.stdout
    assert installed_in(new) == {"nci-genetics"}
    assert medlex("define", "chilblain", home=new).exit_code == 3


@pytest.mark.parametrize("id", ["hpo", "mehs", "glossary", "../lexicon", ""])
def test_removing_what_cannot_be_removed_is_wrong_usage(medlex: Medlex, own_home: Home, id: str) -> None:
    before = contents(own_home)
    result = medlex("remove", "mesh", id, home=own_home)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 2
    assert contents(own_home) == before


def test_removing_nothing_is_wrong_usage(medlex: Medlex, own_home: Home) -> None:
    assert medlex("remove", home=own_home).exit_code == 2


def test_after_removing_it_the_source_is_fetched_afresh(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    keys = keys_of(new)
    assert medlex("remove", "mesh", home=new).exit_code == 0
    assert keys_of(new).keys() < keys.keys()
    assert "Installed " in medlex("install", "mesh", home=new).stdout
    assert keys_of(new) == keys
