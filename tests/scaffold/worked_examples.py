"""The examples of docs/contributing: files that a page says to create, and lines that it says to add."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

BLOCK = re.compile(r'^```(?P<language>\w+) title="(?P<path>[^"]+)"\n(?P<text>.*?)^```$', re.DOTALL | re.MULTILINE)
NEXT_PLACE = "@@"


@dataclass(frozen=True, slots=True)
class Change:
    """A file to create with this text, or, if `is_edit`, lines of a diff (" " to find, "-" to find and drop,
    "+" to add).
    """

    path: str
    text: str
    is_edit: bool

    def apply(self, tree: Path) -> None:
        """Make the change below a folder. Raises ValueError if the file to create exists, or the lines to
        find do not occur exactly once.
        """
        file = tree / self.path
        if self.is_edit:
            file.write_text(edited(file.read_text("utf-8"), self.text, self.path), encoding="utf-8")
            return
        if file.exists():
            raise ValueError(f"{self.path} is there already")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.text, encoding="utf-8")


def changes(page: Path) -> list[Change]:
    """Return the changes of a page's example, in its order."""
    found = BLOCK.finditer(page.read_text("utf-8"))
    return [Change(block["path"], block["text"], is_edit=block["language"] == "diff") for block in found]


def edited(text: str, diff: str, path: str) -> str:
    """Return a text with the lines of a diff added and dropped.

    Raises ValueError, which names the path, if the lines that a part of the diff finds do not occur exactly once.
    """
    lines = [line or " " for line in diff.splitlines()]
    for part in (list(part) for is_mark, part in groupby(lines, NEXT_PLACE.__eq__) if not is_mark):
        before, after = ("".join(f"\n{line[1:]}" for line in part if line[0] in signs) for signs in (" -", " +"))
        if f"\n{text}".count(f"{before}\n") != 1:
            raise ValueError(f"{path} does not have these lines just once:{before}")
        text = f"\n{text}".replace(f"{before}\n", f"{after}\n").removeprefix("\n")
    return text
