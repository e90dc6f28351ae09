"""Statements of the documents are true: the files that they name exist, and tools have the versions of the lock."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from bot.cli.main import MODULES

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / ".github").rglob("*.md")})
# The changelog names files as they were, publishers.md those of other projects; examples have a test of their own.
NAMING_OUR_FILES = [
    each
    for each in DOCUMENTS
    if each.name not in {"CHANGELOG.md", "publishers.md"} and each.parent.name != "contributing"
]
LINK = re.compile(r"(?<!`)\]\((?!https?:|#)([^)#\s]+)[^)]*\)")
OUR_FILE = re.compile(r"`((?:bot|data|tests|benchmarks|screenshots)/[\w./-]*[\w/])`")
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_link_leads_to_a_file(document: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", NAMING_OUR_FILES, ids=name_of)
def test_a_document_names_only_files_that_there_are(document: Path) -> None:
    named = OUR_FILE.findall(document.read_text("utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_page_is_on_the_site() -> None:
    listed = re.findall(r"([\w/-]+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), flags=re.MULTILINE)
    pages = {name_of(page) for page in chain(ROOT.glob("*.md"), (ROOT / "docs").rglob("*.md"))}
    assert sorted(listed) == sorted(pages)


def test_pre_commit_runs_the_versions_of_the_lock() -> None:
    locked = dict(PINNED.findall((ROOT / "requirements.lock").read_text("utf-8")))
    hooks = re.findall(r"\[([\w-]+)==([\w.]+)\]", (ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hooks
    assert [(name, version) for name, version in hooks if locked[name] != version] == []


def test_decisions_are_numbered_dated_and_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    records = sorted(folder.glob("[0-9]*.md"))
    listed = re.findall(
        r"^\| \[(\d+)\]\(([\w-]+\.md)\) \| \d{4}-\d\d-\d\d \| ", (folder / "index.md").read_text("utf-8"), re.MULTILINE
    )
    assert [(int(number), name) for number, name in listed] == [(at, each.name) for at, each in enumerate(records, 1)]
    for record in records:
        text = record.read_text("utf-8")
        assert re.search(r"^Decided on \d{4}-\d\d-\d\d\.$", text, re.MULTILINE), record.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"], record.name


def test_the_readme_lists_the_commands_of_the_program() -> None:
    listed = re.findall(r"`medlex ([a-z-]+)", (ROOT / "README.md").read_text("utf-8"))
    assert set(MODULES) <= set(listed)
