"""Every command is in the README's table, and has a page that shows it and says what its limits are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.discord_bot.registry import COMMANDS

ROOT = Path(__file__).parent.parent
ROW = re.compile(r"^\| \[`?/?([^`\]]+)`?\]\((docs/[a-z-]+\.md)[^)]*\) \|", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]+\]\(((?:docs/)?images/[a-z-]+\.png)\)")
MAX_PICTURE_BYTES = 60_000
PAGES = dict(ROW.findall((ROOT / "README.md").read_text(encoding="utf-8")))
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_readme_lists_the_commands_that_there_are() -> None:
    assert set(PAGES) == {command.name for command in COMMANDS}


@pytest.mark.parametrize("page", sorted(set(PAGES.values())))
def test_a_commands_page_shows_it_and_says_its_limits(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert PICTURE.search(text)
    assert "\n## Limits\n" in text


def test_each_picture_is_there_small_and_shown() -> None:
    shown = {document.parent / name for document in DOCUMENTS for name in PICTURE.findall(document.read_text("utf-8"))}
    kept = set((ROOT / "docs" / "images").iterdir())
    assert shown == kept
    assert [picture.name for picture in kept if picture.stat().st_size > MAX_PICTURE_BYTES] == []
