"""Put the service's files in place, and say what to run then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.cli.service.files import make_private, put, shipped, take_away, unit_for
from bot.cli.service.machine import UNIT, Machine
from bot.errors import MedlexError

# What a door needs, as settings.
AT_GATEWAY = ("DISCORD_TOKEN",)
OVER_HTTP = ("DISCORD_APPLICATION_ID", "DISCORD_PUBLIC_KEY")
SETTINGS = "# Settings of the bot, one a line; docs/settings.md lists all of them. They count from the next start on.\n"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, as sentences, and the commands to run next."""

    sentences: tuple[str, ...]
    commands: tuple[str, ...]


def unit_of(machine: Machine, *, over_http: bool) -> str:
    """Return the unit that fits a machine."""
    name = "medlex-user.service" if machine.user else UNIT
    return unit_for(name, machine.program, machine.settings.parent, over_http=over_http)


def install(machine: Machine, *, over_http: bool = False, replace_changed: bool = False) -> Done:
    """Write all files of the service. Raises MedlexError where there can be none, and for a file that somebody changed."""
    machine.require_systemd()
    machine.require_visible_program()
    needed = OVER_HTTP if over_http else AT_GATEWAY
    sentences = [put(machine.unit, unit_of(machine, over_http=over_http), replace_changed=replace_changed)]
    if machine.user is None:
        sentences.append(put(machine.sysusers, shipped("medlex.sysusers"), replace_changed=replace_changed))
    sentences.append(make_private(machine.settings, SETTINGS + "".join(f"{name}=\n" for name in needed)))
    return Done(tuple(sentences), tuple(_next(machine, needed)))


def _next(machine: Machine, needed: tuple[str, ...]) -> Iterator[str]:
    """Yield the commands that start the service."""
    text = machine.settings.read_text("utf-8", errors="replace")
    if missing := [
        name for name in needed if not re.search(rf"^\s*{name}(_FILE)?\s*=[ \t]*[^\s#]", text, re.MULTILINE)
    ]:
        yield f"nano {machine.settings}   # fill in {' and '.join(missing)}"
    if machine.user:
        yield f"sudo loginctl enable-linger {machine.user}   # so that it starts with the machine, not when you sign in"
    else:
        yield "systemd-sysusers"
    scope = " --user" if machine.user else ""
    yield f"systemctl{scope} daemon-reload"
    yield f"systemctl{scope} {'restart' if machine.is_enabled else 'enable --now'} medlex"
    yield f"journalctl{scope} -fu medlex   # what it says, such as the address that invites it"


def remove(machine: Machine) -> Done:
    """Remove the service, but neither its settings nor its data. Raises MedlexError while systemd may start it."""
    scope = " --user" if machine.user else ""
    if not machine.unit.exists():
        raise MedlexError(f"There is no service: {machine.unit} does not exist.", "There is nothing to do.")
    if machine.is_enabled:
        raise MedlexError(
            "The service is switched on.", f"Run `systemctl{scope} disable --now medlex`, then this again."
        )
    files = [machine.unit, *([machine.sysusers] if machine.user is None and machine.sysusers.exists() else [])]
    kept = f"Its settings, {machine.settings}, and everything that it has stored stay."
    return Done((*map(take_away, files), kept), (f"systemctl{scope} daemon-reload",))
