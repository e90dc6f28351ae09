"""A table of journals as a host installs it: it has no concepts, and is counted by its journals everywhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import journal_tables
from click.testing import Result

from bot.settings import Home


def test_journals_are_counted_by_everything_that_lists_sources(
    medlex: Callable[..., Result], own_home: Home, tmp_path: Path
) -> None:
    table = tmp_path / "journals.csv"
    table.write_text(journal_tables.table(*journal_tables.SOME), newline="")
    installed = medlex("install", "doaj", "--from", table, home=own_home).stdout
    assert "Directory of Open Access Journals, edition 2026-05-04: 5 journals" in installed
    assert "left out 1: journal on something other than medicine" in installed
    assert "doaj: edition 2026-05-04, 5 journals" in medlex("check", "--verbose", home=own_home).stdout
    assert "5 journals" in medlex("sources", home=own_home).stdout
    listed = json.loads(medlex("sources", "--json", home=own_home).stdout)
    (doaj,) = [source for source in listed if source["id"] == "doaj"]
    assert (doaj["concepts"], doaj["journals"]) == (0, 5)
