"""Which tables a lexicon file has, and how it is known for one."""

from __future__ import annotations

from importlib.resources import files

# "Mdlx": marks the file as a lexicon (https://sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4D646C78
# Raise it whenever schema.sql or the meaning of what stands in the file changes: older files are then refused.
SCHEMA_VERSION = 7


def schema() -> str:
    """The SQL that makes an empty lexicon."""
    return (files(__package__) / "schema.sql").read_text(encoding="utf-8")
