"""What the metrics say, and what they never say."""

from __future__ import annotations

import json
import re

import pytest
from discord import app_commands
from discord_bot.world import World
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.discord_bot.client import DictionaryClient
from bot.discord_bot.monitoring.collector import OWN_SOURCE, ClientCollector
from bot.discord_bot.registry import COMMANDS
from bot.discord_bot.runtime.metrics import OUTDATED, Outcome, Work
from bot.discord_bot.ui.custom_ids import RECORDS
from bot.errors import DataError, UsageError
from bot.lexicon.model import Match
from bot.settings import CHECKOUT
from bot.sources.catalogue import catalogue

MARKER = "zygomaticotemporal"
EDITION = re.compile(r"[0-9][0-9A-Za-z._-]{0,20}|")


def command_names() -> set[str]:
    """Return the names of all commands, those in groups too."""
    groups = [command for command in COMMANDS if isinstance(command, app_commands.Group)]
    inner = {each.qualified_name for group in groups for each in group.walk_commands()}
    return inner | {command.name for command in COMMANDS if command not in groups}


ALLOWED: dict[str, set[str]] = {
    "kind": {"command", "completion", "component", "form"},
    "name": command_names() | {record.__name__ for record in RECORDS} | {OUTDATED},
    "outcome": set(Outcome),
    "match": {*Match, ""},
    "work": set(Work),
    "result": {"success", "failure"},
    "source": {*catalogue(), OWN_SOURCE},
}


def said(client: DictionaryClient) -> str:
    """Return what Prometheus is told."""
    return generate_latest(client.metrics.registry).decode()


def counted(client: DictionaryClient, **labels: str) -> float:
    """Return how many interactions with these labels were counted."""
    found = client.metrics.registry.get_sample_value("medlex_interactions_total", {"match": "", **labels})
    return found or 0


async def test_interactions_are_counted_by_name_outcome_and_match(world: World) -> None:
    client = world.clients[-1]
    page = await world.page("interleukin")
    await world.offered("interl")
    await world.alice.click(page, label="More")
    assert counted(client, kind="command", name="define", outcome="answered", match="exact") == 1
    assert counted(client, kind="completion", name="define", outcome="answered") == 1
    assert counted(client, kind="component", name="ShowTab", outcome="answered") == 1
    assert client.metrics.registry.get_sample_value("medlex_interactions_in_flight") == 0


async def test_no_label_holds_a_term_or_an_id(world: World) -> None:
    client = world.clients[-1]
    collector = ClientCollector(client)
    client.metrics.registry.register(collector)
    collector.sources = [("mesh", "2026-01-01"), (MARKER, MARKER)]
    await world.page(MARKER)
    await world.offered(MARKER)
    page = await world.tab("interleukin", "More")
    await world.alice.click(page, label="Save")
    await world.ask("saved")
    for work in Work:
        client.metrics.ran(work, well=True)
    for family in text_string_to_metric_families(said(client)):
        for sample in family.samples if family.name.startswith("medlex_") else ():
            for label, value in sample.labels.items():
                if label in ALLOWED:
                    assert value in ALLOWED[label], (sample.name, label, value)
                elif label == "edition":
                    assert EDITION.fullmatch(value)
                else:
                    assert label in {"le", "shard"}
    text = said(client)
    assert MARKER not in text
    for id in (world.alice.id, world.channel.id, world.alice.guild.id):
        assert str(id) not in text


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (UsageError("This is wrong.", "Do that."), "refused"),
        (DataError("It cannot be read.", "Build it."), "unusable"),
        (ValueError(MARKER), "failed"),
    ],
)
async def test_errors_are_counted_by_whose_fault_they_are(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception, outcome: str
) -> None:
    async def broken(_: object) -> None:
        raise error

    monkeypatch.setattr("bot.discord_bot.runtime.tree.apply_private_default", broken)
    await world.define("interleukin")
    assert counted(world.clients[-1], kind="command", name="define", outcome=outcome) == 1
    world.expected_errors()


@pytest.mark.parametrize("well", [True, False])
async def test_a_run_of_work_is_counted(world: World, well: bool) -> None:
    client = world.clients[-1]
    client.metrics.ran(Work.BACKUP, well=well)
    labels = {"work": "backup", "result": "success" if well else "failure"}
    assert client.metrics.registry.get_sample_value("medlex_work_runs_total", labels) == 1
    last = client.metrics.registry.get_sample_value("medlex_work_last_success_timestamp_seconds", {"work": "backup"})
    assert (last is not None) is well


def families(client: DictionaryClient) -> set[str]:
    """Return the names of all metrics."""
    client.metrics.registry.register(ClientCollector(client))
    return {family.name for family in client.metrics.registry.collect()}


@pytest.mark.parametrize("file", ["alerts.yml", "dashboard.json"])
async def test_every_metric_that_is_asked_for_exists(world: World, file: str) -> None:
    text = (CHECKOUT / "monitoring" / file).read_text("utf-8")
    asked = set(re.findall(r"\b(?:medlex|process)_[a-z_]+", text))
    assert asked
    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= families(world.clients[-1])


async def test_every_metric_and_every_outcome_is_explained(world: World) -> None:
    page = (CHECKOUT / "docs" / "monitoring.md").read_text("utf-8")
    explained = {re.sub(r"_total$", "", name) for name in re.findall(r"`(medlex_[a-z_]+)`", page)}
    assert {name for name in families(world.clients[-1]) if name.startswith("medlex_")} == explained
    assert set(re.findall(r"^\| `([a-z_]+)` \|", page, re.MULTILINE)) >= set(Outcome)


def test_the_dashboard_can_be_imported_anywhere() -> None:
    dashboard = json.loads((CHECKOUT / "monitoring" / "dashboard.json").read_text("utf-8"))
    sources = {json.dumps(panel["datasource"]) for panel in dashboard["panels"]}
    assert sources == {json.dumps({"type": "prometheus", "uid": "${datasource}"})}
    assert dashboard["id"] is None
    places = [tuple(panel["gridPos"].values()) for panel in dashboard["panels"]]
    assert len(set(places)) == len(places)
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(places)
