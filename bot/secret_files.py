"""Secrets in files, as container platforms and systemd give them: `DISCORD_TOKEN_FILE` in place of `DISCORD_TOKEN`.

pydantic-settings reads a folder of secrets, with a fixed name for each, but no path that the host chooses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

# Longer ones are another file.
MAX_BYTES = 65_536


def with_secret_files(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return settings with the content of the files that `NAME_file` names as `NAME`.

    Raises SettingsError for a secret that is given twice, and for a file that cannot be read, is empty or is no text.
    """
    read = dict(values)
    for name in names:
        path = read.get(f"{name}_file")
        if not path:
            continue
        if read.get(name):
            raise SettingsError(
                f"{name.upper()} and {name.upper()}_FILE are both set.",
                "Keep one of them: which one counts is unclear.",
            )
        read[name] = secret_in(Path(str(path)).expanduser(), f"{name.upper()}_FILE")
    return read


def secret_in(file: Path, setting: str) -> str:
    """Return the text in a file, without the line break at its end. Raises SettingsError, which names the setting."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise SettingsError(
            f"The file {file}, which {setting} names, cannot be read: {error.strerror}.",
            "Correct the path, or let the user that runs Medlex read the file.",
        ) from error
    text = content.decode("utf-8-sig", errors="replace").strip()
    if not text or len(content) > MAX_BYTES or "\ufffd" in text:
        problem = "is empty" if not text else "is not a secret as text"
        raise SettingsError(f"The file {file}, which {setting} names, {problem}.", "Put the secret alone into it.")
    return text
