"""`medlex run` or `medlex serve` with a Discord on this machine in place of Discord:
`python -m benchmarks.scale.process PORT run`.

After `serve`, the word `callbacks` lets first answers be requests to Discord, in place of the responses to its requests.
"""

from __future__ import annotations

import sys

import discord
import yarl

from benchmarks.discord_cost.wire import REST
from bot.cli.main import main
from bot.discord_bot.http_interactions import first_answer

if __name__ == "__main__":
    port, command, *ways = sys.argv[1:]
    discord.http.Route.BASE = f"http://127.0.0.1:{port}{REST}"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gateway/")
    if ways == ["callbacks"]:
        first_answer.LATER |= {each.value for each in discord.InteractionResponseType}
    sys.argv[1:] = [command]
    main()
