"""`medlex upgrade-check` asks a real package index on this machine, by the real pip."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from bot import __version__
from bot.cli.upgrade.installation import installation

Medlex = Callable[..., Result]
NEWER = """# Changelog

## 9.1.0 (2030-05-01)

### Upgrade notes

- Lexicon: schema version 99. Run `medlex install --missing`
  once.
- Hosts: set MEDLEX_COLOR.

### Code

- `/define` sings.

## 9.0.1 (2030-04-01)

### Code

- No notes here.

## 0.0.1 (2020-01-01)

### Upgrade notes

- Too old to be told.
"""


class Index:
    """A package index in a folder, as pip reads it (https://packaging.python.org/en/latest/specifications/simple-repository-api/)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "simple" / "medlex"
        self.address = ""
        self.asked: list[str] = []

    def add(self, version: str, changelog: str | None = None, python: str = ">=3.11") -> None:
        """Add a release."""
        self.folder.mkdir(parents=True, exist_ok=True)
        info = f"medlex-{version}.dist-info"
        metadata = f"Metadata-Version: 2.1\nName: medlex\nVersion: {version}\nRequires-Python: {python}\n"
        files = {
            f"{info}/METADATA": metadata,
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            **({} if changelog is None else {"bot/data/CHANGELOG.md": changelog}),
        }
        record = "".join(f"{name},sha256={digest(content)},{len(content)}\n" for name, content in files.items())
        with zipfile.ZipFile(self.folder / f"medlex-{version}-py3-none-any.whl", "w") as wheel:
            for name, content in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
                wheel.writestr(name, content)
        links = "".join(
            f'<a href="{file.name}" data-requires-python="{python.replace(">", "&gt;")}">{file.name}</a>'
            for file in sorted(self.folder.glob("*.whl"))
        )
        (self.folder / "index.html").write_text(f"<!DOCTYPE html><html><body>{links}</body></html>")


def digest(content: str) -> str:
    """The digest of a file in a wheel's list."""
    return base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).decode().rstrip("=")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """A package index that is asked over HTTP."""
    index = Index(tmp_path / "index")
    index.folder.parent.mkdir(parents=True)

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:
            index.asked.append(self.path)

    served = partial(Handler, directory=str(tmp_path / "index"))
    with ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        index.address = f"http://127.0.0.1:{server.server_port}/simple"
        yield index
        server.shutdown()


@pytest.fixture
def upgrade_check(medlex: Medlex, index: Index) -> Callable[..., Result]:
    """Runs `medlex upgrade-check` with pip set to use the index, whatever this machine's pip is set to."""

    def run(*options: str, address: str = "") -> Result:
        pip = {
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_INDEX_URL": address or index.address,
            "PIP_EXTRA_INDEX_URL": "",
            "PIP_FIND_LINKS": "",
            "PIP_NO_CACHE_DIR": "1",
            "PIP_RETRIES": "0",
        }
        return medlex("upgrade-check", *options, **pip)

    return run


def test_the_newest_release_is_said_to_be_that(upgrade_check: Callable[..., Result], index: Index) -> None:
    index.add("0.0.9")
    index.add(__version__)
    result = upgrade_check()
    assert result.exit_code == 0, result.output
    assert result.stdout == f"Medlex {__version__} is installed; it is the newest release.\n"


def test_a_newer_release_is_told_with_what_it_needs_and_how_to_install_it(
    upgrade_check: Callable[..., Result], index: Index
) -> None:
    index.add(__version__)
    index.add("9.1.0", NEWER)
    result = upgrade_check()
    assert result.exit_code == 4, result.output
    told = result.stdout.partition("To ")[0]
    assert told == (
        f"Medlex {__version__} is installed; the newest release is 9.1.0.\n"
        "What 9.1.0 needs of you:\n"
        "  Lexicon: schema version 99. Run `medlex install --missing` once.\n"
        "  Hosts: set MEDLEX_COLOR.\n"
        "What 9.0.1 needs of you:\n"
        "  nothing\n"
    )
    assert all(command in result.stdout for command in installation().commands)


def test_a_newer_release_as_json(upgrade_check: Callable[..., Result], index: Index) -> None:
    index.add("9.1.0", NEWER)
    result = upgrade_check("--json")
    assert result.exit_code == 4
    document: dict[str, Any] = json.loads(result.stdout)
    assert document == {
        "installed": __version__,
        "newest": "9.1.0",
        "is_newer": True,
        "requires_python": ">=3.11",
        "notes": [
            {
                "version": "9.1.0",
                "notes": [
                    "Lexicon: schema version 99. Run `medlex install --missing` once.",
                    "Hosts: set MEDLEX_COLOR.",
                ],
            },
            {"version": "9.0.1", "notes": []},
        ],
        "installed_as": installation().kind,
        "commands": list(installation().commands),
    }


def test_a_release_without_notes_is_said_to_have_none(upgrade_check: Callable[..., Result], index: Index) -> None:
    index.add("9.1.0")
    result = upgrade_check()
    assert result.exit_code == 4
    assert "read its upgrade notes in CHANGELOG.md first" in result.stdout
    assert json.loads(upgrade_check("--json").stdout)["notes"] is None


