"""The examples of docs/contributing are complete: each is applied to a copy of the project, and works there.

Commands run as programs of their own, because the copy's `bot` is another than the one that is being tested.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from scaffold.worked_examples import changes, edited
from waiting import SECONDS_UNTIL_HUNG

ROOT = Path(__file__).parents[2]
CONTRIBUTING = ROOT / "docs" / "contributing"
PAGES = sorted(CONTRIBUTING.glob("*.md"))
FOLDERS = ("bot", "data", "docs", "screenshots", "tests", "benchmarks")
FILES = ("babel.cfg", "mkdocs.yml", "pyproject.toml", "README.md", "CHANGELOG.md", "PRIVACY.md")
GOES_ON_WITH = {"component.md": "command.md", "setting.md": "command.md"}
PICTURE = re.compile(r"!\[[^\]]+\]\((images/[a-z-]+\.png)\)")
NAMED_FILE = re.compile(r"`([\w./-]+\.(?:py|toml|md|yml|po|mo|sql|cfg|png))`")
MADE_BY_PROGRAMS = ("docs/images/letters.png",)
# Files of a source, which the page about formats takes from the one about sources.
SAID_ELSEWHERE: set[str] = set()
# Of the options in pyproject.toml the one for tests side by side is not known without its plugin.
UNPARALLEL = "addopts=--disable-socket --allow-unix-socket --allow-hosts=127.0.0.1,::1 --import-mode=importlib"

Tree = Callable[[str], Path]


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    """Makes a copy of the project with the example of a page in it."""

    def made(page: str) -> Path:
        folder = tmp_path / "medlex"
        folder.mkdir()
        for name in FILES:
            shutil.copy(ROOT / name, folder)
        for name in FOLDERS:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for earlier in (GOES_ON_WITH.get(page), page):
            for change in changes(CONTRIBUTING / earlier) if earlier else ():
                change.apply(folder)
                take_pictures(folder / change.path)
        compile_translations(folder)
        return folder

    return made


def take_pictures(page: Path) -> None:
    """Put a picture wherever a page shows one that is not there: `python -m screenshots` needs a browser."""
    for name in PICTURE.findall(page.read_text("utf-8")) if page.suffix == ".md" else ():
        if not (page.parent / name).exists():
            (page.parent / name).write_bytes(b"\x89PNG")


def compile_translations(folder: Path) -> None:
    """Do what `pybabel compile` does."""
    for written in (folder / "bot" / "locales").rglob("*.po"):
        with written.open("rb") as po, written.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, locale=written.parts[-3]))


def run(folder: Path, *words: str, **environment: str) -> str:
    """Run Python in a copy of the project, without anybody's settings. Returns its output; fails with that if
    it failed.
    """
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"} | environment
    done = subprocess.run(  # noqa: S603 (our own programs)
        [sys.executable, *words],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def run_tests(folder: Path, *which: str) -> None:
    """Run tests of a copy of the project."""
    run(folder, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", UNPARALLEL, *which)


def test_a_command_is_registered_and_answers_on_discord(tree: Tree) -> None:
    folder = tree("command.md")
    run(
        folder,
        "-c",
        "from bot.discord_bot.registry import COMMANDS; assert 'letters' in {each.name for each in COMMANDS}",
    )
    run_tests(folder, "tests/discord_bot/features/letters", "tests/discord_bot/test_registration.py")
    run_tests(folder, "tests/discord_bot/everywhere/test_commands_everywhere.py", "-k", "tried or letters")
    run_tests(folder, "tests/test_command_docs.py", "tests/test_catalogues.py")


def test_a_button_is_read_by_its_record_and_does_what_it_is_for(tree: Tree) -> None:
    folder = tree("component.md")
    run_tests(
        folder,
        "tests/discord_bot/features/letters",
        "tests/discord_bot/ui/test_custom_ids.py",
        "tests/test_catalogues.py",
    )
    run_tests(folder, "tests/discord_bot/everywhere/test_components_everywhere.py", "-k", "tried")


def test_a_setting_is_an_option_is_documented_and_changes_a_page(tree: Tree) -> None:
    folder = tree("setting.md")
    run_tests(
        folder,
        "tests/discord_bot/features/letters",
        "tests/discord_bot/features/settings/test_settings_of_servers.py",
        "tests/storage/test_guild_settings.py",
        "tests/test_catalogues.py",
    )


def test_a_format_reads_a_file_by_medlex_install(tree: Tree, tmp_path: Path) -> None:
    folder = tree("format.md")
    words = tmp_path / "words.txt"
    words.write_text("# ward list 2026\nbed rail = A bar at the side of a bed.\n")
    home = {"MEDLEX_HOME": str(tmp_path / "home")}
    run(folder, "-m", "bot", "install", "ward-words", "--from", str(words), **home)
    answer = json.loads(run(folder, "-m", "bot", "define", "bed rail", "--json", **home))
    (definition,) = answer["entry"]["definitions"]
    assert (definition["text"], definition["source"], definition["year"]) == (
        "A bar at the side of a bed.",
        "ward-words",
        2026,
    )
    run_tests(folder, "tests/sources/formats/test_ward_list.py", "tests/sources/test_source_docs.py")
    run_tests(folder, "tests/sources/test_recognition.py", "-k", "ward")


def test_a_source_of_a_known_format_needs_no_code(tree: Tree) -> None:
    folder = tree("source.md")
    run_tests(folder, "tests/sources/test_source_docs.py")
    run_tests(folder, "tests/sources/test_recognition.py", "-k", "example")


def test_a_table_is_made_by_its_migration_and_kept(tree: Tree) -> None:
    folder = tree("table.md")
    run_tests(
        folder, "tests/storage/test_notes.py", "tests/storage/test_opening.py", "-k", "note or migrations or last_step"
    )
    run_tests(folder, "tests/storage/test_stored.py", "tests/test_privacy_policy.py")
    run_tests(folder, "tests/discord_bot/features/privacy", "-k", "words or title")


def test_a_normal_form_makes_two_names_the_same(tree: Tree) -> None:
    run_tests(tree("normal-form.md"), "tests/terms/test_normal_forms.py")


def test_a_language_can_be_chosen(tree: Tree) -> None:
    folder = tree("language.md")
    assert "Deutsch" in run(
        folder, "-c", "from bot.discord_bot.runtime.commands import LANGUAGE_CHOICES; print(LANGUAGE_CHOICES)"
    )


@pytest.mark.parametrize("page", [page.name for page in PAGES if changes(page)])
def test_an_example_passes_lint(tree: Tree, page: str) -> None:
    folder = tree(page)
    written = [change.path for change in changes(CONTRIBUTING / page) if change.path.endswith(".py")]
    if written:
        run(folder, "-m", "ruff", "check", "-q", *written)
        run(folder, "-m", "ruff", "format", "-q", "--check", *written)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_only_files_that_there_are_or_that_its_example_makes(page: Path) -> None:
    text = page.read_text("utf-8")
    examples = [page, *(CONTRIBUTING / each for each in filter(None, [GOES_ON_WITH.get(page.name)]))]
    made = {change.path for example in examples for change in changes(example)} | set(MADE_BY_PROGRAMS)
    named = {name for line in text.splitlines() if line.startswith("| `") for name in NAMED_FILE.findall(line)}
    assert [name for name in sorted(named) if "/" in name and name not in made and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", [page for page in PAGES if changes(page)], ids=lambda page: page.stem)
def test_each_file_of_an_example_is_on_its_pages_list(page: Path) -> None:
    listed = {
        name
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("| `")
        for name in NAMED_FILE.findall(line)
    }
    assert sorted({change.path for change in changes(page)} - listed - SAID_ELSEWHERE) == []


def test_lines_that_are_not_just_once_in_a_file_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a.txt does not have these lines just once"):
        edited("one\ntwo\none\n", " one\n+three\n", "a.txt")
    assert edited("one\ntwo\n", " one\n+three\n@@\n-two\n+four\n", "a.txt") == "one\nthree\nfour\n"
