"""A release is refused when its parts do not fit together, and its workflow has no more rights than it needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import __version__

ROOT = Path(__file__).parents[2]
WORKFLOW = ROOT / ".github/workflows/release.yml"
TAG = f"v{__version__}"
NOTES = "### Upgrade notes\n\n- Hosts: nothing.\n"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="releases are made on Linux")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but what the script reads first."""
    for name in (".ci", "bot"):
        (tmp_path / name).mkdir()
    shutil.copy(ROOT / ".ci/release.sh", tmp_path / ".ci")
    shutil.copy(ROOT / "bot/__init__.py", tmp_path / "bot")
    return tmp_path


def refused(project: Path, tag: str) -> str:
    """Try to make a release; what the script says when it refuses."""
    script: list[str | Path] = [shutil.which("bash") or "bash", project / ".ci/release.sh", tag, project / "release"]
    ended = subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert ended.returncode == 1, ended
    assert not (project / "release/dist").exists()
    return ended.stderr


@pytest.mark.parametrize("tag", ["v99.0.0", __version__, "", "v"])
def test_a_tag_that_is_not_the_version(tag: str, project: Path) -> None:
    assert f"bot/__init__.py has version {__version__}" in refused(project, tag)


@pytest.mark.parametrize(
    "heading",
    [f"{__version__} (unreleased)", f"{__version__}0 (2026-12-01)", "0.0.1 (2026-12-01)", f"{__version__} (soon)"],
)
def test_a_changelog_without_a_dated_section(heading: str, project: Path) -> None:
    (project / "CHANGELOG.md").write_text(f"# Changelog\n\n## {heading}\n\n{NOTES}")
    assert "has no section" in refused(project, TAG)


def test_a_section_without_upgrade_notes(project: Path) -> None:
    (project / "CHANGELOG.md").write_text(
        f"## {__version__} (2026-12-01)\n\n- Faster.\n\n## 0.0.1 (2026-01-01)\n\n{NOTES}"
    )
    assert "has no upgrade notes" in refused(project, TAG)


def test_nothing_is_published_before_the_tests_have_passed_and_rights_are_few() -> None:
    workflow: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert jobs["pypi"]["needs"] == jobs["image"]["needs"] == ["test", "build"]
    assert jobs["release"]["needs"] == ["pypi", "image"]
    writing = {name for name, job in jobs.items() if "write" in job.get("permissions", {}).values()}
    assert writing == {"pypi", "image", "release"}
    assert jobs["pypi"]["permissions"] == {"id-token": "write"}
    for job in jobs.values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "what comes from a tag is never written into a script"
