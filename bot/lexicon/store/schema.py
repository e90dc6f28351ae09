"""The tables of a lexicon file, and the marks by which it is recognized."""

from __future__ import annotations

from importlib.resources import files

# "Mdlx" marks the file as a lexicon (https://sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4D646C78
# Raise this when schema.sql or the meaning of the content changes: older files are then refused.
SCHEMA_VERSION = 7


def schema() -> str:
    """Return the SQL that creates an empty lexicon."""
    return (files(__package__) / "schema.sql").read_text(encoding="utf-8")
