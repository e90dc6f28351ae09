"""Who runs the program on this machine, where it is, and where systemd looks for services."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import MedlexError
from bot.files import PACKAGE
from bot.settings import ENV_FILE

# Where `ProtectHome=` and `PrivateTmp=` of the system's unit let nobody look, from the root.
HIDDEN = ("home", "root", "run/user", "tmp", "var/tmp")
UNIT = "medlex.service"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine, and a user of it.

    `root` is its root folder, `/` but in tests. `user` is the user's name, None for root; `config` their folder of settings,
    `folder` the current one. `program` is the installed `medlex`, and `parts` are all places that it needs.
    """

    root: Path
    user: str | None
    config: Path
    folder: Path
    program: Path
    parts: tuple[Path, ...]

    @property
    def unit(self) -> Path:
        """The file that describes the service."""
        return (self.config / "systemd/user" if self.user else self.root / "etc/systemd/system") / UNIT

    @property
    def is_enabled(self) -> bool:
        """True if systemd starts the service by itself."""
        return any(self.unit.parent.glob(f"*.wants/{UNIT}"))

    @property
    def settings(self) -> Path:
        """The file with the service's settings: for a user `.env` in the current folder, if there is one."""
        if self.user is None:
            return self.root / "etc/medlex/medlex.env"
        here = self.folder / ENV_FILE
        return here if here.is_file() else self.config / "medlex" / ENV_FILE

    @property
    def sysusers(self) -> Path:
        """The file that describes the user that the system's service runs as."""
        return self.root / "etc/sysusers.d/medlex.conf"

    def require_systemd(self) -> None:
        """Raise MedlexError if systemd does not run this machine (https://www.freedesktop.org/software/systemd/man/latest/sd_booted.html)."""
        if not (self.root / "run/systemd/system").is_dir():
            raise MedlexError(
                "systemd does not run this machine, so there can be no service of it.",
                "Let what starts programs here start `medlex run`; docs/hosting/container.md is for containers.",
            )

    def require_visible_program(self) -> None:
        """Raise MedlexError if the program is where a service of the system may not look. Users' services may look everywhere."""
        hidden = [self.root / folder for folder in HIDDEN]
        if self.user is None and (within := first_within(self.parts, hidden)):
            raise MedlexError(
                f"The program needs {within}, where a service of the system may not look.",
                "Install Medlex in /opt/medlex (docs/hosting/systemd.md), or run this again without sudo or root, "
                "for a service of your own.",
            )
        if not self.program.is_file():
            raise MedlexError(f"There is no program {self.program}.", "Install Medlex with pip, then run this again.")


def first_within(places: Iterable[Path], folders: Iterable[Path]) -> Path | None:
    """Return the first of some places that is in one of the folders; None if none is."""
    outer = tuple(folders)
    return next((place for place in places if any(place.is_relative_to(folder) for folder in outer)), None)


def this_machine() -> Machine:
    """Return the machine that this program runs on. Raises MedlexError where there is no systemd, as on Windows and macOS."""
    if sys.platform != "linux":
        raise MedlexError(
            "Only Linux has systemd, so there can be no service of it here.",
            "Let what starts programs here start `medlex run`.",
        )
    import pwd

    user = None if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    program = Path(sysconfig.get_path("scripts")) / "medlex"
    parts = program, Path(sys.executable).resolve(), PACKAGE
    return Machine(Path("/"), user, config, Path.cwd(), program, parts)
