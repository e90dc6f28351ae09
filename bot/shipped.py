"""Where the data that ship with Medlex are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent


def data_folder() -> Path:
    """The folder of data that ships with Medlex: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent / "data"


def shipped_tables(name: str) -> dict[str, Any]:
    """The tables of one TOML file of that folder, by their names."""
    return tomllib.loads((data_folder() / name).read_text(encoding="utf-8"))
