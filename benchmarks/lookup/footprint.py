"""Memory and start of the bot, and the building of the name index, each in a process of its own.

This module is also the program of those processes, so it imports nothing that they would not.
"""

from __future__ import annotations

import asyncio
import gc
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from benchmarks.limits import MAX_COMPLETIONS
from benchmarks.lookup.measuring import MEBIBYTE, peak_bytes, resident_bytes

EXACT, BEGINNING, MISSPELT = "interleukin", "inter", "interlukein"
FURTHER = ("heart attack", "diabetes", "copd", "haemoglobin", "breast cancer", "il-6", "aspirin", "kidney")

Figures = dict[str, float]


def run(step: str, lexicon: Path) -> Figures:
    """Run one step in a process of its own. Returns its figures by name."""
    command = [sys.executable, "-m", "benchmarks.lookup.footprint", step, str(lexicon), str(time.time())]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own program)
    figures: Figures = json.loads(output.splitlines()[-1])
    return figures


def bot(lexicon: Path, started: float) -> Figures:
    """Measure the whole client, not connected, after it has answered, completed and suggested a few things."""
    from bot.discord_bot.gateway_client import MedlexClient
    from bot.settings import Home

    async def serve() -> Figures:
        client = MedlexClient(Home(lexicon.parent))
        figures = {}
        async with client, client.live.dictionary() as dictionary:
            await dictionary.look_up(EXACT)
            figures["answer"] = time.time() - started
            await dictionary.complete(BEGINNING, MAX_COMPLETIONS)
            figures["completions"] = time.time() - started
            await dictionary.look_up(MISSPELT)
            figures["suggestions"] = time.time() - started
            for name in FURTHER:
                for typed in (name, name[:5], name[:2] + name[3:], name[:5] + "q"):
                    await dictionary.look_up(typed)
                    await dictionary.complete(typed, MAX_COMPLETIONS)
            return figures | {"MiB": _resident()}

    return asyncio.run(serve())


def bare_client(_: Path, started: float) -> Figures:
    """Measure a client of discord.py with a command tree and nothing else."""
    import discord
    from discord import app_commands

    async def serve() -> Figures:
        client = discord.Client(intents=discord.Intents.none())
        app_commands.CommandTree(client)
        async with client:
            return {"answer": time.time() - started, "MiB": _resident()}

    return asyncio.run(serve())


def build_index(lexicon: Path, _: float) -> Figures:
    """Measure building the name index."""
    from bot.building.write.name_index import name_index, written_names

    with closing(sqlite3.connect(lexicon)) as connection:
        before, processor, wall = peak_bytes(), time.process_time(), time.perf_counter()
        names = len(name_index(written_names(connection)).names)
        return _took(names, before, processor, wall)


def sort_names(lexicon: Path, _: float) -> Figures:
    """Measure reading and sorting all names, the least that an index takes: the peaks after reading and after
    sorting.
    """
    with closing(sqlite3.connect(lexicon)) as connection:
        before, processor, wall = peak_bytes(), time.process_time(), time.perf_counter()
        names = [name for (name,) in connection.execute("SELECT folded FROM name")]
        held = (peak_bytes() - before) / MEBIBYTE
        names.sort()
        return _took(len(names), before, processor, wall) | {"MiB of names": held}


def _took(names: int, before: int, processor: float, wall: float) -> Figures:
    return {
        "names": names,
        "processor": time.process_time() - processor,
        "wall": time.perf_counter() - wall,
        "MiB": (peak_bytes() - before) / MEBIBYTE,
    }


def _resident() -> float:
    gc.collect()
    return resident_bytes() / MEBIBYTE


STEPS = {"bot": bot, "bare client": bare_client, "build index": build_index, "sort names": sort_names}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](Path(sys.argv[2]), float(sys.argv[3]))))
