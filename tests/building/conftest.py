"""Fixtures that the tests of building share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge.grouping.grouping import group
from bot.building.merge.records import Record
from bot.sources.concept import Concept

Grouped = Callable[..., list[list[str]]]


@pytest.fixture
def grouped(make_records: Callable[..., list[Record]]) -> Grouped:
    """Return the groups for lists of concepts, named by their source; each group as "source:code" in order."""

    def groups(**concepts: list[Concept]) -> list[list[str]]:
        return sorted([member.reference for member in members] for members in group(make_records(**concepts)))

    return groups
