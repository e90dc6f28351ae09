"""`medlex upgrade-check`: whether there is a newer release, what it needs, and how it is installed."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import click
import msgspec
from packaging.version import Version

from bot import __version__
from bot.cli.output.console import console, print_address, print_indented, working
from bot.cli.upgrade.installation import Installation, installation
from bot.cli.upgrade.releases import Metadata, Notes, newest_release, notes_of_newer

NEWER = 4
INDENT = 2
# By how Medlex was installed.
HOW = {
    "image": "To build its image, in the folder of Medlex:",
    "kubernetes": "To install it, name its image in your files: docs/hosting/kubernetes.md says where.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: the newest release, the notes of newer ones (None if they cannot be known), how it is installed."""

    newest: Metadata
    notes: list[Notes] | None
    installation: Installation

    @property
    def is_newer(self) -> bool:
        """True if the newest release is newer than this Medlex."""
        return Version(self.newest.version) > Version(__version__)


@click.command("upgrade-check", short_help="Ask if there is a newer release, and what it needs.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
def upgrade_check(*, as_json: bool) -> None:
    """Ask the package index that pip is set to use for a newer release. Nobody else is asked, and nothing is installed.

    If there is one, it is fetched to read its upgrade notes. Exit status: 0 if this is the newest; 4 if there is a newer
    one; 1 if the index cannot be asked.
    """
    with working("Asking the package index"):
        found = _find()
    if as_json:
        click.echo(_document(found))
    else:
        _show(found)
    if found.is_newer:
        sys.exit(NEWER)


def _find() -> Finding:
    newest = newest_release()
    installed, version = Version(__version__), Version(newest.version)
    notes = notes_of_newer(installed, version) if version > installed else []
    return Finding(newest, notes, installation())


def _document(found: Finding) -> bytes:
    document = {
        "installed": __version__,
        "newest": found.newest.version,
        "is_newer": found.is_newer,
        "requires_python": found.newest.requires_python,
        "notes": found.notes,
        "installed_as": found.installation.kind,
        "commands": found.installation.commands,
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _show(found: Finding) -> None:
    out = console()
    newest = found.newest.version
    if not found.is_newer:
        is_newest = Version(newest) == Version(__version__)
        than = "it is the newest release" if is_newest else f"the newest release is {newest}"
        out.print(f"Medlex {__version__} is installed; {than}.")
        return
    out.print(f"Medlex {__version__} is installed; the newest release is {newest}.", style="bold")
    _show_notes(found.notes, newest)
    out.print(HOW.get(found.installation.kind, "To install it:"))
    for command in found.installation.commands:
        print_address(out, command, INDENT)
    out.print("Then start the bot again. docs/hosting/updating.md says more, and how to go back.")


def _show_notes(notes: list[Notes] | None, newest: str) -> None:
    out = console()
    if notes is None:
        out.print(f"What {newest} needs of you is not in it: read its upgrade notes in CHANGELOG.md first.")
        return
    for release in notes:
        needs = release.notes or ("nothing",)
        out.print(f"What {release.version} needs of you:")
        for note in needs:
            print_indented(out, note, INDENT)
