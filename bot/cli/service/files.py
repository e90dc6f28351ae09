"""The files that a service is made of. What somebody has changed in them is never lost."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from bot.errors import MedlexError
from bot.files import PACKAGE, data_folder, replace

# The first line of a file that Medlex wrote: a digest of all others, by which a change of somebody's is noticed.
STAMP = (
    "# Written by `medlex service install`. A change here is yours to keep: drop-ins are better (systemctl edit). {}\n"
)
STAMPED = re.compile(re.escape(STAMP).replace(r"\{\}", "([0-9a-f]{16})"))
# The program in the units that ship.
PROGRAM = "/opt/medlex/bin/medlex"
SETTINGS_FOLDER = "%E/medlex"
# What needs no quotes in a unit (https://www.freedesktop.org/software/systemd/man/latest/systemd.syntax.html#Quoting).
PLAIN = re.compile(r"[\w/.:+@-]+", re.ASCII)
PRIVATE = 0o600


def shipped(name: str) -> str:
    """Return a file of `systemd/`, which is beside the package in a checkout and in its data in a wheel."""
    inside = data_folder() / "systemd"
    return ((inside if inside.is_dir() else PACKAGE.parent / "systemd") / name).read_text("ascii")


def unit_for(name: str, program: Path, folder: Path, *, over_http: bool) -> str:
    """Return a unit that ships, with the program and the folder of settings of this machine."""
    text = shipped(name).replace(f"WorkingDirectory={SETTINGS_FOLDER}", f"WorkingDirectory={escaped(str(folder))}")
    text = text.replace(PROGRAM, quoted(str(program)))
    return text.replace(f"{quoted(str(program))} run", f"{quoted(str(program))} serve") if over_http else text


def escaped(text: str) -> str:
    """Write a text that is no specifier of systemd's (https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Specifiers)."""
    return text.replace("%", "%%")


def quoted(text: str) -> str:
    """Write one word of a command line of a unit."""
    if PLAIN.fullmatch(text):
        return text
    inner = escaped(text).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{inner}"'


def stamped(text: str) -> str:
    """Return a file with its first line."""
    return STAMP.format(hashlib.sha256(text.encode()).hexdigest()[:16]) + text


def is_unchanged(text: str) -> bool:
    """Return True if nobody has changed a file since Medlex wrote it."""
    return STAMPED.match(text) is not None and stamped(text.partition("\n")[2]) == text


def put(file: Path, text: str, *, replace_changed: bool = False) -> str:
    """Write a file with its stamp. Returns what was done, as a sentence.

    Raises MedlexError if somebody has changed it, unless `replace_changed`; then it is kept beside.
    """
    new = stamped(text)
    old = file.read_text("utf-8", errors="replace") if file.exists() else None
    if old == new:
        return f"{file} is as it should be."
    kept = ""
    if old is not None and not is_unchanged(old):
        if not replace_changed:
            raise MedlexError(
                f"{file} was changed, or is not from Medlex; it was left as it is.",
                "See what it should be with `medlex service show`. To replace it, keeping a copy, add --replace.",
            )
        kept = f" What was there is kept as {set_aside(file)}."
    write(file, new)
    return f"{'Wrote' if old is None else 'Updated'} {file}.{kept}"


def write(file: Path, text: str, mode: int = 0o644) -> None:
    """Write a file that appears whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode), "w", encoding="utf-8") as opened:
        os.fchmod(opened.fileno(), mode)  # whatever the umask is
        opened.write(text)
    replace(new, file)


def set_aside(file: Path) -> Path:
    """Rename a file, so that systemd no longer reads it, to a name that no other has. Returns that."""
    number = 1
    while (kept := file.with_name(f"{file.name}.kept-{number}")).exists():
        number += 1
    file.rename(kept)
    return kept


def take_away(file: Path) -> str:
    """Remove a file; one that somebody has changed is kept beside. Returns what was done, as a sentence."""
    if is_unchanged(file.read_text("utf-8", errors="replace")):
        file.unlink()
        return f"Removed {file}."
    return f"{file} was changed, so it is kept as {set_aside(file)}."


def make_private(file: Path, text: str) -> str:
    """Write a file that only its owner may read, unless it is there already. Returns what was done, as a sentence."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(file, text, PRIVATE)
        return f"Wrote {file}, which only you may read."
    if file.stat().st_mode & 0o077:
        file.chmod(PRIVATE)
        return f"Kept {file}, and took from others the right to read it."
    return f"Kept {file}."
