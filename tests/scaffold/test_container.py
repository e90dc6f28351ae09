"""The files with which the bot runs in a container."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from bot.cli.main import main
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))? \\$", re.MULTILINE)


def pinned(lock: str) -> set[tuple[str, str]]:
    """Return each library in a lock file with its version."""
    return {(name, version) for name, version, _ in PINNED.findall((ROOT / lock).read_text("ascii"))}


def test_the_image_has_the_versions_that_everybody_else_has() -> None:
    assert pinned("container/requirements.lock")
    assert pinned("container/requirements.lock") < pinned("requirements.lock")


def test_the_image_has_no_tools_of_contributors() -> None:
    names = {name for name, _ in pinned("container/requirements.lock")}
    assert {"discord-py", "asyncpg", "pynacl", "tzdata"} <= names
    assert names.isdisjoint({"pytest", "mypy", "ruff", "simcord", "hypothesis", "pyglossary"})


def test_all_that_the_image_is_built_of_is_sent_to_the_build() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "container/Dockerfile").read_text("ascii"), re.MULTILINE)
    sent = set((ROOT / ".dockerignore").read_text("ascii").splitlines())
    for path in " ".join(copied).split():
        assert (ROOT / path).exists()
        assert f"!{path}" in sent


@pytest.mark.parametrize(
    "script", ["container/try.sh", ".ci/run", ".ci/container.sh", ".ci/postgres.sh", ".ci/release.sh", ".ci/schemas.sh"]
)
def test_scripts_are_what_bash_reads(script: str) -> None:
    subprocess.run(["bash", "-n", ROOT / script], check=True, timeout=60)  # noqa: S603, S607 (our own)


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return read


def test_compose_runs_commands_of_the_program_one_after_the_other() -> None:
    services = compose()["services"]
    for each in services.values():
        name, *words = each["command"]
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_context(name, list(words))
    assert services["bot"]["depends_on"] == {"install": {"condition": "service_completed_successfully"}}


def test_compose_gives_the_bot_no_rights_and_one_place_to_write_to() -> None:
    dockerfile = (ROOT / "container/Dockerfile").read_text("utf-8")
    (volume,) = re.findall(r"^VOLUME (\S+)$", dockerfile, re.MULTILINE)
    for each in compose()["services"].values():
        assert each["read_only"] is True
        assert each["cap_drop"] == ["ALL"]
        assert each["security_opt"] == ["no-new-privileges:true"]
        assert each["volumes"] == [f"data:{volume}"]
        assert {name.lower() for name in each["environment"]} <= set(Settings.model_fields)
    assert set(compose()["volumes"]) == {"data"}


def test_settings_in_the_image_exist() -> None:
    dockerfile = (ROOT / "container/Dockerfile").read_text("utf-8")
    named = set(re.findall(r"\b(MEDLEX_\w+)=", dockerfile))
    assert named
    assert {name.lower() for name in named} <= set(Settings.model_fields)
