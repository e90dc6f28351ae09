"""`medlex run` with a Discord on this machine in place of Discord: `python -m benchmarks.scale.process PORT`."""

from __future__ import annotations

import sys

import discord
import yarl

from benchmarks.discord_cost.wire import REST
from bot.cli.main import main

if __name__ == "__main__":
    port = sys.argv.pop(1)
    discord.http.Route.BASE = f"http://127.0.0.1:{port}{REST}"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gateway/")
    sys.argv.append("run")
    main()
