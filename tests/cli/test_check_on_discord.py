"""What `medlex check` asks Discord, and what it says of the answers: a Discord on this machine answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import discord
import pytest
from click.testing import Result

from benchmarks.discord_cost.wire import APPLICATION, APPLICATION_INFO, BOT, REST
from bot.settings import Home

Medlex = Callable[..., Result]
Json = dict[str, Any]
TOKEN = f"{'M' * 26}.{'G' * 6}.{'s' * 38}"
ID = "1456074443980800999"
KEY = "0123456789abcdef" * 4
CHANNEL, SERVER = "1456074443980800025", "1456074443980800001"
VIEW, SEND = 1 << 10, 1 << 11
# https://discord.com/developers/docs/resources/application#application-object-application-flags
PRESENCE_LIMITED, MEMBERS, CONTENT_LIMITED = 1 << 13, 1 << 14, 1 << 19


class Discord:
    """A Discord that answers what it has, by path, and remembers what it was asked."""

    def __init__(self) -> None:
        self.application: Json = {**APPLICATION_INFO, "id": ID, "verify_key": KEY}
        self.resources: dict[str, Any] = {}
        self.ahead = timedelta()
        self.status = 200
        self.asked: list[tuple[str, str | None]] = []

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        path = request.path.removeprefix(REST).partition("?")[0]
        self.asked.append((path, request.headers["Authorization"]))
        known: dict[str, Any] = {
            "/users/@me": BOT,
            "/oauth2/applications/@me": self.application,
            "/gateway": {"url": "wss://gateway"},
            **self.resources,
        }
        status = 200 if path == "/gateway" else self.status if path in known else 404
        body = json.dumps(known[path] if status == 200 else {"message": "no", "code": 0}).encode()
        request.send_response_only(status)
        request.send_header("Date", format_datetime(datetime.now(UTC) + self.ahead, usegmt=True))
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def add_channel(self, *permissions: int, kind: int = 0) -> None:
        """Add a channel of a server in which everybody has these permissions, and the bot as a member."""
        role: Json = {
            "id": SERVER,
            "name": "@everyone",
            "permissions": str(sum(permissions)),
            "position": 0,
            "color": 0,
        }
        role |= {"hoist": False, "managed": False, "mentionable": False, "flags": 0}
        server: Json = {"id": SERVER, "name": "Ward 7", "roles": [role], "emojis": [], "stickers": [], "features": []}
        server |= {
            "owner_id": "1",
            "verification_level": 0,
            "preferred_locale": "en-US",
            "nsfw_level": 0,
            "mfa_level": 0,
        }
        channel: Json = {"id": CHANNEL, "guild_id": SERVER, "type": kind, "name": "reports", "position": 0}
        self.resources |= {
            f"/channels/{CHANNEL}": {**channel, "permission_overwrites": [], "parent_id": None},
            f"/guilds/{SERVER}": server,
            f"/guilds/{SERVER}/channels": [{**channel, "permission_overwrites": [], "parent_id": None}],
            f"/guilds/{SERVER}/members/{APPLICATION}": {
                "user": BOT,
                "roles": [],
                "joined_at": "2026-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            },
        }


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Iterator[Discord]:
    """A Discord on this machine, where discord.py looks for it."""
    here = Discord()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.answer(self)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{server.server_port}{REST}")
        yield here
        server.shutdown()


@pytest.fixture
def check(medlex: Medlex, home: Home, here: Discord) -> Callable[..., dict[str, Json]]:
    """Runs `medlex check` with a token, and returns what it has found, by subject."""

    def run(*options: str, status: int, **settings: str) -> dict[str, Json]:
        given = {"DISCORD_TOKEN": TOKEN, "MEDLEX_MONITORING": "off", "MEDLEX_HTTP": "127.0.0.1:0", **settings}
        result = medlex("check", "--json", *options, home=home, **given)
        assert result.exit_code == status, result.output
        assert TOKEN not in result.output
        return {found["subject"]: found for found in json.loads(result.stdout)["findings"]}

    return run


Check = Callable[..., dict[str, Json]]


def test_a_bot_that_is_set_up_is_in_order_and_its_invite_is_shown(check: Check, here: Discord) -> None:
    found = check(status=0, DISCORD_APPLICATION_ID=ID)
    for subject in ("discord", "application", "intents", "invite", "interactions", "clock"):
        assert found[subject]["state"] == "ok", subject
    assert found["invite"]["address"] == (
        f"https://discord.com/oauth2/authorize?client_id={ID}&scope=bot+applications.commands&permissions=0"
    )
    assert {token for path, token in here.asked if path != "/gateway"} == {f"Bot {TOKEN}"}


def test_nothing_but_the_token_is_told_to_discord(check: Check, here: Discord) -> None:
    check(status=0)
    assert {path for path, _ in here.asked} == {"/users/@me", "/oauth2/applications/@me", "/gateway"}
    assert ("/gateway", None) in here.asked


def test_offline_nothing_is_asked(check: Check, here: Discord) -> None:
    found = check("--offline", status=0)
    assert here.asked == []
    assert {"discord", "clock", "invite"}.isdisjoint(found)


@pytest.mark.parametrize("token", ["", "not a token"])
def test_without_a_token_discord_is_not_asked(check: Check, here: Discord, token: str) -> None:
    check(status=1 if token else 0, DISCORD_TOKEN=token)
    assert here.asked == []


def test_without_a_token_medlex_serve_needs_the_clock_only(check: Check, here: Discord) -> None:
    assert check(status=0, DISCORD_TOKEN="", DISCORD_APPLICATION_ID=ID)["clock"]["state"] == "ok"
    assert here.asked == [("/gateway", None)]


def test_a_refused_token_is_told_with_how_to_get_another(check: Check, here: Discord) -> None:
    here.status = 401
    found = check(status=1)
    assert found["discord"]["state"] == "wrong"
    assert "Discord refuses the DISCORD_TOKEN" in found["discord"]["what"]
    assert "Reset Token" in found["discord"]["remedy"]
    assert "invite" not in found


def test_a_discord_that_cannot_be_reached_is_told(medlex: Medlex, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:1{REST}")
    monkeypatch.setattr("discord.http.asyncio.sleep", nothing)
    result = medlex("check", home=home, DISCORD_TOKEN=TOKEN)
    assert result.exit_code == 1
    assert "wrong discord: Discord cannot be reached" in result.stdout
    assert "wrong clock: it could not be compared with Discord's. Discord cannot be reached" in result.stdout


async def nothing(_seconds: float) -> None:
    """Not wait."""


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({"DISCORD_APPLICATION_ID": "9" * 18}, "DISCORD_APPLICATION_ID belongs to another application"),
        ({"DISCORD_PUBLIC_KEY": "f" * 64}, "DISCORD_PUBLIC_KEY belongs to another application"),
        (
            {"DISCORD_APPLICATION_ID": "9" * 18, "DISCORD_PUBLIC_KEY": "f" * 64},
            "DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY belong to another application",
        ),
    ],
)
def test_settings_of_another_application_are_told(check: Check, settings: dict[str, str], wrong: str) -> None:
    found = check(status=1, **settings)["application"]
    assert found["what"].startswith(wrong)
    assert ID in found["remedy"]


def test_privileged_intents_that_are_on_are_told(check: Check, here: Discord) -> None:
    here.application["flags"] = PRESENCE_LIMITED | MEMBERS | CONTENT_LIMITED
    found = check(status=0)["intents"]
    assert found["state"] == "to do"
    assert found["what"].endswith(": Presence, Server Members, Message Content")


def test_a_bot_that_nobody_can_add_is_told(check: Check, here: Discord) -> None:
    here.application["bot_require_code_grant"] = True
    found = check(status=1)["invite"]
    assert "Requires OAuth2 Code Grant" in found["remedy"]
    assert found["address"] is None


def test_a_bot_that_only_its_owner_can_add_is_told(check: Check, here: Discord) -> None:
    here.application["bot_public"] = False
    assert check(status=0)["invite"]["what"].startswith("only you can add the bot")


@pytest.mark.parametrize(
    ("endpoint", "key", "state"),
    [
        (None, "", "ok"),
        (None, KEY, "to do"),
        ("https://bot.example.org/interactions", KEY, "ok"),
        ("https://bot.example.org/interactions", "", "wrong"),
    ],
)
def test_the_door_through_which_interactions_come_is_told(
    check: Check, here: Discord, endpoint: str | None, key: str, state: str
) -> None:
    here.application["interactions_endpoint_url"] = endpoint
    found = check(status=1 if state == "wrong" else 0, DISCORD_PUBLIC_KEY=key)["interactions"]
    assert found["state"] == state
    assert (endpoint or "medlex run") in found["what"]


@pytest.mark.parametrize(
    ("ahead", "state", "what"),
    [
        (timedelta(seconds=-20), "to do", "20 s ahead of Discord's"),
        (timedelta(minutes=3), "wrong", "180 s behind Discord's"),
        (timedelta(days=-365), "wrong", "31,536,000 s ahead of Discord's"),
    ],
)
def test_a_clock_that_is_wrong_is_told(check: Check, here: Discord, ahead: timedelta, state: str, what: str) -> None:
    here.ahead = ahead
    found = check(status=1 if state == "wrong" else 0)["clock"]
    assert found["state"] == state
    told, expected = (int(text.split()[0].replace(",", "")) for text in (found["what"], what))
    assert abs(told - expected) <= 3
    assert found["what"].endswith(what.partition(" s ")[2])


@pytest.mark.parametrize(
    ("permissions", "problem"),
    [
        ((VIEW, SEND), None),
        ((VIEW,), "the bot lacks the permission Send Messages there"),
        ((), "the bot lacks the permission View Channel and Send Messages there"),
    ],
)
def test_the_channel_of_feedback_is_tried(
    check: Check, here: Discord, permissions: tuple[int, ...], problem: str | None
) -> None:
    here.add_channel(*permissions)
    found = check(status=1 if problem else 0, MEDLEX_FEEDBACK_CHANNEL=CHANNEL)["feedback channel"]
    assert found["what"] == (problem or "the bot can post there")


def test_a_channel_of_feedback_that_is_not_there_is_told(check: Check) -> None:
    found = check(status=1, MEDLEX_FEEDBACK_CHANNEL=CHANNEL)["feedback channel"]
    assert found["what"] == "there is no such channel"
    assert "MEDLEX_FEEDBACK_CHANNEL" in found["remedy"]
