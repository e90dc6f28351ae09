"""A definition that a medical reviewer has checked says so wherever its source stands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from discord_bot.lexicon_edits import change_entry
from discord_bot.world import World, shown

from bot.cli.output.answers import citation
from bot.discord_bot.features.saved.export import as_text
from bot.discord_bot.features.saved.page import SavedItem
from bot.discord_bot.ui.citation import source_line
from bot.discord_bot.ui.translation import in_language
from bot.lexicon.model import Definition
from bot.settings import Home
from bot.storage.records import SavedEntry
from bot.terms.model import Review

TITLE = "Medlex Starter Glossary"
DEFINITION = Definition(
    "How much.", "en", "general public", "glossary", TITLE, "Medlex", 2026, "dose", None,
    review=Review("Dr. *Ada* Example", "2027-01-05"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("locale", "source", "said"),
    [("en-US", "From", "Reviewed by"), ("es-ES", "De", "Revisado por")],
)
def test_the_source_line_says_who_reviewed_it_and_when(locale: str, source: str, said: str) -> None:
    with in_language(locale):
        assert source_line(DEFINITION) == rf"-# {source} {TITLE}, Medlex, 2026. {said} Dr. \*Ada\* Example, 2027-01-05"


def test_the_terminal_says_it_too() -> None:
    assert (
        citation(DEFINITION, DEFINITION.title)
        == f"From {TITLE}, Medlex, 2026. Reviewed by Dr. *Ada* Example, 2027-01-05"
    )


async def test_the_page_and_an_exported_list_say_it(own_home: Home, world: World) -> None:
    changed = change_entry(own_home, "interleukin", definitions=(DEFINITION,))
    text = shown(await world.page("interleukin")).text
    assert "Reviewed by Dr. *Ada* Example, 2027-01-05" in text
    assert "not medically reviewed" not in text
    saved = SavedEntry(1, changed.key, changed.headword, datetime(2026, 1, 1, tzinfo=UTC))
    assert "Medlex, 2026, Reviewed by Dr. *Ada* Example, 2027-01-05" in as_text([SavedItem(saved, changed)])
