"""Settings that are misspelt are noticed, and refuse nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from bot.cli.unknown_settings import unknown_settings
from bot.settings import Settings

Medlex = Callable[..., Result]


def told() -> list[str]:
    return [str(each) for each in unknown_settings()]


def test_without_any_there_is_nothing_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*Settings.model_fields, "medlex_test_postgres", "medlex_corpus"):
        monkeypatch.setenv(name.upper(), "")
    monkeypatch.setenv("DISCORD_WEBHOOK_URL", "another program's")
    monkeypatch.setenv("HOME", "/home/medlex")
    assert told() == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DISCORD_TOKN", "DISCORD_TOKEN"),
        ("DISCORD_BOT_TOKEN", "DISCORD_TOKEN"),
        ("DISCORD_TOKEN_FIEL", "DISCORD_TOKEN_FILE"),
        ("DISCORD_APP_ID", None),
        ("MEDLEX_DATABSE", "MEDLEX_DATABASE"),
        ("MEDLEX_DATABASE_URL", "MEDLEX_DATABASE"),
        ("MEDLEX_LOGLEVEL", "MEDLEX_LOG_LEVEL"),
        ("MEDLX_HOME", "MEDLEX_HOME"),
        ("medlex_refesh", "MEDLEX_REFRESH"),
    ],
)
def test_a_misspelt_setting_is_named_with_the_one_that_is_meant(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str | None
) -> None:
    monkeypatch.setenv(name, "x")
    question = f"{name} in the environment is no setting of Medlex: did you mean {meant}?"
    assert told() == ([question] if meant else [])


def test_what_is_like_no_setting_is_named_if_it_can_only_be_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLEX_COLOR_OF_THE_SKY", "x")
    assert told() == ["MEDLEX_COLOR_OF_THE_SKY in the environment is no setting of Medlex."]


def test_the_env_file_is_read_too(tmp_path: Path) -> None:
    file = Path.cwd() / ".env"
    file.write_text("MEDLEX_HOEM=x\nCOMPOSE_PROJECT_NAME=y\n# MEDLEX_LGO=z\n")
    assert told() == [f"MEDLEX_HOEM in the file {file} is no setting of Medlex: did you mean MEDLEX_HOME?"]


@pytest.mark.parametrize("command", ["run", "serve"])
def test_the_start_warns_of_it_and_goes_on(medlex: Medlex, command: str) -> None:
    result = medlex(command, DISCORD_TOKN="very-secret")
    first, *others = result.stderr.splitlines()
    assert "unknown_setting" in first
    assert "did you mean DISCORD_TOKEN?" in first
    assert others[0].startswith("There is no DISCORD_")
    assert "very-secret" not in result.output
