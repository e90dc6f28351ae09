"""TOML of unknown origin: the standard library's reader without what makes it end in other errors than its own, or hardly ever."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from bot.sources.archives.opening import damage_errors

Layout = TypeVar("Layout")

# tomllib takes time with the square of the parts of one key. Nothing that Medlex reads has a key of more than one.
TOO_DEEP_KEY = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){50}")


def toml(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ValueError where it is not TOML, or no such as a person writes."""
    if TOO_DEEP_KEY.search(text):
        raise ValueError("it has a key of over 50 parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def tables(file: Path, name: str, layout: type[Layout]) -> Layout:
    """The tables `[[name]]` of a file, in its order; `layout` is a list of what each is.

    Raises DataError where the file cannot be read, ValueError where it is not TOML, and msgspec's ValidationError where a table is not in
    the layout.
    """
    with damage_errors(file):
        content = file.read_bytes()
    return msgspec.convert(toml(content.decode()).get(name, []), layout)
