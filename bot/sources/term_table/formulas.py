"""Cells that a spreadsheet takes for a formula.

A cell that begins with `=`, `+`, `-`, `@`, a tab or a line end may be run by the spreadsheet that opens a CSV file
(https://owasp.org/www-community/attacks/CSV_Injection). Such a cell is written with an apostrophe before it, which is
how spreadsheets mark text, and read back without it.
"""

from __future__ import annotations

import re

RUN = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return the text of a cell that no spreadsheet runs."""
    return f"'{text}" if RUN.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and RUN.match(text) else text
