"""The two bots that are compared, each run in a process of its own against a Discord on this machine."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

import discord
import yarl
from discord import app_commands, ui

TOKEN = "loopback.token.for-benchmarks"  # noqa: S105 (no secret)

Json = dict[str, Any]


def medlex(home: Path, _: Path) -> discord.Client:
    """Medlex itself."""
    from bot.discord_bot.gateway_client import MedlexClient
    from bot.settings import Home

    return MedlexClient(Home(home))


class TrivialBot(discord.Client):
    """A bot with one command that sends a page made beforehand, as discord.py's own examples do."""

    def __init__(self, payloads: Path) -> None:
        super().__init__(intents=discord.Intents.none())
        self.tree = app_commands.CommandTree(self)
        sent = json.loads(payloads.read_text(encoding="utf-8"))
        self.pages = {term: page(components) for term, components in sent["pages"].items()}
        self.choices = {
            typed: [app_commands.Choice(name=choice["name"], value=choice["value"]) for choice in choices]
            for typed, choices in sent["choices"].items()
        }
        self.tree.add_command(self._command())

    def _command(self) -> app_commands.Command[Any, ..., Any]:
        @app_commands.command(name="define", description="Look up a term")
        async def define(interaction: discord.Interaction[TrivialBot], term: str) -> None:
            await interaction.response.send_message(view=interaction.client.pages[term])

        @define.autocomplete("term")
        async def offer(interaction: discord.Interaction[TrivialBot], typed: str) -> list[app_commands.Choice[str]]:
            return interaction.client.choices[typed]

        return define


def trivial(_: Path, payloads: Path) -> discord.Client:
    """The trivial bot, with the pages and choices of a file."""
    return TrivialBot(payloads)


def page(components: list[Json]) -> ui.LayoutView:
    """A view that is sent as these components."""
    view = ui.LayoutView(timeout=None)
    for component in components:
        view.add_item(_item(component))
    view.stop()
    return view


def _item(data: Json) -> ui.Item[Any]:
    kind = discord.ComponentType(data["type"])
    if kind is discord.ComponentType.container:
        return ui.Container(*map(_item, data["components"]), accent_color=data.get("accent_color"), id=data.get("id"))
    if kind is discord.ComponentType.action_row:
        return ui.ActionRow(*map(_item, data["components"]))
    if kind is discord.ComponentType.text_display:
        return ui.TextDisplay(data["content"])
    if kind is discord.ComponentType.separator:
        return ui.Separator(visible=data["divider"], spacing=discord.SeparatorSpacing(data["spacing"]))
    if kind is discord.ComponentType.button:
        return _button(data)
    options = [
        discord.SelectOption(label=o["label"], value=o["value"], description=o.get("description"))
        for o in data["options"]
    ]
    return ui.Select(custom_id=data["custom_id"], placeholder=data.get("placeholder"), options=options)


def _button(data: Json) -> ui.Button[Any]:
    return ui.Button(
        label=data.get("label"),
        url=data.get("url"),
        custom_id=data.get("custom_id"),
        style=discord.ButtonStyle(data["style"]),
        disabled=data.get("disabled", False),
    )


async def _run(client: discord.Client, port: int) -> None:
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gateway/")
    async with client:
        await client.start(TOKEN)


BOTS = {"medlex": medlex, "trivial": trivial}

if __name__ == "__main__":
    logging.disable()
    name, home, payloads, port = sys.argv[1:]
    asyncio.run(_run(BOTS[name](Path(home), Path(payloads)), int(port)))
