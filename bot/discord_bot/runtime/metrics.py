"""Counts and times of what the bot does, for Prometheus. Labels come from fixed lists: no term, and no id of anybody.

https://prometheus.io/docs/practices/naming/
"""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from enum import StrEnum
from functools import partial

import discord
from discord import app_commands
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector

from bot.discord_bot.runtime.context import Interaction, action_of

# Seconds. Discord waits for three; an answer of a quiet bot takes some milliseconds.
ANSWER_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
DELAY_BUCKETS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)
SECONDS_BETWEEN_LOOKS = 0.25
# Of a component, form or command that this version does not have.
OUTDATED = "outdated"
# Keys of what other modules note about an interaction (`discord.Interaction.extras`).
OUTCOME, MATCH = "outcome", "match"


class Outcome(StrEnum):
    """What became of an interaction."""

    ANSWERED = "answered"
    REFUSED = "refused"  # in words: something that the person can mend
    UNUSABLE = "unusable"  # in words: the dictionary or the database cannot be used
    FAILED = "failed"  # in words: a fault of ours, which the log has
    UNANSWERED = "unanswered"
    GONE = "gone"  # Discord no longer took the answer
    TOO_LATE = "too_late"
    REPEATED = "repeated"
    FLOOD = "flood"


class Work(StrEnum):
    """What the bot does by itself."""

    REFRESH = "refresh"
    BACKUP = "backup"


class Metrics:
    """The metrics of one client, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._interactions = Counter(
            "medlex_interactions", "Interactions.", ["kind", "name", "outcome", "match"], registry=self.registry
        )
        self._seconds = Histogram(
            "medlex_interaction_seconds",
            "Time from an interaction's arrival to the end of all that answers it.",
            ["kind", "name"],
            buckets=ANSWER_BUCKETS,
            registry=self.registry,
        )
        self._in_flight = Gauge(
            "medlex_interactions_in_flight", "Interactions that are being answered.", registry=self.registry
        )
        self._delay = Histogram(
            "medlex_event_loop_delay_seconds",
            "How much later than it asked a waiting task went on.",
            buckets=DELAY_BUCKETS,
            registry=self.registry,
        )
        self._runs = Counter("medlex_work_runs", "Work done by itself.", ["work", "result"], registry=self.registry)
        self._last_success = Gauge(
            "medlex_work_last_success_timestamp_seconds",
            "When work was last done without an error.",
            ["work"],
            registry=self.registry,
        )
        self._reconnects = Counter(
            "medlex_gateway_disconnects", "Lost connections to the gateway.", registry=self.registry
        )

    def begin(self, interaction: Interaction) -> None:
        """Count and time an interaction, which the current task answers, when that ends."""
        task = asyncio.current_task()
        if task is not None:
            self._in_flight.inc()
            task.add_done_callback(partial(self._end, interaction, time.perf_counter()))

    def turned_away(self, interaction: Interaction, outcome: Outcome) -> None:
        """Count an interaction that is not answered."""
        self._interactions.labels(*named(interaction), outcome.value, "").inc()

    def ran(self, work: Work, *, well: bool) -> None:
        """Count a run of some work, and whether it succeeded."""
        self._runs.labels(work.value, "success" if well else "failure").inc()
        if well:
            self._last_success.labels(work.value).set_to_current_time()

    def ran_well_at(self, work: Work, when: datetime | None) -> None:
        """Note when some work was last done without an error before this start; None if that is not known."""
        if when is not None:
            self._last_success.labels(work.value).set(when.timestamp())

    def lost_connection(self) -> None:
        """Count a lost connection to the gateway."""
        self._reconnects.inc()

    async def watch_event_loop(self) -> None:
        """Measure how late the event loop is, until cancelled."""
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            self._delay.observe(max(0.0, time.perf_counter() - asked - SECONDS_BETWEEN_LOOKS))

    def _end(self, interaction: Interaction, begun: float, _task: asyncio.Task[object]) -> None:
        kind, name = named(interaction)
        outcome = interaction.extras.get(OUTCOME) or (
            Outcome.ANSWERED if interaction.response.is_done() else Outcome.UNANSWERED
        )
        self._interactions.labels(kind, name, outcome.value, interaction.extras.get(MATCH, "")).inc()
        self._seconds.labels(kind, name).observe(time.perf_counter() - begun)
        self._in_flight.dec()


def named(interaction: Interaction) -> tuple[str, str]:
    """Return the kind of an interaction, and the name of its command, or of the record in its `custom_id`."""
    match interaction.type:
        case discord.InteractionType.application_command:
            return "command", command_name(interaction)
        case discord.InteractionType.autocomplete:
            return "completion", command_name(interaction)
        case discord.InteractionType.modal_submit:
            return "form", action_name(interaction)
    return "component", action_name(interaction)


def command_name(interaction: Interaction) -> str:
    """Return the name of a command of ours, such as `glossary add`."""
    command = interaction.command
    return command.qualified_name if isinstance(command, (app_commands.Command, app_commands.ContextMenu)) else OUTDATED


def action_name(interaction: Interaction) -> str:
    """Return the name of the class of the record in a `custom_id`, such as `OpenEntry`."""
    record = action_of(interaction)
    return type(record).__name__ if record else OUTDATED


def note_outcome(interaction: Interaction, outcome: Outcome) -> None:
    """Note what became of an interaction, for the count."""
    interaction.extras[OUTCOME] = outcome


def note_match(interaction: Interaction, match: StrEnum) -> None:
    """Note how a query was answered, for the count."""
    interaction.extras[MATCH] = match.value
