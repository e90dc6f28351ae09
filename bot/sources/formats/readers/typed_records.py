"""Records of JSON and TOML decoded into typed structs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bot.files import reason
from bot.sources.archives.opening import NOT_JSON, damage_errors
from bot.sources.concept import BrokenRecord

# The bytes of a broken record that are quoted in the log.
MAX_QUOTED = 60
# tomllib's time grows with the square of the parts of one key ("a.b.c"). No file that Medlex reads has keys
# of several parts.
TOO_DEEP_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){50}")

Layout = TypeVar("Layout")


def decoded(raw: msgspec.Raw, layout: type[Layout]) -> Layout | BrokenRecord:
    """Decode one JSON record, so that a broken one does not spoil the others; it is returned with its
    beginning and the reason.
    """
    try:
        return msgspec.json.decode(raw, type=layout)
    except NOT_JSON as error:
        return BrokenRecord(bytes(raw)[:MAX_QUOTED].decode(errors="replace"), reason(error))


def toml(text: str) -> dict[str, Any]:
    """Parse TOML (https://toml.io/en/v1.0.0) of unknown origin. Raises ValueError when it is not TOML or
    nested too deeply.
    """
    if TOO_DEEP_KEY.search(text):
        raise ValueError("it has a key of over 50 parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def toml_files(path: Path) -> list[Path]:
    """Return the TOML files directly in a folder, by their names; of a file only itself."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def tables(file: Path, name: str, layout: type[Layout]) -> Layout:
    """Read the array of tables `[[name]]` of a TOML file into `layout`, a list type.

    Raises DataError when the file cannot be read, ValueError when it is not TOML, and msgspec's
    ValidationError when a table does not fit the layout.
    """
    with damage_errors(file):
        content = file.read_bytes()
    return msgspec.convert(toml(content.decode()).get(name, []), layout)
