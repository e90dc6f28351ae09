"""What the files for Kubernetes say about the program is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli.main import MODULES, main
from bot.discord_bot.monitoring.http import LIVE, READY
from bot.discord_bot.sharding import shards_of
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "kubernetes"
DOORS = ("gateway", "http")
Json = dict[str, Any]


def documents(folder: str) -> list[Json]:
    """All objects of a kustomization, with those of the folders that it stands on."""
    listed = yaml.safe_load((FOLDER / folder / "kustomization.yaml").read_text("utf-8"))["resources"]
    found: list[Json] = []
    for resource in listed:
        path = (FOLDER / folder / resource).resolve()
        if path.is_dir():
            found += documents(path.relative_to(FOLDER).as_posix())
        else:
            found += yaml.safe_load_all(path.read_text("utf-8"))
    return found


def pods(door: str) -> Iterator[tuple[str, Json]]:
    """The specification of each pod, with the name of what makes it."""
    for each in documents(door):
        spec = each["spec"]["jobTemplate"]["spec"] if each["kind"] == "CronJob" else each.get("spec", {})
        if "template" in spec:
            yield each["metadata"]["name"], spec["template"]["spec"]


def containers(door: str) -> Iterator[tuple[str, Json]]:
    """All containers, with the name of what makes their pod."""
    for name, pod in pods(door):
        for container in (*pod.get("initContainers", ()), *pod["containers"]):
            yield name, container


def bot(door: str) -> Json:
    """The container of the bot."""
    (found,) = [container for _, container in containers(door) if container["name"] == "bot"]
    return found


def settings_in(door: str) -> dict[str, str]:
    """The settings of the bot, from the common ones and its own."""
    (common,) = [each["data"] for each in documents(door) if each["kind"] == "ConfigMap"]
    return {**common, **{each["name"]: each["value"] for each in bot(door)["env"]}}


def command_lines(container: Json) -> Iterator[list[str]]:
    """The command lines of `medlex` in a container."""
    if "command" not in container:
        yield container["args"]
    for text in container["args"] if "command" in container and "args" in container else ():
        yield from (found.split() for found in re.findall(r"\bmedlex ([^&;|]+)", text))


@pytest.mark.parametrize("door", DOORS)
def test_each_command_line_is_one_that_the_program_takes(door: str) -> None:
    lines = [line for _, container in containers(door) for line in command_lines(container)]
    assert ["install", "--missing"] in lines
    for name, *words in lines:
        assert name in MODULES
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_context(name, list(words))  # raises for an option that there is none of


@pytest.mark.parametrize("door", DOORS)
def test_settings_exist_and_can_be_read(door: str, tmp_path: Path) -> None:
    values = settings_in(door)
    assert {name.lower() for name in values} <= set(Settings.model_fields)
    assert values["MEDLEX_BACKUPS"] == "0"  # the volume cannot be written to
    secrets = {name: Path(value).name for name, value in values.items() if name.endswith("_FILE")}
    (example,) = yaml.safe_load_all((FOLDER / "secret.example.yaml").read_text("utf-8"))
    assert set(secrets.values()) == set(example["stringData"])
    assert not any(example["stringData"].values())
    (tmp_path / "discord_token").write_text("a.b.c")
    (tmp_path / "database").write_text("postgresql://medlex@database/medlex")
    files = {name: str(tmp_path / file) for name, file in secrets.items()}
    given: dict[str, Any] = {name.lower(): value for name, value in {**values, **files}.items()}
    settings = Settings(**given)
    assert settings.monitoring is not None
    ports = {port["name"]: port["containerPort"] for port in bot(door)["ports"]}
    assert ports["monitoring"] == settings.monitoring.port
    assert door == "gateway" or ports["http"] == int(settings.medlex_http.rpartition(":")[2])


def test_all_shards_are_in_one_pod_each() -> None:
    (stateful,) = [each for each in documents("gateway") if each["kind"] == "StatefulSet"]
    values = settings_in("gateway")
    settings = Settings(
        medlex_shard_count=int(values["MEDLEX_SHARD_COUNT"]),
        medlex_shard_ids=values["MEDLEX_SHARD_IDS"],
        medlex_database="postgresql://medlex@database/medlex",  # type: ignore[arg-type]
    )
    name = stateful["metadata"]["name"]
    shares = [shards_of(settings, f"{name}-{number}").ids or () for number in range(stateful["spec"]["replicas"])]
    assert sorted(shard for share in shares for shard in share) == list(range(int(values["MEDLEX_SHARD_COUNT"])))


@pytest.mark.parametrize("door", DOORS)
def test_probes_ask_where_the_bot_answers(door: str) -> None:
    container = bot(door)
    ports = {port["name"] for port in container["ports"]}
    asked = {kind: container[kind]["httpGet"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert [probe["path"] for probe in asked.values()] == [LIVE, LIVE, READY]
    assert {probe["port"] for probe in asked.values()} <= ports


@pytest.mark.parametrize("door", DOORS)
def test_pods_have_no_rights(door: str) -> None:
    user = re.findall(r"^USER (\d+):(\d+)$", (ROOT / "container/Dockerfile").read_text("utf-8"), re.MULTILINE)
    for _, pod in pods(door):
        context = pod["securityContext"]
        assert context["runAsNonRoot"] is True
        assert (str(context["runAsUser"]), str(context["runAsGroup"])) == user[0]
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}
        assert pod["automountServiceAccountToken"] is False
    for _, container in containers(door):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert "memory" in container["resources"]["limits"]


@pytest.mark.parametrize("door", DOORS)
def test_the_bot_only_reads_the_lexicon_and_jobs_write_it(door: str) -> None:
    for name, container in containers(door):
        (mount,) = [each for each in container["volumeMounts"] if each["mountPath"] == "/data"]
        is_job = name.startswith(("medlex-prepare", "medlex-backup", "medlex-refresh"))
        assert mount.get("readOnly", False) is not is_job, (name, container["name"])


@pytest.mark.parametrize("door", DOORS)
def test_names_lead_to_objects(door: str) -> None:
    objects = documents(door)
    claims = {each["metadata"]["name"] for each in objects if each["kind"] == "PersistentVolumeClaim"}
    for _, pod in pods(door):
        for volume in pod["volumes"]:
            assert volume.get("persistentVolumeClaim", {}).get("claimName", "medlex-lexicon") in claims
            assert volume.get("secret", {}).get("secretName", "medlex") == "medlex"
        mounted = {mount["name"] for each in pod["containers"] for mount in each["volumeMounts"]}
        assert mounted == {volume["name"] for volume in pod["volumes"]}
    labels = [
        each["spec"]["template"]["metadata"]["labels"]
        for each in objects
        if each["kind"] in {"StatefulSet", "Deployment"}
    ]
    for each in objects:
        if each["kind"] == "Service":
            assert each["spec"]["selector"] in labels
        if each["kind"] == "PodDisruptionBudget":
            assert each["spec"]["selector"]["matchLabels"] in labels


def test_the_image_is_that_of_this_version() -> None:
    from bot import __version__

    for door in DOORS:
        (image,) = yaml.safe_load((FOLDER / door / "kustomization.yaml").read_text("utf-8"))["images"]
        assert image["newTag"] == __version__
        assert {container["image"] for _, container in containers(door)} == {image["name"]}
