"""How this Medlex was installed, and the commands that bring it to another version."""

from __future__ import annotations

import json
import os
import shlex
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bot.cli.upgrade.releases import PACKAGE
from bot.settings import CHECKOUT

# Files by which a program knows that it runs in a container, and the variable by which it knows Kubernetes.
MARKS = ("/.dockerenv", "/run/.containerenv")
KUBERNETES = "KUBERNETES_SERVICE_HOST"
# By extra, a package that only it brings (pyproject.toml).
EXTRAS = {"dictionaries": "pyglossary", "postgres": "asyncpg", "preview": "simcord", "speech": "espeakng_loader"}


@dataclass(frozen=True, slots=True)
class Installation:
    """How it was installed ("checkout", "image", "kubernetes", "pip", "pipx" or "uv"), and the commands that update it; none
    for Kubernetes, whose files name the image.
    """

    kind: str
    commands: tuple[str, ...]


def installation() -> Installation:
    """Find out how this Medlex was installed."""
    # An image has not the folder that it was built from.
    folder = CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() else _built_from()
    if folder is not None and (folder / "pyproject.toml").is_file():
        return Installation("checkout", _of_checkout(folder))
    if folder is not None and os.environ.get(KUBERNETES):
        return Installation("kubernetes", ())
    if folder is not None and any(Path(mark).exists() for mark in MARKS):
        return Installation("image", ("git pull && docker compose up -d --build",))
    for tool, place, command in (("pipx", "pipx/venvs", "pipx upgrade"), ("uv", "uv/tools", "uv tool upgrade")):
        if f"/{place}/" in Path(sys.prefix).as_posix() + "/":
            return Installation(tool, (f"{command} {PACKAGE}",))
    return Installation("pip", (f"{_python()} -m pip install --upgrade {shlex.quote(_requirement())}",))


def _built_from() -> Path | None:
    """Return the folder from which pip built this package; None if it came from an index
    (https://packaging.python.org/en/latest/specifications/direct-url/).
    """
    try:
        text = distribution(PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    address = urlsplit(json.loads(text)["url"]) if text else None
    return Path(url2pathname(address.path)) if address and address.scheme == "file" else None


def _of_checkout(folder: Path) -> tuple[str, ...]:
    """The lines of README.md for a checkout that is used in place, else those of docs/hosting/vps.md."""
    here, in_place = shlex.quote(str(folder)), folder == CHECKOUT
    lock = shlex.quote(str(folder / ("requirements.lock" if in_place else "container/requirements.lock")))
    return (
        f"git -C {here} pull",
        f"{_python()} -m pip install -r {lock}",
        f"{_python()} -m pip install --no-deps {'-e ' if in_place else ''}{here}",
    )


def _requirement() -> str:
    extras = [extra for extra, package in EXTRAS.items() if find_spec(package) is not None]
    return f"{PACKAGE}[{','.join(extras)}]" if extras else PACKAGE


def _python() -> str:
    return shlex.quote(sys.executable)
