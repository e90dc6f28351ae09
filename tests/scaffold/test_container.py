"""The files with which the bot runs in a container."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

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


def test_the_script_that_tries_the_image_is_one_that_bash_reads() -> None:
    subprocess.run(["bash", "-n", ROOT / "container/try.sh"], check=True, timeout=60)  # noqa: S603, S607 (our own)
