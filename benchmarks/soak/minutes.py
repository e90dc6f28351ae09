"""What was seen of the bot in each minute."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.scale.gateway import Sent
from benchmarks.scale.load import SECONDS_TO_ANSWER, percentile
from benchmarks.scale.processes import Bot
from benchmarks.soak.discord import BreakingDiscord

# What is younger may still be answered.
SECONDS_OLD = 2 * SECONDS_TO_ANSWER


@dataclass(frozen=True, slots=True)
class Minute:
    """Memory in MiB, open files, seconds of processor time so far, milliseconds to the answer."""

    resident: float
    own: float
    files: int
    processor: float
    answered: int
    median: float
    p99: float


@dataclass
class Record:
    """All minutes, and what went wrong."""

    minutes: list[Minute] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    twice: int = 0
    in_ended_sessions: int = 0

    def note(self, here: BreakingDiscord, bot: Bot, *, all_of_them: bool = False) -> None:
        """Note what was answered since the last time, and what the process uses. Forget the interactions."""
        young = time.monotonic() - (0.0 if all_of_them else SECONDS_OLD)
        old = {id: sent for id, sent in here.sent.items() if sent.at < young}
        for id, sent in old.items():
            del here.sent[id]
            self.judge(sent)
        done = [sent for sent in old.values() if sent.answered_at is not None]
        assert bot.process is not None  # noqa: S101 (it was started)
        files = sum(1 for _ in Path(f"/proc/{bot.process.pid}/fd").iterdir())
        times = (percentile(done, 0.5), percentile(done, 0.99))
        self.minutes.append(Minute(*bot.memory(), files, bot.processor(), len(done), *times))

    def judge(self, sent: Sent) -> None:
        """Count an interaction that nobody will answer any more."""
        self.asked[sent.kind] += 1
        self.twice += sent.answers > 1
        if sent.answered_at is not None:
            self.late[sent.kind] += sent.answered_at - sent.at > SECONDS_TO_ANSWER
        elif sent.connection.is_killed:
            self.in_ended_sessions += 1
        else:
            self.lost[sent.kind] += 1
