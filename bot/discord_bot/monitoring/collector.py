"""Metrics that are read when Prometheus asks: the lexicon, and the connection to Discord."""

from __future__ import annotations

import math
from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.discord_bot.client import DictionaryClient
from bot.sources.catalogue import catalogue

# Stands for all sources that an admin has made: their names are theirs.
OWN_SOURCE = "own"


class ClientCollector(Collector):
    """Reads the state of a client. `sources` are the ids and editions of the lexicon that is open."""

    def __init__(self, client: DictionaryClient) -> None:
        self._client = client
        self.sources: list[tuple[str, str]] = []

    def collect(self) -> Iterable[Metric]:
        """Yield the metrics."""
        yield from self._lexicon()
        yield from self._shards()

    def _lexicon(self) -> Iterable[Metric]:
        info = GaugeMetricFamily("medlex_lexicon_source", "A source in the lexicon.", labels=["source", "edition"])
        ours = catalogue()
        for source, edition in sorted({each if each[0] in ours else (OWN_SOURCE, "") for each in self.sources}):
            info.add_metric([source, edition], 1)
        yield info
        built = self._client.home.lexicon
        if built.exists():
            yield GaugeMetricFamily(
                "medlex_lexicon_built_timestamp_seconds", "When the lexicon was built.", built.stat().st_mtime
            )

    def _shards(self) -> Iterable[Metric]:
        connected = GaugeMetricFamily("medlex_shard_connected", "If a shard is connected.", labels=["shard"])
        latency = GaugeMetricFamily("medlex_shard_latency_seconds", "Of the last heartbeat.", labels=["shard"])
        age = GaugeMetricFamily(
            "medlex_shard_heartbeat_age_seconds", "Since Discord acknowledged a heartbeat.", labels=["shard"]
        )
        for shard in self._client.shard_states():
            connected.add_metric([str(shard.id)], float(shard.is_connected))
            if math.isfinite(shard.latency):
                latency.add_metric([str(shard.id)], shard.latency)
            if shard.heartbeat_age is not None:
                age.add_metric([str(shard.id)], shard.heartbeat_age)
        yield connected
        yield latency
        yield age
