"""`medlex sync`: what it does is told in words; that it does so, tests/discord_bot/test_wire.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from bot.errors import UsageError
from bot.settings import Home

SECRET = {"DISCORD_TOKEN": "secret.token"}
Medlex = Callable[..., Result]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int | None, bool]]:
    """Calls of `sync_commands`: the server, and True if commands are to be cleared."""
    asked: list[tuple[int | None, bool]] = []

    async def sync(home: Home, token: str, server: int | None = None, *, clear: bool = False) -> int:
        asked.append((server, clear))
        if server == 8:
            raise UsageError("Not there.", "Invite it.")
        return 0 if clear else 12

    monkeypatch.setattr("bot.discord_bot.run.sync_commands", sync)
    return asked


@pytest.mark.parametrize(
    ("words", "wanted", "said"),
    [
        ([], (None, False), "Registered 12 commands everywhere."),
        (["--guild", "7"], (7, False), "Registered 12 commands in the server 7."),
        (["--guild", "7", "--clear"], (7, True), "Those that are everywhere stay."),
        (["--clear"], (None, True), "`medlex run` registers them again."),
    ],
)
def test_it_says_what_it_did_and_where(
    medlex: Medlex, asked: list[Any], words: list[str], wanted: tuple[int | None, bool], said: str
) -> None:
    result = medlex("sync", *words, **SECRET)
    assert (result.exit_code, asked) == (0, [wanted])
    assert said in result.stdout
    assert "secret" not in result.output


@pytest.mark.parametrize("id", ["clinic", "0", "-1"])
def test_what_is_no_servers_id_is_wrong_usage(medlex: Medlex, asked: list[Any], id: str) -> None:
    assert medlex("sync", "--guild", id, **SECRET).exit_code == 2
    assert asked == []


def test_a_server_without_the_bot_is_wrong_usage(medlex: Medlex, asked: list[Any]) -> None:
    result = medlex("sync", "--guild", "8", **SECRET)
    assert result.exit_code == 2
    assert "Invite it." in result.stderr


def test_without_a_token_it_says_how_to_get_one(medlex: Medlex, asked: list[Any]) -> None:
    result = medlex("sync", "--clear")
    assert result.exit_code == 1
    assert "Reset Token" in result.stderr
    assert asked == []
