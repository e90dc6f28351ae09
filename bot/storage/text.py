"""Text that a person typed, made fit to be kept and shown."""

from __future__ import annotations

import unicodedata

# Control characters move a terminal's cursor, PostgreSQL keeps no NUL, and lone surrogates have no bytes in UTF-8.
UNFIT = {"Cc", "Cs"}
KEPT = "\n\t"


def fit(text: str) -> str:
    """The text without control characters other than line breaks and tabs, without lone surrogates, and trimmed."""
    return "".join(letter for letter in text if letter in KEPT or unicodedata.category(letter) not in UNFIT).strip()
