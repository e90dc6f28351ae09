"""Lexicon files that are missing, damaged, of another version, or no lexicon at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result

from bot.lexicon.store.opening import file_version
from bot.lexicon.store.schema import SCHEMA_VERSION
from bot.settings import Home

Medlex = Callable[..., Result]
Damage = Callable[[Path], None]


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def cut_in_its_header(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def overwritten_from_the_start(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"\x00" * 4096 + content[4096:])


def overwritten_after_the_header(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))


def text(path: Path) -> None:
    path.write_text("not a database at all, but long enough for one" * 100)


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE entry (key TEXT)")
        other.commit()


def without_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute("DROP TABLE build")
        lexicon.commit()


DAMAGES = [
    emptied,
    cut_off,
    cut_in_its_header,
    overwritten_from_the_start,
    overwritten_after_the_header,
    text,
    another_database,
    without_tables,
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("words", [("define", "interleukin"), ("suggest", "inter"), ("sources",)], ids=" ".join)
def test_a_damaged_lexicon_is_named_with_the_command_that_rebuilds_it(
    medlex: Medlex, own_home: Home, damage: Damage, words: tuple[str, ...]
) -> None:
    damage(own_home.lexicon)
    result = medlex(*words, home=own_home)
    assert (result.exit_code, result.stdout) == (1, "")
    problem, remedy = result.stderr.splitlines()
    assert str(own_home.lexicon) in problem
    assert "medlex build" in remedy


@pytest.mark.parametrize("damage", DAMAGES)
def test_check_finds_a_damaged_lexicon(medlex: Medlex, own_home: Home, damage: Damage) -> None:
    damage(own_home.lexicon)
    result = medlex("check", home=own_home)
    assert result.exit_code == 1
    assert str(own_home.lexicon) in result.stdout
    assert "medlex build" in result.stdout


@pytest.mark.parametrize("damage", DAMAGES)
def test_build_mends_a_damaged_lexicon_with_everything_that_is_installed(
    medlex: Medlex, own_home: Home, damage: Damage
) -> None:
    damage(own_home.lexicon)
    assert medlex("build", home=own_home).exit_code == 0
    answer = json.loads(medlex("define", "interleukin", "--json", home=own_home).stdout)
    assert [d["source"] for d in answer["entry"]["definitions"]] == ["glossary", "nci-dictionary", "mesh"]


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION - 1, SCHEMA_VERSION + 1, 999])
def test_a_lexicon_of_another_version_is_named_with_the_command_that_rebuilds_it(
    medlex: Medlex, own_home: Home, version: int
) -> None:
    with closing(sqlite3.connect(own_home.lexicon)) as lexicon:
        lexicon.execute(f"PRAGMA user_version = {version}")
    result = medlex("define", "interleukin", home=own_home)
    assert result.exit_code == 1
    assert str(own_home.lexicon) in result.stderr
    assert f"version {version}," in result.stderr
    assert "medlex build" in result.stderr
    assert medlex("build", home=own_home).exit_code == 0
    assert medlex("define", "interleukin", home=own_home).exit_code == 0


def test_a_damaged_page_that_only_some_answers_need_is_noticed_where_it_is_needed(
    medlex: Medlex, own_home: Home
) -> None:
    with closing(sqlite3.connect(own_home.lexicon)) as lexicon:
        lexicon.execute("UPDATE entry SET document = CAST('{broken' AS BLOB) WHERE key = 'frostbite'")
        lexicon.commit()
    assert medlex("define", "interleukin", home=own_home).exit_code == 0
    result = medlex("define", "frostbite", home=own_home)
    assert result.exit_code == 1
    assert "medlex build" in result.stderr


# First start


def test_the_first_question_builds_the_lexicon_from_the_glossary(medlex: Medlex, tmp_path: Path) -> None:
    home = Home(tmp_path / "made at first use")
    result = medlex("define", "interleukin", home=home)
    assert result.exit_code == 0
    assert "Medlex Starter Glossary (not medically reviewed)" in result.stdout
    assert home.lexicon.is_file()


@pytest.mark.parametrize("words", [("suggest", "inter"), ("sources",)], ids=" ".join)
def test_other_first_commands_build_it_too(medlex: Medlex, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert medlex(*words, home=Home(tmp_path / "home")).exit_code == 0


def test_the_first_start_includes_what_is_installed_already(medlex: Medlex, own_home: Home) -> None:
    own_home.lexicon.unlink()
    assert "National Cancer Institute" in medlex("define", "interleukin", home=own_home).stdout


def test_the_second_question_builds_nothing(medlex: Medlex, own_home: Home) -> None:
    before = file_version(own_home.lexicon)
    medlex("define", "interleukin", home=own_home)
    assert file_version(own_home.lexicon) == before


def test_asking_needs_no_writable_home(medlex: Medlex, own_home: Home) -> None:
    shutil.rmtree(own_home.sources)
    for path in own_home.folder.iterdir():
        path.chmod(0o400)
    own_home.folder.chmod(0o500)
    try:
        assert medlex("define", "interleukin", home=own_home).exit_code == 0
    finally:
        own_home.folder.chmod(0o700)
