"""The processes of the bot: started, killed, stopped, and what they use."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

TOKEN = "loopback.token.for-benchmarks"  # noqa: S105 (no secret)
KIBIBYTES_A_MEBIBYTE = 1024
SECONDS_TO_END = 20.0


@dataclass
class Bot:
    """One process of the bot, which is started anew when it has ended. At the gateway it has its shards; `way` says how it is
    reached (`benchmarks.scale.process`). It may use one processor only, by number.
    """

    name: str
    shards: range
    environment: Mapping[str, str]
    log: Path
    port: int
    process: asyncio.subprocess.Process | None = None
    ended: list[float] = field(default_factory=list)
    way: tuple[str, ...] = ("run",)
    processor_number: int | None = None

    async def start(self) -> None:
        """Start it; it writes its log into a file."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(() if self.processor_number is None else ("taskset", "-c", str(self.processor_number))),
                *(sys.executable, "-m", "benchmarks.scale.process", str(self.port), *self.way),
                env={**os.environ, **self.environment},
                stdout=log,
                stderr=log,
            )

    async def end(self, number: signal.Signals) -> float:
        """Send it a signal, and wait until it has ended. Returns the seconds that it took."""
        if self.process is None or self.process.returncode is not None:
            raise RuntimeError(f"{self.name} has ended by itself; see {self.log}")
        began = time.monotonic()
        self.process.send_signal(number)
        await asyncio.wait_for(self.process.wait(), SECONDS_TO_END)
        return time.monotonic() - began

    @property
    def is_running(self) -> bool:
        """True from its start to its end."""
        return self.process is not None and self.process.returncode is None

    def leads(self, duty: int) -> bool:
        """Return True if the log says that this process has a duty (`Duty`)."""
        with suppress(OSError):
            lines = self.log.read_bytes().splitlines()
            return any(_is_lead(line, duty) for line in lines)
        return False

    def warnings(self) -> list[str]:
        """The names of all warnings and errors in the log."""
        found = []
        for line in self.log.read_bytes().splitlines():
            with suppress(msgspec.DecodeError):
                record = msgspec.json.decode(line, type=dict[str, object])
                if record.get("level") in {"warning", "error", "critical"}:
                    found.append(str(record.get("event")))
        return found

    def answers_lost(self) -> int:
        """How many answers were being given when it ended, and how many responses could not be sent, as its log says."""
        found: int = self.warnings().count("response_not_taken")
        for line in self.log.read_bytes().splitlines():
            with suppress(msgspec.DecodeError):
                record = msgspec.json.decode(line, type=dict[str, Any])
                found += record.get("answers_lost", 0) if record.get("event") == "stopping" else 0
        return found

    def memory(self) -> tuple[float, float]:
        """Its resident memory in MiB, and what of it is its own: what it has written. Pages of files count as its own for
        Linux, too, while no other process has the same file mapped
        (https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html).
        """
        if self.process is None:
            return 0.0, 0.0
        rollup = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        values = {line.split(":")[0]: int(line.split()[1]) for line in rollup.splitlines()[1:]}
        return values["Rss"] / KIBIBYTES_A_MEBIBYTE, values["Private_Dirty"] / KIBIBYTES_A_MEBIBYTE

    def processor(self) -> float:
        """Seconds of processor time used so far (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html)."""
        if self.process is None:
            return 0.0
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_lead(line: bytes, duty: int) -> bool:
    try:
        record = msgspec.json.decode(line, type=dict[str, object])
    except msgspec.DecodeError:
        return False
    return record.get("event") == "leads" and record.get("duty") == duty


def bots(number: int, shards: int, folder: Path, environment: Mapping[str, str], port: int) -> list[Bot]:
    """Return so many processes, each with its share of the shards. They use one home."""
    made = []
    for each in range(number):
        ids = range(shards * each // number, shards * (each + 1) // number)
        own = {
            "DISCORD_TOKEN": TOKEN,
            "MEDLEX_HOME": str(folder / "home"),
            "MEDLEX_LOG": "json",
            "MEDLEX_MONITORING": "off",
            "MEDLEX_BACKUPS": "0",
            "MEDLEX_SHARD_COUNT": str(shards),
            "MEDLEX_SHARD_IDS": f"{ids[0]}-{ids[-1]}",
        }
        made.append(Bot(f"process {each}", ids, {**own, **environment}, folder / f"process-{each}.log", port))
    return made


@asynccontextmanager
async def running(all_bots: list[Bot]) -> AsyncIterator[None]:
    """Start all processes at once; kill those that still run when the `with` block ends."""
    try:
        await asyncio.gather(*(bot.start() for bot in all_bots))
        yield
    finally:
        for bot in all_bots:
            if bot.process is not None and bot.process.returncode is None:
                bot.process.kill()
                await bot.process.wait()
