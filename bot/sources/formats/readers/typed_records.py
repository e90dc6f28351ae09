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
# tomllib's time grows with the square of the parts of one key ("a.b.c"), and its memory with a kilobyte for each table:
# 1.5 GB for a key of 200 kB. Files that Medlex reads have keys of one part, and a table for each entry.
MAX_KEY_PARTS = 8
MAX_TABLES = 100_000
# Strings, comments, and keys with what separates their parts (https://toml.io/en/v1.0.0). A text within a string is no
# key.
_BASIC, _LITERAL = r'"(?:[^"\\\n]|\\.)*+"', r"'[^'\n]*+'"
_PART = rf"(?:[\w+-]++|{_BASIC}|{_LITERAL})"
_BASIC_LINES, _LITERAL_LINES = r'"{3}(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}', r"'{3}(?:[^']|'{1,2}(?!'))*+'{3,5}"
TOML_TOKEN = re.compile(
    rf"{_BASIC_LINES}|{_LITERAL_LINES}|(?P<key>{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+)|\#[^\n]*+|(?P<table>^[ \t]*+\[)",
    re.DOTALL | re.MULTILINE,
)
KEY_PART = re.compile(_PART)

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
    """Parse TOML (https://toml.io/en/v1.0.0) of unknown origin. Raises ValueError when it is not TOML, nested too
    deeply, or has more than MAX_TABLES tables or a key of more than MAX_KEY_PARTS parts.
    """
    _refuse_many_tables(text)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _refuse_many_tables(text: str) -> None:
    tables = 0
    for token in TOML_TOKEN.finditer(text):
        parts = len(KEY_PART.findall(token["key"])) if token["key"] and "." in token["key"] else 1
        if parts > MAX_KEY_PARTS:
            raise ValueError(f"it has a key of over {MAX_KEY_PARTS} parts")
        tables += parts - 1 + (token["table"] is not None)
        if tables > MAX_TABLES:
            raise ValueError(f"it has over {MAX_TABLES:,} tables")


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
