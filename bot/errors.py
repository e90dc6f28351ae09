"""Every exception that a person can see.

Three kinds, after who has to act: the person who typed (`UsageError`), the host whose data or settings are missing,
stale or damaged (`DataError`, `SettingsError`), or us (anything else: a bug). Each message says what happened and what
to run or do next.
"""

from typing import Self


class MedlexError(Exception):
    """What happened, and what to do about it.

    `problem` is one plain sentence that names the file or the argument; `remedy` is one plain sentence that says what to
    run or do next. `exit_status` is what the `medlex` program ends with.
    """

    exit_status = 1

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """How it is passed between processes."""
        return type(self), (self.problem, self.remedy)


class UsageError(MedlexError):
    """A person's mistake in what they typed."""

    exit_status = 2


class DataError(MedlexError):
    """A source, lexicon or folder that is missing, stale, damaged or cannot be written."""


class SettingsError(MedlexError):
    """A setting that is missing or wrong."""
