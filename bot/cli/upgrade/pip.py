"""Ask the package index that the host's pip is set to use. pip itself asks, so proxies, mirrors and certificates are its own.

An environment without pip, such as the image, uses the one that comes with Python
(https://docs.python.org/3/library/ensurepip.html).
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from sysconfig import get_config_var

from bot.errors import MedlexError

OPTIONS = (
    "--no-deps",
    "--only-binary=:all:",  # so that no code of the package is run
    "--no-input",
    "--disable-pip-version-check",
    "--retries=1",
    "--timeout=15",
    "--quiet",
)
MAX_SECONDS = 300
# Where distributions of Linux have the pip of their ensurepip.
OF_DISTRIBUTIONS = tuple(map(Path, filter(None, ("/usr/share/python-wheels", get_config_var("WHEEL_PKG_DIR")))))
ERROR = "ERROR: "
# What pip writes of an index that does not answer, before it says that there is no such package.
UNREACHABLE = ("connection broken by", "Could not fetch URL", "Could not connect", "Max retries", "timed out")


def pip(*words: str) -> str:
    """Run pip with some words, and return its standard output. Raises MedlexError, which says why the index was not read."""
    try:
        done = subprocess.run(  # noqa: S603 (pip, with words of our own)
            [sys.executable, "-P", "-m", "pip", words[0], *OPTIONS, *words[1:]],
            env=os.environ | _where_pip_is(),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=MAX_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unread(f"pip did not end well ({type(error).__name__})") from error
    if done.returncode:
        raise _refused(done.stderr)
    return done.stdout


def _where_pip_is() -> dict[str, str]:
    """Return what the environment needs for `-m pip`. Raises MedlexError if this Python has none."""
    if find_spec("pip") is not None:
        return {}
    found = find_spec("ensurepip")
    folders = (Path(found.origin).parent / "_bundled", *OF_DISTRIBUTIONS) if found and found.origin else ()
    bundled = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
    if not bundled:
        raise _unread("this Python has no pip")
    return {"PYTHONPATH": str(bundled[-1])}


def _refused(said: str) -> MedlexError:
    """Return the error for what pip has said."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if any(sign in line for line in lines for sign in UNREACHABLE):
        return _unread("it cannot be reached")
    errors = [line.removeprefix(ERROR).rstrip(".") for line in lines if line.startswith(ERROR)]
    if any("No matching distribution found" in line for line in errors):
        return _unread("it has no medlex that this Python can run")
    return _unread(f"pip says: {(errors or lines or ['nothing'])[0]}")


def _unread(why: str) -> MedlexError:
    return MedlexError(
        f"The package index could not be asked for a newer Medlex: {why}.",
        "Check the network and pip's settings (`pip config list`), or look where you got Medlex from.",
    )