def test_what_this_python_cannot_run_and_what_is_not_finished_is_not_offered(
    upgrade_check: Callable[..., Result], index: Index
) -> None:
    index.add(__version__)
    index.add("9.1.0b1")
    assert "it is the newest release" in upgrade_check().stdout
    index.add("9.1.0", python=">=3.99")  # the link of each says so in this index
    result = upgrade_check()
    assert result.exit_code == 1
    assert "it has no medlex that this Python can run" in result.stderr


def test_a_version_that_was_never_released_is_told_what_the_newest_is(
    upgrade_check: Callable[..., Result], index: Index
) -> None:
    index.add("0.0.9")
    result = upgrade_check()
    assert result.exit_code == 0
    assert result.stdout == f"Medlex {__version__} is installed; the newest release is 0.0.9.\n"


def test_an_index_that_cannot_be_reached_is_told_in_plain_words(upgrade_check: Callable[..., Result]) -> None:
    result = upgrade_check(address="http://127.0.0.1:1/simple")
    assert (result.exit_code, result.stdout) == (1, "")
    problem, remedy = result.stderr.splitlines()
    assert problem == "The package index could not be asked for a newer Medlex: it cannot be reached."
    assert "pip config list" in remedy


def test_an_index_without_medlex_is_told_so(upgrade_check: Callable[..., Result]) -> None:
    result = upgrade_check()
    assert result.exit_code == 1
    assert "it has no medlex that this Python can run" in result.stderr


def hide(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let this Python seem to be without some packages."""
    monkeypatch.setattr("bot.cli.upgrade.pip.find_spec", lambda name: None if name in names else find_spec(name))


def test_an_environment_without_pip_uses_the_one_that_comes_with_python(
    upgrade_check: Callable[..., Result], index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("ensurepip")
    hide(monkeypatch, "pip")
    index.add("9.1.0", NEWER)
    assert upgrade_check().exit_code == 4


def test_a_python_without_any_pip_is_told_so(
    upgrade_check: Callable[..., Result], index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(monkeypatch, "pip", "ensurepip")
    result = upgrade_check()
    assert result.exit_code == 1
    assert "this Python has no pip" in result.stderr
    assert index.asked == []


def test_no_other_command_asks_the_index(medlex: Medlex, index: Index) -> None:
    index.add("9.1.0")
    medlex("check", PIP_INDEX_URL=index.address)
    medlex("define", "asthma", PIP_INDEX_URL=index.address)
    assert index.asked == []


def direct_url(monkeypatch: pytest.MonkeyPatch, text: str | None) -> None:
    """Let Medlex seem to be installed from an address."""

    class Distribution:
        def read_text(self, _name: str) -> str | None:
            return text

    monkeypatch.setattr("bot.cli.upgrade.installation.distribution", lambda _name: Distribution())


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A Medlex that is no checkout, on a plain machine. The folder that may hold its source."""
    source = tmp_path / "its source"
    source.mkdir()
    monkeypatch.setattr("bot.cli.upgrade.installation.CHECKOUT", tmp_path)
    monkeypatch.setattr("bot.cli.upgrade.installation.MARKS", ())
    monkeypatch.setattr("bot.cli.upgrade.installation.EXTRAS", {"postgres": "json", "speech": "no_such_package"})
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    direct_url(monkeypatch, None)
    return source


def test_a_package_is_upgraded_with_its_extras(installed: Path) -> None:
    (command,) = installation().commands
    assert re.fullmatch(r"\S*python\S* -m pip install --upgrade 'medlex\[postgres\]'", command)
    assert installation().kind == "pip"


@pytest.mark.parametrize(
    ("prefix", "kind", "command"),
    [
        ("/home/me/.local/share/pipx/venvs/medlex", "pipx", "pipx upgrade medlex"),
        ("/home/me/.local/share/uv/tools/medlex", "uv", "uv tool upgrade medlex"),
    ],
)
def test_a_tool_that_installed_it_upgrades_it(
    installed: Path, monkeypatch: pytest.MonkeyPatch, prefix: str, kind: str, command: str
) -> None:
    monkeypatch.setattr("sys.prefix", prefix)
    assert (installation().kind, installation().commands) == (kind, (command,))


def test_a_package_that_was_built_from_a_folder_is_built_from_it_again(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct_url(monkeypatch, json.dumps({"url": installed.as_uri(), "dir_info": {}}))
    assert installation().kind == "pip"  # the folder is gone
    (installed / "pyproject.toml").touch()
    pull, lock, package = installation().commands
    assert pull == f"git -C '{installed}' pull"
    assert lock.endswith(f" -m pip install -r '{installed / 'container/requirements.lock'}'")
    assert package.endswith(f" -m pip install --no-deps '{installed}'")


def test_a_checkout_is_pulled(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.upgrade.installation.CHECKOUT", installed)
    (installed / "pyproject.toml").touch()
    _, lock, package = installation().commands
    assert lock.endswith(f" -m pip install -r '{installed / 'requirements.lock'}'")
    assert package.endswith(f" -m pip install --no-deps -e '{installed}'")
    assert installation().kind == "checkout"


def test_an_image_is_built_anew(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.0.0.1")
    assert installation().kind == "pip"  # somebody's own pod
    direct_url(monkeypatch, json.dumps({"url": (installed / "gone").as_uri(), "dir_info": {}}))
    assert (installation().kind, installation().commands) == ("kubernetes", ())
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST")
    monkeypatch.setattr("bot.cli.upgrade.installation.MARKS", (str(installed),))
    assert (installation().kind, installation().commands) == ("image", ("git pull && docker compose up -d --build",))
